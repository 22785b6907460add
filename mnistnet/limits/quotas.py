"""Quotas keep one visitor of a server from taking it away from the others; at home most of them are endless."""

import os
from dataclasses import Field, dataclass, field, fields
from math import inf
from typing import Any

from mnistnet.words import say

__all__ = ["Limits", "is_hosted", "limits"]


def _quota(at_home: Any, hosted: Any, what: str) -> Any:
    return field(default=at_home, metadata={"at home": at_home, "hosted": hosted, "what": what})


@dataclass(frozen=True)
class Limits:
    """What training runs, and what visitors made, may take: the value of each at home, that on a server, what it is.

    Each can be set by the environment: MNISTNET_MAX_WORKERS and so on.
    """

    per_session: int = _quota(1, 1, "Runs of one visitor that train or wait at once")
    per_client: float = _quota(inf, 11, "The same of one network address: half of all places")
    workers: int = _quota(2, 2, "Runs that train at once in all; no more than the machine has cores")
    queue: int = _quota(20, 20, "Runs that wait for their turn in all")
    starts: float = _quota(inf, 60, "Runs that one visitor starts in an hour")
    client_starts: float = _quota(inf, 300, "Runs that one network address starts in an hour")
    epochs: float = _quota(10_000.0, 200, "Epochs of a run")
    points: float = _quota(inf, 60, "Trainings of a sweep, which is one run")
    seconds: float = _quota(inf, 600, "Seconds that a run trains")
    parameters: float = _quota(50_000_000.0, 5_000_000, "Weights and biases of a network that trains")
    memory: float = _quota(8_000.0, 1_000.0, "Megabytes of memory that a run needs, by the estimate made before it")
    megabytes: float = _quota(400.0, 100.0, "Megabytes of the kept epochs of one run")
    silence: float = _quota(120.0, 120.0, "Seconds without a sign of life from its owner after which a run stops")
    runs: float = _quota(inf, 5, "Runs that are kept for one visitor; the oldest makes room")
    sets: float = _quota(inf, 4, "Sets that are kept for the runs of one visitor; the oldest makes room")
    days: float = _quota(inf, 30, "Days after which a run that is over, and what belongs to it, is deleted")
    room: float = _quota(inf, 4_000.0, "Megabytes of all runs and sets together; the oldest make room")
    desk: float = _quota(20.0, 20.0, "Megabytes of what one visitor made, kept for the next visit")
    desks: float = _quota(2_000.0, 2_000.0, "Megabytes of the same of all visitors")
    uploads: float = _quota(inf, 100, "Megabytes that one open page uploads until it is closed")
    client_uploads: float = _quota(inf, 400, "Megabytes that one network address uploads within ten minutes")


def is_hosted() -> bool:
    """Return whether this is a public server: MNISTNET_HOSTED=1 says so."""
    return os.environ.get("MNISTNET_HOSTED", "") not in ("", "0")


def limits() -> Limits:
    """Return the limits in force; MNISTNET_HOSTED=1 makes the defaults those of a public server.

    Raises
    ------
    ValueError
        If a variable does not hold a number.
    """
    named: dict[str, Any] = {one.name: _number(one.name, _usual(one)) for one in fields(Limits)}
    return Limits(**named)


def _usual(one: "Field[Any]") -> Any:
    at_home, hosted = one.metadata["at home"], one.metadata["hosted"]
    usual = type(at_home)(hosted) if is_hosted() else at_home
    return min(os.cpu_count() or 1, usual) if one.name == "workers" else usual


def _number(name: str, usual: float) -> float:
    text = os.environ.get(f"MNISTNET_MAX_{name.upper()}", "")
    try:
        return type(usual)(text) if text else usual
    except ValueError:
        raise ValueError(
            say("MNISTNET_MAX_{name} must be a number, not {text!r}.", name=name.upper(), text=text)
        ) from None
