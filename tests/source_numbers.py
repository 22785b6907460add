"""Every number of docs/sources.md is computed here; ``python -m tests.source_numbers --write`` writes them anew.

In the table a number is followed by its key in a comment, ``0.9768<!-- scratch-accuracy -->``. To add one, write it so
and add a function here that returns it. A number that is only a bound, such as rounding, is given by `bound`: what is
computed must not be larger than what the table says.
"""

import argparse
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from mnistnet import Network, load_digits, load_network, load_network_file
from mnistnet.activations import ACTIVATIONS, softmax
from mnistnet.basics.curves import activation_curves
from mnistnet.basics.feeding import Fed, feed, too_large_for_exp
from mnistnet.basics.linear import SMALL, collapse, equality
from mnistnet.basics.overflow import naive_sigmoid, watched
from mnistnet.basics.temperature import softmax_at, softmax_over_everything
from mnistnet.digits.full_set import full_set_is_here
from mnistnet.digits.sources import official_test_digits
from mnistnet.faithfulness import pearson
from mnistnet.influence import interactions, one_pixel
from mnistnet.inverse import METHODS
from mnistnet.inverse.read_back import read_back
from mnistnet.inverse.weight_product import weight_product_maps
from mnistnet.mistakes import examine
from mnistnet.neurons.ranking import neuron_table
from mnistnet.patterns import layer_summary, row_network

DOCUMENT = Path(__file__).parents[1] / "docs" / "sources.md"
MARK = re.compile(r"([^\s|<>]+)<!-- ([\w-]+) -->")
BOOK = "MNISTNET_BOOK_FILE"  # names the first book's sample_weight.pkl, where somebody has it
WHITE = np.full((28, 28), 255, np.uint8)
NAMES = {"scratch": "scratch", "rashid": "your-own", "nielsen": "nielsen", "rows": "rows"}


@dataclass(frozen=True)
class Number:
    """How a number comes about, and what it needs on the machine: "", "official" digits, or the "book" file too."""

    compute: Callable[[], object]
    needs: str = ""
    is_bound: bool = False

    @property
    def can_be_had(self) -> bool:
        """Whether all that it needs is here."""
        return (not self.needs or full_set_is_here()) and (self.needs != "book" or bool(os.environ.get(BOOK)))

    def agrees(self, written: str) -> bool:
        """Return whether the table says what is computed."""
        found = self.compute()
        return float(str(found)) <= float(written) if self.is_bound else str(found) == written


NUMBERS: dict[str, Number] = {}


def number(key: str, compute: Callable[[], object], needs: str = "") -> None:
    """Add a number that the table must state as it is computed."""
    NUMBERS[key] = Number(compute, needs)


def bound(key: str, compute: Callable[[], object], needs: str = "") -> None:
    """Add a number that must not be larger than the table says."""
    NUMBERS[key] = Number(compute, needs, is_bound=True)


def network(key: str) -> Network:
    """Return a source's network as it comes along."""
    return load_network(NAMES[key])


@cache
def fed(whose: str, unscaled: bool) -> Fed:
    """Return what becomes of the official test digits in a network, fed in one of two ways."""
    one = load_network_file(os.environ[BOOK]) if whose == "book" else network(whose)
    return feed(one, official_test_digits(), unscaled=unscaled)


def widths(one: Network) -> str:
    """Return the widths of a network's layers, such as 784-50-100-10."""
    return "-".join(str(n) for n in (one.input_shape[-1], *(layer.fan_out for layer in one.dense_layers)))


# What every network is, and how it reads

for key in NAMES:
    number(f"{key}-widths", lambda key=key: widths(network(key)))
    number(f"{key}-accuracy", lambda key=key: f"{fed(key, False).accuracy:.4f}", "official")
    number(f"{key}-misread", lambda key=key: fed(key, False).wrong, "official")
    number(f"{key}-epochs", lambda key=key: network(key).training.epochs)
    number(f"{key}-rate", lambda key=key: network(key).training.settings["learning_rate"])
    number(f"{key}-batch", lambda key=key: network(key).training.settings["batch_size"])
    number(f"{key}-parameters", lambda key=key: f"{network(key).parameters:,}")
for split in ("train", "validation", "test"):
    number(f"{split}-digits", lambda split=split: f"{len(load_digits('mnist').splits[split]):,}", "official")

# S1: one-pixel influence


@cache
def white_maps() -> dict[str, np.ndarray]:
    """Return the one-pixel maps of the all-white picture, every view of "scratch"."""
    maps = one_pixel(network("scratch"), WHITE)
    return {view: maps[view] for view in network("scratch").views}


def apart_from_loop() -> float:
    """Return how far the maps are from those by hand: one pixel into the zero image, each by itself, in float64."""
    one, digit = network("scratch").astype(np.float64), load_digits().split("test").images[0]
    maps, blank = one_pixel(one, digit), one.trace(np.zeros((28, 28), np.uint8))
    worst = 0.0
    for pixel in range(0, 784, 7):
        alone = np.zeros(784, np.uint8)
        alone[pixel] = digit.flat[pixel]
        views = one.trace(alone.reshape(28, 28))
        for view in one.views:
            change = (views[view] - blank[view])[0]
            worst = max(worst, float(np.abs(maps[view].reshape(len(change), 784)[:, pixel] - change).max()))
    return worst


def gap_of(view: str) -> float:
    """Return by what share one-pixel maps miss the true change, as the README's table reckons it, for test digit 0."""
    maps = one_pixel(network("scratch"), load_digits().split("test").images[0])
    return float(np.abs(maps.difference(view)).sum() / np.abs(maps.change[view]).sum())


def alike(first: str, second: str) -> str:
    """Return the mean correlation of two views' maps of the white picture, node by node."""
    return f"{np.nanmean(pearson(white_maps()[first], white_maps()[second])):.3f}"


def pairs_apart() -> float:
    """Return how far alone + half of together is from the Shapley value, node 0 of z1 and test digit 0."""
    from mnistnet.influence import shapley_exact

    one, digit = network("scratch").astype(np.float64), load_digits().split("test").images[0]
    pairs = interactions(one, digit, view="z1", node=0)
    return float(np.abs(pairs.picture(pairs.total) - shapley_exact(one, digit)["z1"][0]).max())


number("s1-pixels", lambda: white_maps()["z1"][0].size)
number("s1-map", lambda: "x".join(map(str, white_maps()["z1"].shape[1:])))
number("s1-views", lambda: len(white_maps()))
number("s1-nodes", lambda: sum(len(maps) for maps in white_maps().values()))
bound("s1-loop", apart_from_loop)
number("s1-sigmoid-alike", lambda: alike("a2", "z2"))
number("s1-softmax-alike", lambda: alike("a3", "z3"))
bound("s1-gap-a1", lambda: gap_of("a1"))
number("s1-gap-z1", lambda: f"{gap_of('z1'):.2f}")
number("s1-gap-z3", lambda: f"{gap_of('z3'):.2f}")
bound("s1-pairs", pairs_apart)
number("s1-probability", lambda: f"{network('scratch').predict(WHITE)[0].max():.4f}")

# S2: back-query


@cache
def back_queries() -> np.ndarray:
    """Return the ten back-queries of the second book's network, shape (10, 28, 28)."""
    wanted = np.where(np.eye(10) == 1, 0.99, 0.01)
    return METHODS["back-query"].make(network("rashid"), wanted)


def recognised() -> int:
    """Return how many of its own ten pictures the network reads as what was wanted."""
    told = read_back(network("rashid"), back_queries(), np.arange(10))
    return int((told.best == told.labels).sum())


number("s2-low", lambda: f"{network('rashid').encode(np.zeros((28, 28), np.uint8)).min():.2f}")
number("s2-high", lambda: f"{network('rashid').encode(WHITE).max():.2f}")
number("s2-target-low", lambda: network("rashid").training.settings["target_low"])
number("s2-target-high", lambda: network("rashid").training.settings["target_high"])
number(
    "rashid-pictures",
    lambda: f"{network('rashid').training.epochs * len(load_digits('mnist').splits['train']):,}",
    "official",
)
number("s2-biases", lambda: sum(layer.biases is not None for layer in network("rashid").dense_layers))
number("s2-pictures", lambda: len(back_queries()))
number("s2-picture-low", lambda: f"{network('rashid').encode(back_queries()).min():.2f}")
number("s2-picture-high", lambda: f"{network('rashid').encode(back_queries()).max():.2f}")
number(
    "s2-recognised", lambda: int((read_back(network("rashid"), back_queries(), np.arange(10)).best == range(10)).sum())
)

# S3: the basics

for name in ("step", "sigmoid", "relu"):
    number(f"s3-{name}", lambda name=name: f"{activation_curves([1.0], [name])[0].values[0]:.3f}")
number("s3-steepest", lambda: f"{activation_curves([0.0], ['sigmoid'])[0].slopes[0]:.2f}")
for place in np.ndindex(3, 2):
    number(f"s3-w{place[0] + 1}{place[1] + 1}", lambda place=place: f"{collapse(SMALL).weights[place]:g}")


def straight_gap() -> float:
    """Return the largest difference between "scratch" without its bends and its one matrix, over the largest sum."""
    test = load_digits().split("test")
    found = equality(network("scratch"), test.images, test.labels)
    return found.gap / found.largest


bound("s3-one-matrix", straight_gap)
SUMS = np.array([[1000.0, 0, 1], [3, 2, 1]])
number("s3-row", lambda: f"{softmax(SUMS[0]).sum():g}")
number("s3-batch-row", lambda: f"{softmax(SUMS)[1].sum():g}")
number("s3-long-row", lambda: f"{softmax_over_everything(SUMS / 1000)[1].sum():.2f}")
bound("s3-shift", lambda: np.abs(softmax_at(SUMS[1], shift=40) - softmax_at(SUMS[1])).max())
number("s3-overflow-single", lambda: f"{too_large_for_exp(network('scratch')):.1f}")
number("s3-overflow-double", lambda: f"{too_large_for_exp(network('scratch').astype(np.float64)):.1f}")
number("s3-warned", lambda: len(watched(naive_sigmoid, -3511, np.float32).warnings))
number("s3-cured", lambda: len(watched(ACTIVATIONS["sigmoid"], -3511, np.float32).warnings))


def batch_differences() -> int:
    """Return how many test digits are answered otherwise in batches of 100 than one at a time."""
    one, test = network("scratch"), load_digits().split("test")
    batches = [one.predict(test.images[i : i + 100]).argmax(axis=1) for i in range(0, len(test), 100)]
    return int((np.concatenate(batches) != [one.predict(image)[0].argmax() for image in test.images]).sum())


number("s3-batch", lambda: 100 if batch_differences() == 0 else "wrong")
number("s3-batch-differences", batch_differences)
for whose in ("book", "scratch"):
    needs = "book" if whose == "book" else "official"
    for way, unscaled in (("", False), ("-unscaled", True)):
        for what, told in (
            ("accuracy", lambda f: f"{f.accuracy:.4f}"),
            ("misread", lambda f: f.wrong),
            ("low", lambda f: f"{f.lowest:.{0 if abs(f.lowest) > 100 else 1}f}"),
            ("high", lambda f: f"{f.highest:.{0 if abs(f.highest) > 100 else 1}f}"),
        ):
            number(f"{whose}{way}-{what}", lambda w=whose, u=unscaled, t=told: t(fed(w, u)), needs)


def book_gallery() -> int:
    """Return how many pictures the gallery of the book's mistakes shows on its pages together."""
    return len(examine(load_network_file(os.environ[BOOK]), official_test_digits()).mistakes())


number("book-gallery", book_gallery, "book")

# S4: the viewer


def neuron_error() -> float:
    """Return how far bias and influence of the neurons are from the file's own arrays."""
    one = network("nielsen")
    table, layer = neuron_table(one, 1, one.trace(load_digits().split("test").images)["z1"]), one.dense_layers[0]
    parts = (table.biases - layer.biases, table.influences - np.abs(layer.weights.astype(float)).mean(axis=0))
    return max(float(np.abs(part).max()) for part in parts)


def generalised_error(trained: bool) -> float:
    """Return how far the generalised digits are from sum_j W1[:, j] W2[j, d], added up by einsum."""
    one = load_network("nielsen", trained=trained)
    first, second = (layer.weights.astype(float) for layer in one.dense_layers)
    return float(np.abs(weight_product_maps(one).reshape(10, 784) - np.einsum("ij,jd->di", first, second)).max())


number("s4-neurons", lambda: network("nielsen").dense_layers[0].fan_out)
number("s4-best", lambda: f"{max(row['test_accuracy'] for row in network('nielsen').training.history):.4f}")
bound("s4-bias-and-influence", neuron_error)
bound("s4-generalised", lambda: generalised_error(True))
bound("s4-untrained", lambda: generalised_error(False))

# S5: a pattern on its way


def parameters(size: int, classes: int) -> list[int]:
    """Return the parameters of each dense layer of the row model."""
    return [row[-1] for row in layer_summary(row_network(size, classes)) if row[-1]]


for place in range(5):
    number(f"s5-layer-{place + 1}", lambda place=place: parameters(50, 5)[place])
number("s5-total", lambda: f"{sum(parameters(50, 5)):,}")
number("s5-digits-total", lambda: f"{sum(parameters(28, 10)):,}")


def main() -> None:
    """Write the numbers that can be computed here into the document."""
    parser = argparse.ArgumentParser(prog="python -m tests.source_numbers", description=__doc__)
    parser.add_argument("--write", action="store_true", help="change docs/sources.md instead of only telling")
    arguments = parser.parse_args()

    def anew(mark: re.Match[str]) -> str:
        written, key = mark.groups()
        one = NUMBERS[key]
        if not one.can_be_had or one.agrees(written if written != "?" else "nan"):
            return mark[0]
        found = one.compute()
        print(f"{key}: {written} -> {found}{' (a bound: write it by hand)' if one.is_bound else ''}")
        return mark[0] if one.is_bound else f"{found}<!-- {key} -->"

    text = MARK.sub(anew, DOCUMENT.read_text())
    if arguments.write:
        DOCUMENT.write_text(text)


if __name__ == "__main__":
    main()
