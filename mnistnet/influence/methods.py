"""The list of methods, each with its sentence, formula and source."""

from collections.abc import Mapping
from types import MappingProxyType

from mnistnet.influence.deep_lift import deep_lift
from mnistnet.influence.expected_gradients import expected_gradients
from mnistnet.influence.gradient import gradient, gradient_times_input
from mnistnet.influence.integrated_gradients import integrated_gradients
from mnistnet.influence.mask_mean_gradient import mask_mean_gradient
from mnistnet.influence.method import SPEED, Method
from mnistnet.influence.occlusion import occlusion, two_ended
from mnistnet.influence.one_pixel import one_pixel
from mnistnet.influence.shapley import shapley
from mnistnet.influence.shapley_exact import shapley_exact
from mnistnet.influence.shapley_permutations import shapley_permutations
from mnistnet.influence.smooth_gradient import smooth_gradient
from mnistnet.influence.two_level import two_level
from mnistnet.words import mark

__all__ = ["METHODS", "RECOMMENDED"]

RECOMMENDED = "shapley"
_ALL = (
    Method(
        one_pixel,
        mark("One pixel"),
        mark("Put one pixel of the picture onto the baseline, all by itself, and see how far the node moves."),
        r"v(\{i\}) - v(\emptyset)",
        "M. Sundararajan, K. Dhamdhere, A. Agarwal, The Shapley Taylor Interaction Index, 2020 (its first-order term)",
        False,
        mark("only at a1, where pixels do not act on each other"),
    ),
    Method(
        occlusion,
        mark("Occlusion"),
        mark("Take the whole picture, rub out one pixel, and see what the node loses."),
        r"v(N) - v(N \setminus \{i\})",
        "M. D. Zeiler, R. Fergus, Visualizing and Understanding Convolutional Networks, 2014",
        False,
        mark("only at a1, where pixels do not act on each other"),
    ),
    Method(
        two_ended,
        mark("Two-ended"),
        mark("The mean of the two: what the pixel does when it is alone, and what is lost when only it is missing."),
        r"\tfrac12\,[v(\{i\}) - v(\emptyset)] + \tfrac12\,[v(N) - v(N \setminus \{i\})]",
        "G. Owen, Multilinear Extensions of Games, 1972 (trapezoid rule with two points for his integral)",
        False,
        mark("at a1, and wherever pixels act on each other in pairs only"),
    ),
    Method(
        gradient,
        mark("Gradient"),
        mark("Change a pixel by a hair's breadth and see how fast the node follows."),
        r"\frac{\partial f}{\partial x_i}",
        "K. Simonyan, A. Vedaldi, A. Zisserman, Deep Inside Convolutional Networks: Visualising Image Classification "
        "Models and Saliency Maps, 2014",
        False,
        mark("nowhere: it answers another question"),
        kind=SPEED,
    ),
    Method(
        gradient_times_input,
        mark("Gradient × input"),
        mark("That speed times how much ink the pixel has: right if the node went on at the same speed all the way."),
        r"d_i\,\frac{\partial f}{\partial x_i}",
        "A. Shrikumar, P. Greenside, A. Shcherbina, A. Kundaje, Not Just a Black Box: Learning Important Features "
        "Through Propagating Activation Differences, 2016",
        False,
        mark("only at a1"),
    ),
    Method(
        smooth_gradient,
        mark("SmoothGrad"),
        mark("The mean speed over many slightly noisy copies of the picture, so that accidents of one place cancel."),
        r"\mathbb{E}_{\varepsilon}\left[\frac{\partial f}{\partial x_i}(x + \varepsilon)\right]",
        "D. Smilkov, N. Thorat, B. Kim, F. Viégas, M. Wattenberg, SmoothGrad: removing noise by adding noise, 2017",
        False,
        mark("nowhere: it answers another question"),
        kind=SPEED,
        sampled=True,
    ),
    Method(
        integrated_gradients,
        mark("Integrated grads"),
        mark("Fade the picture in from the baseline and add up what each pixel's speed brings at every moment."),
        r"d_i \int_0^1 \frac{\partial f}{\partial x_i}(x' + t\,d)\,\mathrm{d}t",
        "M. Sundararajan, A. Taly, Q. Yan, Axiomatic Attribution for Deep Networks, 2017",
        True,
        mark("everywhere"),
        program="path",
    ),
    Method(
        deep_lift,
        mark("DeepLIFT"),
        mark("Pass each node's change back to its inputs in proportion to what each of them brought."),
        r"d_i \cdot \text{chain of } \frac{z - z'}{a - a'}"
        r"\text{, at a softmax of } \int_0^1 \frac{\partial z}{\partial a}\left(a' + t\,(a - a')\right)\mathrm{d}t",
        "A. Shrikumar, P. Greenside, A. Kundaje, Learning Important Features Through Propagating Activation "
        "Differences, 2017",
        True,
        mark("everywhere"),
    ),
    Method(
        expected_gradients,
        mark("Expected grads"),
        mark("Fade the picture in from many different digits instead of blank paper, and take the mean."),
        r"\mathbb{E}_{x'}\left[d_i \int_0^1 \frac{\partial f}{\partial x_i}(x' + t\,d)\,\mathrm{d}t\right]",
        "G. Erion, J. D. Janizek, P. Sturmfels, S. M. Lundberg, S.-I. Lee, Improving performance of deep learning "
        "models with axiomatic attribution priors and expected gradients, 2021",
        True,
        mark("everywhere; the change is that from the mean of the baselines"),
        sampled=True,
        own_baselines=True,
        program="path",
    ),
    Method(
        mask_mean_gradient,
        mark("Mask-mean slopes"),
        mark("Lay down random parts of the picture and take the mean speed of the node there, times the pixel's ink."),
        r"u_i \cdot \mathbb{E}_{q, S}\left[\frac{\partial f}{\partial a_1}(S)\right]"
        r" - u_i^2 \cdot \mathbb{E}\left[(q - \tfrac12)\,\sigma''\,\frac{\partial f}{\partial z_1}\right]",
        "G. Owen, Multilinear Extensions of Games, 1972 (his integral, with slopes for differences)",
        False,
        mark("exactly at a1, nearly everywhere else"),
        sampled=True,
        sums_at_a1=True,
    ),
    Method(
        two_level,
        mark("Two-level"),
        mark(
            "The same with many random parts, put right by really putting in and taking out each pixel in a few "
            "of them."
        ),
        r"u_i \cdot \mathbb{E}\left[\frac{\partial f}{\partial a_1}\right]"
        r" + \mathbb{E}\left[\Delta_i v - u_i \cdot \frac{\partial f}{\partial a_1}\right]",
        "G. Owen, Multilinear Extensions of Games, 1972; M. B. Giles, Multilevel Monte Carlo Path Simulation, 2008",
        False,
        mark("exactly at a1, elsewhere in the mean over many runs"),
        sampled=True,
        sums_at_a1=True,
    ),
    Method(
        shapley,
        mark("Shapley"),
        mark("What a pixel changes on average when all pixels enter in random order; exact where that can be had."),
        r"\int_0^1 \mathbb{E}\left[v(S_q \cup \{i\}) - v(S_q)\right] \mathrm{d}q",
        "L. S. Shapley, A Value for n-Person Games, 1953",
        True,
        mark("everywhere"),
        sampled=True,
        program="waves",
        sums_at_a1=True,
    ),
    Method(
        shapley_exact,
        mark("Exact Shapley"),
        mark(
            "The mean over all orders without trying any: a sigmoid is a sum of waves, and for waves it is a product."
        ),
        r"2\int_0^\infty \frac{\cos(t m)\,\sin(t u_i/2)}{\sinh \pi t} \int_0^1 \mathrm{Re} \prod_{l \ne i}"
        r"\left(\cos\tfrac{t u_l}{2} + \mathrm{i} p \sin\tfrac{t u_l}{2}\right) \mathrm{d}p\,\mathrm{d}t",
        "L. S. Shapley, A Value for n-Person Games, 1953; G. Owen, Multilinear Extensions of Games, 1972",
        True,
        mark("everywhere that it applies: a1, z1 and a2 behind sigmoid, tanh or identity"),
        program="waves",
        sums_at_a1=True,
    ),
    Method(
        shapley_permutations,
        mark("Permutations"),
        mark(
            "Let the pixels enter in a few dozen random orders, forwards and backwards, and note what each one changes."
        ),
        r"\frac{1}{R}\sum_{r=1}^{R} \left[v(\mathrm{before}_r(i) \cup \{i\}) - v(\mathrm{before}_r(i))\right]",
        "J. Castro, D. Gómez, J. Tejada, Polynomial calculation of the Shapley value based on sampling, 2009; "
        "R. Mitchell, J. Cooper, E. Frank, G. Holmes, Sampling Permutations for Shapley Value Estimation, 2022",
        True,
        mark("everywhere, however few the orders"),
        sampled=True,
        program="orders",
    ),
)
_ENTRIES = {method.name: method for method in _ALL}
METHODS: Mapping[str, Method] = MappingProxyType(_ENTRIES)
