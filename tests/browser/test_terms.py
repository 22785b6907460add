"""A sum written out, under the mouse and the keys: a place and its term light each other up, and lead to its weight."""

from .conftest import settle


def test_bars_begin_at_one_line_and_none_is_cut_short(visit):
    sheet = visit("arithmetic?network=scratch").locator(".st-key-terms_forward")
    sheet.locator("li button").first.wait_for()
    for line in sheet.locator("li:has(.bar)").all():
        bar, ink = line.locator(".bar").bounding_box(), line.locator(".bar i").bounding_box()
        negative = line.locator(".number").inner_text().startswith("−")
        begins = ink["x"] + ink["width"] if negative else ink["x"]
        assert abs(begins - bar["x"]) < 2, f"{line.inner_text()} does not begin at the line in the middle"
    rest = sheet.locator("li.end", has_text="smaller ones")
    assert rest.count() == 1 and not rest.locator(".bar").count(), "far longer than all other bars"


def test_a_pixel_lights_its_term_and_a_term_leads_to_moving_its_weight(visit):
    page = visit("arithmetic?network=scratch")
    sheet = page.locator(".st-key-terms_forward")
    term, says = sheet.locator("li button").first, sheet.locator(".says")
    term.wait_for()
    place = int(term.get_attribute("data-place"))
    row, column = divmod(place, 28)
    box = sheet.locator("canvas").nth(1).bounding_box()
    cell = (box["width"] - 2) / 28
    page.mouse.move(box["x"] + 1 + (column + 0.5) * cell, box["y"] + 1 + (row + 0.5) * cell)
    sheet.locator("li button[aria-pressed='true']").wait_for()
    assert term.get_attribute("aria-pressed") == "true", "the pixel's term"
    assert says.inner_text().startswith(f"row {row}, column {column}: ")
    sheet.locator("canvas").first.focus()
    page.keyboard.press("ArrowDown")
    assert says.inner_text().startswith(f"row {row + 1}, column {column}: "), "keys go on from there"
    term.click()
    sheet.get_by_role("button", name="Move this weight").click()
    page.get_by_text("Receipt of the nudge").wait_for()
    settle(page)
    assert page.locator(".st-key-sum_weight input").input_value() == str(place)
