"""Exact Shapley values: a sigmoid is a sum of waves, and a wave of a sum is a product."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
NODE = 7
AT_A2 = True  # else at z1
PARTNERS = False  # else the whole map
PIXEL = 350  # counted row by row
STEP, COUNT, POINTS = 0.1066, 66, 13  # of the times t, and half the number of densities


if PARTNERS:
    # begin node
    def node(x):
        z1 = sigmoid(x @ W1 + b1)
        a2 = z1 @ W2 + b2
        return a2[:, 7]

    # end


# begin pictures
x = file["image"].reshape(1, 784) / 255
x0 = np.zeros_like(x)  # blank paper
# end
players = np.flatnonzero(x != x0)
u = (x - x0)[0, players, None] * W1[players]  # what each pixel adds to a1
middle = ((x + x0) / 2 @ W1 + b1)[0]
t = (np.arange(COUNT) + 0.5) * STEP  # sigmoid(a) = 1/2 + integral of sin(t a) / sinh(pi t)


def shares(h):  # Shapley's values of node h of z1
    c, s = np.cos(np.outer(t, u[:, h]) / 2), np.sin(np.outer(t, u[:, h]) / 2)
    others = 0
    for p, weight in np.transpose(np.polynomial.legendre.leggauss(2 * POINTS))[POINTS:]:
        waves = c + 1j * p * s  # their product is the mean over teams of density (1 + p) / 2
        others = others + weight * (waves.prod(axis=1, keepdims=True) / waves).real
    return 2 * STEP * (np.cos(t * middle[h]) / np.sinh(np.pi * t)) @ (s * others)


if AT_A2:
    phi = sum(W2[h, NODE] * shares(h) for h in range(len(W2)))
else:
    phi = shares(NODE)
if PARTNERS:
    one = np.where(np.arange(x.size) == PIXEL, x, x0)  # that pixel alone
    alone, in_all = (node(one) - node(x0))[0], phi[players == PIXEL][0]
    print(f"with all partners {2 * (in_all - alone):+.3g}")
else:
    influence = np.zeros(file["image"].shape)
    influence.flat[players] = phi
    r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
    print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
