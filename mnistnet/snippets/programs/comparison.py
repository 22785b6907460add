"""Two networks read the same digits: where they differ, and whether chance alone would part them so."""

from math import comb

import numpy as np

# begin network
np.seterr(over="ignore")  # where exp(-a) is too large, 1 / infinity is right: 0
file = dict(np.load("comparison.npz"))


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
def answers(W, b, rules, offset=0, scale=1):
    # begin pixels
    z = offset + scale * (file["images"].astype(np.float32) / 255)
    # end
    for k, rule in enumerate(rules, 1):
        weights, biases = file[f"{W}{k}"], file.get(f"{b}{k}", 0)
        z = rule(z.reshape(-1, len(weights)) @ weights + biases)  # rows as long as it takes
    return z.argmax(axis=1)


# begin both
first = answers("W", "b", [sigmoid, sigmoid])
second = answers("V", "c", [sigmoid, sigmoid], 0.01, 0.99)
# end
right = [each == file["labels"] for each in (first, second)]
one, other = int((right[0] > right[1]).sum()), int((right[1] > right[0]).sum())
n, k = one + other, min(one, other)  # the digits that part them fall like coins
p = min(1, 2 * sum(comb(n, i) for i in range(k + 1)) / 2**n)
shares = " and ".join(f"{100 * each.mean():.1f} %" for each in right)
parted = f"only one: {one} and {other}, p {p:.2g}"
print(f"right {shares}; answered differently: {(first != second).sum()}; {parted}")
