"""How many digits the network misreads, and which confusion is the most frequent."""

import numpy as np

# begin network
file = dict(np.load("mistakes.npz"))
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
answers, labels = outputs.argmax(axis=1), file["labels"]
classes = outputs.shape[1]
counts = np.zeros((classes, classes), int)  # a row for each label, a column for each answer
np.add.at(counts, (labels, answers), 1)
np.fill_diagonal(counts, 0)
label, answer = divmod(counts.argmax(), classes)
often = f"most often {label} is taken for {answer}: {counts.max()} times"
print(f"{counts.sum():,} of {len(labels):,} misread; {often}")
