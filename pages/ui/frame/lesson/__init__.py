"""The open lesson on every page: where it leads (route), its panel, what it covers (cover), how one guesses (guess)."""

from pages.ui.frame.lesson.panel import reserve, show
from pages.ui.frame.lesson.route import enter, shows

__all__ = ["enter", "reserve", "show", "shows"]
