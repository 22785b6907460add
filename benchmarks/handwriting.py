"""How well each shipped network reads: MNIST's test digits, shifted ones, and pen strokes of made-up writers."""

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from threadpoolctl import threadpool_limits

from benchmarks.nothing import on_nothing
from benchmarks.pens import strangers
from benchmarks.photos import KINDS, NOT_DIGITS, hands, made
from benchmarks.table import Row, arguments, best_of, publish
from benchmarks.unipen import unipen, unipen_letters
from mnistnet import Digits, Network, load_digits, load_network
from mnistnet.books.networks import network_names
from mnistnet.drawing import ALL_STEPS, PictureError, Reading, read_drawing, read_ink, read_photo
from mnistnet.strokes import Drawing, stroke_digits, stroke_nothings

Array = NDArray[Any]
SEED = 2024  # of the held-back writers: never used to choose anything
HELD_BACK = 12_000  # seeds of photos from here on were never used to choose anything either
SURE = 0.9


def main() -> None:
    """Run the command line."""
    choices = arguments(__doc__, photos=0)
    if choices.photos:  # these alone, so many of each kind
        with threadpool_limits(1):
            publish(list(on_photos(load_network("sharp"), choices.photos)), choices.json, "Photos")
        return
    with threadpool_limits(1):
        networks = [load_network(name) for name in network_names()]
        test = official_digits() or load_digits().split("test")
        few = 300 if choices.quick else 2000
        part = Digits(test.images[:few], test.labels[:few])
        drawings = list(stroke_digits(SEED, few, "held-back"))
        rows = [*on_test_digits(networks, test), *on_shifted(networks, part), *on_drawings(networks, drawings)]
        rows += on_photos(load_network("sharp"), 20 if choices.quick else 200)
        rows += on_strangers(networks, strangers(), "strangers' pens")
        rows += on_strangers(networks, unipen(), "pens of eleven laboratories")
        seen = {"test digits": test.images, "drawings": prepared(drawings)}
        nothings = {
            "drawings of nothing": stroke_nothings(SEED, few, "held-back"),
            "letters by strangers": unipen_letters(),
        }
        rows += on_nothing(networks, seen, nothings)
        rows += times(drawings[:20], rounds=2 if choices.quick else 5)
    print(f"Test digits: {test.name}, {len(test):,}; shifted: {len(part):,}; drawn, held back: {len(drawings):,}.")
    print('Columns: "ours" is with all steps, "peer" as the row says; "times better" compares the errors.')
    publish(rows, choices.json, "Handwriting")


def official_digits() -> Digits | None:
    """Return MNIST's official 10,000 test digits where the full set is at hand."""
    return load_digits("mnist").split("test") if os.environ.get("MNISTNET_DATA_DIR") else None


def on_test_digits(networks: Iterable[Network], test: Digits) -> Iterator[Row]:
    """Yield the accuracy on test digits as they are."""
    for network in networks:
        yield Row(
            f"{network.name}: test digits as they are", accuracy(network, test.images, test.labels), None, None, "%"
        )


def on_shifted(networks: Sequence[Network], test: Digits) -> Iterator[Row]:
    """Yield the accuracy on digits shifted in four directions: placed again by all steps, and as they are."""
    labels = np.tile(test.labels, 4)
    for pixels in (1, 2, 3, 4):
        moves = ((0, pixels), (0, -pixels), (pixels, 0), (-pixels, 0))
        moved = np.concatenate([shifted(test.images, *move) for move in moves])
        placed = np.stack([digit_of(read_ink(image / np.float32(255))) for image in moved])
        for network in networks:
            yield against(f"{network.name}: shifted by {pixels}, against no steps", network, labels, placed, moved)


def digit_of(reading: Reading) -> Array:
    """Return the digit that was read; each of these pictures holds one."""
    if reading.digit is None:
        raise ValueError("A picture without ink is among the drawings.")
    return reading.digit


def shifted(images: Array, down: int, right: int) -> Array:
    """Return the pictures moved by whole pixels; what leaves the paper is lost."""
    rows, columns = images.shape[1:]
    paper = np.pad(images, ((0, 0), (4, 4), (4, 4)))
    return paper[:, 4 - down : 4 - down + rows, 4 - right : 4 - right + columns]


def on_drawings(networks: Sequence[Network], drawings: Sequence[Drawing]) -> Iterator[Row]:
    """Yield the accuracy on drawings with all steps, against none and against all but one."""
    choices = {"no steps": ()} | {f"all but {name}": [step for step in ALL_STEPS if step != name] for name in ALL_STEPS}
    labels = np.array([drawing.label for drawing in drawings])
    canvases = [drawing.canvas for drawing in drawings]
    ready = prepared(drawings)
    for choice, steps in choices.items():
        other = np.stack([digit_of(read_drawing(canvas, steps=steps)) for canvas in canvases])
        for network in networks:
            yield against(f"{network.name}: drawn, against {choice}", network, labels, ready, other)


def on_strangers(networks: Iterable[Network], drawings: Sequence[Drawing], whose: str) -> Iterator[Row]:
    """Yield the accuracy on drawings by real people, where there are any."""
    if drawings:
        labels, digits = np.array([drawing.label for drawing in drawings]), prepared(drawings)
        for network in networks:
            yield Row(f"{network.name}: {whose}", accuracy(network, digits, labels), None, None, "%")


def prepared(drawings: Sequence[Drawing]) -> Array:
    """Return the digits of drawings, read with all steps."""
    return np.stack([digit_of(read_drawing(drawing.canvas)) for drawing in drawings])


def on_photos(network: Network, count: int) -> Iterator[Row]:
    """Yield how many digits are read in each kind of made photo, held back from tuning, and what blank pages give."""
    written = hands("held-back", count)
    for kind in KINDS:
        right = [
            surest(network, made(kind, hand, HELD_BACK + place))[0] == (hand.label,)
            for place, hand in enumerate(written)
        ]
        yield Row(f"photo: {kind}", 100 * float(np.mean(right)), None, None, "%")
    for name, make in NOT_DIGITS.items():
        sure = [surest(network, make(HELD_BACK + place))[1] > SURE for place in range(count // 2)]
        yield Row(f"photo without a digit, {name}: read with more than 90 %", float(np.sum(sure)), None, None, "")


def surest(network: Network, file: bytes) -> tuple[tuple[int, ...], float]:
    """Return the digits that a network reads in a picture file, and how sure it is of the one that it is surest of."""
    try:
        readings = read_photo(file, reader=load_network("sharp"))
    except PictureError:
        readings = []
    outputs = [network.predict(reading.digit)[0] for reading in readings if reading.digit is not None]
    return tuple(int(output.argmax()) for output in outputs), max(
        (float(output.max()) for output in outputs), default=0
    )


def against(name: str, network: Network, labels: Array, ours: Array, other: Array) -> Row:
    """Return the accuracy on the same digits prepared in two ways."""
    best, peer = accuracy(network, ours, labels), accuracy(network, other, labels)
    return Row(name, best, peer, (100 - peer) / max(100 - best, 1e-9), "%")


def accuracy(network: Network, images: Array, labels: Array) -> float:
    """Return the share of right answers in per cent."""
    return 100 * float(np.mean(network.predict(images).argmax(1) == labels))


def times(drawings: Sequence[Drawing], rounds: int) -> Iterator[Row]:
    """Yield how long a drawing takes, and a photo of 1000 x 700 pixels with six digits."""
    canvases = [drawing.canvas for drawing in drawings]
    photo = photo_of(canvases[:6])
    tasks = {
        "a drawing, all steps": lambda: [read_drawing(canvas) for canvas in canvases],
        "a drawing, no steps": lambda: [read_drawing(canvas, steps=()) for canvas in canvases],
        "a photo of six digits": lambda: read_photo(photo),
    }
    best = best_of(rounds, **tasks)
    for name, seconds in best.items():
        yield Row(f"time for {name}", 1000 * seconds / (1 if "photo" in name else len(canvases)), None, None, "ms")


def photo_of(canvases: Iterable[Array]) -> bytes:
    """Return a JPEG file of dark digits in two lines on paper that is lit from the left."""
    fields = [np.asarray(Image.fromarray(canvas[..., 0]).resize((300, 330))) / 255 for canvas in canvases]
    ink = np.pad(np.block([fields[:3], fields[3:]]), 20)
    paper = np.linspace(0.95, 0.6, ink.shape[1])
    file = io.BytesIO()
    Image.fromarray(np.uint8(255 * paper * (1 - 0.7 * ink))).save(file, "JPEG")
    return file.getvalue()


if __name__ == "__main__":
    main()
