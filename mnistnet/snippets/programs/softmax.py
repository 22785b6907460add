"""Softmax turns sums into shares: a common shift changes nothing, a temperature does."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("sums.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def softmax(a):
    powers = np.exp(a - a.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# end
SHIFT = 0.0
TEMPERATURE = 1.0
# begin picture
x = file["image"].reshape(1, 784) / 255
# end
# begin sums
z1 = sigmoid(x @ W1 + b1)
sums = z1 @ W2 + b2
# end
shares = softmax((sums[0] + SHIFT) / TEMPERATURE)
print(", ".join(f"{digit}: {100 * share:.1f} %" for digit, share in enumerate(shares)))
