"""Walks through lessons in a real browser, and photographs every step: ``python -m tests.walks.lessons FOLDER``.

Each question is answered wrongly, then rightly, by touch on a phone or by keys alone on a desk; what the step has to
say of either is worked out by the library. ``--lesson neuron`` takes one lesson, ``--by keys`` one kind of hands.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from mnistnet import load_digits, load_network
from mnistnet.lessons import LESSONS, Choice, Draw, Lesson, Number, Order, Pick, Question, Scene, Step
from tests.browser.conftest import FLAGS, find_chromium, running_server, settle
from tests.wrong_guesses import wrong

DIGITS = load_digits().split("test")
ON_BOARD = ("draw", "my_handwriting")  # their questions are about the sample on the board: test digit 3
BUSY = '[data-testid="stApp"][data-test-script-state="running"]'
THUMB = 300  # pixels that a photo is wide on a sheet of all
MOST_TABS = 250


class Touch:
    """A thumb on a phone."""

    name, size = "touch", (390, 844)

    def press(self, target: Any) -> None:
        """Tap on something."""
        target.scroll_into_view_if_needed()
        target.tap()

    def go_to(self, field: Any) -> None:
        """Go to a field, to type there."""
        self.press(field)

    def write(self, field: Any, text: str) -> None:
        """Write into a field in place of what stands there."""
        self.press(field)
        write_over(field, text)


class Keys:
    """A keyboard and nothing else: everything has to be reached by Tab, and by arrows within a row of buttons."""

    name, size = "keys", (1280, 800)

    def press(self, target: Any) -> None:
        """Go to something and press Enter."""
        self._reach(target)
        target.page.keyboard.press("Enter")

    def go_to(self, field: Any) -> None:
        """Go to a field, to type there."""
        self._reach(field)

    def write(self, field: Any, text: str) -> None:
        """Write into a field in place of what stands there."""
        self._reach(field)
        write_over(field, text)

    def _reach(self, target: Any) -> None:
        target.wait_for()
        for _ in range(MOST_TABS):
            if self._is_at(target) or (self._is_beside(target) and self._walk_to(target)):
                return
            target.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached by {MOST_TABS} presses of Tab")

    def _walk_to(self, target: Any) -> bool:
        for arrow in 12 * ["ArrowRight"] + 12 * ["ArrowLeft"]:
            if self._is_at(target):
                return True
            target.page.keyboard.press(arrow)
        return self._is_at(target)

    def _is_at(self, target: Any) -> bool:
        return bool(target.evaluate("one => one === document.activeElement"))

    def _is_beside(self, target: Any) -> bool:
        row = "one => Boolean(one.closest('[data-testid=stButtonGroup]')?.contains(document.activeElement))"
        return bool(target.evaluate(row))


def write_over(field: Any, text: str) -> None:
    """Write into the field that has the focus, as people do."""
    field.page.keyboard.press("Control+a")
    field.page.keyboard.type(text)
    field.page.keyboard.press("Tab")


def scene_of(step: Step) -> Scene:
    """Return what the question of a step is about where nothing else was laid on bench and board."""
    number = 3 if step.page in ON_BOARD else 0
    label = None if step.page in ON_BOARD else int(DIGITS.labels[number])
    return Scene(load_network("scratch"), DIGITS.images[number], DIGITS, label)


class Walker:
    """Walks through lessons in one window.

    Parameters
    ----------
    page : Page
        Of Playwright.
    hands : Touch or Keys
    folder : Path or None
        Where the photos are put; None for none.
    """

    def __init__(self, page: Any, hands: Touch | Keys, folder: Path | None = None) -> None:
        self.page, self.hands, self.folder = page, hands, folder

    def walk(self, home: str, one: Lesson) -> Iterator[str]:
        """Take every step of a lesson, and yield what is wrong at each."""
        self.page.goto(f"{home}/?lesson={one.key}&step=1&network=scratch")
        for number, step in enumerate(one.steps, 1):
            self._wait_for(f"step {number} of {len(one.steps)}")
            name = f"{one.key}-{number}-{self.hands.name}"
            yield from (f"{name}: {complaint}" for complaint in self._take(step, f"guess_{one.key}_{number}", name))
            if number < len(one.steps):
                self.hands.press(self._button("lesson_next"))
        self.hands.press(self._button("lesson_next"))  # now it says Finish
        self.page.locator(".st-key-lesson").wait_for(state="detached")
        self.page.wait_for_url("**/lessons*")

    def _take(self, step: Step, key: str, name: str) -> Iterator[str]:
        self._photograph(f"{name}-0-asks")
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            yield "it scrolls sideways"
        if step.ask is None:
            return
        yield from self._missing(step)
        question = step.ask(scene_of(step))
        if question.words not in self._panel():
            yield f"it does not ask {question.words!r}"
        guesses = {"2-right": question.answer} if isinstance(question, Draw) else {"1-wrong": wrong(question)}
        for kind, guess in (guesses | {"2-right": question.answer}).items():
            self._guess(question, key, guess)
            told = question.judge(guess).words
            self._photograph(f"{name}-{kind}")
            if told not in self._panel() or (kind == "1-wrong" and question.reason not in self._panel()):
                yield f"it does not say {told!r}"

    def _missing(self, step: Step) -> Iterator[str]:
        """Yield what the step covers or speaks of and is not there, or not to be seen."""
        for name in step.covers:
            if not self.page.locator(f'.st-key-{name}, [class*=" st-key-{name}_"]').count():
                yield f"there is nothing called {name!r} to cover"
        if step.shows and not self.page.locator(f".st-key-{step.shows}").count():
            yield f"there is nothing called {step.shows!r} to show"
        elif step.shows and self.hands.name == "touch" and not self._is_in_sight(step.shows):
            yield f"{step.shows!r} lies behind the panel"

    def _is_in_sight(self, key: str) -> bool:
        """Return whether at least 80 pixels of something stand between the strip and the panel."""
        sight = """key => {
          const box = (name) => document.querySelector(`.st-key-${name}`).getBoundingClientRect(), one = box(key);
          return Math.min(one.bottom, box("lesson").top) - Math.max(one.top, box("bench").bottom) >= 80;
        }"""
        return bool(self.page.evaluate(sight, key))

    def _guess(self, question: Question, key: str, guess: str) -> None:
        """Say a guess by the control of its kind."""
        row = self.page.locator(f".st-key-{key} button")
        match question:
            case Choice():
                self.hands.press(row.get_by_text(question.options[guess], exact=True).locator("xpath=ancestor::button"))
            case Number():
                self.hands.write(self.page.locator(f".st-key-{key} input"), guess)
            case Pick() if len(question.names) == 1 and question.highest[0] < 10:
                self.hands.press(row.nth(int(guess)))
            case Pick():
                for title, number in zip(question.names, guess.split(","), strict=True):
                    self.hands.write(self.page.locator(f".st-key-{key}_{title} input"), number)
            case Order():
                self._choose_in_order(key, [question.options[one] for one in guess.split(",")])
        self._settle()
        self.hands.press(self._button("lesson_guess"))
        self._settle()

    def _choose_in_order(self, key: str, labels: list[str]) -> None:
        field = self.page.locator(f".st-key-{key} input")
        for _ in range(len(labels)):  # what was chosen before
            self.hands.go_to(field)
            self.page.keyboard.press("Backspace")
        for label in labels:
            self.hands.go_to(field)  # Enter would choose the first thing of the open list
            self.page.keyboard.type(label)
            self.page.wait_for_function("document.querySelectorAll('[role=option]').length === 1")
            self.page.keyboard.press("Enter")
            self._settle()
        self.page.keyboard.press("Escape")

    def _button(self, key: str) -> Any:
        return self.page.locator(f".st-key-{key} button")

    def _panel(self) -> str:
        return str(self.page.locator(".st-key-lesson").inner_text()).replace("\n", " ").replace("\u00a0", " ")

    def _wait_for(self, words: str) -> None:
        self.page.locator(".st-key-lesson_way", has_text=re.compile(words.replace(" ", r"\s"))).wait_for(timeout=60_000)
        self._settle()

    def _settle(self) -> None:
        self.page.wait_for_timeout(150)  # until the browser has begun to ask
        settle(self.page)

    def _photograph(self, name: str) -> None:
        if self.folder is not None:
            self.page.wait_for_timeout(700)
            self.page.screenshot(path=self.folder / f"{name}.png")


def lay_on_sheet(photos: list[Path], sheet: Path) -> None:
    """Put photos side by side, six in a row, to be looked at together."""
    images = [Image.open(photo) for photo in photos]
    small = [image.resize((THUMB, round(image.height * THUMB / image.width))) for image in images]
    high = max(image.height for image in small)
    whole = Image.new("RGB", (6 * THUMB, -(-len(small) // 6) * high), "white")
    for place, image in enumerate(small):
        whole.paste(image, (place % 6 * THUMB, place // 6 * high))
    whole.save(sheet)


def main() -> int:
    """Walk the lessons that are asked for; return 1 if something is not as it has to be."""
    parser = argparse.ArgumentParser(prog="python -m tests.walks.lessons", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the photos are put")
    parser.add_argument("--lesson", choices=[one.key for one in LESSONS], help="one lesson alone")
    parser.add_argument("--by", choices=["touch", "keys"], help="one kind of hands alone")
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    with running_server() as home, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for hands in (Touch(), Keys()):
            for one in LESSONS:
                if asked.by in (None, hands.name) and asked.lesson in (None, one.key):
                    complaints += _walk(browser, hands, asked, home, one)
        browser.close()
    print("\n".join(complaints) or "nothing to complain of")
    return 1 if complaints else 0


def _walk(browser: Any, hands: Touch | Keys, asked: argparse.Namespace, home: str, one: Lesson) -> list[str]:
    width, height = hands.size
    phone = {"has_touch": True, "is_mobile": True} if hands.name == "touch" else {}
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=asked.theme, **phone)
    try:
        found = list(Walker(page, hands, asked.folder).walk(home, one))
    except Exception as error:  # the other lessons are walked all the same
        page.screenshot(path=asked.folder / f"{one.key}-broken-{hands.name}.png")
        found = [f"{one.key}, by {hands.name}: {error}"]
    page.close()
    photos = sorted(asked.folder.glob(f"{one.key}-*-{hands.name}*.png"))
    lay_on_sheet(photos, asked.folder / f"sheet-{one.key}-{hands.name}.png")
    print(f"{one.key}, by {hands.name}: {len(photos)} photos, {len(found)} complaints", flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
