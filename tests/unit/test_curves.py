"""Curves, overflow, temperature and scaling against formulas, other libraries' behaviour and counting by hand."""

import warnings

import numpy as np
import pytest

from mnistnet import Digits, load_digits, load_network, network_names
from mnistnet.activations import sigmoid, softmax
from mnistnet.basics.curves import activation_curves, scalar_names
from mnistnet.basics.overflow import naive_sigmoid, naive_softmax, watched
from mnistnet.basics.scaling import accuracy, accuracy_shifted, accuracy_unscaled, shifted
from mnistnet.basics.temperature import softmax_at, softmax_over_everything

TEST = load_digits().split("test")


@pytest.mark.parametrize("name", scalar_names())
def test_slopes_are_numerical_derivatives(name):
    points, h = np.array([-3.0, -0.7, 0.4, 2.5]), 1e-6
    (curve,) = activation_curves(points, [name])
    (above,), (below,) = activation_curves(points + h, [name]), activation_curves(points - h, [name])
    np.testing.assert_allclose(curve.slopes, (above.values - below.values) / (2 * h), atol=1e-8)


def test_curves_at_known_points():
    names = ("step", "sigmoid", "relu", "tanh", "identity")
    step, sig, relu, tanh, identity = activation_curves([0.0, 2.0], names)
    assert step.values.tolist() == [0, 1] and relu.values.tolist() == identity.values.tolist() == [0, 2]
    assert sig.values[0] == 0.5 and sig.slopes[0] == 0.25 and tanh.slopes[0] == 1


def test_softmax_has_no_curve():
    with pytest.raises(ValueError, match="whole row"):
        activation_curves([0.0], ["softmax"])


def test_the_naive_sigmoid_warns_at_minus_1000_and_the_safe_one_does_not():
    naive, safe = watched(naive_sigmoid, -1000), watched(sigmoid, -1000)
    assert naive.values == safe.values == 0
    assert naive.warnings == ("overflow encountered in exp",) and safe.warnings == ()


def test_the_naive_softmax_gives_no_number_and_the_safe_one_does():
    row = [1000.0, 0.0, 1.0]
    naive, safe = watched(naive_softmax, row), watched(softmax, row)
    assert np.isnan(naive.values[0]) and len(naive.warnings) == 2
    np.testing.assert_allclose(safe.values, [1, 0, 0], atol=1e-12)
    assert safe.warnings == ()


@pytest.mark.parametrize(("dtype", "fine", "bad"), [(np.float64, -709, -710), (np.float32, -88, -89)])
def test_where_each_format_overflows(dtype, fine, bad):
    assert not watched(naive_sigmoid, fine, dtype).warnings and watched(naive_sigmoid, bad, dtype).warnings


def test_watching_lets_no_warning_out():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        watched(naive_softmax, [1e6, 0])


def test_where_both_work_they_agree():
    row = np.random.default_rng(0).normal(size=(4, 7))
    np.testing.assert_allclose(naive_softmax(row), softmax(row), rtol=1e-12)
    np.testing.assert_allclose(naive_sigmoid(row), sigmoid(row), rtol=1e-12)


def test_temperature_by_its_law_and_at_its_ends():
    sums = np.array([2.0, 1.0, -1.0])
    for temperature in (0.5, 1.0, 3.0):
        shares = softmax_at(sums, temperature)
        assert np.log(shares[0] / shares[1]) == pytest.approx(1 / temperature)
        assert shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(softmax_at(sums, 1e6), 1 / 3, rtol=1e-5)
    np.testing.assert_allclose(softmax_at(sums, 1e-3), [1, 0, 0], atol=1e-12)
    np.testing.assert_allclose(softmax_at(sums, shift=40), softmax_at(sums), rtol=1e-12)


@pytest.mark.parametrize("temperature", [0, -1, np.nan])
def test_no_temperature_of_zero_or_less(temperature):
    with pytest.raises(ValueError, match="above 0"):
        softmax_at([1.0], temperature)


def test_one_softmax_for_a_whole_batch_adds_up_to_one_over_all():
    sums = np.random.default_rng(1).normal(size=(3, 4))
    whole = softmax_over_everything(sums)
    assert whole.shape == (3, 4) and whole.sum() == pytest.approx(1) and (whole.sum(axis=1) < 1).all()
    np.testing.assert_allclose(whole / whole.sum(axis=1, keepdims=True), softmax_at(sums), rtol=1e-12)


def test_moving_pictures_by_hand():
    image = np.arange(1, 7, dtype=np.uint8).reshape(2, 3)
    assert shifted(image, 0, 1).tolist() == [[0, 1, 2], [0, 4, 5]]
    assert shifted(image, 0, -2).tolist() == [[3, 0, 0], [6, 0, 0]]
    assert shifted(image, 1, 0).tolist() == [[0, 0, 0], [1, 2, 3]]
    assert shifted(image, -1, 1).tolist() == [[0, 4, 5], [0, 0, 0]]
    assert shifted(image, 0, 0).tolist() == image.tolist() and not shifted(image, 5, 0).any()


@pytest.mark.parametrize("name", network_names())
def test_accuracies_by_counting(name):
    network, few = load_network(name), Digits(TEST.images[:60], TEST.labels[:60])
    assert accuracy(network, few) == np.mean(
        [network.predict(i)[0].argmax() == j for i, j in zip(few.images, few.labels, strict=True)]
    )
    raw = few.images.astype(network.dtype).reshape(60, *network.input_shape)
    signal = raw
    for layer in network.layers:
        signal = signal.reshape(60, -1) if not hasattr(layer, "weights") else layer.rule(layer.pre_activations(signal))
    assert accuracy_unscaled(network, few) == (signal.argmax(axis=1) == few.labels).mean()
    assert accuracy_shifted(network, few, 0) == accuracy(network, few)
    rolled = [np.roll(few.images, (2 * d, 2 * r), axis=(1, 2)) for d, r in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    empty = [
        i for i in range(60) if not few.images[i, [0, 1, -2, -1]].any() and not few.images[i][:, [0, 1, -2, -1]].any()
    ]
    part = Digits(few.images[empty], few.labels[empty])
    expected = np.mean([(network.predict(images[empty]).argmax(axis=1) == part.labels).mean() for images in rolled])
    assert len(empty) > 30 and accuracy_shifted(network, part, 2) == pytest.approx(expected)


def test_a_wrong_scale_and_a_shift_cost_accuracy():
    network = load_network("scratch")
    assert accuracy_unscaled(network, TEST) < accuracy(network, TEST)
    assert accuracy_shifted(network, TEST, 4) < accuracy_shifted(network, TEST, 2) < accuracy(network, TEST)
