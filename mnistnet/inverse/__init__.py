"""Inverse views run a network backwards: from a wanted answer to a picture that should bring it about.

Every method has the signature ``method(network, wanted, *, rng=None, on_step=None)`` and returns
pictures of shape (n, rows, columns) from 0 (blank) to 1 (ink), one for each row of wanted outputs. No
method finds *the* picture, since countless pictures give the same answer; each finds another one, and
`read_back` shows every picture to the network again, and `pixel_wishes` asks of every pixel whether it is wanted. In
reading order: `wanted`, one file a method, `read_back`, `wishes`; `methods` lists them all.
"""

from mnistnet.influence import DoesNotApply
from mnistnet.inverse.activation_maximum import activation_maximum
from mnistnet.inverse.back_query import back_query
from mnistnet.inverse.mean_digit import mean_digit
from mnistnet.inverse.methods import METHODS, Inverse
from mnistnet.inverse.preimage import preimage
from mnistnet.inverse.progress import OnStep
from mnistnet.inverse.read_back import ReadBack, read_back
from mnistnet.inverse.wanted import one_of_each, shares, wanted_sums
from mnistnet.inverse.weight_product import weight_product, weight_product_maps
from mnistnet.inverse.wishes import Wishes, pixel_wishes

__all__ = [
    "METHODS",
    "DoesNotApply",
    "Inverse",
    "OnStep",
    "ReadBack",
    "Wishes",
    "activation_maximum",
    "back_query",
    "mean_digit",
    "one_of_each",
    "pixel_wishes",
    "preimage",
    "read_back",
    "shares",
    "wanted_sums",
    "weight_product",
    "weight_product_maps",
]
