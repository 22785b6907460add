"""How many pictures of every way back are recognised: by the network, by others, and by its control."""

import pandas as pd

from mnistnet import Network, inverse, load_network, network_names
from mnistnet.inverse import METHODS, DoesNotApply
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.rooms.what_it_sees.sentences import CONTROL_COLUMNS
from pages.ui.rooms.what_it_sees.ways import all_digits
from pages.ui.state import keys, value_of


def scoreboard(network: Network) -> pd.DataFrame:
    """Return how many pictures of every method are recognised: by the network, by the others, and by the control."""
    others = [load_network(name) for name in network_names() if name != value_of(keys.NETWORK)]
    rows = []
    for method in METHODS.values():
        title = {say("way back"): say(method.title)}
        try:
            seen, control = all_digits(network, method), all_digits(bench.untrained_network(), method)
        except DoesNotApply as reason:
            rows.append(title | {say("it recognises"): str(reason)})
            continue
        readers = [inverse.read_back(other, seen.pictures, seen.read.labels).count for other in others]
        counts = {
            say("it recognises"): say("{count} of {n}", count=seen.read.count, n=10),
            say("other networks do"): say("{count} of {n}", count=sum(readers), n=10 * len(others)),
            say(CONTROL_COLUMNS[bench.control_is()]): say("{count} of {n}", count=control.read.count, n=10),
        }
        rows.append(title | counts)
    return pd.DataFrame(rows).fillna("")
