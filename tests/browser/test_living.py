"""While the pen is down the browser computes by itself: it reads and answers just as the server does."""

import base64
import os
from pathlib import Path

import numpy as np
import pytest

from mnistnet import load_network, network_names
from mnistnet.drawing import read_drawing
from mnistnet.drawing.ink import ink_of_canvas
from mnistnet.lines import answered, carried, scene
from mnistnet.lines.packed import packed
from mnistnet.strokes import stroke_digits

from .conftest import eventually, settle
from .test_use import draw_line

SOURCES = Path(__file__).parents[2] / "pages" / "ui" / "bench"
MODULE = "\n".join((SOURCES / f"{name}.js").read_text(encoding="utf-8") for name in ("network", "reading"))
LOAD = """async source => {
  window.ours = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  window.bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}"""
READ = (
    "([text, w, h]) => [...(ours.readInk({ w, h, p: Float32Array.from(bytes(text), (value) => value / 255) }) ?? [])]"
)
ANSWER = "text => { window.net = ours.unpack(bytes(text).buffer) }"
OUTPUTS = """text => {
  const all = bytes(text), one = (i) => ours.forward(net, all.subarray(784 * i, 784 * (i + 1))).at(-1).outputs;
  return Array.from({ length: all.length / 784 }, (_, i) => [...one(i)]);
}"""
DRAWINGS = int(os.environ.get("MNISTNET_DRAWINGS", "20"))  # 500 take a minute
SCENE = """([ink, share, lit]) =>
  ours.sceneOf(net, ink, { share, lit, count: 30, room: 32, most: 300, percent: String, of: "" })"""


@pytest.fixture(scope="module")
def page(browser):
    """An empty page with the browser's own reading and network."""
    page = browser.new_page()
    page.evaluate(LOAD, MODULE)
    yield page
    page.close()


@pytest.fixture(scope="module")
def drawings():
    """Drawings by many hands, as canvases, and as the server reads them."""
    canvases = [drawing.canvas for drawing in stroke_digits(7, DRAWINGS, "tuning")]
    return [(canvas, read_drawing(canvas).digit) for canvas in canvases]


def in_text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_it_reads_a_drawing_to_the_grey_level(page, drawings):
    assert len(drawings) == DRAWINGS
    for canvas, digit in drawings:
        ink = np.rint(ink_of_canvas(canvas) * 255).astype(np.uint8)
        read = page.evaluate(READ, [in_text(ink.tobytes()), ink.shape[1], ink.shape[0]])
        assert np.abs(np.array(read) - digit.ravel().astype(int)).max() <= 1
    assert page.evaluate(READ, [in_text(bytes(100)), 10, 10]) == []


@pytest.mark.parametrize("name", network_names())
def test_it_answers_and_draws_the_same_lines(page, drawings, name):
    net, digits = load_network(name), np.stack([digit for _, digit in drawings])
    page.evaluate(ANSWER, in_text(packed(net)))
    np.testing.assert_allclose(page.evaluate(OUTPUTS, in_text(digits.tobytes())), net.predict(digits), atol=1e-3)
    digit, best = digits[0], int(net.predict(digits[0])[0].argmax())
    last = (len(net.dense_layers), best)
    for gaps, lit in ((answered(net, digit, best), last), (carried(net, digit), (1, 5))):
        seen = scene(net, digit, gaps, 30, 32, lit)
        ours = page.evaluate(SCENE, [digit.ravel().tolist(), lit == last, list(lit)])
        assert [column["nodes"] for column in ours["cols"][1:]] == [list(column.nodes) for column in seen.columns]
        np.testing.assert_allclose([gap["exact"] for gap in ours["gaps"]], seen.shares, atol=1e-6)
        for gap, lines in zip(ours["gaps"], seen.lines, strict=True):
            assert [line[:2] for line in gap["lines"]] == np.stack([lines.senders, lines.receivers], 1).tolist()


def test_an_answer_brings_what_the_picture_shows_and_none_of_its_code(visit, server):
    page, heard = visit.blank(), []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(bytes(frame))))
    page.goto(server)
    settle(page)
    heard.clear()
    draw_line(page, [(60, 40), (140, 40), (100, 220)])
    eventually(page, lambda: any(b"mnistnet_living" in one for one in heard), "no new picture")
    assert not any(b"function" in one for one in heard if b"mnistnet_living" in one or b"mnistnet_hand" in one)
    assert sum(map(len, heard)) < 60_000


def test_what_led_to_an_answer_is_told_of_the_one_that_is_lit_alone(visit):
    page = visit("?network=scratch")
    net = page.locator(".net")
    net.locator("canvas").focus()
    page.keyboard.press("ArrowUp")  # from 9, which it answers, to 8
    net.locator(".says", has_text="Answer 8: < 0.1 %. Open it to see what spoke for it").wait_for()
    page.keyboard.press("ArrowDown")
    net.locator(".says", has_text="Answer 9: 98.9 %. Its 30 strongest lines carry 68.0 %").wait_for()
