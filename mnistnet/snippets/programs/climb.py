"""Climb: faint noise is changed step by step until the network is sure of the wanted answer."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("seen.npz").items()}
W1, W2, W3 = file["W1"], file["W2"], file["W3"]
b1, b2, b3 = file["b1"], file["b2"], file["b3"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def softmax(a):
    powers = np.exp(a - a.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# end
ONE_DIGIT = True  # else a mix


def layers(picture):
    # begin layers
    x = picture.reshape(1, 784)
    z1 = sigmoid(x @ W1 + b1)
    z2 = sigmoid(z1 @ W2 + b2)
    z3 = softmax(z2 @ W3 + b3)
    return z1, z2, z3
    # end


# begin start
wanted = np.where(np.arange(10) == 3, 0.99, 0.01) / 1.08
picture = np.random.default_rng(0).uniform(0, 0.1, (10, 28, 28))[3]  # faint noise
# end
for left in 1 - np.arange(150) / 150:  # the steps get smaller
    # begin rise
    z1, z2, z3 = layers(picture)
    slope = (wanted - z3) @ W3.T
    slope = slope * z2 * (1 - z2) @ W2.T
    slope = slope * z1 * (1 - z1) @ W1.T
    # end
    slope = slope.reshape(picture.shape) / np.sqrt(np.mean(slope**2))
    picture = np.clip((1 - 0.01 * left) * (picture + 0.03 * left * slope), 0, 1)
outputs = layers(picture)[-1]
if ONE_DIGIT:
    print(f"answer {outputs[0].argmax()}, {100 * outputs[0].max():.1f} %")
else:
    print(", ".join(f"{digit}: {100 * z:.1f} %" for digit, z in enumerate(outputs[0])))
