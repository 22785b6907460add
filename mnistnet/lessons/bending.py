"""The lesson about activations: without a bend, all layers are one."""

import numpy as np

from mnistnet.basics.linear import straightened
from mnistnet.lessons.asking import between, percent, yes_or_no
from mnistnet.lessons.lesson import Attempt, Lesson, Step
from mnistnet.lessons.questions import Choice, Number
from mnistnet.lessons.scene import Scene
from mnistnet.words import mark, say

COUNTED = 200
REASONS = {
    "identity": mark("Identity sends every sum on as it is, also those below 0."),
    "relu": mark("ReLU sends 0 on instead of every negative sum, and leaves the others as large as they are."),
    "sigmoid": mark("Sigmoid squeezes every sum, however large or small, between 0 and 1."),
    "tanh": mark("Tanh squeezes every sum between −1 and 1: only negative sums come out below 0."),
}


def which_bend(scene: Scene) -> Choice:
    """Ask for the activation of the first layer."""
    rule = scene.network.dense_layers[0].rule
    low, high = float(scene.trace["z1"].min()), float(scene.trace["z1"].max())
    names = sorted({*REASONS, rule.name})
    return Choice(
        words=say(
            "For this picture the first layer sends on numbers from {low:.2f} to {high:.2f}. Which bend has it?",
            low=low,
            high=high,
        ),
        hints=(
            say("Sigmoid stays between 0 and 1, tanh between −1 and 1; ReLU is never below 0 and has no top."),
            say(
                "Its smallest sum is {sum:+.2f}, and the smallest number that it sends on is {low:.2f}.",
                sum=float(scene.trace["a1"].min()),
                low=low,
            ),
        ),
        reason=say(REASONS[rule.name]) if rule.name in REASONS else say("It is {rule}.", rule=rule.name),
        options={name: name for name in names},
        right=rule.name,
    )


def all_in_one(scene: Scene) -> Number:
    """Ask how well the network reads without its bends."""
    part = scene.digits.images[:COUNTED], scene.digits.labels[:COUNTED]
    right = float((straightened(scene.network).predict(part[0]).argmax(axis=1) == part[1]).mean())
    reason = say(
        "Without its bends it reads {right:share} of the first {n} test digits: all its layers are one matrix then.",
        right=right,
        n=COUNTED,
    )
    words = say(
        "All bends are taken out, the weights stay. What percentage of the first {n} test digits does it still "
        "read right?",
        n=COUNTED,
    )
    hint = say("Guessing alone reads 10 %. Its weights were learned together with the bends.")
    return percent(words, right, reason, hint, 12, pictured=False)


def same_without(scene: Scene) -> Choice:
    """Ask whether this picture is read alike without the bends."""
    other = int(straightened(scene.network).predict(scene.image)[0].argmax())
    return yes_or_no(
        say("Without its bends, does it still answer {best} to this picture?", best=scene.best),
        other == scene.best,
        say("Without bends it answers {other}.", other=other),
        (
            say("Half of what the bends did was to silence neurons; now all of them speak."),
            say("With its bends, {best} leads by {gap:.2f}.", best=scene.best, gap=scene.gap),
        ),
    )


def how_steep(scene: Scene) -> Number:
    """Ask for the slope of the bend at the loudest neuron."""
    rule = scene.network.dense_layers[0].rule
    value = scene.middling_sum
    at = np.array([value])
    steep = 0.0 if rule.slope is None else float(rule.slope(at, rule(at))[0])
    return Number(
        words=say("A neuron has the sum {sum:+.2f}. How steep is {rule} there?", sum=value, rule=rule.name),
        hints=(
            say("Steepness is by how much the curve rises where the sum grows by 1."),
            between(steep, 0.25, 0, 1.25),
        ),
        reason=say("The slope is {steep:.2f}. Where it is 0 a neuron learns nothing.", steep=steep),
        value=round(steep, 3),
        tolerance=0.1,
        low=-1,
        high=2,
        step=0.01,
    )


def how_large(scene: Scene) -> Number:
    """Ask for the number of weights and biases."""
    thousands = scene.network.parameters / 1000
    sizes = " · ".join(f"{layer.fan_in} × {layer.fan_out}" for layer in scene.network.dense_layers)
    return Number(
        words=say("How many weights and biases has this network, in thousands?"),
        hints=(
            say("Its matrices have {sizes} weights.", sizes=sizes),
            between(thousands, max(2.0, 0.5 * thousands), 0, 1e5),
        ),
        reason=say("{sizes}, and the biases: {count:,} numbers.", sizes=sizes, count=scene.network.parameters),
        value=round(thousands, 1),
        tolerance=max(0.5, 0.1 * thousands),
        low=0,
        high=1e5,
        step=0.1,
        unit=say("thousand"),
        pictured=False,
    )


def _in_two(scene: Scene) -> str:
    bends = [layer.activation for layer in scene.network.dense_layers[:-1]]
    return say("This one bends by {rule}.", rule=bends[0]) if bends and bends[0] == "relu" else ""


LESSON = Lesson(
    key="bending",
    title=mark("Why must it bend?"),
    audience=mark("From 15 years on; matrices help"),
    minutes=15,
    objectives=(
        mark("name three activations and tell them apart by what they send on"),
        mark("say why layers without a bend are one layer"),
        mark("say what the slope of a bend has to do with learning"),
    ),
    codes=("AI4K12 3-B-i", "CSTA 3B-AP-08"),
    vocabulary=("linear", "slope", "ReLU", "sigmoid"),
    steps=(
        Step(
            "layers",
            mark("Each square is one neuron: the more ink in it, the more it sends on, after the bend."),
            which_bend,
            shows="passage",
        ),
        Step(
            "activations",
            mark(
                "Take the bends out, and a stack of layers can be multiplied out to one matrix beforehand. "
                "Nothing is won by depth then."
            ),
            all_in_one,
        ),
        Step("activations", mark("For one picture alone it may still be right."), same_without),
        Step(
            "activations",
            mark("Learning passes backwards through the bend: it is multiplied by its slope."),
            how_steep,
            shows="slopes",
        ),
        Step(
            "my_networks",
            mark("How large is it all?"),
            how_large,
            attempt=Attempt(mark("Lay a network with another bend on the bench: sharp."), _in_two),
        ),
    ),
    exit_question=mark("Why is a network of a hundred layers without bends no better than one of one layer?"),
)
