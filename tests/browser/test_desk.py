"""What a visitor drew, brought and chose is there after a reload, and after the server was started again."""

from dataclasses import replace
from urllib.parse import urlsplit

from mnistnet import load_network, save_network_file
from tests.browser.conftest import eventually, go_to, listen, open_bench, running_server, settle
from tests.browser.test_use import draw_line


def chosen(page) -> str:
    """Return the network on the bench, as the strip names it."""
    return page.locator(".st-key-bench_face").inner_text()


def all_is_there(page, drawing: str) -> None:
    """Check that an address without any choice in it opens what was left."""
    eventually(page, lambda: "My own file" in chosen(page), "the network is gone", seconds=30)
    eventually(page, lambda: drawing in page.url, "the drawing is gone")


def test_a_desk_survives_a_reload_and_a_restart(browser, tmp_path):
    weights, complaints = tmp_path / "weights.npz", []
    weights.write_bytes(save_network_file(replace(load_network("nielsen"), name="My own file"), "npz"))
    context = browser.new_context()
    page = context.new_page()
    with running_server(str(tmp_path)) as address:
        listen(page, address, complaints)
        page.goto(f"{address}/my_networks")
        settle(page)
        page.locator("input[type=file]").set_input_files(weights)
        page.get_by_role("button", name="Put it on the shelf").click()
        page.get_by_text("is on your shelf and on the bench").wait_for(timeout=60_000)
        go_to(page, "Draw")
        settle(page)
        draw_line(page, [(60, 60), (200, 60), (120, 240)])
        eventually(page, lambda: "drawing=" in page.url, "the stroke did not arrive")
        settle(page)
        drawing = page.url.split("drawing=")[1].split("&")[0]
        page.locator(".st-key-all_pages button").click()
        page.locator(".st-key-all_pages").wait_for(state="detached")
        eventually(page, lambda: "mnistnet_rooms" in str(context.cookies()), "the browser does not note it")
        page.reload()
        settle(page)
        all_is_there(page, drawing)
        assert page.get_by_test_id("stSidebarNav").get_by_role("link", name="Neurons").is_visible(), "the menu is shut"
        page.goto(address)
        settle(page)
        all_is_there(page, drawing)
        page.get_by_role("button", name="My desk").click()
        with page.expect_download() as waiting:
            page.get_by_role("dialog").get_by_role("button", name="Save my desk").click()
        home = tmp_path / "home.zip"
        waiting.value.save_as(home)
        page.close()
        stays_open = context.new_page()
        stays_open.goto(address)
        settle(stays_open)
    with running_server(str(tmp_path), port=urlsplit(address).port) as address:
        stays_open.get_by_text("did not know this window").wait_for(timeout=60_000)
        settle(stays_open)
        stays_open.get_by_role("button", name="Rubber").click()
        stays_open.get_by_role("button", name="Pen").wait_for()  # the first click counts
        stays_open.close()
        page = context.new_page()
        listen(page, address, complaints)
        page.goto(address)
        settle(page)
        all_is_there(page, drawing)
        context.close()
        other = browser.new_context().new_page()  # another browser: it has nothing but the file
        listen(other, address, complaints)
        other.goto(address)
        settle(other)
        assert "My own file" not in chosen(other)
        other.get_by_role("button", name="My desk").click()
        other.get_by_role("dialog").locator("input[type=file]").set_input_files(home)
        other.get_by_text("Back on your desk: 1 network").wait_for(timeout=60_000)
        settle(other)
        all_is_there(other, drawing)
        other.context.close()
    assert not complaints, complaints


def test_what_a_closed_popover_held_does_not_come_back_with_a_new_server(browser, tmp_path):
    page, complaints = browser.new_page(), []
    with running_server(str(tmp_path)) as address:
        listen(page, address, complaints)
        page.goto(f"{address}/influence?network=nielsen&epoch_nielsen=3")
        settle(page)
        go_to(page, "Probabilities")
        settle(page)
        open_bench(page)
        page.locator(".st-key-digit input").fill("17")
        page.locator(".st-key-digit input").press("Enter")
        page.locator(".st-key-bench_face", has_text="test digit 17,").wait_for()
        page.keyboard.press("Escape")
        settle(page)
        page.go_back()
        page.wait_for_selector("h1:has-text('each pixel')")
        page.locator(".st-key-bench_face", has_text="test digit 0,").wait_for()  # which no address has to name
        settle(page)
        seen = chosen(page)
        assert "nielsen, epoch 3" in seen
    with running_server(str(tmp_path), port=urlsplit(address).port):
        page.get_by_text("did not know this window").wait_for(timeout=60_000)
        settle(page)
        assert chosen(page) == seen
        for one in ("First or last", "Partners"):  # each message says all of it again
            page.locator(".st-key-closer").get_by_text(one, exact=True).click()
            eventually(page, lambda: "closer=" in page.url, f"{one} does not open")
            settle(page)
            assert chosen(page) == seen and "digit=" not in page.url
    page.close()
    of_the_server = ("ERR_CONNECTION", "WebSocket", "reaching server endpoint")  # which was away for a moment
    assert [one for one in complaints if not any(words in one for words in of_the_server)] == []
