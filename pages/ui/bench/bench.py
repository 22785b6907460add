"""The bench: one network, one epoch of it and one picture, at which every page looks through another instrument."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mnistnet import Network
from mnistnet.words import mark, say
from pages.ui.bench import board
from pages.ui.bench.second import choose_second, say_what_is_proposed, second_network, title_of
from pages.ui.bench.time_machine import choose_epoch
from pages.ui.holdings import digit_sets, results, shelf
from pages.ui.holdings.training_data import has_learned_the_test_digits
from pages.ui.kit import address, choices
from pages.ui.kit.pictures import show_digit
from pages.ui.kit.viewport import is_phone
from pages.ui.state import Picture, keys, mine, set_value, value_of

LABEL = "label"

TEST, DRAWING, MEAN, WHITE = "test", "drawing", "mean", "white"
KINDS = {
    TEST: mark("Test digit"),
    DRAWING: mark("Drawing"),
    MEAN: mark("Mean digit"),
    WHITE: mark("White"),
}
ANY = "any"
LABELS: dict[str | int, str] = {ANY: mark("any")} | {digit: str(digit) for digit in range(10)}
# Pages that look at any picture on the bench, and pages that look at test digits alone.
WITH_PICTURE = ("influence", "neurons", "layers", "map", "robustness", "trust", "compare")
WITH_TEST_DIGIT = ("probabilities",)
# Pages about two networks: there the choice of the second stands above the picture, not in the side panel.
WITH_BOTH = ("compare",)
FOR_DRAWING = ("", "draw", "my_handwriting")


def side_panel(page: str) -> DeltaGenerator:
    """Show the controls of the bench in the side panel and return the place of its card.

    Whoever comes to draw first finds the network made for that; elsewhere the bench begins with the first book's.
    """
    wanted, mine().bench.next_network = mine().bench.next_network, None
    if choices.is_open(keys.NETWORK) and page in FOR_DRAWING:
        wanted = "sharp"
    if wanted in shelf.names():
        set_value(keys.NETWORK, wanted)
    with st.sidebar:
        card = st.container(key="bench_card", border=True)
        name = choices.select(
            say("Network"),
            shelf.names(),
            key=keys.NETWORK,
            always=True,
            help=say(
                "A network is a list of layers. Those that come along follow the recipe of a book or course; the "
                "ones that you train join them."
            ),
        )
        net = mine().bench.network = shelf.network(name, choose_epoch(name, keys.epoch_of(name)))
        if page not in WITH_BOTH:
            with st.expander(say("Compare with"), key="compare_with", icon=":material/compare:"):
                choose_second(net, say("Second network"))
        digit_sets.choose()
    _follow_set()
    return card


def _follow_set() -> None:
    """Where other digits were laid on the bench, forget the picture that came from the ones before."""
    if mine().bench.digits not in ("", digit_sets.digest()) and picture().label is not None:
        mine().bench.picture = None
    mine().bench.digits = digit_sets.digest()


def network() -> Network:
    """Return the network on the bench, at the epoch on the bench."""
    found = mine().bench.network
    assert found is not None, "the side panel lays a network on the bench before any page runs"
    return found


def beside() -> Network | None:
    """Return the second network at its epoch; None where none is chosen, or the very same weights."""
    return second_network()


def sides() -> tuple[Network, ...]:
    """Return the network on the bench and, where there is one, the second beside it."""
    second = beside()
    return (network(),) if second is None else (network(), second)


def called(one: Network) -> str:
    """Return what to call a network: its name, and its epoch where both on the bench have the same name."""
    return one.name if len({network.name for network in sides()}) == len(sides()) else title_of(one)


def untrained_network(of: Network | None = None) -> Network:
    """Return the network on the bench as it was before its training: the control of whatever the trained one shows.

    Where that is not known the control has its own weights, shuffled within each layer; the side panel says so.
    With `of` the second network it is that one's control.
    """
    name = _name_on_shelf(of)
    return shelf.network(name, 0) if shelf.has_past(name) else results.shuffled(network() if of is None else of)


def control_is(of: Network | None = None) -> str:
    """Return what `untrained_network` gives: a network that is "untrained", or one with "shuffled" weights."""
    return "untrained" if shelf.has_past(_name_on_shelf(of)) else "shuffled"


def latest_network(of: Network | None = None) -> Network:
    """Return the network on the bench, or `of` the second, at its latest epoch; its history is whole."""
    return shelf.network(_name_on_shelf(of))


def _name_on_shelf(one: Network | None) -> str:
    return value_of(keys.SECOND if one is not None and one is beside() else keys.NETWORK)


def all_networks() -> dict[str, Network]:
    """Return all networks of the shelf by name, those on the bench at their epochs."""
    chosen, second = value_of(keys.NETWORK), beside()
    found = {name: network() if name == chosen else shelf.network(name) for name in shelf.names()}
    if second is None or second.digest in {one.digest for one in found.values()}:
        return found
    return found | {title_of(second): second}


def put_on_bench(name: str) -> None:
    """Put another network on the bench, from the next run of the page on."""
    mine().bench.next_network = name


def training_button() -> None:
    """Show a button that changes between the untrained and the trained network, where both are known."""
    trained, name = bool(network().epoch), value_of(keys.NETWORK)
    if not shelf.has_past(name):
        return

    def change() -> None:
        set_value(keys.epoch_of(name), 0 if trained else shelf.last_epoch(name))

    label = say("Show it untrained") if trained else say("Back to the trained network")
    st.button(label, key="training", on_click=change)


def picture() -> Picture:
    """Return the picture on the bench."""
    return mine().bench.picture or _test_digit(0)


def lay_digit(number: int) -> None:
    """Lay a test digit on the bench, from a callback."""
    set_value(keys.DIGIT, number)
    set_value(keys.PICTURE, TEST)


def show_controls(page: str) -> None:
    """Show the controls that a page needs to change the picture on the bench.

    The frame calls this and not the page: a widget of the frame is the same widget on every page, so what was chosen on
    one page stands on the next, in the control and in the address.
    """
    if page in WITH_BOTH:
        with st.container(horizontal=True, vertical_alignment="bottom", key="compare_with"):
            choose_second(network(), say("Compare with"), width=240)
            say_what_is_proposed(network())
    if page in WITH_PICTURE:
        _choose_picture()
    elif page in WITH_TEST_DIGIT:
        _choose_test_digit()


def _choose_picture() -> Picture:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = choices.segmented(say("Picture"), KINDS, key=keys.PICTURE, default=TEST)
        if kind == TEST:
            return _choose_test_digit()
        if kind == MEAN:
            digit = choices.segmented(say("Of which digit"), range(10), key="mean", default=0)
            chosen = Picture(
                results.mean_digits(results.split("train"))[digit],
                say("mean of all training {digit}s", digit=digit),
                digit,
            )
        elif kind == WHITE:
            chosen = Picture(np.full((28, 28), 255, np.uint8), say("all ink: the white image, every pixel full"))
        else:
            drawn = board.drawn_digit()
            chosen = Picture(np.zeros((28, 28), np.uint8) if drawn is None else drawn, board.words())
            st.page_link(
                "draw.py",
                label=say("Draw") if drawn is not None else say("Nothing drawn yet: draw"),
                icon=":material/draw:",
            )
    mine().bench.picture = chosen
    return chosen


def _choose_test_digit() -> Picture:
    """Show the controls that walk through the test split, put the digit on the bench and return it."""
    last = len(results.test_digits()) - 1
    _go_to_label()
    with st.container(horizontal=True, vertical_alignment="bottom", key="test_digit"):
        number = choices.number(say("Number"), 0, last, key=keys.DIGIT, width=135)
        choices.select(
            say("Label"),
            LABELS,
            key=LABEL,
            holds=lambda label: label in (ANY, results.test_digits().labels[number]),
            on_change=_next,
            args=("label",),
            width=90,
            help=say("Goes to the first digit with this label, and keeps to it until a number leads to another."),
        )
        st.button(
            "", key="random", icon=":material/casino:", on_click=_next, args=("random",), help=say("A random digit")
        )
        label = "✗" if is_phone() else say("Next ✗")  # so that all four fit into one line
        st.button(
            label, key="mistake", on_click=_next, args=("mistake",), help=say("The next digit that it reads wrong")
        )
    mine().bench.picture = chosen = _test_digit(number)
    return chosen


def _go_to_label() -> None:
    """Where an address names a label and no number, go to the first digit that has it."""
    asked = address.asked(LABEL)
    if asked is not None and address.asked(keys.DIGIT) is None:
        fitting = np.flatnonzero(results.test_digits().labels.astype(str) == asked)
        if len(fitting) and fitting[0]:
            set_value(keys.DIGIT, int(fitting[0]))


def show_card(card: DeltaGenerator) -> None:
    """Fill the card with what now lies on the bench."""
    seen, second = picture(), beside()
    lines = [*_how_well(network()), seen.words]
    if second is not None:
        lines.append(say("beside it: **{network}**", network=title_of(second)))
    with card, st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        show_digit(
            seen.image,
            alt=say("On the bench: {picture}", picture=seen.words),
            size=56,
            framed=bool(seen.image.min() == 255),
        )
        st.markdown("  \n".join((f"**{network().name}**", *(f":small[{line}]" for line in lines))))


def _how_well(net: Network) -> list[str]:
    """Return how well a network reads digits, in a few short lines."""
    if digit_sets.on_bench() is not None:
        accuracy = results.exam(net, results.test_digits()).accuracy
        return [say("reads {accuracy:share} of your test digits", accuracy=accuracy)]
    if digit_sets.is_official():
        accuracy = results.exam(net, results.test_digits()).accuracy
        return [say("reads {accuracy:share} of MNIST's 10,000 test digits", accuracy=accuracy)]
    history = net.training.history
    unseen = net.test_accuracy or (history[-1].get("validation_accuracy") if history else None)
    lines = [] if unseen is None else [say("reads {accuracy:share} of unseen digits", accuracy=unseen)]
    if has_learned_the_test_digits(net):
        lines.append(say("it has learned from the digits shown here"))
    return lines


def _test_digit(number: int) -> Picture:
    digits = results.test_digits()
    label = int(digits.labels[number])
    return Picture(
        digits.images[number], say("test digit {number}, a {label}", number=number, label=label), label, number
    )


def _next(way: str) -> None:
    """Move to the next digit in a way: "random", "mistake" or "label" (the first of a label just chosen)."""
    digits, label = results.test_digits(), value_of(LABEL)
    labels = digits.labels
    fitting = np.ones(len(labels), bool) if label == ANY else labels == label
    if way == "mistake":
        fitting &= ~results.exam(network(), digits).right
    numbers = np.flatnonzero(fitting)
    if not len(numbers):
        no_mistake = say("The network makes no such mistake in these {count:,} digits.", count=len(labels))
        no_label = say("There is no {label} among these {count:,} digits.", label=label, count=len(labels))
        st.toast(no_mistake if way == "mistake" else no_label)
        return
    here = value_of(keys.DIGIT)
    later = numbers[numbers > here] if way == "mistake" else numbers[numbers >= here]
    chosen = np.random.default_rng().choice(numbers) if way == "random" else (later[0] if len(later) else numbers[0])
    set_value(keys.DIGIT, int(chosen))
