"""The living picture: nodes joined by lines, each as wide as what passes, and what share of the truth they are."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.arithmetic import node_sum
from mnistnet.lines import Gap, Lines, Scene, errors, scene
from mnistnet.words import say
from pages.ui.bench import bench, terms, written_out
from pages.ui.bench.lit import is_chosen, light
from pages.ui.bench.living_subject import SHARE, Subject
from pages.ui.bench.living_words import MOST, in_words, words_of
from pages.ui.holdings import offered
from pages.ui.kit import record
from pages.ui.kit.viewport import is_half, is_phone
from pages.ui.state import value_of

OPEN = "open"
HEIGHT, HEIGHT_ON_PHONE = 400, 284  # pixels: with the board in the first screen
NOTED = 5000  # lines that are taken home
BACK = 40  # lines on which the error comes back
HERE = Path(__file__).parent
SCRIPTS = ("living", "network", "reading")  # one module together

_picture = st.components.v2.component(
    "mnistnet_living",
    html="""<div class="net"><canvas tabindex="0" role="application"></canvas>
<div class="below"><button type="button"></button><span class="says" aria-live="polite"></span></div></div>""",
    css=HERE.joinpath("living.css").read_text(encoding="utf-8"),
    js=offered.code("\n".join(HERE.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)),
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
        "words": words_of(subject),
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
