"""Questions: five kinds, each of which knows its right answer, two hints, and how to judge a guess.

A guess is a short text, so that it can stand in a file: "7", "0.83", "4,9", "more".

Reading order: question (what all have), choosing (among given answers), counting (numbers and places), drawing.
"""

from mnistnet.lessons.questions.choosing import Choice, Order
from mnistnet.lessons.questions.counting import Number, Pick
from mnistnet.lessons.questions.drawing import DONE, Draw
from mnistnet.lessons.questions.question import GuessError, Judged, Question

__all__ = ["DONE", "Choice", "Draw", "GuessError", "Judged", "Number", "Order", "Pick", "Question"]
