"""Influence says what each pixel of a picture did to each node of a network, and how far that can be believed.

Every method has the same signature, ``method(network, image, baseline=None, *, rng=None, views=None)``,
and returns `InfluenceMaps`: one picture for every node of every view, with the node's true change, so
that anybody can check whether the picture adds up to it. In reading order: `chain` (the network from
its first sums on), `game` (pixels as players), `maps` (the result), `one_pixel` and `occlusion`;
`jacobian` (slopes) for the gradient methods; `sampling` for those that draw at random; `waves` for
the exact ones. One file a method; `methods` lists them all.

Layer-wise relevance propagation (LRP) is left out on purpose. It shares out a node's *value*, starting
from nodes that are 0 when nothing comes in. A sigmoid sends 1/2 then, and this half, with the biases,
would be shared out as if pixels had caused it. DeepLIFT is what becomes of LRP when values are
measured from a baseline.
"""

from mnistnet.influence.deep_lift import deep_lift
from mnistnet.influence.expected_gradients import expected_gradients
from mnistnet.influence.flow import Flow, contrast, flow
from mnistnet.influence.game import DoesNotApply, Game
from mnistnet.influence.gradient import gradient, gradient_times_input
from mnistnet.influence.integrated_gradients import integrated_gradients
from mnistnet.influence.interactions import Interactions, interactions
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.mask_mean_gradient import mask_mean_gradient
from mnistnet.influence.method import Method
from mnistnet.influence.methods import METHODS
from mnistnet.influence.occlusion import occlusion, two_ended
from mnistnet.influence.one_node import is_exact_alone, only_node, shapley_of_node, strongest_node
from mnistnet.influence.one_pixel import one_pixel
from mnistnet.influence.owen_curve import owen_curve
from mnistnet.influence.refining import refined, uncertainty
from mnistnet.influence.shapley import shapley
from mnistnet.influence.shapley_exact import shapley_exact
from mnistnet.influence.shapley_permutations import shapley_permutations
from mnistnet.influence.smooth_gradient import smooth_gradient
from mnistnet.influence.two_level import two_level

__all__ = [
    "METHODS",
    "DoesNotApply",
    "Flow",
    "Game",
    "InfluenceMaps",
    "Interactions",
    "Method",
    "contrast",
    "deep_lift",
    "expected_gradients",
    "flow",
    "gradient",
    "gradient_times_input",
    "integrated_gradients",
    "interactions",
    "is_exact_alone",
    "mask_mean_gradient",
    "occlusion",
    "one_pixel",
    "only_node",
    "owen_curve",
    "refined",
    "shapley",
    "shapley_exact",
    "shapley_of_node",
    "shapley_permutations",
    "smooth_gradient",
    "strongest_node",
    "two_ended",
    "two_level",
    "uncertainty",
]
