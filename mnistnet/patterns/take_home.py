"""A pattern's passage as files to keep, and that of many: titled pictures, and every number as .npy or JSON."""

import io
import json
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.patterns.model import LayerOutput
from mnistnet.patterns.pictures import Look, layer_pngs
from mnistnet.patterns.store import PatternStore

__all__ = ["FORMS", "layer_files", "many_files", "packed", "plain", "save_files"]

FORMS = ("png", "npy", "json")
Files = Iterable[tuple[str, bytes]]


def layer_files(
    outputs: Sequence[LayerOutput], about: Mapping[str, Any] | None = None, look: Look | None = None
) -> dict[str, bytes]:
    """Return file name -> content: a picture for each layer, and ``arrays.json`` with names, shapes and values.

    Parameters
    ----------
    outputs : sequence of LayerOutput
    about : mapping, optional
        What else the JSON shall say, such as the network's name.
    look : Look, optional
        How values become colours.

    Notes
    -----
    Each picture is titled with the layer's name, the shape of its output, and its smallest and largest value. The
    numbers are in the JSON, which holds them exactly as float32 prints them.
    """
    pictures = zip(_numbered(outputs, range(len(outputs))), layer_pngs(outputs, look), strict=True)
    files = {f"{name}.png": content for name, content in pictures}
    layers = [_described(output) | {"values": _numbers(output.values)} for output in outputs]
    files["arrays.json"] = json.dumps({**(about or {}), "layers": layers}).encode()
    return files


def many_files(
    store: PatternStore,
    words: Sequence[str],
    layers: Sequence[int],
    *,
    about: Mapping[str, Any] | None = None,
    forms: Collection[str] = FORMS,
    look: Look | None = None,
    pictures_of: Collection[int] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file for many patterns whose activations are on disk.

    Parameters
    ----------
    store : PatternStore
    words : sequence of store.count str
        What each pattern is called.
    layers : sequence of int
        Which layers, the input being 0.
    about : mapping, optional
        What else ``about.json`` shall say.
    forms : collection of str
        Some of `FORMS`. "npy": one array a layer, shape (patterns, *output shape). "json": the same as text.
        "png": a titled picture for each layer of each pattern, in a folder of the pattern's own.
    look : Look, optional
    pictures_of : collection of int, optional
        The patterns that get pictures; all by default.

    Notes
    -----
    Of a network's arrays one layer is in memory at a time. The JSON of very many patterns is very long.
    """
    summary = [store.output(layer, 0) for layer in layers]
    names = _numbered(summary, layers)
    described = [_described(output) for output in summary]
    known = [row | {"file": f"{name}.npy"} for row, name in zip(described, names, strict=True)]
    said = {**(about or {}), "patterns": list(words), "layers": known if "npy" in forms else described}
    yield "about.json", json.dumps(said, indent=1).encode()
    for layer, name, row in zip(layers, names, described, strict=True):
        if "npy" in forms:
            yield f"{name}.npy", _npy(store.read(layer))
        if "json" in forms:
            yield f"{name}.json", json.dumps(row | {"values": _numbers(store.read(layer))}).encode()
    for i in (range(store.count) if pictures_of is None else pictures_of) if "png" in forms else ():
        outputs = [store.output(layer, i) for layer in layers]
        for name, content in zip(names, layer_pngs(outputs, look), strict=True):
            yield f"{i:04d} {plain(words[i])}/{name}.png", content


def packed(files: Mapping[str, bytes] | Files) -> bytes:
    """Return the files as one zip."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items() if isinstance(files, Mapping) else files:
            zipped.writestr(name, content)
    return archive.getvalue()


def save_files(files: Mapping[str, bytes] | Files, folder: str | Path) -> int:
    """Write the files into a folder, which is made if it is not there; return how many they were."""
    count = 0
    for name, content in files.items() if isinstance(files, Mapping) else files:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count += 1
    return count


def plain(name: str) -> str:
    """Return a name that every file system takes."""
    return "".join(c if c.isalnum() or c in " -_" else "_" for c in name.replace(",", "")).strip()[:60] or "layer"


def _numbered(outputs: Sequence[LayerOutput], numbers: Sequence[int]) -> list[str]:
    """Return the names of files, without their endings: "01 rows 75"."""
    return [f"{i:02d} {plain(output.name)}" for i, output in zip(numbers, outputs, strict=True)]


def _described(output: LayerOutput) -> dict[str, Any]:
    return {"name": output.name, "kind": output.kind, "shape": list(output.shape), "parameters": output.parameters}


def _npy(values: NDArray[Any]) -> bytes:
    file = io.BytesIO()
    np.save(file, values, allow_pickle=False)
    return file.getvalue()


def _numbers(values: NDArray[Any]) -> Any:
    """Return the values as nested lists, each number as short as float32 can be told apart."""
    return np.array([float(str(v)) for v in values.astype(np.float32).ravel()]).reshape(values.shape).tolist()
