"""Programs for the Robustness page: a digit is changed, and many digits are, and the network reads what is left."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.readout import read_answer
from mnistnet.robustness import CHANGES, NOISE_SEED, accuracies, change_all, limits
from mnistnet.snippets.blocks import arrays_with, reading
from mnistnet.snippets.program import Snippet, network_arrays, snippet
from mnistnet.training.augmentation import POOL

__all__ = ["changed", "changed_digits", "unbroken"]

Pictures = NDArray[np.uint8]
CARRIED = "The file holds the changed pictures."
NOISE: dict[str, Any] = {"SEED": NOISE_SEED, "POOL": POOL}


def changed(network: Network, image: Pictures, strengths: Mapping[str, float]) -> Snippet:
    """Return the program that changes a picture and shows it to the network.

    Where more than one change is at work the file carries the changed picture.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns), uint8
    strengths : mapping of str to float
        The strength of each change of `mnistnet.robustness.CHANGES`; what is left out or 0 changes nothing.

    Raises
    ------
    KeyError
        If there is no such change.
    """
    answer = read_answer(network.predict(change_all(image[None], strengths))[0])
    at_work = {name: float(strength) for name, strength in strengths.items() if strength}
    name, strength = max(at_work.items()) if len(at_work) == 1 else ("", 0.0)
    kept = image[None] if name else change_all(image[None], strengths)
    return snippet(
        "The changed digit, read again",
        "changed",
        reading(network, "changed.npz", "pictures"),
        network_arrays(network) | {"images": kept},
        f"answer {answer.best}, {100 * answer.confidence:.1f} %",
        note=CARRIED if at_work and not name else "",
        CHANGE=name,
        STRENGTH=strength,
        MANY=False,
        **NOISE,
    )


def changed_digits(network: Network, digits: Digits, name: str, strength: float) -> Snippet:
    """Return the program for the accuracy on digits after one change.

    Parameters
    ----------
    network : Network
    digits : Digits
    name : str
        A name in `mnistnet.robustness.CHANGES`.
    strength : float

    Raises
    ------
    KeyError
        If there is no such change.
    """
    share = accuracies({"it": network}, digits, name, strength)["it"]
    return snippet(
        f"Accuracy after the change {name}",
        "changed",
        reading(network, "changed.npz", "pictures"),
        arrays_with(network, digits),
        f"{100 * share:.1f} % read right",
        CHANGE=name if strength else "",
        STRENGTH=float(strength),
        MANY=True,
        **NOISE,
    )


def unbroken(network: Network, image: Pictures, name: str, wanted: int) -> Snippet:
    """Return the program for the strengths of one change between which the answer holds without a break.

    The file carries the strip: the picture at every strength.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns), uint8
    name : str
        A name in `mnistnet.robustness.CHANGES`.
    wanted : int
        The answer that shall hold: the label, or what the network answers to the picture as it is.

    Raises
    ------
    KeyError
        If there is no such change.
    """
    change = CHANGES[name]
    strip = np.concatenate([change.function(image[None], float(s)) for s in change.strengths])
    held = limits(change.strengths, network.predict(strip).argmax(axis=1) == wanted)
    return snippet(
        f"How far it can be changed: {name}",
        "unbroken",
        reading(network, "strip.npz", 'file["pictures"]'),
        network_arrays(network) | {"pictures": strip, "strengths": change.strengths},
        f"read as {wanted} from {held[0]:.3g} to {held[1]:.3g}" if held else "misread even unchanged",
        note=CARRIED,
        WANTED=wanted,
    )
