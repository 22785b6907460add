"""The app by keys alone; ``python -m tests.walks.keys`` goes through all pages."""

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
