"""The strip of the bench, the menu and what a page does while it loads."""

import pytest

from .conftest import DESKTOP, PATHS, PHONE, eventually, go_to, open_bench, settle

# Adds up how far things move on the screen by themselves, as browsers measure it.
SHIFTS = """window.moved = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
}).observe({type: "layout-shift", buffered: true});"""
STILL = 0.1  # more is what browsers call in need of improvement


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "narrow"])
def test_the_strip_stays_while_one_scrolls_and_opens_the_controls(visit, size):
    page = visit("influence", size=size)
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 900")
    strip = page.locator(".st-key-bench")
    eventually(page, lambda: 40 <= strip.bounding_box()["y"] <= 60, "the strip scrolls away")
    open_bench(page)
    page.locator(".st-key-digit input").fill("17")
    page.locator(".st-key-digit input").press("Enter")
    eventually(page, lambda: "digit=17" in page.url, "another digit cannot be chosen")
    page.locator(".st-key-bench_face", has_text="test digit 17").wait_for()


def test_a_newcomer_sees_seven_doors_and_all_others_one_tap_away(visit):
    page = visit("")
    doors = page.get_by_test_id("stSidebarNav").get_by_role("link")
    assert doors.count() == 7
    go_to(page, "Trust")
    page.wait_for_selector("h1:has-text('believe')")
    settle(page)
    assert doors.count() == len(PATHS) and page.locator(".st-key-where", has_text="Judge · Trust").count() == 1


def test_a_phones_menu_closes_by_its_button_by_a_tap_beside_it_and_by_a_choice(visit):
    page = visit("", size=PHONE)
    menu = page.locator('[data-testid="stSidebar"][data-collapsed="false"]')
    button = page.get_by_test_id("stSidebarCollapseButton").get_by_role("button")
    for close in (button.tap, lambda: page.touchscreen.tap(370, 700), lambda: go_to(page, "Mistakes")):
        page.get_by_test_id("stExpandSidebarButton").click()
        menu.wait_for()
        close()
        eventually(page, lambda: not menu.count(), "the menu stays open")
    page.wait_for_selector("h1:has-text('wrong')")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "narrow"])
def test_pages_keep_still_while_they_load(visit, browser, server, size):
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    context.add_init_script(SHIFTS)
    moved = {}
    for path in ("", "influence", "neurons"):
        page = context.new_page()
        page.goto(f"{server}/{path}")
        settle(page)
        moved[path] = round(page.evaluate("window.moved"), 2)
        page.close()
    context.close()
    assert {path: much for path, much in moved.items() if much >= STILL} == {}


def test_on_a_phone_the_strip_tells_all_that_lies_on_the_bench(visit):
    page = visit("influence?beside=sharp&digit=425", size=PHONE)
    words = page.locator(".st-key-bench_face p")
    eventually(page, lambda: "beside it sharp" in words.inner_text(), "the second network is not named")
    assert words.inner_text().endswith("test digit 425, a 3")
    assert words.evaluate("p => p.scrollHeight <= p.clientHeight && p.scrollWidth <= p.clientWidth")
    assert page.locator(".st-key-bench").bounding_box()["height"] <= 52
