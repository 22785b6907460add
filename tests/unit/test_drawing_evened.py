"""Strokes in a shade, under a lamp, or in chalk: as dark as where they are darkest, and taken for what they are."""

from itertools import islice

import numpy as np
import pytest
from PIL import Image, ImageDraw

from benchmarks.photos import Hand, made
from mnistnet import load_digits, load_network
from mnistnet.drawing.evened import evened
from mnistnet.drawing.panels import find_panels
from mnistnet.drawing.photo import look_at_photo
from mnistnet.strokes import stroke_digits

TEST = load_digits().split("test")
SHARP = load_network("sharp")


def fading(ink, least):
    """Return ink that pales from the top to the foot, the rows and columns of a large digit."""
    return ink * np.linspace(1, least, len(ink), dtype=np.float32)[:, None]


@pytest.mark.parametrize("place", range(10))
def test_a_stroke_that_pales_on_its_way_is_as_dark_as_where_it_is_darkest(place):
    small = Image.fromarray(TEST.images[place]).resize((280, 280), Image.Resampling.BICUBIC)
    ink = np.asarray(small, np.float32) / 255
    faded = fading(ink, 0.6)
    even, whole = evened(faded), ink > 0.95
    assert even[whole].min() > 0.75 > 0.7 > faded[whole].min()
    assert np.abs(even - ink).mean() < 0.6 * np.abs(faded - ink).mean()
    assert not even[ink == 0].any() and np.abs(evened(ink) - ink).mean() < 0.02


def test_a_shade_beside_a_stroke_stays_as_pale_as_it_is():
    ink = np.zeros((100, 100), np.float32)
    ink[10:90, 20:30], ink[10:90, 60:90] = 1, 0.4
    even = evened(ink)
    assert np.array_equal(even[20:80, 65:85], ink[20:80, 65:85]) and even[50, 25] == 1
    assert not evened(np.zeros((5, 5), np.float32)).any()


@pytest.mark.parametrize(
    ("kind", "place", "seed"),
    [
        ("light on dark", 37, 500_075),  # thin chalk beside the edge of a shade
        ("light on dark", 60, 500_121),  # a thick ring of chalk, as dark within as around
        ("light on dark", 70, 500_141),
        ("flash", 34, 500_069),  # a pencil in a glow
    ],
)
def test_chalk_is_light_ink_and_a_glow_is_none(kind, place, seed):
    drawn = next(islice(stroke_digits(90_341, 200, "held-back"), place, None))
    photo = look_at_photo(made(kind, Hand(drawn.canvas[..., 0], drawn.label), seed), reader=SHARP)
    assert photo.found.dark == (kind == "flash") and not photo.found.on_desk
    assert [int(SHARP.predict(reading.digit).argmax()) for reading in photo.readings] == [drawn.label]


@pytest.mark.parametrize("bite", [False, True])
def test_what_has_a_dent_in_its_outline_is_no_panel(bite):
    image = Image.new("L", (400, 400), 230)
    pen = ImageDraw.Draw(image)
    pen.ellipse((80, 80, 320, 320), fill=40)
    pen.line((200, 140, 200, 260), fill=230, width=16)
    if bite:
        pen.polygon([(320, 130), (230, 200), (320, 270)], fill=230)
    assert len(find_panels(np.asarray(image, np.float32) / 255)) == (not bite)
