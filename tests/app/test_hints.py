"""Every hint stands on the page Training in its words, with one button that mends it or what else can be done."""

import pytest
from streamlit.testing.v1 import AppTest

from mnistnet.training.hints import hints
from pages.ui.rooms.training import advice
from tests.unit.test_hints import CASES, SETTINGS, rows

from .conftest import told


def told_of_a_run(settings, reports):
    """Show what the page says of a run with these settings and reports; it runs as a page of its own."""
    from types import SimpleNamespace

    from pages.ui.rooms.training import advice

    run = SimpleNamespace(spec=SimpleNamespace(data="mnist"))
    advice.show(run, SimpleNamespace(settings=settings, is_active=False), reports)


@pytest.mark.parametrize("key", CASES)
def test_a_hint_is_told_with_one_click_that_mends_it(key, monkeypatch):
    begun = []
    monkeypatch.setattr(advice, "start", lambda settings, data: begun.append((settings, data)))
    settings, reports = CASES[key]
    (hint,) = hints(settings, reports)
    test = AppTest.from_function(told_of_a_run, args=(settings, reports)).run()
    assert hint.words in told(test.markdown) and not test.exception
    buttons = [one for one in test.button if one.key == "mend_0"]
    assert len(buttons) == bool(hint.change)
    if hint.change:
        assert hint.fix in buttons[0].label
        buttons[0].click().run()
        assert begun == [(settings.replace(**hint.change), "mnist")]
    else:
        assert hint.fix in told(test.caption)


def test_a_good_run_is_told_nothing():
    test = AppTest.from_function(told_of_a_run, args=(SETTINGS, rows([2.3, 0.4, 0.2, 0.15, 0.13, 0.12]))).run()
    assert not test.markdown and not test.button and not test.exception
