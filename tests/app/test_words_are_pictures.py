"""Words equal pictures: on every page and for every switch, what is written is read off the weights that are drawn."""

import re
from dataclasses import dataclass, replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mnistnet import Network, load_digits, load_network
from mnistnet.figures.export import pictured
from mnistnet.influence import shapley
from mnistnet.weight_files import SavedNetwork
from pages.ui.bench.side_by_side import BESIDE
from pages.ui.rooms.my_handwriting.own_digits import ready_set
from pages.ui.state import KeptNetwork

from .conftest import ROOT
from .own_reading import accuracy_of, in_percent, layers_of, neighbours_agree, outputs_of

DIGITS = load_digits().split("test")
NUMBER = 12
SWITCHES = {
    "trained": {},
    "untrained": {"epoch_nielsen": "0"},
    "between": {"epoch_nielsen": "3"},
    "second": {"beside": "scratch", "beside_epoch_scratch": "2"},
}
NETWORKS = {
    "trained": [("nielsen", 30)],
    "untrained": [("nielsen", 0)],
    "between": [("nielsen", 3)],
    "second": [("nielsen", 30), ("scratch", 2)],
}
WEIGHTS = ("both", "now", "control", "difference")  # the switch of the Neurons page


@dataclass
class Page:
    """What one page said and drew."""

    text: str
    words: dict
    figures: dict
    tables: dict


def read(test: AppTest) -> Page:
    assert not test.exception, test.exception
    shown = test.session_state["visitor"].shown
    read_aloud = [one.words for one in shown.figures.values()]
    assert not [words for words in read_aloud if re.search(r"\*\*|<\w+>|:\w+\[", words) or len(words) < 12]
    elements = [*test.main.markdown, *test.main.caption, *test.main.header]
    return Page(
        "\n".join(element.value for element in elements),
        {key: one.words for key, one in shown.figures.items()},
        {key: one.figure for key, one in shown.figures.items()},
        {key: one.frame for key, one in shown.tables.items()},
    )


def opened(page: str, **query: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / "_app.py"), default_timeout=60)
    if page != "draw":  # the first page has no name in the address
        test.switch_page(f"{page}.py")
    for name, value in ({"network": "nielsen", "digit": str(NUMBER)} | query).items():
        test.query_params[name] = value
    return test.run()


@pytest.fixture(scope="module")
def pages():
    """Return a function that gives a page under a switch; what it said and drew is kept."""
    seen: dict[tuple[str, str], Page] = {}

    def page(name: str, switch: str) -> Page:
        if (name, switch) not in seen:
            seen[name, switch] = read(opened(name, **SWITCHES[switch]))
        return seen[name, switch]

    return page


@pytest.fixture(params=SWITCHES)
def switch(request):
    return request.param


def sides(switch: str) -> list[tuple[Network, str]]:
    """Return the networks on the bench, freshly loaded, with what ends the keys of their figures."""
    loaded = [load_network(name, epoch=epoch) for name, epoch in NETWORKS[switch]]
    return list(zip(loaded, ("", BESIDE), strict=False))


def written(figure) -> list[str]:
    """Return the texts over a figure's tiles, or in its bars."""
    texts = (t.text for t in figure.data if t.type == "bar" or (t.type == "scatter" and "text" in (t.mode or "")))
    return [str(text) for each in texts if each is not None for text in each]


def pointed_at(figure) -> list[str]:
    """Return what is said on pointing at a figure's tiles."""
    return list(next(trace.text for trace in figure.data if trace.type == "scatter" and trace.mode == "markers"))


def told(outputs: np.ndarray) -> str:
    return f"{outputs.argmax()} with {in_percent(outputs.max())}"


def test_draw(pages, switch):
    page = pages("draw", switch)
    rows = page.tables["answers_of_all"].set_index("network")
    for network, ending in sides(switch):
        outputs = outputs_of(network, DIGITS.images[3:4])[0]
        assert f"It answers {outputs.argmax()}, with {in_percent(outputs.max())}" in page.text
        assert told(outputs) in page.words[f"answers{ending}"]
        assert written(page.figures[f"answers{ending}"]) == [in_percent(value) for value in outputs]
        best, second = np.argsort(-outputs)[:2]
        assert f"orange spoke for {best}, blue for {second}" in page.words[f"why{ending}"]
        assert f"{best}, and not {second}" in page.text and f"{second} came second" in page.text
        row = rows.loc[network.name if not ending else f"{network.name}, epoch {network.epoch}"]
        assert (row["answer"], row["largest output"]) == (outputs.argmax(), in_percent(outputs.max()))


def test_probabilities(pages, switch):
    page = pages("probabilities", switch)
    for network, ending in sides(switch):
        outputs = outputs_of(network, DIGITS.images[[NUMBER]])[0]
        assert told(outputs) in page.words[f"answers{ending}"]
        assert [text.split(" %")[0] + " %" for text in written(page.figures[f"answers{ending}"])] == [
            in_percent(value) for value in outputs
        ]
    right = round(1000 * accuracy_of(sides(switch)[0][0], DIGITS.images, DIGITS.labels))
    assert f"{right} of 1,000 right ({in_percent(right / 1000)}), {1000 - right} wrong" in page.text


def test_influence(pages, switch):
    page, firsts = pages("influence", switch), []
    for network, ending in sides(switch):
        values = layers_of(network, DIGITS.images[[NUMBER]])["z1"][0]
        strengths = np.abs(shapley(network, DIGITS.images[NUMBER], views=["z1"])["z1"]).max(axis=(1, 2))
        nodes = [i for i in np.argsort(-strengths, kind="stable") if strengths[i] >= strengths.max() / 4]
        firsts.append((len(values), nodes))
        own = firsts[0][1] if firsts[0][0] == len(values) else nodes  # the same nodes where there are as many
        titles = written(page.figures[f"mosaic{ending}"])
        assert titles == [f"{i} · {values[i]:.2f}".replace("-", "−") for i in own[: min(24, len(firsts[0][1]))]]


@pytest.mark.parametrize("weights", WEIGHTS)
def test_neurons(weights, switch):
    page = read(opened("neurons", **SWITCHES[switch], neuron_weights=weights))
    for network, ending in sides(switch):
        before = load_network(network.name, epoch=0)
        for state in {"both": ("now", "control")}.get(weights, (weights,)):
            key = f"neurons{'_control' if weights == 'both' and state == 'control' else ''}{ending}"
            check_neurons(page.figures[key], network, before, state)
            assert page.words[key].startswith("Untrained: " if state == "control" else f"{state.capitalize()}: ")


def check_neurons(figure, network: Network, before: Network, state: str) -> None:
    (now_w, now_b), (old_w, old_b) = (
        (one.dense_layers[0].weights.astype(float), one.dense_layers[0].biases.astype(float))
        for one in (network, before)
    )
    weights, biases = {
        "now": (now_w, now_b),
        "control": (old_w, old_b),
        "difference": (now_w - old_w, now_b - old_b),
    }[state]
    assert np.allclose(pictured(figure), weights.T.reshape(-1, 28, 28), atol=1e-6)
    for neuron, title in enumerate(written(figure)):
        number, *numbers = re.findall(r"[+−]?\d+(?:\.\d+)?", title)
        (bias,) = (float(one.replace("−", "-")) for one in numbers)
        assert int(number) == neuron
        assert abs(bias - biases[neuron]) < 0.0051
    for neuron, words in enumerate(pointed_at(figure)):
        size = float(re.search(r"(?:size|weights) (\d\.\d+)", words)[1])
        assert abs(size - np.abs(weights[:, neuron]).mean()) < 0.00051


def test_neurons_in_words(pages, switch):
    page, network = pages("neurons", switch), sides(switch)[0][0]
    layer, outputs = network.dense_layers[0], layers_of(network, DIGITS.images)["z1"][:, 0]
    said = re.search(r"Neuron 0 now: bias (\S+), mean weight size (\S+)\. It fires for \*\*(.*?)\*\*", page.text)
    assert said[1] == f"{layer.biases[0]:+.3g}".replace("-", "−")
    assert said[2] == f"{np.abs(layer.weights[:, 0]).mean():.3f}" and said[3] == in_percent((outputs > 0.5).mean())


def test_what_it_sees(switch):
    test = opened("what_it_sees", **SWITCHES[switch], way_back="weight-product")
    page = read(test)
    counts = re.findall(r"recognises (\d+) of 10", page.text)
    for network, ending in sides(switch):
        for one, key in ((network, f"ten{ending}"), (load_network(network.name, epoch=0), f"ten_control{ending}")):
            product = np.linalg.multi_dot([layer.weights.astype(float) for layer in one.dense_layers])
            drawn = pictured(page.figures[key])
            assert np.allclose(drawn, product.T.reshape(-1, 28, 28), atol=1e-4 * np.abs(product).max())
            marks = sum("✓" in title for title in written(page.figures[key]))
            assert page.words[key].split("The strongest is")[0].count("✓") == marks == int(counts.pop(0))
            right = verdicts(one, product)
            assert ["✓" in title for title in written(page.figures[key])] == right


def verdicts(network: Network, product: np.ndarray) -> list[bool]:
    """Return whether each answer's positive weights, as ink, are read as that answer."""
    ink = np.maximum(product.T, 0)
    ink = 255 * ink / ink.max(axis=1, keepdims=True)
    return [bool(best == wanted) for wanted, best in enumerate(outputs_of(network, ink).argmax(axis=1))]


def test_layers(pages, switch):
    page = pages("layers", switch)
    for network, ending in sides(switch):
        ranges = [(0.0, DIGITS.images[NUMBER].max() / 255)]
        ranges += [(z.min(), z.max()) for name, z in layers_of(network, DIGITS.images[[NUMBER]]).items() if "z" in name]
        for title, (low, high) in zip(written(page.figures[f"passage{ending}"]), ranges, strict=True):
            first, last = title.split("<br>")[1].replace("−", "-").split(" to ")
            assert float(first) == pytest.approx(low, rel=0.02, abs=0.006)
            assert float(last) == pytest.approx(high, rel=0.02, abs=0.006)


def test_training(pages, switch):
    page = pages("training", switch)
    for network, ending in sides(switch):
        weights = network.dense_layers[0].weights.T[:25].reshape(-1, 28, 28)
        assert np.allclose(pictured(page.figures[f"first_weights{ending}"]), weights, atol=1e-6)
        last = load_network(network.name).training.history[-1]
        assert f"training {last['loss']:.3g}" in page.words[f"curve_loss{ending}"]
        assert f"training {last['accuracy']:.3g}" in page.words[f"curve_accuracy{ending}"]
    first = sides(switch)[0][0]
    assert f"Weights of nielsen, epoch {first.epoch}, and before" in page.text
    counts = np.histogram(first.dense_layers[0].weights, 41)[0]
    assert np.ptp(page.figures["histograms"].data[0].y) > 0 and counts.sum() == 784 * 30


def test_activations(pages, switch):
    page, network = pages("activations", switch), sides(switch)[0][0]
    normal = in_percent(accuracy_of(network, DIGITS.images, DIGITS.labels))
    assert f"As they are it reads {normal} of the 1,000 test digits right" in page.text
    assert written(page.figures["moved"])[0] == normal


def test_mistakes(pages, switch):
    page, network = pages("mistakes", switch), sides(switch)[0][0]
    answers = outputs_of(network, DIGITS.images).argmax(axis=1)
    wrong = int((answers != DIGITS.labels).sum())
    assert f"**{wrong} of 1,000 misread**, {in_percent(1 - wrong / 1000)} read right" in page.text
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (DIGITS.labels, answers), 1)
    label, answer, most = re.search(
        r"Most often an? (\d) is taken for an? (\d): (\d+) times", page.words["confusion"]
    ).groups()
    assert int(most) == (counts * (1 - np.eye(10, dtype=int))).max() == counts[int(label), int(answer)]
    by_label = counts.diagonal() / counts.sum(axis=1)
    assert written(page.figures["by_label"]) == [in_percent(value) for value in by_label]


def test_map(pages, switch):
    page = pages("map", switch)
    layer = list(layers_of(sides(switch)[0][0], DIGITS.images[:1]))[-3]
    for network, ending in sides(switch):
        whole = neighbours_agree(layers_of(network, DIGITS.images)[layer], DIGITS.labels)
        assert f"in the layer itself {in_percent(whole)}" in page.words[f"map{ending}"]
        assert page.words[f"map{ending}"].split("digits. ", 1)[1] in page.text
        if not ending:
            named = network.dense_layers[int(layer[1:]) - 1].name
            assert f"{named} {in_percent(whole)}" in page.words["agreement"]


def test_robustness(pages, switch):
    page = pages("robustness", switch)
    rows = page.tables["answers_changed"].set_index("network")
    for network, ending in sides(switch):
        outputs = outputs_of(network, DIGITS.images[[NUMBER]])[0]
        mark = "✓" if outputs.argmax() == DIGITS.labels[NUMBER] else "✗"
        row = rows.loc[network.name if not ending else f"{network.name}, epoch {network.epoch}"]
        assert row["as it is"] == f"{outputs.argmax()} {mark} {in_percent(outputs.max())}"
    normal = in_percent(accuracy_of(sides(switch)[0][0], DIGITS.images, DIGITS.labels))
    assert f"nielsen reads {normal} unchanged" in page.words["strength_curves"]


def test_trust(pages, switch):
    page = pages("trust", switch)
    for network, ending in sides(switch)[:1]:
        outputs = outputs_of(network, DIGITS.images[[NUMBER]])[0]
        assert written(page.figures[f"film{ending}"])[0].startswith(in_percent(outputs.max()))


def test_compare(pages):
    page = pages("compare", "second")
    for network, ending in sides("second"):
        outputs = outputs_of(network, DIGITS.images[[NUMBER]])[0]
        assert told(outputs) in page.words[f"answers{ending}"]
        right = in_percent(accuracy_of(network, DIGITS.images, DIGITS.labels))
        assert f"**{network.name}** " in page.text and f"**{right}**" in page.text


def test_my_handwriting(pages, switch):
    page, network = pages("my_handwriting", switch), sides(switch)[0][0]
    digits = ready_set()
    right = round(len(digits) * accuracy_of(network, digits.images, digits.labels))
    assert f"nielsen reads **{right} of {len(digits)}** right ({in_percent(right / len(digits))})" in page.text
    assert f"{len(digits) - right} of all are misread" in page.words["hand_wall"]


def test_my_data(pages, switch):
    page, network = pages("my_data", switch), sides(switch)[0][0]
    right = in_percent(accuracy_of(network, DIGITS.images, DIGITS.labels))
    assert f"nielsen reads **{right}** of the 1,000 test digits right" in page.text


def test_a_network_without_a_past_is_called_shuffled_and_the_other_one_untrained():
    test = opened("draw")
    foreign = replace(load_network("scratch"), epoch=None, name="foreign")
    test.session_state["visitor"].networks["foreign"] = KeptNetwork(SavedNetwork(foreign), brought=True)
    test.run().selectbox(key="beside").select("foreign").run()
    page = read(test.switch_page("neurons.py").run())
    assert [page.words[f"neurons_control{ending}"].split(":")[0] for ending in ("", BESIDE)] == [
        "Untrained",
        "Shuffled",
    ]
    own, mixed = (np.sort(w, axis=None) for w in (foreign.dense_layers[0].weights, pictured(page.figures[SHUFFLED])))
    assert np.allclose(own, mixed, atol=1e-6)
    page = read(test.switch_page("what_it_sees.py").run())
    assert "Untrained, as a control" in page.text and "Shuffled, as a control" in page.text
    assert "the shuffled network" in page.words[f"ten_control{BESIDE}"]
    test.selectbox(key="network").select("foreign").run()
    page = read(test.switch_page("training.py").run())
    assert "Nothing is known of them before training" in page.text and "Line: before training" not in page.text
    assert len(page.figures["histograms"].data) == len(foreign.dense_layers)


SHUFFLED = f"neurons_control{BESIDE}"
DECIMAL = re.compile(r"\d+\.\d+")
BOTH_PAGES = ("draw", "probabilities", "influence", "neurons", "what_it_sees", "layers", "training", "mistakes", "map")
BOTH_PAGES += ("robustness", "trust", "my_handwriting", "my_data")


@pytest.mark.parametrize("name", BOTH_PAGES)
def test_no_figure_changes_under_numbers_that_stay(pages, name):
    trained, untrained = pages(name, "trained"), pages(name, "untrained")
    changed = [key for key, one in trained.figures.items() if drawn(one) != drawn(untrained.figures.get(key, one))]
    for key in changed:
        first, second = ([*written(one.figures[key]), one.words[key]] for one in (trained, untrained))
        assert first != second or not DECIMAL.search(" ".join(first)), f"{key}: other values, the same numbers"


def drawn(figure) -> list[bytes]:
    """Return what a figure draws, without its words."""
    values = [trace.get(kind) for trace in figure.data for kind in ("z", "x", "y")]
    return [np.asarray(one).tobytes() for one in values if one is not None and np.asarray(one).dtype.kind in "fiu"]
