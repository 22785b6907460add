"""A scaler before the network, in a pipeline of scikit-learn's or beside a model, is folded into the first layer.

`StandardScaler` makes (x - mean_) / scale_ of every pixel, `MinMaxScaler` x scale_ + min_: both are a factor and a
summand for each pixel, so that weights and biases take them in exactly.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.weight_files.normalisation import Norm, folded
from mnistnet.weight_files.part import Chain
from mnistnet.words import say

__all__ = ["scaler_of", "with_scaler"]

Array = NDArray[Any]


def with_scaler(chain: Chain, arrays: Mapping[str, Array]) -> Chain:
    """Return a chain whose first ways have the scaler in a file folded in; the same chain where the file has none."""
    inputs = chain.ways[0][0][0].fan_in
    scalers = [name.removesuffix("scale_") for name in arrays if name.rpartition(".")[2] == "scale_"]
    found = [(name, norm) for name in scalers if (norm := _norm(name, arrays, inputs)) is not None]
    if len(found) != 1:
        return chain
    name, norm = found[0]
    words = say("the scaler in the file, which comes first, folded into the first layer")
    ways = tuple(
        (folded(parts, [norm], [0], behind=False), f"{told}; {words}" if told else words) for parts, told in chain.ways
    )
    return Chain((*ways, *chain.ways), chain.used | {f"{name}{part}" for part in ("scale_", "mean_", "min_")})


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
