"""Weight product: the weights of all layers multiplied out, seen from the wanted answer, and shown again."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("seen.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
ONE_DIGIT = True  # else a mix
# begin product
product = W2[:, 3] @ W1.T
# end
ink = np.maximum(product, 0)
picture = ink / ink.max()
# begin shown
x = picture.reshape(1, 784)
z1 = sigmoid(x @ W1 + b1)
outputs = sigmoid(z1 @ W2 + b2)
# end
if ONE_DIGIT:
    print(f"answer {outputs[0].argmax()}, {100 * outputs[0].max():.1f} %")
else:
    print(", ".join(f"{digit}: {100 * z:.1f} %" for digit, z in enumerate(outputs[0])))
