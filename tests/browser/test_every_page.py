"""Every page in a real browser: light and dark, wide and narrow, without a complaint."""

import re
import time
from pathlib import Path

import axe_playwright_python
import pytest

from tests.app.conftest import is_headed

from .conftest import DESKTOP, PATHS, PHONE, READY, go_to, listen, running_server, settle
from .taps import too_small

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
NOT_OURS = ("list", "listitem")  # Streamlit's own menu is a list of what is no list item

OF_COLOURS = ("color-contrast", "link-in-text-block")  # in all else both themes are the same


def shut_out(page, theme: str, rules: tuple[str, ...] = ()) -> list[str]:
    """Return what axe finds on the open page in one theme, by these rules or its usual: each shuts somebody out."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(
        "theme => getComputedStyle(document.querySelector('.stApp')).colorScheme === theme", arg=theme
    )
    kind = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    found = page.evaluate("how => axe.run(document, how)", kind | {"resultTypes": ["violations"]})["violations"]
    ours = [one for one in found if one["id"] not in NOT_OURS]
    return [f"{theme}: {one['id']}, {node['html'][:200]}" for one in ours for node in one["nodes"]]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "narrow"])
def test_it_opens_without_a_complaint_and_shuts_nobody_out_in_either_theme_or_by_small_targets(visit, path, size):
    page = visit("" if path == "draw" else path, size=size)
    page.wait_for_timeout(500)  # whatever is still on its way may complain as well
    settle(page)
    assert is_headed(page.inner_text("h1"))
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"), "it scrolls sideways"
    page.evaluate(f"{AXE}; null")
    assert shut_out(page, "light") + shut_out(page, "dark", OF_COLOURS) == []
    assert size == DESKTOP or too_small(page) == []


def appearance(page) -> dict[str, object]:
    """Return what a visitor sees of the frame: title, heading, icon and menu."""
    menu = '[data-testid="stSidebarNav"] a'
    page.wait_for_selector(menu, state="attached")
    return {
        "title": page.title(),
        "heading": page.inner_text("h1"),
        "icon": page.eval_on_selector('link[rel*="icon"]', "e => e.href.replace(/:[0-9]+/, '')"),
        "menu": page.eval_on_selector_all(menu, "links => links.map(a => a.innerText.trim())"),
    }


def test_a_deep_link_as_the_first_click_on_a_cold_server(browser, visit):
    page = visit("")
    go_to(page, "Influence")
    page.wait_for_selector("h1:has-text('each pixel')")
    settle(page)
    with running_server() as cold:
        first = visit("influence", address=cold)
        assert appearance(first) == appearance(page)
        assert first.title() == "Influence · mnistnet"


def test_the_first_picture_after_the_start(browser, capsys):
    start = time.perf_counter()
    with running_server() as address:
        page, complaints = browser.new_page(), []
        listen(page, address, complaints)
        page.goto(address)
        page.wait_for_selector(".st-key-answers .best", state="attached", timeout=60_000)
        seconds = time.perf_counter() - start
        page.wait_for_selector(READY)
        page.close()
        assert not complaints
    with capsys.disabled():
        print(f"\nfrom `streamlit run` to the first picture: {seconds:.1f} s")


def test_static_files_travel_compressed(browser, server):
    page, packed = browser.new_page(), {}
    page.on("response", lambda r: packed.setdefault(r.url, r.headers.get("content-encoding")))
    page.goto(f"{server}/probabilities")
    settle(page)
    page.wait_for_selector(".js-plotly-plot")
    page.close()
    plotly = [how for url, how in packed.items() if re.search(r"/static/js/.*plotly.*\.js$", url, re.IGNORECASE)]
    assert plotly == ["gzip"], packed
