"""The mean gradient of 64 noisy copies of the picture."""

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
NOISE = 0.15  # its standard deviation
# begin picture
x = file["image"].reshape(1, 784) / 255
# end
a1 = x @ W1 + b1
R = np.linalg.qr(W1, mode="r")  # noise @ R scatters as noise on all pixels does at a1
noise = np.random.default_rng(0).normal(0, NOISE, (32, *a1.shape[1:-1], len(R))) @ R
slope = slopes(np.concatenate([a1 + noise, a1 - noise])).mean(axis=0)
influence = (slope @ W1.T).reshape(file["image"].shape)

r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
