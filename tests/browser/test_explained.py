"""Words of the trade are explained where they stand: to a finger, to keys, and without moving or doubling anything."""

from mnistnet.lessons.glossary import GLOSSARY

from .conftest import PHONE, eventually, settle

CARD, WORD = ".st-key-explained .card:popover-open", ".glossed[data-word=softmax]"


def test_a_word_is_explained_to_a_finger_and_to_keys_and_stays_one_word(visit):
    page = visit("probabilities", size=PHONE)
    word, card = page.locator(WORD), page.locator(CARD)
    word.wait_for()
    sentence = page.locator(f'[data-testid="stCaptionContainer"]:has({WORD})')
    words, height = sentence.inner_text(), sentence.bounding_box()["height"]
    assert card.count() == 0
    word.tap()
    card.wait_for()
    assert card.inner_text() == f"softmax: {GLOSSARY['softmax']}"
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE[0]
    page.locator("h1").tap()
    card.wait_for(state="detached")
    word.focus()
    card.wait_for()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    before = page.url
    page.locator(".st-key-random button:visible").first.click()  # the page is drawn anew around it
    eventually(page, lambda: page.url != before, "no other digit comes")
    settle(page)
    word.wait_for()
    assert (sentence.inner_text(), sentence.bounding_box()["height"]) == (words, height)
    marked = page.eval_on_selector_all(".glossed", "all => all.map(one => one.dataset.word)")
    assert len(marked) == len(set(marked)), "each word is marked once on a page"
