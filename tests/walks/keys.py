"""Walk through every page with the keys alone: ``python -m tests.walks.keys FOLDER [page ...]``.

Each page is tabbed through from its top until the focus leaves it, then each control is pressed. What was met stands in
FOLDER, a file for each page; what would shut somebody out who has no mouse is printed, and the exit code is 1 then.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError, sync_playwright

from tests.browser.conftest import FLAGS, PATHS, READY, find_chromium, running_server, settle

SIZE = {"width": 1280, "height": 800}
HELP = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
PATIENCE = 20_000  # milliseconds until a page has answered a key
MOST = 400  # stops on one page
# What a key does to a control of a kind; all else that can be reached leads away, takes home, or is written into.
PRESSES = {"radio": "ArrowRight", "slider": "ArrowRight", "switch": "Space", "checkbox": "Space", "tab": "ArrowRight"}
PRESSES |= {"spinbutton": "ArrowUp", "button": "Enter", "combobox": "ArrowDown ArrowDown Enter"}


@dataclass
class Stop:
    """One place where the focus was: what it is, and what can be seen of it."""

    role: str
    name: str
    place: str
    box: list[int]
    scrolled: int
    hidden: str
    menu: bool = False  # outside of the page itself
    page: bool = False  # the page as a whole, which arrows scroll
    table: bool = False  # Streamlit draws it, and the cell that has the focus
    tool: bool = False  # of a figure or table, which Streamlit or Plotly hang over it
    ringed: bool = True

    def __str__(self) -> str:
        ring = "ring" if self.ringed else "NO RING"
        return f"{self.role:12} {ring:8} {self.box!s:24} {self.place:26} {self.name} {self.hidden}".rstrip()

    @property
    def wrong(self) -> list[str]:
        """What shuts somebody out here."""
        found = [f"is {self.hidden}"] if self.hidden else []
        if self.page or self.table:
            return found
        if not self.name.strip():
            found.append("has no name")
        return found if self.ringed else [*found, "cannot be seen to have the focus"]


class Keys:
    """A hand on the keys of one open page.

    Parameters
    ----------
    page : Page
        Of Playwright, open and at rest.
    """

    def __init__(self, page: Any) -> None:
        self.page, self.cdp, self.last = page, page.context.new_cdp_session(page), None
        page.evaluate(HELP)

    def stops(self) -> Iterator[Stop]:
        """Tab from stop to stop until the focus leaves the page; Trap if it does not."""
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            met = self.page.evaluate("keys.stop()")
            ringed, gone, same = met.pop("ringed"), met.pop("gone"), met.pop("same", False)
            if self.last and not same:
                self.last.ringed = ringed
            if gone:
                return
            if not same:
                self.last = Stop(*self.named(), **met)
                yield self.last
            elif not met["table"]:
                raise Trap(str(self.last))
        raise Trap(f"no end after {MOST} stops")

    def named(self) -> tuple[str, str]:
        """Return role and name of what has the focus, as a screen reader is told them."""
        found = self.cdp.send("Runtime.evaluate", {"expression": "keys.focused()"})["result"]
        if "objectId" not in found:
            return "", ""
        asked = {"objectId": found["objectId"], "fetchRelatives": False}
        node = self.cdp.send("Accessibility.getPartialAXTree", asked)["nodes"][0]
        role, name = (str(node.get(part, {}).get("value", "")) for part in ("role", "name"))
        return role, name

    def press(self, stop: Stop) -> str:
        """Press what has the focus, and return what became of the focus if it is not there any more."""
        key = PRESSES[stop.role]
        for one in key.split():
            self.page.keyboard.press(one)
        self.page.wait_for_timeout(200)
        with suppress(TimeoutError):  # it may learn, and go on showing what it learned
            self.page.wait_for_selector(READY, timeout=PATIENCE)
        for _ in range(2):
            if self.page.evaluate("keys.opened()"):
                self.page.keyboard.press("Escape")
                self.page.wait_for_timeout(300)
        with suppress(TimeoutError):
            self.page.wait_for_function("keys.focused()", timeout=3000)
        after = self.page.evaluate(f"keys.after({json.dumps(stop.place)})")
        return f"{key} on {stop.role} {stop.name!r} loses the focus to {after}" if after else ""


class Trap(Exception):
    """The focus does not get out of a place."""


def jumps(stops: list[Stop]) -> list[str]:
    """Return where the focus goes back up the page, and not into a column further right."""
    found = []
    own = [one for one in stops if not one.menu]
    for one, other in pairwise(own):
        up = (one.box[1] + one.scrolled) - (other.box[1] + other.scrolled)
        if up > 60 and other.box[0] <= one.box[0] and one.place != other.place:
            found.append(f"the focus jumps {up} px up from {one.place} {one.name!r} to {other.place} {other.name!r}")
    return found


def walk(page: Any, file: Path) -> list[str]:
    """Tab through the open page, press its controls, write down what was met and return what is wrong."""
    hand, stops, wrong = Keys(page), [], []
    try:
        stops.extend(hand.stops())
    except Trap as trap:
        wrong.append(f"a trap: {trap}")
    wrong += [f"{one.role} {one.place} {one.name!r} {what}" for one in stops for what in one.wrong]
    wrong += [f"never reached: {one}" for one in page.evaluate("keys.missed()")] + jumps(stops)
    file.write_text("\n".join(map(str, stops)) + "\n", encoding="utf-8")
    return wrong


def operate(page: Any, file: Path) -> list[str]:
    """Press every control on the open page once, where the Tab key comes to it, and return where the focus got lost."""
    pressed, lost, home = set[str](), list[str](), page.url
    while _press_on(page, pressed, lost):  # it led to another page: what is left is pressed from here again
        page.goto(home)
        settle(page)
        page.wait_for_timeout(1500)
    with file.open("a", encoding="utf-8") as out:
        print("", "pressed:", *sorted(pressed), sep="\n", file=out)
    return lost


def _press_on(page: Any, pressed: set[str], lost: list[str]) -> bool:
    """Press the controls that were not pressed yet, and return whether one of them has opened another page."""
    hand, path = Keys(page), urlsplit(page.url).path
    try:
        for stop in hand.stops():
            what = f"{stop.place}, {stop.role}"
            is_control = stop.role in PRESSES and not (stop.menu or stop.tool or stop.name.startswith("Help for"))
            if is_control and what not in pressed:
                pressed.add(what)
                lost += filter(None, [hand.press(stop)])
                if urlsplit(page.url).path != path:
                    return True
    except Trap as trap:
        lost.append(f"a trap, once controls were pressed: {trap}")
    return False


def main() -> int:
    """Walk through the pages that are asked for and return 1 if somebody is shut out of one."""
    parser = argparse.ArgumentParser(prog="python -m tests.walks.keys", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*", default=PATHS)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    with running_server() as home, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for path in asked.pages:
            page = browser.new_page(viewport=SIZE)
            page.goto(f"{home}/{'' if path == 'draw' else path}")
            settle(page)
            page.wait_for_timeout(1500)
            found = walk(page, asked.folder / f"{path}.txt")
            page.reload()
            settle(page)
            page.wait_for_timeout(1500)
            found += operate(page, asked.folder / f"{path}.txt")
            page.close()
            failed += len(found)
            print(f"{path}: {len(found)} findings", *found, sep="\n  ", flush=True)
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
