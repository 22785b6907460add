"""How many digits are read right as they are, and moved by some pixels."""

import numpy as np

# begin network
file = dict(np.load("moving.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
images = file["images"]
rows, columns = images.shape[1:]


def right(x):
    # begin outputs
    z1 = sigmoid(x @ W1 + b1)
    outputs = sigmoid(z1 @ W2 + b2)
    # end
    return 100 * (outputs.argmax(axis=1) == file["labels"]).mean()


def moved(n):  # mean of down, up, right and left
    wide = np.pad(images, ((0, 0), (n, n), (n, n)))
    corners = ((0, n), (2 * n, n), (n, 0), (n, 2 * n))
    parts = [wide[:, i : i + rows, j : j + columns] for i, j in corners]
    # begin part
    encoded = [part.reshape(-1, 784).astype(np.float32) / 255 for part in parts]
    # end
    return np.mean([right(x) for x in encoded])


# begin pixels
x = file["images"].reshape(-1, 784).astype(np.float32) / 255
# end
told = ", ".join(f"{moved(n):.1f} %" for n in (1, 2, 3, 4))
print(f"{right(x):.1f} %, moved {told}")
