"""How long a visitor waits for the new picture after a stroke; measured and printed, never asserted."""

import statistics

from .conftest import HIGH, eventually
from .test_use import draw_line

# Notes when the pen is lifted, and when after that the first influence maps are drawn anew.
WATCH = """() => {
  window.strokes = [];
  window.addEventListener('pointerup', () => window.strokes.push({up: performance.now()}), true);
  const redrawn = change => change.target.tagName === 'IMG' && change.target.alt.includes('spoke for');
  new MutationObserver(changes => {
    const stroke = window.strokes.at(-1);
    if (stroke && !stroke.seen && changes.some(redrawn))
      requestAnimationFrame(() => { stroke.seen ??= performance.now(); });
  }).observe(document.body, {subtree: true, childList: true, attributes: true});
}"""


def test_from_mouse_up_to_the_new_influence_maps(visit, capsys):
    page = visit(size=HIGH)
    page.wait_for_selector("img[alt*='spoke for']")
    page.evaluate(WATCH)
    for stroke in range(20):
        x = 40 + 10 * stroke
        draw_line(page, [(x, 30 + 5 * stroke), (x + 12, 60 + 5 * stroke)])
        eventually(page, lambda: page.evaluate("strokes.at(-1)?.seen !== undefined"), "no new picture")
    waits = page.evaluate("strokes.map(s => s.seen - s.up)")
    with capsys.disabled():
        median, slowest = statistics.median(waits), max(waits)
        print(f"\nfrom mouse-up to new influence maps: median of 20 {median:.0f} ms, slowest {slowest:.0f} ms")
    assert len(waits) == 20
