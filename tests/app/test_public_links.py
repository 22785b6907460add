"""Public links: the ids in an address open the same view for ever, and so do the labels that stood there once."""

import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from mnistnet.digits.full_set import official_set_is_here

# page -> what a link asks for; the address of the open page says the same
LINKS = [
    ("probabilities.py", {"digit": "17"}),
    ("probabilities.py", {"digit": "4", "label": "7", "wall": "2"}),
    ("draw.py", {"network": "scratch", "pen": "30", "steps": "box_and_scale,centre_of_mass"}),
    ("influence.py", {"view": "a2", "node": "7", "digit": "12", "method": "one_pixel", "colours": "grey"}),
    ("influence.py", {"picture": "mean", "mean": "4", "baseline": "label", "baseline_digit": "3", "own_scale": "true"}),
    ("influence.py", {"closer": "first_or_last", "q": "0.2", "sheet": "true"}),
    ("influence.py", {"closer": "why_not"}),
    ("influence.py", {"closer": "partners", "picture": "white", "baseline": "mean"}),
    ("influence.py", {"closer": "hidden_nodes", "beside": "nielsen", "beside_epoch_nielsen": "3"}),
    ("layers.py", {"layer": "2", "many_label": "3", "palette": "viridis", "pattern": "noise"}),
    ("layers.py", {"model": "row-model", "pattern_size": "12", "row_source": "digits"}),
    ("map.py", {"map_layer": "pixels"}),
    ("neurons.py", {"neuron_layer": "2", "neuron_order": "firing", "neuron_weights": "control", "neuron": "7"}),
    ("robustness.py", {"change_occlude": "12", "robust_change": "occlude"}),
    ("what_it_sees.py", {"way_back": "mean-digit", "seen_digit": "6", "wishes": "true"}),
    ("training.py", {"preset": "own", "own_rows": "true", "own_activation": "relu"}),
    ("activations.py", {"curves": "step,tanh", "plane": "rings", "bend": "relu", "format": "float32"}),
    ("mistakes.py", {"mistake_order": "closest", "mistake_label": "4"}),
    ("compare.py", {"beside": "nielsen", "compare_kind": "only-first", "matched": "answers"}),
    ("trust.py", {"figures": "true", "measure": "gap", "judged": "deep_lift", "order": "random"}),
    ("trust.py", {"view": "z2", "node": "17", "method": "one_pixel", "baseline": "white", "every_method": "true"}),
]
# page -> what an old link asks for, and the ids that it means
OLD_LINKS = [
    ("draw.py", {"network": "scratch", "steps": "stroke width,box and scale"}, {"steps": "stroke_width,box_and_scale"}),
    ("influence.py", {"method": "Gradient × input"}, {"method": "gradient_times_input"}),
    ("influence.py", {"baseline": "Mean of all digits", "beside": "nothing"}, {"baseline": "mean"}),
    ("influence.py", {"closer": "Why this, not that", "colours": "grey"}, {"closer": "why_not", "colours": "grey"}),
    ("influence.py", {"picture": "Mean digit", "mean": "4"}, {"picture": "mean", "mean": "4"}),
    ("layers.py", {"layer": "hidden 2", "pattern": "Noise"}, {"layer": "2", "pattern": "noise"}),
    ("layers.py", {"model": "Row model of any size"}, {"model": "row-model"}),
    ("map.py", {"map_layer": "outputs"}, {"map_layer": "z3"}),
    ("neurons.py", {"neuron_layer": "hidden 2"}, {"neuron_layer": "2"}),
    ("neurons.py", {"neuron_order": "bias B"}, {"neuron_order": "bias"}),
    ("neurons.py", {"neuron_weights": "Untrained"}, {"neuron_weights": "control"}),
    ("robustness.py", {"robust_change": "Occlude"}, {"robust_change": "occlude"}),
    ("what_it_sees.py", {"way_back": "Mean digit"}, {"way_back": "mean-digit"}),
    ("training.py", {"preset": "my own layers"}, {"preset": "own"}),
    ("mistakes.py", {"mistake_order": "by number"}, {"mistake_order": "number"}),
    (
        "compare.py",
        {"beside": "nielsen", "compare_kind": "only first right", "matched": "answers"},
        {"beside": "nielsen", "compare_kind": "only-first", "matched": "answers"},
    ),
    (
        "trust.py",
        {"measure": "adds up (gap)", "order": "random order"},
        {"measure": "gap", "order": "random", "figures": "true"},
    ),
]


def address(test) -> dict[str, str]:
    return dict(test.session_state["visitor"].address)


@pytest.mark.parametrize(("page", "query"), LINKS)
def test_a_link_opens_what_it_names(app, page, query):
    assert address(app(page, **query)) == {"network": "scratch"} | query


@pytest.mark.parametrize(("page", "query", "ids"), OLD_LINKS)
def test_an_old_link_opens_the_same_view(app, page, query, ids):
    assert address(app(page, **query)) == {"network": "scratch"} | ids


SOURCES = Path(__file__).parents[2] / "docs" / "sources.md"
IN_SOURCES = sorted(set(re.findall(r"`/(\w+)\?([^`]+)`", SOURCES.read_text())))


@pytest.mark.parametrize(("page", "query"), IN_SOURCES)
def test_every_link_of_the_list_of_sources_opens_what_it_says(app, page, query):
    asked = dict(parse_qsl(query))
    test = app(f"{page}.py", **asked)
    missing = {"set"} if asked.get("set") == "official" and not official_set_is_here() else set()
    assert len(test.toast) == len(missing), [toast.value for toast in test.toast]
    seen = test.session_state["visitor"].shown.choices
    assert {key: seen[key] for key in asked.keys() - missing} == {key: asked[key] for key in asked.keys() - missing}
