"""How large a run is can be told from its settings alone, so it is refused before anything of it is made."""

from collections.abc import Iterator
from math import prod

from mnistnet.limits import bounds
from mnistnet.training.optimisers import OPTIMISERS
from mnistnet.training.settings import Settings
from mnistnet.words import say

__all__ = ["PROBE", "check_size", "megabytes_of", "node_count", "parameter_count"]

PROBE = 100  # a diagnosis is made on so many pictures, always the same: for these there always is room
NUMBER = 4  # bytes of a float32
BARE = 130e6  # bytes of a process that has loaded NumPy and the digits that come along
JUDGED = 1000  # pictures that a network reads at once when it is judged


def parameter_count(settings: Settings, image_shape: tuple[int, int] = (28, 28)) -> int:
    """Return how many parameters the network of the settings has, without making it."""
    return sum((fan_in + biases) * units for _, fan_in, units, biases in _dense(settings, image_shape))


def node_count(settings: Settings, image_shape: tuple[int, int] = (28, 28)) -> int:
    """Return how many nodes its layers have together; those of a layer along the rows count for every row."""
    return sum(rows * units for rows, _, units, _ in _dense(settings, image_shape))


def megabytes_of(settings: Settings, image_shape: tuple[int, int] = (28, 28), pictures: int = 10_000) -> float:
    """Return about how many megabytes of memory a process takes that trains so; it errs on the high side.

    Parameters
    ----------
    settings : Settings
    image_shape : (int, int)
    pictures : int
        How many the data has in all.

    Notes
    -----
    Weights are there about ten times (network, gradient, snapshots, a checkpoint on its way to the disk), and once
    more in each of these places for what the optimiser remembers. Every node has three numbers for every picture of
    a batch (activation, delta, scratch), a fourth by the rule "raw-errors-back" and four more with dropout. When the
    network is judged every node has two numbers for each of 1,000 pictures, and a third on the way.
    """
    parameters, nodes = parameter_count(settings, image_shape), node_count(settings, image_shape)
    pixels, batch = prod(image_shape), max(min(settings.batch_size, pictures), PROBE)
    room = max(settings.batch_size, PROBE)  # is made for a whole batch, though fewer pictures come
    weights = parameters * (10 + 5 * OPTIMISERS[settings.optimiser][0])
    passing = nodes * room * (3 + (settings.learning_rule != "gradient")) + nodes * batch * 4 * bool(settings.dropout)
    judged = 3 * nodes * JUDGED
    shown = pixels * (3 * batch + 2 * JUDGED)
    return (BARE + NUMBER * (weights + passing + judged + shown) + 3 * pictures * pixels) / 1e6


def check_size(settings: Settings, image_shape: tuple[int, int] = (28, 28)) -> None:
    """Raise ValueError, with a sentence, if a network is larger than a file of ours may hold.

    Raises
    ------
    ValueError
        If it has more than 16 layers or 24,000 nodes.
    """
    if len(settings.layers) > bounds.LAYERS.most:
        raise ValueError(
            say(
                "A network may have {most} layers here; this one has {count:,}.",
                most=bounds.LAYERS.most,
                count=len(settings.layers),
            )
        )
    if (count := node_count(settings, image_shape)) > bounds.NODES.most:
        raise ValueError(
            say(
                "A network may have {most:,} nodes here; this one has {count:,}.",
                most=bounds.NODES.most,
                count=count,
            )
        )


def _dense(settings: Settings, image_shape: tuple[int, int]) -> Iterator[tuple[int, int, int, bool]]:
    """Yield of every dense layer on how many rows it works, its inputs, its nodes, and whether it has biases."""
    shape: tuple[int, ...] = image_shape if settings.along_rows else (prod(image_shape),)
    for plan in settings.layers:
        if plan.units is None:
            shape = (prod(shape),)
        else:
            yield prod(shape[:-1]), shape[-1], plan.units, plan.biases
            shape = (*shape[:-1], plan.units)
