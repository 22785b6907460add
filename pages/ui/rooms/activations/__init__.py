"""The Activations page: curves and what they do, and softmax."""
