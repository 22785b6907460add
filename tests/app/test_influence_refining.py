"""Influence maps that a visitor lets be drawn more exactly: the bar shrinks, and every place shows the better map."""

import re
from itertools import islice

import numpy as np

from mnistnet import load_digits, load_network
from mnistnet.influence import refined, shapley, uncertainty
from pages.ui.holdings import maps as held

from .conftest import told

IMAGE = load_digits().split("test").images[12]
OPENED = {"network": "nielsen", "view": "z2", "digit": "12"}
START, STOP = "refining_start", "refining_stop"


def said(test) -> str:
    return told(test.caption)


def begun(app):
    """Return the page as it is while it goes on, after three draws."""
    return drawn(app("influence.py", **OPENED).button(key=START).click().run(), 2)


def drawn(test, more: int):
    """Let the page draw some more, as it does of itself in a browser, and return it as it is then."""
    for _ in range(more):
        test.session_state["visitor"].refinement.go_on(0)
    return test.run()


def draws(test) -> int:
    return int(re.search(r"the mean of ([\d,]+) draws", said(test))[1])


def test_it_says_how_far_chance_may_put_maps_off(app):
    error = uncertainty(shapley(load_network("nielsen"), IMAGE, views=["z2"]), "z2")
    assert f"chance may put the maps of nielsen off by {100 * error:.2g} %" in said(app("influence.py", **OPENED))


def test_exact_maps_and_other_methods_have_nothing_to_refine(app):
    for choices in ({"network": "nielsen", "view": "z1"}, OPENED | {"method": "one_pixel"}):
        assert not any(button.key == START for button in app("influence.py", **choices).button)


def test_it_goes_on_while_one_looks_until_it_is_stopped(app):
    test = begun(app)
    assert draws(test) == 3 and draws(drawn(test, 4)) == 7
    assert draws(test.button(key=STOP).click().run()) == 7
    assert draws(drawn(test, 1)) == 7, "it goes on though it was stopped"
    test.button(key=START).click().run()
    assert draws(drawn(test, 1)) == 8, "what was drawn is lost"
    assert "the mean of" not in said(test.number_input(key="digit").set_value(13).run())


def test_what_is_shown_and_taken_home_is_the_better_map(app):
    test = begun(app)
    wanted = next(islice(refined(load_network("nielsen"), IMAGE, views=["z2"], tolerance=held.SEEN), 2, None))
    assert f"off by {100 * uncertainty(wanted, 'z2'):.2g} %" in said(test)
    shown, node = test.session_state["visitor"].shown.arrays, test.number_input(key="node").value
    np.testing.assert_allclose(shown["opened_standard_errors"], wanted.standard_error["z2"][node])


def test_it_ends_where_it_is_exact_enough(app, monkeypatch):
    test = begun(app)
    monkeypatch.setattr(held, "EXACT_ENOUGH", 0.5)
    assert draws(drawn(test, 3)) == 4
    assert not any(button.key in (START, STOP) for button in test.button)


def test_a_wide_network_is_drawn_with_less_at_first():
    assert held._effort(load_network("sharp")).items() >= held.AT_ONCE.items()
    assert not held._effort(load_network("scratch")).keys() & held.AT_ONCE.keys()
