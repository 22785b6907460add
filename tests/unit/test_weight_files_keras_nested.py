"""Keras' models that are layers of a model: their layers stand in their place, however a file calls their arrays."""

import numpy as np
import pytest

from mnistnet.network import PixelEncoding
from mnistnet.weight_files import open_weight_file

pytest.importorskip("h5py")
from tests.unit.test_weight_files_keras import (
    B1,
    B2,
    LAST,
    NORMAL,
    PIXELS,
    RNG,
    TEST,
    W1,
    W2,
    answers,
    arrays,
    bent,
    functional,
    hdf5,
    in_this_process,
    keras,
    layer,
    nested,
    normal,
    sequential,
    shares,
    sums,
)

__all__ = ["in_this_process"]  # a fixture

SQUARE, TIP = RNG.normal(size=(7, 7)).astype("f4"), RNG.normal(size=7).astype("f4")
MIDDLE = layer("Dense", name="hidden", activation="tanh", use_bias=True)  # a name that another model has as well
INSIDE = sequential(
    nested("first", layer("Flatten", name="flat"), nested("core", bent("relu"))), nested("second", MIDDLE), LAST
)


@pytest.mark.parametrize(
    "paths",
    [
        ("layers/sequential/layers/sequential/layers/dense", "layers/sequential_1/layers/dense", "layers/dense"),
        ("layers/first/layers/core/layers/hidden", "layers/second/layers/hidden", "layers/answers"),
        ("model_weights/first/model/first/core/hidden", "model_weights/second/model/second/hidden",
         "model_weights/answers/model/answers"),
        ("model_weights/first/hidden", "model_weights/second/hidden", "model_weights/answers/answers"),
    ],
    ids=["Keras 3 counts", "or names", "h5 of Keras 3", "h5 of Keras 2"],
)  # fmt: skip
def test_models_that_are_layers_of_a_model_stand_in_their_place(paths):
    rows = zip(paths, ((W1, B1), (SQUARE, TIP), (W2, B2)), strict=True)
    words = ("kernel:0", "bias:0") if paths[0].startswith("model") else ("vars/0", "vars/1")
    held = {f"{path}/{word}": array for path, pair in rows for word, array in zip(words, pair, strict=True)}
    opened = open_weight_file(hdf5(held, INSIDE) if words[0] == "kernel:0" else keras(INSIDE, held))
    assert [one.activation for one in opened.network.dense_layers] == ["relu", "tanh", "softmax"]
    wanted = shares(np.tanh(np.maximum(sums(PIXELS), 0) @ SQUARE.astype(float) + TIP))
    found = opened.used(encoding=PixelEncoding()).predict(TEST.images[:20], dtype=np.float64)
    np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-6)
    assert opened.left_out == ()


def test_a_functional_model_as_a_layer_of_another():
    inner = functional(layer("InputLayer", name="in"), bent("relu"), NORMAL) | {"registered_name": "Functional"}
    inner["config"]["name"] = "inner"
    whole = functional(layer("InputLayer", name="pixels"), inner, LAST)
    numbered = arrays()
    held = {path.replace("layers/batch", "layers/functional/layers/batch"): one for path, one in numbered.items()}
    for i in range(2):
        held[f"layers/functional/layers/dense/vars/{i}"] = held.pop(f"layers/dense/vars/{i}")
        held[f"layers/dense/vars/{i}"] = held.pop(f"layers/dense_1/vars/{i}")
    found = answers(keras(whole, held), "relu")
    np.testing.assert_allclose(found, shares(normal(np.maximum(sums(PIXELS), 0))), rtol=1e-4, atol=1e-6)
