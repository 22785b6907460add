"""What a close-up looks at: one node, for one picture."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.influence import InfluenceMaps
from mnistnet.words import say
from pages.ui.state import Picture


@dataclass(frozen=True, eq=False)
class Subject:
    """What a close-up looks at: one node of one view, for one picture against one baseline, in the page's colours."""

    network: Network
    picture: Picture
    baseline: NDArray[np.uint8] | None
    view: str
    node: int
    maps: InfluenceMaps
    colours: str

    @property
    def unit(self) -> str:
        """What a value of 1 means."""
        return say("change of {view}", view=self.view)

    @property
    def name(self) -> str:
        """The node in words."""
        return say("node {node} of {view}", node=self.node, view=self.view)

    @property
    def arguments(self) -> tuple[Any, ...]:
        """What programs about the node are made of: network, picture, baseline, view and node."""
        return self.network, self.picture.image, self.baseline, self.view, self.node
