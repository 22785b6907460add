"""What the pixels do to a node when they come first, when they come last, and in the mean over the whole way."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
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
nothing, everything = node(x0)[0], node(x)[0]
first = last = 0
for i in np.flatnonzero(x != x0):
    one, rest = x0.copy(), x.copy()
    one.flat[i], rest.flat[i] = x.flat[i], x0.flat[i]
    first += node(one)[0] - nothing  # none of the others there
    last += everything - node(rest)[0]  # all of the others there

mean = everything - nothing  # Shapley's values add up to the true change
print(f"none there {first:+.3g}, all there {last:+.3g}, mean over all {mean:+.3g}")
