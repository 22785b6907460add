"""The sliders of the Robustness page: how strongly a digit is changed, and how a strength is written."""

import streamlit as st

from mnistnet.robustness import CHANGES
from mnistnet.words import mark, say
from pages.ui.kit import choices
from pages.ui.state import set_value

FORMATS = {  # of the numbers beside the sliders, as the browser fills them in
    "rotate": "%d°",
    "shift": mark("%.1f px"),
    "scale": "percent",
    "thicken": mark("%.2f px"),
    "noise": "percent",
    "occlude": mark("%d px"),
}
SHORT = {  # a strength with its unit; scale and noise in percent
    "rotate": mark("{strength:+.0f}°"),
    "shift": mark("{strength:+g} px"),
    "scale": mark("{strength:+.0f} %"),
    "thicken": mark("{strength:+g} px"),
    "noise": mark("{strength:.0f} %"),
    "occlude": mark("{strength:g} px"),
}
FIRST = {"rotate": 25.0}  # something has happened to the digit before anyone touches a slider
SLIDERS = ("rotate", "shift", "scale", "thicken", "noise", "occlude")


def choose_strengths() -> dict[str, float]:
    """Show a slider for each change and return their strengths by name."""
    strengths = {}
    for name in SLIDERS:
        change = CHANGES[name]
        strengths[name] = choices.slider(
            say(change.title),
            float(change.low),
            float(change.high),
            key=_key(name),
            default=FIRST.get(name, 0.0),
            format=say(FORMATS[name]),
            help=say(change.sentence),
            step=float(change.step),
        )
    st.button(say("Back to the digit as it is"), key="robust_reset", icon=":material/undo:", on_click=_reset)
    return strengths


def _key(name: str) -> str:
    return f"change_{name}"


def _reset() -> None:
    for name in SLIDERS:
        set_value(_key(name), 0.0)


def why_changed(strengths: dict[str, float]) -> str:
    """Return why the digit is changed although nobody has changed it yet; nothing once somebody has."""
    if strengths != {name: FIRST.get(name, 0.0) for name in SLIDERS}:
        return ""
    return say(
        "It opens turned by {turn:.0f}°, so that there is something to see: every slider is yours.",
        turn=FIRST["rotate"],
    )


def strength_words(name: str, strength: float) -> str:
    """Return a strength with its unit, short."""
    number = 100 * strength if name in ("scale", "noise") else strength
    return say(SHORT[name], strength=number).replace("-", "−").replace("+0 ", "0 ").replace("+0°", "0°")
