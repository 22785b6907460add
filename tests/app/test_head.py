"""What can be done with every page: copy a link, take it home, show the code."""

import io
import re
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from google.protobuf.text_format import MessageToString
from PIL import Image

from mnistnet import Dense, Digits, Network, load_digits, load_network, load_network_file
from mnistnet.desk import Desk, KeptNetwork
from mnistnet.desk.desk_folder import keep_parts
from mnistnet.digits.files import with_splits
from mnistnet.drawing.packed import pack_digit
from mnistnet.influence import DoesNotApply
from mnistnet.weight_files import SavedNetwork
from pages.ui.frame import bundle, link
from pages.ui.frame.facts import View, citation
from pages.ui.holdings import visitor
from pages.ui.kit.tables import as_csv
from pages.ui.kit.text import file_name, plain
from tests.app.conftest import PAGES, on_bench, told
from tests.hostile.names import IN_FORCE, NAMES, foul
from tests.snippet_runs import assert_same, assert_short, run_all


def labels(test) -> list[str]:
    """Return what the downloads of the open list are called."""
    return [button.proto.label for button in test.get("download_button")]


ALL = load_digits()
SOME = with_splits(Digits(ALL.images[:120], ALL.labels[:120], "some"))
RNG = np.random.default_rng(0)
SMALL = [
    (RNG.normal(0, 0.05, shape), np.zeros(shape[1]), kind)
    for shape, kind in (((784, 8), "sigmoid"), ((8, 10), "softmax"))
]


def called(name: str) -> SavedNetwork:
    """Return a small network of which everything that has a name is called so."""
    layers = tuple(Dense(*parts, name=f"{name[:30]}{i}") for i, parts in enumerate(SMALL))
    return SavedNetwork(Network(layers, name=name, book=name))


@pytest.fixture
def with_names(monkeypatch):
    """Return a function that puts two networks and a set of such names on the desk to which a visitor comes back."""
    monkeypatch.setattr(visitor, "cookie", lambda: "a" * 32)

    def on_desk(*wanted: str) -> dict[str, str]:
        first, second, own = ("".join(filter(str.isprintable, name))[:80] or "x" for name in wanted)  # as files may
        networks = tuple(KeptNetwork(called(name)) for name in (first, second))
        keep_parts("a" * 32, Desk(networks, sets=(replace(SOME, name=own),)), frozenset())
        names = plain(first) or "my network", plain(second) or "my network", plain(own) or "my set"
        address = {"hide": wanted[2], "lang": wanted[1]}
        return dict(zip(("network", "beside", "set"), names, strict=True)) | address

    return on_desk


def all_words(test, page: str) -> str:
    """Return everything that a page with an open dialog sends, and all that can be taken home from it in words."""
    me = test.session_state["visitor"]
    protos = [one.proto for block in (test.main, test.sidebar) for one in block if hasattr(one, "proto")]
    sent = [MessageToString(proto, as_utf8=True) for proto in protos if proto is not None]
    image = np.zeros((28, 28), np.uint8)
    view = View(page, me.shown, me.bench.network, image, "a digit", "", beside=me.bench.second)
    report = [part for part in bundle.report(view).decode().split("</script>") if len(part) < 2_000_000]
    for program in me.shown.programs.values():
        with suppress(DoesNotApply, ValueError):
            sent.append(program.build().code)
    numbers = [bundle.numbers(one).decode("latin-1") for one in me.shown.figures.values()]
    return "\n".join([*sent, *report, *numbers, *(as_csv(one.frame) for one in me.shown.tables.values())])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_taken_home_and_no_name_means_anything_on_it(app, with_names, page):
    place = PAGES.index(page)
    names = with_names(*(NAMES[(place + turn) % len(NAMES)] for turn in (0, len(PAGES), 9)))
    test = app(page, **names)
    assert test.toast and not any(IN_FORCE.search(toast.value) for toast in test.toast)
    test.button(key="take_page_home").click().run()
    assert not test.exception, test.exception
    assert test.session_state["visitor"].bench.network.name == names["network"]
    assert not foul(all_words(test, page))
    assert {"Report (.html)", "Everything (.zip)", "The network (.npz)"} <= set(labels(test))
    page_shows = test.session_state["visitor"].shown
    assert labels(test).count(".html") == len(page_shows.figures) >= len(test.get("plotly_chart"))
    assert (
        labels(test).count(".csv") + labels(test).count(".npy") == len(page_shows.figures) + len(page_shows.tables) > 0
    )


@pytest.fixture
def view(app) -> View:
    """What a visitor of the Influence page sees."""
    test = app("influence.py", view="z2", node="7")
    digit = load_digits().split("test").images[0]
    return View(
        "influence",
        test.session_state["visitor"].shown,
        load_network("scratch"),
        digit,
        "a digit",
        "https://here/?a=b",
        {"a": "b"},
    )


def test_the_zip_holds_every_part_as_a_file(view):
    archive = zipfile.ZipFile(io.BytesIO(bundle.everything(view)))
    names = set(archive.namelist())
    assert {"view.json", "citation.bib", "picture.png", "picture.npy", "scratch.npz", "figures/plotly.min.js"} <= names
    assert np.array_equal(np.load(io.BytesIO(archive.read("picture.npy"))), view.image)
    assert load_network_file(archive.read("scratch.npz")).digest == view.network.digest
    for key in view.shown.figures:
        page = archive.read(f"figures/{key}.html").decode()
        assert 'src="plotly.min.js"' in page and len(page) < 2_000_000
        assert min(Image.open(io.BytesIO(archive.read(f"figures/{key}.png"))).size) > 300
        assert ElementTree.fromstring(archive.read(f"figures/{key}.svg")).tag.endswith("svg")
    for name in names:
        if name.startswith("numbers/") and name.endswith(".npy"):
            assert np.isfinite(np.load(io.BytesIO(archive.read(name)))).all()
        if name.endswith(".csv"):
            assert len(pd.read_csv(io.BytesIO(archive.read(name)))) > 0
    maps, errors = (np.load(io.BytesIO(archive.read(f"numbers/mosaic{end}.npy"))) for end in ("", "-standard-errors"))
    assert errors.shape == maps.shape and (errors > 0).any(), "the error bars of what is drawn"
    receipt = next(name for name in names if "receipt" in name)
    table = pd.read_csv(io.BytesIO(archive.read(receipt)), index_col=0)["value"]
    assert table["difference"] == "0" and table["in all"] == table["what truly happened to the node"]


def test_the_report_says_what_was_seen_and_how_to_cite_it(view):
    page = bundle.report(view).decode()
    known = (
        view.network.digest,
        "784 → 50 → 100 → 10",
        "Receipt of node 7 of z2",
        "@software{mnistnet",
        "Shapley, A Value",
        '<a href="https://here/?a=b">',
    )
    for words in known:
        assert words in page
    assert page.count("<figure>") == len(view.shown.figures)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "", "ä ö", "x" * 300])
def test_no_name_of_a_stranger_becomes_a_path(name):
    assert re.fullmatch(r"[0-9A-Za-z-]{1,60}", file_name(name))


def test_a_link_carries_the_drawing(app):
    digit = np.roll(load_digits().split("test").images[7], 3, axis=1)
    test = app(drawing=pack_digit(digit), network="scratch")
    expected = test.session_state["visitor"].board.history[-1].digit
    assert np.array_equal(expected, digit)


def test_a_damaged_drawing_in_a_link_is_said_and_does_no_harm(app):
    test = app(drawing="!!!")
    assert [toast.value for toast in test.toast] == [
        "The drawing in this link is damaged. A sample lies on the board instead."
    ]
    assert "answers" in test.session_state["visitor"].shown.figures


DRAWN = pack_digit(load_digits().split("test").images[7])


@pytest.mark.parametrize(
    ("page", "query", "carried"),
    [
        ("draw.py", {}, {"network": "sharp"}),
        ("draw.py", {"drawing": DRAWN}, {"network": "sharp", "drawing": DRAWN}),
        ("influence.py", {"drawing": DRAWN, "view": "a2"}, {"network": "scratch", "view": "a2"}),
        ("influence.py", {"picture": "drawing", "drawing": DRAWN}, None),
        ("neurons.py", {"network": "nielsen", "epoch_nielsen": "0", "neuron": "3"}, None),
    ],
)
def test_the_copied_link_opens_what_is_seen(app, monkeypatch, page, query, carried):
    told = []
    monkeypatch.setattr(link, "_button", lambda data, **look: told.append(dict(data["choices"])))
    test = app(page, **query)
    assert told[-1] == ({"network": "scratch"} | query if carried is None else carried)
    assert told[-1] == test.session_state["visitor"].address, "the browser shows the same address"


def test_what_an_address_asks_for_in_vain_is_named(app):
    test = app("influence.py", view="a9", picture="Drawing")
    assert [toast.value for toast in test.toast] == ["The address asks for view=a9, which is not known here."]
    assert test.session_state["visitor"].address == {"network": "scratch", "picture": "drawing"}


OF_OTHERS = ("lessons.py", "experiments.py")  # their numbers are those of other pages, and of a command


@pytest.mark.parametrize("page", [page for page in PAGES if page not in OF_OTHERS])
def test_every_page_has_programs_that_print_its_numbers(app, page, tmp_path):
    test = app(page)
    test.button(key="show_code").click().run()
    assert not test.exception, test.exception
    (shown,) = [code.value for code in test.code if code.language == "python"]
    built = [program.build() for program in test.session_state["visitor"].shown.programs.values()]
    assert shown == built[0].code.rstrip()
    for heard, snippet in zip(run_all(built, tmp_path), built, strict=True):
        assert_short(snippet)
        assert_same(heard, snippet)


def test_a_page_that_stops_early_keeps_its_head_and_its_card(app):
    test = app()
    test.button(key="clear").click().run()
    assert "Nothing is drawn yet" in told(test.info)
    assert test.button(key="take_page_home") and "sharp, epoch 72" in on_bench(test)
    test.button(key="take_page_home").click().run()
    assert not test.exception, test.exception


def test_what_is_cited_is_what_the_readme_cites_and_latex_can_set_it():
    network = replace(load_network("scratch"), name="my_run 50 % {of} \\input")
    known = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    cited = citation(network)
    for line in cited.splitlines()[:4]:
        assert line in known, "an author in two braces is one name, not a first and a last one"
    assert 'Network "my\\_run 50 \\% of input"' in cited and cited.count("{") == cited.count("}")
