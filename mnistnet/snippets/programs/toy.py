"""A whole small network of whole numbers: four pixels, three nodes, two answers, forwards and backwards."""

import numpy as np

PIXELS = [1, 0, 2, 1]
LABEL = 0
# begin network
W1, b1 = np.array([[1, -1, 0], [2, 1, -1], [0, -1, 1], [-1, 0, 1]]), np.array([1, 1, 0])
W2, b2 = np.array([[2, -1], [1, -2], [-1, 2]]), np.array([3, -4])
# end
x = np.array(PIXELS)
a1 = x @ W1 + b1
z1 = np.maximum(a1, 0)
a2 = z1 @ W2 + b2
delta2 = a2 - (np.arange(2) == LABEL)
delta1 = (W2 @ delta2) * (a1 > 0)
loss = (delta2**2).sum() / 2
told = f"deltas {delta2.tolist()} and {delta1.tolist()}"
gradients = f"gradients {np.outer(z1, delta2).tolist()} and {np.outer(x, delta1).tolist()}"
print(f"sums {a1.tolist()} and {a2.tolist()}, loss {loss:g}, {told}, {gradients}")
