"""Pixel after pixel is turned over, always the one that helps most, until the network gives another answer."""

import numpy as np

# begin network
file = {name: array.astype(float) for name, array in np.load("flip.npz").items()}
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


# end
WANTED, LIMIT = 7, 40  # the answer, and how many pixels at most


def lead(pictures):  # of the wanted answer over the best of the others
    # begin pixels
    x = pictures.reshape(-1, 784) / 255
    # end
    # begin sums
    z1 = sigmoid(x @ W1 + b1)
    sums = z1 @ W2 + b2
    # end
    return sums[:, WANTED] - np.delete(sums, WANTED, axis=1).max(axis=1)


before, pixels = file["image"].ravel(), []
after, turned = before.copy(), np.where(before < 128, 255.0, 0.0)
while lead(after) <= 0 and len(pixels) < LIMIT:
    tried = np.tile(after, (after.size, 1))
    np.fill_diagonal(tried, turned)  # every pixel by itself
    leads = lead(tried)
    leads[pixels] = -np.inf
    pixels.append(leads.argmax())
    after[pixels[-1]] = turned[pixels[-1]]


def without(pixel):
    return np.where(np.arange(after.size) == pixel, before, after)


while lead(after) > 0 and (spare := [p for p in pixels if lead(without(p)) > 0]):
    pixels.remove(spare[0])  # not needed after all
    after = without(spare[0])
print(f"{len(pixels)} pixels turned over, {WANTED} leads: {lead(after)[0] > 0}")
