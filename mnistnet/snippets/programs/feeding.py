"""Digits are fed as in training, and with the pixels from 0 to 255 that stand in the file."""

import numpy as np

# begin network
file = dict(np.load("feeding.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end


def answers(x):
    # begin outputs
    z1 = sigmoid(x @ W1 + b1)
    outputs = sigmoid(z1 @ W2 + b2)
    # end
    return outputs.argmax(axis=1)


ways = {
    # begin ways
    "as in training": file["images"].reshape(-1, 784).astype(np.float32) / 255,
    "from 0 to 255": file["images"].reshape(-1, 784).astype(np.float32),
    # end
}
told = []
for way, x in ways.items():
    a1 = x @ file["W1"] + file.get("b1", 0)  # what arrives in the first layer
    wrong = (answers(x) != file["labels"]).sum()
    low, high = (f"{a:.{1 if abs(a) < 100 else 0}f}" for a in (a1.min(), a1.max()))
    told.append(f"{way} {low} to {high}, {wrong:,} of {len(x):,} misread")
print("; ".join(told))
