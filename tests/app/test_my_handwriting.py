"""The My handwriting page: a ready set at first, digits drawn, photographed and brought along, and a network taught."""

import io

import numpy as np
from PIL import Image

from mnistnet import Digits, load_digits, load_network, network_names
from mnistnet.digits.personal import read_set, save_set
from mnistnet.mistakes import examine
from mnistnet.strokes import inked
from mnistnet.weight_files import read_npz
from pages.ui.holdings import shelf
from pages.ui.rooms.my_handwriting import adding, own_digits, teaching

from .conftest import chart, only, told

PAGE = "my_handwriting.py"
TEST = load_digits().split("test")


def bar(column: int = 140) -> list[tuple[int, int]]:
    """Return one upright stroke."""
    return [(column, 60), (column, 220)]


def png(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def sheet_of_paper(count: int) -> bytes:
    """Return a photo of dark test digits in one line on white paper."""
    line = np.concatenate([np.pad(TEST.images[i], 6) for i in range(count)], axis=1)
    return png(255 - np.kron(line, np.ones((4, 4), np.uint8)))


def with_digits(test, count: int):
    """Put digits into the visitor's own set."""
    test.session_state["visitor"].hand = Digits(TEST.images[:count], TEST.labels[:count], "my hand")
    return test.run()


def walls(test) -> list[str]:
    return chart(test, "hand_wall")["data"][1]["text"]


def draw_and_save(test, hand, label: int, column: int = 140):
    hand.append(bar(column))
    test.run()
    test.segmented_control(key="hand_label").set_value(label)
    return test.run()


def test_before_the_first_save_made_up_writers_are_read_and_named_so(app, hand):
    test = app(PAGE)
    right = examine(load_network("scratch"), own_digits.ready_set()).right
    assert "made-up writers" in told(test.header) and f"{right.sum()} of 40" in told(test.header)
    assert any("a program drew" in caption.value for caption in test.caption)
    assert sum("✓" in title for title in walls(test)) == right.sum()
    bars = chart(test, "hand_bars")["data"][0]
    assert bars["x"] == list(network_names())


def test_the_board_is_empty_at_first_and_a_stroke_that_comes_with_the_tap_is_saved(app, hand):
    test = app(PAGE)
    assert "appears here" in told(test.info) and test.segmented_control(key="hand_label").disabled
    hand.append(bar())
    test.run()
    hand.append([(100, 100), (180, 100)])
    test.segmented_control(key="hand_label").set_value(4).run()
    assert np.count_nonzero(test.session_state["visitor"].hand.images[0].any(axis=0)) > 8, "the bar alone is thinner"


def test_a_tap_saves_the_drawing_and_wipes_the_board(app, hand):
    test = draw_and_save(app(PAGE), hand, 1)
    assert not test.exception and "Your digit**" in told(test.header) and "appears here" in told(test.info)
    saved = test.session_state["visitor"].hand
    assert saved.labels.tolist() == [1] and saved.images[0].any() and walls(test) == ["1 ✓"]
    draw_and_save(test, hand, 7, 200)
    assert test.session_state["visitor"].hand.labels.tolist() == [1, 7] and walls(test) == ["7 → 1 ✗", "1 ✓"]
    assert test.segmented_control(key="hand_label").value is None


def test_single_digits_can_be_taken_out(app, hand):
    test = with_digits(app(PAGE), 3)
    test.selectbox(key="hand_open").set_value(1).run()
    test.button(key="hand_remove").click().run()
    assert test.session_state["visitor"].hand.labels.tolist() == [TEST.labels[0], TEST.labels[2]]
    test.button(key="hand_clear").click().run()
    assert not test.exception and "made-up writers" in told(test.header)


def test_the_set_survives_a_page_change(app, hand):
    test = with_digits(app(PAGE), 5)
    test.switch_page("draw.py").run()
    test.switch_page(PAGE).run()
    assert "Your 5 digits" in told(test.header)


def test_photos_are_read_and_saved_with_the_labels_that_are_typed(app, hand):
    test = app(PAGE, hand_way=adding.PHOTOS)
    test.file_uploader(key="hand_photos_0").upload("sheet.png", sheet_of_paper(4), "image/png").run()
    assert not test.exception and "4 digits" in test.text_input(key="hand_photos_0_labels").label
    assert test.button(key="hand_save").disabled
    test.text_input(key="hand_photos_0_labels").set_value("12").run()
    assert test.button(key="hand_save").disabled and any("2 signs for 4" in c.value for c in test.caption)
    test.text_input(key="hand_photos_0_labels").set_value("4, 0 x7").run()
    test.button(key="hand_save").click().run()
    assert test.session_state["visitor"].hand.labels.tolist() == [4, 0, 7]
    assert test.file_uploader(key="hand_photos_1").value in (None, [])


def test_what_looks_like_no_digit_is_left_out_and_read_when_asked_for(app, hand):
    test = app(PAGE, hand_way=adding.PHOTOS)
    letter = inked(
        [np.array(stroke, float) for stroke in ([(30, 140), (80, 20), (130, 140)], [(50, 95), (110, 95)])], 10, 160
    )
    beside = 255 - letter[..., 0]
    paper = np.asarray(Image.open(io.BytesIO(sheet_of_paper(2))))
    test.file_uploader(key="hand_photos_0").upload("7A.png", png(np.hstack([paper, beside])), "image/png").run()
    assert "2 digits" in test.text_input(key="hand_photos_0_labels").label
    assert any("Picture 1: 1 mark looks like no digit." in c.value for c in test.caption)
    test.toggle(key="hand_photos_0_1_all").set_value(True).run()
    assert not test.exception and "3 digits" in test.text_input(key="hand_photos_0_labels").label


def test_a_picture_of_a_letter_alone_is_read_and_the_page_says_that_it_looks_like_no_digit(app, hand):
    test = app(PAGE, hand_way=adding.PHOTOS)
    strokes = [(30, 140), (80, 20), (130, 140)], [(50, 95), (110, 95)]
    letter = inked([np.array(stroke, float) for stroke in strokes], 10, 160)
    test.file_uploader(key="hand_photos_0").upload("A.png", png(255 - letter[..., 0]), "image/png").run()
    assert only(test.warning).value == "Picture 1, not sure: 1 mark that was read looks like no digit."
    assert test.text_input(key="hand_photos_0_labels").label == "What is this digit?"


def test_a_sheet_that_lies_on_its_side_is_said_to_and_turned_when_asked(app, hand):
    test = app(PAGE, hand_way=adding.PHOTOS)
    lying = png(np.rot90(np.asarray(Image.open(io.BytesIO(sheet_of_paper(5))))))
    test.file_uploader(key="hand_photos_0").upload("side.png", lying, "image/png").run()
    assert only(test.warning).value.startswith("Picture 1: It seems to lie on its side.")
    test.button(key="hand_photos_0_1_turns_offer").click().run()
    assert not test.exception and not test.warning and "hand_photos_0_1_turns_offer" not in {b.key for b in test.button}
    found = chart(test, "hand_found")["data"][1]["text"]
    straight = app(PAGE, hand_way=adding.PHOTOS)
    straight.file_uploader(key="hand_photos_0").upload("straight.png", sheet_of_paper(5), "image/png").run()
    assert not straight.warning and found == chart(straight, "hand_found")["data"][1]["text"]
    test.segmented_control(key="hand_photos_0_1_turns").set_value(1).run()
    assert only(test.warning).value.startswith("Picture 1: It seems to lie upside down.")


def test_a_digit_that_is_struck_out_is_read_and_the_page_says_so(app, hand):
    test = app(PAGE, hand_way=adding.PHOTOS)
    strokes = [(40, 50), (90, 20), (130, 60), (40, 150), (140, 150)], [(5, 95), (175, 85)]
    digit = inked([np.array(stroke, float) for stroke in strokes], 10, 180)
    test.file_uploader(key="hand_photos_0").upload("2.png", png(np.pad(255 - digit[..., 0], 40, "edge")), "image/png")
    test.run()
    assert not test.exception and test.text_input(key="hand_photos_0_labels").label == "What is this digit?"
    assert only(test.warning).value == "Picture 1, not sure: 1 digit seems to be struck out."


def test_a_picture_that_cannot_be_read_is_one_sentence_and_the_others_count(app, hand):
    test = app(PAGE, hand_way=adding.PHOTOS)
    files = [("a.png", b"nonsense", "image/png"), ("b.png", sheet_of_paper(2), "image/png")]
    files.append(("c.png", png(np.full((60, 60), 255, np.uint8)), "image/png"))
    for file in files:
        test.file_uploader(key="hand_photos_0").upload(*file)
    test.run()
    assert only(test.error).value.startswith("Picture 1: This file is not a PNG")
    assert only(test.warning).value.startswith("Picture 3: no ink")
    assert "2 digits" in test.text_input(key="hand_photos_0_labels").label
    test.slider(key="hand_photos_0_2_across").set_value((0, 50)).run()  # the left half holds one of both
    assert not test.exception and test.text_input(key="hand_photos_0_labels").label == "What is this digit?"
    test.segmented_control(key="hand_photos_0_2_ink").set_value("light").run()
    assert not test.exception


def test_a_set_goes_home_and_comes_back(app, hand):
    test = with_digits(app(PAGE, hand_way=adding.FILE), 3)
    more = save_set(Digits(TEST.images[10:12], TEST.labels[10:12]))
    test.file_uploader(key="hand_file_0").upload("hand.npz", more).run()
    assert only(test.success).value.startswith("2 digits") and len(test.session_state["visitor"].hand) == 5
    home = read_set(save_set(test.session_state["visitor"].hand))
    assert home.labels.tolist() == [*TEST.labels[:3], *TEST.labels[10:12]]
    test.file_uploader(key="hand_file_1").upload("hand.npz", b"PK nonsense").run()
    assert "not a set of digits" in only(test.error).value and len(test.session_state["visitor"].hand) == 5


def test_a_full_set_says_so(app, hand):
    test = with_digits(app(PAGE), 300)
    assert test.pagination and "Your 300 digits" in told(test.header)
    draw_and_save(test, hand, 1)
    assert "holds 300 digits" in only(test.toast).value and len(test.session_state["visitor"].hand) == 300


def test_a_network_is_taught_judged_and_joins_the_bench(app, hand):
    test = app(PAGE)
    test.button(key="teach").click().run()
    lesson = test.session_state["visitor"].lesson
    taught, held, mnist = lesson.judged
    assert (taught.count, held.count, mnist.count) == (30, 10, 1000) and taught.after >= taught.before
    assert f"{held.after} of 10 digits held back (before: {held.before})" in " ".join(m.value for m in test.markdown)
    name = "scratch, made-up writers"
    assert lesson.pupil == name and name in test.selectbox(key="network").options
    assert test.selectbox(key="network").value == "scratch", "the bench stays as it is until asked"
    assert name in chart(test, "hand_bars")["data"][0]["x"]
    flattered = f"{name} was taught with these digits, which flatters it."
    assert [flattered in one.value for one in test.caption].count(True) == 1
    test.button(key="teach_bench").click().run()
    assert test.selectbox(key="network").value == name and not test.exception
    for page in ("draw.py", "training.py", "what_it_sees.py"):
        test.switch_page(page).run()
        assert not test.exception and test.selectbox(key="network").value == name
    test.slider(key=f"epoch_{name}").set_value(0).run()
    assert not test.exception and "epoch" not in str(test.error), "its past is the network that it was copied from"


def test_all_can_be_taught_and_then_it_says_that_this_flatters(app, hand):
    test = app(PAGE)
    test.toggle(key="teach_all").set_value(True).run()
    test.button(key="teach").click().run()
    assert [one.count for one in test.session_state["visitor"].lesson.judged] == [40, 1000]
    assert any("flatters" in m.value for m in test.markdown)


def test_few_digits_are_taught_without_any_held_back(app, hand):
    test = with_digits(app(PAGE), 2)
    assert any("too few digits to hold some back" in caption.value for caption in test.caption)
    test.button(key="teach").click().run()
    assert [one.count for one in test.session_state["visitor"].lesson.judged] == [2, 1000] and not test.exception


def test_a_second_copy_has_a_name_of_its_own_and_the_oldest_makes_room(app, hand, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_KEPT", 2)
    test = with_digits(app(PAGE), 2)
    for _ in range(3):
        test.button(key="teach").click().run()
    kept = [name for name in test.selectbox(key="network").options if name not in network_names()]
    assert kept == ["scratch, my hand 2", "scratch, my hand 3"]


def test_while_another_network_is_taught_one_waits(app, hand):
    test = app(PAGE)
    with teaching.SEAT.making("another network"):
        test.button(key="teach").click().run()
    assert any("Another visitor" in info.value for info in test.info) and "_lesson" not in test.session_state


def test_the_taught_network_can_be_taken_home(app, hand):
    test = with_digits(app(PAGE), 2)
    test.button(key="teach").click().run()
    kept = test.session_state["visitor"].networks["scratch, my hand"].saved.network
    again = read_npz(teaching.save_npz(kept)).network
    assert again.digest == kept.digest and again.name == "scratch, my hand"
