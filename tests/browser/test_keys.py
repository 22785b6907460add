"""The app by keys alone; ``python -m tests.walks.keys`` goes through all pages."""

import pytest

from tests.walks.keys import SIZE, walk

from .conftest import eventually, settle


def test_the_tab_key_comes_to_everything_and_shows_where_it_is(visit, tmp_path):
    page = visit("probabilities", size=(SIZE["width"], SIZE["height"]))
    page.locator(".st-key-wall_chart .js-plotly-plot").wait_for()
    settle(page)
    assert walk(page, tmp_path / "stops.txt") == []


def test_a_button_that_is_made_anew_keeps_the_focus(visit):
    page = visit()
    page.locator(".st-key-rubber button").focus()
    for now in ("Pen", "Rubber"):
        page.keyboard.press("Enter")
        button = page.locator(".st-key-rubber button", has_text=now)
        eventually(page, lambda one=button: one.count() and one.evaluate("one => one.matches(':focus')"), now)


FOCUSED = "() => document.activeElement.closest('[class*=st-key-]')?.className.match(/st-key-(\\w+)/)?.[1] ?? ''"


@pytest.mark.parametrize(
    ("path", "pressed", "then"),
    [
        ("lessons", "begin_pixels", "question"),  # the other page's question
        ("", "begin_here", "lesson_next"),  # in the panel of the lesson, which opens on this page
        ("be_the_network", "sheets_learn", "sheets_bench"),  # the next one, since it waits for the training
        ("trust?figures=true", "measure_more", "stop_measuring"),  # what stands there instead
    ],
)
def test_what_leads_away_or_gives_way_hands_the_focus_on(visit, path, pressed, then):
    page = visit(path)
    button = page.locator(f".st-key-{pressed} button:visible")
    eventually(page, lambda: button.count() == 1 and button.is_enabled(), f"{pressed} is not there", seconds=90)
    settle(page)
    button.focus()
    page.keyboard.press("Enter")
    eventually(page, lambda: page.evaluate(FOCUSED) == then, f"the focus is not at {then}")
    if then == "question":
        assert page.evaluate("document.activeElement.matches('h1')")
    elif then == "stop_measuring":
        page.keyboard.press("Enter")
        eventually(page, lambda: page.evaluate(FOCUSED) == pressed, "the focus does not come back")
