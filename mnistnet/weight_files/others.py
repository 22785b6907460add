"""Files of other programs that hold no weights here, or hold them in a way of their own, each with what to do."""

import re
from collections.abc import Callable

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.no_file import is_picture
from mnistnet.words import mark, say

__all__ = ["JULIA", "ONE_LIST", "of_julia", "of_others"]

FLAX = """import flax, numpy
tree = flax.serialization.msgpack_restore(open("model.msgpack", "rb").read())
numpy.savez("model.npz", **flax.traverse_util.flatten_dict(tree, sep="."))"""
ARROW = """import numpy, pandas
numpy.save("W1.npy", pandas.read_parquet("W1.parquet").to_numpy())  # of Feather read_feather; one file an array"""
YAML = """import json, yaml
json.dump(yaml.safe_load(open("model.yaml")), open("model.json", "w"))"""
ONE_LIST = """import numpy
sizes = [784, 50, 100, 10]  # of your network; behind each layer's weights stand its biases
numbers, arrays = numpy.fromfile("model.txt", sep=" "), {}  # of bare bytes without sep, with dtype="float32"
for k, (n, m) in enumerate(zip(sizes, sizes[1:]), 1):
    arrays[f"W{k}"], arrays[f"b{k}"] = numbers[: n * m].reshape(n, m), numbers[n * m : n * m + m]
    numbers = numbers[n * m + m :]
numpy.savez("model.npz", **arrays)"""
BLOCKS = re.compile(rb"(?:(?:---|#)[^\n]{0,200}\n){0,20}[\w.'\"-]{1,60}:[ \t]*\r?\n[ \t]{0,8}- ", re.ASCII)
OBJECTS = re.compile(rb"[^\n]{0,80}!!python/", re.ASCII)
MSGPACK = re.compile(rb"[\x81-\x8f][\xa1-\xbf][A-Za-z_]")
ZIPPED: tuple[tuple[bytes, str], ...] = (
    (
        b"xl/workbook.",
        mark("This is a spreadsheet: save every sheet as CSV, one for each array, and open those files together."),
    ),
    (
        b"content.xml",
        mark("This is a spreadsheet: save every sheet as CSV, one for each array, and open those files together."),
    ),
    (
        b"coefficients.bin",
        mark(
            "This is a network of Deeplearning4j's, which only that reads: there, write every array with "
            "Nd4j.writeAsNumpy, and open those files together."
        ),
    ),
    (
        b"/archive_format",
        mark(
            "This is a program of PyTorch's, as torch.export writes it, which is not read; where the model is, write "
            'torch.save(model.state_dict(), "model.pt").'
        ),
    ),
    (
        b"com.apple.CoreML",
        mark("A model of Core ML's is not read; what it was made from is: a file of Keras', PyTorch's or of ONNX."),
    ),
)
MATRICES = mark(
    "A network of this program (OpenCV, GGML, MXNet, PMML and others) is not read: there, write every matrix as "
    "text, a row a line, one file an array, and open those files together."
)
BY_R = re.compile(rb"# weights:\s|a \d+(-\d+){1,8} network with \d+ weights")
JULIA = b"HDF5-based Julia"
OF_JULIA = mark('This is a file of Julia\'s: there, write NPZ.npzwrite("model.npz", Dict("W1" => W1, "b1" => b1)).')
STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ZIPPED[0][1]),
    (b"%PDF", mark("This is a document, and no weight file.")),
    (b"\0\0\x08\x01", mark("These are labels of digits, and no weights: a set is opened under My data.")),
    *(
        (start, mark("These are pictures of digits, and no weights: a set is opened under My data."))
        for start in (b"\0\0\x08\x03", b"\0\0\x0d\x03", b"\0\0\x0e\x03")
    ),
    (
        b"\xac\xed\0\x05",
        mark(
            "This is an object of Java's, as Weka saves it, which only Java reads: there, write every matrix as text, "
            "one file an array, and open those files together."
        ),
    ),
    (JULIA, OF_JULIA),
    (b"{L\0", mark("These are decision trees, as XGBoost saves them, and no network of dense layers.")),
    *((start, MATRICES) for start in (b"<?xml", b"%YAML:", b"lmgg", b"\x12\x01\0\0\0\0\0\0")),
)


def of_others(content: bytes) -> WeightFileError | None:
    """Return the exception for a file of another program, which says what to do; None for any other file."""
    if content.startswith(b"PK"):
        words = next((words for name, words in ZIPPED if name in content[-100_000:]), None)
    else:
        words = next((words for start, words in STARTS if content.startswith(start)), None)
    if words is not None:
        return WeightFileError(say(words))
    found = next((tell for knows, tell in KNOWN if knows(content)), None)
    return None if found is None else found()


def _is_core_ml(content: bytes) -> bool:
    """Return whether a file is one of Core ML's: where ONNX names who made it, that has a message.

    TensorFlow's begin so with the version 1, which Core ML has not written for years.
    """
    return (
        content[:1] == b"\x08"
        and content[1:2] > b"\x01"
        and content[2:3] == b"\x12"
        and b"\n" in (content[4:5], content[5:6])
    )


def _is_arrow(content: bytes) -> bool:
    return content.startswith((b"PAR1", b"ARROW1", b"FEA1"))


def _of_core_ml() -> WeightFileError:
    return WeightFileError(say(ZIPPED[4][1]))


def _of_arrow() -> WeightFileError:
    return WeightFileError(
        say("A table of pandas' (Parquet, Feather) is not read; convert it with these lines:"), ARROW
    )


def _of_yaml() -> WeightFileError:
    return WeightFileError(say("YAML is not read. Convert it to JSON with these lines, and open that:"), YAML)


def _of_yaml_objects() -> WeightFileError:
    return WeightFileError(
        say(
            "This YAML holds objects of Python, and reading such can run programs; where it was made, save arrays by "
            "numpy.savez."
        )
    )


def _is_bson(content: bytes) -> bool:
    """Return whether a file is BSON, whose first four bytes say how long it is."""
    return len(content) > 16 and content[:4] == len(content).to_bytes(4, "little") and 0 < content[4] < 20


def of_julia() -> WeightFileError:
    """Return the exception for a file of Julia's that is not read."""
    return WeightFileError(say(OF_JULIA))


def _of_r() -> WeightFileError:
    return WeightFileError(
        say(
            "This is what R prints of a network (nnet), rounded and out of order: there, write every matrix with "
            "write.table(x, file, sep = ',', row.names = FALSE, col.names = FALSE), and open those files together."
        )
    )


def _of_flax() -> WeightFileError:
    words = say("A msgpack file, as Flax writes it, is not read. Where you trust it, convert it with these lines:")
    return WeightFileError(words, FLAX)


KNOWN: tuple[tuple[Callable[[bytes], bool], Callable[[], WeightFileError]], ...] = (
    (_is_core_ml, _of_core_ml),
    (_is_arrow, _of_arrow),
    (_is_bson, of_julia),
    (lambda content: BY_R.match(content) is not None, _of_r),
    (is_picture, lambda: WeightFileError(say("This is a picture, and no weight file."))),
    (lambda content: not content, lambda: WeightFileError(say("This file is empty."))),
    (lambda content: BLOCKS.match(content) is not None, _of_yaml),
    (lambda content: OBJECTS.match(content) is not None, _of_yaml_objects),
    (lambda content: MSGPACK.match(content) is not None, _of_flax),
)
