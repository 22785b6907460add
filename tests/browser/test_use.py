"""The app in use: strokes with mouse and finger, clicks on mosaics, links, going back."""

import re

import pytest
from playwright.sync_api import TimeoutError as TooLate

from mnistnet import load_digits

from .conftest import PHONE, eventually, go_to, settle

ANSWER = '[data-testid="stHeading"]:has-text("It answers")'
CANVAS = "canvas.upper-canvas"
MAIN = "document.querySelector('[data-testid=stMain]')"


def answer(page) -> str:
    return page.inner_text(ANSWER)


def board(page) -> tuple[float, float]:
    box = page.wait_for_selector(CANVAS).bounding_box()
    return box["x"], box["y"]


def board_width(page) -> float:
    """Return how wide the board is; 0 while it is being made anew."""
    canvas = page.query_selector(CANVAS)
    box = canvas.bounding_box() if canvas else None
    return box["width"] if box else 0


def is_on_board(page, x: float, y: float) -> bool:
    """Return whether a place of the board lies where it is said to be: until a page is laid out things move."""
    left, top = board(page)
    under = """([x, y]) => {
      let at = document.elementFromPoint(x, y);
      while (at?.shadowRoot?.elementFromPoint(x, y)) at = at.shadowRoot.elementFromPoint(x, y);
      return at?.matches('canvas.upper-canvas') ?? false;
    }"""
    return page.evaluate(under, [left + x, top + y])


def draw_line(page, points) -> None:
    """Draw with the mouse, as soon as the board is watched."""
    page.locator(".hand").first.wait_for(state="attached")
    x, y = points[0]
    eventually(page, lambda: is_on_board(page, x, y), "the board does not come to rest")
    left, top = board(page)
    page.mouse.move(left + x, top + y)
    page.mouse.down()
    for x, y in points[1:]:
        page.mouse.move(left + x, top + y, steps=8)
    page.mouse.up()


def test_a_stroke_with_the_mouse_changes_the_answer(visit):
    page = visit()
    before = answer(page)
    page.locator(".st-key-clear button").click()
    page.wait_for_selector("text=Nothing is drawn yet")
    draw_line(page, [(140, 40), (140, 240)])
    page.wait_for_selector(ANSWER)
    eventually(page, lambda: answer(page).startswith("It answers 1"), "a vertical bar is not read as 1")
    assert answer(page) != before
    page.locator(".st-key-undo button").click()
    page.wait_for_selector("text=Nothing is drawn yet")
    page.locator(".st-key-undo button").click()
    eventually(page, lambda: page.query_selector(ANSWER) and answer(page) == before, "undo does not bring it back")


def test_a_page_opens_at_its_top(visit):
    page = visit("my_networks")
    page.evaluate(f"{MAIN}.scrollTo(0, 900)")
    assert page.evaluate(f"{MAIN}.scrollTop") > 300
    go_to(page, "Draw")
    settle(page)
    board(page)
    assert page.evaluate(f"{MAIN}.scrollTop") == 0


def test_the_drawing_survives_a_page_change(visit):
    page = visit()
    page.locator(".st-key-clear button").click()
    page.wait_for_selector("text=Nothing is drawn yet")
    draw_line(page, [(60, 60), (220, 60), (120, 240)])
    page.wait_for_selector(ANSWER)
    settle(page)
    drawn = answer(page)
    menu = page.get_by_test_id("stSidebarNav")
    menu.get_by_text("Influence").click()
    page.wait_for_selector("h1:has-text('each pixel')")
    menu.get_by_text("Draw", exact=True).click()
    page.wait_for_selector(ANSWER)
    settle(page)
    assert answer(page) == drawn
    draw_line(page, [(90, 150), (200, 150)])  # and drawing goes on from there
    eventually(page, lambda: answer(page) != drawn, "the board is dead after coming back")


def test_a_finger_draws_without_scrolling_the_page(visit):
    page = visit(size=PHONE)
    page.locator(".st-key-clear button").tap()
    page.wait_for_selector("text=Nothing is drawn yet")
    left, top = board(page)
    before = page.evaluate("[...document.querySelectorAll('*')].reduce((s, e) => s + e.scrollTop, 0)")
    cdp = page.context.new_cdp_session(page)
    points = [(left + 140, top + y) for y in range(40, 241, 20)]
    for kind, (x, y) in zip(["touchStart"] + ["touchMove"] * (len(points) - 1), points, strict=True):
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_selector(ANSWER)
    eventually(page, lambda: answer(page).startswith("It answers 1"), "a vertical bar is not read as 1")
    after = page.evaluate("[...document.querySelectorAll('*')].reduce((s, e) => s + e.scrollTop, 0)")
    assert after == before


def test_on_a_phone_the_board_leaves_the_thumb_a_gutter_and_the_answer_is_in_sight(visit):
    page = visit(size=PHONE)
    width = page.evaluate("innerWidth")
    eventually(page, lambda: 0 < board_width(page) <= 280 <= width - 60, "there is no gutter")
    settle(page)
    box = page.wait_for_selector(ANSWER).bounding_box()
    assert box["y"] + box["height"] < page.evaluate("innerHeight")
    for key in ("clear", "undo", "dice"):
        button = page.locator(f".st-key-{key} button:visible").first.bounding_box()
        assert min(button["width"], button["height"]) >= 40, f"{key} is hard to hit with a finger"


@pytest.mark.parametrize("by", ["click", "keys"])
def test_a_bar_asks_why_it_is_not_that_answer_and_needs_no_plotly(visit, by):
    page = visit()
    bar = page.locator(".st-key-answers button").nth(3)
    if by == "click":
        bar.click()
    else:
        bar.focus()
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="and not 3").wait_for()
    eventually(page, lambda: "why_not=3" in page.url, "the address does not say so")
    assert not page.locator(".js-plotly-plot, [data-testid=stDataFrame]").count()


def test_a_click_on_the_wall_opens_the_digit(visit):
    page = visit("probabilities")
    wall = page.locator(".js-plotly-plot").nth(1)
    wall.scroll_into_view_if_needed()
    page.wait_for_selector(".st-key-wall_chart .scatterlayer path.point")
    wall.locator(".scatterlayer path.point").nth(7).click(force=True)
    eventually(page, lambda: "digit=7" in page.url, "the click does nothing")
    settle(page)
    assert "test digit 7" in page.locator(".st-key-bench_face").inner_text()


def test_a_click_anywhere_on_a_map_chooses_the_node_and_pales_nothing(visit):
    page = visit("influence?node_order=number&quiet=true")
    page.wait_for_selector(".st-key-mosaic .scatterlayer path.point")
    for _ in range(2):  # the second time it is chosen already
        point = page.locator(".st-key-mosaic .scatterlayer path.point").nth(23)
        point.evaluate("one => one.scrollIntoView({block: 'center'})")
        box = point.bounding_box()
        page.mouse.click(box["x"] + 0.15 * box["width"], box["y"] + 0.85 * box["height"])
        eventually(page, lambda: "node=23" in page.url, "the click does nothing")
        settle(page)
    colours = page.eval_on_selector_all(
        ".st-key-mosaic .textpoint text", "all => [...new Set(all.map(one => getComputedStyle(one).fill))]"
    )
    assert len(colours) == 1, colours
    page.wait_for_selector("text=Receipt of node 23 of z1")


def test_whoever_points_at_a_digit_on_the_map_sees_it(visit):
    page = visit("map?map_method=pca")
    point = page.locator(".st-key-map .scatterlayer path.point").nth(350)
    point.evaluate("one => one.scrollIntoView({block: 'center'})")
    box, card = point.bounding_box(), page.locator("canvas[width='28']")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def sees() -> bool:  # again and again: the digits may still be on their way
        page.mouse.move(5, 5)
        page.mouse.move(x, y, steps=2)
        try:
            card.wait_for(timeout=1000)  # Plotly takes a moment to say where the mouse is
        except TooLate:
            return False
        return True

    eventually(page, sees, "no digit is shown")
    number = int(re.search(r"number (\d+):", page.locator(".st-key-map .hovertext").text_content()).group(1))
    ink = card.evaluate(
        "one => [...one.getContext('2d').getImageData(0, 0, 28, 28).data].filter((_, i) => i % 4 === 3)"
    )
    assert ink == load_digits().split("test").images[number].ravel().tolist()


def test_a_swipe_scrolls_over_a_figure_that_can_be_clicked_and_a_tap_still_chooses(visit):
    page = visit("influence?node_order=number&quiet=true", size=PHONE)
    mosaic = page.locator(".st-key-mosaic .js-plotly-plot")
    page.wait_for_selector(".st-key-mosaic .scatterlayer path.point")
    mosaic.scroll_into_view_if_needed()
    scrolled = "Math.max(...[...document.querySelectorAll('[data-testid=stMain]')].map(one => one.scrollTop))"
    cdp, before = page.context.new_cdp_session(page), page.evaluate(scrolled)
    kinds = [("touchStart", 0), *(("touchMove", step) for step in range(1, 11))]
    for kind, step in kinds:
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 195, "y": 600 - 25 * step}]})
        page.wait_for_timeout(16)  # as fast as a finger
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    eventually(page, lambda: page.evaluate(scrolled) - before > 100, "the figure keeps the finger")
    assert "node=" not in page.url, "a swipe chooses"
    point = page.locator(".st-key-mosaic .scatterlayer path.point").nth(7)
    settle(page)
    point.evaluate("one => one.scrollIntoView({block: 'center'})")
    box = {}

    def stands() -> bool:  # a tap on what still glides stops it and does nothing else
        before, box["now"] = box.get("now"), point.bounding_box()
        return before == box["now"]

    eventually(page, stands, "the page does not come to rest")
    box = point.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    eventually(page, lambda: "node=7" in page.url, "the tap does nothing")


def test_a_link_opens_the_same_view_and_back_comes_back_to_the_page(visit):
    page = visit("influence?view=a2&node=7&digit=12&network=nielsen&epoch_nielsen=3")
    page.wait_for_selector("text=Receipt of node 7 of a2")
    assert "nielsen" in page.locator(".st-key-bench_face").inner_text()
    go_to(page, "Probabilities")
    page.wait_for_selector("h1:has-text('How sure')")
    settle(page)
    assert "test digit 12" in page.locator(".st-key-bench_face").inner_text()
    for part in ("digit=12", "network=nielsen", "epoch_nielsen=3"):
        eventually(page, lambda part=part: part in page.url, f"the address does not hold {part}")
    page.go_back()
    page.wait_for_selector("h1:has-text('each pixel')")
    settle(page)
    assert "test digit 12" in page.locator(".st-key-bench_face").inner_text()


def test_maps_get_more_exact_while_one_looks_until_they_are_stopped(visit):
    page = visit("influence?network=nielsen&view=z2&digit=12")
    settle(page)

    def draws() -> int:
        found = re.search(r"the mean of ([\d,]+) draw", page.locator(".st-key-refining").inner_text())
        return int(found[1].replace(",", "")) if found else 0

    start = page.get_by_role("button", name="Make it more exact")
    start.click()
    eventually(page, lambda: draws() > 5, "it does not go on by itself")
    page.locator(".st-key-refining_stop button").click()
    start.wait_for()
    settle(page)
    stopped = draws()
    start.click()
    eventually(page, lambda: draws() > stopped > 5, "it begins anew")
