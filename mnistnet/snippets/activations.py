"""Programs for the Activations page: curves at one sum, linear layers multiplied out, overflow, softmax and scaling."""

from mnistnet.activations import softmax
from mnistnet.basics.curves import activation_curves
from mnistnet.basics.feeding import Fed, feed
from mnistnet.basics.linear import collapsed, equality, straightened
from mnistnet.basics.overflow import naive_sigmoid, naive_softmax, watched
from mnistnet.basics.plane import Plane, share_right
from mnistnet.basics.scaling import accuracy, accuracy_shifted
from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.snippets.layers import flattens, forward
from mnistnet.snippets.many import answering, answers_function, arrays_with, beginning, inputs
from mnistnet.snippets.program import Snippet, network_arrays, opening, program

__all__ = ["collapse", "curves", "feeding", "moving", "one_matrix", "overflow"]

MOVES = (1, 2, 3, 4)  # pixels


def curves(point: float) -> Snippet:
    """Return the program for the value and the slope of every activation at one sum; it loads no file."""
    lines = [
        "import numpy as np",
        "",
        f"a = {float(point)!r}  # the sum that arrives",
        "sigmoid = 1 / (1 + np.exp(-a))",
        "tanh = np.tanh(a)",
        "curves = {  # what is sent on, and how steep the curve is there",
        '    "step": (float(a > 0), 0.0),',
        '    "sigmoid": (sigmoid, sigmoid * (1 - sigmoid)),',
        '    "relu": (max(a, 0.0), float(a > 0)),',
        '    "tanh": (tanh, 1 - tanh**2),',
        '    "identity": (a, 1.0),',
        "}",
        'print("; ".join(f"{name} {z:.3f} {slope:.3f}" for name, (z, slope) in curves.items()))',
    ]
    found = activation_curves([point])
    return Snippet(
        "Value and slope of each activation",
        program(lines),
        "",
        {},
        "; ".join(f"{curve.name} {curve.values[0]:.3f} {curve.slopes[0]:.3f}" for curve in found),
        "in the table under the curves: “sends on” and “slope there”",
    )


def collapse(linear: Network, plane: Plane) -> Snippet:
    """Return the program that multiplies linear layers out to one matrix and lets both judge the points.

    Parameters
    ----------
    linear : Network
        Hidden layers without a bend, then a softmax.
    plane : Plane

    Raises
    ------
    ValueError
        If a layer before the last one bends its sums.
    """
    single = collapsed(linear)
    shares = [share_right(network, plane) for network in (linear, single)]
    last = len(linear.dense_layers)
    lines = [
        'x, labels = file["points"], file["labels"]',
        *forward(linear, f"z{last}"),
        "W, b = W1, b1",
        *(f"W, b = W @ W{k}, b @ W{k} + b{k}" for k in range(2, last + 1)),
        "one = softmax(x @ W + b)",
        f"right = [100 * (z.argmax(axis=1) == labels).mean() for z in (z{last}, one)]",
        f'alike = "alike" if np.allclose(z{last}, one) else "not alike"',
        f'print(f"{last} layers {{right[0]:.0f}} % right, one matrix {{right[1]:.0f}} %, {{alike}}")',
    ]
    return Snippet(
        "Linear layers are one matrix",
        program(opening(linear, "plane.npz"), lines),
        "plane.npz",
        network_arrays(linear) | {"points": plane.points, "labels": plane.labels},
        f"{last} layers {100 * shares[0]:.0f} % right, one matrix {100 * shares[1]:.0f} %, alike",
        "over the first two pictures of “Why not a straight line?”",
    )


def overflow(value: float, dtype: str) -> Snippet:
    """Return the program for sigmoid and softmax as written and safe, at a large sum; it loads no file.

    Parameters
    ----------
    value : float
        The sum; the softmax is that of this sum, 0 and 1.
    dtype : str
        "float64" or "float32".
    """
    row = [float(value), 0.0, 1.0]
    lines = [
        f"a = np.{dtype}({float(value)!r})",
        f"row = np.array([{', '.join(map(repr, row))}], np.{dtype})",
        'with np.errstate(all="ignore"):  # leave this line out to see what NumPy says',
        "    sigmoid = 1 / (1 + np.exp(-a))",
        "    as_written = np.exp(row) / np.exp(row).sum()",
        "powers = np.exp(row - row.max())  # a common shift cancels, and nothing can grow too large",
        "safe = powers / powers.sum()",
    ]
    tell = [
        "def told(shares):",
        '    return ", ".join(f"{share:.3g}" for share in shares)',
        "",
        'print(f"sigmoid {sigmoid:.3g}; softmax as written {told(as_written)}; safe {told(safe)}")',
    ]
    one = float(watched(naive_sigmoid, value, dtype).values)
    first, second = (
        ", ".join(f"{share:.3g}" for share in watched(function, row, dtype).values)
        for function in (naive_softmax, softmax)
    )
    return Snippet(
        "Overflow, and how to avoid it",
        program(["import numpy as np"], lines, tell),
        "",
        {},
        f"sigmoid {one:.3g}; softmax as written {first}; safe {second}",
        "in the table of “What if a number is too large?”",
    )


def one_matrix(network: Network, digits: Digits) -> Snippet:
    """Return the program that takes the bends out of a network and multiplies its layers out to one matrix."""
    deep, found = straightened(network), equality(network, digits.images, digits.labels)
    through, sums = answering(deep)
    pixels, classes = found.shape
    lines = [
        f"x = {inputs(deep)}",
        *through,
        *_multiplied_out(deep),
        "at_once = x.reshape(len(x), -1) @ W + b",
        f"near = np.allclose({sums}, at_once, rtol=0, atol=1e-12 * abs({sums}).max())  # but for rounding",
        f'right = ({sums}.argmax(axis=1) == file["labels"]).sum()',
        """print(f"{W.shape[0]} x {W.shape[1]}, {'alike' if near else 'not alike'}, {right:,} right")""",
    ]
    return Snippet(
        "A network without its bends is one matrix",
        program(beginning(deep, "straight.npz"), lines),
        "straight.npz",
        arrays_with(deep, digits),
        f"{pixels} x {classes}, alike, {found.right:,} right",
        "in the last paragraph of “Why not a straight line?”",
    )


def _multiplied_out(network: Network) -> list[str]:
    """Return the lines that multiply all layers out to W, and the biases to b."""
    count, rows, start = len(network.dense_layers), network.image_shape[0], network.dense_layers[0].fan_in
    flat = [k for k in range(2, count + 1) if flattens(network, k)]
    each_row = (
        []
        if not flat
        else [
            f"    if k == {flat[0]}:  # until here each row by itself, by the same matrix",
            f"        W, b = np.kron(np.eye({rows}), W), np.tile(b, {rows})",
        ]
    )
    return [
        f"W, b = np.eye({start}), np.zeros({start})",
        f"for k in range(1, {count + 1}):",
        *each_row,
        '    W, b = W @ file[f"W{k}"], b @ file[f"W{k}"] + file.get(f"b{k}", 0)',
    ]


def feeding(network: Network, digits: Digits) -> Snippet:
    """Return the program for the sums and the mistakes with digits fed as in training and as they stand in the file."""
    scaled, raw = feed(network, digits), feed(network, digits, unscaled=True)
    biases = "" if network.dense_layers[0].biases is None else ' + file["b1"]'
    lines = [
        "ways = {",
        f'    "as in training": {inputs(network)},',
        f'    "from 0 to 255": {inputs(network, encode=False)},',
        "}",
        "told = []",
        "for way, x in ways.items():",
        f'    a1 = x @ file["W1"]{biases}  # what arrives in the first layer',
        '    wrong = (answers(x) != file["labels"]).sum()',
        "    low, high = (f'{a:.{1 if abs(a) < 100 else 0}f}' for a in (a1.min(), a1.max()))",
        '    told.append(f"{way} {low} to {high}, {wrong:,} of {len(x):,} misread")',
        'print("; ".join(told))',
    ]
    return Snippet(
        "Digits fed in two ways",
        program(beginning(network, "feeding.npz"), answers_function(network), lines),
        "feeding.npz",
        arrays_with(network, digits),
        f"as in training {_told(scaled)}; from 0 to 255 {_told(raw)}",
        "in the table of “Why must pixels lie between 0 and 1?”",
    )


def _told(fed: Fed) -> str:
    low, high = (f"{a:.{1 if abs(a) < 100 else 0}f}" for a in (fed.lowest, fed.highest))
    return f"{low} to {high}, {fed.wrong:,} of {fed.digits:,} misread"


def moving(network: Network, digits: Digits) -> Snippet:
    """Return the program for the accuracy on digits as they are and moved."""
    rows, columns = network.image_shape
    lines = [
        "def moved(n):  # mean of down, up, right and left",
        '    wide = np.pad(file["images"], ((0, 0), (n, n), (n, n)))',
        "    corners = ((0, n), (2 * n, n), (n, 0), (n, 2 * n))",
        f"    parts = [wide[:, i : i + {rows}, j : j + {columns}] for i, j in corners]",
        f"    moved = [{inputs(network, 'part')} for part in parts]",
        "    return np.mean([right(x) for x in moved])",
        "",
        f"as_they_are = right({inputs(network)})",
        f'told = ", ".join(f"{{moved(n):.1f}} %" for n in {MOVES})',
        'print(f"{as_they_are:.1f} %, moved {told}")',
    ]
    shares = [f"{100 * share:.1f} %" for share in (accuracy_shifted(network, digits, n) for n in MOVES)]
    return Snippet(
        "Digits moved",
        program(
            beginning(network, "moving.npz"),
            answers_function(network, "right", '100 * ({}.argmax(axis=1) == file["labels"]).mean()'),
            lines,
        ),
        "moving.npz",
        arrays_with(network, digits),
        f"{100 * accuracy(network, digits):.1f} %, moved {', '.join(shares)}",
        "over the bars of “Why must a digit stand in the middle?”",
    )
