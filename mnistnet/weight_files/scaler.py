"""A scaler before the network, in a pipeline of scikit-learn's or beside a model, is folded into the first layer.

`StandardScaler` makes (x - mean_) / scale_ of every pixel, `MinMaxScaler` x scale_ + min_: both are a factor and a
summand for each pixel, so that weights and biases take them in exactly. People who write their own keep mean and std
beside the weights, for every pixel or for all.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.weight_files.normalisation import Norm, folded
from mnistnet.weight_files.part import Chain
from mnistnet.weight_files.roles import WORD
from mnistnet.words import say

__all__ = ["scaler_of", "with_scaler"]

Array = NDArray[Any]
MOMENTS = {"mean": "mean", "mu": "mean", "means": "mean", "std": "deviation", "stds": "deviation", "sd": "deviation",
           "sigma": "deviation", "stddev": "deviation", "stdev": "deviation", "var": "variance",
           "variance": "variance"}  # fmt: skip
OF_PIXELS = frozenset(
    ("x", "train", "training", "pixel", "pixels", "px", "input", "inputs", "in", "data", "image", "images", "img",
     "feature", "features", "norm", "normalization", "normalisation", "mnist", "per", "dev")
)  # fmt: skip


def with_scaler(chain: Chain, arrays: Mapping[str, Array]) -> Chain:
    """Return a chain whose first ways have the scaler in a file folded in; the same chain where the file has none."""
    inputs = chain.ways[0][0][0].fan_in
    scalers = [name.removesuffix("scale_") for name in arrays if name.rpartition(".")[2] == "scale_"]
    found = [(name, norm) for name in scalers if (norm := _norm(name, arrays, inputs)) is not None]
    names = {f"{found[0][0]}{part}" for part in ("scale_", "mean_", "min_")} if len(found) == 1 else set()
    if not names:
        names, own = _of_ones_own(arrays, inputs)
        found = [("", own)] if own is not None else []
    if len(found) != 1:
        return chain
    norm = found[0][1]
    words = say("the scaler in the file, which comes first, folded into the first layer")
    ways = tuple(
        (folded(parts, [norm], [0], behind=False), f"{told}; {words}" if told else words) for parts, told in chain.ways
    )
    return Chain((*ways, *chain.ways), chain.used | (names & arrays.keys()))


def _of_ones_own(arrays: Mapping[str, Array], inputs: int) -> tuple[set[str], Norm | None]:
    """Return the names of a mean and a deviation, such as X_mean and X_std, and what they do to every pixel.

    A pixel that was always blank has no deviation; it is divided by 1 then, as it was nothing while training.
    """
    rows: dict[str, list[str]] = {}
    for name in arrays:
        words = [word.lower() for word in WORD.findall(name.rpartition(".")[2])]
        rest = [word for word in words if word not in OF_PIXELS]
        role = MOMENTS.get(rest[0]) if len(rest) == 1 else None
        if role is not None:
            rows.setdefault(role, []).append(name)
    if any(len(names) > 1 for names in rows.values()) or "mean" not in rows or len(rows) > 2:
        return set(), None
    found = {role: _for_all(arrays[names[0]], inputs) for role, names in rows.items()}
    mean, scale = found["mean"], next((one for role, one in found.items() if role != "mean"), np.ones(inputs))
    if scale is not None and "variance" in found:
        scale = np.sqrt(np.maximum(scale, 0))
    norm = None if scale is None else scaler_of(mean, np.where(scale == 0, 1, scale), inputs)
    return {name for names in rows.values() for name in names}, norm


def _for_all(array: Array, inputs: int) -> Array | None:
    """Return one number for each pixel, or the same one for all; None of anything else."""
    if array.dtype.kind not in "fiu" or array.size not in (1, inputs):
        return None
    return np.broadcast_to(array.ravel().astype(np.float64), inputs)


def _norm(name: str, arrays: Mapping[str, Array], inputs: int) -> Norm | None:
    """Return what the scaler of a name does to every pixel; None where a part is missing or odd."""
    scale, mean, least = (arrays.get(f"{name}{part}") for part in ("scale_", "mean_", "min_"))
    if mean is None and least is not None and scale is not None and scale.shape == least.shape:
        return scaler_of(-least / scale, 1 / scale, inputs) if scale.all() else None
    return scaler_of(mean, scale, inputs)


def scaler_of(mean: Array | None, scale: Array | None, inputs: int) -> Norm | None:
    """Return (x - mean) / scale for every pixel; None where either is missing, or is no finite numbers."""
    if mean is None or scale is None or not scale.shape == mean.shape == (inputs,):
        return None
    if not all(one.dtype.kind == "f" and np.isfinite(one).all() for one in (scale, mean)) or not scale.all():
        return None
    negative = np.sign(scale)  # of a scaler made by hand
    return Norm(mean, np.square(scale, dtype=np.float64), negative, None, 0.0)
