"""What a visitor has answered in the duel: kept for other pages and on the desk, in no address."""

import time

import numpy as np
from numpy.typing import NDArray

from mnistnet import Digits, Network
from mnistnet.duel import Score, hard_digits, packed, shows_map, unpacked
from pages.ui.bench import bench
from pages.ui.holdings import results, shelf
from pages.ui.holdings.kept import kept
from pages.ui.state import mine

READ, FORESEEN, SECONDS = "duel_read", "duel_foreseen", "duel_seconds"
MOST = {READ: 60, FORESEEN: 40}  # digits to read, and others of which the network's answer is foreseen
LONGEST = 60  # seconds that count for one digit: whoever goes for tea is not slow
Numbers = NDArray[np.intp]


@kept(max_entries=2)
def _hard(digits: Digits, networks: tuple[Network, ...]) -> Numbers:
    return hard_digits([one.predict(digits.images) for one in networks], sum(MOST.values()))


def numbers(of: str) -> Numbers:
    """Return the numbers of the test digits that are asked in a round, in their order."""
    shipped = tuple(shelf.network(name) for name in shelf.names() if shelf.is_shipped(name))
    found = _hard(results.embedded("test"), shipped)
    return found[: MOST[READ]] if of == READ else found[MOST[READ] :]


def given(of: str) -> list[int]:
    """Return the answers of a round so far."""
    remembered = mine().remembered.pop(of, None)
    text = mine().choices.get(of) or remembered or ""
    answers = unpacked(str(text), MOST[of])
    if answers:
        mine().choices[of] = packed(answers)
    return answers


def answer(of: str, value: int) -> None:
    """Add an answer, from a callback; where a round is over it is left out."""
    if len(given(of)) < MOST[of]:
        mine().choices[of] = packed([*given(of), value])
        if of == READ:
            mine().choices[SECONDS] = f"{seconds() + _since():.1f}"
    mine().asked_since = time.monotonic()


def take_back(of: str) -> None:
    """Take the last answer of a round back, from a callback."""
    _put(of, given(of)[:-1])


def begin_anew() -> None:
    """Forget all answers, from a callback."""
    for of in MOST:
        _put(of, [])
    mine().choices.pop(SECONDS, None)


def _put(of: str, answers: list[int]) -> None:
    mine().choices.pop(of, None)
    if answers:
        mine().choices[of] = packed(answers)


def seconds() -> float:
    """Return how many seconds the answers have taken together."""
    text = str(mine().choices.get(SECONDS) or mine().remembered.pop(SECONDS, "0"))
    known = float(text) if text.replace(".", "", 1).isdecimal() else 0.0
    mine().choices[SECONDS] = f"{known:.1f}"
    return known


def _since() -> float:
    asked = mine().asked_since
    return 0.0 if asked is None else min(time.monotonic() - asked, LONGEST)


def begin_clock() -> None:
    """Note when the first digit of this session was shown."""
    if mine().asked_since is None:
        mine().asked_since = time.monotonic()


def its_answers(of: str) -> Numbers:
    """Return what the network on the bench answers to the digits of a round."""
    return np.asarray(bench.network().predict(results.embedded("test").images[numbers(of)]).argmax(axis=1))


def score() -> Score:
    """Return who reads what, of the digits that were answered so far."""
    count, digits = len(given(READ)), results.embedded("test")
    labels = digits.labels[numbers(READ)][:count].astype(np.intp)
    return Score(labels, np.array(given(READ), np.intp), its_answers(READ)[:count])


def foreseen() -> tuple[tuple[int, int], tuple[int, int]]:
    """Return how many answers were foreseen, of how many: with the map, and without."""
    told = np.array(given(FORESEEN), np.intp)
    hit, shown = told == its_answers(FORESEEN)[: len(told)], shows_map(MOST[FORESEEN])[: len(told)]
    return (int(hit[shown].sum()), int(shown.sum())), (int(hit[~shown].sum()), int((~shown).sum()))
