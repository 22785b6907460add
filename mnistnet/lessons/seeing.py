"""The lesson about what arrives at the network: 784 numbers, and what becomes of ten."""

import numpy as np

from mnistnet.influence import DoesNotApply, contrast, mask_mean_gradient, one_pixel
from mnistnet.lessons.asking import alike, between, digit, larger, narrowed, percent
from mnistnet.lessons.lesson import Lesson, Step, changed
from mnistnet.lessons.moving import TURN, how_far, when_turned
from mnistnet.lessons.questions import Choice, Draw, Number, Pick
from mnistnet.lessons.scene import Array, Scene
from mnistnet.lines import carried
from mnistnet.words import mark, say

DOUBT = 0.6


def how_much_ink(scene: Scene) -> Number:
    """Ask how many pixels hold ink."""
    count, pixels = int(np.count_nonzero(scene.image)), scene.image.size
    return Number(
        words=say("How many of the {pixels} pixels of this picture hold any ink?", pixels=pixels),
        hints=(
            say("A stroke is two to three pixels wide, and most of the paper stays blank."),
            between(count, 80, 0, pixels, say("pixels")),
        ),
        reason=say(
            "{count} of {pixels} pixels hold ink, {part:share} of them. The blank ones are numbers too: 0.",
            count=count,
            pixels=pixels,
            part=count / pixels,
        ),
        value=count,
        tolerance=40,
        low=0,
        high=pixels,
        unit=say("pixels"),
    )


def its_answer(scene: Scene) -> Pick:
    """Ask which digit it answers."""
    reason = say(
        "The largest of its ten outputs is the one for {best}: {confidence:share}.",
        best=scene.best,
        confidence=scene.confidence,
    )
    return digit(say("Which digit does the network answer?"), scene.best, reason, narrowed(scene.ranking))


def how_sure(scene: Scene) -> Number:
    """Ask how sure it is."""
    reason = say(
        "Its output for {best} is {confidence:share}. Sure is not the same as right.",
        best=scene.best,
        confidence=scene.confidence,
    )
    hint = say("Look how long the longest bar is beside the second.")
    words = say("It answers {best}. How sure is it, in percent?", best=scene.best)
    return percent(words, scene.confidence, reason, hint)


def one_line(scene: Scene) -> Number:
    """Ask what the strongest line into the answer brings."""
    lines = carried(scene.network, scene.image)[-1].bill(scene.best, 1).lines
    weights = scene.network.dense_layers[-1].weights[:, scene.best]
    value, sender = (float(lines.values[0]), int(lines.senders[0])) if len(lines) else (0.0, 0)
    weight = float(weights[sender % len(weights)])
    facts = {"best": scene.best, "sent": value / weight if weight else 0.0, "weight": weight}
    return Number(
        words=say(
            "A node sends {sent:.2f} into its line to {best}, and the weight of the line is {weight:+.3f}. What "
            "does the line bring to {best}?",
            **facts,
        ),
        hints=(
            say("Multiply what is sent by the weight. A positive weight pushes up, a negative one pulls down."),
            say("It is {sent:.2f} × ({weight:+.3f}).", **facts),
        ),
        reason=say(
            "{sent:.2f} × ({weight:+.3f}) = {value:+.2f}. What all lines bring is added up: the largest sum wins.",
            **facts,
            value=value,
        ),
        value=round(value, 2),
        tolerance=max(0.05, 0.1 * abs(value)),
        low=-1e6,
        high=1e6,
        step=0.01,
    )


def what_spoke(scene: Scene) -> Choice:
    """Ask which half of the ink speaks more for the answer and against the second."""
    middle = len(scene.image) // 2
    spoke = _spoke(scene)
    upper, lower = float(spoke[:middle].sum()), float(spoke[middle:].sum())
    facts = {"best": scene.best, "second": scene.second}
    return Choice(
        words=say("Which half of the ink speaks more for {best} and against {second}?", **facts),
        hints=(
            say("Write a {best} and a {second} over each other. Where do they differ most?", **facts),
            say("The upper half moves the lead of {best} over {second} by {upper:+.1f}.", **facts, upper=upper),
        ),
        reason=say(
            "The ink of the upper half moves the lead of {best} over {second} by {upper:+.1f}, that of the lower half "
            "by {lower:+.1f}.",
            **facts,
            upper=upper,
            lower=lower,
        ),
        options={"upper": say("the upper half"), "lower": say("the lower half")} | alike(),
        right=larger({"upper": upper, "lower": lower}),
    )


def fool_it(scene: Scene) -> Draw:
    """Ask for a picture of which it is not sure."""
    found = say("It answers {best} with {confidence:share}.", best=scene.best, confidence=scene.confidence)
    return Draw(
        words=say(
            "Draw a digit that you can read, and of which it is less than {doubt:.0f} % sure.", doubt=100 * DOUBT
        ),
        hints=(
            say("What did you do in your first school year that nobody prints? Loops, long tails, open rings."),
            say(
                "{second} came second just now: draw a {best} that leans towards it.",
                second=scene.second,
                best=scene.best,
            ),
        ),
        reason=say("Whatever it has not met often enough in training it cannot read, however clear it is to you."),
        is_done=scene.confidence < DOUBT,
        found=found,
    )


def _spoke(scene: Scene) -> Array:
    """Return what each pixel did for the answer over the second, as the page shows it, shape (rows, columns)."""
    view = scene.network.views[-2]
    try:
        maps = mask_mean_gradient(scene.network, scene.image, views=[view], batches=1)
    except DoesNotApply:  # step activations have no slope
        maps = one_pixel(scene.network, scene.image, views=[view])
    return contrast(maps, view, scene.best, scene.second)


ANSWERS = ("verdict", "answers", "bench_face", "because", "why_not")
LESSON = Lesson(
    key="seeing",
    title=mark("What does it see when you draw?"),
    audience=mark("Everybody; a phone is enough"),
    minutes=5,
    objectives=(
        mark("say what a pixel is, and how many numbers a picture is for the network"),
        mark("say what a weight is, and what it does to what passes through a line"),
        mark("tell the network's answer from how sure it is"),
        mark("name one change of a digit that a person does not mind and the network does"),
    ),
    codes=("AI4K12 1-A-iii", "AI4K12 1-B-i", "AI4K12 2-A-i", "CSTA 2-DA-07"),
    vocabulary=("pixel", "weight", "output", "answer"),
    steps=(
        Step(
            "draw",
            mark(
                "Draw a digit on the board. The network does not see a line: it gets 28 × 28 numbers, one for each "
                "pixel, 0 for blank paper and 255 for full ink."
            ),
            how_much_ink,
        ),
        Step(
            "draw",
            mark(
                "At the other end stand ten outputs, one for each digit. The largest is its answer. Guess before you "
                "look; if you have seen it, draw another digit."
            ),
            its_answer,
            ANSWERS,
        ),
        Step(
            "draw",
            mark(
                "An output is also how sure it is. The bars are covered: guess how long the longest is; if you have "
                "seen it, draw another digit."
            ),
            how_sure,
            ANSWERS,
        ),
        Step(
            "draw",
            mark(
                "Between pixels and outputs stand nodes, joined by lines. Every line has a weight, a number that "
                "training has found: it brings what is sent into it, times its weight. Orange pushes up, blue down."
            ),
            one_line,
            shows="living",
        ),
        Step(
            "draw",
            mark(
                "Why this digit and not the other? Under “Why?” stands your ink: orange ink spoke for the answer, "
                "blue for the one that came second."
            ),
            what_spoke,
            ("because",),
            shows="because",
        ),
        Step(
            "robustness",
            mark("A person reads a digit that is turned a little. Guess first; then turn it further with the slider."),
            when_turned,
            ("robust_stage", "robust_answers", "bench_face", "strip"),
            changed("rotate", TURN),
        ),
        Step(
            "robustness",
            mark("Now it moves to the right, pixel by pixel, and stays as it is otherwise."),
            how_far,
            ("strip", "bench_face", "strength_curves"),
            changed("shift", 0),
        ),
        Step("draw", mark("Now fool it. Change your drawing, or draw another."), fool_it),
    ),
    exit_question=mark("In your own words: what goes into the network, what does a weight do, and what comes out?"),
)
