"""The bench: one network, one epoch of it and one picture, at which every page looks through another instrument."""

import streamlit as st

from mnistnet import Network
from mnistnet.words import mark, say
from pages.ui.bench import accuracy
from pages.ui.bench.second import second_network, title_of
from pages.ui.holdings import digit_sets, results, shelf
from pages.ui.state import Picture, keys, mine, set_value, value_of

TEST, DRAWING, MEAN, WHITE = "test", "drawing", "mean", "white"
KINDS = {
    TEST: mark("Test digit"),
    DRAWING: mark("Drawing"),
    MEAN: mark("Mean digit"),
    WHITE: mark("White"),
}


def follow_set() -> None:
    """Where other digits were laid on the bench, forget the picture that came from the ones before."""
    if mine().bench.digits not in ("", digit_sets.digest()) and picture().label is not None:
        mine().bench.picture = None
    mine().bench.digits = digit_sets.digest()


def network() -> Network:
    """Return the network on the bench, at the epoch on the bench."""
    found = mine().bench.network
    assert found is not None, "the strip lays a network on the bench before any page runs"
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

    Where that is not known the control has its own weights, shuffled within each layer; the strip says so.
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
    return mine().bench.picture or test_digit(0)


def show_instead(picture: Picture) -> None:
    """Note that the open page looks at another picture than the one on the bench, which the strip then shows."""
    mine().bench.instead = picture


def lay_digit(number: int) -> None:
    """Lay a test digit on the bench, from a callback."""
    set_value(keys.DIGIT, number)
    set_value(keys.PICTURE, TEST)


def how_well(net: Network) -> list[str]:
    """Return how well a network reads digits, in a few short lines."""
    return accuracy.lines(net)


def test_digit(number: int) -> Picture:
    """Return a digit of the test split as a picture for the bench."""
    digits = results.test_digits()
    label = int(digits.labels[number])
    return Picture(
        digits.images[number], say("test digit {number}, a {label}", number=number, label=label), label, number
    )
