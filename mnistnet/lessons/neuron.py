"""The lesson about one neuron: its weights as a picture, its sum, and what it sends on."""

import numpy as np

from mnistnet.lessons.asking import between, percent
from mnistnet.lessons.lesson import Attempt, Lesson, Step
from mnistnet.lessons.questions import Choice, Number
from mnistnet.lessons.scene import Scene
from mnistnet.neurons import Receipt, receipt
from mnistnet.words import mark, say

FIRST = 0  # the neuron whose receipt is open
NEAR = 20  # neurons that stand on the first page of the wall, on a phone too


def how_many_weights(scene: Scene) -> Number:
    """Ask how many inputs a neuron has."""
    count, pixels = scene.network.dense_layers[0].fan_in, scene.image.size
    along = say("This network reads the picture row by row: each neuron gets one row after the other.")
    whole = say("Each neuron of the first layer gets the whole picture, every pixel with a weight of its own.")
    return Number(
        words=say("How many weights has one neuron of the first layer?"),
        hints=(
            say("A weight belongs to one input. How many inputs does a neuron have?"),
            along if count < pixels else whole,
        ),
        reason=say("It has {count} weights, one for each input at a time.", count=count),
        value=count,
        tolerance=0,
        low=1,
        high=2000,
        pictured=False,
    )


def loudest_neuron(scene: Scene) -> Choice:
    """Ask which of four neurons answers most strongly."""
    order = np.argsort(-scene.first_sums[:NEAR], kind="stable")
    four = sorted(int(order[place]) for place in (0, len(order) // 3, 2 * len(order) // 3, len(order) - 1))
    best = int(order[0])
    sums = {neuron: float(scene.first_sums[neuron]) for neuron in four}
    quietest = min(four, key=sums.__getitem__)
    return Choice(
        words=say("Which of these four neurons of the first layer has the largest sum for this picture?"),
        hints=(
            say("Orange weights where the ink lies make a sum large, blue ones make it small."),
            say("It is not neuron {quietest}: its sum is {sum:+.2f}.", quietest=quietest, sum=sums[quietest]),
        ),
        reason=say(
            "Neuron {best} has the sum {sum:+.2f}: where there is ink, its weights are on the whole the most positive.",
            best=best,
            sum=sums[best],
        ),
        options={f"n{neuron}": say("neuron {neuron}", neuron=neuron) for neuron in four},
        right=f"n{best}",
    )


def the_sum(scene: Scene) -> Number:
    """Ask for a sum whose parts are given."""
    neuron = FIRST
    bill = _receipt(scene, neuron)
    largest = [value for _, value in bill.largest(3)]
    rest = float(bill.products.sum() - sum(largest))
    parts = " + ".join(f"({say('{value:+.2f}', value=value)})" for value in (*largest, rest, bill.bias))
    total = float(sum(round(value, 2) for value in (*largest, rest, bill.bias)))
    size = max(1.0, abs(total))
    return Number(
        words=say(
            "The three largest products of neuron {neuron} are {first:+.2f}, {second:+.2f} and {third:+.2f}. All "
            "others together make {rest:+.2f}, the bias is {bias:+.2f}. What is its sum?",
            neuron=neuron,
            first=largest[0],
            second=largest[1],
            third=largest[2],
            rest=rest,
            bias=bill.bias,
        ),
        hints=(say("Add up: {parts}", parts=parts), between(total, size, -1e6, 1e6)),
        reason=say(
            "A sum is nothing but inputs times weights, added up, and the bias: {parts}. The receipt of neuron "
            "{neuron} on the page says the same.",
            parts=parts,
            neuron=neuron,
        ),
        value=round(total, 2),
        tolerance=0.05 * size,
        low=-1e6,
        high=1e6,
        step=0.01,
    )


def after_the_bend(scene: Scene) -> Number:
    """Ask what a neuron sends on."""
    value = scene.middling_sum
    rule = scene.network.dense_layers[0].rule
    out = float(rule(np.array([value]))[0])
    return Number(
        words=say(
            "The sum of a neuron is {sum:+.2f}. Its activation is {rule}. What does it send on?",
            sum=value,
            rule=rule.name,
        ),
        hints=(
            say(
                "Find {sum:+.2f} on the axis below and read off how high the curve of {rule} is.",
                sum=value,
                rule=rule.name,
            ),
            between(out, 0.4, -10, 1e6),
        ),
        reason=say("{rule} turns {sum:+.2f} into {out:.2f}.", rule=rule.name, sum=value, out=out),
        value=round(out, 3),
        tolerance=0.1,
        low=-10,
        high=1e6,
        step=0.01,
    )


def up_or_down(scene: Scene) -> Choice:
    """Ask whether a picture pushes a neuron up."""
    few = scene.first_sums[:NEAR]
    neuron = int(np.argsort(-few, kind="stable")[len(few) // 4])
    bill = _receipt(scene, neuron)
    total = float(bill.products.sum())
    up, down = float(bill.products[bill.products > 0].sum()), float(bill.products[bill.products < 0].sum())
    return Choice(
        words=say(
            "Neuron {neuron}: does the ink of this picture, all in all, push it up or pull it down?", neuron=neuron
        ),
        hints=(
            say("Does more of the ink lie on orange weights or on blue ones?"),
            say("What pushes it up adds up to {up:+.2f}.", up=up),
        ),
        reason=say("Up: {up:+.2f}. Down: {down:+.2f}. Together: {total:+.2f}.", up=up, down=down, total=total),
        options={"up": say("up"), "down": say("down")},
        right="up" if total > 0 else "down",
    )


def how_many_positive(scene: Scene) -> Number:
    """Ask how many neurons have a sum above zero."""
    part = float((scene.first_sums > 0).mean())
    reason = say(
        "{part:share} of the first layer's neurons have a sum above 0 for this picture; for another picture it is"
        " others.",
        part=part,
    )
    words = say("What percentage of the first layer's neurons have a sum above 0?")
    return percent(
        words,
        part,
        reason,
        say("Each square of the layer is one neuron: compare those full of ink with those that are nearly blank."),
    )


def _receipt(scene: Scene, neuron: int) -> Receipt:
    return receipt(scene.network, scene.image, 1, neuron)


def _wrong_now(scene: Scene) -> str:
    if scene.label is None or scene.best == scene.label:
        return ""
    return say(
        "It reads this {label} as {best}, with {sure:share}.", label=scene.label, best=scene.best, sure=scene.confidence
    )


FIRST_LAYER = {"neuron_layer": "1"}
LESSON = Lesson(
    key="neuron",
    title=mark("What is a neuron?"),
    audience=mark("From 14 years on; products and sums of signed numbers"),
    minutes=15,
    objectives=(
        mark("read the weights of a neuron as a picture"),
        mark("work out the sum of a neuron from its receipt"),
        mark("say what an activation does to a sum"),
    ),
    codes=("AI4K12 3-B-i", "AI4K12 1-B-ii", "CSTA 3B-AP-08"),
    vocabulary=("weight", "bias", "sum", "activation"),
    steps=(
        Step(
            "neurons",
            mark(
                "Each square of the wall is one neuron of the first layer; what it shows are its weights. A "
                "neuron holds nothing else but these and a bias."
            ),
            how_many_weights,
            choices=FIRST_LAYER,
            shows="neurons",
        ),
        Step(
            "neurons",
            mark("Orange weights push the sum up where there is ink, blue ones pull it down."),
            loudest_neuron,
            ("products",),
            FIRST_LAYER,
            shows="neurons",
        ),
        Step(
            "neurons",
            mark("Now by hand. The receipt of a neuron lists every product of a pixel and its weight."),
            the_sum,
            ("products",),
            FIRST_LAYER | {"neuron": str(FIRST)},
            shows="products",
        ),
        Step(
            "activations",
            mark("A sum can be any number. Before it is sent on it passes the activation, whose curve stands here."),
            after_the_bend,
            shows="values",
        ),
        Step(
            "neurons",
            mark("A picture speaks for a neuron and against it at once. The sum says who wins."),
            up_or_down,
            ("products",),
            FIRST_LAYER,
            shows="neurons",
        ),
        Step(
            "layers",
            mark(
                "All neurons of a layer answer at once. Each square of hidden 1 is one of them: the more ink in it, "
                "the more it sends on."
            ),
            how_many_positive,
            shows="passage",
            attempt=Attempt(mark("Take the dice until the network reads a digit wrong."), _wrong_now),
        ),
    ),
    exit_question=mark("A friend says that a neuron recognises a digit. What does it really do?"),
)
