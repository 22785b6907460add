"""Why one answer and not another: how far the pixels move the lead of one sum over the other."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
ONE, OTHER = 7, 1


def lead(x):
    # begin sums
    z1 = sigmoid(x @ W1 + b1)
    sums = z1 @ W2 + b2
    # end
    return sums[:, ONE] - sums[:, OTHER]


# begin pictures
x = file["image"].reshape(1, 784) / 255
x0 = np.zeros_like(x)  # blank paper
# end
rng, players = np.random.default_rng(0), np.flatnonzero(x != x0)
k = len(players)
influence = np.zeros(file["image"].shape)
for _ in range(2):
    order = players[rng.permutation(k)]
    for way in (order, order[::-1]):
        pictures = np.repeat(x0, k + 1, axis=0)
        pictures.reshape(k + 1, -1)[:, way] += np.tri(k + 1, k, -1) * (x - x0).flat[way]  # n in
        influence.flat[way] += np.diff(lead(pictures)) / 4

print(f"all pixels {influence.sum():+.3g}, in truth {(lead(x) - lead(x0))[0]:+.3g}")
