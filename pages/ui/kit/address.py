"""The address of the open page holds every choice that decides what is seen, so that a link opens the same view.

Choices are taken from it in three cases alone: when a visitor arrives, when they go back or forward, and when they
follow a link of ours. In all other runs the session is right and the address follows it, without a new step in the
browser's history: one step is one page, and going back shows it as it was left.

A run can be cut off before it has shown everything, because the visitor is quick or the line was lost: the next run
then takes what is left, but nothing for the second time, for meanwhile something else may have been chosen.
"""

from collections.abc import Mapping

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from mnistnet.words.language import say
from pages.ui.kit.text import unlinked
from pages.ui.state import mine

FOLLOW = "go"  # marks a link of ours, whose choices are taken although the visitor was here before
ARRIVES, RETURNS, FOLLOWS = "arrives", "returns", "follows"

_bar = st.components.v2.component(
    "mnistnet_address",
    html="<span></span>",
    js="""
export default function ({ data }) {
  const address = new URL(window.location.href);
  const kept = [...address.searchParams].filter(([name]) => name.startsWith("embed"));
  address.search = new URLSearchParams([...kept, ...data.choices]);
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
}""",
)


def enter(page: str) -> None:
    """Find out whether, and why, choices are to be taken from the address in this run of a page."""
    visitor, run = mine(), get_script_run_ctx()
    before, is_other = visitor.address, page != visitor.page
    returns = run is not None and run.is_history_navigation
    was_cut_off = bool(visitor.takes_from_address) and not (visitor.address_is_written or is_other or returns)
    if before is None:
        visitor.takes_from_address = ARRIVES
    elif returns:
        visitor.takes_from_address = RETURNS
    elif not was_cut_off:
        visitor.takes_from_address = FOLLOWS if is_other and FOLLOW in st.query_params else ""
        if not is_other and before != st.query_params.to_dict():
            st.query_params.from_dict(before)  # what the browser sends when the connection was lost is this
    _begin(was_cut_off)
    visitor.is_turned_to = is_other
    visitor.page, visitor.address = page, {}


def _begin(goes_on: bool) -> None:
    """Forget what was taken from the address and what it asked for in vain, unless this run goes on where one ended."""
    visitor = mine()
    visitor.settled = visitor.settled | visitor.settled_now if goes_on else frozenset()
    visitor.settled_now, visitor.address_is_written = set(), False
    if not goes_on:
        visitor.asked_in_vain = []


def asked(key: str) -> str | None:
    """Return what the address asks for; None where choices are not taken from it, or it says nothing of this one."""
    visitor = mine()
    return st.query_params.get(key) if visitor.takes_from_address and key not in visitor.settled else None


def says_all() -> bool:
    """Return whether the visitor arrived by an address that says what is seen: what it leaves out has its default."""
    words = [name for name in st.query_params if name not in (FOLLOW, "lang") and not name.startswith("embed")]
    return mine().takes_from_address == ARRIVES and bool(words)


def is_restored(key: str) -> bool:
    """Return whether the visitor went back or forward: then a choice that the address does not name has its default."""
    return mine().takes_from_address == RETURNS and key not in mine().settled


def link(page: str, label: str, icon: str, **choices: str) -> None:
    """Show a link to a page, with choices that are taken there."""
    st.page_link(page, label=say(label), icon=icon, query_params={FOLLOW: "1"} | choices)


def note(key: str, text: str | None) -> None:
    """Note what the address is to say of a choice; None if nothing, because it is the default."""
    settle(key)
    address = mine().address
    if address is not None:
        address.pop(key, None)
        if text is not None:
            address[key] = text


def settle(key: str) -> None:
    """Note that what the address says of a choice was taken: no later run takes it again."""
    mine().settled_now.add(key)


def in_vain(key: str, text: str) -> None:
    """Note that the address asks for something that is not known here."""
    words = unlinked(f"{key}={' '.join(text.split())[:40]}")
    if words not in mine().asked_in_vain:
        mine().asked_in_vain.append(words)


def now() -> Mapping[str, str]:
    """Return what the address of the open page says, as far as the page has come."""
    return dict(mine().address or {})


def pairs() -> tuple[tuple[str, str], ...]:
    """Return what the address says for a browser: of each mapping in it Streamlit would ask whether it is a table."""
    return tuple(now().items())


def write() -> None:
    """Let the browser show the address of what it sees, and say what could not be found."""
    mine().address_is_written = True
    _bar(data={"page": mine().page, "choices": pairs()}, key="address_bar")  # the page: its own address begins bare
    for text in mine().asked_in_vain:
        st.toast(say("The address asks for {text}, which is not known here.", text=text), icon=":material/link_off:")
