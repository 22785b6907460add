"""Influence says what each pixel did to each node."""

from mnistnet.influence.game import DoesNotApply, Game
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.one_pixel import one_pixel

__all__ = ["DoesNotApply", "Game", "InfluenceMaps", "one_pixel"]
