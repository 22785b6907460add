"""What every network of the sources is, and how it reads."""

from mnistnet import Network, load_digits
from tests.source_numbers.record import NAMES, fed, network, number


def widths(one: Network) -> str:
    """Return the widths of a network's layers, such as 784-50-100-10."""
    return "-".join(str(n) for n in (one.input_shape[-1], *(layer.fan_out for layer in one.dense_layers)))


for key in NAMES:
    number(f"{key}-widths", lambda key=key: widths(network(key)))
    number(f"{key}-accuracy", lambda key=key: f"{fed(key, False).accuracy:.4f}", "official")
    number(f"{key}-misread", lambda key=key: fed(key, False).wrong, "official")
    number(f"{key}-epochs", lambda key=key: network(key).training.epochs)
    number(f"{key}-rate", lambda key=key: network(key).training.settings["learning_rate"])
    number(f"{key}-batch", lambda key=key: network(key).training.settings["batch_size"])
    number(f"{key}-parameters", lambda key=key: f"{network(key).parameters:,}")
for split in ("train", "validation", "test"):
    number(f"{split}-digits", lambda split=split: f"{len(load_digits('mnist').splits[split]):,}", "official")
