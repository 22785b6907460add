"""A pattern's passage as files to keep: one PNG a layer and a JSON with every number."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mnistnet.patterns import LayerOutput
from mnistnet.patterns.shapes import rearranged

__all__ = ["layer_files", "packed", "save_files"]

SMALLEST = 280  # pixels: small pictures are enlarged to about this width or height


def layer_files(outputs: Sequence[LayerOutput], about: Mapping[str, Any] | None = None) -> dict[str, bytes]:
    """Return file name -> content: a picture for each layer, and ``arrays.json`` with names, shapes and values.

    Parameters
    ----------
    outputs : sequence of LayerOutput
    about : mapping, optional
        What else the JSON shall say, such as the network's name.

    Notes
    -----
    Each picture is grey with its own scale, black for its smallest value and white for its largest; the numbers
    are in the JSON, which holds them exactly as float32 prints them.
    """
    files = {f"{i:02d} {_plain(o.name)}.png": _png(rearranged(o.values)) for i, o in enumerate(outputs)}
    layers = [
        {
            "name": o.name,
            "kind": o.kind,
            "shape": list(o.shape),
            "parameters": o.parameters,
            "values": _numbers(o.values),
        }
        for o in outputs
    ]
    files["arrays.json"] = json.dumps({**(about or {}), "layers": layers}).encode()
    return files


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return the files as one zip."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return archive.getvalue()


def save_files(files: Mapping[str, bytes], folder: str | Path) -> None:
    """Write the files into a folder, which is made if it is not there."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (Path(folder) / name).write_bytes(content)


def _plain(name: str) -> str:
    """Return a name that every file system takes."""
    return "".join(c if c.isalnum() or c in " -_" else "_" for c in name).strip() or "layer"


def _numbers(values: NDArray[Any]) -> Any:
    """Return the values as nested lists, each number as short as float32 can be told apart."""
    return np.array([float(str(v)) for v in values.astype(np.float32).ravel()]).reshape(values.shape).tolist()


def _png(picture: NDArray[Any]) -> bytes:
    low, high = np.nanmin(picture), np.nanmax(picture)
    grey = np.nan_to_num((picture - low) / (high - low if high > low else 1))
    zoom = max(1, SMALLEST // max(picture.shape))
    pixels = np.rint(255 * grey).astype(np.uint8).repeat(zoom, axis=0).repeat(zoom, axis=1)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()
