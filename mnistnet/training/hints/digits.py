"""Rules about the digits and how long they are learned from: learned by heart, too short, wrongly labelled."""

from mnistnet.training.hints.case import Case, Hint, all_finite
from mnistnet.words import say


def unscaled_pixels(case: Case) -> Hint | None:
    """Tell of pixels that come as 0 to 255."""
    reach = abs(case.settings.encoding.offset) + abs(case.settings.encoding.scale)
    if reach <= 10:
        return None
    words = say(
        "Pixels reach the first layer as numbers up to {reach:g}: its sums are that much too large.", reach=reach
    )
    return Hint("unscaled_pixels", words, say("Pixels from 0 to 1"), {"encoding": type(case.settings.encoding)()})


def wrong_labels(case: Case) -> Hint | None:
    """Tell of digits that it learns from and yet reads worse than those that it never saw."""
    settings = case.settings
    is_harder = settings.dropout > 0 or settings.augmentation != type(settings.augmentation)() or settings.l2 > 1e-3
    if is_harder or case.epochs < 3 or not case.unseen_accuracies:
        return None
    seen, unseen = case.accuracies[-1], case.unseen_accuracies[-1]
    if seen > unseen - 0.04:
        return None
    words = say(
        "It reads {unseen:share} of the digits that it never saw, but {seen:share} of those that it learns from: "
        "some of "
        "their labels must be wrong.",
        seen=seen,
        unseen=unseen,
    )
    return Hint("wrong_labels", words, say("Look at the labels of the training digits, on My data"))


def dropout_too_strong(case: Case) -> Hint | None:
    """Tell of so many silenced nodes that it cannot learn."""
    if case.settings.dropout < 0.6 or case.epochs < 2 or case.accuracies[-1] > 0.9:
        return None
    words = say("{part:share} of the hidden nodes are silent in every step.", part=case.settings.dropout)
    return Hint("dropout_too_strong", words, say("Dropout {part:g}", part=0.2), {"dropout": 0.2})


def decay_too_strong(case: Case) -> Hint | None:
    """Tell of weights that are pulled to zero faster than they grow."""
    if case.settings.l2 < 0.01 or case.epochs < 2 or case.accuracies[-1] > 0.93:
        return None
    words = say(
        "Weight decay (l2) of {l2:g} pulls every weight towards 0 harder than the digits pull.", l2=case.settings.l2
    )
    return Hint("decay_too_strong", words, say("Weight decay (l2) {l2:g}", l2=1e-4), {"l2": 1e-4})


def overfitting(case: Case) -> Hint | None:
    """Tell of unseen digits whose loss rises while that of the others falls."""
    best = _best_epoch(case)
    if best is None or case.epochs - best < 2 or case.unseen_losses[-1] < 1.15 * case.unseen_losses[best]:
        return None
    gap = case.accuracies[-1] - case.unseen_accuracies[-1]
    if gap < 0.02 or case.settings.l2 >= 1e-3:
        return None
    words = say(
        "It reads {seen:share} of what it learns from and {unseen:share} of what it never saw, whose loss rises "
        "since epoch "
        "{best}: it learns by heart.",
        seen=case.accuracies[-1],
        unseen=case.unseen_accuracies[-1],
        best=best,
    )
    return Hint("overfitting", words, say("Weight decay (l2) {l2:g}", l2=1e-3), {"l2": 1e-3})


def stop_earlier(case: Case) -> Hint | None:
    """Tell of a best epoch that lies far back."""
    best = _best_epoch(case)
    if best is None or not case.is_over or best < 1 or case.epochs - best < 3:
        return None
    if case.unseen_losses[-1] < 1.05 * case.unseen_losses[best]:
        return None
    words = say("Unseen digits were read best after epoch {best}; the epochs since have cost, not gained.", best=best)
    return Hint("stop_earlier", words, say("{n} epochs", n=best), {"epochs": best})


def too_few_epochs(case: Case) -> Hint | None:
    """Tell of a run that was still getting better when it ended."""
    losses = case.unseen_losses or case.losses
    if not case.is_over or case.epochs < 1 or len(losses) < 2 or not all_finite(losses):
        return None
    gained = 1 - losses[-1] / losses[-2] if losses[-2] > 0 else 0.0
    if gained < 0.1 or case.losses[-1] < 0.02:
        return None
    more = 2 * case.settings.epochs
    words = say("In its last epoch the loss still fell by {gained:share}: it was not finished.", gained=gained)
    return Hint("too_few_epochs", words, say("{n} epochs", n=more), {"epochs": more})


def _best_epoch(case: Case) -> int | None:
    if len(case.unseen_losses) < 3 or not all_finite(case.unseen_losses):
        return None
    return min(range(len(case.unseen_losses)), key=case.unseen_losses.__getitem__)
