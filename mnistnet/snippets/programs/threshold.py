"""The network answers only where it is sure enough."""

import numpy as np

# begin network
file = dict(np.load("threshold.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
LEAST = 0.9  # so sure it has to be
# begin pixels
x = file["images"].reshape(-1, 784).astype(np.float32) / 255
# end
# begin outputs
z1 = sigmoid(x @ W1 + b1)
outputs = sigmoid(z1 @ W2 + b2)
# end
sure, right = outputs.max(axis=1).astype(float), outputs.argmax(axis=1) == file["labels"]
answered = sure >= LEAST
share = right[answered].sum() / max(answered.sum(), 1)
print(f"answers {100 * answered.mean():.1f} %, of those {100 * share:.1f} % right")
