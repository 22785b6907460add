"""The course: all lessons in their order, and the three ways in."""

from mnistnet.lessons import bending, examples, learning, neuron, pixels, seeing, shares, sureness
from mnistnet.lessons.lesson import Lesson
from mnistnet.words import mark

__all__ = ["LESSONS", "WAYS", "lesson_of"]

LESSONS: tuple[Lesson, ...] = tuple(
    one.LESSON for one in (seeing, neuron, shares, bending, learning, examples, pixels, sureness)
)
WAYS = {  # how long somebody has: what it is called, and the lessons
    "minutes": (mark("5 minutes"), ("seeing",)),
    "school": (mark("A school lesson"), ("seeing", "neuron", "examples")),
    "books": (mark("A course"), tuple(one.key for one in LESSONS)),
}


def lesson_of(key: str) -> Lesson | None:
    """Return the lesson with a key; None if there is none."""
    return next((one for one in LESSONS if one.key == key), None)
