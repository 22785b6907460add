"""The mean gradient on the way to the picture, where only one activation lies between the pixels and the node."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
# begin pictures
x = file["image"].reshape(1, 784) / 255
x0 = np.zeros_like(x)  # blank paper
# end
a1, a0 = x @ W1 + b1, x0 @ W1 + b1
# begin steep
steep = (sigmoid(a1) - sigmoid(a0)) / np.where(a1 == a0, 1, a1 - a0)  # mean slope on the way
g = W2[:, 7]
# end
influence = ((x - x0) * (steep * g @ W1.T)).mean(axis=0).reshape(file["image"].shape)

r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
