"""On a phone the panel of a lesson leaves in sight what its step speaks of, and a cover hides the words as well."""

from .conftest import PHONE, eventually, settle

FREE = """key => {
  const box = (name) => document.querySelector(`.st-key-${name}`).getBoundingClientRect(), one = box(key);
  return Math.min(one.bottom, box("lesson").top) - Math.max(one.top, box("bench").bottom);
}"""


def test_a_phone_scrolls_to_what_a_step_speaks_of_until_its_reader_does(visit):
    page = visit("?lesson=neuron&step=1&network=scratch", size=PHONE)
    page.locator(".st-key-neurons").wait_for()
    eventually(page, lambda: page.evaluate(FREE, "neurons") > 150, "the wall lies behind the panel")
    page.locator(".st-key-lesson_next button").click()
    page.get_by_text("step 2 of 6").wait_for()
    eventually(page, lambda: page.evaluate(FREE, "neurons") > 150, "the wall lies behind the panel")
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    page.evaluate(f"{scrolled} = 0")
    page.locator(".st-key-lesson_hint button").click()
    page.get_by_text("Orange weights where the ink lies").wait_for()
    settle(page)
    assert page.evaluate(scrolled) == 0


def test_a_cover_hides_the_captions_too_until_it_is_lifted(visit, server):
    page, held = visit.blank(), []
    page.route("**/Html.*.js", lambda route: held.append(route))  # without it there is no cover yet
    page.goto(f"{server}/?lesson=pixels&step=4&network=scratch")
    says = page.get_by_text("of the pixels erased the answer is no longer")
    says.wait_for(state="attached")
    assert held
    assert not says.is_visible()
    for one in held:
        one.continue_()
    settle(page)
    page.locator(".st-key-covers style").wait_for(state="attached")
    assert page.locator(".st-key-order").is_visible()
    assert not says.is_visible()
    page.locator(".st-key-lesson_open button").click()
    says.wait_for(state="visible")
