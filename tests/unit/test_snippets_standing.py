"""Every program file runs as it stands, in a bare process, on the example that stands in it."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from mnistnet import Digits, load_digits, load_network, snippets
from mnistnet.arithmetic import Parameter
from mnistnet.basics.plane import learn_plane, plane_problem
from mnistnet.snippets.assemble import FOLDER, program_names
from mnistnet.snippets.case import Case
from tests.snippet_runs import assert_short, assert_told, run_all

DIGITS = load_digits().split("test")
NETWORK = load_network("nielsen")
IMAGE = DIGITS.images[0]
BATCH = Digits(load_digits().split("train").images[:100], load_digits().split("train").labels[:100])


def of_method(method, view="z2"):
    return snippets.influence(NETWORK, IMAGE, None, view, 7, method)


def of_corners():
    """Return the program for a first layer with corners, which as it stands computes for sigmoids all the same."""
    case = Case(NETWORK, IMAGE, None, "z2", 7)
    return case.snippet("", case.code("mask_mean_gradient_of_corners"), "")


def of_truth():
    case = Case(NETWORK, IMAGE, None, "z2", 7)
    return case.snippet("", case.code("true_change"), f"in truth {case.change():+.3g}")


def of_plane():
    plane = plane_problem("moons", np.random.default_rng(0))
    linear = learn_plane(plane, hidden=(8,), activation="identity", starts=1, epochs=5)
    return snippets.collapse(linear.astype(np.float64), plane)


EXAMPLES = {
    **{
        method: partial(of_method, method)
        for method in (
            "deep_lift",
            "gradient",
            "gradient_times_input",
            "mask_mean_gradient",
            "occlusion",
            "one_pixel",
            "smooth_gradient",
            "two_ended",
            "two_level",
        )
    },
    "added_up": partial(of_method, "shapley", "a1"),
    "mask_mean_gradient_of_corners": of_corners,
    "on_the_way": partial(of_method, "expected_gradients"),
    "orders": partial(of_method, "shapley_permutations"),
    "shapley_waves": partial(of_method, "shapley", "a2"),
    "straight_way": partial(of_method, "integrated_gradients", "a2"),
    "true_change": of_truth,
    "alone_and_together": partial(snippets.alone_and_together, NETWORK, IMAGE, None, "z2", 7),
    "first_or_last": partial(snippets.owen, NETWORK, IMAGE, None, "z2", 7),
    "why_this": partial(snippets.contrast, NETWORK, IMAGE, None, 7, 1),
    "through_hidden_nodes": partial(snippets.flow, NETWORK, IMAGE, 7),
    "erasing": partial(snippets.erasing, NETWORK, IMAGE),
    "answer": partial(snippets.answers, NETWORK, IMAGE),
    "curves": partial(snippets.curves, 1.0),
    "linear_layers": of_plane,
    "overflow": partial(snippets.overflow, 800, "float64"),
    "feeding": partial(snippets.feeding, NETWORK, DIGITS),
    "moving": partial(snippets.moving, NETWORK, DIGITS),
    "one_matrix": partial(snippets.one_matrix, NETWORK, DIGITS),
    "softmax": partial(snippets.shares, NETWORK, IMAGE),
    "softmax_of_a_batch": partial(snippets.softmax_of_a_batch, NETWORK, DIGITS.images[:5]),
    "neuron_sum": partial(snippets.neuron_sum, NETWORK, IMAGE, 2, 7),
    "one_sum": partial(snippets.one_sum, NETWORK, IMAGE, 2, 7),
    "backwards": partial(snippets.backwards, NETWORK, IMAGE, 4, "quadratic", Parameter(1, 7, 300), 0.1),
    "nudged": partial(snippets.nudged, NETWORK, IMAGE, 4, "quadratic", Parameter(1, 7, 300), 0.5),
    "toy": partial(snippets.toy, (1, 0, 2, 1), 0),
    "neuron_figures": partial(snippets.neuron_figures, NETWORK, DIGITS, 2, 7),
    "surgery": partial(snippets.surgery, NETWORK, DIGITS, 1, 7),
    "passage": partial(snippets.passage, NETWORK, IMAGE),
    "mistakes": partial(snippets.mistakes, NETWORK, DIGITS),
    "calibration": partial(snippets.calibration, NETWORK, DIGITS),
    "threshold": partial(snippets.threshold, NETWORK, DIGITS, 0.9),
    "own_digits": partial(snippets.own_digits, NETWORK, DIGITS),
    "shelf_row": partial(snippets.shelf_row, NETWORK, DIGITS),
    "neighbours": partial(snippets.neighbours, NETWORK, DIGITS, "z1"),
    "principal": partial(snippets.principal, NETWORK, DIGITS, "z1"),
    "comparison": partial(snippets.comparison, NETWORK, load_network("your-own"), DIGITS),
    "alike": partial(snippets.alike, NETWORK, load_network("your-own"), "z1", "z1", DIGITS),
    "changed": partial(snippets.changed, NETWORK, IMAGE, {"rotate": 25.0}),
    "broken": partial(snippets.broken, NETWORK, DIGITS, "noise", 0.5),
    "unbroken": partial(snippets.unbroken, NETWORK, IMAGE, "rotate", 7),
    "flip": partial(snippets.flip, NETWORK, DIGITS.images[3], 7),
    "loss_and_accuracy": partial(snippets.loss_and_accuracy, NETWORK, DIGITS),
    "step": partial(snippets.step, NETWORK, BATCH),
    "back_query": partial(snippets.what_it_sees, NETWORK, "back-query", 3),
    "weight_product": partial(snippets.what_it_sees, NETWORK, "weight-product", 3),
    "mean_digit": partial(snippets.what_it_sees, NETWORK, "mean-digit", 3),
    "found_before": partial(snippets.what_it_sees, NETWORK, "preimage", 3),
    "climb": partial(snippets.what_it_sees, load_network("scratch"), "climb", 3),
}


@pytest.fixture(scope="module")
def built():
    return {name: build() for name, build in EXAMPLES.items()}


def lines_of(text):
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith(("# begin", "# end"))]


def test_every_program_has_its_example():
    assert sorted(EXAMPLES) == program_names()


def test_what_is_assembled_for_the_example_stands_in_the_file_line_for_line(built):
    for name, snippet in built.items():
        standing = lines_of((FOLDER / f"{name}.py").read_text())
        assert lines_of(snippet.code) == [line for line in standing if line in lines_of(snippet.code)], name


def test_every_file_runs_as_it_stands_and_prints_what_the_library_says(built, tmp_path):
    standing = [replace(one, code=(FOLDER / f"{name}.py").read_text()) for name, one in built.items()]
    for snippet, heard in zip(standing, run_all(standing, tmp_path), strict=True):
        assert heard.count("\n") == 1
        if snippet.printed:
            assert_told(heard, snippet)


ARITHMETIC = {
    "scratch": ("cross-entropy", Parameter(2, 17, 30)),
    "your-own": ("raw-errors-back", Parameter(1, 7, 300)),
    "nielsen": ("cross-entropy", Parameter(2, 7, None)),
    "rows": ("quadratic", Parameter(1, 75 * 14 + 6, 20)),
}


def test_arithmetic_is_written_for_every_kind_of_network(tmp_path):
    programs = []
    for name, (way, at) in ARITHMETIC.items():
        network, weight = load_network(name), replace(at, sender=at.sender or 3)
        programs += [
            snippets.one_sum(network, IMAGE, at.layer, at.node),
            snippets.backwards(network, IMAGE, 3, way, weight, 0.3),
            snippets.nudged(network, IMAGE, 3, way, at, -0.25),
            snippets.learned_once(network, IMAGE, 3, way, 0.3),
        ]
    programs.append(snippets.toy((2, 1, 0, 2), 1))
    for snippet, heard in zip(programs, run_all(programs, tmp_path), strict=True):
        assert_told(heard, snippet)
        assert_short(snippet)
