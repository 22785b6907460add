"""The lesson about influence: what single pixels did to the answer, alone and together."""

import numpy as np

from mnistnet.lessons.asking import alike, between, digit, larger, narrowed
from mnistnet.lessons.lesson import AS_AT_FIRST, Lesson, Step
from mnistnet.lessons.questions import Choice, Number, Pick
from mnistnet.lessons.scene import Scene, ranked
from mnistnet.lessons.wiping import alone_in, erased_until_changed, lead_lost, sum_lost
from mnistnet.words import mark, say


def strongest_pixel(scene: Scene) -> Pick:
    """Ask where one pixel alone does most to the answer."""
    alone = alone_in(scene)
    row, column = (int(one) for one in np.unravel_index(np.abs(alone).argmax(), alone.shape))
    rows, columns = alone.shape
    return Pick(
        words=say(
            "Put one pixel of the picture on blank paper: which one changes the sum of {best} most? Name its row "
            "(0 is the top) and its column.",
            best=scene.best,
        ),
        hints=(
            say("Only a pixel with ink can do anything: the blank ones are as they were."),
            say("It lies in row {row}.", row=row),
        ),
        reason=say(
            "Row {row}, column {column}: alone it changes the sum by {change:+.3f}.",
            row=row,
            column=column,
            change=float(alone[row, column]),
        ),
        names=(say("row"), say("column")),
        right=(row, column),
        highest=(rows - 1, columns - 1),
        slack=3,
    )


def which_half(scene: Scene) -> Choice:
    """Ask whose loss costs the answer more, the upper or the lower half."""
    rows = len(scene.image) // 2
    upper, lower = scene.image.copy(), scene.image.copy()
    upper[:rows] = 0
    lower[rows:] = 0
    top, bottom = (sum_lost(scene, image) for image in (upper, lower))
    return Choice(
        words=say(
            "Each half of the picture is wiped in turn. Which of the two does the answer {best} need more?",
            best=scene.best,
        ),
        hints=(
            say("Where is most of the ink that only a {best} has?", best=scene.best),
            say("Without its upper half the sum of {best} falls by {top:.2f}.", best=scene.best, top=top),
        ),
        reason=say(
            "Without the upper half its sum falls by {top:.2f}, without the lower one by {bottom:.2f}.",
            top=top,
            bottom=bottom,
        ),
        options={"upper": say("the upper half"), "lower": say("the lower half")} | alike(),
        right=larger({"upper": top, "lower": bottom}),
    )


def which_side(scene: Scene) -> Choice:
    """Ask which side speaks for the answer against the second."""
    middle = scene.image.shape[1] // 2
    left, right = scene.image.copy(), scene.image.copy()
    left[:, :middle] = 0
    right[:, middle:] = 0
    lost_left, lost_right = (lead_lost(scene, image) for image in (left, right))
    return Choice(
        words=say(
            "{best} or {second}? Which side of the picture speaks more for {best} against {second}?",
            best=scene.best,
            second=scene.second,
        ),
        hints=(
            say(
                "Orange speaks for {best}, blue for {second}: which side has more orange?",
                best=scene.best,
                second=scene.second,
            ),
            say("Without its left side the lead of {best} falls by {lost:.2f}.", best=scene.best, lost=lost_left),
        ),
        reason=say(
            "Without the left side the lead falls by {left:.2f}, without the right side by {right:.2f}.",
            left=lost_left,
            right=lost_right,
        ),
        options={"left": say("the left side"), "right": say("the right side")} | alike(),
        right=larger({"left": lost_left, "right": lost_right}),
    )


def how_many_erased(scene: Scene) -> Number:
    """Ask how many pixels have to go until the answer changes."""
    count, ink = erased_until_changed(scene), int(np.count_nonzero(scene.image))
    return Number(
        words=say(
            "{ink} pixels hold ink. They are wiped one after the other, the one first that helps {best} most. How"
            " many must go until it answers something else?",
            ink=ink,
            best=scene.best,
        ),
        hints=(
            say(
                "It is fewer than all of them: the last ones still look like something, but not like a {best}.",
                best=scene.best,
            ),
            between(count, max(10, ink // 3), 0, ink),
        ),
        reason=say("After {count} of {ink} pixels it answers something else.", count=count, ink=ink),
        value=count,
        tolerance=max(8, ink // 6),
        low=0,
        high=784,
        unit=say("pixels"),
    )


def more_than_its_parts(scene: Scene) -> Choice:
    """Ask whether the pixels together do more than the sum of what each does alone."""
    alone = float(alone_in(scene).sum())
    together = sum_lost(scene, np.zeros_like(scene.image))
    return Choice(
        words=say(
            "Every pixel alone does something to the sum of {best}. All of that added up: is it more or less than"
            " what the picture does as a whole?",
            best=scene.best,
        ),
        hints=(
            say("The bends make pixels act together: two strokes can mean more than each by itself, or less."),
            say("As a whole the picture changes the sum by {together:+.2f}.", together=together),
        ),
        reason=say(
            "Alone and added up: {alone:+.2f}. As a whole: {together:+.2f}. What lies between, pixels do only "
            "together.",
            alone=alone,
            together=together,
        ),
        options={"more": say("more"), "less": say("less")},
        right="more" if alone > together else "less",
    )


def mean_of_its_kind(scene: Scene) -> Pick:
    """Ask what it answers to the mean of all digits of a label."""
    chosen = scene.digits.images[scene.digits.labels == scene.meant]
    mean = np.rint(chosen.mean(axis=0)).astype(np.uint8) if len(chosen) else scene.image
    outputs = scene.network.predict(mean)[0]
    order = ranked(outputs)
    best = order[0]
    return digit(
        say(
            "Lay all test digits with the label {meant} over each other and take the mean. What does it answer to"
            " that blur?",
            meant=scene.meant,
        ),
        best,
        say(
            "It answers {best} with {sure:share}, although nobody ever wrote it like that.",
            best=best,
            sure=float(outputs[best]),
        ),
        narrowed(order),
    )


ANSWERS = {"view": "sums", "node": AS_AT_FIRST, "method": AS_AT_FIRST}
LESSON = Lesson(
    key="pixels",
    title=mark("What did each pixel do?"),
    audience=mark("From 15 years on"),
    minutes=25,
    objectives=(
        mark("read an influence map: what is orange, what is blue, in which unit"),
        mark("tell what a pixel does alone from what pixels do together"),
        mark("check a map by wiping what it calls important"),
    ),
    codes=("AI4K12 1-B-ii", "AI4K12 5-A-iii", "CSTA 3B-AP-08"),
    vocabulary=("influence", "baseline", "interaction"),
    steps=(
        Step(
            "influence",
            mark("Each map is the sum of one answer. Orange pixels push it up, blue ones pull it down."),
            strongest_pixel,
            ("mosaic", "opened", "close_up"),
            ANSWERS | {"method": "one_pixel"},
            shows="mosaic",
        ),
        Step(
            "trust",
            mark("A map claims what matters. The test is simple: wipe it, and look what becomes of the answer."),
            which_half,
            ("film", "curves"),
            shows="film",
        ),
        Step(
            "influence",
            mark("Why this digit and not that? Under “One node, closer” two answers are held against each other."),
            which_side,
            ("mosaic", "opened", "close_up"),
            ANSWERS | {"closer": "why_not"},
            shows="close_up",
        ),
        Step(
            "trust",
            mark("The film wipes the most important pixels first."),
            how_many_erased,
            ("film", "curves"),
            shows="film",
        ),
        Step(
            "influence",
            mark("“Alone” puts one pixel on blank paper. “Together” is what it adds in the company of the others."),
            more_than_its_parts,
            ("opened", "close_up"),
            ANSWERS | {"closer": "alone_and_together"},
            shows="close_up",
        ),
        Step(
            "what_it_sees",
            mark("Turn it round: which picture does the network like best? Guess; then choose “Mean digit” and look."),
            mean_of_its_kind,
            shows="ten",
        ),
    ),
    exit_question=mark(
        "A map shows a blue spot where there is no ink at all. What can that mean, and how would you check it?"
    ),
)
