"""HDF5 files and those of Keras: small valid ones, and such as lie about their arrays; each lie is refused."""

import io
import json

import h5py
import numpy as np

from tests.fuzz.hostile_zips import zipped

WEIGHTS, ROW = np.ones((784, 1), np.int8), np.ones((1, 10), "f4")
PLAN = {"class_name": "Sequential", "config": {"layers": [
    {"class_name": "Dense", "config": {"activation": "relu"}},
    {"class_name": "Dense", "config": {"activation": "softmax"}},
]}}  # fmt: skip
KERAS_3 = {"layers/dense/vars/0": WEIGHTS, "layers/dense/vars/1": np.ones(1, "f4"),
           "layers/dense_1/vars/0": ROW, "layers/dense_1/vars/1": np.ones(10, "f4")}  # fmt: skip
NORM = {"class_name": "BatchNormalization", "config": {"epsilon": 0.01, "center": False, "scale": False}}
NORMED = {"class_name": "Sequential", "config": {"layers": [
    {"class_name": "Rescaling", "config": {"scale": 1 / 255, "offset": 0.0}},
    {"class_name": "Dense", "config": {"activation": "linear", "use_bias": False}},
    NORM, {"class_name": "LeakyReLU", "config": {"negative_slope": 0.01}}, NORM,
    {"class_name": "Dense", "config": {"activation": "softmax", "use_bias": False}},
]}}  # fmt: skip
OF_NORMED = {"layers/dense/vars/0": WEIGHTS, "layers/dense_1/vars/0": ROW} | {
    f"layers/{norm}/vars/{i}": np.ones(1, "f4")
    for norm in ("batch_normalization", "batch_normalization_1")
    for i in range(2)
}
INNER = {"class_name": "Sequential", "config": {"name": "in", "layers": [
    {"class_name": "Dense", "config": {"name": "a", "activation": "relu", "use_bias": False}},
]}}  # fmt: skip
NESTED = {"class_name": "Sequential", "config": {"layers": [
    INNER, {"class_name": "Dense", "config": {"name": "b", "activation": "softmax", "use_bias": False}},
]}}  # fmt: skip
OF_NESTED = {"layers/sequential/layers/dense/vars/0": WEIGHTS, "layers/dense/vars/0": ROW}
OLD_NESTED = {"model_weights/in/a/kernel:0": WEIGHTS, "model_weights/b/b/kernel:0": ROW}
OLD = {"model_weights/dense/dense/kernel:0": WEIGHTS, "model_weights/dense/dense/bias:0": np.ones(1, "f4"),
       "model_weights/out/out/kernel:0": ROW, "model_weights/out/out/bias:0": np.ones(10, "f4")}  # fmt: skip


def hdf5(arrays, plan=None, libver=None, **options):
    """Return an HDF5 file."""
    file = io.BytesIO()
    with h5py.File(file, "w", libver=libver) as whole:
        for name, array in arrays.items():
            whole.create_dataset(name, data=array, **options)
        if plan is not None:
            whole.attrs["model_config"] = json.dumps(plan)
    return file.getvalue()


def keras(arrays=None, plan=None):
    """Return a .keras file."""
    weights = hdf5(KERAS_3) if arrays is None else hdf5(arrays)
    return zipped(
        {"metadata.json": b"{}", "config.json": json.dumps(plan or PLAN).encode(), "model.weights.h5": weights}
    )


def small():
    """Return kind -> valid files of few bytes."""
    packed = hdf5({"W1": WEIGHTS, "W2": ROW}, libver="latest", chunks=True, compression="gzip", shuffle=True)
    return {"h5": [hdf5(KERAS_3), hdf5(OLD, PLAN), hdf5(OLD_NESTED, NESTED), packed],
            "keras": [keras(), keras(OF_NORMED, NORMED), keras(OF_NESTED, NESTED)]}  # fmt: skip


def edited(edit):
    """Return an HDF5 file that a function wrote."""
    file = io.BytesIO()
    with h5py.File(file, "w") as whole:
        edit(whole)
    return file.getvalue()


def _circle(whole):
    whole["a/b"] = whole
    whole["soft"] = h5py.SoftLink("/soft")


def _elsewhere(whole):
    whole["W1"] = h5py.ExternalLink("/etc/passwd", "W1")
    whole.create_dataset("W2", (784, 10), "u1", external=[("/etc/passwd", 0, 7840)])


def _virtual(whole):
    layout = h5py.VirtualLayout((784, 10), "u1")
    layout[...] = h5py.VirtualSource("/etc/passwd", "W", (784, 10))
    whole.create_virtual_dataset("W1", layout)


def cases():
    """Return name -> function that makes a file."""
    convolution = {"class_name": "Sequential", "config": {"layers": [{"class_name": "Conv2D", "config": {}}]}}
    objects = np.dtype([("a", "f4"), ("b", "f4")])
    edits = {
        "nothing": lambda whole: None, "circle": _circle, "elsewhere": _elsewhere, "virtual": _virtual,
        "huge": lambda whole: whole.create_dataset("W1", (784, 10**7), "f4", chunks=(784, 100)),
        "huge sides": lambda whole: whole.create_dataset("W1", (2**31, 2**31), "f4", chunks=(1, 100)),
        "empty": lambda whole: whole.create_dataset("W1", dtype="f4", data=h5py.Empty("f4")),
        "texts": lambda whole: whole.create_dataset("W1", data=np.array([b"a" * 99] * 784)),
        "references": lambda whole: whole.create_dataset("W1", (784, 10), h5py.ref_dtype),
        "records": lambda whole: whole.create_dataset("W1", (784, 10), objects),
        "long numbers": lambda whole: whole.create_dataset("W1", (784, 10), h5py.vlen_dtype("f4")),
        "flat": lambda whole: whole.create_dataset("W1", (7840,), "f4"),
        "nan": lambda whole: whole.create_dataset("W1", data=np.full((784, 10), np.nan)),
        "deep": lambda whole: whole.create_dataset("/".join("a" * 300) + "/W1", (785, 10), "f4"),
        "thousands": lambda whole: [whole.create_group(str(i)) for i in range(3000)],
    }  # fmt: skip
    made = {name: (lambda edit=edit: edited(edit)) for name, edit in edits.items()}
    made["cut"] = lambda: hdf5(KERAS_3)[:-900]
    made["signature alone"] = lambda: b"\x89HDF\r\n\x1a\n" + bytes(3000)
    made["convolution"] = lambda: hdf5(OLD, convolution)
    made["brackets"] = lambda: edited(lambda whole: whole.attrs.update(model_config="[" * 60_000))
    made["keras convolution"] = lambda: keras(plan=convolution)
    deep = INNER
    for _ in range(200):
        deep = {"class_name": "Sequential", "config": {"name": "in", "layers": [deep]}}
    made["keras deep"] = lambda: keras(plan=deep)
    made["keras empty"] = lambda: keras({})
    made["keras damaged"] = lambda: zipped({"model.weights.h5": hdf5(KERAS_3)[:2000]})
    made["keras of a zip"] = lambda: zipped({"model.weights.h5": keras()})
    made["keras of words"] = lambda: zipped({"model.weights.h5": b"hello", "config.json": b"{"})
    return made


def heavy():
    """Return name -> function that makes a file that unpacks to much more."""
    zeros = {"W1": np.zeros((784, 6_000), np.float64)}
    return {
        "zeros": lambda: hdf5(zeros, compression="gzip"),
        "keras of zeros": lambda: zipped({"model.weights.h5": b"\x89HDF\r\n\x1a\n" + bytes(70_000_000)}),
        "many": lambda: hdf5({str(i): np.zeros((784, 700), "f4") for i in range(9)}, compression="gzip"),
    }
