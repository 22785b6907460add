"""Rules about the length of a step: the learning rate, the batch, the schedule."""

from itertools import pairwise
from math import isfinite

from mnistnet.training.hints.case import Case, Hint, all_finite, gradient_vanishes
from mnistnet.words import say


def loss_exploded(case: Case) -> Hint | None:
    """Tell of a loss that is no number any more, or many times what it was at first."""
    last = case.losses[-1]
    if case.epochs < 1 or (isfinite(last) and last < 4 * max(case.losses[0], 0.1)):
        return None
    words = say(
        "The loss has grown from {first:.2f} to {last:.3g}: the steps are too large, each leaps over the valley.",
        first=case.losses[0],
        last=last,
    )
    return _slower("loss_exploded", words, case, 5)


def loss_rises(case: Case) -> Hint | None:
    """Tell of a loss that has risen twice in a row."""
    if case.epochs < 3 or not all_finite(case.losses):
        return None
    before, middle, last = case.losses[-3:]
    if not (middle > 1.05 * before and last > 1.05 * middle):
        return None
    words = say("The loss rises: {before:.3f}, {middle:.3f}, {last:.3f}.", before=before, middle=middle, last=last)
    return _slower("loss_rises", words, case, 2)


def loss_zigzags(case: Case) -> Hint | None:
    """Tell of a loss that goes up and down by turns."""
    steps = [b / a - 1 for a, b in zip(case.losses[1:], case.losses[2:], strict=False) if a > 0]
    turns = sum(a * b < 0 and min(abs(a), abs(b)) > 0.05 for a, b in pairwise(steps))
    if turns < 3:
        return None
    words = say(
        "The loss has gone up and down {turns} times by more than 5 %: it jumps about the minimum.", turns=turns
    )
    return _slower("loss_zigzags", words, case, 3)


def loss_crawls(case: Case) -> Hint | None:
    """Tell of a loss that hardly falls, though its gradient is there."""
    if case.epochs < 2 or not all_finite(case.losses) or case.settings.learning_rate >= 100:
        return None
    fallen = 1 - case.losses[-1] / case.losses[0]
    if not 0 <= fallen < 0.1 or case.accuracies[-1] > 0.5 or gradient_vanishes(case):
        return None
    rate = case.settings.learning_rate
    return Hint(
        "loss_crawls",
        say(
            "After {n} epochs the loss has fallen by {fallen:share} only: steps are too small.",
            n=case.epochs,
            fallen=fallen,
        ),
        say("Learning rate {rate:g}", rate=10 * rate),
        {"learning_rate": 10 * rate},
    )


def rate_of_another_optimiser(case: Case) -> Hint | None:
    """Tell of Adam with a rate that suits plain steps."""
    if case.settings.optimiser != "adam" or case.settings.learning_rate <= 0.02 or case.epochs < 1:
        return None
    return Hint(
        "rate_of_another_optimiser",
        say(
            "Adam makes every step about as long as the learning rate: {rate:g} is far.",
            rate=case.settings.learning_rate,
        ),
        say("Learning rate {rate:g}", rate=0.001),
        {"learning_rate": 0.001},
    )


def batch_too_large(case: Case) -> Hint | None:
    """Tell of so few steps an epoch that hardly anything is learned."""
    if case.settings.batch_size < 500 or case.epochs < 2 or case.accuracies[-1] > 0.9:
        return None
    smaller = max(10, case.settings.batch_size // 10)
    words = say(
        "{batch:,} digits share one step; after {n} epochs it reads {part:share}. Many small steps learn more "
        "than few.",
        batch=case.settings.batch_size,
        n=case.epochs,
        part=case.accuracies[-1],
    )
    return Hint("batch_too_large", words, say("Batches of {n}", n=smaller), {"batch_size": smaller})


def noisy_steps(case: Case) -> Hint | None:
    """Tell of single pictures that throw the weights about."""
    noisy = case.settings.batch_size < 5 and case.settings.learning_rate >= 1
    if not noisy or case.epochs < 1 or case.accuracies[-1] > 0.95:
        return None
    words = say(
        "Each step is taken on {n} pictures and is {rate:g} long: they pull against each other.",
        n=case.settings.batch_size,
        rate=case.settings.learning_rate,
    )
    return Hint("noisy_steps", words, say("Batches of {n}", n=20), {"batch_size": 20})


def rate_fell_too_early(case: Case) -> Hint | None:
    """Tell of a schedule that made steps so small that learning stopped on the way."""
    settings = case.settings
    if settings.schedule != "step" or case.epochs < 2 or case.accuracies[-1] > 0.95:
        return None
    now = settings.rate_in(case.epochs)
    if now > settings.learning_rate / 50:
        return None
    words = say(
        "The schedule has brought the learning rate down to {rate:.2g} by epoch {epoch}.", rate=now, epoch=case.epochs
    )
    return Hint("rate_fell_too_early", words, say("A rate that stays"), {"schedule": "constant"})


def _slower(key: str, words: str, case: Case, times: float) -> Hint:
    rate = float(f"{case.settings.learning_rate / times:.2g}")
    return Hint(key, words, say("Learning rate {rate:g}", rate=rate), {"learning_rate": rate})
