"""One neuron is changed or left out, and the network reads the digits again."""

import numpy as np

# begin network
file = dict(np.load("surgery.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
NEURON = 7
REMOVE = True
SCALE = 1.0
SHIFT = 0.0


def answers(x):
    # begin outputs
    z1 = sigmoid(x @ W1 + b1)
    outputs = sigmoid(z1 @ W2 + b2)
    # end
    return outputs.argmax(axis=1)


# begin pixels
x = file["images"].reshape(-1, 784).astype(np.float32) / 255
# end
before = answers(x)
if REMOVE:
    # begin heard
    heard, nodes = W2, 30
    # end
    heard[NEURON::nodes] = 0  # nobody hears this neuron any more
else:
    # begin weights
    W, b = W1, b1
    # end
    W[:, NEURON] *= SCALE
    b[NEURON] += SHIFT
after = answers(x)
right = [100 * (each == file["labels"]).mean() for each in (before, after)]
changed = (before != after).sum()
print(f"{right[0]:.1f} % before, {right[1]:.1f} % after, {changed} answers change")
