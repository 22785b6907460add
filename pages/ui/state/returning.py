"""A browser comes back to a server that does not know it any more: at once it tells what its widgets say."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def comes_back() -> bool:
    """Return whether the first run of a session was asked for by a page that was open before; ask in that run alone."""
    context = get_script_run_ctx()
    return context is not None and bool(context.session_state._state._new_widget_state.states)
