"""Limits keep one visitor's training from taking the machine away from the others."""

import os
from dataclasses import dataclass, fields
from math import inf
from pathlib import Path
from typing import Any

from mnistnet.words import say

__all__ = ["Limits", "limits", "runs_folder"]


@dataclass(frozen=True)
class Limits:
    """What training runs, and what visitors made, may take.

    Each can be set by the environment: MNISTNET_MAX_WORKERS and so on.

    Attributes
    ----------
    per_session : int
        How many runs of one visitor may run or wait at once.
    workers : int
        How many may run at once in all.
    queue : int
        How many more may wait.
    epochs, seconds, parameters : float
        How long and how large one run may be.
    megabytes : float
        How much room the kept epochs of one run may take.
    silence : float
        After so many seconds without a sign of life from its owner a run stops.
    desk, desks : float
        How many megabytes what a visitor made may take, and that of all visitors together.
    """

    per_session: int = 1
    workers: int = 2
    queue: int = 20
    epochs: float = 10_000
    seconds: float = inf
    parameters: float = 50_000_000
    megabytes: float = 400.0
    silence: float = 120.0
    desk: float = 20.0
    desks: float = 2_000.0


def limits() -> Limits:
    """Return the limits in force; MNISTNET_HOSTED=1 makes the defaults those of a public server.

    Raises
    ------
    ValueError
        If a variable does not hold a number.
    """
    hosted = os.environ.get("MNISTNET_HOSTED", "") not in ("", "0")
    workers = min(os.cpu_count() or 1, 2)
    usual = Limits(workers=workers)
    if hosted:
        usual = Limits(workers=workers, epochs=200, seconds=600, parameters=5_000_000, megabytes=100)
    named: dict[str, Any] = {field.name: _number(field.name, getattr(usual, field.name)) for field in fields(Limits)}
    return Limits(**named)


def _number(name: str, usual: float) -> float:
    text = os.environ.get(f"MNISTNET_MAX_{name.upper()}", "")
    try:
        return type(usual)(text) if text else usual
    except ValueError:
        raise ValueError(
            say("MNISTNET_MAX_{name} must be a number, not {text!r}.", name=name.upper(), text=text)
        ) from None


def runs_folder() -> Path:
    """Return the folder in which runs live, made if need be: MNISTNET_RUNS_DIR, or one in the user's cache."""
    named = os.environ.get("MNISTNET_RUNS_DIR", "")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(named) if named else cache / "mnistnet" / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
