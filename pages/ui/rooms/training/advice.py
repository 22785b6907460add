"""What goes wrong in a run, and one button each that starts it again with one thing changed."""

import streamlit as st

from mnistnet import jobs
from mnistnet.training.hints import Hint, hints
from mnistnet.words import say
from pages.ui.rooms.training.moment import Rows
from pages.ui.rooms.training.runs import start

MOST = 3  # at once; the gravest come first


def show(run: jobs.Run, state: jobs.RunState, reports: Rows) -> None:
    """Show what goes wrong, if anything does."""
    for place, hint in enumerate(hints(state.settings, reports)[:MOST]):
        with st.container(key=f"hint_{place}", horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":material/lightbulb: {hint.words}", width="stretch")
            if hint.change and not state.is_active:
                _offer(run, state, hint, place)
            elif hint.fix:
                st.caption(hint.fix, width="content")


def _offer(run: jobs.Run, state: jobs.RunState, hint: Hint, place: int) -> None:
    try:
        mended = state.settings.replace(**hint.change)
    except ValueError:  # it does not go together with another setting
        st.caption(hint.fix, width="content")
        return
    words = say("Train again: {fix}", fix=hint.fix)
    if st.button(words, key=f"mend_{place}", on_click=start, args=(mended, run.spec.data)):
        st.rerun()  # the whole page, which shows the new run: a press in the panel draws the panel alone
