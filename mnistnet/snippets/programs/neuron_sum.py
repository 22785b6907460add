"""The sum of one neuron: every input times its weight, and the bias."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("neuron.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
NEURON = 7
ALONG_ROWS = False  # whether the layer sees every row of the picture by itself
# begin picture
x = file["image"].reshape(1, 784) / 255
# end
# begin layers
z1 = sigmoid(x @ W1 + b1)
z2 = sigmoid(z1 @ W2 + b2)
received, sent, W, b = z1[0], z2[0], W2, b2
# end
products = received * W[:, NEURON]
if ALONG_ROWS:
    bias, output = len(sent) * b[NEURON], sent[:, NEURON].mean()
else:
    bias, output = b[NEURON], sent[NEURON]
total = products.sum()
print(f"products {total:+.3g}, bias {bias:+.3g}, sum {total + bias:+.3g}, output {output:+.3g}")
