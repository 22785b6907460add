"""What becomes of an answer when pixels are wiped, or stand alone."""

import numpy as np

from mnistnet.influence import one_pixel
from mnistnet.lessons.scene import Array, Scene

__all__ = ["alone_in", "erased_until_changed", "lead_lost", "sum_lost"]


def alone_in(scene: Scene) -> Array:
    """Return what each pixel alone does to the sum of the answer, shape (rows, columns)."""
    view = scene.network.views[-2]
    return one_pixel(scene.network, scene.image, views=[view])[view][scene.best]


def _sums(scene: Scene, image: Array) -> Array:
    return scene.network.trace(image, np.float64)[scene.network.views[-2]][0]


def sum_lost(scene: Scene, image: Array) -> float:
    """Return by how much the sum of the answer falls where the picture becomes another."""
    return float(scene.sums[scene.best] - _sums(scene, image)[scene.best])


def lead_lost(scene: Scene, image: Array) -> float:
    """Return by how much the lead of the answer over the second falls where the picture becomes another."""
    sums = _sums(scene, image)
    return scene.gap - float(sums[scene.best] - sums[scene.second])


def erased_until_changed(scene: Scene) -> int:
    """Return after how many pixels the answer changes, the most helpful wiped first; all of them if it never does."""
    alone = np.where(scene.image > 0, alone_in(scene), -np.inf).ravel()
    ink = int(np.count_nonzero(scene.image))
    order = np.argsort(-alone, kind="stable")[:ink]
    frames = np.repeat(scene.image.reshape(1, -1), ink + 1, axis=0)
    for count, pixel in enumerate(order, 1):
        frames[count:, pixel] = 0
    changed = np.flatnonzero(scene.answers(frames.reshape(-1, *scene.image.shape)) != scene.best)
    return int(changed[0]) if len(changed) else ink
