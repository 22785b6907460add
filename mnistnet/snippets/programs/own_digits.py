"""How many digits of a set the network reads right."""

import numpy as np

# begin network
file = dict(np.load("hand.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
# begin pixels
x = file["images"].reshape(-1, 784).astype(np.float32) / 255
# end
# begin outputs
z1 = sigmoid(x @ W1 + b1)
outputs = sigmoid(z1 @ W2 + b2)
# end
right = outputs.argmax(axis=1) == file["labels"]
print(f"{right.sum()} of {len(right)} right, {100 * right.mean():.1f} %")
