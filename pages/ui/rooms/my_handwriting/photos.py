"""Photos of digits: brought or taken, what was found in each, and what was taken for ink, to be corrected by hand."""

from dataclasses import replace
from typing import Literal, cast

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import load_network
from mnistnet.drawing import PictureError
from mnistnet.drawing.doubts import doubted_note, doubts_of, notes_of, struck_note
from mnistnet.drawing.found_ink import Wish
from mnistnet.drawing.photo import Photo, look_at_photo
from mnistnet.words import mark, plural, say
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_grey
from pages.ui.kit.text import paragraph
from pages.ui.kit.upload import Box
from pages.ui.rooms.my_handwriting.turning import ask_for_turn, offer_turn, turns
from pages.ui.state import value_of

PHOTO_KINDS = ("png", "jpg", "jpeg", "gif", "bmp", "webp", "pgm", "ppm", "pbm", "tif", "tiff", "heic", "heif")
PHOTO_BOX = Box("hand_photos", PHOTO_KINDS, most=40)
INKS = {"found": mark("As found"), "dark": mark("Darker"), "light": mark("Lighter")}
WIDE = 240  # pixels of each of the two pictures side by side
Images = NDArray[np.uint8]
Ink = Literal["dark", "light"] | None


def ask_for_photos() -> Images | None:
    """Show the upload and the camera; return all digits found, shape (n, 28, 28), None where there are none."""
    PHOTO_BOX.ask(
        say("Photos or scans of digits, several on one sheet if you like"),
        say("Dark on light or light on dark. Leave room between the digits. The pictures are read and not kept."),
    )
    pictures = [content for _, content in PHOTO_BOX.read(lambda files: files) or ()]
    if choices.toggle(say("Use the camera of this device"), key="hand_camera"):
        taken = st.camera_input(say("Hold the sheet so that it fills the picture"), key=f"{PHOTO_BOX.widget}_camera")
        pictures += [taken.getvalue()] if taken else []
    digits = [digit for place, picture in enumerate(pictures, 1) for digit in _digits_of(place, picture)]
    return np.stack(digits) if digits else None


def _digits_of(place: int, picture: bytes) -> list[Images]:
    """Return the digits of one picture; say why it holds none, and show what was taken for ink."""
    try:
        photo = _as_wished(place, picture)
    except PictureError as reason:
        st.error(say("Picture {place}: {reason}", place=place, reason=reason), icon=":material/error:")
        return []
    if photo.left_out and _wants_all(place, photo.left_out):
        photo = _as_wished(place, picture, leaves_out=False)
    offer_turn(place, photo.turns, _key(place, "turns"))
    digits = [reading.digit for reading in photo.readings if reading.digit is not None]
    if not digits:
        st.warning(
            say("Picture {place}: no ink stands out from the paper. Try a darker pen or more light.", place=place)
        )
    doubts = doubts_of(photo.found) + ([struck_note(photo.struck)] if photo.struck else [])
    doubts += [doubted_note(photo.doubted)] if photo.doubted else []
    if doubts:
        st.warning(say("Picture {place}, not sure: {doubts}", place=place, doubts=paragraph(*doubts)))
    label = say("Picture {place}: what was taken for ink, and how to correct it", place=place)
    with st.expander(label, expanded=bool(doubts) or not digits):
        _show(place, picture, photo)
    return digits


def _wants_all(place: int, left_out: int) -> bool:
    """Say how many marks of a picture look like no digits, and return whether they are to be read, too."""
    words = plural(
        "Picture {place}: {n} mark looks like no digit.",
        "Picture {place}: {n} marks look like no digits.",
        left_out,
        place=place,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words, width="content")
        return choices.toggle(say("Read all marks"), key=_key(place, "all"))


def _show(place: int, picture: bytes, photo: Photo) -> None:
    """Show the picture beside its ink, and the controls that correct what was taken for ink."""
    with st.container(horizontal=True):
        show_grey(photo.found.light, say("The picture"), WIDE)
        show_grey(1 - photo.found.ink, say("What was taken for ink, in black"), WIDE)
    notes = notes_of(photo.found)
    if notes:
        st.caption(paragraph(*notes))
    ask_for_turn(_key(place, "turns"))
    st.segmented_control(
        say("Ink is, beside the paper"),
        INKS,
        format_func=lambda name: say(INKS[name]),
        default="found",
        required=True,
        key=_key(place, "ink"),
    )
    st.slider(say("Of the width, in %"), 0, 100, (0, 100), key=_key(place, "across"))
    st.slider(say("Of the height, in %"), 0, 100, (0, 100), key=_key(place, "down"))
    wish = _wish(place)
    found = round(100 * _look(picture, wish, True).found.threshold)
    st.slider(
        say("Ink takes at least so much of the light, in %"),
        1,
        99,
        min(max(found, 1), 99),
        key=_threshold_key(place, wish),
        help=say("Lower it where strokes are broken, raise it where the paper is taken for ink."),
    )


def _as_wished(place: int, picture: bytes, leaves_out: bool = True) -> Photo:
    """Return what is found in a picture with the controls as they stand."""
    wish = _wish(place)
    photo = _look(picture, wish, leaves_out)
    threshold = value_of(_threshold_key(place, wish), None)
    if threshold is None or threshold == round(100 * photo.found.threshold):
        return photo
    return _look(picture, replace(wish, threshold=threshold / 100), leaves_out)


def _wish(place: int) -> Wish:
    """Return which ink and which part of the picture a visitor has asked for, and how it is turned."""
    ink = value_of(_key(place, "ink"), "found") or "found"
    left, right = value_of(_key(place, "across"), (0, 100))
    top, bottom = value_of(_key(place, "down"), (0, 100))
    crop = (top / 100, left / 100, bottom / 100, right / 100)
    return Wish(None if ink == "found" else cast(Ink, ink), None, crop, turns(_key(place, "turns")))


def _key(place: int, what: str) -> str:
    return f"{PHOTO_BOX.widget}_{place}_{what}"


def _threshold_key(place: int, wish: Wish) -> str:
    """Return a key of its own for each ink, part and turn: a threshold holds for what it was chosen for."""
    return _key(place, f"{wish.ink}_{wish.crop}_{wish.turns}")


@kept(max_entries=16, ttl="10m", doing=mark("Looking for digits …"))
def _look(picture: bytes, wish: Wish, leaves_out: bool) -> Photo:
    return look_at_photo(picture, wish, reader=load_network("sharp") if leaves_out else None)
