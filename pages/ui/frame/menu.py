"""The menu: seven doors for whoever is new here, all others one tap away under their rooms."""

from copy import copy
from functools import cache

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mnistnet.words import say
from pages.ui.bench.doors import DOORS, FIRST, Door, door_of
from pages.ui.frame.early import ALL_ROOMS
from pages.ui.state import mine

_closing = st.components.v2.component(
    "mnistnet_menu",
    html="<span></span>",
    js="""
export default function ({ data }) {
  if (data.cookie) {  // the next visit finds the rooms open from the first moment
    document.cookie = `${data.cookie}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.dataset.rooms = "all";
  }
  const narrow = window.matchMedia("(max-width: 768px)");
  const opened = () => document.querySelector('[data-testid="stSidebar"][data-collapsed="false"]');
  const shut = () => opened()?.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  const close = (event) => {
    if (!opened() || !narrow.matches) return;
    if (!opened().contains(event.target)) {
      event.preventDefault();
      event.stopPropagation();
      shut();
    } else if (event.target.closest('[data-testid="stSidebarNav"] a')) {
      let times = 0;  // on some devices Streamlit has closed it by then; a busy one does not hear of it at once
      const again = setInterval(() => (opened() && ++times < 10 ? shut() : clearInterval(again)), 300);
    }
  };
  document.addEventListener("click", close, true);
  return () => document.removeEventListener("click", close, true);
}""",
)


def pages() -> dict[str, list[StreamlitPage]]:
    """Return the pages under the headings of the menu."""
    groups: dict[str, list[StreamlitPage]] = {}
    for door in sorted(DOORS, key=lambda door: not door.for_newcomers):
        heading = say("Start here") if door.for_newcomers else say(door.room)
        page = copy(_page(door, say(door.title)))  # each run calls its own
        groups.setdefault(heading, []).append(page)
    return groups


@cache
def _page(door: Door, title: str) -> StreamlitPage:
    """Return the page behind a door; whether its file is there is asked once, and not in every answer."""
    return st.Page(f"{door.file}.py", title=title, icon=f":material/{door.icon}:", default=door is FIRST)


def show_more(page: str) -> None:
    """Show the button that opens all rooms of the menu, and let a phone's menu close by itself.

    The style sheet hides the rooms from whoever is on one of the newcomer's pages, until they were opened once in this
    browser.
    """
    name, value = ALL_ROOMS.split("=")
    knows = mine().knows_all_rooms or st.context.cookies.get(name) == value
    with st.sidebar:
        if not knows and door_of(page).for_newcomers:
            words = say("All {count} pages", count=len(DOORS))
            st.button(words, key="all_pages", icon=":material/expand_more:", type="tertiary", on_click=_open_all)
        _closing(data={"cookie": ALL_ROOMS if knows else ""}, key="menu_closes")


def _open_all() -> None:
    mine().knows_all_rooms = True
