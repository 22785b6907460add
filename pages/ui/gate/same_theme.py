"""Streamlit tells the theme anew with every answer: it is read from the configuration once, and not each time."""

from functools import wraps

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

__all__ = ["read_theme_once"]


def read_theme_once() -> None:
    """Let answers repeat what the configuration says of the theme, until it is read again."""
    fill = app_session._populate_theme_msg
    if hasattr(fill, "__wrapped__"):  # it was done before
        return
    known: dict[str, CustomThemeConfig] = {}

    @wraps(fill)
    def filled(message: CustomThemeConfig, section: str = "theme") -> None:
        if section not in known:
            known[section] = CustomThemeConfig()
            fill(known[section], section)
        message.MergeFrom(known[section])

    app_session._populate_theme_msg = filled  # type: ignore[assignment]
    config.on_config_parsed(known.clear, force_connect=True)
