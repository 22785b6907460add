"""Backwards to one node: its delta, what that says of one of its weights, and where the weight goes."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("backwards.npz").items()}


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
RATE = 0.1
RAW_ERRORS_BACK = False  # the learning rule of a book, else gradient descent
LOSS = "quadratic"
OUTPUT = "sigmoid"
LABEL, LOW, HIGH = 4, 0.0, 1.0  # the right answer; what others and it shall give
LAYER, NODE, SENDER = 1, 7, 300  # the weight from one input to a node of a layer
ROW = 0  # of the picture, where the layer works along the rows
# begin rules
rules = [sigmoid, sigmoid]
slopes = [np.ones_like, lambda z: z * (1 - z), lambda z: z * (1 - z)]
# end
# begin picture
x = file["image"].reshape(1, 784) / 255
# end
z = [x]
for k, rule in enumerate(rules, 1):
    W = file[f"W{k}"]
    z.append(rule(z[-1].reshape(-1, len(W)) @ W + file.get(f"b{k}", 0)))
# begin errors
errors = z[-1] - np.where(np.arange(10) == LABEL, HIGH, LOW)
# end
if LOSS == "cross-entropy":  # it cancels the slope of the outputs
    delta = errors
elif OUTPUT == "softmax":
    delta = z[-1] * (errors - (errors * z[-1]).sum())
else:
    delta = errors * slopes[-1](z[-1])
for k in range(len(rules), LAYER, -1):  # from the last layer down
    W, inputs = file[f"W{k}"], z[k - 1]
    if RAW_ERRORS_BACK:
        errors = (errors @ W.T).reshape(inputs.shape)  # without the slope
        delta = errors * slopes[k - 1](inputs)
    else:
        delta = (delta @ W.T).reshape(inputs.shape) * slopes[k - 1](inputs)
W = file[f"W{LAYER}"]
gradient = z[LAYER - 1].reshape(-1, len(W))[:, SENDER] @ delta[:, NODE]
own = W[SENDER, NODE]
told = f"weight {own:+.6g} goes to {own - RATE * gradient:+.6g}"
print(f"delta {delta[ROW, NODE]:+.3g}, gradient {gradient:+.3g}, {told}")
