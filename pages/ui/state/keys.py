"""The keys of widgets that more than one file asks for; a widget that one file alone knows has its key there."""

NETWORK = "network"  # the first network's name
SECOND = "beside"  # the second network's name
SET = "set"  # which digits lie on the bench
PICTURE = "picture"  # which kind of picture lies on the bench
DIGIT = "digit"  # the number of the test digit
NODE = "node"
NEURON_LAYER = "neuron_layer"  # in which a neuron is looked at, 1 for the first
NEURON = "neuron"  # its number there
DATA = "data"  # what a training run learns from
OWN_NETWORK = "own_network"  # the row of My networks
OWN_DATA = "own_data"  # the row of My data
OPEN_OWN_DIGIT = "hand_open"
EXPERIMENT = "experiment"  # the plan whose results Experiments shows
POINT = "one_training"  # the number of the training that is open there
LEAST = "least"  # the certainty below which a network answers "I don't know"


def epoch_of(name: str) -> str:
    """Return the key of a network's epoch: each network keeps the epoch at which it was last looked at."""
    return f"epoch_{name}"
