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
from mnistnet.snippets.blocks import arrays_with, inputs, opening, reading
from mnistnet.snippets.layers import flattens, forward
from mnistnet.snippets.program import Snippet, network_arrays, snippet

__all__ = ["collapse", "curves", "feeding", "moving", "one_matrix", "overflow"]

MOVES = (1, 2, 3, 4)  # pixels


def curves(point: float) -> Snippet:
    """Return the program for the value and the slope of every activation at one sum; it loads no file."""
    found = activation_curves([point])
    return snippet(
        "Value and slope of each activation",
        "curves",
        {},
        {},
        "; ".join(f"{curve.name} {curve.values[0]:.3f} {curve.slopes[0]:.3f}" for curve in found),
        A=float(point),
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
    return snippet(
        "Linear layers are one matrix",
        "linear_layers",
        {
            "network": opening(linear, "plane.npz"),
            "outputs": forward(linear, f"z{last}", name="outputs"),
            "product": [f"W, b = W @ W{k}, b @ W{k} + b{k}" for k in range(2, last + 1)],
        },
        network_arrays(linear) | {"points": plane.points, "labels": plane.labels},
        f"{last} layers {100 * shares[0]:.0f} % right, one matrix {100 * shares[1]:.0f} %, alike",
        LAYERS=last,
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
    one = float(watched(naive_sigmoid, value, dtype).values)
    first, second = (
        ", ".join(f"{share:.3g}" for share in watched(function, row, dtype).values)
        for function in (naive_softmax, softmax)
    )
    return snippet(
        "Overflow, and how to avoid it",
        "overflow",
        {},
        {},
        f"sigmoid {one:.3g}; softmax as written {first}; safe {second}",
        SUM=float(value),
        KIND=dtype,
    )


def one_matrix(network: Network, digits: Digits) -> Snippet:
    """Return the program that takes the bends out of a network and multiplies its layers out to one matrix."""
    deep, found = straightened(network), equality(network, digits.images, digits.labels)
    pixels, classes = found.shape
    count = len(deep.dense_layers)
    return snippet(
        "A network without its bends is one matrix",
        "one_matrix",
        reading(deep, "straight.npz"),
        arrays_with(deep, digits),
        f"{pixels} x {classes}, alike, {found.right:,} right",
        LAYERS=count,
        FLAT=next((k for k in range(2, count + 1) if flattens(deep, k)), 0),
    )


def feeding(network: Network, digits: Digits) -> Snippet:
    """Return the program for the sums and the mistakes with digits fed as in training and as they stand in the file."""
    scaled, raw = feed(network, digits), feed(network, digits, unscaled=True)
    ways = {"as in training": inputs(network), "from 0 to 255": inputs(network, encode=False)}
    return snippet(
        "Digits fed in two ways",
        "feeding",
        {**reading(network, "feeding.npz"), "ways": [f'"{way}": {pixels},' for way, pixels in ways.items()]},
        arrays_with(network, digits),
        f"as in training {_told(scaled)}; from 0 to 255 {_told(raw)}",
    )


def _told(fed: Fed) -> str:
    low, high = (f"{a:.{1 if abs(a) < 100 else 0}f}" for a in (fed.lowest, fed.highest))
    return f"{low} to {high}, {fed.wrong:,} of {fed.digits:,} misread"


def moving(network: Network, digits: Digits) -> Snippet:
    """Return the program for the accuracy on digits as they are and moved."""
    shares = [f"{100 * share:.1f} %" for share in (accuracy_shifted(network, digits, n) for n in MOVES)]
    return snippet(
        "Digits moved",
        "moving",
        {
            **reading(network, "moving.npz"),
            "part": [f"encoded = [{inputs(network, 'part')} for part in parts]"],
        },
        arrays_with(network, digits),
        f"{100 * accuracy(network, digits):.1f} %, moved {', '.join(shares)}",
    )
