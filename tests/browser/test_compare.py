"""Two networks in a real browser: clicks on cells, digits and maps, and the second chosen in the strip."""

from .conftest import PHONE, box_of, eventually, open_bench, settle


def click(page, figure: str, number: int) -> None:
    """Click one of a figure's clickable places."""
    points = f".st-key-{figure} .scatterlayer path.point"
    page.wait_for_selector(points, state="attached")
    page.locator(f".st-key-{figure}").scroll_into_view_if_needed()
    page.locator(points).nth(number).click(force=True)


def test_a_click_on_a_cell_shows_its_digits_and_a_click_on_a_digit_lays_it_on_the_bench(visit):
    page = visit("compare?network=scratch&beside=sharp")
    click(page, "difference", 22)
    for part in ("compare_label=2", "compare_answer=2"):
        eventually(page, lambda part=part: part in page.url, "the click on the cell does nothing")
    settle(page)
    page.wait_for_selector("text=/digits?[.] Over each/")
    click(page, "disagreements", 0)
    eventually(page, lambda: "digit=" in page.url, "the click on the digit does nothing")
    settle(page)
    assert ", a 2" in page.locator(".st-key-bench_face").inner_text()


def test_a_click_on_the_seconds_mosaic_chooses_the_same_node(visit):
    page = visit("influence?network=scratch&beside=scratch&beside_epoch_scratch=20&node_order=number&quiet=true")
    click(page, "mosaic_beside", 23)
    eventually(page, lambda: "node=23" in page.url, "the click does nothing")
    page.wait_for_selector("text=Receipt of node 23 of z1")


def test_the_second_is_chosen_on_the_bench(visit):
    page = visit("influence?network=scratch")
    open_bench(page)
    box, option = page.locator(".st-key-beside input"), page.get_by_role("option", name="nielsen")

    def chosen() -> bool:  # a click while the bench or the list still unfolds goes astray
        if option.count():
            option.click()
        elif box.input_value() != "nielsen":
            box.click()
        return not option.count() and box.input_value() == "nielsen"

    eventually(page, chosen, "nielsen cannot be chosen")
    eventually(page, lambda: "beside=nielsen" in page.url, "the choice is not in the address")
    settle(page)
    left, right = (box_of(page, key) for key in ("mosaic", "mosaic_beside"))
    assert left["x"] + left["width"] <= right["x"] and abs(left["width"] - right["width"]) < 2
    assert page.locator(".st-key-beside input").is_visible(), "the control closes under the visitor's hand"


def test_on_a_phone_the_second_comes_under_the_first(visit):
    page = visit("influence?network=scratch&beside=nielsen", size=PHONE)
    page.wait_for_selector(".st-key-mosaic_beside .js-plotly-plot")
    settle(page)
    first, second = (box_of(page, key) for key in ("mosaic", "mosaic_beside"))
    assert second["y"] >= first["y"] + first["height"] and second["x"] == first["x"]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
