"""DeepLIFT: the chain rule, with the steepness from baseline to picture in place of every slope."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
BENT = True  # whether a curve lies on the way
SOFTMAX = False  # whether a softmax does


if BENT:

    def steepness(rule, a):  # of the straight line from the baseline's sum to the picture's
        run = a[1] - a[0]
        return (rule(a[1]) - rule(a[0])) / np.where(run == 0, 1, run)


if SOFTMAX:

    def through(rule, g, a):  # by its mean slopes on the straight way from a[0] to a[1]
        p = rule(np.linspace(a[0], a[1], 2001)[1::2])
        return (p * (g - (g * p).sum(axis=-1, keepdims=True))).mean(axis=0)


# begin pictures
x = file["image"].reshape(1, 784) / 255
x0 = np.zeros_like(x)  # blank paper
# end
a1 = np.concatenate([x0, x]) @ W1 + b1  # of both
# begin back
a2 = sigmoid(a1) @ W2 + b2
g = np.eye(10)[7] * steepness(sigmoid, a2)
g = g @ W2.T * steepness(sigmoid, a1)
# end
influence = ((x - x0) * (g @ W1.T)).reshape(file["image"].shape)

r, c = np.unravel_index(abs(influence).argmax(), influence.shape)
print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")
