"""Teaching: a copy of a trained network learns somebody's own digits, among others so that it does not forget."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from mnistnet.digits import Digits
from mnistnet.mistakes.exam import examine
from mnistnet.network import Dense, Network
from mnistnet.training import Augmentation, LayerPlan, Progress, Settings, Snapshot, train
from mnistnet.training.augmentation import Draws, augmented
from mnistnet.words import say

__all__ = ["EPOCHS", "Judged", "judge", "lesson", "lesson_settings", "parted", "teach"]

EPOCHS = 6
LEARNING_RATE = 0.0005
OWN, COPIES = 0.5, 40  # own digits, bent copies included, for each one of the others; but never more copies of one
EACH, FEWEST = 4, 5  # of a label's digits one in EACH is held back; fewer than FEWEST in all would say nothing
BENT = Augmentation(shift=1, rotation=8, shear=8, scale=0.1, elastic=1, thickness=0.5)


@dataclass(frozen=True)
class Judged:
    """How many digits of one set a network read right before and after it was taught.

    Attributes
    ----------
    name : str
        What the digits are.
    count : int
    before, after : int
        So many of them were read right.
    """

    name: str
    count: int
    before: int
    after: int


def parted(digits: Digits) -> tuple[Digits, Digits]:
    """Return the digits to teach and those held back to judge by: every fourth of each label, in their order.

    Where fewer than five would be held back all are taught, and the second part is empty.
    """
    held = np.zeros(len(digits), bool)
    for label in np.unique(digits.labels):
        held[np.flatnonzero(digits.labels == label)[EACH - 1 :: EACH]] = True
    if held.sum() < FEWEST:
        held[:] = False
    return _part(digits, ~held, "taught"), _part(digits, held, "held back")


def _part(digits: Digits, chosen: Any, name: str) -> Digits:
    return Digits(digits.images[chosen], digits.labels[chosen], f"{digits.name}, {name}")


def teach(
    network: Network,
    own: Digits,
    others: Digits,
    validation: Digits | None = None,
    *,
    name: str = "",
    epochs: int = EPOCHS,
    seed: int = 1,
) -> Iterator[Progress]:
    """Yield the progress of a copy of the network that goes on learning; the last report holds the taught copy.

    Parameters
    ----------
    network : Network
        Where the copy starts from; it is not changed.
    own : Digits
        What the copy is to learn.
    others : Digits
        What it must not forget: digits like those that it was trained with.
    validation : Digits, optional
        What its history is judged by, epoch by epoch; nothing is learned from it.
    name : str
        What the copy is called; like the network by default.
    epochs : int
        How often it sees every digit of the lesson.
    seed : int

    Raises
    ------
    ValueError
        If there is nothing to learn, a label has no output, or the network has nothing that can learn.
    """
    settings = lesson_settings(network, name or network.name, epochs, seed)
    yield from train(settings, lesson(own, others, seed), validation, Snapshot.of(network), report_every=2000)


def lesson(own: Digits, others: Digits, seed: int = 1) -> Digits:
    """Return the others with bent copies of the own digits among them: up to half as many as there are others.

    Each own digit comes once as it is, then shifted, turned, sheared, scaled, pulled about and made
    thicker or thinner a little, each copy in another way.
    """
    if not len(own):
        raise ValueError(say("There are no digits to learn from."))
    copies = min(COPIES, ceil(OWN * len(others) / len(own)))
    images, labels = np.tile(own.images, (copies, 1, 1)), np.tile(own.labels, copies)
    bent = augmented(images, BENT, Draws.of(len(images), np.random.default_rng(seed)))
    bent[: len(own)] = own.images
    pictures = np.concatenate([others.images, np.rint(bent).astype(np.uint8)])
    return Digits(pictures, np.concatenate([others.labels, labels]), f"{own.name} among {others.name}")


def lesson_settings(network: Network, name: str, epochs: int, seed: int) -> Settings:
    """Return how a network is taught: its own layers, encoding, loss and targets, with Adam's small steps.

    Raises
    ------
    ValueError
        If a layer cannot learn.
    """
    if any(layer.rule.flat for layer in network.dense_layers):
        raise ValueError(say("A network with step activations cannot be taught: a step has no slope to learn from."))
    stuck = [layer.activation for layer in network.dense_layers if not layer.rule.trains]
    if stuck:
        raise ValueError(say("A network with {rule} activations can be looked into, but not taught.", rule=stuck[0]))
    softmax = network.output_activation == "softmax"
    made: dict[str, Any] = {
        "layers": tuple(
            LayerPlan(layer.fan_out, layer.activation, layer.name, layer.biases is not None)
            if isinstance(layer, Dense)
            else LayerPlan(None, name=layer.name)
            for layer in network.layers
        ),
        "name": name,
        "book": network.book,
        "along_rows": len(network.input_shape) == 2,
        "encoding": network.encoding,
        "loss": "cross-entropy" if softmax or network.output_activation == "sigmoid" else "quadratic",
        "optimiser": "adam",
        "learning_rate": LEARNING_RATE,
        "batch_size": 50,
        "epochs": (network.epoch or 0) + epochs,
        "seed": seed,
    }
    record = {k: v for k, v in network.training.settings.items() if k in ("loss", "target_low", "target_high")}
    try:
        return Settings(**made | record)
    except (ValueError, TypeError):  # a record that does not suit the network: a file can say anything
        return Settings(**made)


def judge(before: Network, after: Network, *sets: Digits) -> list[Judged]:
    """Return for each set of digits how many two networks read right; sets without digits are left out."""

    def right(network: Network, digits: Digits) -> int:
        return int(examine(network, digits).right.sum())

    return [Judged(each.name, len(each), right(before, each), right(after, each)) for each in sets if len(each)]
