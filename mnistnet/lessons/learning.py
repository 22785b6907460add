"""The lesson about one step of learning: how wrong each output is, and which way its weights go."""

import numpy as np

from mnistnet.lessons.asking import between, digit, narrowed, yes_or_no
from mnistnet.lessons.lesson import Attempt, Lesson, Step
from mnistnet.lessons.questions import Choice, Number, Pick
from mnistnet.lessons.scene import Array, Scene, ranked
from mnistnet.words import mark, say

HUNDRED = 100
RATE = 0.01
POINT = 0.01  # one percentage point
CEILING = 20.0


def most_wrong(scene: Scene) -> Pick:
    """Ask which output is furthest from what was wanted."""
    errors = _errors(scene)
    worst = int(np.abs(errors).argmax())
    return digit(
        say(
            "The picture is a {meant}: 1 is wanted at {meant} and 0 everywhere else. Which output is furthest from"
            " that?",
            meant=scene.meant,
        ),
        worst,
        say(
            "Output {worst} is {output:.3f}, so its error is {error:+.3f}.",
            worst=worst,
            output=float(scene.outputs[worst]),
            error=float(errors[worst]),
        ),
        (
            say("Either the right bar is too short, or a wrong one too long."),
            narrowed(ranked(np.abs(errors)))[0],
        ),
    )


def which_way(scene: Scene) -> Choice:
    """Ask which way the bias of the answer goes."""
    error = float(_errors(scene)[scene.best])
    return Choice(
        words=say(
            "The picture is a {meant}, and it answers {best}. Which way does the bias of output {best} go when it"
            " learns from it?",
            meant=scene.meant,
            best=scene.best,
        ),
        hints=(
            say("A step goes against the error: what is too large becomes smaller."),
            say("Output {best} is {output:.3f}. What was wanted of it?", best=scene.best, output=scene.confidence),
        ),
        reason=say("Its error is {error:+.3f}: a step is minus the rate times the error.", error=error),
        options={"up": say("up"), "down": say("down")},
        right="up" if error < 0 else "down",
    )


def how_surprised(scene: Scene) -> Number:
    """Ask for the loss of one picture."""
    given = float(scene.outputs[scene.meant])
    loss = min(CEILING, float(-np.log(max(given, 1e-300))))
    return Number(
        words=say(
            "It gave {given:.3g} to the right answer {meant}. What is minus the logarithm (base e) of that, the loss?",
            given=given,
            meant=scene.meant,
        ),
        hints=(
            say(
                "−log(1) = 0, −log(0.37) = 1, −log(0.14) = 2, −log(0.05) = 3, −log(0.01) = 4.6. Say {most:g} for more.",
                most=CEILING,
            ),
            between(loss, 0.6, 0, CEILING),
        ),
        reason=say(
            "The loss is {loss:.2f}: nothing where it is sure and right, large where it is sure and wrong.", loss=loss
        ),
        value=round(loss, 3),
        tolerance=0.3,
        low=0,
        high=CEILING,
        step=0.01,
    )


def right_of_a_hundred(scene: Scene) -> Number:
    """Ask how many digits it reads right at this epoch."""
    right = int(scene.exam.right[:HUNDRED].sum())
    epoch = scene.network.epoch
    return Number(
        words=(
            say("At this state of its training, how many of the first {n} test digits does it read right?", n=HUNDRED)
            if epoch is None
            else say(
                "At epoch {epoch}, how many of the first {n} test digits does it read right?", epoch=epoch, n=HUNDRED
            )
        ),
        hints=(
            say(
                "Before its training a network guesses: about 10 of {n}. Most of what it learns it learns in the "
                "first epoch.",
                n=HUNDRED,
            ),
            between(right, 10, 0, HUNDRED),
        ),
        reason=say("It reads {right} of {n}.", right=right, n=HUNDRED),
        value=right,
        tolerance=5,
        low=0,
        high=HUNDRED,
        pictured=False,
    )


def after_one_step(scene: Scene) -> Choice:
    """Ask whether one small step of the last layer does much."""
    share, before = _after_a_step(scene), float(scene.outputs[scene.meant])
    return yes_or_no(
        say(
            "Only the last layer learns from this picture, once, with the learning rate {rate:g}. Does its output "
            "for {meant} rise by more than one percentage point?",
            rate=RATE,
            meant=scene.meant,
        ),
        share - before > POINT,
        say(
            "It goes from {before:.2f} % to {after:.2f} %: the smaller the error, the smaller the step.",
            before=100 * before,
            after=100 * share,
        ),
        (
            say("One step moves each weight by the rate times the error times what came in."),
            say("Before the step it is {before:.2f} %, and 100 % is wanted.", before=100 * before),
        ),
    )


def _errors(scene: Scene) -> Array:
    errors: Array = scene.outputs - np.eye(len(scene.outputs))[scene.meant]
    return errors


def _after_a_step(scene: Scene) -> float:
    """Return the output for the label after the last layer took one step against the cross-entropy."""
    last = scene.network.dense_layers[-1]
    views = scene.network.views
    came_in = np.ravel(scene.trace[views[-3]])
    grows = float(came_in @ came_in) + (last.biases is not None)
    sums = scene.sums - RATE * _errors(scene) * grows
    return float(last.rule(sums)[scene.meant])


def _early(scene: Scene) -> str:
    epoch = scene.network.epoch
    return say("Epoch {epoch}: it has just begun.", epoch=epoch) if epoch is not None and epoch <= 1 else ""


RECIPE = {"training_view": "recipe"}
LESSON = Lesson(
    key="learning",
    title=mark("How does it learn?"),
    audience=mark("From 15 years on"),
    minutes=25,
    objectives=(
        mark("say what the error of an output is, and which way it moves a weight"),
        mark("work out the loss of one picture"),
        mark("tell one step from one epoch"),
    ),
    codes=("AI4K12 3-A-iii", "AI4K12 3-A-v", "AI4K12 3-B-ii", "CSTA 3B-AP-09"),
    vocabulary=("error", "loss", mark("learning rate"), "epoch"),
    steps=(
        Step(
            "probabilities",
            mark("Learning begins with a comparison: what the outputs are, and what they should have been."),
            most_wrong,
            ("answers", "softmax_steps"),
            shows="answers",
        ),
        Step(
            "probabilities",
            mark("Each output pulls its own weights: up where it was too small, down where it was too large."),
            which_way,
            ("answers", "softmax_steps", "bench_face"),
            shows="answers",
        ),
        Step("probabilities", mark("How bad was it? One number says it: the loss."), how_surprised, shows="answers"),
        Step(
            "training",
            mark(
                "Here a network learns before your eyes. A step is one batch of pictures, an epoch is all of them once."
            ),
            right_of_a_hundred,
            ("bench_face", "curve_accuracy"),
            RECIPE,
            attempt=Attempt(mark("Open “Change” above and move the epoch back to the beginning."), _early),
        ),
        Step(
            "training",
            mark("One step alone: small, so that the next picture is not forgotten."),
            after_one_step,
            choices=RECIPE,
        ),
    ),
    exit_question=mark("Why does it not simply learn each picture in one large step?"),
)
