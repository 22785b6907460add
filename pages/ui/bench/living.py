"""The living picture: nodes joined by lines, each as wide as what passes, and what share of the truth they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.arithmetic import node_sum
from mnistnet.lines import Gap, Lines, Scene, answered, carried, errors, scene
from mnistnet.words import mark, plural, say
from pages.ui.bench import bench, terms, written_out
from pages.ui.bench.lit import is_chosen, light, lit_node
from pages.ui.holdings import offered
from pages.ui.kit import choices, record
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_half, is_phone
from pages.ui.state import value_of

LINES, LINES_OF = "lines", "lines_of"
OPEN = "open"
ALL, USUAL = 0, 30
COUNTS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 1000, 3000, 10_000, ALL)
HEIGHT, HEIGHT_ON_PHONE = 400, 284  # pixels: with the board in the first screen
MOST = 300  # lines of a gap that are drawn
NOTED = 5000  # lines that are taken home
BACK = 40  # lines on which the error comes back
SHARE, CARRY = "share", "carry"
MODES = {SHARE: mark("What made the answer"), CARRY: mark("What each node sends")}
HERE = Path(__file__).parent
SCRIPTS = ("living", "network", "reading")  # one module together

_picture = st.components.v2.component(
    "mnistnet_living",
    html="""<div class="net"><canvas tabindex="0" role="application"></canvas>
<div class="below"><button type="button"></button><span class="says" aria-live="polite"></span></div></div>""",
    css=HERE.joinpath("living.css").read_text(encoding="utf-8"),
    js=offered.code("\n".join(HERE.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)),
)


@dataclass(frozen=True, eq=False)
class Subject:
    """What a living picture shows: a network and a picture, which node is lit, how many lines, and by which measure."""

    network: Network
    image: NDArray[np.uint8]
    lit: tuple[int, int]
    answer: int
    count: int
    mode: str

    @property
    def target(self) -> int:
        """The answer whose making is shown: the one that is lit, else the one that is given."""
        return self.lit[1] if self.is_answer else self.answer

    @property
    def is_answer(self) -> bool:
        """Whether an answer is lit."""
        return self.lit[0] == len(self.network.dense_layers)

    def gaps(self) -> tuple[Gap, ...]:
        """Return what passes between the layers."""
        if self.mode == CARRY:
            return carried(self.network, self.image)
        return answered(self.network, self.image, self.target)


def subject_of(network: Network, image: NDArray[np.uint8], answer: int) -> Subject:
    """Return what the living picture shows of a network that gives this answer, by what was touched and chosen."""
    count, mode = value_of(LINES, USUAL), value_of(LINES_OF, SHARE)
    return Subject(network, image, lit_node(network, answer), answer, count, mode)


def choose() -> None:
    """Show how many lines are drawn, and what they stand for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choices.segmented(
            say("Lines"),
            MODES,
            key=LINES_OF,
            help=say(
                "What made the answer: how far each line moved the sum of the answer that is lit, against blank paper; "
                "orange up, blue down. What each node sends: its output times the weight of the line."
            ),
        )
        everything = say("all of them, 100 %")
        choices.select_slider(
            say("How many"),
            COUNTS,
            key=LINES,
            default=USUAL,
            format_func=lambda count: say("{count:,}", count=count) if count else everything,
            width=260,
        )


def show(subject: Subject, key: str, label: int | None = None, follows_pen: bool = False) -> None:
    """Show the living picture; whoever touches a node lights it up.

    With `follows_pen` it follows the pen on the board in the browser, before the server has heard of the stroke.

    With `label`, the answer that would be right, Play lets the error come back after the signal.
    """
    gaps, net = subject.gaps(), subject.network
    count = subject.count or max(gap.count for gap in gaps)
    room = 20 if is_phone() or is_half() else 32
    seen = scene(net, subject.image, gaps, count, room, subject.lit)
    chosen = f"{subject.lit[0]}:{subject.lit[1]}"
    facts = {
        "lit": chosen,
        "height": HEIGHT_ON_PHONE if is_phone() else HEIGHT,
        "words": _words(subject),
        "ink": tuple(np.ravel(subject.image).tolist()),  # tuples: of each list Streamlit asks whether it is a table
    }
    facts |= {
        "cols": tuple(_columns(gaps, seen, count)),
        "gaps": tuple(_gaps(seen)),
        "shares": net.output_activation != "identity",
    }
    if follows_pen:
        facts |= _live(subject, count, room)
    if label is not None:
        facts["back"] = _back(net, subject.image, label, seen)

    def touch() -> None:
        light(str(getattr(value_of(key), "touched", "") or ""))

    _picture(data=facts, key=key, on_touched_change=touch)
    _note(seen, key)
    st.markdown(in_words(subject, seen))
    if is_chosen():
        _write_out(subject, key)


def _write_out(subject: Subject, key: str) -> None:
    """Show the weights of the node that was touched as a picture, and its sum, term by term."""
    layer, node = subject.lit
    one = node_sum(subject.network, subject.image, layer, node)
    acts = {OPEN: say("Light this node up")} if layer > 1 else {}
    sheet = terms.with_acts(terms.of_node(subject.network, one), acts)
    terms.show(sheet, f"terms_{key}", lambda _, place: light(f"{layer - 1}:{place}"))
    if subject.network is bench.network():
        written_out.link(layer, node, picture=bench.DRAWING)  # what lies on the board


def _live(subject: Subject, count: int, room: int) -> dict[str, Any]:
    """Return what the browser needs to make the scene by itself; its weights come by an address of their own."""
    live = {"share": subject.mode == SHARE, "count": count, "room": room, "lit": subject.lit if is_chosen() else None}
    words = {"of": say("{n} of {all}", n="%n", all="%a"), "share": say("{share} %", share="%s")}
    return {"weights": offered.weights(subject.network), "early": not is_phone(), "live": live | words}


def in_words(subject: Subject, seen: Scene) -> str:
    """Return the receipt: what share of the whole the lines are that are drawn."""
    last, drawn = subject.lit[0] - 1, seen.lines[subject.lit[0] - 1]
    facts: dict[str, Any] = {"carry": plural("This line carries", "These {n:,} lines carry", len(drawn))}
    facts |= {"share": seen.shares[last], "all": seen.among[last], "node": subject.lit[1], "layer": subject.lit[0]}
    if subject.is_answer and subject.mode == SHARE:
        given = subject.target == subject.answer
        words = mark("**{carry} {share:share} of what made it a {node}**, of {all:,} that lead there.")
        other = mark("**{carry} {share:share} of what moved {node}**, of {all:,} that lead there.")
        sentence = say(words if given else other, **facts)
    elif subject.is_answer:
        sentence = say("**{carry} {share:share} of what arrives at {node}**, of {all:,}.", **facts)
    else:
        sentence = say(
            "**{carry} {share:share} of what arrives at node {node} of layer {layer}**, of {all:,}.",
            **facts,
        )
    return paragraph(sentence, _drawn_words(seen), _others(subject, seen))


def _drawn_words(seen: Scene) -> str:
    if max(map(len, seen.lines)) <= MOST:
        return ""
    return say("The {most} strongest of each gap are drawn.", most=MOST)


def _others(subject: Subject, seen: Scene) -> str:
    """Return what the lines of the first gap carry, where another is told of first."""
    if len(seen.lines) < 2 or subject.lit[0] == 1:
        return ""
    return say(
        "Between the pixels and the first layer {n:,} of {all:,} lines carry {share:share}.",
        n=len(seen.lines[0]),
        all=seen.among[0],
        share=seen.shares[0],
    )


def _columns(gaps: tuple[Gap, ...], seen: Scene, count: int) -> list[dict[str, Any]]:
    columns: list[dict[str, Any]] = [{"rows": 28, "nodes": [], "more": 0}]
    for gap, column in zip(gaps, seen.columns, strict=True):
        most = float(np.abs(column.outputs).max(initial=0)) or 1.0
        columns.append(
            {
                "nodes": list(column.nodes),
                "rows": column.rows,
                "more": column.left_out,
                "light": _short(column.outputs / (most if most > 1 or column is not seen.columns[-1] else 1.0)),
                "outputs": _short(column.outputs),
                "paid": _short(gap.carry(np.array(column.nodes), count)) if column.rows == 1 else [],
            }
        )
    return columns


def _gaps(seen: Scene) -> list[dict[str, Any]]:
    return [
        {
            "lines": drawn(lines),
            "share": say("{share:share}", share=share),
            "of": say("{n:,} of {all:,}", n=len(lines), all=among),
        }
        for lines, share, among in zip(seen.lines, seen.shares, seen.among, strict=True)
    ]


def drawn(lines: Lines) -> list[list[float]]:
    """Return lines as a browser takes them: from, to, value."""
    few = zip(lines.senders[:MOST].tolist(), lines.receivers[:MOST].tolist(), _short(lines.values[:MOST]), strict=True)
    return [list(one) for one in few]


def _back(net: Network, image: NDArray[np.uint8], label: int, seen: Scene) -> dict[str, Any] | None:
    """Return how the error comes back, for the nodes that are shown; None where nothing can be learned."""
    try:
        found = errors(net, image, label)
    except ValueError:
        return None
    nodes = []
    for delta, column in zip(found.deltas, seen.columns, strict=True):
        most = float(np.abs(delta).max()) or 1.0
        nodes.append(_short(delta[list(column.nodes)] / most))
    lines = [drawn(found.handed_back(net, k, BACK)) for k in range(2, len(found.deltas) + 1)]
    return {"nodes": nodes, "gaps": [[], *lines]}


def _short(values: NDArray[np.floating]) -> list[float]:
    """Return numbers to four figures: what an eye can tell apart, and short on the wire."""
    return [float(f"{value:.4g}") for value in values]


def _words(subject: Subject) -> dict[str, str]:
    return {
        "alt": say(
            "The network as nodes and lines: the picture at the left, its layers, and the ten answers at the right; "
            "it gives {answer}.",
            answer=subject.answer,
        ),
        "keys": say("Arrow keys go from node to node, Enter opens one, Escape lets it go."),
        "rest": "" if is_chosen() else say("Touch a node to see what it hears and what it says."),
        "node": say(
            "Node {node} of layer {layer} sends {value}. Its {n} strongest lines carry {paid} of what arrives there.",
            node="%n",
            layer="%l",
            value="%v",
            n=say("{count:,}", count=subject.count) if subject.count else say("all"),
            paid="%p",
        ),
        "answer": say(
            "Answer {node}: {value}. Its {n} strongest lines carry {paid} of what arrives there.",
            node="%n",
            value="%v",
            n=say("{count:,}", count=subject.count) if subject.count else say("all"),
            paid="%p",
        ),
        "other": say(
            "Answer {node}: {value}. Open it to see what spoke for it and what against it.", node="%n", value="%v"
        )
        if subject.mode == SHARE
        else "",
        "place": say("Node {node} of layer {layer} sends {value}.", node="%n", layer="%l", value="%v"),
        "play": say("Play"),
        "stop": say("Stop"),
        "on": say("Go on"),
        "passing": say("The signal has reached layer {layer}.", layer="%l"),
        "back": say("The error comes back: violet is what each node has to answer for."),
    }


def _note(seen: Scene, key: str) -> None:
    """Note the lines for whoever takes the page home."""
    # copies: of all lines of a large network nothing else is to be held
    drawn = [
        (one.senders[:NOTED].copy(), one.receivers[:NOTED].copy(), one.values[:NOTED].copy()) for one in seen.lines
    ]
    record.note_table(key, say("The lines that are drawn"), partial(_table, drawn))


def _table(drawn: Sequence[tuple[NDArray[Any], ...]]) -> pd.DataFrame:
    frames = [
        pd.DataFrame({"layer": k, "from": senders, "to": receivers, "carries": values})
        for k, (senders, receivers, values) in enumerate(drawn, 1)
    ]
    return pd.concat(frames).head(NOTED)
