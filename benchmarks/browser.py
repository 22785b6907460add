"""How long until one sees it: the living picture and the arithmetic, timed in a real browser.

A browser opens the app, draws and moves sliders; what it hears from the server and what it draws is noted in the page.
"""

import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.server import Server, running_server
from benchmarks.table import Row, arguments, publish

FIRST, LINES, CHANGE, PEN, ANSWER, TURN = 300, 150, 60, 50, 200, 400  # what is to be kept: ms, and kB of a change
VISITS, STROKES, MOVES, ROUNDS = 8, 12, 15, 6
DOORS = ("Probabilities", "Influence", "Lessons", "Training", "Mistakes", "Draw")  # of the menu, one after the other
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu"]
IDLE = "() => new Promise((idle) => requestIdleCallback(() => idle()))"  # figures are drawn after the page is ready
READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'

# Notes when messages come, how large they are, and when curves are drawn on a canvas.
NOTES = """
window.notes = { heard: [], drawn: [], moved: [], title: 0 };
const soon = () => performance.now();
window.WebSocket = class extends WebSocket {
  constructor(...all) {
    super(...all);
    this.addEventListener("message", ({ data }) => {
      const bytes = data.byteLength ?? data.size ?? data.length;
      notes.heard.push([soon(), bytes]);
    });
  }
};
const curve = CanvasRenderingContext2D.prototype.bezierCurveTo;
CanvasRenderingContext2D.prototype.bezierCurveTo = function (...all) {
  if (this.canvas.closest?.(".net") || this.canvas.getRootNode().host) notes.drawn.push(soon());
  return curve.apply(this, all);
};
window.addEventListener("pointermove", (event) => event.buttons && notes.moved.push(event.timeStamp), true);
window.addEventListener("pointerup", () => { notes.up = soon(); }, true);
new MutationObserver(() => { notes.title ||= document.querySelector("h1") ? soon() : 0; })
  .observe(document, { subtree: true, childList: true });
"""
CLEAR = "() => { notes.heard = []; notes.drawn = []; notes.moved = []; notes.up = 0; }"
# Resolves with the time from the next key to a new text.
TYPED = """async (at) => {
  const text = () => document.querySelector(at)?.textContent ?? "", before = text();
  let pressed = 0;
  window.addEventListener("keydown", () => { pressed = performance.now(); }, { capture: true, once: true });
  window.waited = new Promise((seen) => {
    const eye = new MutationObserver(() => {
      if (!pressed || !text() || text() === before) return;
      eye.disconnect();
      requestAnimationFrame(() => seen(performance.now() - pressed));
    });
    eye.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}"""

# Resolves with the time from a press on a link of the menu to the title of the page behind it.
TURNED = """(name) => new Promise((seen) => {
  const links = [...document.querySelectorAll("[data-testid=stSidebarNav] a")];
  const title = () => document.querySelector("h1")?.textContent, before = title(), pressed = performance.now();
  const eye = new MutationObserver(() => {
    if (!title() || title() === before) return;
    eye.disconnect();
    requestAnimationFrame(() => seen(performance.now() - pressed));
  });
  eye.observe(document.body, { subtree: true, childList: true, characterData: true });
  links.find((one) => one.textContent.endsWith(name)).click();
})"""


@contextmanager
def window(server: Server) -> Iterator[Page]:
    """Yield a page of a browser that takes notes."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS)), None), args=FLAGS
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(NOTES)
        page.goto(f"http://{server.address}/?network=scratch")
        settle(page)
        yield page
        browser.close()


def settle(page: Page) -> None:
    """Wait until the page is drawn."""
    page.wait_for_selector(READY)
    page.wait_for_selector("h1")
    page.wait_for_selector(READY)


def first_pictures(page: Page, visits: int) -> list[float]:
    """Return how long after the title of the page its network was drawn."""
    waits = []
    for _ in range(visits):
        page.reload()
        page.wait_for_function("notes.drawn.length > 0")
        settle(page)
        waits.append(page.evaluate("notes.drawn[0] - notes.title"))
    return waits


def turns(page: Page, rounds: int) -> list[float]:
    """Go through pages by the menu, in rounds of which the first is not counted; return how long each title took.

    As a reader does, who leaves a page once its figures are there.
    """
    waits = []
    for _ in range(rounds + 1):
        for door in DOORS:
            waits.append(page.evaluate(TURNED, door))
            settle(page)
            page.evaluate(IDLE)
    return waits[len(DOORS) :]


def strokes(page: Page, count: int) -> list[dict[str, Any]]:
    """Draw strokes; return of each what was noted, from its first point on."""
    box = page.locator("canvas.upper-canvas").bounding_box()
    assert box is not None
    found = []
    for stroke in range(count):
        x, y = box["x"] + 60 + 12 * stroke, box["y"] + 60
        page.evaluate(CLEAR)
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 25):
            page.mouse.move(x + (step % 5), y + 5 * step)
            page.wait_for_timeout(16)
        page.mouse.up()
        page.wait_for_function("notes.heard.length && notes.drawn.at(-1) > notes.heard[0][0]")
        page.wait_for_timeout(400)
        settle(page)
        found.append(page.evaluate("notes"))
    return found


def from_answer_to_lines(noted: dict[str, Any]) -> float:
    """Return how long after the last message before them the lines of the server were drawn."""
    heard = [time for time, _ in noted["heard"] if time > noted["up"]]
    drawn = next(time for time in noted["drawn"] if time > heard[0])
    return drawn - heard[0]


def behind_the_pen(noted: dict[str, Any]) -> list[float]:
    """Return for every movement of the pen how long until lines were drawn that knew of it."""
    bursts = [time for before, time in zip([0, *noted["drawn"]], noted["drawn"], strict=False) if time - before > 4]
    found = []
    for moved in noted["moved"]:
        seen = next((start for start in bursts if start > moved), None)
        if seen is not None:
            end = max(time for time in noted["drawn"] if seen <= time < seen + 4 or time == seen)
            found.append(end - moved)
    return found


def typed(page: Page, field: str, seen: str, key: str, count: int) -> list[float]:
    """Press a key in a field again and again; return how long until a text was another one."""
    waits = []
    page.locator(field).first.focus()
    for _ in range(count):
        page.evaluate(TYPED, seen)
        page.keyboard.press(key)
        waits.append(page.evaluate("waited"))
        settle(page)
    return waits


def rows(server: Server, page: Page, quick: bool) -> Iterator[Row]:
    """Yield every row of the table."""
    part = 2 if quick else 1
    yield from spread(
        "first picture of the network, after the page's title", first_pictures(page, VISITS // part), FIRST
    )
    turned = turns(page, ROUNDS // part)
    yield from spread("another page, to its title", turned, TURN)
    yield row("another page, to its title, p95", statistics.quantiles(turned, n=20)[-1], TURN, "ms")
    noted = strokes(page, STROKES // part)[2:]  # the first ones fetch the weights
    yield from spread("from a stroke's answer to the new lines", map(from_answer_to_lines, noted), LINES)
    heard = [sum(size for _, size in one["heard"]) / 1000 for one in noted]
    yield row(
        "a stroke: everything that the server sends, median",
        statistics.median(heard),
        CHANGE,
        "kB",
    )
    yield from spread(
        "pen down: from a movement to the lines that know it",
        [wait for one in noted for wait in behind_the_pen(one)],
        PEN,
    )
    moves = MOVES // part
    for name, view, field, seen, key in (
        (
            "nudge slider: to the new true change",
            "nudge",
            ".st-key-sum_step [role=slider], .st-key-sum_step input",
            "[data-testid=stMain] table",
            "ArrowRight",
        ),
        (
            "another node: to its new sum",
            "forward",
            ".st-key-sum_node input",
            ".st-key-terms_forward, [data-testid=stMain]",
            "ArrowUp",
        ),
    ):
        page.goto(f"http://{server.address}/arithmetic?network=scratch&sum_view={view}")
        settle(page)
        before = server.seconds()
        waits = typed(page, field, seen, key, moves)
        yield from spread(name, waits, ANSWER)
        yield row(
            f"{name}: the server's processor time for each", 1000 * (server.seconds() - before) / moves, None, "ms"
        )


def spread(name: str, waits: Any, goal: float) -> Iterator[Row]:
    """Yield the shortest, because a neighbour only ever adds, and the median, which has the neighbours in it."""
    listed = sorted(waits)
    yield row(f"{name}, shortest of {len(listed)}", listed[0], goal, "ms")
    yield row(f"{name}, median", statistics.median(listed), goal, "ms")


def row(name: str, ours: float, goal: float | None, unit: str) -> Row:
    """Return a row; the peer is what is to be kept."""
    return Row(name, ours, goal, None if goal is None else goal / ours, unit)


def main() -> None:
    """Print the table."""
    told = arguments(__doc__)
    with running_server() as server, window(server) as page:
        found = list(rows(server, page, told.quick))
    publish(found, told.json, f"In a browser, with a load average of {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
