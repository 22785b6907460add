"""Kinds of photos: each is made from a hand (a digit and its label) and a seed, and is the same every time."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.photos.camera import desk, seen, shaded, taken
from benchmarks.photos.sheet import Picture, Rng, blank, boxed, digit_ink, grey, printed, ruled, written
from benchmarks.photos.unusual import UNUSUAL, Draw
from mnistnet import load_digits
from mnistnet.strokes import stroke_digits

ROWS, COLUMNS = 800, 640
HANDS = {"tuning": 2024, "held-back": 2031}  # seeds; a part that somebody has looked into gets another one
INKS = ("black", "black", "blue", "blue", "red", "green", "pencil")


@dataclass(frozen=True, eq=False)
class Hand:
    """A digit as somebody wrote it: light on dark, square, and what it is."""

    image: NDArray[np.uint8]
    label: int


def hands(part: str, count: int) -> list[Hand]:
    """Return digits of MNIST's writers and of made-up ones, half of each; "tuning" and "held-back" share no writer."""
    test = load_digits().split("test")
    half = len(test) // 2
    of_mnist = slice(0, half) if part == "tuning" else slice(None, half - 1, -1)
    real = [Hand(image, int(label)) for image, label in zip(test.images[of_mnist], test.labels[of_mnist], strict=True)]
    drawn = [Hand(one.canvas[..., 0], one.label) for one in stroke_digits(HANDS[part], count, part)]
    return [hand for pair in zip(real * (1 + count // len(real)), drawn, strict=False) for hand in pair][:count]


def made(kind: str, hand: Hand, seed: int) -> bytes:
    """Return a picture file of a kind."""
    return KINDS[kind](np.random.default_rng([seed, NUMBERS[kind]]), hand)


def _on(rng: Rng, paper: Picture, hand: Hand, pen: str = "", height: float = 0.0, thicker: int = 0) -> Picture:
    """Return the paper with the digit somewhere near its middle."""
    rows, columns = paper.shape[:2]
    ink = digit_ink(hand.image, round(rows * (height or rng.uniform(0.3, 0.6))), thicker)
    left = round((columns - ink.shape[1]) * rng.uniform(0.35, 0.65))
    top = round((rows - ink.shape[0]) * rng.uniform(0.35, 0.65))
    return written(paper, ink, left, top, pen or str(rng.choice(INKS)))


def _plain(rng: Rng, hand: Hand) -> bytes:
    return taken(rng, _on(rng, blank(rng, ROWS, COLUMNS), hand))


def _thick(rng: Rng, hand: Hand) -> bytes:
    return taken(rng, _on(rng, blank(rng, ROWS, COLUMNS), hand, height=0.6, thicker=int(rng.integers(8, 20))))


def _small(rng: Rng, hand: Hand) -> bytes:
    return taken(rng, _on(rng, blank(rng, ROWS, COLUMNS), hand, height=rng.uniform(0.08, 0.15)))


def _pencil(rng: Rng, hand: Hand) -> bytes:
    return taken(rng, _on(rng, blank(rng, ROWS, COLUMNS), hand, "pencil"))


def _cropped(rng: Rng, hand: Hand) -> bytes:
    margin = int(rng.integers(0, 8))
    ink = digit_ink(hand.image, 400, int(rng.integers(0, 12)))
    paper = blank(rng, ink.shape[0] + 2 * margin, ink.shape[1] + 2 * margin)
    return taken(rng, written(paper, ink, margin, margin, str(rng.choice(INKS))), blur=0.6)


def _shadow(rng: Rng, hand: Hand) -> bytes:
    return taken(rng, shaded(rng, _on(rng, blank(rng, ROWS, COLUMNS), hand)))


def _hard_shadow(rng: Rng, hand: Hand) -> bytes:
    return taken(rng, shaded(rng, _on(rng, blank(rng, ROWS, COLUMNS), hand), hard=True))


def _tilted(rng: Rng, hand: Hand) -> bytes:
    return taken(rng, seen(rng, _on(rng, blank(rng, ROWS, COLUMNS), hand), 15, 6))


def _blurred(rng: Rng, hand: Hand) -> bytes:
    return taken(rng, _on(rng, blank(rng, ROWS, COLUMNS), hand), blur=rng.uniform(3, 7), noise=5)


def _on_desk(light: tuple[float, float], wood: bool = False) -> Callable[[Rng, Hand], bytes]:
    def photo(rng: Rng, hand: Hand) -> bytes:
        table = desk(rng, ROWS, COLUMNS, rng.uniform(*light), wood)
        sheet = _on(rng, blank(rng, ROWS, COLUMNS), hand)
        return taken(rng, shaded(rng, seen(rng, sheet, 15, 12, table)) if wood else seen(rng, sheet, 15, 12, table))

    return photo


def _dark_edges(rng: Rng, hand: Hand) -> bytes:
    picture = _on(rng, blank(rng, ROWS, COLUMNS), hand)
    for side in range(4):
        if rng.random() < 0.6:
            edge = np.rot90(picture, side)
            edge[: int(rng.integers(6, 60))] = rng.uniform(5, 60)
    return taken(rng, picture, noise=2)


def _box(rng: Rng, hand: Hand) -> bytes:
    paper = blank(rng, ROWS, COLUMNS)
    inset = int(rng.integers(15, 120))
    paper = boxed(
        paper, (inset, inset, COLUMNS - inset, ROWS - inset), grey(int(rng.integers(0, 130))), int(rng.integers(2, 9))
    )
    return taken(rng, seen(rng, _on(rng, paper, hand, height=rng.uniform(0.4, 0.6)), 6, 4))


def _tight_box(rng: Rng, hand: Hand) -> bytes:
    """Return a digit that touches its box or crosses it."""
    paper = blank(rng, ROWS, COLUMNS)
    ink = digit_ink(hand.image, int(rng.integers(470, 560)))
    left, top = (COLUMNS - ink.shape[1]) // 2, (ROWS - ink.shape[0]) // 2
    paper = boxed(paper, (90, 130, COLUMNS - 90, ROWS - 130), grey(int(rng.integers(0, 130))), int(rng.integers(2, 7)))
    return taken(rng, written(paper, ink, left, top + int(rng.integers(-25, 25)), str(rng.choice(INKS[:4]))))


def _lined(levels: tuple[int, int], squared: bool) -> Callable[[Rng, Hand], bytes]:
    def photo(rng: Rng, hand: Hand) -> bytes:
        paper = ruled(
            blank(rng, ROWS, COLUMNS),
            int(rng.integers(45, 140)),
            grey(int(rng.integers(*levels))),
            int(rng.integers(1, 5)),
            squared,
        )
        return taken(rng, seen(rng, _on(rng, paper, hand, str(rng.choice(INKS[:4]))), 8, 5))

    return photo


def _coloured(rng: Rng, hand: Hand) -> bytes:
    colour = [(90, 130, 220), (120, 160, 235), (150, 120, 200), (230, 120, 60)][int(rng.integers(4))]
    paper = ruled(
        blank(rng, ROWS, COLUMNS), int(rng.integers(45, 120)), colour, int(rng.integers(2, 5)), rng.random() < 0.6
    )
    x = rng.uniform(0.06, 0.2) * COLUMNS
    paper = printed(paper, [((x, 0.0, x, float(ROWS)), (220, 60, 70), int(rng.integers(2, 5)))])
    return taken(rng, seen(rng, _on(rng, paper, hand, str(rng.choice(INKS[:5]))), 10, 5))


def _chalk(rng: Rng, hand: Hand) -> bytes:
    board = 255 - _on(rng, blank(rng, ROWS, COLUMNS), hand, "black")
    return taken(rng, shaded(rng, board * 0.75 + 35))


def _transparent(rng: Rng, hand: Hand) -> bytes:
    ink = digit_ink(hand.image, 300, int(rng.integers(0, 6)))
    alpha = np.pad(ink, [(int(rng.integers(0, 60)),) * 2, (int(rng.integers(0, 60)),) * 2])
    colour = np.array(
        [(255, 255, 255), (0, 0, 0), (240, 240, 90), (30, 60, 200), (128, 128, 128)][int(rng.integers(5))], np.uint8
    )
    file = io.BytesIO()
    Image.fromarray(np.dstack([np.broadcast_to(colour, (*alpha.shape, 3)), alpha])).save(file, "PNG")
    return file.getvalue()


def _broken(rng: Rng, hand: Hand) -> bytes:
    """Return strokes with gaps, where the pen skipped."""
    height = int(rng.integers(260, 460))
    ink = digit_ink(hand.image, height).copy()
    for _ in range(int(rng.integers(2, 5))):
        at, gap = int(rng.uniform(0.15, 0.85) * height), int(rng.integers(3, 16))
        if rng.random() < 0.5:
            ink[at : at + gap] = 0
        else:
            at = int(rng.uniform(0.2, 0.8) * ink.shape[1])
            ink[:, at : at + gap // 2] = 0
    paper = blank(rng, ROWS, COLUMNS)
    return taken(rng, written(paper, ink, (COLUMNS - ink.shape[1]) // 2, (ROWS - height) // 2, str(rng.choice(INKS))))


def _dotted(rng: Rng, hand: Hand) -> bytes:
    """Return dots where the pen would have gone."""
    ink = digit_ink(hand.image, 500)
    pitch = int(rng.integers(14, 30))
    y, x = np.indices(ink.shape)
    dots = np.hypot((y % pitch) - pitch / 2, (x % pitch) - pitch / 2) < pitch * rng.uniform(0.25, 0.4)
    paper = blank(rng, ROWS, COLUMNS)
    return taken(
        rng,
        written(paper, (dots * ink).astype(np.uint8), (COLUMNS - ink.shape[1]) // 2, 150, str(rng.choice(INKS[:4]))),
    )


def _tiny(rng: Rng, hand: Hand) -> bytes:
    """Return 28 x 28 pixels, the strokes broken by missing pixels."""
    small = np.asarray(Image.fromarray(hand.image).resize((28, 28), Image.Resampling.BOX)).copy()
    small[rng.random(small.shape) < rng.uniform(0, 0.25)] = 0
    if rng.random() < 0.5:
        small[int(rng.integers(8, 20))] = 0
    file = io.BytesIO()
    Image.fromarray(255 - small if rng.random() < 0.5 else small).save(file, "PNG")
    return file.getvalue()


def _everything(rng: Rng, hand: Hand) -> bytes:
    """Return lines, a desk, a view from the side, shadow and blur together."""
    paper = ruled(
        blank(rng, ROWS, COLUMNS),
        int(rng.integers(45, 120)),
        grey(int(rng.integers(120, 220))),
        int(rng.integers(1, 4)),
        rng.random() < 0.5,
    )
    table = desk(rng, ROWS, COLUMNS, rng.uniform(20, 110))
    sheet = _on(rng, paper, hand, str(rng.choice(INKS[:4])))
    return taken(rng, shaded(rng, seen(rng, sheet, 12, 8, table)), blur=rng.uniform(0.5, 2))


FIRST: Mapping[str, Callable[[Rng, Hand], bytes]] = {
    "plain": _plain,
    "thick pen": _thick,
    "small digit": _small,
    "pencil": _pencil,
    "cropped to the ink": _cropped,
    "shadow": _shadow,
    "hard shadow": _hard_shadow,
    "seen from the side": _tilted,
    "blurred": _blurred,
    "dark desk": _on_desk((10, 80)),
    "grey desk": _on_desk((90, 150)),
    "wooden desk": _on_desk((60, 140), wood=True),
    "dark edges of a scan": _dark_edges,
    "box of a form": _box,
    "box that the digit touches": _tight_box,
    "lined paper": _lined((150, 215), squared=False),
    "squared paper": _lined((150, 215), squared=True),
    "squared paper, grey 120": _lined((110, 130), squared=True),
    "coloured lines and margin": _coloured,
    "light on dark": _chalk,
    "strokes on nothing": _transparent,
    "broken strokes": _broken,
    "dotted strokes": _dotted,
    "28 x 28, pixels missing": _tiny,
    "all at once": _everything,
}


def _of_hand(photo: Callable[[Rng, Draw], bytes]) -> Callable[[Rng, Hand], bytes]:
    return lambda rng, hand: photo(rng, lambda rng, paper, pen: _on(rng, paper, hand, pen))


KINDS = {**FIRST, **{name: _of_hand(photo) for name, photo in UNUSUAL.items()}}
NUMBERS = {name: number for number, name in enumerate([*sorted(FIRST), *UNUSUAL])}  # later kinds change no earlier one
