"""A pattern passes through the network: the smallest and the largest value of the input and of every layer."""

import numpy as np

# begin network
file = dict(np.load("layers.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
# begin layers
x = file["pattern"].reshape(-1, 784).astype(np.float32) / 255
z1 = sigmoid(x @ W1 + b1)
z2 = sigmoid(z1 @ W2 + b2)
layers = [x, z1, z2]
# end
print("; ".join(f"{z.min():.2g} to {z.max():.2g}" for z in layers))
