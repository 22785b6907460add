"""Linear layers one after the other do no more than one matrix can."""

import numpy as np

# begin network
file = dict(np.load("plane.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def softmax(a):
    powers = np.exp(a - a.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# end
LAYERS = 2
x, labels = file["points"], file["labels"]
# begin outputs
z1 = x @ W1 + b1
outputs = softmax(z1 @ W2 + b2)
# end
W, b = W1, b1
# begin product
W, b = W @ W2, b @ W2 + b2
# end
one = softmax(x @ W + b)
right = [100 * (z.argmax(axis=1) == labels).mean() for z in (outputs, one)]
alike = "alike" if np.allclose(outputs, one) else "not alike"
print(f"{LAYERS} layers {right[0]:.0f} % right, one matrix {right[1]:.0f} %, {alike}")
