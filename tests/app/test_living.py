"""The living picture: what it shows and says is what the library finds, and what is touched stands in the address."""

import json

import numpy as np

from mnistnet import load_digits, load_network
from mnistnet.arithmetic import node_sum
from mnistnet.lines import answered, carried, errors

from .conftest import said

IMAGE = load_digits().split("test").images[3]


def living(test) -> dict:
    """Return what the browser is told of the living picture."""
    (element,) = (one for one in test.get("bidi_component") if one.proto.component_name.endswith("mnistnet_living"))
    return json.loads(element.proto.json)


def written_out(test) -> list[dict]:
    """Return what the browser is told of sums that are written out."""
    found = [one.proto for one in test.get("bidi_component")]
    return [json.loads(one.json) for one in found if one.component_name.endswith("mnistnet_terms")]


def test_it_shows_the_strongest_lines_and_says_what_they_carry(app):
    test, net = app(network="scratch"), load_network("scratch")
    best = int(net.predict(IMAGE)[0].argmax())
    gaps, shown = answered(net, IMAGE, best), living(test)
    assert shown["lit"] == f"3:{best}" and shown["ink"] == IMAGE.ravel().tolist()
    into = np.abs(net.dense_layers[2].weights[:, best].astype(float) * _moved(net))
    share = np.sort(into)[-30:].sum() / into.sum()
    assert f"These 30 lines carry {100 * share:.1f} % of what made it a {best}" in said(test)
    assert "**This line carries " in said(app(network="scratch", lines="1"))
    for gap, drawn, told in zip(gaps[:2], shown["gaps"], shown["cols"][1:], strict=False):
        strongest = gap.strongest(30)
        assert [one[:2] for one in drawn["lines"]] == [
            list(pair) for pair in zip(strongest.senders, strongest.receivers, strict=True)
        ]
        assert len(told["nodes"]) == 32 and told["more"] == len(gap.bias) - 32
    assert len(test.get("bidi_component")) > 1 and len(json.dumps(shown)) < 60_000
    label = int(load_digits().split("test").labels[3])
    for told, delta, column in zip(
        shown["back"]["nodes"], errors(net, IMAGE, label).deltas, shown["cols"][1:], strict=True
    ):
        np.testing.assert_allclose(told, delta[column["nodes"]] / np.abs(delta).max(), rtol=1e-3)
    assert not written_out(test), "a node's arithmetic stands there when it was touched"


def test_a_touched_node_stands_in_the_address_and_all_lines_carry_everything(app):
    test, net = app(network="scratch", lit="2:17", lines="0", lines_of="carry"), load_network("scratch")
    shown = living(test)
    assert shown["lit"] == "2:17" and test.session_state["visitor"].address["lit"] == "2:17"
    assert "carry 100.0 % of what arrives at node 17 of layer 2**, of 50" in said(test)
    bill = carried(net, IMAGE)[1].bill(17, 50)
    assert np.allclose([line[2] for line in shown["gaps"][1]["lines"]], bill.lines.values, rtol=1e-3)
    (sheet,) = written_out(test)
    one = node_sum(net, IMAGE, 2, 17)
    np.testing.assert_allclose(sheet["products"], one.products.values, rtol=6e-3)
    assert sheet["ends"][-2]["text"] == f"{one.sum:+.3g}".replace("-", "−")
    (link,) = (one.proto for one in test.get("page_link") if one.proto.label == "Its arithmetic")
    assert "sum_layer=2&sum_node=17" in link.query_string and "picture=drawing" in link.query_string
    assert living(app(network="scratch", lit="9:1e9"))["lit"].startswith("3:")


def _moved(net) -> np.ndarray:
    """Return how much more the last hidden layer sends than for blank paper."""
    blank = np.zeros_like(IMAGE)
    return np.subtract(*(net.trace(image, np.float64)["z2"][0] for image in (IMAGE, blank)))
