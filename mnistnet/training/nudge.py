"""A nudge is what one picture does to a network that learns from it: its outputs were wrong, so every weight moves."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.neurons.paths import weight_pictures
from mnistnet.training.feed import Feed
from mnistnet.training.losses import target_table
from mnistnet.training.settings import Settings

__all__ = ["Nudge", "nudge"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Nudge:
    """What one picture did.

    Attributes
    ----------
    image : ndarray of shape (rows, columns), uint8
        The picture as the network was shown it: bent and moved, where the run does so.
    label : int
    before, after : ndarray of shape (classes,)
        What the network gave to it before it learned, and what it gives now.
    errors : ndarray of shape (classes,)
        `before` minus what was wanted: positive where an output was too large.
    changes : ndarray of shape (nodes, rows, columns), float64
        By how much the weights of each node of the first dense layer were moved.
    """

    image: Array
    label: int
    before: Array
    after: Array
    errors: Array
    changes: Array

    def most_changed(self, count: int) -> list[int]:
        """Return the nodes of the first layer whose weights were moved most, the most first."""
        sizes = np.abs(self.changes).sum(axis=(1, 2))
        return [int(node) for node in np.argsort(-sizes, kind="stable")[:count]]


def nudge(before: Network, after: Network, settings: Settings, digits: Digits, place: int) -> Nudge:
    """Return what the picture at a place of an epoch did, given the network before and after it learned from it.

    Parameters
    ----------
    before, after : Network
        `before.epoch` says in which epoch.
    settings : Settings
        Those of the run, in force at the time.
    digits : Digits
        All that the run learns from.
    place : int
        How many pictures of the epoch had been seen.

    Examples
    --------
    >>> from mnistnet import load_digits
    >>> from mnistnet.training import LayerPlan, train, untrained_network
    >>> few = load_digits().split("validation")
    >>> plan = Settings(layers=(LayerPlan(10, "softmax"),), epochs=1, batch_size=1)
    >>> run = train(plan, few, report_every=1)
    >>> _, report = next(run), next(run)
    >>> found = nudge(untrained_network(plan), report.network, plan, few, place=0)
    >>> bool(found.after[found.label] > found.before[found.label])
    True
    """
    feed = Feed(digits, before, settings.seed, settings.order)
    feed.augmentation = settings.augmentation
    feed.shuffle(before.epoch or 0)
    inputs = feed.inputs(place, place + 1).copy()
    pixels = (inputs.ravel() - before.encoding.offset) / before.encoding.scale * 255
    image = np.rint(pixels).clip(0, 255).astype(np.uint8).reshape(before.image_shape)
    label = int(feed.labels[feed.order[place]])
    gave, gives = before.predict(image)[0], after.predict(image)[0]
    wanted = target_table(before.classes, settings.target_low, settings.target_high)[label]
    moved = weight_pictures(after) - weight_pictures(before)
    return Nudge(image, label, gave, gives, gave - wanted, moved)
