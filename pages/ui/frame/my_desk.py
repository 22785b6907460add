"""My desk in the side panel: everything that a visitor made as one file, to take home and to bring back."""

import streamlit as st

from mnistnet import jobs
from mnistnet.desk import DeskError, PackedDesk, packed_desk, read_desk
from mnistnet.jobs.desks import KEPT_DAYS
from mnistnet.limits.bounds import DESK_FILE
from mnistnet.weight_files import SavedNetwork, read_npz
from mnistnet.words import Told, plural, say
from pages.ui.frame import desk
from pages.ui.frame.desk import Laid
from pages.ui.holdings import keeping, own_runs
from pages.ui.holdings.kept import kept
from pages.ui.kit.upload import ERROR, SUCCESS, Box, File
from pages.ui.state import mine

FILE = "my-desk.mnistnet-desk.zip"
BOX = Box("desk_file", ("zip",), bound=DESK_FILE)


def show() -> None:
    """Show the button in the side panel, and say once what has come back, or why nothing has."""
    with st.sidebar:
        is_asked = st.button(say("My desk"), key="my_desk", icon=":material/desk:", width="stretch")
    if is_asked:
        st.dialog(say("My desk"), icon=":material/desk:")(_open)()
    kind, words = BOX.noted()
    if kind:
        st.toast(words, icon=":material/check:" if kind == SUCCESS else ":material/error:", duration="long")


def _open() -> None:
    """Show what is on the desk and how long it lasts, the file to take home and the place to bring one back."""
    runs = tuple(one.run for one in own_runs.learned().values() if not one.state.is_active)
    packed = _packed(runs)
    st.markdown(
        say(
            "**{things}**, and what you chose on every page, as one file.",
            things=_listed(len(mine().networks), len(mine().sets), len(mine().hand), len(runs)),
        )
    )
    st.download_button(
        say("Save my desk ({megabytes:.1f} MB)", megabytes=len(packed.content) / 1e6),
        packed.content,
        FILE,
        "application/zip",
        key="desk_save",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )
    if packed.left_out:
        st.warning(
            say(
                "Not in the file, which holds {megabytes} MB: {names}. Take them home one by one.",
                megabytes=BOX.megabytes,
                names=", ".join(packed.left_out),
            )
        )
    _how_long()
    _bring_back()


def _packed(runs: tuple[jobs.Run, ...]) -> PackedDesk:
    with st.spinner(say("Packing …")):
        return packed_desk(desk.gather(tuple(filter(None, map(_finished, runs)))))


def _finished(run: jobs.Run) -> SavedNetwork | None:
    """Return what a run has made, with its epochs; None where it is too large for a file, or damaged."""
    try:
        return read_npz(_run_file(run.identity, run.epochs))
    except Told:
        return None


@kept(max_entries=16, ttl="10m")
def _run_file(identity: str, epochs: tuple[int, ...]) -> bytes:
    return jobs.run_file(jobs.find_run(identity))


def _how_long() -> None:
    """Say whether this server keeps the desk, how long, and what it has no room for."""
    st.caption(
        keeping.kept_or_not(
            say(
                "This server keeps your desk, too: whoever opens it in this browser within {days} days finds it again. "
                "It keeps up to {megabytes:g} MB.",
                days=KEPT_DAYS,
                megabytes=jobs.limits().desk,
            ),
            say("This server keeps nothing of it: it is gone when the session ends, so save it."),
        )
    )
    if mine().on_server.left_out:
        names = ", ".join(mine().on_server.left_out)
        st.warning(say("The server has no room for {names}: save your desk as a file.", names=names))


def _bring_back() -> None:
    """Show where a desk is brought back; it is added to what is here."""
    about = say("A file that was saved here or on another server. It is only read; nothing in it is run.")
    BOX.ask(say("Bring a desk back"), about, _bring)
    st.caption(say("It is added to what is here; a name that is taken gets a number."))
    if BOX.has_good_news:
        st.rerun()  # the whole page shows what has come back
    BOX.show_noted()


def _bring(files: tuple[File, ...]) -> None:
    for _, content in files:
        try:
            laid = desk.lay_out(read_desk(content))
        except DeskError as reason:
            BOX.note(ERROR, reason.sentence)
            return
        BOX.note(SUCCESS, laid_words(laid))
        BOX.empty()


def laid_words(laid: Laid) -> str:
    """Return what came back, and what did not."""
    things = _listed(len(laid.networks), len(laid.sets), laid.digits, 0)
    words = say("Back on your desk: {things}, and what was chosen.", things=things)
    if laid.no_room:
        words += " " + say("No room was left for {names}.", names=", ".join(laid.no_room))
    if laid.unfit:
        words += " " + say("Not fit for the pages: {names}.", names=", ".join(laid.unfit))
    return words


def _listed(networks: int, sets: int, digits: int, runs: int) -> str:
    """Return how many of what there are."""
    things = (
        plural("{n} network", "{n} networks", networks) if networks else "",
        plural("{n} training run", "{n} training runs", runs) if runs else "",
        plural("{n} set of digits", "{n} sets of digits", sets) if sets else "",
        plural("{n} digit of your hand", "{n} digits of your hand", digits) if digits else "",
    )
    return ", ".join(filter(None, things)) or say("your drawing")
