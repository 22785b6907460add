"""Every pixel is put onto the baseline all by itself."""

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
nothing = node(x0)
influence = np.zeros(file["image"].shape)
for i in np.flatnonzero(x != x0):
    one = x0.copy()
    one.flat[i] = x.flat[i]  # one pixel alone
    influence.flat[i] = (node(one) - nothing)[0]

r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
