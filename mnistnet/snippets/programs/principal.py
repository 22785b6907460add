"""A flat picture of a layer by its two principal components, and how much of it that shows."""

import numpy as np

# begin network
file = dict(np.load("principal.npz"))
W1 = file["W1"]
b1 = file["b1"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
# begin pixels
x = file["images"].reshape(-1, 784).astype(np.float32) / 255
# end
# begin layers
z1 = sigmoid(x @ W1 + b1)
points = z1
# end
points = points.reshape(len(points), -1).astype(float)  # a row for each digit
labels = file["labels"]
cloud = points - points.mean(axis=0)
spreads, axes = np.linalg.svd(cloud, full_matrices=False)[1:]
shown = (spreads[:2] ** 2).sum() / (spreads**2).sum()
points = cloud @ axes[:2].T  # where each digit lies on the map
squares = np.einsum("ij,ij->i", points, points)
distances = squares[:, None] + squares - 2 * points @ points.T
np.fill_diagonal(distances, np.inf)  # nobody is a neighbour of itself
same = labels[distances.argmin(axis=1)] == labels
print(f"{100 * shown:.1f} % of the spread, {100 * same.mean():.1f} % beside their own kind")
