"""S5: a pattern on its way through the layers."""

from mnistnet.patterns import layer_summary, row_network
from tests.source_numbers.record import number


def parameters(size: int, classes: int) -> list[int]:
    """Return the parameters of each dense layer of the row model."""
    return [row[-1] for row in layer_summary(row_network(size, classes)) if row[-1]]


for place in range(5):
    number(f"s5-layer-{place + 1}", lambda place=place: parameters(50, 5)[place])
number("s5-total", lambda: f"{sum(parameters(50, 5)):,}")
number("s5-digits-total", lambda: f"{sum(parameters(28, 10)):,}")
