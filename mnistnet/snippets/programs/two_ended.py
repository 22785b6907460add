"""Every pixel comes in first and, another time, last; the mean of both counts."""

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
nothing, whole = node(x0), node(x)
influence = np.zeros(file["image"].shape)
for i in np.flatnonzero(x != x0):
    one, rest = x0.copy(), x.copy()
    one.flat[i], rest.flat[i] = x.flat[i], x0.flat[i]  # one pixel alone, all but one
    influence.flat[i] = (node(one) - nothing + whole - node(rest))[0] / 2

r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
