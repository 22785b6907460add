"""Why this answer and not that one: one large picture of the ink and one sentence that is read off it."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures import large_map
from mnistnet.influence import contrast
from mnistnet.influence.regions import NAMES, gathered
from mnistnet.words import say
from pages.ui.holdings import results
from pages.ui.kit import choices, record
from pages.ui.kit.pictures import STAGE, show_coloured_ink
from pages.ui.kit.text import number, paragraph
from pages.ui.state import set_value

Drawn = NDArray[np.uint8]  # shape (28, 28)
Outputs = NDArray[np.floating]  # shape (classes,)
WHY_NOT = "why_not"
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


def show(digit: Drawn, one: Network, outputs: Outputs, chosen: int | str, ending: str) -> None:
    """Show what spoke for a network's answer and what for the other, on the ink, with a sentence."""
    ranked, sums = _ranked(outputs), one.views[-2]
    best, other = ranked[0], ranked[1] if chosen in (SECOND, ranked[0]) else int(chosen)
    difference = contrast(results.live_maps(one, digit, [sums]), sums, best, other)
    alt = say("The ink: orange spoke for {best}, blue for {other}, grey for neither.", best=best, other=other)
    unit = say("for {best} over {other}, in {sums}", best=best, other=other, sums=sums)
    record.note_figure(f"why{ending}", alt, large_map(difference, unit=unit))
    with st.container(key=f"because{ending}", horizontal=True, gap="medium"):
        with st.container(width=STAGE, key=f"ink{ending}"):
            show_coloured_ink(digit, difference, alt)
        with st.container(width="stretch"):
            st.markdown(f"### {sentence(difference, digit, best, other, other == ranked[1])}")
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
