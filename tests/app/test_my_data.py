"""The My data page: useful before any upload, a set brought along, and what the other pages make of it."""

import io
import struct
import zipfile

import numpy as np
import pytest
from PIL import Image

from mnistnet import Digits, jobs, load_digits, load_network
from mnistnet.digits.files import csv_of_digits, read_digit_set, save_digit_set, with_splits
from mnistnet.digits.known import SOURCES
from mnistnet.mistakes import examine
from mnistnet.words import say
from pages.ui.holdings import digit_sets, results
from pages.ui.rooms.my_data import at_a_glance
from pages.ui.state import keys
from tests.waiting import wait_for

from .conftest import PAGES, chart, charts, on_bench, only, table, told, upload_box

PAGE = "my_data.py"
ALL = load_digits()
SCRATCH = load_network("scratch")


def some(count: int = 300, labels: str = "0123456789") -> Digits:
    """Return a few of the validation digits, of these labels alone, with splits of their own."""
    known = ALL.split("validation")
    chosen = np.flatnonzero(np.isin(known.labels, [int(label) for label in labels]))[:count]
    return with_splits(Digits(known.images[chosen], known.labels[chosen], "some"))


def bring(test, *files: tuple[str, bytes]):
    for name, content in files:
        upload_box(test, "data_files").upload(name, content)
    test.run()
    assert not test.exception, test.exception
    return test


def laid_on_bench(test, digits: Digits, name: str = "mine"):
    """Bring a set along as one file and lay it on the bench."""
    bring(test, (f"{name}.npz", save_digit_set(digits)))
    test.button(key="data_keep").click().run()
    assert not test.exception, test.exception
    return test


def right(digits: Digits) -> str:
    exam = examine(SCRATCH, digits.split("test"))
    return f"**{exam.accuracy:.1%}**".replace("%", " %")


@pytest.fixture(autouse=True)
def no_official_digits(monkeypatch):
    """Let there be no choice but the sets that a test brings, wherever the tests run."""
    monkeypatch.setattr(digit_sets, "official_digits", lambda: None)


def said(test) -> str:
    return " ".join(element.value for kind in (test.markdown, test.caption) for element in kind)


def test_before_any_upload_it_shows_the_digits_that_come_along(app):
    test = app(PAGE)
    assert f"scratch reads {right(ALL)} of the 1,000 test digits right" in said(test)
    walls, counts = chart(test, "data_wall"), chart(test, "data_labels")
    assert list(walls["data"][2]["customdata"]) == list(range(at_a_glance.PART))
    assert counts["data"][0]["text"] == [f"{count:,}" for count in np.bincount(ALL.labels)]
    assert SOURCES["embedded"].url in said(test) and SOURCES["embedded"].licence in said(test)
    assert not any(box.key == keys.SET for box in test.selectbox), "no choice where there is nothing to choose"
    assert any("nobody else sees them" in caption.value for caption in test.caption)


def test_an_idx_pair_is_shown_before_it_is_kept(app):
    digits = some()
    test = bring(app(PAGE), ("b", idx(digits.labels)), ("a-images-idx3-ubyte", idx(digits.images)))
    assert "**300 pictures**: 240 to learn, 30 to watch meanwhile, 30 to test." in said(test)
    assert f"scratch reads {right(with_splits(Digits(digits.images, digits.labels)))} of those right" in said(test)
    titles = [f"{label}" for label in digits.labels[:30]]
    assert any(trace.get("text") == titles for shown in charts(test) for trace in shown["data"])
    assert "MNIST, 10,000 digits" in said(test), "nothing lies on the bench yet"


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def test_a_csv_of_dark_digits_is_turned_over_and_one_of_light_ones_is_not(app):
    digits = some()
    dark = Digits(255 - digits.images, digits.labels, "dark", digits.splits)
    test = bring(app(PAGE), ("dark.csv", csv_of_digits(dark)))
    (over,) = (toggle for toggle in test.toggle if toggle.key.startswith("data_invert"))
    assert over.value
    test.button(key="data_keep").click().run()
    assert test.selectbox(key=keys.SET).value == "dark"
    np.testing.assert_array_equal(test.session_state["visitor"].sets["dark"].whole().images.sum(), digits.images.sum())
    test = bring(app(PAGE), ("light.csv", csv_of_digits(digits)))
    assert not any(toggle.value for toggle in test.toggle if toggle.key.startswith("data_"))


def test_where_the_labels_of_a_zip_of_pictures_stand_is_said(app):
    digits, file = some(), io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for place, image in enumerate(digits.images):
            png = io.BytesIO()
            Image.fromarray(image).save(png, "PNG")
            archive.writestr(f"{place}.png", png.getvalue())
        archive.writestr("labels.csv", "".join(f"{place}.png,{label}\n" for place, label in enumerate(digits.labels)))
    test = bring(app(PAGE), ("mine.zip", file.getvalue()))
    assert "The labels stand in labels.csv." in said(test)
    assert f"scratch reads {right(with_splits(Digits(digits.images, digits.labels)))} of those right" in said(test)


def test_pictures_on_their_side_are_set_upright(app):
    digits = some()
    lying = Digits(digits.images.swapaxes(1, 2), digits.labels, "lying", digits.splits)
    test = bring(app(PAGE), ("emnist-digits.csv", csv_of_digits(lying)))
    assert "with rows and columns changed over" in told(test.warning)
    assert f"scratch reads {right(digits)} of those right" not in said(test)
    test.button(key="data_way").click().run()
    assert f"scratch reads {right(digits)} of those right" in said(test) and not test.warning


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([("a.csv", b"hello")], "not a CSV of digits"),
        ([("a.csv", csv_of_digits(some(50)))], "needs 100 or more"),
        ([("a", idx(ALL.labels))], "bring the file with its pictures"),
        ([("a", idx(ALL.labels)), ("b", idx(ALL.labels))], "as many files of labels as of pictures"),
        ([("a", idx(ALL.images))], "bring their labels along"),
        ([(str(i), b"x") for i in range(5)], "no more than 4"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(app, files, sentence):
    test = bring(app(PAGE), *files)
    assert sentence in only(test.error).value and len(test.error) == 1
    assert "MNIST, 10,000 digits" in said(test)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_looks_at_the_set_on_the_bench(app, page):
    test = laid_on_bench(app(PAGE, digit="900"), some(200, labels="358"))  # most labels are missing in it
    test.switch_page(page).run()
    assert not test.exception, test.exception
    assert any("of your 20 test digits" in caption.value for caption in test.caption)
    if page != "experiments.py":  # whose trainings were judged by the digits that come along
        assert "1,000" not in said(test).replace("bring up to 1,000", ""), "no page says a thousand where there are 20"


def test_mistakes_and_probabilities_are_those_of_the_own_set(app):
    digits = some(400)
    exam = examine(SCRATCH, digits.split("test"))
    test = laid_on_bench(app(PAGE), digits)
    test.switch_page("mistakes.py").run()
    assert f"**{len(exam.mistakes())} of 40 misread**" in said(test)
    test.switch_page("probabilities.py").run()
    assert test.number_input(key="digit").max == 39
    assert f"{exam.right.sum()} of 40 right" in said(test) and "never saw" not in said(test)
    test.selectbox(key=keys.SET).select(digit_sets.ALONG).run()
    assert test.number_input(key="digit").max == 999 and "never saw" in said(test)


def test_the_picture_on_the_bench_is_one_of_the_set_on_the_bench(app):
    digits = some()
    test = laid_on_bench(app(PAGE), digits)
    first = digits.split("test")
    test.switch_page("probabilities.py").run()
    test.number_input(key="digit").set_value(29).run()
    assert say("test digit 29, a {label}", label=first.labels[29]) in on_bench(test)
    test.selectbox(key=keys.SET).select(digit_sets.ALONG).run()
    test.number_input(key="digit").set_value(950).run()
    test.selectbox(key=keys.SET).select("mine").run()
    assert test.number_input(key="digit").value == 0 and not test.exception, "what this set does not have is the first"
    test.switch_page("influence.py").run()
    test.selectbox(key=keys.SET).select(digit_sets.ALONG).run()
    assert f"a {ALL.split('test').labels[0]}" in on_bench(test), "not the picture of another set"


def test_a_session_keeps_two_sets_and_forgets_one_that_is_removed(app):
    test = app(PAGE)
    for name, count in (("one", 200), ("two", 250), ("three", 300)):
        laid_on_bench(test, some(count), name)
    assert list(test.session_state["visitor"].sets) == ["two", "three"]
    laid_on_bench(test, some(300), "three again")
    assert list(test.session_state["visitor"].sets) == ["two", "three again"], "the same pictures are one set"
    test.button(key="data_remove").click().run()
    assert not test.exception and test.selectbox(key=keys.SET).value == digit_sets.ALONG
    assert "MNIST, 10,000 digits" in said(test)
    test.selectbox(key="own_data").select("two").run()
    test.button(key="data_bench").click().run()
    assert test.selectbox(key=keys.SET).value == "two"
    test.button(key="data_remove").click().run()
    assert not test.exception and not any(box.key == keys.SET for box in test.selectbox)


def test_what_is_taken_home_is_the_same_set(app):
    test = laid_on_bench(app(PAGE), some())
    own = test.session_state["visitor"].sets["mine"]
    again = read_digit_set(at_a_glance._packed(own, "npz"))
    assert again.digest == own.digest
    assert at_a_glance._packed(own, "csv")[:2] == b"\x1f\x8b"


def test_a_network_learns_from_the_own_set_and_says_so(app, monkeypatch):
    monkeypatch.setenv("MNISTNET_HOSTED", "1")
    digits = some(400)
    test = laid_on_bench(app(PAGE, network="nielsen"), digits, "tiny")
    test.switch_page("training.py").run()
    box = test.selectbox(key="data")
    box.select(next(option for option in box.options if "tiny" in option)).run()
    test.selectbox(key="preset").select("nielsen").run()
    test.number_input(key="nielsen_epochs").set_value(1).run()
    test.button(key="train").click().run()
    (run,) = jobs.runs()
    wait_for(lambda: not run.state().is_active)
    assert run.state().status == "finished", run.state().sentence
    learned = load_digits(run.spec.data)
    own = test.session_state["visitor"].sets["tiny"]
    for split in digits.splits:
        np.testing.assert_array_equal(learned.split(split).images, own.parts[split].images)
        np.testing.assert_array_equal(np.sort(learned.split(split).labels), np.sort(digits.split(split).labels))
    test.run()
    assert not test.exception and table(test, "runs")["learned from"][0] == "your set tiny"
    test.selectbox(key="network").select("my nielsen").run()
    assert not test.exception and any("It learned from your set tiny" in caption.value for caption in test.caption)
    test.number_input(key="nielsen_epochs").set_value(2).run()
    test.button(key="branch").click().run()
    branch = jobs.runs()[0]
    wait_for(lambda: not branch.state().is_active)
    assert branch.state().status == "finished" and branch.spec.data == run.spec.data


def test_caches_tell_one_set_from_another(app):
    test = app("neurons.py")
    before = test.session_state["visitor"].bench.network
    test = laid_on_bench(app(PAGE), some(labels="1"))
    test.switch_page("neurons.py").run()
    assert before.digest == test.session_state["visitor"].bench.network.digest
    assert "test digits, most for **1s**" in said(test), "means over another set's digits"
    assert results.embedded("test").labels.max() == 9
