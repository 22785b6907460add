"""The changes of the Robustness page as lines of a program that change ``pictures``, bit by bit as the library does."""

from mnistnet.network import Network
from mnistnet.robustness import NOISE_SEED
from mnistnet.training.augmentation import POOL

__all__ = ["change_lines"]


def change_lines(network: Network, name: str, strength: float) -> list[str]:
    """Return the lines that change `pictures` (n, rows, columns) as the library does, in float32 and rounded."""
    rows, columns = network.image_shape
    if name == "thicken":
        return _thicken(strength)
    if name == "noise":
        return _noise(strength, rows * columns)
    if name == "occlude":
        return _occlude(round(strength), rows, columns)
    middle_row, middle_column = (rows - 1) / 2, (columns - 1) / 2
    places = {
        "rotate": [
            f"angle = np.deg2rad(np.float32({-strength!r}))",
            f"row = np.cos(angle) * down + np.sin(angle) * across + {middle_row!r}",
            f"column = np.cos(angle) * across - np.sin(angle) * down + {middle_column!r}",
        ],
        "scale": [
            f"size = 1 / (1 + np.float32({strength!r}))",
            f"row, column = size * down + {middle_row!r}, size * across + {middle_column!r}",
        ],
        "shift": [f"row, column = down + {middle_row!r}, across + {middle_column - strength!r}"],
    }[name]
    from_middle = f"np.array([[[{middle_row!r}]], [[{middle_column!r}]]], np.float32)"
    middle = f"{middle_row!r}" if rows == columns else from_middle
    return [
        f"down, across = np.indices(({rows}, {columns}), np.float32) - {middle}  # from the middle",
        *places,
        f"row, column = np.clip(row, -1, {rows}), np.clip(column, -1, {columns})",
        *_BLEND,
    ]


# Every new pixel comes from a place between four old ones, and is their blend.
_BLEND = [
    "ink = np.pad(pictures.astype(np.float32), ((0, 0), (1, 2), (1, 2)))",
    "i, j = np.floor(row).astype(int) + 1, np.floor(column).astype(int) + 1",
    "upper = ink[:, i, j] + column % 1 * (ink[:, i, j + 1] - ink[:, i, j])",
    "lower = ink[:, i + 1, j] + column % 1 * (ink[:, i + 1, j + 1] - ink[:, i + 1, j])",
    "pictures = np.rint(upper + row % 1 * (lower - upper))",
]


def _thicken(strength: float) -> list[str]:
    whole, part = divmod(abs(strength), 1)
    amounts = [1.0] * int(whole) + ([part] if part else [])
    extreme = "max" if strength > 0 else "min"
    return [
        f"for amount in {amounts}:  # pixels",
        "    ink = np.pad(pictures.astype(np.float32), ((0, 0), (1, 1), (1, 1)))",
        "    beside = [ink[:, :-2, 1:-1], ink[:, 2:, 1:-1], ink[:, 1:-1, :-2], ink[:, 1:-1, 2:]]",
        f"    most = np.{extreme}([pictures, *beside], axis=0)",
        "    pictures = np.rint(pictures + np.float32(amount) * (most - pictures))",
    ]


def _noise(strength: float, pixels: int) -> list[str]:
    return [
        f"rng = np.random.default_rng({NOISE_SEED})",
        f"noise = rng.standard_normal({POOL}, np.float32)",
        f"start = rng.integers(0, {POOL}, len(pictures))  # where each picture begins to read",
        f"grain = noise[(start[:, None] + np.arange({pixels})) % {POOL}].reshape(pictures.shape)",
        f"pictures = np.rint(np.clip(pictures + 255 * {strength!r} * grain, 0, 255))",
    ]


def _occlude(side: int, rows: int, columns: int) -> list[str]:
    top, left = max((rows - side) // 2, 0), max((columns - side) // 2, 0)
    return [f"pictures[:, {top}:{top + side}, {left}:{left + side}] = 0"]
