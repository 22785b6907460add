"""The lesson about examples: what a network has met, and how often, is what it knows."""

import numpy as np

from mnistnet.lessons.asking import between, digit, narrowed, percent
from mnistnet.lessons.lesson import Lesson, Step
from mnistnet.lessons.questions import Number, Pick
from mnistnet.lessons.scene import Array, Scene, ranked
from mnistnet.mistakes import nearest_digits
from mnistnet.words import mark, say


def hardest_digit(scene: Scene) -> Pick:
    """Ask which digit is misread most; of equals the one to which it gives least."""
    wrong = 1 - np.nan_to_num(scene.exam.accuracy_by_label, nan=1.0)
    order = [int(one) for one in np.lexsort((np.diagonal(_mean_outputs(scene)), -wrong))]
    reason = say("Of the {worst}s it misreads {wrong:share}.", worst=order[0], wrong=float(wrong[order[0]]))
    words = say("Which digit does it misread most often, measured by how many there are of it?")
    return digit(words, order[0], reason, narrowed(order), pictured=False)


def worst_confusion(scene: Scene) -> Pick:
    """Ask for the most frequent mistake; of equals the one that was given most."""
    counts = scene.exam.confusion
    closeness = counts + _mean_outputs(scene) / 2
    np.fill_diagonal(closeness, -1)
    label, answer = (int(one) for one in np.unravel_index(closeness.argmax(), closeness.shape))
    most = int(counts[label, answer])
    return Pick(
        words=say("Which mistake does it make most often? Name the label and the answer."),
        hints=(
            say("Which two digits look alike when they are written in a hurry?"),
            say("The label is {label}.", label=label),
        ),
        reason=say("{count} times it read a {label} as a {answer}.", count=most, label=label, answer=answer),
        names=(say("label"), say("answer")),
        right=(label, answer),
        highest=(len(counts) - 1, len(counts) - 1),
        pictured=False,
    )


def _mean_outputs(scene: Scene) -> Array:
    """Return what the digits of each label (row) get on the mean from each output (column); 0 for no digits."""
    kinds = np.eye(scene.exam.classes)[scene.exam.labels]
    sums: Array = kinds.T @ scene.exam.outputs / np.maximum(kinds.sum(axis=0), 1)[:, None]
    return sums


def how_many_such(scene: Scene) -> Number:
    """Ask how many test digits carry the label of the picture."""
    count, whole = int((scene.digits.labels == scene.meant).sum()), len(scene.digits)
    return Number(
        words=say("How many of the {whole:,} test digits are a {meant}?", whole=whole, meant=scene.meant),
        hints=(
            say("There are ten digits, and they are about equally frequent."),
            between(count, max(4, whole // 40), 0, whole),
        ),
        reason=say("{count} of {whole:,}, {part:share}.", count=count, whole=whole, part=count / whole),
        value=count,
        tolerance=max(2, whole // 60),
        low=0,
        high=whole,
    )


def nearest_one(scene: Scene) -> Pick:
    """Ask for the label of the most similar other digit."""
    others = [one for one in nearest_digits(scene.image, scene.digits, 2) if one.distance > 0]
    near = others[0]
    labels = ", ".join(map(str, sorted({near.label, scene.second, scene.best})))
    return digit(
        say("Of all other test digits one is most like this picture, pixel by pixel. What is its label?"),
        near.label,
        say("It is test digit {number}, a {label}.", number=near.number, label=near.label),
        (
            say("Mostly, but not always, the nearest one is of the same kind."),
            say("It is one of {digits}.", digits=labels),
        ),
    )


def how_many_right(scene: Scene) -> Number:
    """Ask how many digits like this are read right."""
    mine = scene.exam.labels == scene.meant
    part = float(scene.exam.right[mine].mean()) if mine.any() else 0.0
    words = say(
        "What percentage of all {meant}s does {network} read right?", meant=scene.meant, network=scene.network.name
    )
    reason = say("{part:share} of the {count} {meant}s.", part=part, count=int(mine.sum()), meant=scene.meant)
    return percent(words, part, reason, say("In all it reads {all:share} right.", all=scene.exam.accuracy), 8, False)


def never_seen(scene: Scene) -> Pick:
    """Ask what the digits of a label would be read as if its output were missing."""
    outputs = scene.exam.outputs[scene.exam.labels == scene.meant].copy()
    outputs[:, scene.meant] = -1
    counts = np.bincount(outputs.argmax(axis=1), minlength=outputs.shape[1])
    order = ranked(counts)
    also = frozenset(one for one in order if counts[one] == counts[order[0]])
    return digit(
        say("If it could not answer {meant}, as which digit would it read most of the {meant}s?", meant=scene.meant),
        order[0],
        say(
            "{count} of {whole} would be read as {other}. A network that never met a {meant} does much the same.",
            count=int(counts[order[0]]),
            whole=len(outputs),
            other=order[0],
            meant=scene.meant,
        ),
        narrowed(order),
        also,
        pictured=False,
    )


LESSON = Lesson(
    key="examples",
    title=mark("Examples make the network"),
    audience=mark("From 13 years on"),
    minutes=25,
    objectives=(
        mark("read a confusion matrix"),
        mark("say what a network does with a digit that it never met"),
        mark("say why digits to judge by must not be digits that were learned from"),
    ),
    codes=("AI4K12 3-C-i", "AI4K12 3-C-ii", "AI4K12 3-C-iii", "CSTA 3B-AP-08"),
    vocabulary=("label", mark("training digits"), mark("test digits"), mark("confusion matrix")),
    steps=(
        Step(
            "mistakes",
            mark("These are the digits that it misreads. Not all digits are equally hard."),
            hardest_digit,
            ("by_label", "confusion"),
            shows="by_label",
        ),
        Step(
            "mistakes",
            mark("The confusion matrix counts every label (row) and answer (column)."),
            worst_confusion,
            ("confusion",),
            shows="confusion",
        ),
        Step(
            "my_data",
            mark("These it never learned from: it learned from others, written by the same kind of people."),
            how_many_such,
            ("data_labels",),
        ),
        Step(
            "map",
            mark("Each point is one test digit. Those that the network finds alike lie side by side."),
            nearest_one,
            shows="map",
        ),
        Step("compare", mark("Two networks, the same digits: what one reads, the other may not."), how_many_right),
        Step(
            "mistakes",
            mark("Somebody leaves one digit out, and nobody ever shows it to the network."),
            never_seen,
            ("confusion",),
            shows="confusion",
        ),
    ),
    exit_question=mark("A network is to read the handwriting of your class. What would you have to collect?"),
)
