"""The page Be the network: sheets that are painted, what they read, and the run whose epoch 0 they are."""

from types import SimpleNamespace

import numpy as np
import pytest

from mnistnet import load_digits, load_network
from mnistnet.duel import shows_map
from mnistnet.painting import blame, mean_sheets, pack_sheet, painted_network
from pages.ui.rooms.be_the_network import answers as duel
from pages.ui.rooms.be_the_network import sheets as ui

from .conftest import only, told

PAGE = "be_the_network.py"
TEST = load_digits().split("test")


@pytest.fixture
def brush(monkeypatch):
    """Return a list in the place of the browser; messages put into it are told when the page runs next."""
    waiting = []

    def component(data, key, on_told_change):
        while waiting:
            state = SimpleNamespace(told=waiting.pop(0))
            monkeypatch.setattr(ui, "value_of", lambda _, state=state: state)
            on_told_change()

    monkeypatch.setattr(ui, "_sheets", component)
    return waiting


def score(test) -> str:
    return only(one.value for one in test.header if one.value.startswith("It reads"))


def right(sheets) -> float:
    return (painted_network(sheets).predict(TEST.images).argmax(axis=1) == TEST.labels).mean()


def message(sheet: np.ndarray, k: int = 3, seq: int = 1, version: int = 0) -> dict:
    return {"seq": seq, "version": version, "sheets": {str(k): "".join(map(str, (sheet + 3).ravel()))}}


def test_it_opens_with_a_score_and_follows_the_brush(app, brush):
    test = app(PAGE)
    assert score(test) == f"It reads {100 * right(mean_sheets()):.1f} % of 1,000 digits"
    painted, crossed = mean_sheets(), np.full((28, 28), -2, np.int8)
    crossed[10:18] = 3
    painted[3] = crossed
    brush.append(message(crossed))
    test.run().run()  # this brush tells of its strokes when it is shown; a browser does before the page runs
    assert not test.exception and score(test) == f"It reads {100 * right(painted):.1f} % of 1,000 digits"
    found = blame(painted_network(painted), TEST)
    assert any(f"**{found.counts().argmax()}** is too loud most often" in one.value for one in test.markdown)
    address = dict(test.session_state["visitor"].address)
    assert address["sheet_3"] == pack_sheet(crossed) and "sheet_4" not in address
    linked = app(PAGE, sheet_3=address["sheet_3"], sheet_5="damaged")
    assert score(linked) == score(test) and any("damaged" in one.value for one in linked.toast)
    test.switch_page("map.py").run().switch_page(PAGE).run()
    assert score(test) == score(linked) and "sheet_3" in test.session_state["visitor"].choices
    test.button(key="sheets_undo").click().run()
    assert score(test) == f"It reads {100 * right(mean_sheets()):.1f} % of 1,000 digits"
    test.button(key="sheets_blank").click().run()
    assert score(test) == f"It reads {100 * (TEST.labels == 0).mean():.1f} % of 1,000 digits"
    test.button(key="sheets_bench").click().run()
    assert not test.exception and test.session_state["visitor"].bench.network.name == "painted"


@pytest.mark.parametrize(
    "heard",
    [
        None,
        "x",
        {"seq": "1", "version": 0},
        {"seq": 1, "version": 7, "sheets": {"3": "6" * 784}},
        {"seq": 1, "version": 0, "sheets": ["6" * 784]},
        {"seq": 1, "version": 0, "sheets": {"3": "7" * 784, "10": "6" * 784, "4": 6, "x": "6" * 784, "5": "6" * 783}},
    ],
)
def test_what_is_no_sheet_is_left_out(heard):
    read = ui._read(heard.get("sheets")) if isinstance(heard, dict) and heard.get("version") == 0 else {}
    assert read == {}


def test_learning_begins_with_the_painting(app, monkeypatch):
    asked = []
    monkeypatch.setattr("mnistnet.jobs.start_run", lambda *given, **named: asked.append((given, named)))
    test = app(PAGE)
    test.button(key="sheets_learn").click().run()
    assert not test.exception
    (settings, data, _, start), _ = asked[0]
    assert data == "embedded" and start.is_before_training and settings.layers[0].units == 10
    np.testing.assert_array_equal(
        start.parameters[:7840], painted_network(mean_sheets()).dense_layers[0].weights.ravel()
    )


def test_the_duel_is_counted_kept_and_goes_home(app):
    test = app(PAGE, be_view="against", network="nielsen")
    asked = duel.numbers(duel.READ)
    for answer in (int(TEST.labels[asked[0]]), 0):
        test.button(key=f"duel_{answer}").click().run()
    test.button(key="duel_pass").click().run()
    assert not test.exception and "4 of 60" in told(test.header)
    assert "You read" not in told(test.header), "whoever sees the score answers otherwise"
    test.toggle(key="duel_score").set_value(True).run()
    its = load_network("nielsen").predict(TEST.images[asked[:3]]).argmax(axis=1)
    yours = np.array([TEST.labels[asked[0]], 0, -1])
    right = [int((one == TEST.labels[asked[:3]]).sum()) for one in (yours, its)]
    assert f"You read {right[0]} of 3, nielsen {right[1]}" in told(test.header)
    test.switch_page("map.py").run().switch_page(PAGE).run()
    assert "4 of 60" in told(test.header) and "duel_read" not in test.session_state["visitor"].address
    test.button(key="duel_back").click().run()
    assert "3 of 60" in told(test.header)
    test.segmented_control(key="duel_round").set_value(duel.FORESEEN).run()
    foreseen = load_network("nielsen").predict(TEST.images[duel.numbers(duel.FORESEEN)]).argmax(axis=1)
    for answer in foreseen[:5]:
        test.button(key=f"duel_{answer}").click().run()
    with_map = int(shows_map(40)[:5].sum())
    words = f"With its map you foresee {with_map} of {with_map}, without {5 - with_map} of {5 - with_map}"
    assert not test.exception and words in told(test.header)
    test.toggle(key="duel_score").set_value(False).run()
    assert words not in told(test.header)
    test.toggle(key="duel_score").set_value(True).run()
    test.button(key="duel_anew").click().run()
    assert "1 of 40" in told(test.header) and "foresee" not in told(test.header)
