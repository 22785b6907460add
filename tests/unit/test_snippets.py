import io

import numpy as np
import pytest

from mnistnet import Dense, Flatten, Network, PixelEncoding, load_digits, load_network, network_names
from mnistnet.snippets.layers import node_function, trace_function
from mnistnet.snippets.program import Snippet, encoded, network_arrays, opening, program, signed
from tests.snippet_runs import assert_same, assert_short, run_all, run_alone

IMAGE = load_digits().split("test").images[3]


def sum_of_all_views(network, image=IMAGE, until=None):
    """Return a snippet that adds up every view, each with a weight of its own, and what the library says it is."""
    named = len(network.dense_layers) <= 3
    lines = [
        f"x = {encoded(network, 'image', image)}",
        "total = sum((n + 1) * view.sum() for n, view in enumerate(trace(x).values()))",
        'print(f"in all {total:+.12g}")',
    ]
    code = program(opening(network, "sums.npz", until, named=named), trace_function(network, until), lines)
    views = network.trace(image, np.float64).values()
    wanted = sum((n + 1) * view.sum() for n, view in enumerate(views))
    arrays = {**network_arrays(network), "image": image}
    return Snippet("all views", code, "sums.npz", arrays, f"in all {wanted:+.12g}", "nowhere")


def one_node(network, view, node, image=IMAGE):
    lines = [f"x = {encoded(network, 'image', image)}", 'print(f"value {node(x)[0]:+.12g}")']
    code = program(opening(network, "node.npz", view), node_function(network, view, node), lines)
    wanted = network.trace(image, np.float64)[view].ravel()[node]
    return Snippet("a node", code, "node.npz", {**network_arrays(network), "image": image}, f"value {wanted:+.12g}", "")


def strange_networks():
    """Return networks that no book has: every activation, layers without biases, patterns laid flat in odd places."""
    rng = np.random.default_rng(0)

    def dense(fan_in, fan_out, activation, biases=True):
        bias = rng.normal(size=fan_out) if biases else None
        return Dense(rng.normal(size=(fan_in, fan_out)) / fan_in**0.5, bias, activation)

    return [
        Network((dense(12, 5, "tanh"), dense(5, 4, "step", False), dense(4, 3, "identity")), image_shape=(3, 4)),
        Network((Flatten(), dense(12, 5, "relu"), dense(5, 3, "softmax")), image_shape=(3, 4)),
        Network((dense(4, 5, "tanh"), Flatten(), dense(15, 3, "identity")), image_shape=(3, 4)),
        Network(
            (
                dense(4, 5, "sigmoid", False),
                dense(5, 5, "identity"),
                Flatten(),
                *(dense(n, 4, rule) for n, rule in ((15, "tanh"), (4, "relu"), (4, "step"), (4, "softmax"))),
            ),
            image_shape=(3, 4),
            encoding=PixelEncoding(-0.5, 2.0),
        ),
    ]


def test_the_shared_parts_compute_every_view_of_every_network(tmp_path):
    shipped = [load_network(name) for name in network_names()]
    small = np.random.default_rng(1).random((3, 4))
    snippets = [sum_of_all_views(network) for network in shipped]
    snippets += [sum_of_all_views(network, small) for network in strange_networks()]
    snippets += [one_node(network, view, 7) for network in shipped for view in network.views]
    snippets += [one_node(network, view, 2, small) for network in strange_networks() for view in network.views]
    for snippet, heard in zip(snippets, run_all(snippets, tmp_path), strict=True):
        assert_same(heard, snippet)
        assert float(heard.split()[-1]) == pytest.approx(float(snippet.printed.split()[-1]), rel=1e-9), snippet.code


@pytest.mark.parametrize("name", network_names())
def test_a_program_that_traces_a_shipped_network_is_short(name):
    assert_short(sum_of_all_views(load_network(name)))


def test_a_program_runs_on_its_own_with_the_file_that_is_downloaded(tmp_path):
    snippet = sum_of_all_views(load_network("nielsen"))
    assert_same(run_alone(snippet, tmp_path), snippet)
    with np.load(io.BytesIO(snippet.file())) as file:
        assert set(file) == {"W1", "b1", "W2", "b2", "image"}
        assert np.array_equal(file["image"], IMAGE) and file["W1"].dtype == np.float32


def test_in_the_networks_own_format_a_program_computes_in_it(tmp_path):
    network = load_network("your-own")
    lines = [f"x = {encoded(network, 'image', IMAGE, np.float32)}", "z2 = trace(x)['z2']"]
    lines.append('print(z2.dtype, f"{z2[0, 0]:+.12g}")')
    code = program(opening(network, "own.npz", dtype=np.float32), trace_function(network), lines)
    value = network.predict(IMAGE)[0, 0]
    arrays = {**network_arrays(network), "image": IMAGE}
    snippet = Snippet("", code, "own.npz", arrays, f"float32 {value:+.12g}", "")
    heard = run_alone(snippet, tmp_path)
    assert_same(heard, snippet)
    assert abs(float(heard.split()[1]) / value - 1) < 1e-6


def test_the_comparison_hears_a_wrong_word_and_a_wrong_number():
    snippet = Snippet("", "", "", {}, "all pixels +0.5, strongest -0.25 in row 3", "")
    assert_same("all pixels +0.5, strongest -0.25 in row 3\n", snippet)
    for wrong in (
        "all pixels +0.5, strongest -0.25 in row 4\n",
        "all pixels +0.502, strongest -0.25 in row 3\n",
        "all pixels +0.5, strongest +0.25 in row 3\n",
        "all pixel +0.5, strongest -0.25 in row 3\n",
        "all pixels +0.5, strongest -0.25 in row 3\nmore\n",
    ):
        with pytest.raises(AssertionError):
            assert_same(wrong, snippet)


def test_signed_numbers_have_three_figures():
    assert [signed(value) for value in (0.123456, -12.34, 0.0)] == ["+0.123", "-12.3", "+0"]
