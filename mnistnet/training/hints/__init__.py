"""Hints read off a run what goes wrong in it: the rule, the figure that set it off, and one change that mends it.

Reading order: case (what is known of a run), steps, layers, digits (the rules).
"""

from collections.abc import Callable

from mnistnet.training.hints import digits, layers, steps
from mnistnet.training.hints.case import Case, Hint, Rows
from mnistnet.training.settings import Settings

__all__ = ["RULES", "Hint", "hints"]

RULES: tuple[Callable[[Case], Hint | None], ...] = (
    steps.loss_exploded,
    digits.unscaled_pixels,
    steps.rate_of_another_optimiser,
    steps.loss_rises,
    steps.loss_zigzags,
    layers.weights_too_large,
    layers.dead_nodes,
    layers.saturated_nodes,
    layers.vanishing_gradient,
    layers.uneven_gradient,
    steps.loss_crawls,
    steps.batch_too_large,
    steps.noisy_steps,
    digits.wrong_labels,
    digits.dropout_too_strong,
    digits.decay_too_strong,
    steps.rate_fell_too_early,
    layers.too_few_nodes,
    digits.overfitting,
    digits.stop_earlier,
    digits.too_few_epochs,
)


def hints(settings: Settings, rows: Rows) -> list[Hint]:
    """Return what goes wrong in a run, the gravest first; nothing where all is well.

    Parameters
    ----------
    settings : Settings
    rows : sequence of mappings
        The reports of a run ("start" and "epoch" have the figures), or the history of a network.
    """
    case = Case.of(settings, rows)
    if not case.losses:
        return []
    return [found for rule in RULES if (found := rule(case)) is not None]
