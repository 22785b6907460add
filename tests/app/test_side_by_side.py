"""A second network beside the one on the bench: in the strip, in the address, and on every page."""

import re

import numpy as np
import pytest

from mnistnet import Dense, Network, influence, load_digits, load_network
from mnistnet.weight_files import SavedNetwork
from pages.ui.bench.second import ALONE, NONE
from pages.ui.bench.side_by_side import BESIDE, NOT_SHARED, SHARED
from pages.ui.rooms.trust import measuring
from pages.ui.state import KeptNetwork

from .conftest import PAGES, chart, exact, on_bench, told

DIGITS = load_digits().split("test")
BOTH = ("draw", "probabilities", "influence", "neurons", "what_it_sees", "layers", "training", "map", "robustness")


def titles(test) -> list[str]:
    """Return the names that stand over pictures side by side."""
    return [m.value.strip("*") for m in test.main.markdown if re.fullmatch(r"\*\*[a-z-]+, epoch \d+\*\*", m.value)]


def figures(test) -> int:
    return len(test.session_state["visitor"].shown.figures)


def heat(test, key: str) -> dict:
    return next(t for t in chart(test, key)["data"] if t["type"] == "heatmap")


@pytest.mark.parametrize("page", BOTH)
def test_every_page_that_shows_one_network_shows_both(app, page):
    alone = app(f"{page}.py", network="scratch")
    assert not titles(alone)
    for name, epoch in (("nielsen", 30), ("rows", 15), ("scratch", 0)):
        both = app(f"{page}.py", network="scratch", beside=name)
        assert titles(both)[:2] == ["scratch, epoch 30", f"{name}, epoch {epoch}"]
        assert figures(both) > figures(alone)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_minds_a_second_network(app, page):
    assert app(page, beside="nielsen", beside_epoch_nielsen="3").title


def test_the_trust_page_judges_both(app):
    samples = [measuring.measurement(load_network(name), DIGITS) for name in ("scratch", "nielsen")]
    for sample in samples:
        if not sample.digits:
            sample.more(1)
        sample.wait()
    test = app("trust.py", beside="nielsen", figures="true")
    assert titles(test)[:2] == ["scratch, epoch 30", "nielsen, epoch 30"]
    counts = " and ".join(str(sample.digits) for sample in samples)
    assert f"measured on **n = {counts}**" in [m.value for m in test.markdown]


def test_the_second_is_chosen_on_the_bench_and_stays_from_page_to_page(app):
    test = app("influence.py")
    test.selectbox(key="beside").select("nielsen").run()
    test.slider(key="beside_epoch_nielsen").set_value(3).run()
    assert titles(test) == ["scratch, epoch 30", "nielsen, epoch 3"]
    assert "beside it nielsen, epoch 3" in on_bench(test)
    for page in ("compare.py", "map.py", "mistakes.py", "layers.py"):
        test.switch_page(page).run()
        assert not test.exception
        assert test.selectbox(key="beside").value == "nielsen" and test.slider(key="beside_epoch_nielsen").value == 3
        assert ("beside it" in on_bench(test)) == (page.removesuffix(".py") not in ALONE), page


def test_a_link_opens_both(app):
    test = app("neurons.py", network="nielsen", beside="nielsen", epoch_nielsen="20", beside_epoch_nielsen="10")
    assert titles(test) == ["nielsen, epoch 20", "nielsen, epoch 10"]


def test_beside_itself_a_network_is_first_seen_untrained(app):
    test = app("influence.py")
    test.selectbox(key="beside").select("scratch").run()
    assert test.slider(key="beside_epoch_scratch").value == 0 and test.slider(key="epoch_scratch").value == 30


def test_the_very_same_weights_are_not_shown_twice(app):
    test = app("influence.py", beside="scratch", beside_epoch_scratch="30")
    assert not titles(test) and any("very same weights" in c.value for c in test.caption)
    test.slider(key="epoch_scratch").set_value(29).run()
    assert titles(test) == ["scratch, epoch 29", "scratch, epoch 30"]


def test_nonsense_in_the_address_is_nothing(app):
    test = app("influence.py", beside="nonsense", beside_epoch_scratch="-5")
    assert test.selectbox(key="beside").value == NONE and not titles(test)


def test_a_network_taken_off_the_shelf_is_nothing(app):
    test = app("influence.py")
    test.session_state["visitor"].networks = {"mine": KeptNetwork(SavedNetwork(load_network("nielsen", epoch=2)))}
    test.run()
    test.selectbox(key="beside").select("mine").run()
    assert len(titles(test)) == 2
    test.session_state["visitor"].networks = {}
    test.run()
    assert not test.exception and test.selectbox(key="beside").value == NONE and not titles(test)


def test_both_share_a_colour_scale_where_both_can_be_seen_on_it(app):
    test = app("influence.py", beside="scratch", beside_epoch_scratch="25")
    nets = load_network("scratch"), load_network("scratch", epoch=25)
    sizes = [np.abs(influence.shapley(net, DIGITS.images[0], views=["z1"])["z1"]).max() for net in nets]
    one, other = (exact(test, key).zmax for key in ("mosaic", f"mosaic{BESIDE}"))
    assert one == other == pytest.approx(max(sizes), rel=1e-4)
    assert any(SHARED in c.value for c in test.caption)


def test_a_network_that_would_be_blank_on_the_others_scale_keeps_its_own(app):
    test = app("influence.py", beside="scratch", beside_epoch_scratch="0")
    assert exact(test, "mosaic").zmax > 3 * exact(test, f"mosaic{BESIDE}").zmax
    assert any(NOT_SHARED in c.value for c in test.caption)


def test_half_a_page_has_fewer_pictures_side_by_side(app):
    alone, both = app("influence.py"), app("influence.py", beside="nielsen")
    seen = ((alone, "mosaic"), (both, "mosaic"), (both, f"mosaic{BESIDE}"))
    widths = [chart(test, key)["layout"]["xaxis"]["range"][1] + 0.5 for test, key in seen]
    assert widths == [120, 90, 90], "pictures of 28 pixels and a gap of 2"


def test_answers_in_other_units_keep_their_own_scale(app):
    for second, shared in (("sharp", True), ("nielsen", False)):
        test = app("draw.py", network="scratch", beside=second, all_maps="true")
        maps = [heat(test, f"output_maps{ending}") for ending in ("", BESIDE)]
        assert (maps[0]["zmax"] == maps[1]["zmax"]) == shared
        assert any((SHARED if shared else NOT_SHARED) in c.value for c in test.caption)


def test_a_model_of_another_size_stands_alone(app):
    test = app("layers.py", model="row-model", beside="nielsen")
    assert not titles(test)


def test_with_a_scale_for_each_node_nothing_is_said_of_a_common_one(app):
    test = app("influence.py", beside="scratch", beside_epoch_scratch="25", own_scale="true")
    assert not any(SHARED in c.value or NOT_SHARED in c.value for c in test.caption)


def test_a_view_that_the_second_does_not_have_is_a_sentence(app):
    test = app("influence.py", view="a3", beside="nielsen")
    assert "nielsen has no a3" in told(test.info) and len(titles(test)) == 2


def test_the_same_node_is_marked_where_the_shapes_agree(app):
    alike = app("influence.py", node="1", beside="scratch", beside_epoch_scratch="25")
    other = app("influence.py", node="1", beside="nielsen")
    marked = [len(chart(test, f"mosaic{BESIDE}")["layout"].get("shapes", [])) for test in (alike, other)]
    assert marked == [1, 0]


def test_one_control_turns_over_both_so_that_their_rows_stay_in_line(app):
    test = app("influence.py", network="sharp", beside="your-own")
    assert len(test.get("pagination")) == 1
    assert {len(heat(test, f"mosaic{end}")["z"]["shape"]) for end in ("", BESIDE)} and NOT_SHARED in str(
        [c.value for c in test.caption]
    ), "colours of other nodes cannot be compared"
    assert len(app("influence.py", network="sharp", beside="sharp").get("pagination")) == 1


def test_neurons_are_compared_with_their_own_past(app):
    test = app("neurons.py", neuron_weights="control", beside="nielsen")
    untrained = load_network("nielsen", epoch=0).dense_layers[0].weights
    assert heat(test, f"neurons{BESIDE}")["zmax"] >= np.abs(untrained).max() * 0.999
    assert len(next(t["text"] for t in chart(test, f"neurons{BESIDE}")["data"] if t.get("mode") == "text")) == 30


def test_robustness_has_a_curve_for_an_epoch_that_is_not_on_the_shelf(app):
    test = app("robustness.py", beside="scratch", beside_epoch_scratch="2")
    names = [t["name"] for t in chart(test, "strength_curves")["data"] if "name" in t]
    assert "scratch, epoch 2" in names and "scratch" in names


def test_a_network_with_other_classes_is_shown_as_well(app):
    rng = np.random.default_rng(0)
    few = Network((Dense(rng.normal(size=(784, 4)), np.zeros(4), "softmax"),), name="few")
    test = app("probabilities.py")
    test.session_state["visitor"].networks = {"few": KeptNetwork(SavedNetwork(few))}
    test.run()
    test.selectbox(key="beside").select("few").run()
    for page in BOTH:
        test.switch_page(f"{page}.py").run()
        assert not test.exception, page
