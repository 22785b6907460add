"""A plan says which points a sweep has: what is measured, every combination of some settings, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType
from typing import Any

from mnistnet.sweeps.measures import MEASURES
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.recipe import settings_of
from mnistnet.words import say

__all__ = ["MOST_POINTS", "Plan"]

MOST_POINTS = 1_000_000
PLAIN = (bool, int, float, str)


@dataclass(frozen=True)
class Plan:
    """What a sweep computes; equal plans compute the same points.

    Attributes
    ----------
    name : str
    asks : str
        The question that it answers, in a sentence.
    measure : str
        A name in `MEASURES`.
    repeats : int
        How many seeds, or how many pictures, each setting gets.
    root : int
        Where all random numbers come from.
    data : str
        What `mnistnet.load_digits` is asked for.
    settings : mapping
        What all points have in common; see `mnistnet.sweeps.recipe` for a training. "base" is the preset, or the
        network that is looked at.
    grid : mapping of str to tuple
        Every combination of these is a setting of its own.
    cases : tuple of mappings
        A list of settings in place of a grid, or beside it: each is combined with the whole grid.

    Raises
    ------
    ValueError
        With a sentence, if it asks for what there is not.

    Examples
    --------
    >>> plan = Plan("rates", settings={"base": "nielsen", "epochs": 2}, grid={"learning_rate": (1.0, 3.0)}, repeats=4)
    >>> len(plan)
    8
    """

    name: str
    asks: str = ""
    measure: str = "training"
    repeats: int = 5
    root: int = 1
    data: str = "embedded"
    settings: Mapping[str, Any] = field(default_factory=dict)
    grid: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    cases: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            known = ", ".join(MEASURES)
            raise ValueError(say("There is no measure {name!r}; there are {known}.", name=self.measure, known=known))
        for name, value in (("repeats", self.repeats), ("root", self.root)):
            if isinstance(value, bool) or not isinstance(value, int) or value < (name == "repeats"):
                raise ValueError(say("The {name} of a plan are a whole number, not {value!r}.", name=name, value=value))
        frozen = MappingProxyType({name: tuple(map(_plain, values)) for name, values in self.grid.items()})
        object.__setattr__(self, "grid", frozen)
        object.__setattr__(self, "settings", _frozen(self.settings))
        object.__setattr__(self, "cases", tuple(map(_frozen, self.cases)))
        self._check()

    def _check(self) -> None:
        if not all(self.grid.values()):
            raise ValueError(say("Each setting of a grid has at least one value."))
        if len(self) > MOST_POINTS:
            raise ValueError(say("A plan has at most {most:,} points, not {n:,}.", most=MOST_POINTS, n=len(self)))
        asked = set(self.settings) | set(self.grid) | {name for case in self.cases for name in case}
        known = MEASURES[self.measure].settings
        if unknown := sorted(asked - set(known)):
            named = {"unknown": ", ".join(unknown), "known": ", ".join(known)}
            raise ValueError(say("There is no setting {unknown}; there are {known}.", **named))

    def __hash__(self) -> int:
        return hash((self.name, self.measure, self.repeats, self.root, self.data, repr(self.variants())))

    def __reduce__(self) -> tuple[Any, ...]:
        said = (self.name, self.asks, self.measure, self.repeats, self.root, self.data)
        return Plan, (*said, dict(self.settings), dict(self.grid), tuple(map(dict, self.cases)))

    def __len__(self) -> int:
        count = self.repeats * max(len(self.cases), 1)
        for values in self.grid.values():
            count *= len(values)
        return count

    @property
    def axes(self) -> tuple[str, ...]:
        """The settings that differ from point to point, in the order of the plan."""
        return tuple(dict.fromkeys([*(name for case in self.cases for name in case), *self.grid]))

    def variants(self) -> tuple[Mapping[str, Any], ...]:
        """Return every setting that the points have, whole, each once."""
        combined = product(*self.grid.values())
        choices = [dict(zip(self.grid, chosen, strict=True)) for chosen in combined]
        return tuple(dict(self.settings) | dict(case) | chosen for case in self.cases or ({},) for chosen in choices)

    def values(self) -> dict[str, list[Any]]:
        """Return which values each setting has anywhere in the plan."""
        found: dict[str, list[Any]] = {}
        for variant in self.variants():
            for name, value in variant.items():
                if value not in found.setdefault(name, []):
                    found[name].append(value)
        return found

    def figures(self) -> tuple[str, ...]:
        """Return the names of what is measured of each point."""
        return MEASURES[self.measure].figures(self.values())

    def points(self, digits: str) -> tuple[Point, ...]:
        """Return all points for digits with this digest: every setting once, then every setting once more, ...

        So a sweep that is cut short has seen all settings about equally often.
        """
        sorted_values = [tuple(sorted(variant.items())) for variant in self.variants()]
        return tuple(
            Point(self.measure, values, repeat, self.root, digits)
            for repeat in range(self.repeats)
            for values in sorted_values
        )

    def check_trainings(self) -> None:
        """Raise ValueError if a setting of a training is impossible: better known before the first hour than after."""
        if self.measure == "training":
            for variant in self.variants():
                settings_of(variant, 0)


def _frozen(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType({name: _plain(value) for name, value in values.items()})


def _plain(value: Any) -> Any:
    """Return a value as a plan keeps it: a number, a word, or a tuple of them."""
    if isinstance(value, list | tuple) and all(isinstance(one, PLAIN) for one in value):
        return tuple(value)
    if not isinstance(value, PLAIN):
        raise ValueError(say("A setting is a number, a word or a list of them, not {value!r}.", value=value))
    return value
