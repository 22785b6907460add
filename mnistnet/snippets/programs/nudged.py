"""One weight is moved: what its slope predicts for the loss, and what the loss truly does."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("nudged.npz").items()}


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
STEP = 0.5
LOSS = "quadratic"
OUTPUT = "sigmoid"
LABEL, LOW, HIGH = 4, 0.0, 1.0  # the right answer; what others and it shall give
SMALLEST = 1e-300  # keeps the logarithm away from 0
# begin rules
rules = [sigmoid, sigmoid]
# end
# begin picture
x = file["image"].reshape(1, 784) / 255
# end
# begin wanted
wanted = np.where(np.arange(10) == LABEL, HIGH, LOW)
# end


def loss():
    z = x
    for k, rule in enumerate(rules, 1):
        W = file[f"W{k}"]
        z = rule(z.reshape(-1, len(W)) @ W + file.get(f"b{k}", 0))
    if LOSS == "quadratic":
        return ((z - wanted) ** 2).sum() / 2
    elif OUTPUT == "sigmoid":
        yes, no = np.log(np.maximum(z, SMALLEST)), np.log(np.maximum(1 - z, SMALLEST))
        return -(wanted * yes + (1 - wanted) * no).sum()
    else:
        return -(wanted * np.log(np.maximum(z, SMALLEST))).sum()


file = {name: array.astype(complex) for name, array in file.items()}
# begin parameter
parameter, place = file["W1"], (300, 7)
# end
before = loss().real
parameter[place] += 1e-30j  # a step aside, among the complex numbers: the slope, unrounded
slope = loss().imag / 1e-30
parameter[place] += STEP - 1e-30j
print(f"slope {slope:+.3g}, predicted {slope * STEP:+.3g}, in truth {loss().real - before:+.3g}")
