"""What can be taken home from every page: a report, everything at once, or each figure, table and program by itself."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

import streamlit as st

from mnistnet.figures.export import as_page
from mnistnet.words import mark, say, speaking
from mnistnet.words.told import Told
from pages.ui.bench import bench, board
from pages.ui.bench.doors import has_board
from pages.ui.frame import bundle, link
from pages.ui.frame.facts import View
from pages.ui.holdings import results
from pages.ui.kit import record
from pages.ui.kit.tables import as_csv
from pages.ui.kit.tell import tell
from pages.ui.kit.text import file_name
from pages.ui.kit.viewport import is_phone
from pages.ui.state import mine
from pages.ui.state.shown import Figure

Content = str | bytes | Callable[[], str | bytes]
Kind = Literal["primary", "secondary"]
DOWNLOAD = ":material/download:"
ABOUT = mark(
    "One file that opens in every browser: the picture, every figure (still interactive), tables and "
    "receipts, all settings, sources and how to cite it. The zip holds each part as a file of its own."
)

_camera = st.components.v2.component(
    "mnistnet_camera",
    html='<button type="button"><span class="icon" aria-hidden="true">download</span>.png</button>',
    css="""
button { display: flex; align-items: center; gap: 0.4rem; min-height: 2.5rem; padding: 0.25rem 0.75rem; cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); white-space: nowrap;
  background: var(--st-background-color); color: var(--st-text-color); font: 400 0.875rem var(--st-font) }
button:hover, button:focus-visible { color: var(--st-primary-color); border-color: var(--st-primary-color) }
.icon { font: 1.1rem "Material Symbols Rounded"; font-feature-settings: "liga" }""",
    js="""
export default function ({ data, parentElement }) {
  parentElement.querySelector("button").onclick = () => {
    const button = document.querySelector(`.st-key-${data.key} .modebar-btn`);  // the figure's own camera
    if (button) button.click();
  };
}""",
)


def open_all(page: str) -> None:
    """Open the list of all that a page can be taken home as."""
    st.dialog(say("Take this page home"), width="medium", icon=":material/download:")(_list)(_view(page))


def _list(view: View) -> None:
    name = file_name(f"{view.page} {view.network.name}")
    with st.container(horizontal=True):
        report, everything = partial(_said, bundle.report, view), partial(_said, bundle.everything, view)
        _offer(say("Report (.html)"), report, f"{name}.html", "report", type="primary")
        _offer(say("Everything (.zip)"), everything, f"{name}.zip", "everything")
        _offer(say("The network (.npz)"), partial(bundle.network_file, view), f"{name}.npz", "network")
    st.caption(say(ABOUT))
    if view.shown.figures:
        st.markdown(say("**Figures**, each as a picture, as a web page that stays interactive, and as numbers"))
    for one in view.shown.figures.values():
        _figure(view, one)
    if view.shown.tables:
        st.markdown(say("**Tables**"))
    for table in view.shown.tables.values():
        with st.container(horizontal=True, vertical_alignment="center"):
            file = f"{file_name(f'{view.page} {table.key}')}.csv"
            _offer(".csv", as_csv(table.frame), file, f"csv_{table.key}")
            st.caption(table.words)


def _figure(view: View, one: Figure) -> None:
    """Offer one figure in four forms."""
    name = file_name(f"{view.page} {one.key}")
    page, ending = partial(as_page, one.figure, view.shown.title, one.words), bundle.ending(one)
    with st.container(border=True):
        st.caption(one.words)
        with st.container(horizontal=True):
            _camera(data={"key": one.key}, key=f"home_png_{one.key}", width="content")
            _offer(".svg", partial(bundle.still, one, "svg"), f"{name}.svg", f"svg_{one.key}")
            _offer(".html", page, f"{name}.html", f"html_{one.key}")
            _offer(f".{ending}", partial(bundle.numbers, one), f"{name}.{ending}", f"numbers_{one.key}")


def _said(pack: Callable[[View], bytes], view: View) -> bytes:
    """Pack a view in the language of its visitor; files are made when nobody's page runs."""
    with speaking(view.language):
        return pack(view)


def open_code() -> None:
    """Open the programs that print a number of this page."""
    st.dialog(say("Show me the code"), width="large", icon=":material/code:")(_programs)()


def _programs() -> None:
    programs = record.now().programs
    title = next(iter(programs))
    if len(programs) > 1:
        title = st.selectbox(say("Which number?"), list(programs), key="which_code")
    try:
        snippet = programs[title].build()
    except (Told, ValueError) as reason:
        tell(reason, mild=True)
        return
    st.markdown(programs[title].words(snippet))
    name = bundle.program_name(snippet)
    with st.container(horizontal=True):
        if snippet.file_name:
            both = partial(bundle.program_zip, snippet)
            _offer(say("Program and its file (.zip)"), both, f"{name}.zip", "both", type="primary")
            _offer(say("Its file (.npz)"), snippet.file, snippet.file_name, "its_file")
        _offer(say("Program (.py)"), snippet.code, f"{name}.py", "program")
    st.caption(say("Plain NumPy and nothing else: put the program beside its file, run it, and it prints the number."))
    st.code(snippet.code, language="python", wrap_lines=is_phone())


def _offer(label: str, content: Content, file: str, key: str, type: Kind = "secondary") -> None:
    """Show one download; a function is called only when somebody wants its file."""
    st.download_button(label, content, file, key=f"home_{key}", icon=DOWNLOAD, on_click="ignore", type=type)


def _view(page: str) -> View:
    """Gather what the visitor sees."""
    seen = bench.picture()
    image, words = seen.image, seen.words
    drawn = board.drawn_digit() if has_board(page) else None
    if drawn is not None:
        image, words = drawn, say("your drawing")
    return View(
        page=page or "draw",
        shown=replace(record.now()),  # the open list keeps it, whatever comes of the page
        network=bench.network(),
        image=image,
        picture_words=words,
        address=link.in_full(page),
        opens=link.where_it_opens(),
        choices=record.now().choices,
        digits=results.test_digits().name,
        beside=bench.beside(),
        language=mine().language,
    )
