"""What stands far down a page is worked out when it comes near the window of a real browser."""

import pytest

from .conftest import DESKTOP, PHONE, eventually, settle

SECOND_MAP = ".st-key-node_map_beside .js-plotly-plot"
COMPARE = "compare?network=scratch&beside=nielsen&digit=3"


def scroll(page, to: int) -> None:
    """Scroll the page."""
    page.evaluate("to => document.querySelector('[data-testid=stMain]').scrollTo(0, to)", to)


def is_drawn(page) -> bool:
    return page.locator(SECOND_MAP).count() == 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_maps_come_with_the_scroll_and_so_do_those_of_another_digit(visit, size):
    page = visit(COMPARE, size=size)
    settle(page)
    assert not is_drawn(page)
    part = page.locator(".st-key-node_maps_part")
    eventually(page, lambda: part.bounding_box()["height"] > 300, "no room is kept free")
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    scroll(page, 99_999)
    eventually(page, lambda: is_drawn(page), "the maps do not come")
    settle(page)
    now = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    assert abs(now - height) < 150, "nothing jumps: the room was kept free"
    scroll(page, 0)
    page.get_by_role("button", name="A random digit").click()
    eventually(page, lambda: "digit=3&" not in f"{page.url}&", "no other digit comes")
    scroll(page, 99_999)
    eventually(page, lambda: is_drawn(page), "the maps of the other digit do not come")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize(
    ("address", "part", "content"),
    [
        ("", "why", ".st-key-ink img"),
        ("?beside=scratch", "why", ".st-key-ink_beside img"),
        (COMPARE, "node_maps", SECOND_MAP),
    ],
)
def test_what_comes_stays_where_it_was_looked_for(visit, size, address, part, content):
    page = visit(address, size=size)
    settle(page)
    place = page.locator(f".st-key-{part}_part")
    eventually(page, lambda: place.bounding_box()["height"] > 200, "no room is kept free")
    assert not page.locator(content).count()
    place.evaluate("place => place.scrollIntoView()")
    page.wait_for_selector(content)
    eventually(page, lambda: page.locator(f".st-key-{part}_near").bounding_box()["height"] < 20, "its room stays")
    assert 0 < place.bounding_box()["y"] < 250, "it begins where the window begins, under the strip"


def test_whoever_takes_the_page_home_takes_what_was_not_seen(visit):
    page = visit(COMPARE)
    settle(page)
    assert not is_drawn(page)
    page.locator(".st-key-take_page_home button").click()
    page.wait_for_selector("[role=dialog] .st-key-home_numbers_node_map_beside")
    eventually(page, lambda: is_drawn(page), "its camera has nothing to take a picture of")
    assert page.locator("[role=dialog]").is_visible()
