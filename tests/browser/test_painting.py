"""Painting weights: the score follows the brush in the browser, and the server says the same afterwards."""

import re

from .conftest import eventually, settle

READS = ".reads"


def test_the_score_follows_the_brush_and_the_server_agrees(visit):
    page = visit("be_the_network")
    score, headline = page.locator(READS), page.get_by_role("heading", name="It reads")
    eventually(page, lambda: "of 1,000" in score.inner_text(), "the browser reads nothing")
    begun, before = score.inner_text(), headline.inner_text()
    stage = page.locator("canvas.stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.5, steps=12)
    eventually(page, lambda: score.inner_text() != begun, "the score waits for the brush to be lifted")
    assert headline.inner_text() == before
    page.mouse.up()
    eventually(page, lambda: headline.inner_text() != before, "the server hears of no stroke")
    settle(page)
    right = int(re.search(r"reads (\d+) of", score.inner_text()).group(1))
    assert f"{right / 10:.1f} %" in headline.inner_text()
