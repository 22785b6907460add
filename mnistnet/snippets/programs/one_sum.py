"""The sum of one node, term by term: the largest products, all others together, the bias, and what is sent on."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("one_sum.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
NODE = 7
LARGEST = 3  # terms that are told one by one
# begin picture
x = file["image"].reshape(1, 784) / 255
# end
# begin layers
z1 = sigmoid(x @ W1 + b1)
z2 = sigmoid(z1 @ W2 + b2)
received, sent, W, b = z1[0], z2[0], W2, b2
# end
terms = received * W[:, NODE]
order = np.argsort(-np.abs(terms), kind="stable")
largest, others = terms[order[:LARGEST]], terms[order[LARGEST:]]
told = ", ".join(f"{term:+.3g}" for term in largest)
bias, total = b[NODE], terms.sum() + b[NODE]
told = f"{told}, others {others.sum():+.3g}, bias {bias:+.3g}"
print(f"{told}, sum {total:+.3g}, output {sent[NODE]:+.3g}")
