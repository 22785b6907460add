"""What is kept from a network: labels, looks, single digits by a click, and how many labels are set wrong."""

import numpy as np
import streamlit as st

from mnistnet import Digits
from mnistnet.figures.sheet import sheet
from mnistnet.limits import bounds
from mnistnet.never_seen import LOOKS, Withheld
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.kit import address, choices
from pages.ui.kit.pictures import grid, show_clickable
from pages.ui.state import mine

RECIPE, NEVER_SEEN = "recipe", "never_seen"
VIEWS = {RECIPE: mark("A recipe"), NEVER_SEEN: mark("What it never sees")}
LOOK_TITLES = {name: look.title for name, look in LOOKS.items()}
SINGLE = "never_digits"
SHOWN = 24  # digits of a label that can be clicked
MOST_SINGLE = bounds.CHOICE_IN_LINK.most // 5  # numbers of up to four figures with commas between them


def choose_view() -> str:
    """Show the switch between the page's two views and return the one chosen."""
    return choices.segmented(say("Train"), VIEWS, key="training_view", label_visibility="collapsed")


def choose() -> Withheld:
    """Show all that can be kept from a network, and return what is."""
    labels = choices.pills(say("Without these digits"), range(10), key="never_labels", default=[4], wrap=True)
    looks = choices.pills(
        say("Without these looks"),
        LOOK_TITLES,
        key="never_looks",
        default=[],
        wrap=True,
        help=say("Of each the quarter of all training digits that has most of it."),
    )
    wrong = choices.slider(say("Labels set wrong"), 0.0, 0.5, key="never_wrong", step=0.05, format="percent")
    with st.popover(say("Single digits")):
        _choose_single(results.embedded("train"))
    return Withheld(tuple(labels), tuple(looks), single(), float(wrong))


def single() -> tuple[int, ...]:
    """Return the numbers of the single training digits that were clicked; a link or a desk may say so at first."""
    remembered = mine().remembered.pop(SINGLE, None)
    told = address.asked(SINGLE) or (None if address.says_all() else remembered)
    if told is not None:
        parts = told.split(",")[:MOST_SINGLE]
        _keep([int(part) for part in parts if part.isascii() and part.isdecimal() and int(part[:6]) < 8000])
    return tuple(mine().choices.get(SINGLE, ()))


def _choose_single(digits: Digits) -> None:
    """Show some training digits of a label; a click keeps one from the network, or gives it back."""
    label = choices.select(say("Digits of label"), range(10), key="never_label", default=7)
    numbers = np.flatnonzero(digits.labels == label)[:SHOWN].tolist()
    gone = single()
    titles = [say("kept from it") if n in gone else str(n) for n in numbers]
    figure = sheet(digits.images[numbers], titles, numbers=numbers, **grid(8, 4) | {"tile": 60})
    alt = say("Training digits of label {label}; a click keeps one from the network.", label=label)
    show_clickable(figure, "never_single", alt=alt, chooses=_toggle)
    st.caption(say("Click a digit to keep it from the network, or to give it back."))


def _toggle(number: int) -> None:
    gone = list(mine().choices.get(SINGLE, ()))
    _keep([n for n in gone if n != number] if number in gone else [*gone, number])


def _keep(numbers: list[int]) -> None:
    if numbers:
        mine().choices[SINGLE] = list(dict.fromkeys(numbers))[-MOST_SINGLE:]
    else:
        mine().choices.pop(SINGLE, None)


def note() -> None:
    """Let the address say which single digits are kept from the network."""
    address.note(SINGLE, ",".join(map(str, single())) or None)
