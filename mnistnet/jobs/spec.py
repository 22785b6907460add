"""A spec is what a run is asked to do, as a file says it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mnistnet.training import Settings
from mnistnet.words import say

__all__ = ["RunSpec"]


@dataclass(frozen=True)
class RunSpec:
    """What a run is asked to do.

    Attributes
    ----------
    settings : Settings
        At the start; some may change on the way.
    data : str
        What `mnistnet.load_digits` is asked for: "embedded", "mnist", "mnist-60000" or a folder.
    session : str
        Who asked.
    created : float
        When, in seconds since 1970.
    parent : str
        The run that it branches off from, and `parent_epoch` where; empty if none.
    client : str
        From which network address, as a digest; empty if that is not known.
    count : int
        How many of the training digits it learns from, chosen by its seed; 0 for all.
    plan : str
        The text of a plan, where it is a whole sweep; empty for one training.
    """

    settings: Settings
    data: str = "embedded"
    session: str = ""
    created: float = 0.0
    parent: str = ""
    parent_epoch: int = 0
    client: str = ""
    count: int = 0
    plan: str = ""

    def to_json(self) -> str:
        """Return the spec as text."""
        return json.dumps(asdict(self) | {"settings": self.settings.to_dict()})

    @classmethod
    def from_json(cls, text: str) -> "RunSpec":
        """Return a spec from text; ValueError with a sentence if it is not one."""
        try:
            values: Mapping[str, Any] = json.loads(text)
            return cls(**dict(values) | {"settings": Settings.from_dict(values["settings"])})
        except (KeyError, TypeError) as error:
            raise ValueError(say("This is not the spec of a training run ({error}).", error=error)) from error
