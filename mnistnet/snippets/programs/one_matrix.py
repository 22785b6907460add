"""A network without its bends is one matrix, for all its layers multiplied out."""

import numpy as np

# begin network
file = dict(np.load("straight.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]
# end
LAYERS = 2
FLAT = 0  # the layer before which rows are laid end to end, if there is one


# begin pixels
x = file["images"].reshape(-1, 784) / 255
# end
# begin outputs
z1 = x @ W1 + b1
outputs = z1 @ W2 + b2
# end
W, b = np.eye(x.shape[-1]), np.zeros(x.shape[-1])
for k in range(1, LAYERS + 1):
    if FLAT:
        if k == FLAT:  # until here each row by itself, by the same matrix
            W, b = np.kron(np.eye(x.shape[1]), W), np.tile(b, x.shape[1])
    W, b = W @ file[f"W{k}"], b @ file[f"W{k}"] + file.get(f"b{k}", 0)
at_once = x.reshape(len(x), -1) @ W + b
near = np.allclose(outputs, at_once, rtol=0, atol=1e-12 * abs(outputs).max())  # but for rounding
right = (outputs.argmax(axis=1) == file["labels"]).sum()
print(f"{W.shape[0]} x {W.shape[1]}, {'alike' if near else 'not alike'}, {right:,} right")
