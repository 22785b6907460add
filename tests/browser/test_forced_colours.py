"""Where the system forces its own few colours on everything, what is chosen is still told from what is not."""

COLOUR = "one => getComputedStyle(one).backgroundColor"


def forced(visit, path: str):
    page = visit(path)
    page.emulate_media(forced_colors="active")
    return page, page.evaluate("""() => {
        const one = document.body.appendChild(document.createElement("div"));
        one.style.background = "Canvas";
        return getComputedStyle(one).backgroundColor;
    }""")


def test_sliders_and_what_is_chosen_are_seen(visit):
    page, paper = forced(visit, "robustness")
    thumb = page.locator('[data-testid="stSlider"] [role="group"] > div > div:has(> div input)').first
    assert thumb.evaluate(COLOUR) != paper
    chosen, other = (
        page.locator(f'[data-testid="stButtonGroup"] [aria-checked="{so}"]').first for so in ("true", "false")
    )
    assert chosen.evaluate(COLOUR) != other.evaluate(COLOUR)


def test_a_switch_is_seen_and_whether_it_is_on(visit):
    page, paper = forced(visit, "trust")
    track = page.locator('[data-testid="stCheckbox"] label > div:has(> div:only-child:empty)').first
    off = track.evaluate(COLOUR)
    page.locator('[data-testid="stCheckbox"] label').first.click()
    page.locator('[data-testid="stCheckbox"] input:checked').first.wait_for(state="attached")
    assert paper not in (off, track.evaluate(COLOUR)) and off != track.evaluate(COLOUR)
