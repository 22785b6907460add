"""The ten sheets: what is painted on them, in the browser and here, in the address and on the desk."""

import re
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet.limits import bounds
from mnistnet.painting import (
    DARKEST,
    SheetError,
    Sheets,
    blank_sheets,
    mean_picture,
    mean_sheets,
    pack_sheet,
    unpack_sheet,
)
from mnistnet.words import mark, say
from pages.ui.holdings import offered, results
from pages.ui.holdings.kept import kept
from pages.ui.kit import address
from pages.ui.state import mine, value_of

SHEETS, START = "sheets", "sheets_start"
MEAN, BLANK = "mean", "blank"
STARTS = {MEAN: mark("Start from mean digits"), BLANK: mark("Start from blank sheets")}
MOST_STEPS = bounds.UNDO.most
PAINTED = re.compile(f"[0-{2 * DARKEST}]{{784}}")
HERE = Path(__file__).parent

_sheets = st.components.v2.component(
    "mnistnet_sheets",
    html="""<div class="paint"><div class="thumbs"></div><div class="row"><button type="button" class="up"></button>
<button type="button" class="down"></button><button type="button" class="off"></button></div><div class="reads"></div>
<canvas class="stage" tabindex="0" role="application"></canvas><div class="says" aria-live="polite"></div></div>""",
    css=HERE.joinpath("sheets.css").read_text(encoding="utf-8"),
    js=offered.code("\n".join(HERE.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in ("sheets", "score"))),
)


def painted() -> Sheets:
    """Return what is painted now; a link or a desk says so at first, else it is the mean digits."""
    history = mine().sheets.history
    if not history:
        history.append(_first())
    return history[-1]


def start() -> Sheets:
    """Return what the sheets began with."""
    return _beginning(str(mine().choices.get(START, MEAN)))


@kept(max_entries=2)
def _beginning(name: str) -> Sheets:
    return blank_sheets() if name == BLANK else mean_sheets()


def show() -> None:
    """Show the sheets to paint on, and the buttons that undo and begin anew."""
    sheets, state = painted(), mine().sheets
    facts = {
        "sheets": ["".join(map(str, row)) for row in (sheets.reshape(10, -1) + DARKEST).tolist()],
        "version": state.version,
        "taken": state.taken,
        "first": 4,
        "digits": offered.digits(results.part_digits()),
        "mean": offered.picture(mean_picture()),
        "words": _words(),
    }
    _sheets(data=facts, key=SHEETS, on_told_change=_take)
    with st.container(horizontal=True):
        undo = len(state.history) < 2
        st.button(say("Undo"), key="sheets_undo", icon=":material/undo:", on_click=_undo, disabled=undo)
        for name, label in STARTS.items():
            st.button(say(label), key=f"sheets_{name}", on_click=_begin, args=(name,))
    note()


def note() -> None:
    """Let the address, and the desk, carry every sheet that is not as it was at the start."""
    beginning, sheets = start(), painted()
    address.note(START, None if START not in mine().choices else str(mine().choices[START]))
    for k in range(10):
        is_new = bool((sheets[k] != beginning[k]).any())
        text = pack_sheet(sheets[k]) if is_new else None
        address.note(_key(k), text)
        if text is None:
            mine().choices.pop(_key(k), None)
        else:
            mine().choices[_key(k)] = text


def _key(k: int) -> str:
    return f"sheet_{k}"


def _first() -> Sheets:
    """Return what a link or a desk says is painted."""
    told = {key: _told(key) for key in (START, *map(_key, range(10)))}
    if told[START] == BLANK:
        mine().choices[START] = BLANK
    sheets = np.array(start())
    for k in range(10):
        text = told[_key(k)]
        try:
            sheets[k] = sheets[k] if text is None else unpack_sheet(text)
        except SheetError as error:
            st.toast(error.sentence, icon=":material/link_off:")
    return sheets


def _told(key: str) -> str | None:
    remembered = mine().remembered.pop(key, None)
    return address.asked(key) or (None if address.says_all() else remembered)


def _take() -> None:
    """Take what the browser tells of; what is no sheet, or was painted on other sheets, is left out."""
    state, before = mine().sheets, painted()
    message = getattr(value_of(SHEETS), "told", None)
    told = message if isinstance(message, dict) else {}
    number = told.get("seq")
    if not isinstance(number, int) or number <= state.taken or told.get("version") != state.version:
        return
    sheets = np.array(before)
    for k, sheet in _read(told.get("sheets")).items():
        sheets[k] = sheet
    state.taken = number
    if (sheets != before).any():
        _add(sheets)


def _read(told: object) -> dict[int, NDArray[np.int8]]:
    """Return the sheets in a message of the browser, which may say anything."""
    pairs = told.items() if isinstance(told, dict) and len(told) <= 10 else ()
    fitting = [(k, text) for k, text in pairs if re.fullmatch("[0-9]", str(k)) and isinstance(text, str)]
    whole = [(int(k), text) for k, text in fitting if PAINTED.fullmatch(text)]
    return {k: np.array([*map(int, text)], np.int8).reshape(28, 28) - np.int8(DARKEST) for k, text in whole}


def _add(sheets: Sheets) -> None:
    mine().sheets.history.append(sheets)
    del mine().sheets.history[:-MOST_STEPS]


def _undo() -> None:
    painted()
    if len(mine().sheets.history) > 1:
        mine().sheets.history.pop()
    mine().sheets.version += 1


def _begin(name: str) -> None:
    """Begin anew; undo leads back."""
    painted()
    if name == MEAN:
        mine().choices.pop(START, None)
    else:
        mine().choices[START] = name
    _add(np.array(start()))
    mine().sheets.version += 1


def _all() -> str:
    return say("{n:,}", n=len(results.part_digits()))


def _words() -> dict[str, str]:
    return {
        "stage": say(
            "Sheet {k}, 28 by 28 cells. Arrow keys move, space paints, Shift with an arrow key paints on the way, O "
            "takes orange, B blue, X the eraser, 0 to 9 open a sheet.",
            k="%k",
        ),
        "sheet": say("Sheet {k}", k="%k"),
        "up": say("Orange: for it"),
        "down": say("Blue: against it"),
        "off": say("Eraser"),
        "reads": say("While you paint: it reads {right} of {all} digits.", right="%r", all=_all()),
        "place": say("Sheet {k}, row {row}, column {column}: {level}", k="%k", row="%r", column="%c", level="%v"),
    }
