"""A plan as a file that people read and write: TOML, with a line of explanation where it helps."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from mnistnet.sweeps.measures import MEASURES, SEEDS
from mnistnet.sweeps.plan import Plan
from mnistnet.words import mark, say

__all__ = ["plan_text", "read_plan"]

HEAD = mark("Run it: mnistnet sweep {name}.toml")
TABLES = ("settings", "grid", "cases")
PLAIN = ("name", "asks", "measure", "root", "data")
MOST_LETTERS = 100_000


def read_plan(text: str) -> Plan:
    r"""Return a plan from the text of a TOML file.

    Raises
    ------
    ValueError
        With a sentence, if it is none.

    Examples
    --------
    >>> plan = read_plan('name = "rates"\nseeds = 3\n[grid]\nlearning_rate = [0.1, 0.2]\n')
    >>> len(plan), read_plan(plan_text(plan)) == plan
    (6, True)
    """
    if len(text) > MOST_LETTERS:
        raise ValueError(say("A plan has at most {most:,} letters.", most=MOST_LETTERS))
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError(say("This plan is no TOML: {error}.", error=error)) from error
    repeats = _repeats_of(values.get("measure", "training"))
    if unknown := sorted(values.keys() - {*PLAIN, *TABLES, repeats}):
        known = ", ".join((*PLAIN, repeats, *TABLES))
        raise ValueError(say("A plan has no {unknown}; it has {known}.", unknown=", ".join(unknown), known=known))
    parts = {("repeats" if name == repeats else name): value for name, value in values.items()}
    return _made(parts)


def _made(parts: dict[str, Any]) -> Plan:
    """Return the plan of values that a TOML file gave, whatever kinds they are."""
    for name, kind in (*((name, str) for name in PLAIN if name != "root"), ("settings", dict), ("grid", dict)):
        if not isinstance(parts.get(name, kind()), kind):
            raise ValueError(say("What a plan says of {name} is of the wrong kind.", name=name))
    cases, grid = parts.get("cases", []), parts.get("grid", {})
    if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
        raise ValueError(say("What a plan says of {name} is of the wrong kind.", name="cases"))
    if not all(isinstance(values, list) for values in grid.values()):
        raise ValueError(say("A grid has a list of values for each setting, such as learning_rate = [0.1, 0.2]."))
    if not parts.get("name"):
        raise ValueError(say('A plan has a name: write name = "rates" at its head.'))
    parts = parts | {"cases": tuple(_flat(case) for case in cases), "grid": grid}
    return Plan(**parts | {"settings": _flat(parts.get("settings", {}))})


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings with those of a group by their whole names, as in "augmentation.shift"."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        inner = value.items() if isinstance(value, dict) else ()
        flat |= {f"{name}.{member}": one for member, one in inner} if inner else {name: value}
    return flat


def plan_text(plan: Plan) -> str:
    """Return a plan as the text of a TOML file, which `read_plan` makes into the same plan again."""
    lines = [f"# {say(HEAD, name=plan.name)}", *(f"{name} = {_written(getattr(plan, name))}" for name in PLAIN)]
    lines.append(f"{_repeats_of(plan.measure)} = {plan.repeats}")
    for name, table in (("settings", plan.settings), ("grid", plan.grid)):
        lines += ["", f"[{name}]", *map(_line, table.items())] if table else []
    for case in plan.cases:
        lines += ["", "[[cases]]", *map(_line, case.items())]
    return "\n".join(lines) + "\n"


def _repeats_of(measure: Any) -> str:
    return MEASURES[measure].repeats if isinstance(measure, str) and measure in MEASURES else SEEDS


def _line(item: tuple[str, Any]) -> str:
    name, value = item
    return f"{json.dumps(name) if '.' in name else name} = {_written(value)}"


def _written(value: Any) -> str:
    """Return a value as TOML: its words, numbers and lists are written as JSON's are."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value)
