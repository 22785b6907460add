"""A walk in a real browser: clicks on pages, controls and figures, back, forward, reload; after each all must be true.

What lies on the bench follows from the steps alone: the model keeps page, digit and network in mind, and asks the
library for the answer. A page that is come back to, or loaded anew, has to show every number that it showed before.
"""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from mnistnet import load_network
from mnistnet.readout import read_answer
from mnistnet.words import say
from tests.browser.conftest import READY, go_to, open_bench, settle
from tests.walks.model import TEST, Lie

TITLES = {"influence": "Influence", "probabilities": "Probabilities", "neurons": "Neurons", "layers": "Layers"}
NETWORKS = ("scratch", "nielsen", "sharp")
NUMBER = re.compile(r"[+−-]?\d[\d.,]*")
TILES = {"influence": ".st-key-mosaic", "probabilities": ".st-key-wall_chart"}
PATIENCE = 60.0  # seconds until what is shown has to be true


@dataclass(frozen=True)
class Bench:
    """What has to lie on the bench of a page."""

    page: str
    digit: int
    network: str = "scratch"

    @property
    def words(self) -> tuple[str, ...]:
        """What the strip under the title has to say."""
        network = load_network(self.network)
        answer = read_answer(network.predict(TEST.images[self.digit])[0])
        sure = say("It answers {best}, {confidence:share}", best=answer.best, confidence=answer.confidence)
        picture = say("test digit {number}, a {label}", number=self.digit, label=TEST.labels[self.digit])
        return sure, picture, f"{self.network}, epoch {network.epoch}"


@dataclass
class Place:
    """One place of the history: what has to lie on its bench, and all that it showed when it was left."""

    bench: Bench
    shown: list[str] | None = None
    address: str = ""


class Walker:
    """Walks through one window of a browser.

    Parameters
    ----------
    page : Page
        Of Playwright.
    home : str
        The address of the app.
    seed : int
    """

    def __init__(self, page: Any, home: str, seed: int) -> None:
        self.page, self.rng, self.taken = page, random.Random(seed), [f"walk {seed}"]
        bench = Bench(self.rng.choice([*TITLES]), self.rng.randrange(len(TEST)))
        self.history, self.at = [Place(bench)], 0
        self._step(f"open {bench}", lambda: page.goto(f"{home}/{bench.page}?network=scratch&digit={bench.digit}"))

    @property
    def here(self) -> Place:
        """The open place of the history."""
        return self.history[self.at]

    def walk(self, steps: int) -> None:
        """Take steps of random kinds."""
        kinds = {self._another_digit: 3, self._dice: 2, self._another_network: 3, self._tile: 3}
        kinds |= {self._turn: 4, self._travel: 5, self._reload: 2}
        for kind in self.rng.choices([*kinds], [*kinds.values()], k=steps):
            kind()

    def _step(self, words: str, act: Callable[[], object], shown: list[str] | None = None, address: str = "") -> None:
        """Do something, and wait until the page is true; Lie if that does not come about."""
        self.taken.append(words)
        act()
        if not self._wait(lambda: not self._wrong(shown, address)):
            raise Lie("\n  ".join([self._wrong(shown, address), *self.taken]))
        settle(self.page)

    def _wrong(self, shown: list[str] | None, address: str) -> str:
        """Return what is not as it has to be; nothing while all is."""
        if not self.page.query_selector(READY) or not self.page.query_selector(".st-key-bench_face p"):
            return "the page does not come"
        strip = self.page.inner_text(".st-key-bench_face").replace("\n", " ")
        missing = [words for words in self.here.bench.words if words not in strip]
        if missing:
            return f"the strip says {strip!r} and not {missing}"
        if address and self.page.url != address:
            return f"the address is {self.page.url} and not {address}"
        found = self._numbers() if shown is not None else None
        return "" if found == shown else f"other numbers: {shown} became {found}"

    def _numbers(self) -> list[str]:
        return NUMBER.findall(self.page.get_by_test_id("stMain").inner_text())

    def _leave(self) -> None:
        """Keep in mind what the open place shows, once its figures have come."""
        end, before = time.monotonic() + PATIENCE, None
        while (now := (self.page.url, self._numbers())) != before and time.monotonic() < end:
            before = now
            self.page.wait_for_timeout(400)
        self.here.address, self.here.shown = now

    def _lay(self, **what: Any) -> None:
        self.here.bench = replace(self.here.bench, **what)

    def _another_digit(self) -> None:
        number = self.rng.randrange(len(TEST))
        self._lay(digit=number)
        self._step(f"digit {number}", lambda: self._type(number))

    def _type(self, number: int) -> None:
        open_bench(self.page)
        box = self.page.locator(".st-key-digit input")
        box.fill(str(number))
        box.press("Enter")
        self.page.keyboard.press("Escape")

    def _dice(self) -> None:
        """Lay a random digit on the bench: the address says which, and the strip has to say the same."""
        before = self.page.url
        self.page.locator(".st-key-random button:visible").first.click()  # Streamlit has a second one for phones
        self._wait(lambda: self.page.url != before)
        self._lay(digit=self._asked("digit", 0))
        self._step("a random digit", lambda: None)

    def _another_network(self) -> None:
        name = self.rng.choice([one for one in NETWORKS if one != self.here.bench.network])
        self._lay(network=name)
        self._step(f"network {name}", lambda: self._choose(name))

    def _choose(self, name: str) -> None:
        open_bench(self.page)
        self.page.locator(".st-key-network input").first.click()
        self.page.get_by_role("option", name=name, exact=True).click()
        self.page.keyboard.press("Escape")

    def _tile(self) -> None:
        """Click a tile of a figure: a digit of the wall lies on the bench then, a node stands in the address."""
        figure = TILES.get(self.here.bench.page)
        if figure is None:
            return
        points, before = self.page.locator(f"{figure} .scatterlayer path.point"), self.page.url
        points.first.wait_for(state="attached")
        place = self.rng.randrange(points.count())
        points.nth(place).evaluate("one => one.scrollIntoView({block: 'center'})")
        points.nth(place).click(force=True)
        if self.here.bench.page == "probabilities":
            self._lay(digit=place)
        self._step(f"click tile {place} from {before}", lambda: None)

    def _turn(self) -> None:
        name = self.rng.choice([one for one in TITLES if one != self.here.bench.page])
        self._leave()
        self.history[self.at + 1 :] = [Place(replace(self.here.bench, page=name))]
        self.at += 1
        self._step(f"turn to {name}", lambda: self._follow(name))

    def _follow(self, name: str) -> None:
        go_to(self.page, TITLES[name])
        self.page.wait_for_url(re.compile(rf"/{name}\b"))

    def _travel(self) -> None:
        ways = [by for by in (-1, 1) if 0 <= self.at + by < len(self.history)]
        if not ways:
            return
        by = self.rng.choice(ways)
        self._leave()
        self.at += by
        go = self.page.go_back if by < 0 else self.page.go_forward
        self._step("go back" if by < 0 else "go forward", go, self.here.shown, self.here.address)

    def _reload(self) -> None:
        self._leave()
        self._step("reload", self.page.reload, self.here.shown, self.here.address)

    def _asked(self, name: str, default: int) -> int:
        found = re.search(rf"\b{name}=(\d+)", self.page.url)
        return int(found[1]) if found else default

    def _wait(self, condition: Callable[[], bool]) -> bool:
        """Return whether something has come true in time; what it starts may go on."""
        end = time.monotonic() + PATIENCE
        while not (holds := condition()) and time.monotonic() < end:
            self.page.wait_for_timeout(50)
        return holds
