"""Several digits on the board beside each other: each is cut out and read alone."""

import numpy as np

from mnistnet import Network
from mnistnet.readout import Answer
from mnistnet.words import say
from pages.ui.bench import board
from pages.ui.holdings import results

SURE = 0.9  # of one digit: then strokes that stand apart belong together, as the two of a 4 can


def row_of(network: Network, drawn: board.Drawn, answer: Answer) -> list[int]:
    """Return what a network answers to the digits of a row, from left to right; empty where the drawing is one digit.

    Parameters
    ----------
    network : Network
    drawn : ndarray of shape (28, 28)
        The whole drawing, taken for one digit.
    answer : Answer
        The network's answer to that.
    """
    if board.is_sample() or (answer.confidence >= SURE and results.is_like_a_digit(drawn)):
        return []
    digits = board.digits_side_by_side()
    return [int(best) for best in network.predict(np.stack(digits)).argmax(axis=1)] if digits else []


def in_words(row: list[int]) -> str:
    """Return a row of answers as a headline."""
    return say("From left to right: {digits}", digits=" ".join(map(str, row)))
