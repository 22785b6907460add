"""The weights are harmed in one way, and the network reads the digits with what is left of them."""

import numpy as np

# begin network
file = dict(np.load("broken.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
HARM = "noise"
AMOUNT = 0.5
SEED = 0
# begin weights
weights = [W1, W2]
# end
if HARM == "noise":
    draw = np.random.default_rng(SEED).standard_normal
    for i, W in enumerate(weights):
        noise = AMOUNT * np.sqrt(np.mean(np.square(W), dtype=float)) * draw(W.shape, np.float32)
        weights[i] = W + noise.astype(W.dtype)
elif HARM == "small":
    sizes = np.concatenate([abs(W).ravel() for W in weights])
    sizes[np.argsort(sizes, kind="stable")[: round(AMOUNT * len(sizes))]] = 0
    parts = np.split(sizes != 0, np.cumsum([W.size for W in weights])[:-1])
    for i, part in enumerate(parts):
        weights[i] = np.where(part.reshape(weights[i].shape), weights[i], 0)
elif HARM == "signs":
    weights = [np.where(W < 0, -1, 1).astype(W.dtype) * abs(W).mean() for W in weights]
elif HARM == "bits":
    for k, W in enumerate(weights):
        apart = abs(W).max() / (2 ** (AMOUNT - 1) - 1)
        weights[k] = np.rint(W / apart) * apart
elif HARM == "nodes":
    rng = np.random.default_rng(SEED)
    # begin layers
    layers = [1]
    # end
    for k in layers:  # whatever these nodes send, layer k + 1 does not hear it
        nodes = weights[k - 1].shape[1]
        off = rng.permutation(nodes)[: round(AMOUNT * nodes)]
        weights[k][np.isin(np.arange(len(weights[k])) % nodes, off)] = 0
elif HARM == "biases":
    # begin biases
    [b1, b2] = [(1 - AMOUNT) * b for b in [b1, b2]]
    # end
# begin harmed
[W1, W2] = weights
# end
# begin pixels
x = file["images"].reshape(-1, 784).astype(np.float32) / 255
# end
# begin outputs
z1 = sigmoid(x @ W1 + b1)
outputs = sigmoid(z1 @ W2 + b2)
# end
print(f"{100 * (outputs.argmax(axis=1) == file['labels']).mean():.1f} % read right")
