"""What others compute: captum and shap on the same weights, in double precision, with one thread."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet import Network

__all__ = ["Captum", "captum_or_none", "plain_loop", "shap_permutations"]

Array = NDArray[Any]
SIGMOID: Callable[[Array], Array] = lambda a: 1 / (1 + np.exp(-a))  # noqa: E731


def plain_loop(network: Network, image: Array) -> Callable[[], dict[str, Array]]:
    """Return the task that a reader of the book would write: one picture with one pixel, 784 times over.

    For sigmoid hidden layers and a softmax; a dictionary view -> (nodes, 784).
    """
    layers = [(layer.weights, layer.biases) for layer in network.astype(np.float64).dense_layers]
    pixels = image.ravel() / 255

    def forward(x: Array) -> list[Array]:
        views = []
        for weights, biases in layers[:-1]:
            a = x @ weights + biases
            x = SIGMOID(a)
            views += [a, x]
        a = x @ layers[-1][0] + layers[-1][1]
        powers = np.exp(a - a.max())
        return [*views, a, powers / powers.sum()]

    def task() -> dict[str, Array]:
        blank = forward(np.zeros(784))
        maps = {view: np.zeros((len(value), 784)) for view, value in zip(network.views, blank, strict=True)}
        for i in range(784):
            x = np.zeros(784)
            x[i] = pixels[i]
            for view, value, before in zip(network.views, forward(x), blank, strict=True):
                maps[view][:, i] = value - before
        return maps

    return task


class Captum:
    """Captum's methods for one digit against blank paper, each as a task that returns an array.

    Attributes
    ----------
    nodes : int
        How many nodes the network has, over all views.
    """

    def __init__(self, network: Network, image: Array) -> None:
        import captum.attr
        import torch

        torch.set_num_threads(1)
        self.torch, self.methods = torch, captum.attr
        self.model = _torch_model(torch, network)
        self.x = torch.tensor(image.reshape(1, -1) / 255)
        self.blank = torch.zeros_like(self.x)
        self.nodes = self.every(self.x).shape[1]

    def every(self, x: Any) -> Any:
        """Return all views side by side, shape (n, nodes)."""
        views = []
        for layer in self.model:
            x = layer(x)
            views.append(x)
        return self.torch.cat(views, dim=1)

    def one_pixel(self) -> Array:
        """Return FeatureAblation from blank paper towards the picture, all nodes in one call, (nodes, 784)."""
        ablation = self.methods.FeatureAblation(lambda x: self.every(x)[0])
        with self.torch.no_grad():
            return -ablation.attribute(self.blank, baselines=self.x).numpy()

    def gradient(self) -> Array:
        """Return Saliency with its sign, node by node, (nodes, 784)."""
        saliency = self.methods.Saliency(self.every)
        x = self.x.clone().requires_grad_()
        return np.vstack([saliency.attribute(x, target=node, abs=False).detach() for node in range(self.nodes)])

    def integrated_gradients(self, points: int = 32) -> Array:
        """Return NeuronIntegratedGradients for every neuron of every layer, (nodes, 784)."""
        kept = []
        for layer in self.model:
            neurons = self.methods.NeuronIntegratedGradients(self.model, layer)
            kept += [
                neurons.attribute(self.x, node, self.blank, n_steps=points, method="gausslegendre").detach().numpy()
                for node in range(self.width(layer))
            ]
        return np.vstack(kept)

    def deep_lift(self) -> Array:
        """Return DeepLIFT for every neuron of every layer, (nodes, 784)."""
        kept = []
        for layer in list(self.model)[:-1]:
            neurons = self.methods.NeuronDeepLift(self.model, layer)
            nodes = range(self.width(layer))
            kept += [neurons.attribute(self.x, node, self.blank).detach().numpy() for node in nodes]
        outputs = self.methods.DeepLift(self.model)
        nodes = range(self.width(self.model[-1]))
        kept += [outputs.attribute(self.x, self.blank, target=node).detach().numpy() for node in nodes]
        return np.vstack(kept)

    def mean_integrated_gradients(self, others: Array, points: int = 32) -> Array:
        """Return IntegratedGradients of one output from each of some baselines, (n, 28, 28), mean of all, (784,)."""
        ways, blanks = self.methods.IntegratedGradients(self.model), self._baselines(others)
        found = [
            ways.attribute(self.x, blank[None], target=3, n_steps=points, method="gausslegendre").detach().numpy()
            for blank in blanks
        ]
        return np.asarray(np.mean(found, axis=0).ravel())

    def expected_gradients(self, others: Array, samples: int) -> Array:
        """Return GradientShap of one output: expected gradients by so many random places on the ways, (784,)."""
        shap = self.methods.GradientShap(self.model)
        found = shap.attribute(self.x, self._baselines(others), n_samples=samples, target=3)
        return np.asarray(found.detach().numpy().ravel())

    def _baselines(self, others: Array) -> Any:
        return self.torch.tensor(others.reshape(len(others), -1) / 255)

    def shapley_of_one_logit(self, samples: int = 25, at_once: int = 1, outputs: bool = False) -> Array:
        """Return ShapleyValueSampling of one class's sum, or output, (784,); captum's default is one picture a pass."""
        sampling = self.methods.ShapleyValueSampling(self.model if outputs else self.model[:-1])
        with self.torch.no_grad():
            found = sampling.attribute(
                self.x, baselines=self.blank, target=3, n_samples=samples, perturbations_per_eval=at_once
            )
        return found.numpy().ravel()

    def width(self, layer: Any) -> int:
        """Return how many nodes a layer has."""
        until = list(self.model).index(layer) + 1
        return int(self.model[:until](self.x).shape[1])


def captum_or_none(network: Network, image: Array) -> Captum | None:
    """Return captum's methods, or None where it is not installed."""
    try:
        return Captum(network, image)
    except ImportError:
        return None


def shap_permutations(network: Network, image: Array, pairs: int, view: str = "a3") -> Callable[[int], Array] | None:
    """Return the task of shap's PermutationExplainer on the nodes of a view: seed -> (nodes, 784).

    None where shap is not installed.
    """
    try:
        from shap.explainers import Permutation
        from shap.maskers import Independent
    except ImportError:
        return None
    ours = network.astype(np.float64)
    blank, pixels = np.zeros((1, 784)), image.reshape(1, -1) / 255
    evaluations = pairs * (2 * np.count_nonzero(image) + 1)

    def task(seed: int) -> Array:
        explainer = Permutation(lambda x: ours.forward(x)[view], Independent(blank, max_samples=1), seed=seed)
        return explainer(pixels, max_evals=evaluations, silent=True).values[0].T

    return task


def _torch_model(torch: Any, network: Network) -> Any:
    """Return the same network as a torch Sequential: one module for every view."""
    modules = []
    for layer in network.astype(np.float64).dense_layers:
        linear = torch.nn.Linear(layer.fan_in, layer.fan_out, dtype=torch.float64)
        linear.weight.data = torch.tensor(layer.weights.T.copy())
        linear.bias.data = torch.tensor(np.zeros(layer.fan_out) if layer.biases is None else layer.biases.copy())
        modules += [linear, torch.nn.Softmax(dim=1) if layer.activation == "softmax" else torch.nn.Sigmoid()]
    return torch.nn.Sequential(*modules).eval()
