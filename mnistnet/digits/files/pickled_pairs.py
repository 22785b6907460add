"""Digits in pickles as programs hold them: a list of pairs of a picture and a label, or labels that are texts.

Nielsen's `load_data_wrapper` makes three lists of pairs, training digits' labels as one of ten switched on; PyTorch's
and Keras' users pickle such lists, too; scikit-learn's `fetch_openml` has labels that are texts.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.pickle_arrays import Arrays, format_of, is_array, listed
from mnistnet.containers.pickle_machine import Call, Text
from mnistnet.containers.raw_array import raw_array
from mnistnet.digits.files.csv_cells import whole_numbers
from mnistnet.digits.files.rows import Rows

__all__ = ["rows_of_pairs", "with_labels_in_text"]

Array = NDArray[Any]
FEWEST = 10  # pairs
GROUPS = ("training", "validation", "test")


def rows_of_pairs(value: Any) -> dict[str, Rows]:
    """Return pictures and labels of a list of pairs, or of up to three such lists; nothing where it is none.

    Raises
    ------
    WeightFileError
        If an array is not made as NumPy makes arrays.
    """
    if _are_pairs(value):
        return _rows("", value)
    parts = list(value.values()) if isinstance(value, dict) else value
    if isinstance(parts, list | tuple) and 1 < len(parts) <= len(GROUPS) and all(map(_are_pairs, parts)):
        groups = GROUPS if len(parts) == len(GROUPS) else (GROUPS[0], GROUPS[-1])
        return {
            name: rows for group, part in zip(groups, parts, strict=True) for name, rows in _rows(group, part).items()
        }
    return {}


def _are_pairs(value: Any) -> bool:
    """Return whether a value is a list of pairs that each begin with an array."""
    return (
        isinstance(value, list | tuple)
        and len(value) >= FEWEST
        and all(isinstance(part, list | tuple) and len(part) == 2 and is_array(part[0]) for part in value)
    )


def _rows(group: str, pairs: Sequence[Any]) -> dict[str, Rows]:
    """Return the pictures and labels of pairs; only pictures where labels are none."""
    arrays = Arrays()
    pictures = [arrays.of(picture) for picture, _ in pairs]
    if len({picture.shape for picture in pictures}) > 1:
        return {}
    images = np.stack(pictures)
    found = {f"{group}_images": images[..., 0] if images.ndim == 3 and images.shape[2] == 1 else images}
    labels = [label for _, value in pairs if (label := _label(value, arrays)) is not None]
    if len(labels) == len(pairs) and len({label.shape for label in labels}) == 1:
        found[f"{group}_labels"] = np.stack(labels).reshape(len(labels), -1)
    return {name: Rows(array, len(array)) for name, array in found.items()}


def _label(value: Any, arrays: Arrays) -> Array | None:
    """Return a label as an array: a whole number, one of NumPy's, or ten numbers of which one is on."""
    if isinstance(value, int | float):
        return np.array([value])
    if isinstance(value, Call) and value.word == "scalar" and len(value.arguments) == 2:
        dtype, data = value.arguments
        return raw_array(data, (1,), *format_of(dtype)) if isinstance(data, bytes) else None
    return arrays.of(value) if is_array(value) else None


def with_labels_in_text(value: Any) -> tuple[Any, dict[str, Rows]]:
    """Return a dict without its arrays of texts, and those of them that are labels, "7" or "seven", as numbers."""
    inside = value.state if isinstance(value, Call) and isinstance(value.state, dict) else value
    inside = value.items if isinstance(value, Call) and value.items else inside
    if not isinstance(inside, dict):
        return value, {}
    texts = {name: parts for name, part in inside.items() if (parts := listed(part)) and _are_texts(parts)}
    labels = {str(name): whole_numbers([part.decoded for part in parts]) for name, parts in texts.items()}
    found = {name: Rows(one, len(one)) for name, one in labels.items() if one is not None}
    return ({name: part for name, part in inside.items() if name not in texts} if texts else value), found


def _are_texts(parts: Sequence[Any]) -> bool:
    return all(isinstance(part, Text) and len(part.raw) < 24 for part in parts)
