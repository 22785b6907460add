"""Pixels are erased in the order of a map, the strongest first, until the network changes its answer."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("influence.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
RANDOM = False  # else in the order of what each pixel does alone
FRAMES = 12


def answers(x):
    # begin outputs
    z1 = sigmoid(x @ W1 + b1)
    outputs = sigmoid(z1 @ W2 + b2)
    # end
    return outputs.reshape(len(x), -1)


# begin pictures
x = file["image"].reshape(1, 784) / 255
x0 = np.zeros_like(x)  # blank paper
# end
best, influence = answers(x).argmax(), np.full(x.size, -np.inf)
if RANDOM:
    ink = np.flatnonzero(x != x0)
    influence[ink] = np.random.default_rng(0).random(x.size)[ink]
else:
    for i in np.flatnonzero(x != x0):
        one = x0.copy()
        one.flat[i] = x.flat[i]  # one pixel alone
        influence[i] = (answers(one) - answers(x0))[0, best]

order = np.argsort(-influence, kind="stable")
film = np.repeat(x, FRAMES + 1, axis=0)
for frame, gone in zip(film, np.linspace(0, (x != x0).sum(), FRAMES + 1).round(), strict=True):
    frame.flat[order[: int(gone)]] = x0.flat[order[: int(gone)]]

now = answers(film).argmax(axis=1)
n = (now != best).argmax()  # 0: never
words = f"With {n / FRAMES:.0%} of the pixels erased the answer is no longer {best} but {now[n]}."
print(words if n else f"The network answers {best} to the very end, even on blank paper.")
