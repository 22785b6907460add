"""A link that opens the same view, and files that hold what was seen."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.browser.conftest import box_of, eventually, settle
from tests.browser.test_use import draw_line


def copied_link(page) -> str:
    """Press the button and return what lies on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def path_of(link: str) -> str:
    return link.split("/", 3)[3]


def test_a_link_opens_the_same_drawing_in_another_browser(visit):
    page = visit("")
    draw_line(page, [(60, 60), (200, 60), (120, 240)])
    eventually(page, lambda: page.locator(".st-key-undo button").is_enabled(), "the stroke did not arrive")
    settle(page)
    link = copied_link(page)
    assert "drawing=" in link and "network=sharp" in link
    words = page.get_by_role("heading", name="It answers").inner_text()
    other = visit(path_of(link))
    eventually(other, lambda: other.get_by_role("heading", name="It answers").inner_text() == words, "another answer")


def test_a_link_keeps_network_epoch_picture_view_node_and_method(visit):
    query = "influence?network=nielsen&epoch_nielsen=3&digit=12&view=a2&node=5&method=one_pixel"
    link = copied_link(visit(query))
    for choice in query.split("?")[1].split("&"):
        assert choice in link.replace("%20", "+")
    other = visit(path_of(link))
    other.wait_for_selector("text=Receipt of node 5 of a2")
    assert other.get_by_text("test digit 12").count() and other.get_by_text("nielsen").count()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_report_zip_and_pictures_come_down(visit, tmp_path, theme):
    page = visit("influence?view=a3&node=3", theme=theme)
    page.wait_for_selector(".js-plotly-plot .heatmaplayer image")
    page.get_by_role("button", name="Take home").click()
    files = {}
    for label in ("Report (.html)", "Everything (.zip)", ".png"):
        with page.expect_download() as waiting:
            page.get_by_role("dialog").locator(f"button:has-text('{label}')").first.click()
        files[label] = Path(tmp_path / waiting.value.suggested_filename)
        waiting.value.save_as(files[label])
    picture = np.asarray(Image.open(files[".png"]).convert("L"))
    assert min(picture.shape) > 300 and np.ptp(picture) > 100
    with zipfile.ZipFile(io.BytesIO(files["Everything (.zip)"].read_bytes())) as archive:
        archive.extractall(tmp_path / "zip")
    for file in (files["Report (.html)"], tmp_path / "zip" / "figures" / "mosaic.html"):
        asked = []
        alone = page.context.new_page()
        alone.on("request", lambda request, asked=asked: asked.append(request.url))
        alone.goto(file.as_uri())
        alone.wait_for_selector(".js-plotly-plot .heatmaplayer image")
        assert all(url.startswith(("file:", "data:", "blob:")) for url in asked)
        alone.close()


def test_a_downloaded_program_prints_what_the_page_says(visit, tmp_path):
    page = visit("influence?view=z1&node=3")
    page.locator(".st-key-show_code button").click()
    dialog = page.get_by_role("dialog")
    said = dialog.get_by_text("It prints", exact=False).first.inner_text()
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name="Program and its file").click()
    waiting.value.save_as(tmp_path / "program.zip")
    with zipfile.ZipFile(tmp_path / "program.zip") as archive:
        archive.extractall(tmp_path)
    (program,) = tmp_path.glob("*.py")
    command = [sys.executable, "-I", program.name]
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip()
    assert len(printed) > 20 and printed in said


def test_two_networks_stand_side_by_side_and_the_link_says_so(visit):
    page = visit("influence?beside=nielsen&view=z1")
    page.wait_for_selector(".st-key-mosaic_beside .heatmaplayer image")
    assert page.locator("p", has_text="nielsen, epoch 30").count()
    left, right = (box_of(page, f"mosaic{end}") for end in ("", "_beside"))
    assert left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]
    assert "beside=nielsen" in copied_link(page)
