"""Programs of the methods that show random parts of the picture: the very parts that the library draws."""

from mnistnet.snippets.backwards import backward, look_function, slopes_function
from mnistnet.snippets.case import END, Case
from mnistnet.snippets.layers import forward, sent

__all__ = ["mask_mean_gradient", "two_level"]

Parts = list[list[str]]
BENDS = {"sigmoid": "slope1 * (1 - 2 * z1)", "tanh": "slope1 * -2 * z1"}
FIRST_SLOPES = {"sigmoid": "z1 * (1 - z1)", "tanh": "1 - z1 ** 2"}


def mask_mean_gradient(case: Case) -> Parts | None:
    """Return the program of the mean slope over 256 random parts of the picture; None if it cannot be short."""
    bends = case.network.dense_layers[0].activation in BENDS
    if bends and case.along_rows:
        return None
    draw = [
        "rng, players = np.random.default_rng(0), np.flatnonzero(x != x0)",
        "q = (np.arange(128)[:, None] + rng.random((128, 1))) / 128",
        "there = rng.random((128, len(players))) < q  # 128 random parts of the picture",
    ]
    if bends:
        return [case.opening(), case.pictures(), draw, _bent(case), END]
    rows, columns = case.network.image_shape
    inputs, flat = (
        (f"parts.reshape(-1, {rows}, {columns})", "[0]") if case.along_rows else ("parts", f".reshape{case.shape}")
    )
    parts = [
        "parts = np.repeat(x0.reshape(1, -1), 256, axis=0)",
        "parts[:, players] += np.concatenate([there, ~there]) * (x - x0).flat[players]",
        f"influence = ((x - x0) * (slopes({case.first_sums(inputs)}).mean(0) @ W1.T)){flat}",
    ]
    return [case.opening(), slopes_function(case), case.pictures(), draw, parts, END]


def _bent(case: Case) -> list[str]:
    """Return the program's middle where the first activation bends: a pixel's own presence changes its slope."""
    rule = case.network.dense_layers[0].activation
    a1 = f"{case.first_sums('x0')} + team @ u"
    last = case.view if case.view[0] == "z" else f"z{max(int(case.view[1:]) - 1, 1)}"
    body = [
        "team = np.concatenate([there[batch::4], ~there[batch::4]])",
        f"z1 = {sent(case.network, 1, a1)}",
        *forward(case.network, last, start=2),
        *backward(case),
        f"slope1 = {FIRST_SLOPES[rule]}",
        f"bend = (team.mean(axis=1) - 0.5) @ ({BENDS[rule]}) / slope1.sum(axis=0)",
        "moves = u * (1 - (u * bend).clip(-0.5, 0.5))",
        "influence.flat[players] += moves @ g.mean(axis=0) / 4",
    ]
    return [
        "u = (x - x0)[0, players, None] * W1[players]  # what each pixel adds to a1",
        f"influence = np.zeros({case.shape})",
        "for batch in range(4):",
        *(f"    {line}" for line in body),
    ]


def two_level(case: Case) -> Parts | None:
    """Return the program that puts many slopes right by a few true changes; None if it cannot be short."""
    if case.along_rows:
        return None
    draw = [
        "rng, players = np.random.default_rng(0), np.flatnonzero(x != x0)",
        f"a0, u = {case.first_sums('x0')}, (x - x0)[0, players, None] * W1[players]",
        "",
        "def teams(pairs):  # random parts of the picture, then the rest of each",
        "    q = (np.arange(pairs)[:, None] + rng.random((pairs, 1))) / pairs",
        "    there = rng.random((pairs, len(u))) < q",
        "    return np.concatenate([there, ~there])",
    ]
    levels = [
        "many, few = teams(512), teams(8)",
        f"influence = np.zeros({case.shape})",
        "influence.flat[players] = u @ (look(a0 + many @ u)[1].mean(0) - look(a0 + few @ u)[1].mean(0))",
        "for team in few:",
        "    a1, way = a0 + team @ u, 1 - 2 * team",
        "    moved = look(a1 + way[:, None] * u)[0] - look(a1)[0]  # each pixel joins or leaves",
        "    influence.flat[players] += way * moved / 16",
    ]
    return [case.opening(), look_function(case), case.pictures(), draw, levels, END]
