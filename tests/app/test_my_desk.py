"""My desk: taken home as one file, brought back bit by bit, and kept on the server for whoever has a cookie."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mnistnet import Digits, load_digits, load_network
from mnistnet.books.networks import kept_epochs
from mnistnet.desk import Desk, KeptNetwork, packed_desk, read_desk
from mnistnet.digits.files import with_splits
from mnistnet.jobs.desks import desk_folder
from mnistnet.training.parameters import vector_of
from mnistnet.weight_files import SavedNetwork
from pages.ui.frame import my_desk
from pages.ui.holdings import shelf, visitor
from pages.ui.state.records import OwnSet

from .conftest import only, upload_box

ALL = load_digits()
TEST = ALL.split("test")
SET = with_splits(Digits(ALL.images[:200], ALL.labels[:200], "mine"))
HAND = Digits(TEST.images[:12], TEST.labels[:12], "my hand")
ANNA = "a" * 32


def saved(name: str, shipped: str = "scratch", epochs: tuple[int, ...] = ()) -> SavedNetwork:
    network = replace(load_network(shipped), name=name)
    return SavedNetwork(network, {epoch: vector_of(load_network(shipped, epoch=epoch)) for epoch in epochs})


PUPIL = SavedNetwork(replace(load_network("scratch", epoch=5), name="pupil"))
BOOK = saved("the book", epochs=kept_epochs("scratch")[:-1])
FULL = Desk(
    networks=(KeptNetwork(BOOK, brought=True), KeptNetwork(PUPIL, ("the book", 3))),
    sets=(SET,),
    hand=HAND,
    drawing=TEST.images[99],
    choices={"network": "pupil", "set": "mine", "digit": "7", "view": "z2", "epoch_the book": "2"},
)


@pytest.fixture
def with_cookie(monkeypatch):
    """Let the browser bring a name along."""
    monkeypatch.setattr(visitor, "cookie", lambda: ANNA)


def mine(test: AppTest):
    return test.session_state["visitor"]


def opened(test: AppTest) -> AppTest:
    test.button(key="my_desk").click().run()
    assert not test.exception, test.exception
    return test


def bring(test: AppTest, content: bytes) -> AppTest:
    upload_box(opened(test), "desk_file").upload("my-desk.zip", content, "application/zip").run()
    assert not test.exception, test.exception
    return test


def gathered(test: AppTest, monkeypatch) -> Desk:
    """Return the desk that would be saved."""
    packed = []
    monkeypatch.setattr(my_desk, "packed_desk", lambda made: packed.append(packed_desk(made)) or packed[-1])
    opened(test)
    return read_desk(packed[-1].content)


def open_again(page: str = "", **query: str) -> AppTest:
    """Open a page of a new session by an address without any choice in it, or with some."""
    test = AppTest.from_file(str(Path(__file__).parents[2] / "pages" / "_app.py"), default_timeout=60)
    if page:
        test.switch_page(page)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test


def same_networks(test: AppTest) -> None:
    kept = mine(test).networks
    assert list(kept) == ["the book", "pupil"]
    for one, name in zip(FULL.networks, kept, strict=True):
        back = kept[name]
        assert back.saved.network.digest == one.saved.network.digest and back.brought == one.brought
        assert back.grown_from == one.grown_from and back.saved.epochs.keys() == one.saved.epochs.keys()
        for epoch, vector in one.saved.epochs.items():
            np.testing.assert_array_equal(back.saved.epochs[epoch], vector, strict=True)


def all_is_back(test: AppTest) -> None:
    """Check that a session has everything of the full desk."""
    same_networks(test)
    own: OwnSet = mine(test).sets["mine"]
    np.testing.assert_array_equal(own.parts["train"].images, SET.split("train").images)
    np.testing.assert_array_equal(mine(test).hand.images, HAND.images)
    np.testing.assert_array_equal(mine(test).board.history[-1].digit, FULL.drawing)
    assert test.selectbox(key="network").value == "pupil" and test.selectbox(key="set").value == "mine"


def test_a_desk_is_brought_into_a_fresh_session_and_saved_as_the_same(app, monkeypatch):
    test = bring(app("neurons.py"), packed_desk(FULL).content)
    all_is_back(test)
    assert "2 networks, 1 set of digits, 12 digits of your hand" in only(test.toast).value
    test.switch_page("influence.py").run()
    assert test.number_input(key="digit").value == 7, "choices of other pages wait for their pages"
    again = gathered(test, monkeypatch)
    assert {k: v for k, v in again.choices.items() if k in FULL.choices} == FULL.choices
    assert [one.saved.network.digest for one in again.networks] == [one.saved.network.digest for one in FULL.networks]
    np.testing.assert_array_equal(again.drawing, FULL.drawing)


def test_what_is_here_stays_is_not_doubled_and_a_taken_name_is_made_free(app):
    test = bring(app("neurons.py"), packed_desk(FULL).content)
    bring(test, packed_desk(FULL).content)
    same_networks(test)
    assert len(mine(test).hand) == 12 and list(mine(test).sets) == ["mine"]
    other = Desk(
        (KeptNetwork(saved("the book", "nielsen", (0,))), KeptNetwork(saved("child", "nielsen"), ("the book", 0))),
        choices={"network": "the book", "epoch_the book": "4"},
    )
    bring(test, packed_desk(other).content)
    assert list(mine(test).networks) == ["the book", "pupil", "the book 2", "child"]
    assert mine(test).networks["child"].grown_from == ("the book 2", 0), "its past has its new name"
    assert test.selectbox(key="network").value == "the book 2"


def test_what_has_no_room_or_is_unfit_is_named(app, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_KEPT", 2)
    runs = (saved("older run", "nielsen"), saved("run"))
    made = replace(FULL, networks=FULL.networks[:1], runs=runs, choices={}, drawing=None)
    test = bring(app("neurons.py"), packed_desk(made).content)
    assert (
        list(mine(test).networks) == ["run", "the book"] and "No room was left for older run" in only(test.toast).value
    )
    tiny = Digits(ALL.images[:20], ALL.labels[:20], "tiny")
    bring(test, packed_desk(Desk(sets=(with_splits(tiny),))).content)
    assert "Not fit for the pages: tiny" in only(test.toast).value


@pytest.mark.parametrize("content", [b"x", b"PK\3\4" + bytes(50), packed_desk(FULL).content[:-100]])
def test_anything_else_is_refused_with_one_sentence(app, content):
    test = bring(app("neurons.py"), content)
    assert "not a desk saved by mnistnet" in only(test.toast).value and not mine(test).networks


def test_names_of_strangers_are_plain(app):
    name = "<b>x</b> [y](http://z)"
    network = replace(load_network("scratch"), name=name, book=name)
    sets = (Digits(SET.images, SET.labels, name, SET.splits),)
    test = bring(app("neurons.py"), packed_desk(Desk((KeptNetwork(SavedNetwork(network)),), sets=sets)).content)
    assert list(mine(test).networks) == list(mine(test).sets) == ["b x b y (http z)"]


def test_a_new_session_of_the_same_browser_finds_all_again(app, with_cookie):
    bring(app("neurons.py"), packed_desk(FULL).content)
    test = open_again("neurons.py")
    all_is_back(test)
    assert mine(open_again("draw.py")).bench.network.name == "pupil", "the desk remembers the network"
    assert not any(b"pupil" in path.name.encode() for path in desk_folder(ANNA).iterdir())


def test_what_the_address_asks_for_wins(app, with_cookie):
    bring(app("neurons.py"), packed_desk(FULL).content)
    test = open_again("influence.py", network="scratch")
    assert test.selectbox(key="network").value == "scratch"
    assert test.number_input(key="digit").value == 0, (
        "what a link leaves out has its default, or it would show another view"
    )
    test = open_again("influence.py", network="scratch", digit="3")
    assert test.number_input(key="digit").value == 3


def test_later_changes_are_kept_and_what_was_removed_is_gone(app, with_cookie):
    test = bring(app("my_networks.py"), packed_desk(FULL).content)
    test.switch_page("my_networks.py").run()
    test.selectbox(key="own_network").select("the book").run()
    test.button(key="own_remove").click().run()
    test.switch_page("influence.py").run()
    test.number_input(key="digit").set_value(11).run()
    again = open_again("influence.py")
    assert list(mine(again).networks) == ["pupil"] and again.number_input(key="digit").value == 11


def test_a_rerun_without_a_change_writes_nothing(app, with_cookie):
    test = bring(app("neurons.py"), packed_desk(FULL).content)
    before = {path.name: path.stat().st_mtime_ns for path in desk_folder(ANNA).iterdir()}
    test.run()
    assert {path.name: path.stat().st_mtime_ns for path in desk_folder(ANNA).iterdir()} == before


def test_without_a_cookie_or_where_it_is_switched_off_nothing_is_kept(app, monkeypatch, tmp_path):
    bring(app("neurons.py"), packed_desk(FULL).content)
    monkeypatch.setattr(visitor, "cookie", lambda: ANNA)
    monkeypatch.setenv("MNISTNET_KEEP_DESKS", "0")
    test = bring(app("neurons.py"), packed_desk(FULL).content)
    assert not (tmp_path / "runs" / "desks").exists() and not mine(open_again("neurons.py")).networks
    assert any("keeps nothing" in caption.value for caption in opened(test).caption)


def test_a_visitor_who_only_looks_leaves_nothing_behind(app, with_cookie, tmp_path):
    app("neurons.py").run()
    assert not (tmp_path / "runs" / "desks").exists()


def test_what_the_server_has_no_room_for_is_said(app, with_cookie, monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_DESK", "1.05")
    test = opened(bring(app("neurons.py"), packed_desk(FULL).content))
    assert any("no room for" in warning.value and "the book" in warning.value for warning in test.warning)


def test_a_past_that_is_another_networks_is_left_out(app):
    strange = [("sharp", 1), ("scratch", 99), ("nobody", 1), ("scratch", 2)]
    made = Desk(
        tuple(
            KeptNetwork(replace(PUPIL, network=replace(PUPIL.network, name=f"n{n}")), past)
            for n, past in enumerate(strange)
        )
    )
    test = bring(app("neurons.py"), packed_desk(made).content)
    assert [one.grown_from for one in mine(test).networks.values()] == [None, None, None, ("scratch", 2)]
