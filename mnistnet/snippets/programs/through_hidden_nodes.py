"""The receipt of one answer's sum: what reaches it anyway, and what through which hidden nodes."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
ANSWER = 7


def nodes(x):
    # begin hidden
    hidden = sigmoid(x @ W1 + b1)
    # end
    return hidden


# begin pictures
x = file["image"].reshape(1, 784) / 255
x0 = np.zeros_like(x)  # blank paper
# end
# begin last
w, b = W2[:, ANSWER], b2[ANSWER]  # how the answer listens to z1
# end
resting, sent = w * nodes(x0).ravel(), w * (nodes(x) - nodes(x0)).ravel()
anyway = b + resting.sum()
ten = sent[np.argsort(-abs(sent), kind="stable")[:10]].sum()
rest, total = sent.sum() - ten, anyway + sent.sum()
print(f"anyway {anyway:+.3g}, ten strongest {ten:+.3g}, others {rest:+.3g}, in all {total:+.3g}")
