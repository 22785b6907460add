"""Whether the network is right as often as it says: its expected calibration error."""

import numpy as np

# begin network
file = dict(np.load("calibration.npz"))
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
labels = file["labels"]
sure, right = outputs.max(axis=1).astype(float), outputs.argmax(axis=1) == labels
bins = np.clip(np.searchsorted(np.linspace(0, 1, 11), sure) - 1, 0, 9)
gaps = np.bincount(bins, right - sure, 10)  # how much too often it is right, in each bin
error = np.abs(gaps).sum() / len(labels)
shares = [100 * share for share in (sure.mean(), right.mean(), error)]
print("{:.1f} % sure, {:.1f} % right, calibration error {:.1f} %".format(*shares))
