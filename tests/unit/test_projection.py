"""Projections against eigenvalues, by hand, and against laws; t-SNE by what it is for."""

import numpy as np
import pytest

from mnistnet import load_digits
from mnistnet import projection as module
from mnistnet.projection import STEPS, PackageMissing, nearest_agree, neighbour_map, principal_components

TEST = load_digits().split("test")
CLOUD = np.random.default_rng(0).normal(size=(80, 6)) * [5, 3, 1, 1, 0.5, 0.1]


def test_against_the_eigenvectors_of_the_covariance():
    found = principal_components(CLOUD, 3)
    values, vectors = np.linalg.eigh(np.cov(CLOUD.T))
    np.testing.assert_allclose(found.explained, values[::-1][:3] / values.sum(), rtol=1e-10)
    for axis, vector in zip(found.axes.T, vectors.T[::-1], strict=False):
        assert abs(axis @ vector) == pytest.approx(1, abs=1e-9)
    np.testing.assert_allclose(found.points.var(axis=0, ddof=1), values[::-1][:3], rtol=1e-10)


def test_a_line_is_found_by_hand():
    found = principal_components([[0, 0], [3, 4], [6, 8]], 2)
    np.testing.assert_allclose(found.points[:, 0], [-5, 0, 5], atol=1e-12)
    np.testing.assert_allclose(found.axes[:, 0], [0.6, 0.8])
    np.testing.assert_allclose(found.explained, [1, 0], atol=1e-12)


def test_axes_stand_at_right_angles_and_place_puts_points_where_they_are():
    found = principal_components(CLOUD)
    np.testing.assert_allclose(found.axes.T @ found.axes, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(found.place(CLOUD), found.points, atol=1e-12)
    np.testing.assert_allclose(found.place(CLOUD.mean(axis=0, keepdims=True)), 0, atol=1e-12)


def test_moving_all_points_or_turning_them_over_keeps_the_picture():
    moved = principal_components(CLOUD + 100).points
    np.testing.assert_allclose(moved, principal_components(CLOUD).points, atol=1e-9)
    order = np.random.default_rng(1).permutation(len(CLOUD))
    np.testing.assert_allclose(principal_components(CLOUD[order]).points, moved[order], atol=1e-9)


@pytest.mark.parametrize("cloud", [[[1.0], [3.0], [8.0]], [[1.0, 2.0, 3.0]]], ids=["one dimension", "one point"])
def test_what_spreads_in_fewer_directions_than_wanted_lies_on_a_line(cloud):
    found = principal_components(cloud, count=2)
    middle = [[row[0] - 4.0] for row in cloud] if len(cloud) > 1 else [[0.0]]
    assert found.points[:, :1].tolist() == middle and not found.points[:, 1].any()
    assert found.explained.tolist() == [float(len(cloud) > 1), 0] and found.place(cloud).shape == (len(cloud), 2)


def test_points_that_are_all_the_same_have_no_spread():
    found = principal_components(np.ones((4, 3)))
    assert not found.points.any() and found.explained.tolist() == [0, 0]


def test_nearest_agree_by_hand_and_by_brute_force():
    points = np.array([[0.0], [1.0], [3.0], [3.5]])
    assert nearest_agree(points, [0, 0, 1, 1]) == 1
    assert nearest_agree(points, [0, 1, 1, 1]) == 0.5
    labels = np.random.default_rng(2).integers(0, 3, len(CLOUD))
    distances = ((CLOUD[:, None] - CLOUD) ** 2).sum(axis=2) + np.where(np.eye(len(CLOUD)), np.inf, 0)
    assert nearest_agree(CLOUD, labels) == (labels[distances.argmin(axis=1)] == labels).mean()


def test_tsne_keeps_neighbours_together_and_counts_its_steps():
    pytest.importorskip("openTSNE")
    images, labels = TEST.images[:200].reshape(200, -1) / 255, TEST.labels[:200]
    steps: list[int] = []
    picture = neighbour_map(images, report=steps.append, every=50)
    assert picture.shape == (200, 2) and np.isfinite(picture).all()
    assert steps == list(range(50, STEPS + 1, 50))
    assert nearest_agree(picture, labels) > nearest_agree(principal_components(images).points, labels) + 0.1


def test_tsne_lays_out_numbers_and_a_single_point():
    pytest.importorskip("openTSNE")
    numbers = np.concatenate([np.linspace(0, 1, 8), np.linspace(9, 10, 8)])[:, None]
    apart = neighbour_map(numbers, perplexity=3)
    assert apart.shape == (16, 2) and nearest_agree(apart, np.repeat([0, 1], 8)) == 1
    assert neighbour_map(np.ones((1, 3))).tolist() == [[0, 0]]


def test_tsne_can_be_stopped():
    pytest.importorskip("openTSNE")
    steps: list[int] = []

    def stop(step: int) -> None:
        steps.append(step)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        neighbour_map(CLOUD, report=stop)
    assert steps == [25]


def test_without_the_package_it_says_what_to_install(monkeypatch):
    def missing(name):
        raise ImportError(name)

    monkeypatch.setattr(module, "import_module", missing)
    with pytest.raises(PackageMissing, match="pip install opentsne"):
        neighbour_map(CLOUD)
