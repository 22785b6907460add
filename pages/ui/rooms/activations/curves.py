"""The Activations page: the curves, and what each makes of one sum."""

from collections.abc import Sequence

import numpy as np

from mnistnet.basics.curves import BOOK, Curve, activation_curves, scalar_names
from mnistnet.words import say
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices

RANGE = np.linspace(-5, 5, 401)


def choose_curves() -> list[Curve]:
    """Show which activations are drawn, and return their curves; without a choice the book's three."""
    chosen = choices.pills(say("Curves"), scalar_names(), key="curves", default=list(BOOK), wrap=True)
    return [curve for curve in _curves() if curve.name in (chosen or BOOK)]


@kept(max_entries=1)
def _curves() -> Sequence[Curve]:
    return activation_curves(RANGE)


def point_words(shown: Sequence[Curve], point: float, *, slopes: bool = False) -> str:
    """Return in words what the curves that are shown are at the point, or how steep."""
    names = [curve.name for curve in shown]
    there = [one for one in activation_curves([point]) if one.name in names]
    values = [float((one.slopes if slopes else one.values)[0]) for one in there]
    said = [say("{name} {value:.3f}", name=one.name, value=value) for one, value in zip(there, values, strict=True)]
    return say("At {point:.1f}: {values}.", point=point, values=", ".join(said))


def point_table(point: float) -> list[dict[str, str]]:
    """Return value and slope of each activation at the point, in words."""
    return [
        {
            say("activation"): curve.name,
            say("sends on"): say("{value:.3f}", value=curve.values[0]),
            say("slope there"): say("{slope:.3f}", slope=curve.slopes[0]),
        }
        for curve in activation_curves([point])
    ]
