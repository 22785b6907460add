"""Pickles that a program wrote into a file one behind the other, by one ``pickle.dump`` for each array."""

from typing import Any

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.pickle_machine import MOST_INSIDE, Machine
from mnistnet.containers.pickle_opcodes import MOST_OPCODES, run
from mnistnet.words import say

__all__ = ["pickles_in"]

MOST_PICKLES = 64


def pickles_in(content: bytes) -> list[Any]:
    """Return what every pickle of a file describes; all together keep the limits of one.

    Raises
    ------
    WeightFileError
        As `written_down`, or if there are too many.
    """
    values: list[Any] = []
    place, steps, more = 0, MOST_OPCODES, MOST_INSIDE
    while not values or place < len(content):
        if len(values) == MOST_PICKLES:
            raise WeightFileError(say("This file holds more pickles than any network that can be read."))
        machine = Machine(content)
        machine.place, machine.more = place, more
        values.append(run(machine, is_last=False, most=steps))
        place, steps, more = machine.place, steps - machine.steps, machine.more
    return values
