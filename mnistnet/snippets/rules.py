"""What an activation is called in a program, how it is written out, and its slope: one table for all programs."""

from types import MappingProxyType

__all__ = ["DEFINITIONS", "INVERSES", "SAFE_SIGMOID", "SLOPES", "called", "multiplied", "slope"]

DEFINITIONS = MappingProxyType(  # tanh is NumPy's own, and identity needs nothing
    {
        "sigmoid": ("def sigmoid(a):", "    return 1 / (1 + np.exp(-a))"),
        "relu": ("def relu(a):", "    return np.maximum(a, 0)"),
        "step": ("def step(a):", "    return (a > 0).astype(a.dtype)"),
        "softmax": (
            "def softmax(a):",
            "    powers = np.exp(a - a.max(axis=-1, keepdims=True))",
            "    return powers / powers.sum(axis=-1, keepdims=True)",
        ),
    }
)
SAFE_SIGMOID = (  # float32 overflows at -89
    "def sigmoid(a):",
    "    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a",
)
SLOPES = MappingProxyType(  # factors, which can be told from what the activation gives
    {
        "sigmoid": "{z} * (1 - {z})",
        "tanh": "(1 - {z}**2)",
        "relu": "({z} > 0)",
        "step": "np.zeros_like({z})",
        "identity": "np.ones_like({z})",
    }
)
INVERSES = MappingProxyType(
    {"sigmoid": "np.log({z} / (1 - {z}))", "tanh": "np.arctanh({z})", "identity": "{z}", "relu": "{z}"}
)


def called(rule: str) -> str:
    """Return what a program calls an activation that stands in a list."""
    return {"tanh": "np.tanh", "identity": "np.positive"}.get(rule, rule)


def slope(rule: str, z: str) -> str:
    """Return the expression for the slope of an activation that gives `z`."""
    return SLOPES[rule].format(z=z)


def multiplied(g: str, rule: str, z: str) -> str:
    """Return the expression for `g` times the slope of an activation that gives `z`."""
    return g if rule == "identity" else f"{g} * {slope(rule, z)}"
