"""What a component has told is looked at through one class for all; Streamlit makes a new class for each look.

Each answer looks at every component a few times, and a class takes longer to make, and more room, than what it shows.
"""

from functools import wraps
from typing import Any, Self

from streamlit.components.v2.bidi_component import main
from streamlit.runtime.state.common import WidgetValuePresenter
from streamlit.runtime.state.session_state import SessionState

__all__ = ["Told", "look_through_one_class"]


class Told(dict[str, Any]):
    """What a component holds, and on top what it tells once, by names that can be asked for as attributes too.

    Writing into it changes nothing but the copy: no page of ours does.
    """

    def __getattr__(self, name: str) -> Any:
        return self.get(name)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self  # as Streamlit's own


def look_through_one_class() -> None:
    """Let components that are shown from now on be looked at through `Told`."""
    make = main.make_bidi_component_presenter  # type: ignore[attr-defined]
    if hasattr(make, "__wrapped__"):  # it was done before
        return

    @wraps(make)
    def made(aggregator_id: str, *_: Any, **__: Any) -> WidgetValuePresenter:
        def present(held: object, state: SessionState) -> object:
            known = state._new_widget_state.widget_metadata.get(aggregator_id)
            if not isinstance(held, dict) or known is None or known.value_type != "json_trigger_value":
                return held
            return Told(_told_once(state, aggregator_id) | held)

        return present

    main.make_bidi_component_presenter = made  # type: ignore[attr-defined]


def _told_once(state: SessionState, aggregator_id: str) -> dict[str, Any]:
    """Return what the last message told for one answer alone, by name."""
    try:
        told = state._new_widget_state[aggregator_id]
    except KeyError:
        return {}
    events = told if isinstance(told, list) else [told]
    return {
        one["event"]: one.get("value") for one in events if isinstance(one, dict) and isinstance(one.get("event"), str)
    }
