"""The files of a passage: titled pictures, sheets of them, films over the epochs, and every number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.commands.layers_subject import Pattern, Subject
from mnistnet.digits import DataError
from mnistnet.patterns import LayerOutput, layer_outputs
from mnistnet.patterns.pictures import Look, limits_of, sheet_png, title_of
from mnistnet.patterns.store import PatternStore, store_patterns
from mnistnet.patterns.take_home import many_files, plain, save_files

__all__ = ["Wanted", "written"]

ACROSS = 4
MOST_FRAMES = 32  # epochs in one film
Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class Wanted:
    """What is to be written.

    Attributes
    ----------
    forms : tuple of str
        Some of `mnistnet.patterns.take_home.FORMS`.
    layers : list of int
        The input, 0, and the layers that are shown.
    grid : (int, int) or None
        Rows and columns of pictures on one sheet; None is all of them, four side by side.
    look : Look
    film : bool
    """

    forms: tuple[str, ...]
    layers: list[int]
    grid: tuple[int, int] | None
    look: Look
    film: bool


def written(folder: Path, subject: Subject, patterns: Sequence[Pattern], wanted: Wanted) -> int:
    """Write everything about some patterns into a folder and return how many files that is.

    The activations lie on the disk meanwhile, so that many patterns take no more memory than a few.

    Raises
    ------
    DataError
        If a film is wanted of a network of which one epoch is known.
    """
    if wanted.film and len(subject.epochs) < 2:
        raise DataError("Of this network one epoch is known, which is no film; train a model or name another network.")
    store = store_patterns(subject.network, _stacked(patterns))
    words = [pattern.words for pattern in patterns]
    about = {"network": subject.network.name, "epoch": subject.network.epoch}
    try:
        count = save_files(
            many_files(store, words, wanted.layers, about=about, forms=wanted.forms, look=wanted.look), folder
        )
        if "png" in wanted.forms:
            count += save_files(_sheets(store, words, wanted), folder)
        if wanted.film:
            count += save_files(_films(subject, patterns, wanted), folder)
    finally:
        store.close()
    return count


def _stacked(patterns: Sequence[Pattern]) -> NDArray[Any]:
    """Return the patterns in one array: bytes where all are bytes, else numbers from 0 to 1."""
    images = [pattern.image for pattern in patterns]
    if all(image.dtype == np.uint8 for image in images):
        return np.stack(images)
    return np.stack([image.astype(np.float32) / (255 if image.dtype == np.uint8 else 1) for image in images])


def _sheets(store: PatternStore, words: Sequence[str], wanted: Wanted) -> Files:
    """Yield sheets with the pictures of all layers side by side, for each pattern."""
    rows, across = wanted.grid or (ceil(len(wanted.layers) / ACROSS), ACROSS)
    for i, called in enumerate(words):
        outputs = [store.output(layer, i) for layer in wanted.layers]
        limits = limits_of(outputs, wanted.look.common_scale)
        for number, start in enumerate(range(0, len(outputs), rows * across), 1):
            part = slice(start, start + rows * across)
            yield f"{_folder(i, called)}/sheet {number}.png", _sheet(outputs[part], limits[part], across, wanted.look)


def _sheet(outputs: Sequence[LayerOutput], limits: Sequence[tuple[float, float]], across: int, look: Look) -> bytes:
    pictures = [look.picture(output.values) for output in outputs]
    return sheet_png(pictures, [title_of(output) for output in outputs], limits, across, look)


def _films(subject: Subject, patterns: Sequence[Pattern], wanted: Wanted) -> Files:
    """Yield, for each pattern and each layer, one picture with its output at every epoch, on one scale."""
    chosen = np.linspace(0, len(subject.epochs) - 1, min(MOST_FRAMES, len(subject.epochs))).round().astype(int)
    networks = [subject.epochs[i] for i in chosen]
    for i, pattern in enumerate(patterns):
        passages = [layer_outputs(network, pattern.image) for network in networks]
        for layer in wanted.layers[1:]:
            frames = [passage[layer] for passage in passages]
            pairs = zip(networks, frames, strict=True)
            titles = [(f"epoch {network.epoch}", title_of(frame)[1]) for network, frame in pairs]
            pictures = [wanted.look.picture(frame.values) for frame in frames]
            content = sheet_png(pictures, titles, limits_of(frames, True), ACROSS, wanted.look)
            yield f"{_folder(i, pattern.words)}/film {layer:02d} {plain(frames[0].name)}.png", content


def _folder(number: int, words: str) -> str:
    return f"{number:04d} {plain(words)}"
