"""Training: show a digit, compare the outputs with what they should be, nudge every weight, repeat."""

from collections.abc import Generator, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network, TrainingRecord
from mnistnet.training.feed import INITIAL, Feed, random_part
from mnistnet.training.learner import Learner
from mnistnet.training.losses import NOTHING
from mnistnet.training.parameters import network_with, new_network
from mnistnet.training.settings import Settings
from mnistnet.training.snapshot import Diverged, Progress, Snapshot
from mnistnet.words import say

__all__ = ["train", "untrained_network"]

Array = NDArray[Any]
History = tuple[Mapping[str, Any], ...]

AT_START = 10_000  # on so many training digits the loss before training is measured
EXPLODED = 20  # how many times its first value a loss may reach


def untrained_network(settings: Settings, image_shape: tuple[int, int] = (28, 28)) -> Network:
    """Return the network that a run with these settings starts from: its true initial weights."""
    network = new_network(settings, image_shape, random_part(settings.seed, INITIAL))
    return replace(network, epoch=0, training=TrainingRecord(settings.to_dict() | {"epochs": 0}))


def train(
    settings: Settings,
    digits: Digits,
    validation: Digits | None = None,
    start: Snapshot | None = None,
    report_every: int = 10_000,
) -> Generator[Progress, Mapping[str, Any] | None, None]:
    """Train a network, and report on the way.

    A generator without side effects: it prints nothing, keeps nothing and waits after each report
    until it is asked to go on. Whoever asks may send changes of `LIVE_SETTINGS`, which hold from the
    next batch on, and "report_every": how many pictures until the next report::

        run = train(settings, digits)
        report = next(run)
        report = run.send({"learning_rate": 0.01})

    Parameters
    ----------
    settings : Settings
    digits : Digits
        What to learn from, all of it; take a split first.
    validation : Digits, optional
        What to judge by after each epoch; nothing is learned from it.
    start : Snapshot, optional
        Where to go on from. With the settings of the run that it comes from the result is the same,
        bit by bit, as if that run had not been interrupted; with others it is a branch.
    report_every : int
        How many pictures from one report to the next, at first; it makes no difference to the result.

    Yields
    ------
    Progress
        First "start" (unless a run goes on that has begun), then "batches" every `report_every` pictures (or a
        little later, after a whole batch), and "epoch".

    Raises
    ------
    ValueError
        If the digits do not suit the settings, or a change is impossible.
    Diverged
        If the loss is no longer a number or has exploded.

    Notes
    -----
    The same settings, digits and NumPy, on one machine with one BLAS thread, give the same bits. Another
    processor may round otherwise, and after some epochs that is another network: one of 95.09 % on one
    machine was one of 95.18 % on another.

    Examples
    --------
    >>> from mnistnet import load_digits
    >>> from mnistnet.training import LayerPlan, Settings
    >>> few = load_digits().split("validation")
    >>> *_, last = train(Settings(layers=(LayerPlan(10, "softmax"),), epochs=1), few)
    >>> last.network
    <Network 'network': 784-10, softmax outputs, epoch 1>
    """
    network = untrained_network(settings, (digits.images.shape[1], digits.images.shape[2]))
    network = replace(network, training=TrainingRecord({"digits": digits.name}))
    learner = Learner(network, settings, Feed(digits, network, settings.seed, settings.order), start, report_every)
    reporter = _Reporter(network, learner, validation, () if start is None else start.history)
    changes = None
    if start is None or start.is_before_training:
        changes = yield reporter.at_start(digits)
    while True:
        learner.change(changes or {})
        if learner.epoch_is_over:
            changes = yield reporter.after_epoch("epoch", *learner.next_epoch())
        elif learner.epoch >= learner.settings.epochs:
            return
        else:
            loss, accuracy = learner.learn()
            reporter.check(loss)
            changes = yield reporter.report("batches", loss, accuracy)


class _Reporter:
    """Writes the reports of one run, and its history."""

    def __init__(self, network: Network, learner: Learner, validation: Digits | None, history: History) -> None:
        self._network, self._learner, self._validation, self._history = network, learner, validation, history

    def report(self, kind: str, loss: float, accuracy: float, **measured: Any) -> Progress:
        """Return a report of where the learner is now."""
        learner = self._learner
        found = learner.diagnosis() | measured
        snapshot = replace(learner.snapshot(), history=self._history)
        return Progress(kind, learner.settings, learner.rate, loss, accuracy, snapshot, self._network, **found)

    def at_start(self, digits: Digits) -> Progress:
        """Return the report before training."""
        loss, accuracy, _ = self._measured(digits.images[:AT_START], digits.labels[:AT_START])
        return self.after_epoch("start", loss, accuracy)

    def after_epoch(self, kind: str, loss: float, accuracy: float) -> Progress:
        """Return a report with the validation digits judged, and add it to the history."""
        row: dict[str, Any] = {"epoch": self._learner.epoch, "loss": loss, "accuracy": accuracy}
        judged: dict[str, Any] = {}
        if self._validation is not None:
            measured = self._measured(self._validation.images, self._validation.labels)
            names = ("validation_loss", "validation_accuracy", "confusion")
            judged = dict(zip(names, measured, strict=True))
            row |= {name: judged[name] for name in names[:2]}
        self._history = (*self._history, row)
        return self.report(kind, loss, accuracy, **judged)

    def _measured(self, images: Array, labels: Array) -> tuple[float, float, Array]:
        """Return loss, accuracy and confusion matrix of the network as it is now."""
        network = network_with(self._network, self._learner.snapshot().parameters)
        outputs = network.predict(images)
        loss = float(self._learner.losses(outputs, labels).mean(dtype=float))
        answers = outputs.argmax(axis=1)
        confusion = np.zeros((network.classes, network.classes), np.int64)
        known = labels != NOTHING
        np.add.at(confusion, (labels[known], answers[known]), 1)
        return loss, float((answers == labels)[known].mean()) if known.any() else 0.0, confusion

    def check(self, loss: float) -> None:
        """Raise Diverged if the loss says that the run has lost its way."""
        first = self._history[0]["loss"] if self._history else 1.0
        if isfinite(loss) and loss <= EXPLODED * max(first, 1):
            return
        typed = self._learner.settings.learning_rate
        proposal = float(f"{typed / 10:.1g}")
        raise Diverged(_lost_way(loss, self._learner.epoch + 1, typed, self._learner.rate, proposal), proposal)


def _lost_way(loss: float, epoch: int, typed: float, rate: float, proposal: float) -> str:
    """Return what happened, why, and what to try; the learning rate is named as it was asked for."""
    risen = say("The loss has risen to {loss:.3g} in epoch {epoch}.", loss=loss, epoch=epoch)
    what = risen if isfinite(loss) else say("The loss is no longer a number in epoch {epoch}.", epoch=epoch)
    if rate == typed:
        why = say("With a learning rate of {typed:g} each step overshoots and makes the next one larger.", typed=typed)
    else:
        why = say(
            "With a learning rate of {typed:g}, by its schedule {rate:.3g} in this epoch, each step overshoots and "
            "makes the next one larger.",
            typed=typed,
            rate=rate,
        )
    return f"{what} {why} {say('Try {proposal:g}.', proposal=proposal)}"
