"""In a notebook a network, digits and influence maps are pictures; another reader of PNG finds their very pixels."""

import io
import re
from base64 import b64decode
from html import unescape
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image

from mnistnet import Dense, Digits, Flatten, Network, influence, load_digits, load_network
from mnistnet.influence import InfluenceMaps
from mnistnet.notebook.colours import PAPER, SCALE, ink_colours, rgb
from mnistnet.notebook.png import png_bytes
from mnistnet.notebook.sheet import sheet

HOSTILE = """</code><script>alert("1")</script><img src=x onerror='alert(2)'>&amp;"""
PAPER_RGB, BLUE, ORANGE = rgb(PAPER), rgb(SCALE[0]), rgb(SCALE[-1])


def pictures(html):
    """Return the pixels of every picture, as Pillow reads them."""
    found = re.findall(r'<img src="data:image/png;base64,([A-Za-z0-9+/=]+)"', html)
    return [np.asarray(Image.open(io.BytesIO(b64decode(text)))) for text in found]


class Tags(HTMLParser):
    """Collects the tags and the text of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, tuple(name for name, _ in attributes)))
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def tile(pixels, row, column, size=28):
    """Return one picture of a sheet, without its lines."""
    top, left = row * (size + 1) + 1, column * (size + 1) + 1
    return pixels[top : top + size, left : left + size]


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (29, 291)])
def test_another_reader_finds_the_same_pixels(shape):
    pixels = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    with Image.open(io.BytesIO(png_bytes(pixels))) as image:
        assert (image.mode, image.format) == ("RGB", "PNG")
        np.testing.assert_array_equal(np.asarray(image), pixels)


def test_a_sheet_by_hand():
    ones = np.ones((3, 1, 2, 3), np.uint8) * np.array([1, 2, 3], np.uint8)[:, None, None, None]
    g = 140
    expected = [[g] * 7, [g, 1, 1, g, 2, 2, g], [g] * 7, [g, 3, 3, g, g, g, g], [g] * 7]
    np.testing.assert_array_equal(sheet(ones, across=2)[..., 0], expected)


def test_digits_are_their_pictures_and_labels():
    digits = load_digits().split("test")
    html = digits._repr_html_()
    (pixels,) = pictures(html)
    assert pixels.shape == (2 * 29 + 1, 10 * 29 + 1, 3)
    for i in range(20):
        np.testing.assert_array_equal(tile(pixels, *divmod(i, 10)), ink_colours(digits.images[i]))
    labels = " ".join(map(str, digits.labels[:20]))
    assert f"The labels of the first 20 of 1,000, row by row: {labels}." in Tags(html).text


def test_ink_by_hand():
    np.testing.assert_array_equal(ink_colours(np.array([[0, 255, 51]])), [[PAPER_RGB, (22, 24, 28), (205, 205, 202)]])


def test_no_digits_are_no_picture():
    html = Digits(np.zeros((0, 28, 28), np.uint8), np.zeros(0, np.uint8))._repr_html_()
    assert not pictures(html) and "0 pictures" in Tags(html).text


def test_maps_are_pictures_on_one_scale_about_zero():
    values = np.zeros((2, 2, 2))
    values[0, 0, 0], values[1, 1, 1] = 4, -4
    change = {"a1": np.zeros(2)}
    html = InfluenceMaps("by_hand", {"a1": values}, change, {"a1": None})._repr_html_()
    (pixels,) = pictures(html)
    np.testing.assert_array_equal(tile(pixels, 0, 0, 2), [[ORANGE, PAPER_RGB], [PAPER_RGB, PAPER_RGB]])
    np.testing.assert_array_equal(tile(pixels, 0, 1, 2), [[PAPER_RGB, PAPER_RGB], [PAPER_RGB, BLUE]])
    said = "a1: what each pixel did to all 2 nodes. Blue is below 0, orange above; full colour stands for -4 and +4"
    assert f"{said} in the unit of a1." in Tags(html).text


def test_every_view_has_a_picture_of_its_first_nodes():
    maps = influence.one_pixel(load_network("scratch"), load_digits().split("test").images[0])
    html = maps._repr_html_()
    assert [picture.shape for picture in pictures(html)] == [(30, 291, 3)] * len(maps)
    for view, picture in zip(maps, pictures(html), strict=True):
        shown = maps[view][:10]
        warm = np.stack([tile(picture, 0, i) for i in range(10)]).astype(int) @ [1, 0, -1]
        strong = np.abs(shown) > 0.3 * np.abs(shown).max()
        assert strong.any() and ((warm > rgb(PAPER)[0] - rgb(PAPER)[2]) == (shown > 0))[strong].all()
    assert "nodes 0 to 9 of 50" in Tags(html).text


@pytest.mark.parametrize(("values", "said", "count"), [(0.0, "All of them are 0.", 1), (np.inf, "not finite", 0)])
def test_maps_without_a_scale_say_so(values, said, count):
    maps = InfluenceMaps("m", {"a1": np.full((1, 2, 2), values)}, {"a1": np.zeros(1)}, {"a1": None})
    assert said in Tags(maps._repr_html_()).text
    shown = pictures(maps._repr_html_())
    assert len(shown) == count and all((tile(p, 0, 0, 2) == PAPER_RGB).all() for p in shown)


def test_a_network_is_its_layers_and_its_first_weights():
    weights = np.zeros((4, 12))
    weights[1, 0], weights[2, 9] = 2, -1
    network = Network((Dense(weights, name="hidden"), Dense(np.ones((12, 10)))), image_shape=(2, 2))
    html = network._repr_html_()
    (pixels,) = pictures(html)
    np.testing.assert_array_equal(tile(pixels, 0, 0, 2), [[PAPER_RGB, ORANGE], [PAPER_RGB, PAPER_RGB]])
    np.testing.assert_array_equal(tile(pixels, 0, 9, 2)[1, 0], rgb(SCALE[2]))  # half of the full blue
    text = Tags(html).text
    assert "hidden: Dense(4 -> 12, sigmoid, no biases)" in text and "nodes 0 to 9 of 12" in text
    assert "full colour stands for -2 and +2." in text


def test_a_network_along_the_rows_shows_its_weights_as_a_table():
    network = Network((Dense(np.eye(3)), Flatten(), Dense(np.ones((9, 2)))), image_shape=(3, 3))
    (pixels,) = pictures(network._repr_html_())
    colours = tile(pixels, 0, 0, 3)
    assert (colours[np.eye(3, dtype=bool)] == ORANGE).all() and (colours[~np.eye(3, dtype=bool)] == PAPER_RGB).all()


def hostile_objects():
    """Return a network, digits and maps that carry a hostile text wherever they can carry one."""
    view = np.ones((1, 2, 2))
    yield Network((Dense(np.ones((4, 2)), name=HOSTILE),), name=HOSTILE, book=HOSTILE, image_shape=(2, 2))
    yield Digits(np.ones((1, 2, 2), np.uint8), np.ones(1, np.uint8), HOSTILE, {HOSTILE: np.array([0])})
    yield InfluenceMaps(HOSTILE, {HOSTILE: view}, {HOSTILE: np.zeros(1)}, {HOSTILE: None})


@pytest.mark.parametrize("thing", [*hostile_objects()], ids=lambda thing: type(thing).__name__)
def test_hostile_names_stay_text(thing):
    html = thing._repr_html_()
    read = Tags(html)
    assert not read.open and "alert" in read.text
    assert {tag for tag, _ in read.tags} <= {"div", "code", "img", "ul", "li"}
    assert {a for tag, a in read.tags if tag == "img"} <= {("src", "alt", "width", "height", "style")}
    assert all(not a for tag, a in read.tags if tag != "img")
    assert repr(thing) in unescape(html)


@pytest.mark.parametrize("name", ["scratch", "rows", "sharp"])
def test_a_card_is_small(name):
    assert len(load_network(name)._repr_html_()) < 400_000
