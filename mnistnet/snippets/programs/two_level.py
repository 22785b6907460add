"""Many gradients on random parts of the picture, put right by a few true changes."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
# begin look
def look(a1):  # the node's value, and its slopes
    z1 = sigmoid(a1)
    z2 = sigmoid(z1 @ W2 + b2)
    g = np.eye(10)[7] * z2 * (1 - z2)
    g = g @ W2.T * z1 * (1 - z1)
    return z2[:, 7], g


# end
# begin pictures
x = file["image"].reshape(1, 784) / 255
x0 = np.zeros_like(x)  # blank paper
# end
rng, players = np.random.default_rng(0), np.flatnonzero(x != x0)
a0, u = x0 @ W1 + b1, (x - x0)[0, players, None] * W1[players]


def teams(pairs):  # random parts of the picture, then the rest of each
    q = (np.arange(pairs)[:, None] + rng.random((pairs, 1))) / pairs
    there = rng.random((pairs, len(u))) < q
    return np.concatenate([there, ~there])


many, few = teams(512), teams(8)
influence = np.zeros(file["image"].shape)
influence.flat[players] = u @ (look(a0 + many @ u)[1].mean(0) - look(a0 + few @ u)[1].mean(0))
for team in few:
    a1, way = a0 + team @ u, 1 - 2 * team
    moved = look(a1 + way[:, None] * u)[0] - look(a1)[0]  # each pixel joins or leaves
    influence.flat[players] += way * moved / 16

r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
