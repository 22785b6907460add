"""The address in a report opens, in a browser that knows nothing, the very numbers that the report was made of."""

import html
import io
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import HIGH, eventually, go_to, settle
from tests.browser.test_use import draw_line

NUMBER = re.compile(r"[+−-]?\d[\d.,]*")


STEPS = "How does your drawing become"  # a link carries the finished 28 x 28 pixels, not the strokes that led there


def numbers(page) -> list[str]:
    """Return all numbers that stand on a page, the bars of figures included."""
    return NUMBER.findall(page.locator('[data-testid="stMain"]').inner_text().split(STEPS)[0])


def taken_home(page, label: str) -> bytes:
    """Return the file behind a button of the dialog."""
    with page.expect_download(timeout=120_000) as waiting:  # a zip of 800 neurons takes its time
        page.get_by_role("dialog").locator(f"button:has-text('{label}')").first.click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("title", ["Draw", "Probabilities", "Neurons"])
def test_the_address_of_a_report_opens_the_same_numbers(visit, title):
    # Whoever comes to draw first has another network than an address without one would open. All of Draw is in sight.
    page = visit("", size=HIGH)
    draw_line(page, [(60, 60), (200, 60), (120, 240)])
    eventually(page, lambda: page.locator(".st-key-undo button").is_enabled(), "the stroke did not arrive")
    settle(page)
    if title != "Draw":
        go_to(page, title)
        settle(page)
    if title == "Neurons":
        page.locator(".st-key-bench_face", has_text="your drawing").wait_for()
    page.get_by_role("button", name="Take home").click()
    page.get_by_role("dialog").wait_for()
    report = html.unescape(taken_home(page, "Report (.html)").decode())
    with zipfile.ZipFile(io.BytesIO(taken_home(page, "Everything (.zip)"))) as archive:
        facts = json.loads(archive.read("view.json"))["facts"]
    address = facts["address"]
    assert address in report and "network=sharp" in address and ("drawing=" in address) == (title != "Probabilities")
    page.keyboard.press("Escape")
    seen = numbers(page)
    other = visit(address, size=HIGH)  # relative, since nobody else could open this computer's
    assert len(seen) > 10
    eventually(other, lambda: numbers(other) == seen, f"{title}: other numbers", seconds=30)


@pytest.mark.parametrize("path", ["nonsense?digit=5", "draw", "a/b/nonsense"])
def test_an_address_of_no_page_opens_the_first_and_says_so_in_one_sentence(visit, path):
    page = visit(path)
    eventually(page, lambda: urlsplit(page.url).path == "/", "the address stays")
    assert page.inner_text("h1") == "mnistnet" and not page.get_by_role("dialog").count()
    told = page.get_by_test_id("stToast").filter(has_text="There is no page")
    if path == "draw":
        assert not told.count()
    else:
        assert "“nonsense”" in told.inner_text()
