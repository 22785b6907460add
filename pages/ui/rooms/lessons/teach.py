"""What a teacher hands out: a link with its code to scan, from which some controls are hidden, and sheets to print."""

from collections.abc import Callable
from functools import lru_cache, partial
from urllib.parse import parse_qsl, urlencode, urlsplit

import segno
import streamlit as st

from mnistnet.lessons import LESSONS, Lesson, Scene, Step, lesson_of
from mnistnet.lessons.sheets import pupil_sheet, teacher_sheet
from mnistnet.limits import bounds
from mnistnet.words import mark, say, speaking
from pages.ui.bench import bench
from pages.ui.bench.doors import BOARD, door_of
from pages.ui.bench.hidable import HIDE, things
from pages.ui.bench.picking import drawing
from pages.ui.frame.link import LOOPBACK
from pages.ui.holdings import results, shelf
from pages.ui.kit import address, choices
from pages.ui.kit.text import file_name
from pages.ui.state import keys, mine, value_of

VIEW = "view"
LONGEST = bounds.DRAWING_IN_LINK.most + 1_000  # letters of a link that still makes a code to be scanned
ONE_VIEW = mark("A view of your own")


def choose_what() -> str:
    """Show the choice of what the class is to open; return a lesson's key, or `VIEW`."""
    options = {one.key: one.title for one in LESSONS} | {VIEW: ONE_VIEW}
    return choices.select(say("What is the class to open?"), options, key="teach_what", width=360)


def show_link(what: str) -> str:
    """Show the link to a lesson or a view, with its code; return the link, empty while there is none."""
    start = _lesson_link(what) if what != VIEW else _pasted()
    with st.expander(say("What should the link hide?")):
        words = say("Hidden by the link")
        hidden = choices.pills(words, things(), key="teach_hide", default=(), label_visibility="collapsed", wrap=True)
    if not start:
        return ""
    link = with_hidden(start, hidden)
    code, beside = st.columns([1, 2], gap="medium", vertical_alignment="center")
    with beside:
        st.code(link, language=None, wrap_lines=True)
        st.caption(say("Whoever has the link can show everything again, with one button in the side panel."))
        tell_who_cannot_open(link, what)
    with code:
        if len(link) <= LONGEST:
            _show_code(link)
        else:
            st.caption(say("The link is too long for a code to be scanned."))
    return link


def tell_who_cannot_open(link: str, what: str) -> None:
    """Say so where a class cannot open the link: it leads to this computer, or to a network that is the visitor's."""
    if urlsplit(link).hostname in LOOPBACK:
        st.warning(
            say(
                "This link opens on this computer alone. For a class open this page under the address by which other "
                "devices reach it: the “Network URL” that was printed when the app started, or your server's."
            ),
            icon=":material/devices_off:",
        )
    if what != VIEW and not shelf.is_shipped(value_of(keys.NETWORK)):
        st.warning(say("Only you have this network: under Change, choose one that comes along."), icon=":material/key:")


def _lesson_link(key: str) -> str:
    base = str(st.context.url or "").split("?")[0].rsplit("/", 1)[0]
    network = address.now().get("network", "")
    query = {"lesson": key, "step": "1"} | ({"network": network} if network else {})
    return f"{base}/?{urlencode(query)}"


def _pasted() -> str:
    words = say("The link that “Copy link” has given on a page")
    pasted = st.text_input(words, key="teach_view", max_chars=LONGEST, placeholder="https://…").strip()
    if pasted and urlsplit(pasted).scheme not in ("http", "https"):
        st.error(say("This is no link: it should begin with https://."), icon=":material/error:")
        return ""
    return pasted


def with_hidden(link: str, hidden: list[str]) -> str:
    """Return a link that hides some things, beside what it says already."""
    parts = urlsplit(link)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != HIDE]
    query += [(HIDE, ",".join(hidden))] if hidden else []
    return parts._replace(query=urlencode(query)).geturl()


def _show_code(link: str) -> None:
    st.image(_code(link), width=280, alt=say("A code to scan, which opens the link"))


@lru_cache(maxsize=64)
def _code(link: str) -> str:
    """Return a link as a picture to be scanned, as an address that holds its data."""
    made = segno.make(link, error="l", micro=False)
    return str(made.svg_data_uri(scale=6, border=4, light="#ffffff", dark="#1C1F24"))


def offer_sheets(one: Lesson, link: str) -> None:
    """Show the buttons that save the sheets of a lesson, with the answers of the network on the bench."""
    net, digits = bench.network(), results.part_digits()
    known = results.exam(net, digits)
    on_board, on_bench = (Scene(net, seen.image, digits, seen.label, known) for seen in (drawing(), bench.picture()))
    name, scanned = file_name(one.key), _code(link) if link and len(link) <= LONGEST else ""

    def scene_of(step: Step) -> Scene:
        return on_board if door_of(step.page).looks_at == BOARD else on_bench

    with st.container(horizontal=True):
        for words, sheet, ending in (
            (say("Teacher's sheet"), teacher_sheet, "teacher"),
            (say("Pupil's sheet"), pupil_sheet, "pupil"),
        ):
            st.download_button(
                words,
                partial(_printed, mine().language, partial(sheet, one, scene_of, link, scanned)),
                f"{name}-{ending}.html",
                "text/html",
                key=f"sheet_{ending}",
                icon=":material/print:",
                on_click="ignore",
            )
    st.caption(
        say(
            "To print from the browser. The answers are those of {network} to {picture}, and on pages with a board to "
            "{drawn}. Another network or picture gives other ones.",
            network=bench.called(net),
            picture=bench.picture().words,
            drawn=drawing().words,
        )
    )


def _printed(language: str, sheet: Callable[[], str]) -> bytes:
    """Make a sheet in the language of its reader, when it is asked for: no page runs then."""
    with speaking(language):
        return sheet().encode()


def lesson_to_print(what: str) -> Lesson | None:
    """Return the lesson whose sheets can be printed; None for a view."""
    return lesson_of(what)
