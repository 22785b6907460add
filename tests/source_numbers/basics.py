"""S3: what the first book teaches of activations, batches and softmax."""

import os

import numpy as np

from mnistnet import load_digits, load_network_file
from mnistnet.activations import ACTIVATIONS, softmax
from mnistnet.basics.curves import activation_curves
from mnistnet.basics.feeding import too_large_for_exp
from mnistnet.basics.linear import SMALL, collapse, equality
from mnistnet.basics.overflow import naive_sigmoid, watched
from mnistnet.basics.temperature import softmax_at, softmax_over_everything
from mnistnet.digits.sources import official_test_digits
from mnistnet.mistakes import examine
from tests.source_numbers.record import BOOK, bound, fed, network, number

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
