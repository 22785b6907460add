"""What a training run comes to: how well it reads digits that it never saw, and those that it learned from."""

from mnistnet.digits import Digits
from mnistnet.mistakes import examine
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.recipe import COUNT, fewer, settings_of
from mnistnet.training import Progress, train

__all__ = ["TRAINED", "run_of", "trained"]

TRAINED = ("accuracy", "validation_accuracy", "training_accuracy", "loss")
NEVER = 10**9  # pictures from one report to the next


def run_of(point: Point, digits: Digits) -> Progress:
    """Return the last report of the training that a point asks for.

    Raises
    ------
    ValueError
        If a setting is impossible.
    Diverged
        If its numbers grow beyond all bounds.
    """
    settings = settings_of(dict(point.values), point.seed)
    learning = fewer(digits.split("train"), point.value(COUNT, 0), settings.seed)
    *_, last = train(settings, learning, report_every=NEVER)
    return last


def trained(point: Point, digits: Digits) -> dict[str, float]:
    """Return the figures of one training: accuracies from 0 to 1, the loss on what it learned from.

    "accuracy" is on the test split, "training_accuracy" and "loss" are means over the last epoch, each picture taken
    just before the network learned from it.
    """
    last = run_of(point, digits)
    network = last.network
    judged = (examine(network, digits.split(name)).accuracy for name in ("test", "validation"))
    return dict(zip(TRAINED, (*judged, float(last.accuracy), float(last.loss)), strict=True))
