"""Made-up writers hold a pen that leaves what a browser's canvas leaves."""

import numpy as np
import pytest

from mnistnet.drawing import read_drawing
from mnistnet.strokes import inked
from mnistnet.strokes.curves import through_midpoints

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
