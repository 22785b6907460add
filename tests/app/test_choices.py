"""A choice is never lost, however quickly a browser goes on: runs are cut off, and what it says comes late or never."""

from contextlib import contextmanager

import numpy as np
import pytest
import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1.element_tree import ElementTree

from mnistnet import load_digits, load_network
from pages.ui.frame import around

from .conftest import told

TEST = load_digits().split("test")


@pytest.fixture
def says(monkeypatch):
    """Return a function that lets the browser say other things of its widgets from now on; at first nothing at all."""

    def say(states=None) -> None:
        monkeypatch.setattr(ElementTree, "get_widget_states", lambda tree: states or WidgetStates())

    return say


def said(test, **values: int) -> WidgetStates:
    """Return what the browser says of the open page: numbers that are named here are other ones, no button is down."""
    states = test._tree.get_widget_states()
    for state in states.widgets:
        for key, value in values.items():
            if state.id.endswith(f"-{key}"):
                state.double_value = value
    return states


@pytest.fixture
def cut_off(monkeypatch):
    """Return a context in which every run is cut off before anything of the bench or the page is shown."""

    @contextmanager
    def cutting():
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(around.strip, "show", lambda page: st.stop())
            yield

    return cutting


def test_a_browser_that_has_not_shown_a_widget_yet_is_told_its_value_again(app, says):
    test = app("")
    assert test.selectbox(key="network").value == "sharp"
    says()  # the first run's widgets have not come, and the page runs again
    for _ in range(2):
        test.run()
        told = test.selectbox(key="network").proto
        assert told.set_value and told.raw_value == "sharp", "the browser would begin with the first option"


def test_what_was_chosen_in_a_run_that_was_cut_off_is_there_when_its_page_is_opened_again(app, cut_off):
    test = app("")
    test.select_slider(key="lines").set_value(10)
    with cut_off():
        test.run()
    test.switch_page("probabilities.py").run()
    test.switch_page("draw.py").run()
    assert test.select_slider(key="lines").value == 10


@pytest.mark.parametrize("typed", [None, 7], ids=["nothing", "another"])
def test_what_a_button_has_chosen_outlives_a_run_that_is_cut_off(app, says, cut_off, typed):
    test = app("probabilities.py")
    later = said(test) if typed is None else said(test, digit=typed)
    with cut_off():
        test.button(key="mistake").click().run()
        assert not [one for one in test.number_input if one.key == "digit"]
    says(later)  # it knows nothing of the button's work, and says what it said before, or what was typed since
    test.run()
    wrong = np.flatnonzero(load_network("scratch").predict(TEST.images).argmax(1) != TEST.labels)
    assert test.number_input(key="digit").value == (wrong[wrong > 0][0] if typed is None else typed)


def test_what_a_browser_says_of_a_widget_that_it_does_not_show_is_nobodys_choice(app, says):
    test = app("probabilities.py", digit="5")
    test.number_input(key="digit").set_value(7).run()
    old = said(test, digit=7)
    test.button(key="mistake").click().run()
    laid = test.number_input(key="digit").value
    assert laid != 7
    new = test._tree.get_widget_states()
    says(old)  # its box lies in a closed popover: it has not heard of the button's work
    for page in ("neurons.py", "probabilities.py"):
        test.switch_page(page).run()
        assert test.number_input(key="digit").value == laid
        assert test.number_input(key="digit").proto.set_value, "whoever opens the popover would see another number"
    says(new)  # the popover is opened: it has heard
    test.run()
    says(old)  # and now 7 is typed again
    test.run()
    assert test.number_input(key="digit").value == 7


def test_a_visitor_who_chooses_again_what_was_chosen_before_is_believed(app, says):
    test = app("probabilities.py", digit="5")
    test.number_input(key="digit").set_value(7).run()
    test.button(key="mistake").click().run()
    says(said(test, digit=7))  # nothing else has happened: not even a button was pressed
    test.run()
    assert test.number_input(key="digit").value == 7


LINK = {"network": "nielsen", "digit": "7"}


def open_again(test) -> None:
    """Let a page run again whose first run was cut off, so that its address stands in the browser as it was."""
    for name, value in LINK.items():
        test.query_params[name] = value
    test.run()


def test_what_an_address_asks_for_is_taken_even_if_the_first_run_is_cut_off(app, cut_off):
    with cut_off():
        test = app("probabilities.py", **LINK)
    open_again(test)
    assert test.selectbox(key="network").value == "nielsen" and test.number_input(key="digit").value == 7


def test_what_was_chosen_since_outlives_the_address_of_a_run_that_was_cut_off(app, monkeypatch):
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(around.strip, "show_face", lambda *_: st.stop())
        test = app("probabilities.py", **LINK, label="none")
    test.number_input(key="digit").set_value(9)
    open_again(test)
    assert "label=none" in told(test.toast), "what it asked for in vain was not said"
    assert test.selectbox(key="network").value == "nielsen" and test.number_input(key="digit").value == 9
