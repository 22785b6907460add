"""Snippets are short programs in plain NumPy that load a network and print the number that a page shows."""

from mnistnet.snippets.activations import collapse, curves, feeding, moving, one_matrix, overflow
from mnistnet.snippets.answers import answers
from mnistnet.snippets.arithmetic import backwards, learned_once, nudged, one_sum, toy
from mnistnet.snippets.breaking import broken
from mnistnet.snippets.closeups import alone_and_together, owen, partners
from mnistnet.snippets.comparison import alike, comparison
from mnistnet.snippets.contrast import contrast, flow
from mnistnet.snippets.flips import flip
from mnistnet.snippets.handwriting import own_digits
from mnistnet.snippets.influence import influence
from mnistnet.snippets.map import neighbours, principal
from mnistnet.snippets.mistakes import calibration, mistakes, threshold
from mnistnet.snippets.networks import shelf_row
from mnistnet.snippets.neurons import neuron_figures, neuron_sum, surgery
from mnistnet.snippets.passage import passage
from mnistnet.snippets.program import Snippet
from mnistnet.snippets.robustness import changed, changed_digits, unbroken
from mnistnet.snippets.softmaxes import shares, softmax_of_a_batch
from mnistnet.snippets.training import hands_raw_errors_back, loss_and_accuracy, step
from mnistnet.snippets.trust import erasing
from mnistnet.snippets.what_it_sees import mix, what_it_sees

__all__ = [
    "Snippet",
    "alike",
    "alone_and_together",
    "answers",
    "backwards",
    "broken",
    "calibration",
    "changed",
    "changed_digits",
    "collapse",
    "comparison",
    "contrast",
    "curves",
    "erasing",
    "feeding",
    "flip",
    "flow",
    "hands_raw_errors_back",
    "influence",
    "learned_once",
    "loss_and_accuracy",
    "mistakes",
    "mix",
    "moving",
    "neighbours",
    "neuron_figures",
    "neuron_sum",
    "nudged",
    "one_matrix",
    "one_sum",
    "overflow",
    "owen",
    "own_digits",
    "partners",
    "passage",
    "principal",
    "shares",
    "shelf_row",
    "softmax_of_a_batch",
    "step",
    "surgery",
    "threshold",
    "toy",
    "unbroken",
    "what_it_sees",
]
