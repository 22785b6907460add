"""A row model is described in one line, such as "75, 50 middle, 25, 10": the nodes of each layer, and its name."""

import re
from collections.abc import Sequence

from mnistnet.limits import bounds
from mnistnet.training import LayerPlan, Settings
from mnistnet.words import mark, say

__all__ = ["ROW_LAYERS", "check_names", "row_plans", "row_settings"]

ROW_LAYERS = "75, 50, 25, 10"
FLATTEN, ANSWER = "flatten", "answer"
LONGEST = bounds.NAME.most  # characters of a name
PLAIN = re.compile(r"[^\W_][\w .,()+-]*")  # no sign in it means anything in Markdown, HTML, LaTeX or a spreadsheet
MOST_LAYERS = bounds.LAYERS.most - 2  # beside the Flatten layer and the outputs
HOW = mark(
    'Write the layers as numbers of nodes with commas between them, each with a name if you like: "75, 50 middle".'
)


def row_plans(layers: str, classes: int, activation: str = "relu", output: str = "softmax") -> tuple[LayerPlan, ...]:
    """Return the plans of a row model: dense layers along the rows, a Flatten, and a dense layer of outputs.

    Parameters
    ----------
    layers : str
        Numbers of nodes with commas between them, each with a name behind it if wanted; "flatten NAME" and
        "answer NAME" at the end name the last two layers. Without a name a layer of 75 nodes is called "rows 75".
    classes : int
    activation, output : str
        Of the layers along the rows, and of the outputs.

    Raises
    ------
    ValueError
        With a sentence for people, if the line cannot be read, two layers have the same name, or the numbers
        are impossible.
    """
    ends, rows = {FLATTEN: FLATTEN, ANSWER: ANSWER}, []
    for part in filter(None, map(str.strip, layers.replace(";", ",").split(","))):
        head, _, name = part.partition(" ")
        if head in ends:
            ends[head] = name.strip() or head
        elif head.isdecimal() and len(head) < 7:
            rows.append((int(head), name.strip()))
        else:
            raise ValueError(say("{how} “{part}” is neither.", how=say(HOW), part=part[:LONGEST]))
    if not 1 <= len(rows) <= MOST_LAYERS:
        raise ValueError(
            say(
                "A row model has 1 to {most} layers along the rows, not {count}.",
                most=MOST_LAYERS,
                count=len(rows),
            )
        )
    names = (*_named(rows), ends[FLATTEN], ends[ANSWER])
    check_names(names)
    plans = [LayerPlan(units, activation, name) for (units, _), name in zip(rows, names, strict=False)]
    return (*plans, LayerPlan(None, name=ends[FLATTEN]), LayerPlan(classes, output, ends[ANSWER]))


def row_settings(
    classes: int,
    layers: str = ROW_LAYERS,
    *,
    activation: str = "relu",
    name: str = "row model",
    epochs: int = 10,
    learning_rate: float = 0.001,
    seed: int = 1,
) -> Settings:
    """Return the settings that train a row model, with Adam on the cross-entropy of a softmax.

    Parameters
    ----------
    classes, layers, activation
        As for `row_plans`.
    name, epochs, learning_rate, seed
        As for `mnistnet.training.Settings`.

    Raises
    ------
    ValueError
        With a sentence for people, if they are impossible.
    """
    return Settings(
        row_plans(layers, classes, activation),
        name=name,
        along_rows=True,
        optimiser="adam",
        learning_rate=learning_rate,
        batch_size=20,
        epochs=epochs,
        seed=seed,
    )


def _named(rows: Sequence[tuple[int, str]]) -> list[str]:
    """Return a name for every layer: its own, or "rows 75"; two without a name do not get the same."""
    names: list[str] = []
    for i, (units, name) in enumerate(rows, 1):
        usual = f"rows {units}"
        names.append(name or (f"{usual}, layer {i}" if usual in names else usual))
    return names


def check_names(names: Sequence[str]) -> None:
    """Raise ValueError, with a sentence, if layers cannot be called so: each needs a name of its own."""
    for i, name in enumerate(names):
        if len(name) > LONGEST or not PLAIN.fullmatch(name):
            raise ValueError(
                say(
                    "A layer's name has up to {most} letters, digits, spaces, points, brackets, hyphens and pluses; "
                    "a letter or a digit comes first.",
                    most=LONGEST,
                )
            )
        if name in ("input", *names[:i]):
            raise ValueError(say("Two layers are called “{name}”; give each a name of its own.", name=name))
