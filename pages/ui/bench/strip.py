"""The bench as a strip under the title of every page: what lies on it at a glance, and behind it what changes it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.bench import bench, board, picking, row
from pages.ui.bench.doors import BOARD, NO_PICTURE, PICTURE, TEST_DIGIT, Door, door_of
from pages.ui.bench.second import ALONE, choose_second, say_what_is_proposed, title_of
from pages.ui.bench.time_machine import choose_epoch
from pages.ui.holdings import digit_sets, results, shelf
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_digit
from pages.ui.state import Picture, keys, mine, set_value, value_of

THUMBNAIL = 40  # pixels; the strip is 48 high


def show(page: str) -> DeltaGenerator:
    """Show the strip with its controls, which lay everything on the bench; return the place of its face.

    The controls are of the frame and not of the page: so they are the same widgets on every page, and what was chosen
    on one stands on the next, in the control and in the address.
    """
    door = door_of(page)
    mine().bench.instead = None
    with st.container(key="bench", horizontal=True, vertical_alignment="center", gap="small"):
        face = st.container(key="bench_face", horizontal=True, vertical_alignment="center", wrap=False, gap="small")
        dice = st.container(key="bench_dice", width="content")
        with st.popover(say("Change"), icon=":material/tune:", type="tertiary", width="content"):
            _choose_all(door)
    if _walks_through_digits(door):
        with dice:
            picking.dice()
    if door.is_about_two:
        with st.container(horizontal=True, vertical_alignment="bottom", key="compare_with"):
            choose_second(bench.network(), say("Compare with"), width=240)
            say_what_is_proposed(bench.network())
    return face


def show_face(place: DeltaGenerator, page: str) -> None:
    """Fill in what now lies on the bench, once the page has run: it may have changed the picture."""
    seen = _looked_at(door_of(page))
    with place:
        if seen is not None:
            show_digit(
                seen.image,
                alt=say("On the bench: {picture}", picture=seen.words),
                size=THUMBNAIL,
                framed=bool(seen.image.min() == 255),
            )
        headline = _headline(seen)
        st.markdown(f"{headline}  \n:small[{_below(seen, headline)}]")


def _choose_all(door: Door) -> None:
    """Show all controls of the bench: the picture first, since it is changed most."""
    picture = st.container()
    _choose_network(door)
    how_well = st.container()
    if not door.is_about_two:
        choose_second(bench.network(), say("Second network"))
    digit_sets.choose()
    bench.follow_set()
    for line in bench.how_well(bench.network()):  # of the digits that were chosen just now
        how_well.caption(line)
    with picture:
        if door.looks_at == PICTURE:
            picking.choose_picture()
        elif door.looks_at == TEST_DIGIT:
            picking.choose_test_digit()


def _choose_network(door: Door) -> None:
    """Show the choice of the first network and of its epoch, and lay it on the bench.

    Whoever comes to draw first finds the network made for that; elsewhere the bench begins with the first book's.
    """
    wanted, mine().bench.next_network = mine().bench.next_network, None
    if choices.is_open(keys.NETWORK) and door.begins_sharp:
        wanted = "sharp"
    if wanted in shelf.names():
        set_value(keys.NETWORK, wanted)
    name = choices.select(
        say("Network"),
        shelf.names(),
        key=keys.NETWORK,
        always=True,
        help=say(
            "A network is a list of layers. Those that come along follow the recipe of a book or course; the ones that "
            "you train join them."
        ),
    )
    mine().bench.network = shelf.network(name, choose_epoch(name, keys.epoch_of(name)))


def _walks_through_digits(door: Door) -> bool:
    shows_digits = door.looks_at == PICTURE and value_of(keys.PICTURE) == bench.TEST
    return shows_digits or door.looks_at == TEST_DIGIT


def _looked_at(door: Door) -> Picture | None:
    """Return the picture that the open page looks at; None where it looks at none."""
    if mine().bench.instead is not None:
        return mine().bench.instead
    if door.looks_at == BOARD:
        return picking.drawing()
    return None if door.looks_at == NO_PICTURE else bench.picture()


def _headline(seen: Picture | None) -> str:
    """Return the answer to the picture; where there is none, the network."""
    if seen is None:
        return f"**{_networks()}**"
    if seen is mine().bench.instead and seen.number is None:
        return f"**{seen.words}**"
    if not seen.image.any():
        return say("**Blank**: {picture}", picture=seen.words)
    answer = read_answer(results.outputs(bench.network(), seen.image))
    is_own_drawing = seen.words == board.words() and not board.is_sample()
    if is_own_drawing and (found := row.row_of(bench.network(), seen.image, answer)):
        if door_of(mine().page or "").looks_at == BOARD:
            return f"**{row.in_words(found)}**"
        return say("**{number} digits, taken for one**: it would answer {best}", number=len(found), best=answer.best)
    if is_own_drawing and not results.is_like_a_digit(seen.image):
        return say("**No digit here**: it would answer {best}", best=answer.best)
    return say("**It answers {best}**, {confidence:share}", best=answer.best, confidence=answer.confidence)


def _below(seen: Picture | None, headline: str) -> str:
    if seen is None:
        return next(iter(bench.how_well(bench.network())), say("a network of your own"))
    if seen.words in headline:
        return _networks()
    return f"{_networks()} · {seen.words}"


def _networks() -> str:
    """Return the network on the bench and, on pages that look at it, the one beside it, each with its epoch."""
    first, second = title_of(bench.network()), None if mine().page in ALONE else bench.beside()
    return first if second is None else say("{first}, beside it {second}", first=first, second=title_of(second))
