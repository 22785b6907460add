"""What an activation is called in a program, how it is written out, and its slope: all of it stands in its record."""

from mnistnet.activations import ACTIVATIONS, Written
from mnistnet.influence.game import DoesNotApply

__all__ = ["bend_of", "called", "definition", "has_slope", "inverse", "multiplied", "slope", "written"]


def written(rule: str) -> Written:
    """Return how an activation is written out; DoesNotApply where its record does not say."""
    found = ACTIVATIONS[rule].written
    if found is None:
        raise DoesNotApply(f"There is no short program for the activation {rule} yet.")
    return found


def definition(rule: str, *, narrow: bool = False) -> tuple[str, ...]:
    """Return the lines that define it, an empty one before them; `narrow` are those that float32 needs."""
    entry = written(rule)
    lines = (entry.narrow or entry.definition) if narrow else entry.definition
    return ("", *lines) if lines else ()


def called(rule: str) -> str:
    """Return what a program calls an activation that stands in a list."""
    return written(rule).name or rule


def has_slope(rule: str) -> bool:
    """Return whether its slope can be written as a factor."""
    entry = ACTIVATIONS[rule].written
    return entry is not None and bool(entry.slope)


def slope(rule: str, z: str) -> str:
    """Return the expression for the slope of an activation that gives `z`."""
    return written(rule).slope.format(z=z)


def bend_of(rule: str) -> str:
    """Return how fast its slope changes, as a part of it; empty where it does not, or nobody has written it."""
    entry = ACTIVATIONS[rule].written
    return entry.bend if entry else ""


def inverse(rule: str, z: str) -> str:
    """Return the expression for the sum at which an activation gives `z`; `z` itself where there is none."""
    return (written(rule).inverse or "{z}").format(z=z)


def multiplied(g: str, rule: str, z: str) -> str:
    """Return the expression for `g` times the slope of an activation that gives `z`."""
    return g if rule == "identity" else f"{g} * {slope(rule, z)}"
