"""Strokes in a browser: none is lost, none lands on another's digit; our pen leaves what a browser's canvas leaves."""

import numpy as np
import pytest

from mnistnet.drawing import read_drawing
from mnistnet.strokes import inked
from mnistnet.strokes.curves import through_midpoints

from .conftest import PHONE, eventually, go_to, settle
from .test_use import ANSWER, CANVAS, answer, board, draw_line

DRAW = """([strokes, width, size]) => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#000'; pen.fillRect(0, 0, size, size);
  pen.strokeStyle = '#fff'; pen.lineWidth = width; pen.lineCap = pen.lineJoin = 'round';
  const middle = (p, q) => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
  for (const points of strokes) {
    pen.beginPath(); pen.moveTo(...points[0]); pen.lineTo(...middle(points[0], points[1]));
    for (let i = 1; i < points.length - 1; i++) pen.quadraticCurveTo(...points[i], ...middle(points[i], points[i + 1]));
    pen.lineTo(...points[points.length - 1]); pen.stroke();
  }
  return Array.from(pen.getImageData(0, 0, size, size).data);
}"""
THREE = [[[70, 60], [120, 30], [180, 50], [190, 100], [140, 130], [200, 170], [190, 230], [120, 255], [60, 235]]]
FOUR = [[[90, 30], [60, 160], [220, 158]], [[170, 100], [150, 200], [165, 260]]]


@pytest.fixture(scope="module")
def page(browser):
    """An empty page."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("strokes", [THREE, FOUR], ids=["three", "four"])
@pytest.mark.parametrize(("width", "size"), [(8, 280), (20, 280), (40, 400)])
def test_our_pen_draws_as_a_browser_does(page, strokes, width, size):
    theirs = np.array(page.evaluate(DRAW, [strokes, width, size]), np.uint8).reshape(size, size, 4)
    ours = inked([through_midpoints(np.array(stroke, float), pieces=12) for stroke in strokes], width, size)
    assert np.abs(ours.astype(int) - theirs).mean() < 0.5
    assert np.abs(read_drawing(ours).digit.astype(int) - read_drawing(theirs).digit).mean() < 0.5


TOP = "[...document.querySelectorAll('*')].reduce((sum, one) => sum + one.scrollTop, 0)"
LEAVE = """() => window.addEventListener('pointerup', () => setTimeout(() =>
  [...document.querySelectorAll('a')].find(a => a.textContent.includes('Training')).click(), 5), {once: true})"""


def now_says(page, words: str) -> None:
    eventually(page, lambda: page.locator(ANSWER).count() == 1 and words in answer(page), f"it does not say {words}")


def drawing(page) -> str:
    """Return the drawing that the address carries; empty for none."""
    return page.url.partition("drawing=")[2].partition("&")[0]


def test_the_first_stroke_is_alone_and_no_stroke_is_lost_however_soon_something_follows(visit):
    page = visit()
    page.locator(".hand .hint", has_text="draw over me").wait_for()
    page.locator(".st-key-bench", has_text="a sample").wait_for()
    draw_line(page, [(140, 40), (140, 240)])
    now_says(page, "It answers 1")
    assert not page.locator(".hand .hint").is_visible() and not page.locator(".dc-toolbar").is_visible()
    eventually(page, lambda: drawing(page) != "", "the address does not carry the first stroke")
    first = drawing(page)
    page.evaluate(LEAVE)
    draw_line(page, [(60, 60), (140, 40)])
    page.wait_for_selector("h1:has-text('network learn')")
    settle(page)
    go_to(page, "Draw")
    settle(page)
    eventually(page, lambda: drawing(page) not in ("", first), "the second stroke is lost")
    both = drawing(page)
    page.locator(".st-key-undo button").click()
    eventually(page, lambda: drawing(page) not in ("", both), "undo did not take the second stroke back")
    page.locator(".st-key-undo button").click()
    page.locator(".hand .hint", has_text="draw over me").wait_for()  # two strokes, two steps


def test_the_board_by_keyboard(visit):
    page = visit()
    page.locator(".hand .hint", has_text="draw over me").wait_for()
    canvas = page.locator(CANVAS)
    assert canvas.get_attribute("role") == "application" and "Arrow keys" in canvas.get_attribute("aria-label")
    assert page.locator(".st-key-verdict").get_attribute("aria-live") == "polite"
    canvas.focus()
    for key in ["ArrowUp"] * 8 + ["Shift+ArrowDown"] * 16:
        page.keyboard.press(key)
    now_says(page, "It answers 1")
    page.keyboard.press("x")
    eventually(page, lambda: "blank" in page.locator(".hand .says").inner_text(), "the square is not rubbed out")


def test_a_swipe_beside_the_board_scrolls_and_one_on_it_draws(visit):
    page = visit(size=PHONE)
    left, top = board(page)
    now_says(page, "It answers")
    for x, scrolls in ((left + 270, False), (left + 330, True)):
        before, cdp = page.evaluate(TOP), page.context.new_cdp_session(page)
        for kind, y in [("touchStart", 250), *[("touchMove", y) for y in range(240, 40, -20)]]:
            cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": top + y}]})
        cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        if scrolls:
            eventually(page, lambda before=before: page.evaluate(TOP) > before + 50, "the page does not scroll")
        else:
            now_says(page, "It answers 1")
            assert page.evaluate(TOP) == before


def test_what_was_drawn_is_what_the_other_pages_look_at_until_it_is_wiped(visit):
    page = visit()
    strip = page.locator(".st-key-bench_face")
    draw_line(page, [(140, 40), (140, 240)])
    now_says(page, "It answers 1")
    go_to(page, "Influence")
    eventually(page, lambda: "It answers 1" in strip.inner_text(), "the drawing was left behind")
    page.go_back()
    now_says(page, "It answers 1")
    page.reload()
    settle(page)
    page.locator(".st-key-clear button").click()
    eventually(page, lambda: not drawing(page), "it is not wiped")
    go_to(page, "Influence")
    eventually(page, lambda: "test digit 0" in strip.inner_text(), "an empty board is what the other pages look at")
