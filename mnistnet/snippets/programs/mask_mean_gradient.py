"""The mean gradient over 256 random parts of the picture."""

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
rng, players = np.random.default_rng(0), np.flatnonzero(x != x0)
q = (np.arange(128)[:, None] + rng.random((128, 1))) / 128
there = rng.random((128, len(players))) < q  # 128 random parts of the picture
u = (x - x0)[0, players, None] * W1[players]  # what each pixel adds to a1
influence = np.zeros(file["image"].shape)
for batch in range(4):
    team = np.concatenate([there[batch::4], ~there[batch::4]])
    # begin bent
    z1 = sigmoid(x0 @ W1 + b1 + team @ u)
    z2 = sigmoid(z1 @ W2 + b2)
    g = np.eye(10)[7] * z2 * (1 - z2)
    g = g @ W2.T * z1 * (1 - z1)
    slope1 = z1 * (1 - z1)
    bend = (team.mean(axis=1) - 0.5) @ (slope1 * (1 - 2 * z1)) / slope1.sum(axis=0)
    # end
    moves = u * (1 - (u * bend).clip(-0.5, 0.5))
    influence.flat[players] += moves @ g.mean(axis=0) / 4

r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
