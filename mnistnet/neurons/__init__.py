"""Neurons, one by one: what each looks for, what excites it, whom it tells, and what is lost without it.

A neuron is a column of a dense layer's weights. Where a layer works along the rows of the picture,
the same neuron looks at every row in turn; it counts once here, and "its sum" and "its output" for a
picture mean those of all rows together, and on average. In reading order: `paths` (weights multiplied
back to the pixels and on to the answers), `agreement` (how far such a product can be believed),
`responses` (what digits do to neurons), `receipt` (how one sum comes about), `ranking`, `surgery`.
"""

from mnistnet.neurons.agreement import gradient_agreement, mean_gradients
from mnistnet.neurons.paths import feeds, weight_pictures
from mnistnet.neurons.ranking import ORDERS, NeuronTable, Order, change_table, neuron_table
from mnistnet.neurons.receipt import Receipt, receipt
from mnistnet.neurons.responses import firing_shares, label_means, least_and_most, responses
from mnistnet.neurons.surgery import Verdicts, operate, verdicts

__all__ = [
    "ORDERS",
    "NeuronTable",
    "Order",
    "Receipt",
    "Verdicts",
    "change_table",
    "feeds",
    "firing_shares",
    "gradient_agreement",
    "label_means",
    "least_and_most",
    "mean_gradients",
    "neuron_table",
    "operate",
    "receipt",
    "responses",
    "verdicts",
    "weight_pictures",
]
