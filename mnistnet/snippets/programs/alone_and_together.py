"""What the pixels do to a node alone, what they do together, and in all."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
# begin node
def node(x):
    z1 = sigmoid(x @ W1 + b1)
    z2 = sigmoid(z1 @ W2 + b2)
    return z2[:, 7]


# end
# begin pictures
x = file["image"].reshape(1, 784) / 255
x0 = np.zeros_like(x)  # blank paper
# end
nothing, alone = node(x0)[0], 0
for i in np.flatnonzero(x != x0):
    one = x0.copy()
    one.flat[i] = x.flat[i]  # one pixel alone
    alone += node(one)[0] - nothing

in_all = node(x)[0] - nothing
together = in_all - alone if abs(in_all - alone) > 1e-12 else 0  # less is only rounding
print(f"alone {alone:+.3g}, together {together:+.3g}, in all {in_all:+.3g}")
