"""The My networks page: the shelf, files of others and ours brought along, names changed, files taken home."""

import gzip
import hashlib
import io
import json
import os
import pickle
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from mnistnet import (
    Dense,
    Network,
    PixelEncoding,
    TrainingRecord,
    load_digits,
    load_network,
    load_network_file,
    network_names,
    save_network_file,
)
from mnistnet.books.book_file import SAMPLE_WEIGHT
from mnistnet.desk import Desk, packed_desk, read_desk
from mnistnet.digits.full_set import full_set_is_here
from mnistnet.limits import bounds
from mnistnet.weight_files import SavedNetwork, doubt_words, formats, save_npz
from pages.ui.holdings import own_runs, results, shelf
from pages.ui.rooms.my_networks import shelf_table, upload
from tests.fuzz.mats import mat

from .conftest import PAGES, is_headed, on_bench, only, table, told, upload_box

PAGE = "my_networks.py"
SCRATCH = load_network("scratch")
TEST = load_digits().split("test")
TRUE = f"{100 * (SCRATCH.predict(TEST.images).argmax(axis=1) == TEST.labels).mean():.1f} %"


def book() -> bytes:
    """Return the scratch network as the first book saves it: weights and biases, nothing else."""
    arrays = {}
    for k, layer in enumerate(SCRATCH.dense_layers, 1):
        arrays |= {f"W{k}": layer.weights, f"b{k}": layer.biases}
    return pickle.dumps(arrays)


def bring(test, content: bytes, name: str = "sample_weight.pkl"):
    upload_box(test, "net_file").upload(name, content, "application/octet-stream").run()
    assert not test.exception, test.exception
    return test


def brought(test, content: bytes, name: str = "sample_weight.pkl"):
    """Bring a file along and put it on the shelf with the likely answers."""
    bring(test, content, name)
    test.button(key="net_keep").click().run()
    assert not test.exception, test.exception
    return test


def asked(test, what: str):
    return next(box for box in test.selectbox if str(box.key).startswith(f"net_{what}_"))


def markdown(test) -> str:
    return " ".join(part.value for part in test.markdown)


def test_before_any_upload_the_shelf_and_four_files_are_there(app):
    test = app(PAGE, network="scratch")
    shelved = table(test, "shelf").set_index("name")
    assert tuple(shelved.index) == network_names() and shelved["layers"]["scratch"] == "784-50-100-10"
    assert f"{shelved['accuracy']['scratch']:.1f} %" == TRUE and shelved["parameters"]["scratch"] == SCRATCH.parameters
    assert len(test.get("download_button")) == 4 and not test.error
    assert any("flattered" in caption.value for caption in test.caption)


def test_a_book_pickle_is_asked_about_with_the_likely_answers(app):
    test = bring(app(PAGE, network="nielsen"), book())
    assert asked(test, "inputs").value == "0 to 1" and asked(test, "hidden").value == "sigmoid"
    assert asked(test, "output").value == "softmax" and f"reads **{TRUE}**" in markdown(test) and not test.warning
    cells = table(test, "readings")
    assert cells["sigmoid"][0] == f"{TRUE} ✓" and (cells != "").all(axis=None) and cells.shape == (9, 7)
    test.button(key="net_keep").click().run()
    assert test.selectbox(key="network").value == "sample_weight" and "on your shelf" in only(test.success).value
    kept = test.session_state["visitor"].networks["sample_weight"].saved.network
    unnamed = replace(SCRATCH, layers=tuple(replace(layer, name="") for layer in SCRATCH.layers))
    assert kept.digest == unnamed.digest and table(test, "shelf")["from"].iloc[-1] == "your file"


def test_a_wrong_choice_is_seen_at_once(app):
    test = bring(app(PAGE), book())
    asked(test, "hidden").set_value("relu").run()
    wrong = load_network_file(book(), activation="relu", output="softmax", encoding=PixelEncoding())
    reads = (wrong.predict(TEST.images).argmax(axis=1) == TEST.labels).mean()
    assert reads < 0.9 and f"reads **{100 * reads:.1f} %**" in markdown(test)
    assert f"Another reading gets {TRUE}" in only(test.warning).value
    asked(test, "hidden").set_value("sigmoid")
    asked(test, "output").set_value("sigmoid").run()
    assert not test.warning, "the output cannot be told by accuracy"


def test_pixels_less_a_mean_that_is_not_in_the_file_can_be_chosen_and_unchosen(app):
    mean, first = load_digits().images.reshape(-1, 784).mean(axis=0) / 255, SCRATCH.dense_layers[0]
    arrays = pickle.loads(book()) | {"b1": first.biases + mean @ first.weights}
    test = bring(app(PAGE), pickle.dumps(arrays))
    assert asked(test, "inputs").value == "0 to 1, each less its mean" and f"reads **{TRUE}**" in markdown(test)
    assert any("10,000 digits stands in" in one.value and "exact" not in one.value for one in test.caption)
    asked(test, "inputs").set_value("0 to 1").run()
    assert not any("stands in" in one.value for one in test.caption)
    plain = load_network_file(pickle.dumps(arrays), activation="sigmoid", output="softmax", encoding=PixelEncoding())
    reads = (plain.predict(TEST.images).argmax(axis=1) == TEST.labels).mean()
    assert reads < 0.9 and f"reads **{100 * reads:.1f} %**" in markdown(test)
    asked(test, "inputs").set_value("0 to 1, each less its mean").run()
    assert f"reads **{TRUE}**" in markdown(test)


def test_every_count_of_right_answers_says_that_a_strangers_network_has_seen_the_digits(app):
    test = brought(app(PAGE), book())
    for page in ("activations.py", "map.py", "my_data.py", "neurons.py", "probabilities.py", "arithmetic.py"):
        test.switch_page(page).run()
        if page == "arithmetic.py":
            only(one for one in test.button_group if one.key == "sum_view").set_value("nudge").run()
            test.button(key="learn_once").click().run()
        assert not test.exception and "was trained elsewhere, and these digits are" in told(test.caption), page
        assert "it was trained elsewhere and has probably learned" in told(test.caption), page
        assert "its file is read with pixels from 0 to 1 and hidden nodes that do sigmoid" in told(test.caption), page
    test.button(key="learned_bench").click().run()
    test.switch_page("probabilities.py").run()
    assert "sample_weight, learned a" in on_bench(test) and "was trained elsewhere, and" in told(test.caption)


def test_a_reading_that_is_not_sure_is_told_wherever_a_number_of_the_network_stands_and_after_a_return(app):
    test = bring(app(PAGE), book())
    asked(test, "hidden").set_value("tanh").run()
    test.button(key="net_keep").click().run()
    chosen = "How the file of sample_weight is to be read is not sure. As likely, or nearly so: sigmoid with pixels 0 "
    for page in ("probabilities.py", "map.py"):
        test.switch_page(page).run()
        assert chosen in told(test.caption) and "not sure that its file is to be read so" in told(test.caption), page
    kept = tuple(test.session_state["visitor"].networks.values())
    back = read_desk(packed_desk(Desk(kept)).content).networks
    assert [doubt_words(one.saved.network) for one in back] == [doubt_words(one.saved.network) for one in kept]
    assert all(doubt_words(one.saved.network) for one in back)


@pytest.mark.parametrize("format", ["npz", "safetensors", "pkl", "json"])
def test_files_of_ours_need_no_question(app, format):
    net = load_network("your-own")
    test = bring(app(PAGE), save_network_file(net, format), f"x.{format}")
    assert not [box for box in test.selectbox if str(box.key).startswith("net_")] and not test.table
    test.button(key="net_keep").click().run()
    kept = test.session_state["visitor"].networks["your-own 2"].saved.network
    assert kept.digest == net.digest and kept.epoch == net.epoch and kept.encoding == net.encoding


def test_a_file_with_its_past_keeps_the_time_machine(app):
    first = load_network("nielsen", epoch=0)
    second, last = load_network("nielsen", epoch=2), load_network("nielsen", epoch=3)
    content = save_npz(last, {0: first, 2: second, 7: last})
    test = brought(app(PAGE), content, "x.npz")
    past = test.select_slider(key="epoch_nielsen 2")
    assert past.options == ["0", "2", "3"] and past.value == 3
    past.set_value(0).run()
    assert test.session_state["visitor"].bench.network.digest == first.digest
    assert test.session_state["visitor"].bench.network.name == "nielsen 2"


@pytest.mark.parametrize("epoch", [None, 5, 10**9])
def test_what_is_not_known_of_the_past_is_not_made_up(app, epoch):
    net = replace(SCRATCH, name="mine", epoch=epoch, training=TrainingRecord())
    test = brought(app(PAGE), save_npz(net), "x.npz")
    said = " ".join(caption.value for caption in test.caption)
    assert (
        "shuffled" in said
        and "not learned anything" not in said
        and not any("epoch" in slider.key for slider in test.slider)
    )
    assert ("does not say how long" in said) == (epoch is None)
    test.switch_page("influence.py").run()
    assert not test.exception and not [button for button in test.button if button.key == "training"]
    test.switch_page("training.py").run()
    assert any("Nothing is known" in info.value for info in test.info)
    test.switch_page("layers.py").run()
    assert any("Only one state" in info.value for info in test.info)
    test.switch_page("neurons.py").run()
    weights = test.segmented_control(key="neuron_weights").options
    assert list(weights) == ["Both", "Now", "Shuffled", "Difference"]
    test.switch_page("what_it_sees.py").run()
    assert any(text.value.startswith("**Shuffled, as a control**") for text in test.markdown)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", ["book", "deep", "one layer", "rows"])
def test_every_page_opens_with_an_uploaded_network(app, page, kind):
    rng = np.random.default_rng(1)
    widths = {"deep": (784, 20, 15, 12, 10), "one layer": (784, 10)}.get(kind)
    content = {"book": book(), "rows": save_npz(replace(load_network("rows"), epoch=None))}.get(kind)
    if widths:
        arrays = {f"W{k}": rng.normal(0, 0.1, pair) for k, pair in enumerate(pairwise(widths), 1)}
        file = io.BytesIO()
        np.savez(file, **arrays)
        content = file.getvalue()
    test = brought(app(PAGE), content, "brought.npz")
    name = test.selectbox(key="network").value
    assert name not in network_names()
    test.switch_page(page).run()
    assert not test.exception, test.exception
    assert test.selectbox(key="network").value == name and is_headed(only(test.title).value) and not test.error


class Evil:
    def __reduce__(self):
        return print, ("it ran",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pickle.dumps({"W1": Evil()}), "pickle"),
        (b"nonsense", "no weight file"),
        (b"", "is empty"),
        (json.dumps({"sizes": [1], "weights": "x", "biases": 3}).encode(), "biases"),
        (save_npz(Network((Dense(np.ones((784, 3), np.float32)),))), "3 answers"),
        (save_npz(Network((Dense(np.ones((16, 10), np.float32)),), image_shape=(4, 4))), "4 x 4 pixels"),
    ],
)
def test_a_hostile_or_unfitting_file_is_one_sentence_and_nothing_is_lost(app, capfd, content, words):
    test = brought(app(PAGE), book())
    bring(test, content)
    assert words in only(test.error).value and "it ran" not in capfd.readouterr().out
    assert not [button for button in test.button if button.key == "net_keep"]
    assert test.selectbox(key="network").value == "sample_weight" and len(test.get("download_button")) == 4


def test_a_format_that_is_not_read_comes_with_three_lines_that_convert_it(app, monkeypatch):
    monkeypatch.setattr(formats, "can_read_onnx", lambda: False)
    test = bring(app(PAGE), b"\x08\x07\x12\x04" + bytes(100), "model.onnx")
    assert ".onnx" in only(test.error).value and only(test.code).value.count("\n") == 2


def test_numbers_that_overflow_are_refused(app):
    huge = [Dense(np.full((784, 50), 1e6, np.float32), None, "relu")]
    huge += [Dense(np.full((50, 50), 1e6, np.float32), None, "relu") for _ in range(6)]
    net = Network((*huge, Dense(np.full((50, 10), 1e6, np.float32), None, "softmax")))
    assert "infinite numbers" in told(bring(app(PAGE), save_npz(net)).error)


def test_a_name_from_a_file_cannot_dress_up_the_page(app):
    net = replace(SCRATCH, name="![x](https://example.org/a.png) <b>**bold**", book="[a](b)")
    test = brought(app(PAGE), save_npz(net))
    name = test.selectbox(key="network").value
    assert not set("![]<>*:/") & set(name) and "bold" in name


def test_rename_and_remove(app):
    test = brought(brought(app(PAGE), book()), book())
    assert test.selectbox(key="own_network").options == ["sample_weight", "sample_weight 2"]
    test.text_input(key="own_name_sample_weight 2").set_value("my *first*").run()
    test.button(key="own_rename").click().run()
    assert test.selectbox(key="network").value == "my first" == test.selectbox(key="own_network").value
    assert test.session_state["visitor"].bench.network.name == "my first" and not test.exception
    test.text_input(key="own_name_my first").set_value("scratch").run()
    test.button(key="own_rename").click().run()
    assert test.selectbox(key="network").value == "scratch 2", "a taken name is made free"
    test.button(key="own_remove").click().run()
    assert not test.exception and test.selectbox(key="network").value == "scratch"
    assert test.selectbox(key="own_network").options == ["sample_weight"]
    test.button(key="own_remove").click().run()
    assert not test.exception
    assert not test.session_state["visitor"].networks and tuple(table(test, "shelf")["name"]) == network_names()


def test_a_renamed_parent_stays_the_past_and_a_removed_one_is_forgotten(monkeypatch):
    kept: dict = {}
    monkeypatch.setattr(shelf, "_kept", lambda: kept)
    monkeypatch.setattr(own_runs, "learned", dict)
    start = replace(SCRATCH, epoch=0, name="start")
    shelf.keep(SavedNetwork(start))
    shelf.keep(SavedNetwork(replace(SCRATCH, epoch=2, name="child")), ("start", 0))
    assert shelf.rename("start", "root") == "root" and list(kept) == ["root", "child"]
    assert shelf.network("child", 0).name == "root" and shelf.epochs("child") == (0, 1, 2) and shelf.has_past("child")
    shelf.remove("root")
    assert shelf.epochs("child") == (2,) and not shelf.has_past("child")
    assert shelf.rename("child", "root") == "root" and shelf.epochs("root") == (2,), "nobody is his own past"


def test_a_full_shelf_says_who_makes_room(app, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_KEPT", 1)
    test = bring(brought(app(PAGE), book(), "old.pkl"), book(), "new.pkl")
    assert any("old, the oldest there, makes room" in caption.value for caption in test.caption)
    test.button(key="net_keep").click().run()
    assert "Your oldest network made room and is gone: old." in [toast.value for toast in test.toast]
    here = test.session_state["visitor"].networks
    assert list(here) == ["new"]
    monkeypatch.setattr(shelf, "MOST_KEPT", 8)
    monkeypatch.setattr(shelf, "_kept", lambda: here)
    monkeypatch.setattr(bounds, "SHELF", replace(bounds.SHELF, most=2 * shelf.bytes_of(SavedNetwork(SCRATCH))))
    assert not shelf.making_room_for(SavedNetwork(SCRATCH))
    past = {0: np.zeros(SCRATCH.parameters, np.float16)}
    assert shelf.making_room_for(SavedNetwork(SCRATCH, past)) == ("new",), "epochs take memory as well"


def test_what_is_too_large_for_json_is_a_sentence(app, monkeypatch):
    monkeypatch.setattr(shelf_table, "MOST_FOR_JSON", 1000)
    shelf_table._content.clear()
    test = app(PAGE, network="scratch")
    assert "too large for JSON" in told(test.info) and len(test.get("download_button")) == 3
    shelf_table._content.clear()


def test_a_taken_home_file_comes_back_the_same(app):
    app(PAGE, network="scratch")
    for kind in shelf_table.FORMATS:
        content = shelf_table._content(SCRATCH, kind)
        assert load_network_file(content).digest == SCRATCH.digest
    assert pickle.loads(shelf_table._content(SCRATCH, "pkl"))["W1"].shape


def in_matlab(content):
    """Return the arrays of a file of NumPy's as MATLAB keeps them."""
    arrays = pickle.loads(content)
    return mat(**{name: array.reshape(-1, array.shape[-1]) for name, array in arrays.items()})


def test_packed_files_and_those_of_matlabs_open_or_are_refused_by_name(app):
    test = bring(app(PAGE), gzip.compress(book()), "sample_weight.pkl.gz")
    assert f"reads **{TRUE}**" in markdown(test) and not test.error
    assert f"reads **{TRUE}**" in markdown(bring(app(PAGE), in_matlab(book()), "weights.mat"))
    test = bring(app(PAGE), b"MATLAB 5.0 MAT-file, Platform: posix", "weights.mat")
    assert "MATLAB" in told(test.error) and "damaged" in told(test.error)


def test_the_file_kinds_offered_are_those_that_are_saved():
    assert set(upload.KINDS) >= set(shelf_table.FORMATS)


def test_the_way_to_the_books_file_stands_above_the_box(app):
    test = app(PAGE)
    (link,) = test.get("link_button")
    assert link.proto.url == SAMPLE_WEIGHT.address and "sample_weight.pkl" in link.proto.label
    said = markdown(test)
    assert "0.9352 of MNIST's 10,000 test digits, which is **648 misread**" in said and "W2 (50, 100)" in said
    assert SAMPLE_WEIGHT.sha256 in said


def test_a_file_of_the_books_shapes_is_compared_with_the_books(app, monkeypatch):
    monkeypatch.setattr(results, "official_digits", lambda: None)
    test = bring(app(PAGE), book())
    assert "not on this machine" in told(test.info) and not test.success
    monkeypatch.setattr(results, "official_digits", lambda: TEST)
    wrong = int((SCRATCH.predict(TEST.images).argmax(axis=1) != TEST.labels).sum())
    test = bring(app(PAGE), book())
    assert f"it misreads {wrong} of MNIST's" in told(test.info) and "other weights" in told(test.info)
    assert not bring(app(PAGE), save_network_file(load_network("nielsen"), "npz")).info


def test_the_books_file_is_recognised(app, monkeypatch):
    facts = {"sha256": hashlib.sha256(book()).hexdigest(), "digest": load_network_file(book()).digest}
    monkeypatch.setattr("mnistnet.books.book_file.SAMPLE_WEIGHT", replace(SAMPLE_WEIGHT, **facts))
    monkeypatch.setattr(results, "official_digits", lambda: None)
    test = bring(app(PAGE), book())
    assert only(test.success).value.startswith("**This is the book's file.** It is the same, byte for byte")
    test.button(key="net_keep").click().run()
    assert table(test, "shelf")["from"].iloc[-1] == "the book's own file"


@pytest.mark.skipif("MNISTNET_BOOK_FILE" not in os.environ, reason="the book's file is not here")
def test_the_books_own_file(app):
    test = bring(app(PAGE), Path(os.environ["MNISTNET_BOOK_FILE"]).read_bytes())
    assert "This is the book's file" in only(test.success).value
    if full_set_is_here():
        assert "It misreads 648 of MNIST's 10,000 test digits: accuracy 0.9352." in only(test.success).value
    test.button(key="net_keep").click().run()
    test.switch_page("activations.py").run()
    fed = table(test, "feeding")
    if full_set_is_here():
        assert fed["misread"].tolist() == ["648 of 10,000", "793 of 10,000"]
        assert fed["sums of layer 1"].tolist() == ["−13.8 to 13.3", "−3511 to 3384"]
    assert any(caption.value.startswith("These are the book's own weights") for caption in test.caption)
