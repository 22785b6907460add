"""Every page by keys alone: ``python -m tests.walks.by_keys`` says what Tab does not reach and where the focus is lost.

Of each stop it asks what it is called and whether one sees that the focus is there; of one control of each kind whether
it still has the focus when the page has run again. ``--page influence`` takes one page, ``--list`` prints every stop.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, PATHS, find_chromium, running_server, settle

EYES = Path(__file__).with_name("by_keys.js").read_text(encoding="utf-8")
MOST_STOPS = 300
# Streamlit's own: the box round the page takes the focus so that arrows scroll it
NAMELESS = {("generic", "stMain"), ("none", "stMain"), ("generic", "stSidebarContent")}
# What is pressed at a control of each kind so that the page runs again
PRESSED = {
    "stButtonGroup": ("ArrowRight", "Enter"),
    "stSelectbox": ("ArrowDown", "ArrowDown", "Enter"),
    "stNumberInput": ("ArrowUp", "Enter"),
    "stSlider": ("ArrowRight",),
    "stSelectSlider": ("ArrowRight",),
    "stCheckbox": ("Space",),
    "stButton": ("Enter",),
    "stPagination": ("Enter",),
    "stTextInput": ("1", "Enter"),
    "stExpander": ("Enter",),
}
LEAVE = ("begin_", "retrain", "sweep_start", "lesson", "go")  # buttons that open another page or train for long


@dataclass(frozen=True)
class Stop:
    """Where the focus rests once: what it is, and how it is found again."""

    number: int
    role: str
    name: str
    kind: str
    key: str
    is_seen: bool = True

    def __str__(self) -> str:
        return f"{self.role or 'nothing'} “{self.name[:60]}” ({self.kind or '?'}, {self.key or 'without a key'})"


class Sweep:
    """Goes through one page with Tab.

    Parameters
    ----------
    page : Page
        Of Playwright; what `EYES` says is there already.
    """

    def __init__(self, page: Any) -> None:
        self.page, self.cdp = page, page.context.new_cdp_session(page)
        self.stops: list[Stop] = []

    def complaints(self) -> Iterator[str]:
        """Tab through the whole page, and yield what is wrong."""
        yield from self._tab_through()
        for stop in self.stops:
            if not stop.name.strip() and (stop.role, stop.kind) not in NAMELESS:
                yield f"has no name: {stop}"
            if not stop.is_seen:
                yield f"one does not see that the focus is at {stop}"
        yield from (f"is not reached: {one}" for one in self.page.evaluate("eyes.missed()"))
        yield from self._use_each_kind()

    def _tab_through(self) -> Iterator[str]:
        before = -1
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate("eyes.arrive()")
            if self.stops:
                self.stops[-1] = Stop(**vars(self.stops[-1]) | {"is_seen": found["wasSeen"]})
            if found["number"] == 0 or found["again"] == "first":
                return
            if found["number"] == before or found["again"]:
                yield f"Tab goes round in circles at {self._stop(found)}"
                return
            before = found["number"]
            self.stops.append(self._stop(found))
        yield f"Tab has not come to the end after {MOST_STOPS} stops"

    def _stop(self, found: dict[str, Any]) -> Stop:
        """Return the stop where the focus is, as screen readers hear of it."""
        one = self.cdp.send("Runtime.evaluate", {"expression": "eyes.deepest()"})["result"]["objectId"]
        (node, *_) = self.cdp.send("Accessibility.getPartialAXTree", {"objectId": one, "fetchRelatives": False})[
            "nodes"
        ]
        role, name = (str(node.get(part, {}).get("value", "")) for part in ("role", "name"))
        return Stop(found["number"], role, name, found["kind"], found["key"])

    def _use_each_kind(self) -> Iterator[str]:
        """Use one control of each kind, and see where the focus is afterwards."""
        address, used = self.page.url.split("?")[0], set()
        for stop in self.stops:
            if stop.kind not in PRESSED or stop.kind in used or not stop.key or stop.key.startswith(LEAVE):
                continue
            if not self.page.evaluate("number => eyes.goTo(number)", stop.number):
                continue
            used.add(stop.kind)
            for key in PRESSED[stop.kind]:
                self.page.keyboard.press(key)
            self._settle()
            if self.page.url.split("?")[0] != address:
                self.page.go_back()
                self._settle()
            elif self.page.locator("[role=dialog]").count():
                yield from self._leave_dialog(stop)
            else:
                yield from self._still_at(stop)

    def _leave_dialog(self, stop: Stop) -> Iterator[str]:
        if not self.page.evaluate("Boolean(eyes.deepest().closest('[role=dialog]'))"):
            yield f"the focus is not in the dialog that opened at {stop}"
        self.page.keyboard.press("Escape")
        self._settle()
        yield from self._still_at(stop)

    def _still_at(self, stop: Stop) -> Iterator[str]:
        here = self.page.evaluate("eyes.place()")
        if here["key"] != stop.key:
            yield f"after it was used the focus left {stop} for {here['tag']} ({here['key'] or 'without a key'})"

    def _settle(self) -> None:
        self.page.wait_for_timeout(300)  # until the browser has begun to ask
        settle(self.page)


def main() -> int:
    """Sweep the pages that are asked for; return 1 if something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.walks.by_keys", description=__doc__)
    parser.add_argument("--page", choices=PATHS, help="one page alone")
    parser.add_argument("--list", action="store_true", help="print every stop")
    asked = parser.parse_args()
    wrong = 0
    with running_server() as home, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for path in [asked.page] if asked.page else PATHS:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.add_init_script(EYES)
            page.goto(f"{home}/{'' if path == 'draw' else path}")
            settle(page)
            page.wait_for_timeout(1000)  # figures take the focus once they are drawn
            sweep = Sweep(page)
            found = list(sweep.complaints())
            page.close()
            print(f"{path}: {len(sweep.stops)} stops, {len(found)} complaints", *found, sep="\n    ", flush=True)
            if asked.list:
                print(*(f"    {stop}" for stop in sweep.stops), sep="\n")
            wrong += len(found)
        browser.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
