"""The lesson about the last layer: how ten sums become ten shares, and why a computer must be careful about it."""

import numpy as np

from mnistnet.activations import softmax
from mnistnet.lessons.asking import between, percent, yes_or_no
from mnistnet.lessons.lesson import Lesson, Step
from mnistnet.lessons.questions import Choice, Number, Order
from mnistnet.lessons.scene import Scene
from mnistnet.words import mark, say

LARGEST_POWER = float(np.log(np.finfo(np.float32).max))  # of e in float32: about 88.7
BRIGHTER = 255


def three_in_order(scene: Scene) -> Order:
    """Ask for the order of three digits."""
    right = tuple(str(scene.ranking[place]) for place in (0, 3, 8))
    listed = sorted(right)
    three = dict(zip(("first", "second", "third"), listed, strict=True))
    return Order(
        words=say("Put {first}, {second} and {third} in order, the one with the largest output first.", **three),
        hints=(
            say("Which of them does the picture look like most, which least?"),
            say("The first is {best}.", best=right[0]),
        ),
        reason=say("Whoever has the larger sum gets the larger output: the bend at the end never changes the order."),
        options={one: one for one in listed},
        right=right,
    )


def in_all(scene: Scene) -> Number:
    """Ask what the outputs add up to."""
    total = float(scene.outputs.sum())
    is_softmax = scene.network.output_activation == "softmax"
    shared = say("Softmax divides by the total of all: its outputs are shares of one whole, whatever the picture is.")
    single = say("Each of these outputs is a sigmoid by itself: nothing makes them add up to 1.")
    return Number(
        words=say("What do the ten outputs of this network add up to, for this picture?"),
        hints=(shared if is_softmax else single, between(total, 0.5, 0, 10)),
        reason=shared if is_softmax else single,
        value=round(total, 2),
        tolerance=0.1,
        low=0,
        high=10,
        step=0.01,
    )


SIZES = {
    "twice": mark("less than 2 times"),
    "tens": mark("2 to 10 times"),
    "hundreds": mark("10 to 100 times"),
    "thousands": mark("100 to 1,000 times"),
    "more": mark("more than 1,000 times"),
}
ENDS = (2, 10, 100, 1000)


def how_many_times(scene: Scene) -> Choice:
    """Ask by what factor softmax makes one share larger than another."""
    factor = float(np.exp(min(scene.gap, 700)))
    return Choice(
        words=say(
            "The sum of {best} is {gap:.2f} above that of {second}. By how much larger does softmax make its share?",
            best=scene.best,
            second=scene.second,
            gap=scene.gap,
        ),
        hints=(
            say("The factor is e to the power of the difference, and e is about 2.7."),
            say("e² is about 7.4, e³ about 20, e⁵ about 150, e⁷ about 1,100."),
        ),
        reason=say("e to the power of {gap:.2f} is {factor:,.3g}.", gap=scene.gap, factor=factor),
        options={key: say(words) for key, words in SIZES.items()},
        right=list(SIZES)[int(np.searchsorted(ENDS, factor, side="right"))],
    )


def one_more(scene: Scene) -> Choice:
    """Ask whether one more for the second changes the answer."""
    return yes_or_no(
        say("If 1 were added to the sum of {second}, would the answer change?", second=scene.second),
        scene.gap < 1,
        say("The sum of {best} leads by {gap:.2f}.", best=scene.best, gap=scene.gap),
        (
            say("The largest sum gives the answer. A lead of less than 1 would be lost."),
            say(
                "The sum of {best} is {largest:.2f}, that of {second} is {next:.2f}.",
                best=scene.best,
                second=scene.second,
                largest=float(scene.sums[scene.best]),
                next=float(scene.sums[scene.second]),
            ),
        ),
    )


def would_overflow(scene: Scene) -> Choice:
    """Ask whether exp overflows where pixels come as 0 to 255."""
    inputs = scene.network.astype(np.float64).encode(scene.image) * BRIGHTER
    sums = scene.network.astype(np.float64).forward(inputs)[scene.network.views[-2]]
    largest = float(sums.max())
    return yes_or_no(
        say(
            "Pixels are fed {times} times as large, as they stand in the file. Would exp overflow, taken of the ten "
            "sums at the outputs as they are?",
            times=BRIGHTER,
        ),
        largest > LARGEST_POWER,
        say(
            "The largest of the ten becomes {largest:,.1f}; beyond {limit:.1f} exp is too large for 32 bits.",
            largest=largest,
            limit=LARGEST_POWER,
        ),
        (
            say("In 32 bits exp overflows beyond {limit:.1f}. How large do the ten sums become?", limit=LARGEST_POWER),
            say("Sigmoids let nothing larger than 1 pass to the next layer; ReLU lets everything pass."),
        ),
    )


def half_the_sums(scene: Scene) -> Number:
    """Ask for the share of the answer if all sums were half as large."""
    halved = float(softmax(scene.sums / 2)[scene.best])
    now = float(softmax(scene.sums)[scene.best])
    reason = say(
        "From {now:share} to {halved:share}: the same order, but nearer to each other. This is called a "
        "temperature of 2.",
        now=now,
        halved=halved,
    )
    words = say(
        "Softmax gives {best} a share of {now:share}. All sums are halved: what is its share then?",
        best=scene.best,
        now=now,
    )
    return percent(words, halved, reason, say("Smaller differences make shares more alike."), 12)


LESSON = Lesson(
    key="shares",
    title=mark("From sums to shares"),
    audience=mark("From 15 years on; powers of e help"),
    minutes=20,
    objectives=(
        mark("say what softmax does to ten sums, and what it leaves as it is"),
        mark("work out how many times larger one share is than another"),
        mark("say why exp overflows, and how subtracting the largest sum prevents it"),
    ),
    codes=("AI4K12 2-A-ii", "AI4K12 3-B-i", "CSTA 3B-AP-09"),
    vocabulary=("softmax", "overflow", "temperature"),
    steps=(
        Step(
            "probabilities",
            mark("Ten sums arrive at the outputs. The bend at the end turns them into the ten bars."),
            three_in_order,
            ("answers", "softmax_steps"),
            shows="answers",
        ),
        Step(
            "probabilities",
            mark("Are the ten bars shares of one whole? That depends on the bend."),
            in_all,
            ("about_outputs", "softmax_steps"),
            shows="answers",
        ),
        Step(
            "probabilities",
            mark("Softmax takes exp of every sum. A small lead becomes a large factor."),
            how_many_times,
            ("answers", "softmax_steps"),
            shows="answers",
        ),
        Step("probabilities", mark("How near was it?"), one_more, ("softmax_steps",), shows="answers"),
        Step(
            "activations",
            mark(
                "The first book forgot to scale its pixels once, and its accuracy fell from 0.9352 to 0.9207: the"
                " sums were 255 times too large, and NumPy warned of an overflow. It went unnoticed, because "
                "sigmoid hides it."
            ),
            would_overflow,
        ),
        Step(
            "activations",
            mark("Divide all sums by the same number before softmax, and it becomes less sure."),
            half_the_sums,
            ("softmax",),
            shows="softmax",
        ),
    ),
    exit_question=mark("Why does it make no difference to the shares if 100 is added to all ten sums?"),
)
