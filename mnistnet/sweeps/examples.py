"""What readers of the books ask, as plans: which learning rate, how many nodes, and how much of it is chance."""

from collections.abc import Mapping
from types import MappingProxyType

from mnistnet.sweeps.plan import Plan
from mnistnet.words import mark

__all__ = ["EXAMPLES"]

_RASHID = {"base": "your-own", "epochs": 3}  # one picture at a time, as Make Your Own Neural Network learns
_ALL = (
    Plan(
        "learning-rate",
        mark("Which learning rate reads best?"),
        settings=_RASHID,
        grid={"learning_rate": (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8)},
    ),
    Plan(
        "hidden-nodes",
        mark("How many hidden nodes does it need?"),
        settings=_RASHID,
        grid={"hidden": (5, 10, 20, 50, 100, 200, 400)},
    ),
    Plan(
        "epochs",
        mark("How often should it see every digit?"),
        settings={"base": "your-own", "hidden": 100},
        grid={"learning_rate": (0.1, 0.2), "epochs": (1, 2, 3, 5, 8)},
    ),
    Plan(
        "batch-size",
        mark("How many digits should share one step?"),
        settings={"base": "nielsen", "epochs": 5},
        grid={"learning_rate": (0.5, 3.0), "batch_size": (5, 10, 30, 100, 300, 1000)},
    ),
    Plan(
        "eta-and-regularisation",
        mark("How large a step, and how strong a pull of the weights towards zero?"),
        settings={"base": "nielsen", "loss": "cross-entropy", "epochs": 5, "initialisation": "glorot-normal"},
        grid={"learning_rate": (0.05, 0.2, 0.5, 2.0), "l2": (0.0, 0.0001, 0.001, 0.01)},
        repeats=4,
    ),
    Plan(
        "initialisation",
        mark("How should the first weights be drawn?"),
        settings={"base": "scratch", "epochs": 5},
        grid={
            "activation": ("sigmoid", "relu"),
            "initialisation": ("small", "standard", "glorot-uniform", "glorot-normal", "he-normal"),
        },
    ),
    Plan(
        "digits",
        mark("How many digits does it have to learn from?"),
        settings={"base": "scratch", "epochs": 10},
        grid={"digits": (100, 300, 1000, 2000, 4000, 8000)},
    ),
    Plan(
        "seeds",
        mark("How much of it is chance?"),
        settings={"epochs": 5, "digits": 4000},
        grid={"base": ("scratch", "nielsen", "your-own")},
        repeats=20,
    ),
    Plan(
        "trust",
        mark("How near do maps come to Shapley's value?"),
        measure="influence",
        repeats=200,
        settings={"base": "scratch"},
    ),
    Plan(
        "handwriting",
        mark("How well are the pens of made-up writers read?"),
        measure="handwriting",
        repeats=50,
        grid={"base": ("scratch", "sharp")},
    ),
)
EXAMPLES: Mapping[str, Plan] = MappingProxyType({plan.name: plan for plan in _ALL})
