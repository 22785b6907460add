"""Programs of the methods that let the pixels enter one after the other, and of what needs no order at all."""

from mnistnet.snippets.case import END, Case, receipt_end

__all__ = ["added_up", "entering", "few_orders", "permutations", "true_change"]

Parts = list[list[str]]


def permutations(case: Case) -> Parts:
    """Return the program that lets the pixels enter in 16 random orders and their reverses, as the library does."""
    return [case.opening(), case.value(), case.pictures(), entering(case, 16), END]


def few_orders(case: Case) -> Parts:
    """Return the same with two orders: every order adds up, so the total is Shapley's own."""
    return [case.opening(), case.value(), case.pictures(), entering(case, 2), receipt_end()]


def entering(case: Case, orders: int, value: str = "node") -> list[str]:
    """Return the lines that give each pixel's mean change of a `value` while all enter in `orders` random orders."""
    flat = "pictures" if not case.along_rows else f"pictures.reshape(-1, {case.shape[1:-1]})"
    return [
        "rng, players = np.random.default_rng(0), np.flatnonzero(x != x0)",
        "k = len(players)",
        f"influence = np.zeros({case.shape})",
        f"for _ in range({orders}):",
        "    order = players[rng.permutation(k)]",
        "    for way in (order, order[::-1]):",
        "        pictures = np.repeat(x0.reshape(1, -1), k + 1, axis=0)",
        "        pictures[:, way] += np.tri(k + 1, k, -1) * (x - x0).flat[way]  # row n: n pixels in",
        f"        influence.flat[way] += np.diff({value}({flat})) / {2 * orders}",
    ]


def added_up(case: Case) -> Parts:
    """Return the program at a1, where every pixel does what its weight says, whatever the others do."""
    if case.along_rows:
        width = case.network.view_shapes["a1"][1]
        row, unit = divmod(case.node, width)
        lines = [
            f"influence = np.zeros({case.shape})",
            f"influence[{row}] = (x - x0)[0, {row}] * W1[:, {unit}]  # at a1 pixels only add up",
        ]
    else:
        lines = [f"influence = ((x - x0) * W1[:, {case.node}]).reshape{case.shape}  # at a1 pixels only add up"]
    return [case.opening(), case.value(), case.pictures(), lines, receipt_end()]


def true_change(case: Case) -> Parts:
    """Return the program of what truly happened to the node, which needs no map."""
    lines = ["before, after = node(x0)[0], node(x)[0]"]
    end = ['print(f"in truth {after - before:+.3g}")']
    return [case.opening(), case.value(), case.pictures(), lines, end]
