"""What truly happened to a node, which needs no map."""

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
before, after = node(x0)[0], node(x)[0]
print(f"in truth {after - before:+.3g}")
