"""The lesson about being sure: when a network's certainty can be believed, and what it says to nonsense."""

import numpy as np

from mnistnet.lessons.asking import digit, narrowed, percent, yes_or_no
from mnistnet.lessons.lesson import Lesson, Step, changed
from mnistnet.lessons.questions import Choice, Draw, Number, Pick
from mnistnet.lessons.scene import Scene, ranked
from mnistnet.robustness import occluded
from mnistnet.words import mark, say

REFUSES = 0.9
SQUARE = 10
DOT = 4
GOAL = 0.95
CLOSE = 0.005


def surest_half(scene: Scene) -> Number:
    """Ask how many of its surest answers are right."""
    exam = scene.exam
    surest = np.argsort(-exam.confidences, kind="stable")[: (len(exam.labels) + 1) // 2]
    part = float(exam.right[surest].mean())
    words = say(
        "Take the half of the test digits about which it is surest. What percentage of those does it read right?"
    )
    reason = say("{part:share}; of all digits {all:share}.", part=part, all=exam.accuracy)
    return percent(words, part, reason, say("Of all digits it reads {all:share} right.", all=exam.accuracy), 5, False)


def over_or_under(scene: Scene) -> Choice:
    """Ask whether it is surer than it is right."""
    exam = scene.exam
    sure, right = float(exam.confidences.mean()), exam.accuracy
    return Choice(
        words=say(
            "On the whole: is it too sure of itself, or not sure enough? Half a percentage point or less counts as "
            "neither."
        ),
        hints=(
            say("Points under the diagonal are too sure, points above it too modest."),
            say("It reads {right:share} right.", right=right),
        ),
        reason=say(
            "On average it is {sure:share} sure, and {right:share} of its answers are right.", sure=sure, right=right
        ),
        options={"over": say("too sure"), "under": say("not sure enough"), "just": say("as sure as it is right")},
        pictured=False,
        right="just" if abs(sure - right) <= CLOSE else "over" if sure > right else "under",
    )


def the_negative(scene: Scene) -> Choice:
    """Ask whether it is sure about the negative of a picture."""
    outputs = scene.network.predict(255 - scene.image)[0]
    best, sure = int(outputs.argmax()), float(outputs.max())
    return yes_or_no(
        say("Ink and paper change places: the negative of this picture. Is it more than 50 % sure of some digit?"),
        sure > 0.5,
        say(
            "It answers {best} with {sure:share}. No digit that it learned from looked like that.", best=best, sure=sure
        ),
        (
            say("It has no output for “I do not know”: the ten outputs are all it has."),
            say("It answers {best}.", best=best),
        ),
    )


def a_dot(scene: Scene) -> Pick:
    """Ask what it answers to a dot."""
    dot = np.zeros_like(scene.image)
    middle = tuple(slice((side - DOT) // 2, (side + DOT) // 2) for side in dot.shape)
    dot[middle] = 255
    outputs = scene.network.predict(dot)[0]
    order = ranked(outputs)
    return digit(
        say("What does it answer to a dot of {side} × {side} pixels in the middle, and nothing else?", side=DOT),
        order[0],
        say(
            "It answers {best} with {sure:share}. It has to answer something.",
            best=order[0],
            sure=float(outputs[order[0]]),
        ),
        narrowed(order),
        pictured=False,
    )


def covered_middle(scene: Scene) -> Choice:
    """Ask whether the answer survives a square over its middle."""
    outputs = scene.network.predict(occluded(scene.image[None], SQUARE))[0]
    best, sure = int(outputs.argmax()), float(outputs.max())
    return yes_or_no(
        say(
            "A blank square of {side} × {side} pixels covers the middle. Does it still answer {best}?",
            side=SQUARE,
            best=scene.best,
        ),
        best == scene.best,
        say("It answers {best} with {sure:share}.", best=best, sure=sure),
        (
            say("What is left to be seen: the ends of the strokes. Are they enough for a {best}?", best=scene.best),
            say("Its largest output is {sure:share} then.", sure=sure),
        ),
    )


def how_many_refused(scene: Scene) -> Number:
    """Ask how often it would say that it does not know."""
    refused = scene.exam.confidences < REFUSES
    part = float(refused.mean())
    wrong = float((~scene.exam.right[~refused]).mean()) if (~refused).any() else 0.0
    words = say(
        "It is to say “I do not know” wherever it is less than {least:.0f} % sure. What percentage of the test "
        "digits does it refuse then?",
        least=100 * REFUSES,
    )
    reason = say(
        "It refuses {part:share}, and of what it still answers {wrong:share} are wrong.", part=part, wrong=wrong
    )
    return percent(
        words,
        part,
        reason,
        say("On average it is {sure:share} sure.", sure=float(scene.exam.confidences.mean())),
        8,
        pictured=False,
    )


def make_it_sure(scene: Scene) -> Draw:
    """Ask for a picture of which it is sure."""
    return Draw(
        words=say("Draw a digit of which it is more than {goal:.0f} % sure.", goal=100 * GOAL),
        hints=(
            say("Large, upright, one stroke as thick as the other."),
            say("Just now {second} came second: leave out what a {second} would have.", second=scene.second),
        ),
        reason=say("It is surest of what is like most of its examples."),
        is_done=scene.confidence > GOAL,
        found=say("It answers {best} with {confidence:share}.", best=scene.best, confidence=scene.confidence),
    )


LESSON = Lesson(
    key="sureness",
    title=mark("How sure is it?"),
    audience=mark("From 15 years on"),
    minutes=25,
    objectives=(
        mark("say what calibrated means"),
        mark("say why a network answers nonsense with a digit"),
        mark("weigh what “I do not know” costs against what it saves"),
    ),
    codes=("AI4K12 2-B-ii", "AI4K12 5-A-ii", "AI4K12 5-C-i", "CSTA 3A-IC-25"),
    vocabulary=("confidence", "calibrated", "threshold"),
    steps=(
        Step(
            "mistakes",
            mark("Is it right where it is sure?"),
            surest_half,
            ("reliability", "threshold"),
            shows="reliability",
        ),
        Step(
            "mistakes",
            mark("The diagram puts how sure it was against how often it was right."),
            over_or_under,
            ("reliability",),
            shows="reliability",
        ),
        Step("probabilities", mark("What does it say to something that is no digit at all?"), the_negative),
        Step(
            "draw",
            mark(
                "Clear the board and make a dot: this page says then that it sees no digit. The network itself "
                "cannot say that."
            ),
            a_dot,
        ),
        Step(
            "robustness",
            mark("Cover a part of what it sees."),
            covered_middle,
            ("robust_stage", "robust_answers", "strip", "bench_face", "strength_curves"),
            changed("occlude", SQUARE),
        ),
        Step(
            "mistakes",
            mark("The slider lets it refuse what it is not sure of."),
            how_many_refused,
            ("threshold",),
            shows="threshold",
        ),
        Step(
            "my_handwriting",
            mark("And your own hand? Draw some digits here, tap what each is, and see how many it reads."),
            None,
        ),
        Step("draw", mark("Now make it sure."), make_it_sure),
    ),
    exit_question=mark(
        "A letter reader is to sort the mail of a town. Which threshold would you choose, and who pays for its "
        "mistakes?"
    ),
)
