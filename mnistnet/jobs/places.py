"""Who may start a run: so many at once and in an hour, for one visitor, for one network address, and for all."""

import hashlib
import json
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from mnistnet.jobs.files import write_whole
from mnistnet.jobs.limits import limits, runs_folder
from mnistnet.jobs.owners import folder_of
from mnistnet.jobs.run import Run
from mnistnet.words import say
from mnistnet.words.told import Told

__all__ = ["Busy", "check_places", "client_name", "count_start"]

HOUR = 3600.0


class Busy(Told):
    """There is no room for another run; the message says why."""


def client_name(address: str | None) -> str:
    """Return what a network address is called in a run's spec: a digest, empty where there is none."""
    return hashlib.sha256(address.encode()).hexdigest()[:32] if address else ""


def check_places(session: str, client: str, active: Collection[Run]) -> None:
    """Raise Busy if no more runs may be asked for by this visitor, from this address, or by anybody."""
    allowed = limits()
    if sum(run.spec.session == session for run in active) >= allowed.per_session:
        raise Busy(say("A training run of yours is still going on or waiting: stop it first, or wait for it."))
    if client and sum(run.spec.client == client for run in active) >= allowed.per_client:
        raise Busy(say("Too many runs from your network are going on or waiting; try again in a few minutes."))
    if len(active) >= allowed.workers + allowed.queue:
        raise Busy(say("Too many others are training here right now; try again in a few minutes."))


def count_start(session: str, client: str) -> None:
    """Count a start, or raise Busy if there were as many within the last hour as are allowed."""
    allowed = limits()
    mine = folder_of(session) / "starts.json"
    if len(_starts(mine)) >= allowed.starts:
        raise Busy(say("You have started {n:g} runs within an hour, the most here; try again later.", n=allowed.starts))
    if client:
        ours = _clients_folder() / client
        if len(_starts(ours)) >= (most := allowed.client_starts):
            raise Busy(say("{n:g} runs were started from your network within an hour, the most here.", n=most))
        _add(ours)
    _add(mine)


def _clients_folder() -> Path:
    folder = runs_folder() / "clients"
    folder.mkdir(exist_ok=True)
    return folder


def _add(path: Path) -> None:
    write_whole(path, json.dumps([*_starts(path), time.time()]).encode(), lasting=False)


def _starts(path: Path) -> list[float]:
    """Return when runs were started within the last hour."""
    with suppress(OSError, ValueError):
        return [float(when) for when in json.loads(path.read_text()) if time.time() - when < HOUR]
    return []
