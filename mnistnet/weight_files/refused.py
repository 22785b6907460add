"""Formats that are not read, recognised by their first bytes, each with lines of code that convert it."""

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.no_file import no_file
from mnistnet.containers.onnx_file import is_onnx
from mnistnet.words import mark, say

__all__ = ["OF_TOOLBOX", "SCALED", "TOGETHER", "refusal"]

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
OF_TOOLBOX = """% before training: net.inputs{1}.processFcns = {}; else it scales every pixel in its own way
W1 = net.IW{1}; b1 = net.b{1}; W2 = net.LW{2,1}; b2 = net.b{2};
save('weights.mat', 'W1', 'b1', 'W2', 'b2')"""
MATLAB_7_3 = """import h5py, numpy
file = h5py.File("model.mat")
numpy.savez("model.npz", **{name: file[name][()].T for name in file if isinstance(file[name], h5py.Dataset)})"""
BY_VALUE = """import numpy
names = ["W1", "b1", "W2", "b2"]  # of your network's arrays
numpy.savez("model.npz", **{name: getattr(network, name) for name in names})
# of PyTorch: torch.save(network.state_dict(), "model.pt")"""
SCALED = """import numpy
scales = {"W1": 0.0125, "W2": 0.0078}  # of each array, as the program that made it knows
with numpy.load("model.npz") as held:
    numpy.savez("scaled.npz", **{name: held[name] * scales.get(name, 1.0) for name in held})"""
INDEX = bytes.fromhex("57fb808b247547db")  # the end of the file that lists what is in a checkpoint
HOW = mark("Where you trust it, convert it with these lines, and open what they write:")


def refusal(content: bytes) -> WeightFileError | None:
    """Return the exception for a format that is known but not read, or None."""
    if sentence := no_file(content[:200]) or _of_tensorflow(content):
        return WeightFileError(sentence)
    if content.startswith(b"MATLAB "):
        words = say(
            "A .mat file of version 7.3 is read where the package h5py is installed; it is not. {HOW}", HOW=say(HOW)
        )
        return WeightFileError(words, MATLAB_7_3)
    if content.startswith(b"PK"):
        names = content[-100_000:]
        if b".weights.h5" in names:
            return WeightFileError(
                say("A .keras file is read where the package h5py is installed; it is not. {HOW}", HOW=say(HOW)),
                OPENS.format(".keras") + BY_LAYER,
            )
    if content[:1] == b"\x80" and any(word in content for word in (b"_make_skeleton_class", b"_create_type")):
        words = say(
            "This pickle file holds the program of its objects beside their numbers, as cloudpickle and dill write "
            "them; no program in a file is run here. Where it was made, save the arrays alone:"
        )
        return WeightFileError(words, BY_VALUE)
    if content.startswith(b"\x89HDF\r\n\x1a\n"):
        return WeightFileError(
            say("An .h5 file is read where the package h5py is installed; it is not. {HOW}", HOW=say(HOW)),
            (OPENS.format(".h5") if b"model_config" in content else FILLS) + BY_LAYER,
        )
    if is_onnx(content):
        return WeightFileError(
            say("An .onnx file is read where the package onnx is installed; it is not. {HOW}", HOW=say(HOW)), ONNX
        )
    if content.startswith((b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"\x1f\x9d")):
        return WeightFileError(say("This is a packed file: unpack it first, then open the weight file in it."))
    return None


def _of_tensorflow(content: bytes) -> str:
    """Return what to do with what TensorFlow deploys, a graph without the plan of its layers; "" for any other file."""
    if content[4:8] == b"TFL3":
        return say("A .tflite file is not read; where the model is, save it as Keras does: model.save('model.keras').")
    if content.startswith(b"\x08\x01\x12") or (content[:2] == b"PK" and b"saved_model.pb" in content[-100_000:]):
        return say(
            "A SavedModel (.pb) is not read; where the model is, save it as Keras does: model.save('model.keras')."
        )
    if content.endswith(INDEX):
        return say(
            "A checkpoint of TensorFlow's is not read; where the model is, save it as Keras does: "
            "model.save('model.keras')."
        )
    if content[:1] == b"\x80" and b"_unpickle_model" in content[:300]:
        return say("A pickled model of Keras' is not read; save it as Keras does: model.save('model.keras').")
    return ""
