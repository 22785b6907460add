"""The names of views, by hand."""

import numpy as np
import pytest

from mnistnet import Dense, Network, load_network
from mnistnet.influence.view_names import view_name, view_names


def test_layers_have_names_with_their_letters():
    assert list(view_names(load_network("scratch")).values()) == [
        "hidden 1, sum (a1)",
        "hidden 1, output (z1)",
        "hidden 2, sum (a2)",
        "hidden 2, output (z2)",
        "answers, sum (a3)",
        "answers, share (z3)",
    ]
    assert list(view_names(load_network("nielsen")).values())[-1] == "answers, output (z2)", "its outputs are no shares"
    rows = view_names(load_network("rows"))
    assert rows["a1"] == "rows 75, sum (a1)" and rows["z5"] == "answers, share (z5)", "flattening is no layer of nodes"


def test_a_layer_without_a_name_is_called_by_its_place():
    layers = Dense(np.ones((784, 3))), Dense(np.ones((3, 4)), None, "softmax")
    assert view_name(Network(layers), "z1") == "hidden 1, output (z1)"
    with pytest.raises(KeyError):
        view_name(Network(layers), "z3")
