"""A network is a list of layers; a picture goes in at one end and one number per class comes out at the other.

Letters: every dense layer k first forms the weighted sums ``a_k = z_{k-1} W_k + b_k`` (its
pre-activations) and then sends on ``z_k = activation(a_k)`` (its activations). These are the letters
of *Deep Learning from Scratch* and of Bishop; Nielsen and scikit-learn write z before the activation
and a after it. Weights have shape (fan_in, fan_out) and rows are samples.

Reading order: layers, encoding (pixels made into inputs), record (how it was trained), network.
"""

from mnistnet.network.encoding import PixelEncoding
from mnistnet.network.layers import Dense, Flatten, Layer
from mnistnet.network.network import Network
from mnistnet.network.record import TrainingRecord

__all__ = ["Dense", "Flatten", "Layer", "Network", "PixelEncoding", "TrainingRecord"]
