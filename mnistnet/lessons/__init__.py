"""Lessons that ask before they show: each question is computed from the network and the picture that lie on the bench.

Reading order: scene (what a question is about), questions (five kinds), asking (shorter ways to ask), lesson (steps),
seeing and the seven files like it (one lesson each), course (all of them), guesses (what was answered, as a file),
sheets (to print).
"""

from mnistnet.lessons.course import LESSONS, WAYS, lesson_of
from mnistnet.lessons.lesson import Attempt, Lesson, Step
from mnistnet.lessons.questions import Choice, Draw, GuessError, Judged, Number, Order, Pick, Question
from mnistnet.lessons.scene import Scene

__all__ = [
    "LESSONS",
    "WAYS",
    "Attempt",
    "Choice",
    "Draw",
    "GuessError",
    "Judged",
    "Lesson",
    "Number",
    "Order",
    "Pick",
    "Question",
    "Scene",
    "Step",
    "lesson_of",
]
