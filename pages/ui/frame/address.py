"""The address of a view: one rule for what "Copy link", a report and view.json give, so that all open the same."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from mnistnet.drawing.packed import pack_digit
from pages.ui.bench import bench, board
from pages.ui.holdings import digit_sets, shelf
from pages.ui.state import keys, value_of

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def added(page: str) -> dict[str, str]:
    """Return what the address in the browser leaves out: the network, and the drawing; "" for what must not stand."""
    digit = board.drawn_digit() if _shows_drawing(page) else None
    return {"network": value_of(keys.NETWORK), board.IN_LINK: "" if digit is None else pack_digit(digit)}


def carries_drawing(page: str) -> bool:
    """Return whether the address of a page has a drawing in it."""
    return bool(added(page)[board.IN_LINK])


def only_here() -> str:
    """Return what an address cannot give to others, in words; nothing where it gives all."""
    shipped = shelf.is_shipped(value_of(keys.NETWORK))
    return digit_sets.along_or_own("" if shipped else "this network", "these digits")


def address(page: str) -> str:
    """Return the address that opens what the visitor sees, with a word on where it opens, if that is not everywhere.

    Where the server does not know under which address the browser reached it, the link is relative.
    """
    parts = {name: value for name, value in (st.query_params.to_dict() | added(page)).items() if value != ""}
    base = str(st.context.url or "")
    place = base.split("?")[0] or page or "."
    root = "/" if base and not urlsplit(base).path else ""
    link = f"{place}{root}?{urlencode(parts)}"
    return " ".join(filter(None, (link, _where(base), f"(only you have {only_here()})" if only_here() else "")))


def _where(base: str) -> str:
    if not base:
        return "(to be put behind the address of the app)"
    return "(the address of the app on this computer)" if urlsplit(base).hostname in LOOPBACK else ""


def _shows_drawing(page: str) -> bool:
    on_bench = page in bench.WITH_PICTURE and value_of(keys.PICTURE) == bench.DRAWING
    return on_bench or page in bench.FOR_DRAWING
