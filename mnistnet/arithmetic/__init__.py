"""Every number that makes an answer, and every number that learning from it takes, written out to be checked by hand.

Reading order: products (pairs of numbers that are multiplied), sums (one node forwards), ways (losses and learning
rules), backward (all nodes backwards), moved (one weight moved), learned (all of them moved once), toy (a network so
small that all of it can be checked by head).
"""

from mnistnet.arithmetic.backward import Backward, NodeError, WeightStep, backward
from mnistnet.arithmetic.learned import Cost, cost, learn_once
from mnistnet.arithmetic.moved import Moved, Parameter, moved
from mnistnet.arithmetic.products import Products
from mnistnet.arithmetic.sums import NodeSum, node_sum
from mnistnet.arithmetic.ways import WAYS, Way, own_way, ways_of

__all__ = [
    "Backward",
    "Cost",
    "Moved",
    "NodeError",
    "NodeSum",
    "Parameter",
    "Products",
    "WAYS",
    "Way",
    "WeightStep",
    "backward",
    "cost",
    "learn_once",
    "moved",
    "node_sum",
    "own_way",
    "ways_of",
]
