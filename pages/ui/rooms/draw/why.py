"""Why this answer and not that one: one large picture of the ink and one sentence that is read off it."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures import large_map
from mnistnet.figures.chart import Chart
from mnistnet.influence import contrast
from mnistnet.influence.regions import NAMES, gathered
from mnistnet.words import say
from pages.ui.bench.side_by_side import BESIDE, side_by_side
from pages.ui.holdings import results
from pages.ui.holdings.told_apart import text_of
from pages.ui.kit import choices, record
from pages.ui.kit.near import when_near
from pages.ui.kit.pictures import STAGE, show_coloured_ink
from pages.ui.kit.text import number, paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.state import set_value

Drawn = NDArray[np.uint8]  # shape (28, 28)
Outputs = NDArray[np.floating]  # shape (classes,)
WHY_NOT = "why_not"
HEIGHTS, HEIGHT_ON_PHONE = {1: 296, 2: 528}, 490  # pixels that the ink takes with its sentence, by how many networks
SECOND = "second"  # not a digit: whichever comes second
HARDLY = 0.1  # of what speaks for an answer: less than that on the other side is hardly anything


def ask(place: int) -> None:
    """Ask why the answer is not this one, from a click on its bar."""
    set_value(WHY_NOT, place)


def choose(outputs: Outputs) -> int | str:
    """Show the choice of the answer to compare with the best of these, and return it."""
    _, second, *others = _ranked(outputs)
    label = say("{second}, the second", second=second)
    options: dict[int | str, str] = {SECOND: label} | {int(one): str(one) for one in sorted(others)}
    return choices.segmented(say("Why not …?"), options, key=WHY_NOT)


def show(digit: Drawn, outputs: Mapping[Network, Outputs], chosen: int | str) -> None:
    """Show what spoke for the answer of each network and what for the other, as soon as it comes near the window."""
    about = text_of(digit, list(outputs), chosen)
    height = HEIGHT_ON_PHONE * len(outputs) if is_phone() else HEIGHTS[len(outputs)]
    asked = digit, outputs, chosen
    when_near("why", about, height, partial(side_by_side, partial(_show, *asked)), partial(_note, *asked))


def _note(digit: Drawn, outputs: Mapping[Network, Outputs], chosen: int | str) -> None:
    for one, ending in zip(outputs, ("", BESIDE), strict=False):
        best, other = _compared(outputs[one], chosen)
        record.note_later(f"why{ending}", _alt(best, other), partial(_map, digit, one, best, other))


def _map(digit: Drawn, one: Network, best: int, other: int) -> Chart:
    unit = say("for {best} over {other}, in {sums}", best=best, other=other, sums=one.views[-2])
    return large_map(_difference(digit, one, best, other), unit=unit)


def _difference(digit: Drawn, one: Network, best: int, other: int) -> NDArray[np.floating]:
    """Return what each pixel moved the lead of one answer over another."""
    sums = one.views[-2]
    return contrast(results.live_maps(one, digit, [sums]), sums, best, other)


def _compared(outputs: Outputs, chosen: int | str) -> tuple[int, int]:
    """Return the answer, and that which it is compared with."""
    best, second = _ranked(outputs)[:2]
    return best, second if chosen in (SECOND, best) else int(chosen)


def _alt(best: int, other: int) -> str:
    return say("The ink: orange spoke for {best}, blue for {other}, grey for neither.", best=best, other=other)


def _show(digit: Drawn, outputs: Mapping[Network, Outputs], chosen: int | str, one: Network, ending: str) -> None:
    """Show it for one network, on the ink, with a sentence."""
    best, other = _compared(outputs[one], chosen)
    difference, alt, sums = _difference(digit, one, best, other), _alt(best, other), one.views[-2]
    record.note_later(f"why{ending}", alt, partial(_map, digit, one, best, other))
    with st.container(key=f"because{ending}", horizontal=True, gap="medium"):
        with st.container(width=STAGE, key=f"ink{ending}"):
            show_coloured_ink(digit, difference, alt)
        with st.container(width="stretch"):
            st.markdown(f"### {sentence(difference, digit, best, other, other == _ranked(outputs[one])[1])}")
            st.caption(
                say(
                    "Orange ink spoke for {best}, blue for {other}, grey for neither, against blank paper. Together "
                    "it moves the lead of {best} over {other} by {moved}, measured in {sums}, before the last step.",
                    best=best,
                    other=other,
                    moved=number(float(difference.sum())),
                    sums=sums,
                )
            )


def sentence(difference: NDArray[np.floating], digit: Drawn, best: int, other: int, is_second: bool) -> str:
    """Return in words where on the digit that lies which spoke for an answer, and for the other."""
    pro, con = gathered(difference, digit), gathered(-difference, digit)
    spoke, against = float(difference.clip(0).sum()), float((-difference).clip(0).sum())
    facts = {"best": best, "other": other}
    if pro is None:
        why = say("{best}, and not {other}: what spoke for it is spread over the whole digit.", **facts)
    else:
        why = say(
            "{best}, and not {other}, because of {where}: {part:share} of what spoke for it lies there.",
            **facts,
            where=say(NAMES[pro.region]),
            part=pro.share,
        )
    came = say("{other} came second.", other=other) if is_second else ""
    return paragraph(why, came, _against(facts, None if con is None else say(NAMES[con.region]), spoke, against))


def _against(facts: dict[str, int], where: str | None, spoke: float, against: float) -> str:
    if against > spoke:
        return say(
            "In all, the ink spoke more for {other}: {best} wins because the network leans to it on blank paper.",
            **facts,
        )
    if against < HARDLY * spoke:
        return say("Hardly any ink spoke for {other}.", **facts)
    if where is None:
        return say("For {other} spoke a little of everything.", **facts)
    return say("For {other} spoke {where}.", **facts, where=where)


def _ranked(outputs: Outputs) -> list[int]:
    """Return the answers, the best first."""
    return [int(place) for place in np.argsort(-outputs, kind="stable")]
