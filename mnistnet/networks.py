"""The networks that come with the project, trained, and as they were before and during their training."""

from functools import cache

from mnistnet.digits import DATA_FOLDER, checked_bytes
from mnistnet.network import Network
from mnistnet.weight_files import SavedNetwork, read_npz

__all__ = ["load_network", "network_names", "saved_network"]

_NAMES = ("scratch", "your-own", "nielsen", "rows")


def network_names() -> tuple[str, ...]:
    """Return the names that `load_network` knows."""
    return _NAMES


@cache
def load_network(name: str, trained: bool = True, epoch: int | None = None) -> Network:
    """Return one of the networks that come with the project.

    Parameters
    ----------
    name : str
        "scratch" (784-50-100-10, sigmoid, softmax), "your-own" (784-200-10, sigmoid outputs, no
        biases), "nielsen" (784-30-10, sigmoid outputs, quadratic cost) or "rows" (dense layers
        along the rows of the picture).
    trained : bool
        False gives the very weights that its training started from.
    epoch : int, optional
        How many epochs of training it shall have seen; all of them if not given. Between the first
        and the last the weights are kept in float16 where that costs less than 0.05 points.

    Raises
    ------
    ValueError
        If there is no network of that name, or no such epoch.
    DataError
        If its file is missing or damaged.
    """
    if name not in _NAMES:
        raise ValueError(f"There is no network {name!r}; there are {', '.join(_NAMES)}.")
    if not trained and epoch:
        raise ValueError("An untrained network has seen no epochs: leave out `epoch`, or `trained`.")
    saved = saved_network(name)
    if not trained:
        return saved.at(0)
    return saved.network if epoch is None else saved.at(epoch)


@cache
def saved_network(name: str) -> SavedNetwork:
    """Return a shipped network with all its epochs, as its file holds them."""
    return read_npz(checked_bytes(DATA_FOLDER / "networks" / f"{name}.npz"))
