"""Rules about what happens inside: nodes that are stuck, gradients that fade, weights that begin too large."""

from math import isfinite, log

from mnistnet.training.hints.case import Case, Hint, gradient_vanishes
from mnistnet.training.settings import LayerPlan
from mnistnet.words import say


def weights_too_large(case: Case) -> Hint | None:
    """Tell of a loss that is far above that of guessing before anything was learned."""
    classes = int(case.settings.layers[-1].units or 10)
    guessing = log(classes) if case.settings.loss == "cross-entropy" else 5.0
    if case.losses[0] < 3 * guessing or not isfinite(case.losses[0]):
        return None
    words = say(
        "Before it learned anything its loss was {loss:.1f}, where guessing costs {guessing:.1f}: it began sure "
        "and wrong.",
        loss=case.losses[0],
        guessing=guessing,
    )
    return Hint(
        "weights_too_large",
        words,
        say("Smaller weights to begin with (glorot-uniform)"),
        {"initialisation": "glorot-uniform"},
    )


def dead_nodes(case: Case) -> Hint | None:
    """Tell of ReLU nodes that send on 0 for every picture."""
    dead = [share for share, name in zip(case.inactive, case.hidden, strict=False) if name == "relu"]
    if not dead or max(dead) < 0.3:
        return None
    words = say("{part:share} of a layer's nodes answer 0 to every picture and learn nothing any more.", part=max(dead))
    changes = {"learning_rate": case.settings.learning_rate / 5, "initialisation": "he-normal"}
    label = say("Learning rate {rate:g}, weights from the beginning (he-normal)", rate=changes["learning_rate"])
    return Hint("dead_nodes", words, label, changes)


def saturated_nodes(case: Case) -> Hint | None:
    """Tell of sigmoids or tanhs that stand at their ends, where they have no slope."""
    bent = [share for share, name in zip(case.saturated, case.hidden, strict=False) if name in ("sigmoid", "tanh")]
    if not bent or max(bent) < 0.75:
        return None
    words = say(
        "{part:share} of a layer's answers lie at the ends of the bend, where its slope is nearly 0: the sums are"
        " too large.",
        part=max(bent),
    )
    return Hint(
        "saturated_nodes",
        words,
        say("Smaller weights to begin with (glorot-uniform)"),
        {"initialisation": "glorot-uniform"},
    )


def vanishing_gradient(case: Case) -> Hint | None:
    """Tell of a first layer that gets hardly any gradient."""
    if not gradient_vanishes(case):
        return None
    times = case.gradients[-1] / max(case.gradients[0], 1e-300)
    words = say("The gradient of the first layer is {times:,.0f} times smaller than that of the last.", times=times)
    layers = tuple(_bent(plan, "relu") for plan in case.settings.layers[:-1]) + case.settings.layers[-1:]
    return Hint(
        "vanishing_gradient", words, say("ReLU in the hidden layers"), {"layers": layers, "initialisation": "he-normal"}
    )


def uneven_gradient(case: Case) -> Hint | None:
    """Tell of a first layer that gets far more gradient than the last."""
    if len(case.gradients) < 2 or not case.gradients[0] > 300 * case.gradients[-1] > 0:
        return None
    times = case.gradients[0] / case.gradients[-1]
    words = say("The gradient of the first layer is {times:,.0f} times larger than that of the last.", times=times)
    return Hint(
        "uneven_gradient",
        words,
        say("Smaller weights to begin with (glorot-uniform)"),
        {"initialisation": "glorot-uniform"},
    )


def too_few_nodes(case: Case) -> Hint | None:
    """Tell of a small network that has learned all it can."""
    sizes = [int(plan.units) for plan in case.settings.layers[:-1] if plan.units]
    if not sizes or min(sizes) > 15 or case.epochs < 5 or case.accuracies[-1] > 0.93:
        return None
    if not 0 <= 1 - case.losses[-1] / max(case.losses[-2], 1e-300) < 0.02:
        return None
    narrow = min(sizes)
    words = say(
        "A layer of {n} nodes lets too little through: it has stopped at {part:share}.",
        n=narrow,
        part=case.accuracies[-1],
    )
    layers = tuple(_wide(plan, narrow) for plan in case.settings.layers[:-1]) + case.settings.layers[-1:]
    return Hint("too_few_nodes", words, say("{n} nodes", n=4 * narrow), {"layers": layers})


def _bent(plan: LayerPlan, activation: str) -> LayerPlan:
    return plan if plan.units is None else LayerPlan(plan.units, activation, plan.name, plan.biases)


def _wide(plan: LayerPlan, narrow: int) -> LayerPlan:
    return LayerPlan(4 * narrow, plan.activation, plan.name, plan.biases) if plan.units == narrow else plan
