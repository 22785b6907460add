"""How alike two layers are, whatever their nodes are called: their linear CKA."""

import numpy as np

# begin network
np.seterr(over="ignore")  # where exp(-a) is too large, 1 / infinity is right: 0
file = dict(np.load("alike.npz"))


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
def layer(W, b, rules, offset=0, scale=1):
    # begin pixels
    z = offset + scale * (file["images"].astype(np.float32) / 255)
    # end
    for k, rule in enumerate(rules, 1):
        weights, biases = file[f"{W}{k}"], file.get(f"{b}{k}", 0)
        z = rule(z.reshape(-1, len(weights)) @ weights + biases)  # rows as long as it takes
    z = z.reshape(len(file["images"]), -1).astype(float)
    return z - z.mean(axis=0)


# begin both
x = layer("W", "b", [sigmoid])
y = layer("V", "c", [sigmoid], 0.01, 0.99)
# end
sizes = np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y)
print(f"likeness {np.linalg.norm(x.T @ y) ** 2 / sizes:.2f}")
