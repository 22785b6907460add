"""The format of a file is told by its first bytes, never by its name, and each format has one reader."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.hdf5_file import HDF5, can_read_hdf5
from mnistnet.containers.onnx_file import can_read_onnx, is_onnx
from mnistnet.containers.strict_json import NotJson
from mnistnet.containers.torch_storages import LEGACY, is_torch_zip
from mnistnet.containers.zip_file import members_of
from mnistnet.weight_files.bracketed import read_bracketed
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.darknet_file import is_darknet_plan, is_darknet_weights, of_darknet
from mnistnet.weight_files.fann_file import is_fann_network, read_fann
from mnistnet.weight_files.gguf_file import is_gguf, read_gguf
from mnistnet.weight_files.given import File, content_of
from mnistnet.weight_files.json_file import read_json_network, without_mark
from mnistnet.weight_files.julia_file import is_julia, read_julia
from mnistnet.weight_files.keras_file import is_keras_zip, read_hdf5, read_keras_zip
from mnistnet.weight_files.mat_file import is_mat, is_mat_7_3, read_mat_5, read_mat_7_3
from mnistnet.weight_files.npy_file import read_npy
from mnistnet.weight_files.npz_file import read_contents
from mnistnet.weight_files.octave_file import is_octave, read_octave
from mnistnet.weight_files.onnx_file import read_onnx
from mnistnet.weight_files.others import of_others
from mnistnet.weight_files.packed import unpacked
from mnistnet.weight_files.pickle_file import read_pickle
from mnistnet.weight_files.raw_file import read_raw
from mnistnet.weight_files.refused import refusal
from mnistnet.weight_files.safetensors_file import read_safetensors
from mnistnet.weight_files.several import MOST_FILES, joined
from mnistnet.weight_files.source_text import read_source
from mnistnet.weight_files.text_file import is_table, read_table
from mnistnet.weight_files.tfjs_file import is_tfjs, read_tfjs
from mnistnet.weight_files.torch_file import read_legacy_torch, read_torch_zip
from mnistnet.weight_files.zipped import files_in
from mnistnet.words import say

__all__ = ["contents_of"]

ASSIGNED = re.compile(
    rb"\s{0,99}(?:export default|(?:var|let|const|module\.exports)[ \w=.]{1,60})\s{0,9}(\{\s{0,99}\")"
)
OF_A_NAME = re.compile(rb"c[\w.]+\n\w+\n")  # a pickle of protocol 0 that begins with the name of a class


def contents_of(file: File | Sequence[File] | Mapping[str, File]) -> Contents:
    """Return what a file holds, or what several files of one network hold together."""
    if isinstance(file, Mapping):
        return _of_several(list(file.items()))
    if isinstance(file, list | tuple):
        return _of_several([(_called(one) or f"file {i}", one) for i, one in enumerate(file, 1)])
    one: Any = file
    return _of_one(content_of(one), _beside(one))


def _of_several(files: Sequence[tuple[str, Any]]) -> Contents:
    if len(files) == 1:
        return _of_one(content_of(files[0][1]), _beside(files[0][1]))
    whole = {PurePath(name).name: content_of(one) for name, one in files}
    darknet = of_darknet(whole)
    if darknet is not None:
        return darknet
    graphs = [name for name, content in whole.items() if is_onnx(content) or is_tfjs(content)]
    if len(graphs) == 1:
        return _of_one(whole.pop(graphs[0]), whole)
    return joined([(PurePath(name).name, _of_one(content_of(one))) for name, one in files])


def _called(file: Any) -> str:
    return PurePath(file).name if isinstance(file, str | os.PathLike) else ""


def _beside(file: Any) -> dict[str, bytes]:
    """Return the files beside one with its numbers: ``net.onnx.data`` of PyTorch's, ``*.bin`` of TensorFlow.js'."""
    if _called(file).endswith(".json"):
        paths = sorted(Path(file).parent.glob("*.bin"))[:MOST_FILES] if Path(file).is_file() else []
        return {path.name: content_of(path) for path in paths if is_tfjs(content_of(file))}
    if not _called(file).endswith(".onnx"):
        return {}
    path = Path(f"{file}.data")
    return {path.name: content_of(path)} if path.is_file() else {}


def _of_one(packed: bytes, beside: Mapping[str, bytes] = MappingProxyType({}), *, in_zip: bool = False) -> Contents:
    content = unpacked(packed)
    if is_julia(content) and can_read_hdf5():
        return read_julia(content)
    known = of_others(content)
    if known is not None:
        raise known
    if is_onnx(content) and can_read_onnx():
        return read_onnx(content, beside)
    if is_mat(content):
        return read_mat_5(content)
    if is_mat_7_3(content) and can_read_hdf5():
        return read_mat_7_3(content)
    if content.startswith(HDF5) and can_read_hdf5():
        return read_hdf5(content)
    if content.startswith(b"PK") and can_read_hdf5() and b"model.weights.h5" in content[-100_000:]:
        members = members_of(content)
        if is_keras_zip(members):
            return read_keras_zip(content, members)
    refused = refusal(content)
    if refused is not None:
        raise refused
    if content.startswith(b"PK"):
        return _of_zip(content, in_zip)
    return _of_plain(content, beside)


def _of_zip(content: bytes, in_zip: bool) -> Contents:
    """Return what a zip file holds: PyTorch's, NumPy's arrays, or weight files; no zip in a zip in a zip."""
    members = members_of(content)
    if is_torch_zip(members):
        return read_torch_zip(content, members)
    files, beside = ({}, ()) if in_zip else files_in(content, members)
    models = [name for name, one in files.items() if is_tfjs(one)]
    if len(models) == 1:
        return read_tfjs(files[models[0]], {PurePath(name).name: one for name, one in files.items()})
    darknet = of_darknet(files)
    if darknet is not None:
        return replace(darknet, left_out=beside)
    inside = [(PurePath(name).name, _of_one(one, in_zip=True)) for name, one in files.items()]
    if not inside:
        return read_contents(content)
    found = inside[0][1] if len(inside) == 1 else joined(inside)
    return replace(found, left_out=(*found.left_out, *beside))


def _assigned(content: bytes) -> Contents | None:
    """Return the network in JSON that a line of JavaScript gives a name; None where there is no such line."""
    named = ASSIGNED.match(content)
    try:
        return read_json_network(content[named.start(1) : content.rindex(b"}") + 1]) if named else None
    except (NotJson, ValueError):
        return None


def _of_pickle(content: bytes) -> Contents:
    """Return what a pickle holds, or bare bytes or a text that begin as one does."""
    try:
        return read_pickle(content)
    except WeightFileError:
        other = read_source(content) or read_raw(content)
        if other is None:
            raise
        return other


def is_pickle(content: bytes) -> bool:
    """Return whether a file begins as pickles of all protocols do; so does the number 40, but with zeros behind it."""
    begins = content[:1] in (b"\x80", b"}", b"]", b"(") and content[1:2] != b"\0"
    return begins or OF_A_NAME.match(content) is not None


def _of_plain(content: bytes, beside: Mapping[str, bytes]) -> Contents:
    """Return what a file that is no zip holds."""
    if content.startswith(b"\x93NUMPY"):
        return read_npy(content)
    if content.startswith(LEGACY):
        return read_legacy_torch(content)
    if is_gguf(content):
        return read_gguf(content)
    if is_fann_network(content):
        return read_fann(content)
    if is_darknet_plan(content) or is_darknet_weights(content):
        words = say("A network of Darknet's lies in two files, its plan (.cfg) and its weights: open both together.")
        raise WeightFileError(words)
    if content[8:9] == b"{" and not content[5:8].strip(b"\0"):
        return read_safetensors(content)
    content = without_mark(content)
    damaged = None
    if is_tfjs(content):
        return read_tfjs(content, beside)
    if content.lstrip(b" \t\r\n")[:1] in (b"{", b"[") and b"array(" not in content[:500]:
        try:
            return read_json_network(content)
        except NotJson as error:  # a heading such as [W1] begins so too, and YAML without quotes
            damaged = error
    if is_octave(content):
        return read_octave(content)
    bracketed = read_bracketed(content)
    if bracketed is not None:
        return bracketed
    if is_table(content):
        return read_table(content)
    if is_pickle(content):
        return _of_pickle(content)
    written = _assigned(content) or read_source(content)
    if written is not None:
        return written
    raw = read_raw(content)  # which may begin with any sign
    if raw is not None:
        return raw
    raise damaged or WeightFileError(
        say(
            "This is no weight file that can be read: those are .pkl, .npz, .npy, .json, .csv, .mat, .safetensors, "
            ".pt, .h5, .keras and .onnx. Arrays of any other program: write each as text, a row a line, and open all "
            "files together."
        )
    )
