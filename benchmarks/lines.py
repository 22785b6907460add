"""How much of the truth a few lines are: the share that the strongest lines of a living picture carry.

For each network the mean over 200 test digits: of all that leads to the answer, and of all that passes between the
pixels and the first layer, how much the `--lines` strongest lines carry, by what each brought to the answer.
"""

import numpy as np

from benchmarks.table import Row, arguments, publish
from mnistnet import Network, load_digits, load_network, network_names
from mnistnet.lines import answered

DIGITS, QUICK = 200, 20


def shares(network: Network, image: np.ndarray, count: int) -> tuple[float, float]:
    """Return what the strongest lines into the answer carry, and those of the first gap, each as a share."""
    best = int(network.predict(image)[0].argmax())
    gaps = answered(network, image, best)
    return gaps[-1].bill(best, count).share, gaps[0].share(gaps[0].strongest(count))


def main() -> None:
    """Print the table."""
    told = arguments(__doc__, lines=30)
    images, rows = load_digits().split("test").images[: QUICK if told.quick else DIGITS], []
    for name in network_names():
        network = load_network(name)
        into, first = np.mean([shares(network, image, told.lines) for image in images], axis=0)
        rows.append(Row(f"{name}: {told.lines} lines into the answer", 100 * into, None, None, "%"))
        rows.append(Row(f"{name}: {told.lines} lines between the pixels and layer 1", 100 * first, None, None, "%"))
    publish(rows, told.json)


if __name__ == "__main__":
    main()
