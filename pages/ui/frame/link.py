"""A link that opens what the visitor sees, with the drawing in it."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from mnistnet.words import say
from pages.ui.bench import bench, board
from pages.ui.bench.doors import PICTURE, door_of, has_board
from pages.ui.holdings import digit_sets, shelf
from pages.ui.kit import address
from pages.ui.kit.text import paragraph
from pages.ui.state import keys, value_of

LOOPBACK = ("localhost", "127.0.0.1", "::1")

_button = st.components.v2.component(
    "mnistnet_copy_link",
    html='<button type="button"><span class="icon" aria-hidden="true">link</span><span class="words"></span></button>',
    css="""
button { display: flex; align-items: center; gap: 0.4rem; min-height: 2rem; padding: 0; border: none;
  background: none; color: var(--st-text-color); font: 400 0.875rem var(--st-font); cursor: pointer;
  white-space: nowrap }
button:not([title]) { visibility: hidden }
button:hover, button:focus-visible { color: var(--st-primary-color) }
.icon { font: 1.1rem "Material Symbols Rounded"; font-feature-settings: "liga" }
@media (max-width: 640px) {
  button { min-width: 44px; min-height: 44px; justify-content: center }
  .words:not(.told) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
}""",
    js="""
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button"), words = parentElement.querySelector(".words");
  const say = (text) => { words.textContent = text; words.classList.toggle("told", text !== data.label); };
  say(data.label);
  button.title = data.help;
  button.onclick = async () => {
    const link = new URL(window.location.href);
    link.search = new URLSearchParams(data.choices);
    try {
      await navigator.clipboard.writeText(link.href);
      say(data.said);
    } catch {  // not allowed to, or a page without https: let the visitor copy it by hand
      window.prompt(data.byHand, link.href);
    }
    setTimeout(() => say(data.label), 4000);
  };
}""",
)


def note_drawing(page: str) -> None:
    """Let the address carry the drawing, where the page shows it."""
    address.note(board.IN_LINK, board.in_link() if _shows_drawing(page) else None)


def copy_button() -> None:
    """Show the button that copies the page's address, with all that was chosen and drawn."""
    drawn, usual = (
        say("Copies a link that opens this page as you see it, with your drawing in it."),
        say("Copies a link that opens this page as you see it."),
    )
    only_here = _only_here()
    words = {
        "label": say("Copy link"),
        "byHand": say("Copy this link:"),
        "help": drawn if board.IN_LINK in address.now() else usual,
        "said": say("Copied; only you have {what}", what=only_here) if only_here else say("Copied"),
    }
    _button(data={"choices": address.pairs()} | words, key="copy_link", width="content")


def in_full(page: str) -> str:
    """Return the address that opens what the visitor sees.

    Where nobody else could open it, because the app was reached on this computer alone, or under an address that the
    server does not know, the link is relative.
    """
    base = _base()
    root = "/" if base and not urlsplit(base).path else ""
    return f"{base or page or '.'}{root}?{urlencode(address.now())}"


def where_it_opens() -> str:
    """Return in words what has to be done to open the address, or who alone can; nothing where everybody can."""
    only_here = _only_here()
    return paragraph(
        "" if _base() else say("It is to be put behind the address of the app."),
        say("Only you have {what}.", what=only_here) if only_here else "",
    )


def _base() -> str:
    base = str(st.context.url or "").split("?")[0]
    return "" if urlsplit(base).hostname in LOOPBACK else base


def _only_here() -> str:
    """Return what an address cannot give to others, in words; nothing where it gives all."""
    along = "" if shelf.is_shipped(value_of(keys.NETWORK)) else say("this network")
    return digit_sets.words_for(along, along, say("these digits"))


def _shows_drawing(page: str) -> bool:
    on_bench = door_of(page).looks_at == PICTURE and value_of(keys.PICTURE) == bench.DRAWING
    return on_bench or has_board(page)
