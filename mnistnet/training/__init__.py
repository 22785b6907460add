"""Training makes a network out of random numbers and labelled digits: `train` is the whole of it.

Reading order: initial, losses, learning_rules, stage, backpropagation, optimisers, schedules, checks, layer_plan,
settings, size, learner, loop; then one_by_one for the trick that makes single pictures fast, and nudge for what one
picture did.
"""

from mnistnet.training.augmentation import Augmentation
from mnistnet.training.initial import INITIALISATIONS
from mnistnet.training.learning_rules import LEARNING_RULES
from mnistnet.training.loop import train, untrained_network
from mnistnet.training.losses import LOSSES, NOTHING
from mnistnet.training.nudge import Nudge, nudge
from mnistnet.training.optimisers import OPTIMISERS
from mnistnet.training.schedules import SCHEDULES
from mnistnet.training.settings import LIVE_SETTINGS, ORDERS, LayerPlan, Settings
from mnistnet.training.size import check_size, megabytes_of, parameter_count
from mnistnet.training.snapshot import Diverged, Progress, Snapshot

__all__ = [
    "Augmentation",
    "Diverged",
    "INITIALISATIONS",
    "LEARNING_RULES",
    "LIVE_SETTINGS",
    "LOSSES",
    "LayerPlan",
    "NOTHING",
    "Nudge",
    "OPTIMISERS",
    "ORDERS",
    "Progress",
    "SCHEDULES",
    "Settings",
    "Snapshot",
    "check_size",
    "megabytes_of",
    "nudge",
    "parameter_count",
    "train",
    "untrained_network",
]
