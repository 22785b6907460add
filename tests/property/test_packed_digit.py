import base64
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnistnet import load_digits
from mnistnet.drawing import PictureError
from mnistnet.drawing.packed import MOST_LETTERS, pack_board, pack_digit, unpack_board, unpack_digit


@given(hnp.arrays(np.uint8, (28, 28)))
def test_packing_loses_nothing(digit):
    packed = pack_digit(digit)
    assert len(packed) <= MOST_LETTERS and packed.replace("-", "").replace("_", "").isalnum()
    assert np.array_equal(unpack_digit(packed), digit)


@given(hnp.arrays(np.uint8, (70, 70)), st.integers(0, 2**32 - 1))
def test_a_board_comes_back_coarser_and_packs_to_the_same_text(greys, seed):
    noise = np.random.default_rng(seed).integers(0, 256, (280, 280), np.uint8)
    large = greys.repeat(4, axis=0).repeat(4, axis=1)
    ink = np.where(large < 128, noise, large)
    packed = pack_board(ink)
    assert len(packed) <= MOST_LETTERS
    back = unpack_board(packed)
    blocks = ink.reshape(70, 4, 70, 4).mean(axis=(1, 3)).repeat(4, axis=0).repeat(4, axis=1)
    assert back.dtype == np.uint8 and np.abs(back - blocks).max() <= 255 / 6 + 1e-9
    assert pack_board(back) == packed


@given(st.text(max_size=80))
@pytest.mark.parametrize("unpack", [unpack_digit, unpack_board])
def test_any_other_text_is_refused_in_one_way(unpack, text):
    with pytest.raises(PictureError, match="damaged"):
        unpack(text)


def test_a_board_has_four_greys_and_no_other():
    press = zlib.compressobj(9, wbits=-15)
    wrong = base64.urlsafe_b64encode(press.compress(bytes(4899) + b"\4") + press.flush()).decode().rstrip("=")
    with pytest.raises(PictureError, match="damaged"):
        unpack_board(wrong)


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
    for unpack in (unpack_digit, unpack_board):
        with pytest.raises(PictureError):
            unpack(bomb)


@pytest.mark.parametrize("wrong", [np.zeros((28, 27), np.uint8), np.zeros((28, 28))])
def test_only_a_digit_can_be_packed(wrong):
    with pytest.raises(ValueError, match="28 x 28"):
        pack_digit(wrong)
