"""Programs for the Robustness page: a digit is changed, and many digits are, and the network reads what is left."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.readout import read_answer
from mnistnet.robustness import CHANGES, accuracies, change_all, limits
from mnistnet.snippets.changes import change_lines
from mnistnet.snippets.many import answering, answers_function, arrays_with, beginning, inputs
from mnistnet.snippets.program import Snippet, network_arrays, program

__all__ = ["changed", "changed_digits", "unbroken"]

Pictures = NDArray[np.uint8]
CARRIED = "the file holds the changed pictures"


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
    change = change_lines(network, *max(at_work.items())) if len(at_work) == 1 else []
    kept = image[None] if change else change_all(image[None], strengths)
    steps, name = answering(network)
    lines = [f"x = {inputs(network, 'pictures')}", *steps]
    lines.append(f'print(f"answer {{{name}[0].argmax()}}, {{100 * {name}[0].max():.1f}} %")')
    return Snippet(
        "The changed digit, read again",
        program(beginning(network, "changed.npz"), ['pictures = file["pictures"]', *change], lines),
        "changed.npz",
        network_arrays(network) | {"pictures": kept},
        f"answer {answer.best}, {100 * answer.confidence:.1f} %",
        "over the changed picture" + ("" if change or not at_work else "; " + CARRIED),
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
    change = change_lines(network, name, float(strength)) if strength else []
    steps, outputs = answering(network)
    lines = [
        f"x = {inputs(network, 'pictures')}",
        *steps,
        f'right = {outputs}.argmax(axis=1) == file["labels"]',
        'print(f"{100 * right.mean():.1f} % read right")',
    ]
    return Snippet(
        f"Accuracy after the change {name}",
        program(beginning(network, "changed.npz"), ['pictures = file["images"]', *change], lines),
        "changed.npz",
        arrays_with(network, digits),
        f"{100 * share:.1f} % read right",
        f"on the thick blue curve at the strength {strength:g}",
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
    pictures = 'file["pictures"]'
    lines = [
        'strengths = file["strengths"]',
        f"right = answers({inputs(network, pictures)}) == {wanted}",
        "low = high = start = np.abs(strengths).argmin()  # the picture as it is",
        "while low > 0 and right[low - 1]:",
        "    low -= 1",
        "while high < len(right) - 1 and right[high + 1]:",
        "    high += 1",
        f'told = f"read as {wanted} from {{strengths[low]:.3g}} to {{strengths[high]:.3g}}"',
        'print(told if right[start] else "misread even unchanged")',
    ]
    return Snippet(
        f"How far it can be changed: {name}",
        program(beginning(network, "strip.npz"), answers_function(network), lines),
        "strip.npz",
        network_arrays(network) | {"pictures": strip, "strengths": change.strengths},
        f"read as {wanted} from {held[0]:.3g} to {held[1]:.3g}" if held else "misread even unchanged",
        f"in the sentence under the strip ({change.unit}); " + CARRIED,
    )
