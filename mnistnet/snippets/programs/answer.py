"""The picture goes in at one end of the network, and the best answer comes out at the other."""

import numpy as np

# begin network
file = dict(np.load("answer.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
# begin picture
x = file["image"].reshape(1, 784).astype(np.float32) / 255
# end
# begin outputs
z1 = sigmoid(x @ W1 + b1)
outputs = sigmoid(z1 @ W2 + b2)
# end
outputs = outputs.ravel()
best = outputs.argmax()
share = 100 * float(outputs[best])
words = "< 0.1" if 0 < share < 0.1 else "> 99.9" if 99.9 < share < 100 else f"{share:.1f}"
print(f"It answers {best}, with {words} %")
