"""One step of learning, written out: forward, backward, and every weight against its gradient."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("step.npz").items()}


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
RATE = 0.1
RAW_ERRORS_BACK = False  # the learning rule of a book, else gradient descent
LOSS = "quadratic"
OUTPUT = "sigmoid"
LOW, HIGH = 0.0, 1.0  # what the outputs shall say for a wrong class and for the right one
SMALLEST = 1e-300  # keeps the logarithm away from 0


# begin rules
rules = [sigmoid, sigmoid]
slopes = [np.ones_like, lambda z: z * (1 - z), lambda z: z * (1 - z)]
# end


def forward():
    z = [x]
    for k, rule in enumerate(rules, 1):
        W = file[f"W{k}"]
        z.append(rule(z[-1].reshape(-1, len(W)) @ W + file.get(f"b{k}", 0)))
    if LOSS == "quadratic":
        return z, ((z[-1] - wanted) ** 2).sum(axis=1).mean() / 2
    elif OUTPUT == "sigmoid":
        yes, no = np.log(np.maximum(z[-1], SMALLEST)), np.log(np.maximum(1 - z[-1], SMALLEST))
        return z, -(wanted * yes + (1 - wanted) * no).sum(axis=1).mean()
    else:
        return z, -(wanted * np.log(np.maximum(z[-1], SMALLEST))).sum(axis=1).mean()


# begin pixels
x = file["images"].reshape(-1, 784) / 255
# end
# begin classes
wanted = np.where(file["labels"][:, None] == np.arange(10), HIGH, LOW)
# end
z, before = forward()
if RAW_ERRORS_BACK:
    errors = (z[-1] - wanted) / len(wanted)
elif LOSS == "cross-entropy":  # it cancels the slope of the outputs
    delta = (z[-1] - wanted) / len(wanted)
elif OUTPUT == "softmax":
    gaps = z[-1] - wanted
    delta = z[-1] * (gaps - (gaps * z[-1]).sum(axis=1, keepdims=True)) / len(wanted)
else:
    delta = (z[-1] - wanted) * slopes[-1](z[-1]) / len(wanted)
for k in range(len(rules), 0, -1):  # from the last layer to the first
    W, inputs = file[f"W{k}"], z[k - 1]
    if RAW_ERRORS_BACK:
        delta = errors * slopes[k](z[k])  # the slope counts for the step of this layer
        errors = (errors @ W.T).reshape(inputs.shape)  # and is left out in what goes back
    else:
        below = (delta @ W.T).reshape(inputs.shape) * slopes[k - 1](inputs)
    W -= RATE * inputs.reshape(-1, len(W)).T @ delta
    if f"b{k}" in file:
        file[f"b{k}"] -= RATE * delta.sum(axis=0)
    if not RAW_ERRORS_BACK:
        delta = below
print(f"loss {before:.4g} before the step, {forward()[1]:.4g} after")
