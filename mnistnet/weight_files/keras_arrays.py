"""Which arrays of a Keras file belong to which layer of its plan: Keras 3 counts both, other files name them."""

from collections.abc import Mapping, Sequence
from typing import Any

from numpy.typing import NDArray

from mnistnet.weight_files.keras_plan import Planned, demand

__all__ = ["held_by"]

Array = NDArray[Any]
CLASSES = ("Dense", "BatchNormalization", "Normalization")  # those that have arrays
AROUND = ("model_weights", "layers", "_layer_checkpoint_dependencies")  # folders that are no layer's


def held_by(layers: Sequence[Planned], arrays: Mapping[str, Array]) -> list[dict[str, str]]:
    """Return role -> path of the arrays of each layer, nothing for those that have none.

    Raises
    ------
    NoPlan
        If a layer has others than its options say, or there are more weights than the plan has layers for.
    """
    numbered = any("/vars/" in path for path in arrays)
    groups = _groups(arrays, numbered)
    keys = ["/".join(layer.place) if _has_arrays(layer) else "" for layer in layers]
    if not numbered or not {key for key in keys if key} <= groups.keys():
        keys = [_key_of_names(layer, groups) if _has_arrays(layer) else "" for layer in layers]
    taken = [key for key in keys if key]
    demand(len(set(taken)) == len(taken) == sum(map(_has_arrays, layers)))
    rest = [path for key, group in groups.items() if key not in taken for path in group.values()]
    demand(not any(arrays[path].dtype.kind == "f" for path in rest))
    return [
        _roles(layer, groups.get(key, {}), numbered) if key else {} for layer, key in zip(layers, keys, strict=True)
    ]


def _has_arrays(layer: Planned) -> bool:
    """Return whether a layer keeps arrays; a mean that was given is an option."""
    return layer.kind in CLASSES and (layer.kind != "Normalization" or layer.options.get("mean") is None)


def _groups(arrays: Mapping[str, Array], numbered: bool) -> dict[str, dict[str, str]]:
    """Return layer -> last part of a path -> path: "layers/dense/vars/0" or "model_weights/out/.../kernel:0"."""
    groups: dict[str, dict[str, str]] = {}
    for path, array in arrays.items():
        if array.ndim < 2 and array.dtype.kind != "f":
            continue  # what dropout draws its numbers from, and how many pictures were counted
        folder, _, last = path.rpartition("/vars/" if numbered else "/")
        key = "/".join(part for part in folder.split("/") if part not in AROUND)
        groups.setdefault(key, {})[last.removesuffix(":0")] = path
    return groups


def _key_of_names(layer: Planned, groups: Mapping[str, Any]) -> str:
    """Return the folder of a layer in a file that calls it by its name, below those of the models around it.

    A folder begins with the outermost model and ends with the layer; between them other names may stand.
    """
    plain = "/".join(layer.names)
    if plain in groups:
        return plain
    found = [key for key in groups if key.split("/")[0] == layer.names[0]]
    if len(layer.names) > 1:
        found = [key for key in found if key.split("/")[-1] == layer.names[-1]]
        found = [key for key in found if set(layer.names) <= set(key.split("/"))] if len(found) > 1 else found
    demand(len(found) == 1)
    return found[0]


def _roles(layer: Planned, group: Mapping[str, str], numbered: bool) -> dict[str, str]:
    """Return role -> path of the arrays of a layer; NoPlan unless it has just those that its options say."""
    if layer.kind == "Dense":
        roles = ["kernel"] + ["bias"] * layer.flag("use_bias")
    elif layer.kind == "Normalization":
        roles = ["mean", "variance"]
    else:
        roles = ["gamma"] * layer.flag("scale") + ["beta"] * layer.flag("center") + ["moving_mean", "moving_variance"]
    names = [str(i) for i in range(len(roles))] if numbered else roles
    demand(group.keys() == set(names))
    return {role: group[name] for role, name in zip(roles, names, strict=True)}
