"""The strip of the Robustness page: one change at all its strengths, and how far the answer holds."""

import numpy as np
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures.sheet import verdict_titles
from mnistnet.mistakes import Exam
from mnistnet.readout import read_answer
from mnistnet.robustness import CHANGES, limits
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.kit import choices
from pages.ui.rooms.robustness.sliders import SLIDERS, strength_words
from pages.ui.state import Picture

Images = NDArray[np.uint8]
# How far the answer holds: for a digit whose label is known, and for a picture that shall be read as before.
ALL_THE_WAY = {
    True: mark("{network} reads a {digit} all the way, from {low} to {high}."),
    False: mark("{network} reads a {digit}, as without the change, all the way, from {low} to {high}."),
}
UNBROKEN = {
    True: mark("{network} reads it as a {digit}, from {low} to {high} without a break; ✗ marks where it does not."),
    False: mark(
        "{network} reads it as a {digit}, as without the change, from {low} to {high} without a break; ✗ marks "
        "where it does not."
    ),
}
ONLY_UNCHANGED = {
    True: mark("{network} reads it as a {digit} only as it is; ✗ marks where it does not."),
    False: mark("{network} reads it as a {digit}, as without the change, only as it is; ✗ marks where it does not."),
}


def choose_change() -> str:
    """Show the switch between the changes and return the one chosen."""
    titles = {name: CHANGES[name].title for name in SLIDERS}
    return choices.segmented(say("One change at a time"), titles, key="robust_change")


def strip(picture: Picture, name: str) -> Images:
    """Return the picture under one change alone, from its lowest strength to its highest."""
    change = CHANGES[name]
    return np.concatenate([change.function(picture.image[None], float(s)) for s in change.strengths])


def strip_titles(pictures: Images, picture: Picture, name: str, network: Network) -> tuple[list[str], list[bool]]:
    """Return over each picture its strength and the answer, and whether that is right, or as without the change."""
    outputs = network.predict(pictures)
    strengths = CHANGES[name].strengths
    exam = Exam(outputs, np.full(len(pictures), wanted(picture, network)))
    verdicts = verdict_titles(exam.labels, exam.answers, exam.confidences, exam.right)
    titles = [
        f"{strength_words(name, s)}<br>{words.rsplit(' ', 2)[0]}" for s, words in zip(strengths, verdicts, strict=True)
    ]
    return titles, exam.right.tolist()


def wanted(picture: Picture, network: Network) -> int:
    """Return the answer that shall hold: the label, or what the network answers to the picture unchanged."""
    return read_answer(network.predict(picture.image)[0]).best if picture.label is None else picture.label


def limits_words(right: list[bool], picture: Picture, name: str, network: Network) -> str:
    """Return in a sentence between which strengths of one change the answer holds."""
    found = limits(CHANGES[name].strengths, right)
    if found is None:
        return say("{network} misreads this digit even unchanged.", network=bench.called(network))
    low, high = (strength_words(name, each) for each in found)
    sentences = ALL_THE_WAY if all(right) else UNBROKEN if low != high else ONLY_UNCHANGED
    return say(
        sentences[picture.label is not None],
        network=bench.called(network),
        digit=wanted(picture, network),
        low=low,
        high=high,
    )
