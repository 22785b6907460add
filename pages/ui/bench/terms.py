"""A sum written out: two pictures multiplied, the largest terms as a receipt, and each place lit in all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.arithmetic import NodeSum, Products
from mnistnet.words import mark, say
from pages.ui.holdings import offered
from pages.ui.kit import record
from pages.ui.kit.text import number
from pages.ui.kit.viewport import is_phone
from pages.ui.state import value_of

TERMS, TERMS_ON_PHONE = 10, 6
PIXEL, NODE, ANSWER = mark("row %r, column %c"), mark("node %n"), mark("answer %n")
HERE = Path(__file__).parent

_sheet = st.components.v2.component(
    "mnistnet_terms",
    html="""<div class="sheet"><div class="pictures">
<figure><figcaption></figcaption><canvas tabindex="0" role="application"></canvas></figure>
<span aria-hidden="true">×</span><figure><figcaption></figcaption><canvas></canvas></figure>
<span aria-hidden="true">=</span><figure><figcaption></figcaption><canvas></canvas></figure></div>
<div class="list"><ol></ol><p class="says" aria-live="polite"></p><div class="acts"></div></div></div>""",
    css=HERE.joinpath("terms.css").read_text(encoding="utf-8"),
    js=offered.code(HERE.joinpath("terms.js").read_text(encoding="utf-8")),
)


@dataclass(frozen=True)
class End:
    """A line below the terms: what it is called, its number as it is written, and how long its bar is."""

    name: str
    text: str
    value: float | None = None
    is_total: bool = False


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sum of products as it is shown.

    Attributes
    ----------
    products : Products
    shape : (int, int)
        Of the grid in which the places stand.
    titles : (str, str, str)
        Of the three pictures: what comes, what it is multiplied with, and the products.
    place : str
        What a place is called: `PIXEL`, `NODE` or `ANSWER`.
    is_ink : bool
        Whether the first picture is drawn as ink: nothing in it is below 0.
    ends : sequence of End
        What follows below the terms that are left over.
    acts : mapping of str to str
        What can be done with a place, by id.
    at_once : str
        The id of what is done as soon as a place is clicked; empty where buttons do it.
    lit : int or None
        The place that is lit at first.
    adds_up : bool
        Whether the products are added up; else each stands for itself.
    """

    products: Products
    shape: tuple[int, int]
    titles: tuple[str, str, str]
    place: str
    is_ink: bool
    ends: Sequence[End]
    acts: Mapping[str, str] = field(default_factory=dict)
    at_once: str = ""
    lit: int | None = None
    adds_up: bool = True


def show(sheet: Sheet, key: str, picked: Callable[[str, int], None] | None = None) -> None:
    """Show a sum written out; `picked` is told what is to be done, and with which place."""
    products = sheet.products
    shown = products.largest(most())
    count, rest = products.rest(shown)
    others = End(say("and {n:,} smaller ones", n=count), *((number(rest), rest) if sheet.adds_up else ("", None)))
    ends = [others, *sheet.ends] if count else [*sheet.ends]
    facts = {"shape": list(sheet.shape), "titles": list(sheet.titles), "is_ink": sheet.is_ink, "terms": shown.tolist()}
    facts |= {"places": products.places.tolist(), "lit": sheet.lit, "at_once": sheet.at_once}
    facts |= {"first": short(products.first), "second": short(products.second), "products": short(products.values)}
    facts["ends"] = [{"name": e.name, "text": e.text, "value": e.value, "total": e.is_total} for e in ends]
    facts["acts"] = [{"id": act, "label": label} for act, label in sheet.acts.items()]
    facts["words"] = _words(sheet)

    def pick() -> None:
        told = getattr(value_of(key), "picked", None)
        act, place = (told.get("act"), told.get("place")) if isinstance(told, Mapping) else (None, None)
        if picked is None or act not in (*sheet.acts, sheet.at_once):
            return
        if isinstance(place, int) and place in products.places:
            picked(str(act), place)

    _sheet(data=facts, key=key, on_picked_change=pick)
    record.note_table(key, sheet.titles[2], partial(_table, sheet))


def most() -> int:
    """Return how many terms are shown one by one."""
    return TERMS_ON_PHONE if is_phone() else TERMS


def of_node(network: Network, one: NodeSum) -> Sheet:
    """Return how the sum of a node is shown."""
    is_first, along_rows = one.layer == 1, len(network.view_shapes[f"a{one.layer}"]) == 2
    shape = network.image_shape if is_first else grid_of(network, one.layer - 1)
    came = say("the picture's row") if is_first and along_rows else say("the picture")
    titles = (came if is_first else say("sent by layer {k}", k=one.layer - 1), say("its weights"), say("products"))
    total = End(say("the sum a{layer}", layer=one.layer), number(one.sum), is_total=True)
    bias = End(say("bias"), number(one.bias), one.bias)
    sent = End(say("{bend} makes of it z{layer}", bend=one.activation, layer=one.layer), figure(one.output))
    is_ink = bool((one.products.first >= 0).all())
    return Sheet(one.products, shape, titles, PIXEL if is_first else NODE, is_ink, (bias, total, sent))


def with_acts(sheet: Sheet, acts: Mapping[str, str], at_once: str = "", lit: int | None = None) -> Sheet:
    """Return a sheet with what can be done with its places."""
    return replace(sheet, acts=acts, at_once=at_once, lit=lit)


def grid_of(network: Network, layer: int) -> tuple[int, int]:
    """Return the grid in which the nodes of a layer are laid out: its rows, or something like a square."""
    shape = network.view_shapes[f"z{layer}"]
    if len(shape) == 2:
        return shape[0], shape[1]
    across = ceil(sqrt(shape[0] * 1.6))
    return ceil(shape[0] / across), across


def figure(value: float) -> str:
    """Return a number to three figures, with a true minus sign and without a plus; nothing is 0, not −0."""
    return say("{value:.3g}", value=value + 0.0).replace("-", "−")


def fine(value: float) -> str:
    """Return a number to six figures, for what differs by little from a round one."""
    return say("{value:.6g}", value=value + 0.0).replace("-", "−")


def short(values: NDArray[Any]) -> list[float]:
    """Return numbers to three figures, as they are written beside each other."""
    return [float(f"{value:.3g}") for value in values]


def _words(sheet: Sheet) -> dict[str, str]:
    alt = say("{first}, {second} and {products}, place by place.", **_named(sheet))
    keys = say("Arrow keys go from place to place, Enter keeps one lit.")
    rest = say("Touch a place or a line to see where it belongs.")
    return {"alt": f"{alt} {keys}", "rest": rest, "place": say(sheet.place), "point": say("{x:.1f}", x=0.5)[1]}


def _named(sheet: Sheet) -> dict[str, str]:
    return dict(zip(("first", "second", "products"), sheet.titles, strict=True))


def _table(sheet: Sheet) -> pd.DataFrame:
    """Return all terms for whoever takes the page home, the largest first."""
    order = np.argsort(-np.abs(sheet.products.values), kind="stable")
    columns = {"place": sheet.products.places, "first": sheet.products.first, "second": sheet.products.second}
    return pd.DataFrame(columns | {"product": sheet.products.values}).iloc[order]
