"""A picture, or many digits, are changed and shown to the network again."""

import numpy as np

# begin network
file = dict(np.load("changed.npz"))
W1, W2 = file["W1"], file["W2"]
b1, b2 = file["b1"], file["b2"]


def sigmoid(a):
    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a


# end
CHANGE = "rotate"  # or "scale", "shift", "thicken", "noise", "occlude"
STRENGTH = 25.0
MANY = False  # digits with labels, or one picture
SEED, POOL = 0, 65536  # of the noise


pictures = file["images"]
rows, columns = pictures.shape[1:]
if CHANGE in ("rotate", "scale", "shift"):
    middle = (rows - 1) / 2, (columns - 1) / 2
    down, across = np.indices((rows, columns), np.float32) - np.float32(middle).reshape(2, 1, 1)
    if CHANGE == "rotate":
        angle = np.deg2rad(np.float32(-STRENGTH))
        row = np.cos(angle) * down + np.sin(angle) * across + middle[0]
        column = np.cos(angle) * across - np.sin(angle) * down + middle[1]
    elif CHANGE == "scale":
        size = 1 / (1 + np.float32(STRENGTH))
        row, column = size * down + middle[0], size * across + middle[1]
    else:
        row, column = down + middle[0], across + (middle[1] - STRENGTH)
    row, column = np.clip(row, -1, rows), np.clip(column, -1, columns)
    ink = np.pad(pictures.astype(np.float32), ((0, 0), (1, 2), (1, 2)))
    i, j = np.floor(row).astype(int) + 1, np.floor(column).astype(int) + 1
    upper = ink[:, i, j] + column % 1 * (ink[:, i, j + 1] - ink[:, i, j])
    lower = ink[:, i + 1, j] + column % 1 * (ink[:, i + 1, j + 1] - ink[:, i + 1, j])
    pictures = np.rint(upper + row % 1 * (lower - upper))  # the blend of four old pixels
elif CHANGE == "thicken":
    whole, part = divmod(abs(STRENGTH), 1)
    for amount in [1.0] * int(whole) + [part]:  # pixels
        ink = np.pad(pictures.astype(np.float32), ((0, 0), (1, 1), (1, 1)))
        beside = [ink[:, :-2, 1:-1], ink[:, 2:, 1:-1], ink[:, 1:-1, :-2], ink[:, 1:-1, 2:]]
        most = (np.max if STRENGTH > 0 else np.min)([pictures, *beside], axis=0)
        pictures = np.rint(pictures + np.float32(amount) * (most - pictures))
elif CHANGE == "noise":
    rng = np.random.default_rng(SEED)
    noise = rng.standard_normal(POOL, np.float32)
    start = rng.integers(0, POOL, len(pictures))  # where each picture begins to read
    grain = noise[(start[:, None] + np.arange(rows * columns)) % POOL].reshape(pictures.shape)
    pictures = np.rint(np.clip(pictures + 255 * STRENGTH * grain, 0, 255))
elif CHANGE == "occlude":
    side = round(STRENGTH)
    top, left = max((rows - side) // 2, 0), max((columns - side) // 2, 0)
    pictures[:, top : top + side, left : left + side] = 0
# begin pixels
x = pictures.reshape(-1, 784).astype(np.float32) / 255
# end
# begin outputs
z1 = sigmoid(x @ W1 + b1)
outputs = sigmoid(z1 @ W2 + b2)
# end
if MANY:
    print(f"{100 * (outputs.argmax(axis=1) == file['labels']).mean():.1f} % read right")
else:
    print(f"answer {outputs[0].argmax()}, {100 * outputs[0].max():.1f} %")
