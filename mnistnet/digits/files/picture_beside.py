"""Labels in a file of their own beside each picture, as WebDataset keeps them: 00001.png and 00001.cls.

References
----------
WebDataset, "The WebDataset Format": files of one name up to its first dot are one sample, and "cls" is its class.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence

from mnistnet.digits.files.picture_list import NAMED, label_in_cell

__all__ = ["is_label", "labels_beside"]

ENDINGS = (".cls", ".txt", ".json")
LONGEST = 2000  # bytes of a label with what is said beside it
KEYS = (*NAMED, "cls")


def is_label(name: str) -> bool:
    """Return whether a file is called as one that holds a single label."""
    return name.lower().endswith(ENDINGS)


def labels_beside(pictures: Sequence[str], files: Mapping[str, bytes]) -> dict[str, int]:
    """Return the label of every picture that the file beside it says; none unless each has one file that says one.

    Parameters
    ----------
    pictures : sequence of str
        Their names with their folders.
    files : mapping of str to bytes
        What lies beside them: a label alone, "7", or JSON with a field that is called so, {"label": 7}.
    """
    said: dict[str, int] = {}
    for name, content in files.items():
        label = _label(content) if is_label(name) and len(content) <= LONGEST else None
        if label is not None and said.setdefault(_sample(name), label) != label:
            return {}
    labels = {picture: said[sample] for picture in pictures if (sample := _sample(picture)) in said}
    return labels if len(labels) == len(pictures) else {}


def _sample(name: str) -> str:
    """Return what files of one sample have in common: the folder, and the name up to its first dot."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/{file.partition('.')[0]}"


def _label(content: bytes) -> int | None:
    text = content.removeprefix(BOM_UTF8).decode("utf-8", "replace").strip()
    if not text.startswith("{"):
        return label_in_cell(text)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    labels = [label_in_cell(str(part)) for key, part in value.items() if key.lower() in KEYS]
    return labels[0] if len(labels) == 1 else None
