"""Formats that are not read, recognised by their first bytes, each with lines of code that convert it."""

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.onnx_file import is_onnx
from mnistnet.words import mark, say

__all__ = ["TOGETHER", "refusal"]

OPENS = """import keras, numpy
model = keras.models.load_model("model{}")
"""
FILLS = """import numpy
model.load_weights("model.weights.h5")  # behind the lines of your program that make the model
"""
BY_LAYER = """weights = {f"{layer.name}.{w.name}": w.numpy() for layer in model.layers for w in layer.weights}
numpy.savez("model.npz", **weights)"""
TOGETHER = """import numpy
files = {"W1": "W1.npy", "W2": "W2.npy"}  # and so on; of text files numpy.loadtxt(path, delimiter=",")
numpy.savez("model.npz", **{name: numpy.load(path) for name, path in files.items()})"""
ONNX = """import numpy, onnx
weights = onnx.load("model.onnx").graph.initializer
numpy.savez("model.npz", **{w.name: onnx.numpy_helper.to_array(w) for w in weights})"""
HOW = mark("Where you trust it, convert it with these lines, and open what they write:")


def refusal(content: bytes) -> WeightFileError | None:
    """Return the exception for a format that is known but not read, or None."""
    if content.startswith(b"PK"):
        names = content[-100_000:]
        if b".weights.h5" in names:
            return WeightFileError(
                say("A .keras file is read where the package h5py is installed; it is not. {HOW}", HOW=say(HOW)),
                OPENS.format(".keras") + BY_LAYER,
            )
    if content.startswith(b"\x89HDF\r\n\x1a\n"):
        return WeightFileError(
            say("An .h5 file is read where the package h5py is installed; it is not. {HOW}", HOW=say(HOW)),
            (OPENS.format(".h5") if b"model_config" in content else FILLS) + BY_LAYER,
        )
    if is_onnx(content):
        return WeightFileError(
            say("An .onnx file is read where the package onnx is installed; it is not. {HOW}", HOW=say(HOW)), ONNX
        )
    if content.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")):
        return WeightFileError(say("This is a packed file: unpack it first, then open the weight file in it."))
    return None
