"""Pictures that cost far more than they weigh are refused before they are decoded."""

import time
from contextlib import suppress

import pytest
from PIL import Image

from mnistnet.drawing import PictureError, read_photo
from mnistnet.limits import bounds
from mnistnet.strokes.marks import Line, read_mark
from tests.fuzz.guard import seconds
from tests.hostile.pictures import broken_marks, jpeg_of_many_scans


@pytest.mark.parametrize("name", broken_marks())
def test_marks_that_no_pen_makes_are_no_marks(name):
    message = broken_marks()[name]
    with pytest.raises(ValueError):
        read_mark(message)
    began = time.process_time()
    with suppress(ValueError):
        read_mark(message)
    assert time.process_time() - began < 0.5


def test_as_much_as_a_board_takes_is_drawn():
    points = [[5 * (n % 50), n % 280] for n in range(bounds.STROKE_POINTS.most)]
    assert isinstance(read_mark({"points": points, "width": 40}), Line)


def test_a_jpeg_of_many_scans_is_refused_at_once():
    content = jpeg_of_many_scans(bounds.SCANS.most)
    answer, spent = seconds(read_photo, content, PictureError)
    assert "scans" in str(answer) and spent < 0.5


def test_honest_progressive_jpegs_are_read(tmp_path):
    path = tmp_path / "photo.jpg"
    Image.effect_noise((900, 600), 60).save(path, progressive=True, quality=95)
    read_photo(path)
    assert isinstance(read_photo(jpeg_of_many_scans(1, (300, 300))), list)
