"""Pictures that cost far more than they weigh are refused before they are decoded."""

import pytest
from PIL import Image

from mnistnet.drawing import PictureError, read_photo
from mnistnet.drawing.canvas_message import canvas_pixels, checked_message, newest_that_fit
from mnistnet.limits import bounds
from tests.fuzz.guard import resident_memory, seconds
from tests.hostile.pictures import (
    broken_pictures,
    broken_strokes,
    canvas_png,
    jpeg_of_many_scans,
    png_bomb,
    strokes,
)


@pytest.mark.parametrize("name", broken_strokes())
def test_strokes_that_no_pen_draws_are_a_sentence(name):
    with pytest.raises(PictureError, match="ignored"):
        checked_message(broken_strokes()[name], canvas_png)


@pytest.mark.parametrize("name", broken_pictures())
def test_a_picture_that_no_board_sends_is_a_sentence(name):
    content = broken_pictures()[name]
    with pytest.raises(PictureError, match="ignored"):
        checked_message(strokes(), lambda: content)


def test_what_a_component_stumbles_over_is_a_sentence():
    def unpack():
        _, encoded = ["data:text"]
        return encoded

    with pytest.raises(PictureError, match="ignored"):
        checked_message(strokes(), unpack)


def test_an_honest_drawing_passes_as_it_is():
    png = canvas_png(1200, 1200)
    assert checked_message(strokes(), lambda: png) == (strokes(), png)
    assert checked_message(None, lambda: None) == ({"objects": []}, None)
    assert canvas_pixels(png).shape == (1200, 1200, 4)


def test_a_bomb_on_the_board_takes_no_memory():
    bomb = png_bomb(14_000, 12_000)
    assert len(bomb) < bounds.CANVAS_PICTURE.most
    grown = resident_memory(canvas_pixels, bomb, PictureError)
    assert grown is None or grown < 20e6


def test_the_board_remembers_so_many_bytes():
    assert newest_that_fit([5, 5, 5], most=10) == 2
    assert newest_that_fit([5, 5, 50], most=10) == 1  # the newest stays, whatever its size
    assert newest_that_fit([], most=10) == 0
    assert newest_that_fit([1] * 9, most=10) == 9


def test_a_jpeg_of_many_scans_is_refused_at_once():
    content = jpeg_of_many_scans(bounds.SCANS.most)
    answer, spent = seconds(read_photo, content, PictureError)
    assert "scans" in str(answer) and spent < 0.5


def test_honest_progressive_jpegs_are_read(tmp_path):
    path = tmp_path / "photo.jpg"
    Image.effect_noise((900, 600), 60).save(path, progressive=True, quality=95)
    read_photo(path)
    assert isinstance(read_photo(jpeg_of_many_scans(1, (300, 300))), list)
