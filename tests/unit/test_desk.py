"""Desks kept on a server: only what changed is written, two windows do not undo each other, and old ones are swept."""

import os
import time
from dataclasses import replace

import numpy as np
import pytest

from mnistnet import Digits, load_digits, load_network
from mnistnet.desk import Desk, KeptNetwork, packed_desk, read_desk
from mnistnet.desk.desk_folder import keep_parts, keep_view, kept_desk
from mnistnet.digits.files import with_splits
from mnistnet.jobs.desks import KEPT_DAYS, desk_folder, sweep_desks
from mnistnet.weight_files import SavedNetwork

ANNA, BEN = "a" * 32, "b" * 32
ALL = load_digits()
SET = with_splits(Digits(ALL.images[:200], ALL.labels[:200], "../../etc/passwd"))
HAND = Digits(ALL.images[:3], ALL.labels[:3], "my hand")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path))
    return tmp_path


def network(name: str, shipped: str = "scratch") -> KeptNetwork:
    return KeptNetwork(SavedNetwork(replace(load_network(shipped), name=name)), brought=True)


def desk(*names: str, **more) -> Desk:
    return Desk(tuple(map(network, names)), **more)


def names(kept) -> list[str]:
    assert kept is not None
    return [one.saved.network.name for one in kept[0].networks]


def files(owner: str = ANNA) -> set[str]:
    return {path.name for path in desk_folder(owner).iterdir()}


def test_a_desk_is_kept_and_found_again_by_its_owner_alone():
    full = desk("one", "two", sets=(SET,), hand=HAND, drawing=ALL.images[7], choices={"node": "3"})
    known = keep_parts(ANNA, full, frozenset()).names
    keep_view(ANNA, full)
    found, kept = kept_desk(ANNA)
    assert kept.names == known and kept_desk(BEN) is None
    assert [one.saved.network.digest for one in found.networks] == [load_network("scratch").digest] * 2
    assert names((found,)) == ["one", "two"] and found.choices == {"node": "3"}
    np.testing.assert_array_equal(found.drawing, ALL.images[7])
    np.testing.assert_array_equal(found.hand.images, HAND.images)
    assert found.sets[0].name == SET.name, "no name of a visitor's becomes a path"
    assert not any("passwd" in name for name in files())


def test_neither_the_owners_name_nor_anybody_elses_is_a_path(folder):
    keep_view("../../x", Desk())
    assert desk_folder("../../x").parent == folder / "desks" and [p.name for p in folder.iterdir()] == ["desks"]


def test_only_what_changed_is_written_and_what_is_gone_is_deleted():
    known = keep_parts(ANNA, desk("one", "two"), frozenset()).names
    before = {name: (desk_folder(ANNA) / name).stat().st_mtime_ns for name in known}
    known = keep_parts(ANNA, desk("two", "three"), known).names
    after = {name: (desk_folder(ANNA) / name).stat().st_mtime_ns for name in known}
    assert len(before) == len(after) == 2 and len(before.items() & after.items()) == 1
    assert {name for name in files() if name.endswith(".npz")} == known


def test_two_windows_add_to_one_desk_and_each_can_remove():
    first = keep_parts(ANNA, desk("one"), frozenset()).names
    _, other = kept_desk(ANNA)
    second = keep_parts(ANNA, desk("one", "two"), other.names).names  # another window brings a second one
    first = keep_parts(ANNA, desk("one", hand=HAND), first).names  # the first one saves a digit
    assert sorted(names(kept_desk(ANNA))) == ["one", "two"] and len(kept_desk(ANNA)[0].hand) == 3
    keep_parts(ANNA, desk("two"), second)  # the other one removes the first
    assert names(kept_desk(ANNA)) == ["two"] and len(kept_desk(ANNA)[0].hand) == 3


def test_what_has_no_room_is_named_and_the_hand_comes_first(monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_DESK", "1.2")  # of which a million bytes are for cards
    kept = keep_parts(ANNA, desk("one", "two", hand=HAND), frozenset())
    assert kept.left_out == ("one",), "the newest first"
    assert names(kept_desk(ANNA)) == ["two"] and len(kept_desk(ANNA)[0].hand) == 3


def test_a_file_holds_no_more_than_can_be_read():
    many = desk(*(f"number {n}" for n in range(14)))
    packed = packed_desk(many)
    assert packed.left_out == ("number 1", "number 0") and len(read_desk(packed.content).networks) == 12


def test_choices_that_no_card_can_hold_are_left_out():
    read = read_desk(packed_desk(Desk(choices={"a": "1", "b": "x" * 401, "c\n": "1", "d": "\0", "": "1"})).content)
    assert read.choices == {"a": "1"}


def test_a_damaged_desk_is_none_and_is_written_anew():
    keep_parts(ANNA, desk("one"), frozenset())
    part = next(path for path in desk_folder(ANNA).glob("*.npz"))
    part.write_bytes(part.read_bytes()[:100])
    assert kept_desk(ANNA) is None
    part.unlink()
    assert names(kept_desk(ANNA)) == []
    (desk_folder(ANNA) / "desk.json").write_text("{")
    (desk_folder(ANNA) / "view.json").write_text("[]")
    assert names(kept_desk(ANNA)) == [] and kept_desk(ANNA)[0].choices == {}
    keep_parts(ANNA, desk("one"), frozenset())
    assert names(kept_desk(ANNA)) == ["one"]


def age(owner: str, days: float) -> None:
    then = time.time() - 86_400 * days
    os.utime(desk_folder(owner) / "view.json", (then, then))


def test_desks_are_swept_by_age_and_the_oldest_where_there_is_no_room(monkeypatch):
    for owner in (ANNA, BEN):
        keep_view(owner, Desk())
    age(ANNA, KEPT_DAYS + 1)
    sweep_desks()
    assert kept_desk(ANNA) is None and kept_desk(BEN) is not None
    age(BEN, KEPT_DAYS + 1)
    assert kept_desk(BEN) is not None, "who comes back is no longer away"
    sweep_desks()
    assert kept_desk(BEN) is not None
    keep_parts(ANNA, desk("one"), frozenset())
    keep_view(ANNA, Desk())
    age(ANNA, 2)
    monkeypatch.setenv("MNISTNET_MAX_DESKS", "0.1")  # a network takes more
    sweep_desks()
    assert kept_desk(ANNA) is None and kept_desk(BEN) is not None
