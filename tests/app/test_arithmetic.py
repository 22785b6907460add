"""Arithmetic: every number on the page is worked out again here, from weights and pixels alone."""

import json
import re

import numpy as np
import pytest

from mnistnet import load_digits, load_network
from mnistnet.drawing.packed import pack_digit
from pages.ui.bench import terms

from .conftest import only, said

DIGITS = load_digits().split("test")
IMAGE, LABEL = DIGITS.images[0], int(DIGITS.labels[0])
TERMS = 10


def sheet(test, key: str) -> dict:
    """Return what the browser is told of a sum that is written out."""
    found = [one.proto for one in test.get("bidi_component") if one.proto.component_name.endswith("mnistnet_terms")]
    (proto,) = (proto for proto in found if proto.id.endswith(f"-{key}"))
    return json.loads(proto.json)


LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(text: str) -> float:
    """Return the number that a text writes: −0.5, 1,230 or 8.52 × 10⁻⁷."""
    return float(text.replace("−", "-").replace(",", "").replace(" × 10", "e").translate(LOWERED))


def numbers(text: str) -> list[float]:
    """Return all numbers that a text writes, in order."""
    return [number(one) for one in re.findall(r"[−+]?\d+(?:,\d{3})*(?:\.\d+)?(?: × 10[⁻⁰-⁹¹²³]+)?", text)]


def near(value: float, text: str | float) -> bool:
    """Return whether a number is another one to the figures that are shown."""
    shown = number(text) if isinstance(text, str) else text
    return bool(np.isclose(value, shown, rtol=6e-3, atol=1e-12))


def table(test, key: str):
    """Return a table of the page by the key under which it can be taken home."""
    return test.session_state["visitor"].shown.tables[key].frame


def layers(name: str):
    """Return the weights and biases of a network in double precision, no biases as zeros."""
    dense = load_network(name).dense_layers
    return [
        (layer.weights.astype(float), np.zeros(layer.fan_out) if layer.biases is None else layer.biases.astype(float))
        for layer in dense
    ]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def softmax(a):
    return np.exp(a) / np.exp(a).sum()


def scratch(weights=None):
    """Return what every layer of "scratch" sends on for the picture, the pixels first, and the last sums."""
    (W1, b1), (W2, b2), (W3, b3) = weights or layers("scratch")
    x = IMAGE.ravel() / 255
    z1 = sigmoid(x @ W1 + b1)
    z2 = sigmoid(z1 @ W2 + b2)
    return x, z1, z2, z2 @ W3 + b3


def assert_written(shown: dict, first, second) -> None:
    """Assert that a sheet writes out the products of two rows of numbers, its lines the largest of them."""
    products = first * second
    for name, values in (("first", first), ("second", second), ("products", products)):
        np.testing.assert_allclose(shown[name], values, rtol=6e-3, atol=1e-12)
    assert shown["terms"] == np.argsort(-np.abs(products), kind="stable")[:TERMS].tolist()


def test_forwards_every_term_and_the_shares_are_those_of_the_weights(app):
    test, (x, z1, _, sums) = app("arithmetic.py"), scratch()
    (W1, b1), (_, _), _ = layers("scratch")
    node = test.number_input(key="sum_node").value
    shown, products = sheet(test, "terms_forward"), x * W1[:, node]
    assert_written(shown, x, W1[:, node])
    rest = products.sum() - products[shown["terms"]].sum()
    others, bias, total, sent = shown["ends"]
    assert others["name"] == f"and {784 - TERMS} smaller ones" and near(rest, others["text"])
    assert near(b1[node], bias["text"]) and near(products.sum() + b1[node], total["text"])
    assert near(z1[node], sent["text"])
    (told,) = (one.value for one in test.markdown if one.value.startswith("**Node"))
    wanted = (node, 1, 784, products.sum() + b1[node], z1[node], LABEL)
    assert all(near(a, b) for a, b in zip(wanted, numbers(told), strict=True))
    frame = table(test, "answers_written")
    powers = np.exp(sums - sums.max())
    for column, values in zip(frame.columns[1:], (sums, sums - sums.max(), powers, softmax(sums)), strict=True):
        np.testing.assert_allclose(frame[column], values, atol=1e-12)
    printed = test.session_state["visitor"].shown.programs["The sum, term by term"].build().printed
    lines = [f"{number(one):+.3g}" for one in (others["text"], bias["text"], total["text"], sent["text"])]
    printed = printed.replace("-", "−")
    assert numbers(printed) == [*(shown["products"][i] for i in shown["terms"]), *map(float, lines)], "what Code prints"
    (caption,) = (one.value for one in test.caption if one.value.startswith("Softmax"))
    assert near(sums.max(), numbers(caption)[0]) and near(powers.sum(), numbers(caption)[1])


def test_an_address_opens_a_node_whose_terms_lead_to_nodes_and_weights(app):
    test = app("arithmetic.py", sum_layer="2", sum_node="17")
    shown = sheet(test, "terms_forward")
    assert [one["id"] for one in shown["acts"]] == ["open", "sum_weight"] and len(shown["places"]) == 50
    address = test.session_state["visitor"].address
    assert address["sum_layer"] == "2" and address["sum_node"] == "17" and "sum_view" not in address


@pytest.mark.parametrize("way", ["raw-errors-back", "quadratic"])
def test_backwards_every_delta_and_step_is_that_of_the_chain_rule(app, way):
    test = app("arithmetic.py", network="your-own", sum_view="backward", way=way, wanted="3", sum_node="7")
    (W1, _), (W2, _) = layers("your-own")
    x = 0.01 + 0.99 * IMAGE.ravel() / 255
    z1 = sigmoid(x @ W1)
    z2 = sigmoid(z1 @ W2)
    wanted = np.where(np.arange(10) == 3, 0.99, 0.01)
    errors = z2 - wanted
    deltas = errors * z2 * (1 - z2)
    back = errors if way == "raw-errors-back" else deltas
    shown = sheet(test, "terms_error")
    assert_written(shown, back, W2[7])
    error, slope = back @ W2[7], z1[7] * (1 - z1[7])
    assert all(
        near(value, one["text"]) for value, one in zip((error, slope, error * slope), shown["ends"], strict=True)
    )
    delta = error * slope
    gradients = sheet(test, "terms_gradient")
    np.testing.assert_allclose(gradients["products"], x * delta, rtol=6e-3)
    assert [one["text"] for one in gradients["ends"]] == [""], "gradients are not added up"
    sender, rate = test.number_input(key="sum_weight").value, test.select_slider(key="rate").value
    assert sender == np.abs(x * delta).argmax() and rate == 0.1
    (step,) = (one.value for one in test.markdown if one.value.startswith("What came from input"))
    gradient, own = x[sender] * delta, W1[sender, 7]
    told = (sender, x[sender], delta, gradient, -rate, gradient, -rate * gradient, own, own - rate * gradient)
    assert all(near(value, one) for value, one in zip(told, numbers(step), strict=True))
    frame = table(test, "loss_written")
    for column, values in zip(
        frame.columns[1:], (z2, wanted, errors, z2 * (1 - z2), deltas, errors**2 / 2), strict=True
    ):
        np.testing.assert_allclose(frame[column], values, atol=1e-8)
    assert near((errors**2).sum() / 2, only(re.findall(r"the loss is \*\*(.+?)\*\*", said(test))))


def test_a_nudge_is_predicted_by_the_slope_and_told_in_truth(app):
    test = app(
        "arithmetic.py", sum_view="nudge", wanted="9", sum_layer="2", sum_node="17", sum_weight="30", sum_step="-0.5"
    )
    weights = layers("scratch")
    _, z1, z2, sums = scratch(weights)
    loss = -np.log(softmax(sums)[9])
    delta = (weights[2][0] @ (softmax(sums) - np.eye(10)[9]))[17] * z2[17] * (1 - z2[17])
    slope, own = z1[30] * delta, weights[1][0][30, 17]
    weights[1][0][30, 17] -= 0.5
    true = -np.log(softmax(scratch(weights)[-1])[9]) - loss
    told = table(test, "nudge_receipt").iloc[:, 1].tolist()
    assert all(near(a, b) for a, b in zip((own, loss, slope, -0.5, -0.5 * slope, true), told, strict=True))
    assert sheet(test, "terms_nudge")["lit"] == 30


def test_a_digit_is_learned_twice_undone_and_put_on_the_bench(app):
    test = app("arithmetic.py", sum_view="nudge", wanted="9", rate="0.3")
    test.button(key="learn_once").click().run()
    test.button(key="learn_once").click().run()
    assert test.number_input(key="sum_times").value == 2 and "Learned 2 times" in said(test)
    test.button(key="unlearn").click().run()
    weights = layers("scratch")
    x, z1, z2, sums = scratch(weights)
    deltas = [softmax(sums) - np.eye(10)[9]]
    for (W, _), z in ((weights[2], z2), (weights[1], z1)):
        deltas.insert(0, (W @ deltas[0]) * z * (1 - z))
    learned = [
        (W - 0.3 * np.outer(z, d), b - 0.3 * d) for (W, b), z, d in zip(weights, (x, z1, z2), deltas, strict=True)
    ]
    after = softmax(scratch(learned)[-1])
    frame = table(test, "answers_learned")
    for column, values in zip(frame.columns[1:3], (softmax(sums), after), strict=True):
        np.testing.assert_allclose(frame[column], values, rtol=1e-4, atol=1e-7)
    (told,) = (one.value for one in test.markdown if one.value.startswith("Learned once"))
    assert near(-np.log(softmax(sums)[9]), numbers(told)[0]) and near(-np.log(after[9]), numbers(told)[1])
    others = np.arange(1000) != 0
    x = DIGITS.images.reshape(1000, 784) / 255
    right = []
    for (W1, b1), (W2, b2), (W3, b3) in (weights, learned):
        answers = (sigmoid(sigmoid(x @ W1 + b1) @ W2 + b2) @ W3 + b3).argmax(axis=1)
        right.append((answers == DIGITS.labels)[others])
    found = re.search(
        r"Of 999 other test digits it read (\d+) right and reads \*\*(\d+)\*\*: (\d+) lost, (\d+) won", told
    )
    before, now = right
    wanted = [before.sum(), now.sum(), (before & ~now).sum(), (now & ~before).sum()]
    assert [int(one) for one in found.groups()] == wanted
    test.button(key="learned_bench").click().run()
    assert test.selectbox(key="network").value == "scratch, learned a 9" and not test.exception
    assert test.number_input(key="sum_times").value == 0


def test_the_tiny_network_can_be_checked_by_head(app):
    test = app("arithmetic.py", sum_view="toy", tiny_wanted="1", tiny_pixel_1="2")
    # pixels (1, 2, 2, 1): a1 = (1 + 4 - 1 + 1, -1 + 2 - 2 + 1, -2 + 2 + 1), a2 = (10 - 1 + 3, -5 + 2 - 4)
    frame = table(test, "tiny_forward")
    assert frame["sum a"].tolist() == ["5", "0", "1", "12", "−7"]
    assert frame["inputs × weights + bias"][0] == "1 × 1 + 2 × 2 + 2 × 0 + 1 × (−1) + 1"
    # wanted (0, 1): errors (12, -8); handed back 2 * 12 + 8 = 32, 12 + 16 = 28 (slope 0), -12 - 16 = -28
    back = table(test, "tiny_backward")
    assert back.iloc[:, 3].tolist() == ["**12**", "**−8**", "**32**", "**0**", "**−28**"]
    assert "= **104**" in said(test), "(144 + 64) / 2"
    assert table(test, "tiny_gradients_1")["node 2"].tolist() == [
        "1 × (−28) = −28",
        "2 × (−28) = −56",
        "2 × (−28) = −56",
        "1 × (−28) = −28",
        "1 × (−28) = −28",
    ]


def test_weights_that_all_rows_share_have_the_gradients_of_all_rows_together(app):
    test = app("arithmetic.py", network="rows", sum_view="backward", sum_layer="1", sum_node=str(75 * 14 + 6))
    assert "In all 28 rows together input × δ makes" in said(test)
    shown = sheet(test, "terms_gradient")
    assert len(shown["places"]) == 784 and shown["shape"] == [28, 28]


def test_a_blank_drawing_is_said_to_be_blank(app):
    test = app("arithmetic.py", picture="drawing", drawing=pack_digit(np.zeros((28, 28), np.uint8)))
    assert "Nothing is drawn" in only(test.info).value and not any(sheet(test, "terms_forward")["products"])


def test_nothing_is_written_without_a_sign():
    assert [terms.figure(value) for value in (-0.0, -0.25)] == ["0", "−0.25"] and terms.fine(-0.0) == "0"
