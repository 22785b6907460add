"""How far a picture can be changed before the network reads it as something else."""

import numpy as np

# begin network
file = dict(np.load("strip.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
WANTED = 7  # the answer that shall hold


def answers(x):
    # begin outputs
    z1 = sigmoid(x @ W1 + b1)
    outputs = sigmoid(z1 @ W2 + b2)
    # end
    return outputs.argmax(axis=1)


# begin pixels
x = file["pictures"].reshape(-1, 784).astype(np.float32) / 255
# end
strengths, right = file["strengths"], answers(x) == WANTED
low = high = start = np.abs(strengths).argmin()  # the picture as it is
while low > 0 and right[low - 1]:
    low -= 1
while high < len(right) - 1 and right[high + 1]:
    high += 1
told = f"read as {WANTED} from {strengths[low]:.3g} to {strengths[high]:.3g}"
print(told if right[start] else "misread even unchanged")
