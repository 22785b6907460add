"""A flip is the smallest change that makes a network change its answer, as far as a greedy search finds it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.chain import Chain, chain_of
from mnistnet.network import Network

__all__ = ["Flip", "flip_answer"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Flip:
    """A picture with a few pixels turned over.

    Attributes
    ----------
    image : ndarray of shape (rows, columns), uint8
        The changed picture.
    pixels : tuple of (row, column)
        Which pixels were changed, in the order in which they were found.
    answer : int
        What the network answers to the changed picture, by feeding it forward.
    reached : bool
        Whether that is the answer that was wanted.
    """

    image: NDArray[np.uint8]
    pixels: tuple[tuple[int, int], ...]
    answer: int
    reached: bool


def flip_answer(network: Network, image: ArrayLike, wanted: int, limit: int = 40) -> Flip:
    """Return the picture with as few pixels turned over as a greedy search needs for another answer.

    Each step tries every pixel that is still untouched, exactly and by itself: ink becomes blank, blank
    becomes full ink (grey goes to the end that is farther away). The one that lifts the wanted class
    highest over all others is kept. In the end every pixel that turns out not to be needed is put back.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns), uint8
    wanted : int
        The class that the network shall answer.
    limit : int
        How many pixels may be turned over before the search gives up.

    Notes
    -----
    The result is an upper bound: no fewer pixels are *known* to do it, but a search over all pairs,
    triples, ... might find some. If one pixel is enough, the search finds one. The answer is
    verified with the network itself and the changed bytes.
    """
    chain = chain_of(network)
    before = np.array(image, np.uint8).ravel()
    turned = np.where(before < 128, 255, 0).astype(np.uint8)
    moves = _moves(network, chain, before, turned)
    sums = chain.sums(network.encode(before, np.float64))
    pixels: list[int] = []
    lead = float(_leads(chain, sums, wanted)[0])
    while lead <= 0 and len(pixels) < min(limit, before.size):
        free = np.setdiff1d(np.arange(before.size), pixels)
        tried = np.concatenate([_leads(chain, _moved(sums, chain, moves, part), wanted) for part in _parts(free)])
        pixels.append(int(free[tried.argmax()]))
        sums, lead = _moved(sums, chain, moves, np.array(pixels[-1:])), float(tried.max())
    if lead > 0:
        pixels = _needed(chain, sums, moves, pixels, wanted)
    after = before.copy()
    after[pixels] = turned[pixels]
    answer = int(network.predict(after)[0].argmax())
    columns = network.image_shape[1]
    return Flip(after.reshape(network.image_shape), tuple(divmod(p, columns) for p in pixels), answer, answer == wanted)


def _moves(network: Network, chain: Chain, before: Array, turned: Array) -> Array:
    """Return what turning over each pixel adds to its block of a1, shape (pixels, width)."""
    change = (turned.astype(float) - before) / 255 * network.encoding.scale
    rows = chain.first.weights[np.arange(before.size) % chain.first.fan_in]
    return np.asarray(change[:, None] * rows)


def _parts(pixels: Array) -> list[Array]:
    """Return the pixels in parts small enough for the processor's cache."""
    return [pixels[start : start + 200] for start in range(0, len(pixels), 200)]


def _moved(sums: Array, chain: Chain, moves: Array, pixels: Array, sign: int = 1) -> Array:
    """Return a1 once for every pixel with that pixel turned over, shape (n, blocks, width)."""
    result = np.repeat(sums, len(pixels), axis=0)
    result[np.arange(len(pixels)), pixels // chain.first.fan_in] += sign * moves[pixels]
    return result


def _leads(chain: Chain, sums: Array, wanted: int) -> Array:
    """Return by how much the wanted class leads the best of the others in the sums of the outputs, shape (n,)."""
    last = chain.views[-2]
    outputs = chain.trace(sums, last)[last]
    others = np.delete(outputs, wanted, axis=1)
    return np.asarray(outputs[:, wanted] - others.max(axis=1))


def _needed(chain: Chain, sums: Array, moves: Array, pixels: list[int], wanted: int) -> list[int]:
    """Return the pixels that are left when each one that is not needed is put back, until none can be spared."""
    for pixel in pixels:
        without = _moved(sums, chain, moves, np.array([pixel]), sign=-1)
        if _leads(chain, without, wanted)[0] > 0:
            return _needed(chain, without, moves, [p for p in pixels if p != pixel], wanted)
    return pixels
