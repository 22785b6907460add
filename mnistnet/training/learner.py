"""The learner is the part of a run that changes: parameters, optimiser, and the place in the epoch."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.training.backpropagation import Backpropagation
from mnistnet.training.diagnosis import PROBE, diagnosis
from mnistnet.training.feed import DROPOUT, Feed, random_part
from mnistnet.training.losses import LOSSES, target_table, with_nothing
from mnistnet.training.one_by_one import BLOCK, OneByOne
from mnistnet.training.optimisers import Optimiser
from mnistnet.training.settings import Settings
from mnistnet.training.snapshot import Snapshot
from mnistnet.words import say

__all__ = ["Learner"]

Array = NDArray[Any]


class Learner:
    """Parameters on their way from random numbers to a network that reads digits.

    Parameters
    ----------
    network : Network
        Its shape counts, and its parameters where there is no snapshot.
    settings : Settings
    feed : Feed
    start : Snapshot or None
        Where to go on from.
    report_every : int
        How many pictures one call of `learn` takes, about: it ends with a whole batch.
    """

    def __init__(
        self,
        network: Network,
        settings: Settings,
        feed: Feed,
        start: Snapshot | None = None,
        report_every: int = 10_000,
    ) -> None:
        self.settings, self.feed, self.report_every = settings, feed, report_every
        self._network = network
        self._table = with_nothing(target_table(network.classes, settings.target_low, settings.target_high))
        self._walk = self._make_walk(settings.batch_size)
        self._optimiser = Optimiser(settings.optimiser, self._walk.parameters)
        self.epoch, self.images, self.totals = 0, 0, (0.0, 0.0)
        if start is not None:
            if start.parameters.shape != self._walk.parameters.shape:
                raise ValueError(say("The weights to go on from belong to a network of another architecture."))
            self._walk.parameters[:] = start.parameters
            if start.memory.shape == self._optimiser.memory.shape:  # else another optimiser: it starts anew
                self._optimiser = Optimiser(settings.optimiser, start.parameters, start.memory, start.steps)
            self.epoch, self.images, self.totals = start.epoch, start.images, start.totals

    def _make_walk(self, batch_size: int) -> Backpropagation:
        settings = self.settings
        return Backpropagation(self._network, settings.loss, max(batch_size, PROBE), settings.learning_rule)

    def change(self, changes: Mapping[str, Any]) -> None:
        """Go on with other values for some `LIVE_SETTINGS`, or another "report_every"."""
        named = dict(changes)
        self.report_every = max(1, int(named.pop("report_every", self.report_every)))
        settings = self.settings.changed(named) if named else self.settings
        if settings.batch_size > max(self.settings.batch_size, PROBE):
            walk = self._make_walk(settings.batch_size)
            walk.parameters[:] = self._walk.parameters
            self._walk = walk
        self.settings = settings

    @property
    def rate(self) -> float:
        """The learning rate in force."""
        return self.settings.rate_in(self.epoch)

    def learn(self) -> tuple[float, float]:
        """Learn from the next pictures, as many as one report covers; return their mean loss and accuracy."""
        self.feed.shuffle(self.epoch)
        self.feed.augmentation = self.settings.augmentation
        stop = self._next_stop()
        outputs = np.empty((stop - self.images, self._table.shape[1]), self._walk.parameters.dtype)
        chosen = self.feed.labels[self.feed.order[self.images : stop]]
        targets = np.take(self._table, chosen, axis=0)
        with np.errstate(all="ignore"):  # a run that diverges is noticed by its loss
            if self._is_plain_one_by_one():
                self._learn_one_by_one(stop, targets, outputs)
            else:
                self._learn_in_batches(stop, targets, outputs)
            losses = self.losses(outputs, chosen)
        right = self._are_right(outputs, chosen)
        self.totals = (self.totals[0] + float(losses.sum(dtype=float)), self.totals[1] + int(right.sum()))
        self.images = stop
        return float(losses.mean(dtype=float)), float(right.mean())

    def _next_stop(self) -> int:
        """Return the place in the epoch of the next report: after whole batches, or whole blocks of single pictures.

        So the way in which the pictures are grouped for reports makes no difference to any bit,
        except where somebody steps through single pictures: those break up a block.
        """
        ahead = self.report_every
        if self._is_plain_one_by_one():
            size = BLOCK if ahead >= BLOCK else 1
            stop = -(-(self.images + ahead) // size) * size
        else:
            size = self.settings.batch_size
            stop = self.images + -(-ahead // size) * size
        return min(stop, len(self.feed))

    def _learn_in_batches(self, end: int, targets: Array, outputs: Array) -> None:
        """Learn from the pictures up to place `end`, and fill in what the network said of them before it did."""
        start, size = self.images, self.settings.batch_size
        for place in range(start, end, size):
            stop = min(place + size, end)
            inputs = self.feed.inputs(place, stop)
            outputs[place - start : stop - start] = self._step(inputs, targets[place - start : stop - start], place)

    def _learn_one_by_one(self, end: int, targets: Array, outputs: Array) -> None:
        """Do the same for batches of one, in blocks."""
        learner, place, start = OneByOne(self._walk), self.images, self.images
        while place < end:
            stop = min(place + BLOCK - place % BLOCK, end)
            mine = slice(place - start, stop - start)
            learner.learn(self.feed.inputs(place, stop), targets[mine], self.rate, outputs[mine])
            place = stop
        self._optimiser.steps += end - start

    def _is_plain_one_by_one(self) -> bool:
        """Whether blocks can stand for single pictures: plain gradient steps in a layer that sees whole pictures."""
        settings = self.settings
        plain = settings.optimiser == "sgd" and not settings.l2 and not settings.dropout
        return settings.batch_size == 1 and plain and not settings.along_rows

    def _step(self, inputs: Array, targets: Array, place: int) -> Array:
        """Take one step on one batch; return the outputs from before it."""
        settings, walk = self.settings, self._walk
        rng = random_part(settings.seed, DROPOUT, self.epoch, place) if settings.dropout else None
        outputs = walk.forward(inputs, settings.dropout, rng)
        walk.backward(inputs, targets)
        if settings.l2:
            walk.gradient[: walk.weight_count] += settings.l2 * walk.parameters[: walk.weight_count]
        self._optimiser.step(walk.parameters, walk.gradient, self.rate, settings.momentum)
        return outputs

    def losses(self, outputs: Array, labels: Array) -> Array:
        """Return the loss of each row of outputs, without the l2 part."""
        targets = np.take(self._table, np.minimum(labels, self._network.classes), axis=0)
        return LOSSES[self.settings.loss].function(outputs, targets, self._network.output_activation)

    def _are_right(self, outputs: Array, labels: Array) -> Array:
        """Return which answers are right; of nothing the answer is right that gives no class more than a half."""
        doubts = labels == self._network.classes
        doubts[doubts] = outputs[doubts].max(axis=1) <= 0.5
        return np.asarray((outputs.argmax(axis=1) == labels) | doubts)

    @property
    def epoch_is_over(self) -> bool:
        """Whether every picture has been seen in this epoch."""
        return self.images == len(self.feed)

    def next_epoch(self) -> tuple[float, float]:
        """Close the epoch; return its mean loss and accuracy."""
        loss, right = self.totals
        self.epoch, self.images, self.totals = self.epoch + 1, 0, (0.0, 0.0)
        return loss / len(self.feed), right / len(self.feed)

    def snapshot(self) -> Snapshot:
        """Return a copy of where training stands, without a history."""
        memory = self._optimiser.memory.copy()
        parameters = self._walk.parameters.copy()
        return Snapshot(parameters, memory, self._optimiser.steps, self.epoch, self.images, self.totals)

    def diagnosis(self) -> dict[str, tuple[float, ...]]:
        """Return what `mnistnet.training.diagnosis` finds on the first pictures of the feed."""
        inputs = self._network.encode(self.feed.images[:PROBE])
        targets = np.take(self._table, self.feed.labels[:PROBE], axis=0)
        return diagnosis(self._walk, self._network, inputs, targets)
