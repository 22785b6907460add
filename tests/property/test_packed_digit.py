import base64
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnistnet import load_digits
from mnistnet.drawing import PictureError
from mnistnet.drawing.packed import MOST_LETTERS, pack_digit, unpack_digit


@given(hnp.arrays(np.uint8, (28, 28)))
def test_packing_loses_nothing(digit):
    packed = pack_digit(digit)
    assert len(packed) <= MOST_LETTERS and packed.replace("-", "").replace("_", "").isalnum()
    assert np.array_equal(unpack_digit(packed), digit)


@given(st.text(max_size=80))
def test_any_other_text_is_refused_in_one_way(text):
    with pytest.raises(PictureError, match="damaged"):
        unpack_digit(text)


def test_every_real_digit_fits_easily_into_a_link():
    assert max(len(pack_digit(digit)) for digit in load_digits().split("test").images) < 600


@pytest.mark.parametrize(
    "change", [lambda t: t[:-4], lambda t: t + "AAAA", lambda t: "A" * 3000, lambda t: t[:40] + "%" + t[41:]]
)
def test_a_changed_link_is_damaged(change):
    with pytest.raises(PictureError):
        unpack_digit(change(pack_digit(load_digits().images[0])))


def test_a_bomb_is_not_unpacked():
    press = zlib.compressobj(9, wbits=-15)
    bomb = base64.urlsafe_b64encode(press.compress(bytes(500_000)) + press.flush()).decode().rstrip("=")
    assert len(bomb) < MOST_LETTERS
    with pytest.raises(PictureError):
        unpack_digit(bomb)


@pytest.mark.parametrize("wrong", [np.zeros((28, 27), np.uint8), np.zeros((28, 28))])
def test_only_a_digit_can_be_packed(wrong):
    with pytest.raises(ValueError, match="28 x 28"):
        pack_digit(wrong)
