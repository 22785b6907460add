"""A picture that was found in many small steps, shown to the network again."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("seen.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
ONE_DIGIT = True  # else a mix
picture = file["picture"]
# begin shown
x = picture.reshape(1, 784)
z1 = sigmoid(x @ W1 + b1)
outputs = sigmoid(z1 @ W2 + b2)
# end
if ONE_DIGIT:
    print(f"answer {outputs[0].argmax()}, {100 * outputs[0].max():.1f} %")
else:
    print(", ".join(f"{digit}: {100 * z:.1f} %" for digit, z in enumerate(outputs[0])))
