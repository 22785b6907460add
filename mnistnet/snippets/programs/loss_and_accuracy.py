"""The loss of a network, and how many digits it reads right."""

import numpy as np

# begin network
file = dict(np.load("judged.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
LOSS = "quadratic"
OUTPUT = "sigmoid"
LOW, HIGH = 0.0, 1.0  # what the outputs shall say for a wrong class and for the right one
SMALLEST = 1.2e-38  # keeps the logarithm away from 0
# begin pixels
x = file["images"].reshape(-1, 784).astype(np.float32) / 255
# end
# begin outputs
z1 = sigmoid(x @ W1 + b1)
outputs = sigmoid(z1 @ W2 + b2)
# end
labels = file["labels"]
wanted = np.where(labels[:, None] == np.arange(outputs.shape[1]), HIGH, LOW)
if LOSS == "quadratic":
    loss = ((outputs - wanted) ** 2).sum(axis=1) / 2
elif OUTPUT == "sigmoid":
    yes, no = np.log(np.maximum(outputs, SMALLEST)), np.log(np.maximum(1 - outputs, SMALLEST))
    loss = -(wanted * yes + (1 - wanted) * no).sum(axis=1)
else:
    loss = -(wanted * np.log(np.maximum(outputs, SMALLEST))).sum(axis=1)
right = outputs.argmax(axis=1) == labels
print(f"loss {loss.mean():.4f}, accuracy {100 * right.mean():.2f} %")
