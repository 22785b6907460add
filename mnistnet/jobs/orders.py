"""Orders are what the owner of a run wants of it while it trains: pause, go on, one step, other settings."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mnistnet.training import Settings

__all__ = ["Orders"]


class Orders:
    """The orders of one run, read from the list to which its owner adds.

    Attributes
    ----------
    offset : int
        How many bytes of the list have been obeyed.
    paused : bool
    step : str
        While paused: "image", "batch" or "epoch" is to be done once; else empty.
    pace : float
        How many pictures a second it shall learn from at most; 0 is as fast as it can.
    """

    def __init__(self, path: Path, offset: int) -> None:
        self._path, self.offset = path, offset
        self.paused, self.step, self.pace = False, "", 0.0

    def read(self, settings: Settings) -> dict[str, Any]:
        """Take in what was ordered since the last time; return the changes of settings among it.

        Orders after a step are left for the next time, so that two steps are two steps.
        """
        changes: dict[str, Any] = {}
        for start, order in self._new():
            match order:
                case {"do": "pause"}:
                    self.paused = True
                case {"do": "go on"}:
                    self.paused = False
                case {"do": "pace", "pictures_per_second": int() | float() as pace}:
                    self.pace = max(float(pace), 0.0)
                case {"do": "change", "settings": dict(wanted)} if _possible(settings, changes | wanted):
                    changes |= wanted
                case {"do": "step", "by": str(by)} if self.paused and self.step:
                    self.offset = start  # one step at a time: this one waits
                    return changes
                case {"do": "step", "by": str(by)} if self.paused:
                    self.step = by
                    return changes
        return changes

    def _new(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Yield the orders not obeyed yet, with where each begins; each counts as obeyed once it has been yielded."""
        try:
            with self._path.open("rb") as file:
                file.seek(self.offset)
                content = file.read()
        except FileNotFoundError:
            return
        for line in content.splitlines(keepends=True):
            if not line.endswith(b"\n"):  # still being written
                return
            start, self.offset = self.offset, self.offset + len(line)
            yield start, json.loads(line)


def _possible(settings: Settings, changes: Mapping[str, Any]) -> bool:
    try:
        settings.changed(changes)
    except ValueError:
        return False
    return True
