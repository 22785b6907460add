"""What every activation sends on, and how steep its curve is, where one sum arrives."""

from math import erf, exp, pi, sqrt

import numpy as np

A = 1.0  # the sum
sigmoid = 1 / (1 + np.exp(-A))
tanh = np.tanh(A)
below = (1 + erf(A / sqrt(2))) / 2  # of a normal distribution
density = exp(-A * A / 2) / sqrt(2 * pi)
curves = {  # what is sent on, and the slope
    "step": (float(A > 0), 0.0),
    "sigmoid": (sigmoid, sigmoid * (1 - sigmoid)),
    "relu": (max(A, 0.0), float(A > 0)),
    "tanh": (tanh, 1 - tanh**2),
    "leaky_relu": (max(A, 0.01 * A), 1.0 if A > 0 else 0.01),
    "gelu": (A * below, below + A * density),
    "identity": (A, 1.0),
}
print("; ".join(f"{name} {z:.3f} {slope:.3f}" for name, (z, slope) in curves.items()))
