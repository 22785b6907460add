"""A browser window without a browser: pages, controls and buttons by key, with a history to go back and forward in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest, local_script_runner

from pages.ui.holdings import visitor

APP = Path(__file__).parents[2] / "pages" / "_app.py"
PAGES = sorted(path.name for path in APP.parent.glob("[!_]*.py"))
KINDS = ("selectbox", "button_group", "radio", "toggle", "number_input", "slider", "select_slider", "pagination")


@dataclass
class Step:
    """One place in a window's history: a page, and its address as it was when the page was left."""

    page: str
    address: dict[str, str] = field(default_factory=dict)


class Window:
    """One window of a browser.

    Parameters
    ----------
    page : str
        The file of the page that is opened first.
    address : dict of str to str
    """

    def __init__(self, page: str, address: dict[str, str]) -> None:
        self.history, self.place = [Step(page)], 0
        self.open(address)

    @property
    def here(self) -> Step:
        """The open place of the history."""
        return self.history[self.place]

    @property
    def visitor(self) -> Any:
        """All that the app knows of its visitor."""
        return self.test.session_state["visitor"]

    def open(self, address: dict[str, str]) -> None:
        """Open the page anew, as a reload or a link does."""
        self.test = AppTest.from_file(str(APP), default_timeout=300)
        if self.here.page != "draw.py":  # the first page has no name in the address
            self.test.switch_page(self.here.page)
        self._run(address)

    def reload(self) -> None:
        """Open the page anew at its own address."""
        self.open(self.here.address)

    def turn_to(self, page: str) -> None:
        """Open another page by the menu."""
        self.history[self.place + 1 :] = [Step(page)]
        self.place += 1
        self.test.switch_page(page)
        self._run({})

    def travel(self, by: int) -> None:
        """Go back (-1) or forward (1)."""
        self.place += by
        self.test.switch_page(self.here.page)
        again = partial(RerunData, is_history_navigation=True)
        with patch.object(local_script_runner, "RerunData", again):
            self._run(self.here.address)

    def again(self) -> None:
        """Run the open page once more, with what the browser says after a lost connection."""
        self._run(self.here.address)

    def click(self, key: str) -> None:
        """Press a button."""
        self.test.button(key=key).click()
        self._run(self.here.address)

    def choose(self, key: str, value: object) -> None:
        """Let a control say something else."""
        self.controls()[key].set_value(value)
        self._run(self.here.address)

    def controls(self) -> dict[str, Any]:
        """Return everything that can be chosen on the open page, by key."""
        found = [one for kind in KINDS for one in self.test.get(kind) if one.key and not one.proto.disabled]
        return {one.key: one for one in found}

    def buttons(self) -> list[str]:
        """Return the keys of the buttons that can be pressed."""
        return [one.key for one in self.test.button if one.key and not one.proto.disabled]

    def _run(self, address: dict[str, str]) -> None:
        self.test.query_params.clear()
        self.test.query_params.update(address)
        self.test.run()
        assert not self.test.exception, self.test.exception
        self.here.address = dict(self.visitor.address)


@contextmanager
def one_browser(name: str) -> Iterator[Callable[[str, dict[str, str]], Window]]:
    """Let all windows opened in here belong to one browser, which brings its cookie along."""
    with patch.object(visitor, "cookie", lambda: name):
        yield Window
