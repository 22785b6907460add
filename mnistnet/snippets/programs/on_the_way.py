"""Gradients are added up on the way to the picture, from a baseline or from many digits."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
# begin slopes
def slopes(a1):  # how fast node 7 of z2 follows each sum of the first layer
    z1 = sigmoid(a1)
    z2 = sigmoid(z1 @ W2 + b2)
    g = np.eye(10)[7] * z2 * (1 - z2)
    return g @ W2.T * z1 * (1 - z1)


# end
# begin pictures
x = file["image"].reshape(1, 784) / 255
x0 = file["baseline"].reshape(50, 784) / 255
# end
influence = np.zeros(file["image"].shape)
for t, weight in zip(file["t"], file["weight"], strict=True):  # close where slopes change
    between = x0 + t * (x - x0)
    step = weight * (x - x0) * (slopes(between @ W1 + b1) @ W1.T)
    influence += step.sum(axis=0).reshape(influence.shape)

r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
