"""What is known of a method: what it does in one sentence, its formula, who found it, and whether it adds up."""

from collections.abc import Callable
from dataclasses import dataclass

from mnistnet.influence.maps import InfluenceMaps

__all__ = ["CHANGE", "COMPARISON", "EXACT", "FAST", "GROUPS", "SPEED", "Method"]

CHANGE, SPEED = "change", "speed"
EXACT, FAST, COMPARISON = GROUPS = ("exact", "fast", "comparison")


@dataclass(frozen=True)
class Method:
    """One way to say what each pixel did.

    Attributes
    ----------
    function : callable
        (network, image, baseline=None, *, rng=None, views=None) -> InfluenceMaps.
    title : str
        What people call it, everywhere: at most 16 letters, which fit beside a table.
    sentence : str
        What it does, for a reader of fifteen.
    formula : str
        LaTeX. N is the set of pixels that differ from the baseline, v(S) the node's value when those
        of S are in, f the node, d = x - x'.
    source : str
        Author, title, year.
    complete : bool
        Whether every map adds up to the true change of its node, in every view that the method gives.
    where : str
        Where it does, in words.
    kind : str
        `CHANGE`: a map is in the unit of its node, so its sum can be compared with the node's change. `SPEED`:
        it is in that unit per unit of ink, and its sum means nothing.
    sampled : bool
        Whether something is drawn at random, so that another `rng` gives another map.
    own_baselines : bool
        Whether it counts from many pictures of its own where it is given none, and not from blank paper.
    program : str
        How its short program is made: a file in `mnistnet/snippets/programs`, or a builder in `snippets.by_method`;
        empty for that of its own name.
    sums_at_a1 : bool
        Whether that program prints no more than the sum at a1, where every pixel's share is its weight times its ink.
    """

    function: Callable[..., InfluenceMaps]
    title: str
    sentence: str
    formula: str
    source: str
    complete: bool
    where: str
    kind: str = CHANGE
    sampled: bool = False
    own_baselines: bool = False
    program: str = ""
    sums_at_a1: bool = False

    @property
    def name(self) -> str:
        """The name of the function, by which commands and links know it."""
        return self.function.__name__

    @property
    def is_speed(self) -> bool:
        """Whether its maps say how fast a node would move, not how far it moved."""
        return self.kind == SPEED

    @property
    def group(self) -> str:
        """What it is good for, one of `GROUPS`: maps that add up, quick estimates of such maps, or all others."""
        if self.complete:
            return EXACT
        return FAST if self.sampled and not self.is_speed else COMPARISON

    @property
    def comparable(self) -> bool:
        """Whether its maps can be held against Shapley's in every view: changes, against the same baseline."""
        return not self.is_speed and not self.own_baselines and self.name != "shapley_exact"
