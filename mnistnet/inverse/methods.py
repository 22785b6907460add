"""All inverse views in one table; a new method is one file and one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from numpy.typing import NDArray

from mnistnet.inverse.activation_maximum import activation_maximum
from mnistnet.inverse.back_query import back_query
from mnistnet.inverse.mean_digit import mean_digit
from mnistnet.inverse.preimage import preimage
from mnistnet.inverse.weight_product import weight_product
from mnistnet.words.language import mark

__all__ = ["METHODS", "Inverse"]


@dataclass(frozen=True)
class Inverse:
    """One way from a wanted answer to a picture.

    Attributes
    ----------
    name : str
        Its id in links and programs.
    title : str
        What people call it.
    make : callable
        ``make(network, wanted, rng=None, on_step=None)`` -> ndarray of shape (n, rows, columns), 0 to 1.
    idea : str
        What it does, in a sentence.
    limit : str
        Where it misleads, in a sentence.
    formula, source : str
        LaTeX, and where it comes from.
    """

    name: str
    title: str
    make: Callable[..., NDArray[Any]]
    idea: str
    limit: str
    formula: str
    source: str


METHODS: MappingProxyType[str, Inverse] = MappingProxyType(
    {
        method.name: method
        for method in (
            Inverse(
                "back-query",
                mark("Back-query"),
                back_query,
                mark("The wanted answer is sent backwards through the network, layer by layer."),
                mark("A transposed matrix is not an inverse, so the network need not recognise its own picture."),
                r"z_{k-1} = \text{rescale}\big((a_k - b_k)\,W_k^{\top}\big), \quad a_{k-1} = \sigma^{-1}(z_{k-1})",
                "T. Rashid, *Make Your Own Neural Network*, part 3",
            ),
            Inverse(
                "weight-product",
                mark("Weight product"),
                weight_product,
                mark("All weights from the pixels to the answer are multiplied: ink where the product is positive."),
                mark("It leaves out the activations, so it is exact only for a network without them."),
                r"\text{img}_d = \sum_j W_1[:, j]\, W_2[j, d]",
                mark(
                    "the chain of weights itself; shown for the network of M. Nielsen, "
                    "*Neural Networks and Deep Learning*, chapter 1"
                ),
            ),
            Inverse(
                "climb",
                mark("Climb"),
                activation_maximum,
                mark("Faint noise is changed step by step, uphill, until the network is sure of the wanted answer."),
                mark("It finds what makes the network sure, which need not look like a digit."),
                r"x \leftarrow \text{clip}_{0}^{1}\big((1-\lambda)(x + \eta\, g / \lVert g \rVert)\big), "
                r"\quad g = \frac{\partial \log p(\text{wanted} \mid x)}{\partial x}",
                'D. Erhan and others, "Visualizing Higher-Layer Features of a Deep Network", 2009',
            ),
            Inverse(
                "preimage",
                mark("Preimage"),
                preimage,
                mark("Blank paper gets a little ink, in the smallest steps that bring the outputs to the wanted ones."),
                mark("Where it succeeds the outputs are exactly as wanted, and still you may see nothing in it."),
                r"\Delta x = J^{\top} (J J^{\top} + \lambda)^{-1} (a_{\text{wanted}} - a), "
                r"\quad J = \partial a/\partial x",
                mark("the damped pseudo-inverse of D. W. Marquardt, 1963"),
            ),
            Inverse(
                "mean-digit",
                mark("Mean digit"),
                mean_digit,
                mark("The average of all training digits with the wanted label."),
                mark("It comes from the digits and not from the network: a yardstick for the other four."),
                r"\bar{x}_d = \frac{1}{n_d} \sum_{i:\, y_i = d} x_i",
                mark("the embedded training digits"),
            ),
        )
    }
)
