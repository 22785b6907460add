"""The pixels enter one after the other, in random orders and their reverses."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
ORDERS = 16
MAP = True  # the map itself, or only that it adds up


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
rng, players = np.random.default_rng(0), np.flatnonzero(x != x0)
k = len(players)
influence = np.zeros(file["image"].shape)
for _ in range(ORDERS):
    order = players[rng.permutation(k)]
    for way in (order, order[::-1]):
        pictures = np.repeat(x0, k + 1, axis=0)
        pictures.reshape(k + 1, -1)[:, way] += np.tri(k + 1, k, -1) * (x - x0).flat[way]  # n in
        influence.flat[way] += np.diff(node(pictures)) / (2 * ORDERS)

if MAP:
    r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
    print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
else:
    print(f"all pixels {influence.sum():+.3g}, in truth {(node(x) - node(x0))[0]:+.3g}")
