"""The same maps by captum and shap, where they are installed."""

import numpy as np
import pytest

from mnistnet import influence
from mnistnet.influence.softmax_steepness import softmax_steepness
from tests.influence_oracles import network_of, picture_of

pytestmark = pytest.mark.filterwarnings("ignore")
torch = pytest.importorskip("torch", exc_type=ImportError)

NETWORK = network_of((12, 6, 5, 3), ("sigmoid", "tanh", "softmax"), image_shape=(3, 4))
PICTURE, OTHER = picture_of(NETWORK, blank=[0, 5]), picture_of(NETWORK, seed=4)
MODULES = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "softmax": lambda: torch.nn.Softmax(dim=1)}


def torch_layers():
    """Return one torch module for every view of NETWORK."""
    modules = []
    for layer in NETWORK.layers:
        linear = torch.nn.Linear(layer.fan_in, layer.fan_out, dtype=torch.float64)
        linear.weight.data, linear.bias.data = (torch.tensor(array.T.copy()) for array in (layer.weights, layer.biases))
        modules += [linear, MODULES[layer.activation]()]
    return modules


def until(view):
    """Return the torch network up to a view."""
    return torch.nn.Sequential(*torch_layers()[: NETWORK.views.index(view) + 1]).eval()


def tensors():
    return (torch.tensor(picture.reshape(1, 12)) for picture in (PICTURE, OTHER))


def by_captum(name, view, **options):
    """Return a captum method's maps for all nodes of a view, (nodes, 3, 4)."""
    attr = pytest.importorskip("captum.attr", exc_type=ImportError)
    method = getattr(attr, name)(until(view))
    x, other = tensors()
    inputs = {"inputs": x} if name == "Saliency" else {"inputs": x, "baselines": other}
    found = [method.attribute(**inputs, target=node, **options) for node in range(NETWORK.view_shapes[view][0])]
    return torch.cat(found).detach().numpy().reshape(-1, 3, 4)


@pytest.mark.parametrize("view", NETWORK.views)
def test_captum_ablates_the_same(view):
    missing = influence.occlusion(NETWORK, PICTURE, OTHER)[view]
    np.testing.assert_allclose(missing, by_captum("FeatureAblation", view), rtol=0, atol=1e-12)


@pytest.mark.parametrize("view", NETWORK.views)
def test_captum_has_the_same_slopes(view):
    slopes = by_captum("Saliency", view, abs=False)
    np.testing.assert_allclose(influence.gradient(NETWORK, PICTURE)[view], slopes, rtol=0, atol=1e-12)
    times = influence.gradient_times_input(NETWORK, PICTURE, OTHER)[view]
    np.testing.assert_allclose(times, (PICTURE - OTHER) * slopes, rtol=0, atol=1e-12)


@pytest.mark.parametrize("view", NETWORK.views)
def test_captum_integrates_the_same(view):
    theirs = by_captum("IntegratedGradients", view, n_steps=32, method="gausslegendre")
    np.testing.assert_allclose(influence.integrated_gradients(NETWORK, PICTURE, OTHER)[view], theirs, atol=1e-7)


@pytest.mark.parametrize("view", NETWORK.views[:-1])
def test_captum_has_the_same_deep_lift_before_the_softmax(view):
    ours = influence.deep_lift(NETWORK, PICTURE, OTHER)[view]
    np.testing.assert_allclose(ours, by_captum("DeepLift", view), rtol=0, atol=1e-12)


def test_captum_integrates_a_softmax_as_deep_lift_crosses_it():
    """Integrated gradients of a softmax alone are the moves of its sums times its mean slopes on the straight way."""
    attr = pytest.importorskip("captum.attr", exc_type=ImportError)
    start, end = np.random.default_rng(5).normal(0, 2, (2, 6))
    find = attr.IntegratedGradients(torch.nn.Softmax(dim=1)).attribute
    x, other = torch.tensor(end[None]), torch.tensor(start[None])
    theirs = [find(x, baselines=other, target=c, n_steps=100, method="gausslegendre") for c in range(6)]
    ours = (end - start)[:, None] * softmax_steepness(start, end)
    np.testing.assert_allclose(ours, torch.cat(theirs).numpy().T, rtol=0, atol=1e-7)


def test_shap_has_the_same_deep_lift_before_the_softmax():
    shap = pytest.importorskip("shap", exc_type=ImportError)
    x, other = tensors()
    theirs = shap.DeepExplainer(until("a3"), other).shap_values(x, check_additivity=False)
    ours = influence.deep_lift(NETWORK, PICTURE, OTHER)["a3"]
    np.testing.assert_allclose(ours, np.moveaxis(theirs[0], -1, 0).reshape(3, 3, 4), rtol=0, atol=1e-12)
