"""What one neuron is like: its bias, the mean size of its weights, and for how many digits it fires."""

import numpy as np

# begin network
file = dict(np.load("neuron.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
NEURON = 7
ALONG_ROWS = False  # whether the layer sees every row of the picture by itself
FIRES_FROM = 0.5
# begin pixels
x = file["images"].reshape(-1, 784).astype(np.float32) / 255
# end
# begin layers
z1 = sigmoid(x @ W1 + b1)
z2 = sigmoid(z1 @ W2 + b2)
sent, W, b = z2[..., NEURON], W2, b2
# end
if ALONG_ROWS:
    sent = sent.mean(axis=1)
size = np.abs(W[:, NEURON].astype(float)).mean()
fires = sent > FIRES_FROM
print(f"bias {b[NEURON]:+.3g}, weights {size:.3f}, fires for {100 * fires.mean():.1f} %")
