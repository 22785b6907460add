"""Photos that lie on their side or upside down: seen by their digits, and read as if they lay straight once turned."""

import io

import numpy as np
import pytest
from PIL import Image

from mnistnet import load_digits, load_network
from mnistnet.drawing.found_ink import Wish
from mnistnet.drawing.photo import Photo, look_at_photo
from mnistnet.drawing.picture_file import pixels_of_file
from mnistnet.drawing.turned import quarter_turns

TEST = load_digits().split("test")
SHARP = load_network("sharp")


def sheet(places: range, quarters: int) -> bytes:
    """Return a picture of dark test digits in one line on white paper, turned to the right by quarters."""
    line = np.concatenate([np.pad(TEST.images[i], 8) for i in places], axis=1)
    file = io.BytesIO()
    Image.fromarray(np.rot90(255 - np.kron(line, np.ones((3, 3), np.uint8)), -quarters)).save(file, "PNG")
    return file.getvalue()


def answers(photo: Photo) -> list[int]:
    return [int(SHARP.predict(reading.digit).argmax()) for reading in photo.readings]


@pytest.mark.parametrize("start", [0, 40, 80])
@pytest.mark.parametrize("quarters", range(4))
def test_how_a_sheet_lies_is_seen_by_its_digits(start, quarters):
    places = range(start, start + 6)
    photo = look_at_photo(sheet(places, quarters), reader=SHARP)
    assert photo.turns == quarters
    turned = look_at_photo(sheet(places, quarters), Wish(turns=quarters), reader=SHARP)
    assert turned.turns == 0 and answers(turned) == TEST.labels[start : start + 6].tolist()


def test_hardly_any_digit_that_lies_straight_is_taken_for_turned():
    turned = [quarter_turns([digit], SHARP) for digit in TEST.images]
    assert np.count_nonzero(turned) <= 0.01 * len(TEST)
    assert quarter_turns(list(TEST.images[:6]), SHARP) == 0 and quarter_turns([], SHARP) == 0


def test_who_has_not_learned_to_doubt_is_not_asked():
    assert look_at_photo(sheet(range(6), 2)).turns == 0


def test_a_part_is_cut_out_of_the_picture_as_it_was_turned():
    upper = Wish(crop=(0.0, 0.0, 1 / 3, 1.0), turns=1)  # of six digits in a column, read upwards before it was turned
    straight = look_at_photo(sheet(range(6), 0), Wish(crop=upper.crop)).found
    assert np.array_equal(look_at_photo(sheet(range(6), 1), upper).found.light, straight.light)


def test_all_that_a_picture_shows_is_turned():
    file = io.BytesIO()
    pixels = np.random.default_rng(1).integers(0, 256, (5, 8, 4)).astype(np.uint8)
    Image.fromarray(pixels).save(file, "PNG")
    shown = pixels_of_file(file.getvalue())
    turned = shown.turned(1)
    for name in ("light", "brightest", "darkest", "cover"):
        assert np.array_equal(getattr(turned, name)[0], getattr(shown, name)[:, -1]), name  # the last column is on top
    assert shown.turned(4) is shown
