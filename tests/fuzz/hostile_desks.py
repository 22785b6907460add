"""Desks that are bombs, lie about their parts, name paths, or hold other things than they say; each must be refused."""

import io
import json
import struct
import zipfile

import numpy as np

from mnistnet import Dense, Digits, Network
from mnistnet.desk import Desk, KeptNetwork, packed_desk
from mnistnet.digits.files import with_splits
from mnistnet.weight_files import SavedNetwork
from tests.fuzz.hostile_zips import header as array_header
from tests.fuzz.hostile_zips import npy, zipped
from tests.fuzz.mutants import ODD


def small_desk():
    """Return a desk with one of everything, in few bytes."""
    rng = np.random.default_rng(5)
    images = (rng.random((20, 28, 28)) < 0.05).astype(np.uint8) * 200
    digits = with_splits(Digits(images, np.arange(20, dtype=np.uint8) % 10, "mine"))
    layers = (Dense(np.ones((784, 2), "f4"), np.zeros(2, "f4"), "relu"), Dense(np.ones((2, 10), "f4"), None, "softmax"))
    network = Network(layers, "small", epoch=1)
    saved = SavedNetwork(network, {0: np.zeros(network.parameters, np.float16)})
    hand, choices = Digits(images[:3], digits.labels[:3], "my hand"), {"network": "small", "digit": "7"}
    return Desk((KeptNetwork(saved, ("scratch", 3), True),), (saved,), (digits,), hand, images[0], choices)


def members(content=None):
    """Return the members of a desk by name."""
    with zipfile.ZipFile(io.BytesIO(packed_desk(small_desk()).content if content is None else content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def cases():
    """Return name -> a hostile desk."""
    whole = packed_desk(small_desk()).content
    good = members()
    net, own, hand = (next(name for name in good if name.startswith(kind)) for kind in ("network", "set", "hand"))
    made = {f"cut at {share} %": whole[: len(whole) * share // 100] for share in range(0, 100, 7)}
    for name in (
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\x.npz",
        "network-x.npz",
        "desk.json/",
        "x.py",
        "a\0b",
        "n" * 900,
    ):
        made[f"a member {name[:20]!r}"] = zipped(good | {name: b"x"})
        made[f"a part {name[:20]!r}"] = zipped(good | {"desk.json": listed(good, "networks", "file", name)})
    made |= {f"without {name}": zipped({k: v for k, v in good.items() if k != name}) for name in good}
    made["one member more"] = zipped(good | {f"set-{'0' * 32}.npz": good[own]})
    made["two members of one name"] = twice(good, "desk.json")
    made["too many members"] = zipped(good | {f"set-{n:032x}.npz": b"" for n in range(60)})
    made |= {
        f"{a} as {b}": zipped(good | {b: good[a]})
        for a in (net, own, hand)
        for b in (net, own, hand)
        if a != b and b != own
    }
    made |= {f"{kind} is {value!r:.20}": zipped(good | {kind: bytes_of(value)}) for kind in CARDS for value in VALUES}
    for kind, key in (("networks", "grown_from"), ("networks", "brought"), ("sets", "name"), ("hand", "file")):
        for value in ODD:
            if not is_right(key, value):
                made[f"{key} is {value!r:.20}"] = zipped(good | {"desk.json": listed(good, kind, key, value)})
    made["a part listed often"] = zipped(good | {"desk.json": doubled(good)})
    for name, value in WRONG_VIEWS:
        made[f"{name} is {str(value)[:20]!r} {len(str(value))}"] = zipped(
            good | {"view.json": changed(good["view.json"], name, value)}
        )
    made["a zip in a part"] = zipped(good | {net: zipped({"a.npz": good[net]})})
    made["a pickle"] = zipped(good | {net: zipped({"W1.npy": b"cos\nsystem\n(S'id'\ntR."})})
    made["no zip"] = zipped(good | {own: b"hello"})
    return made


def heavy():
    """Return name -> a function that makes a bomb."""
    return {
        "a part of zeros": lambda: zipped(members() | {f"set-{'0' * 32}.npz": bytes(40_000_000)}),
        "a card of zeros": lambda: zipped(members() | {"desk.json": bytes(15_000_000)}),
        "a card of brackets": lambda: zipped(members() | {"desk.json": b"[" * 900_000}),
        "bombs in parts": bombs,
        "a hand of zeros": lambda: zipped(members() | {hand_name(): bomb(200)}),
        "too large": lambda: bytes(20_000_001),
        "a lie about size": lie,
    }


CARDS = ("desk.json", "view.json")
VALUES = (*ODD, {"format": "mnistnet desk 1"}, {"format": "mnistnet desk 2"}, b"{", b"\xff\xfe", b'{"a": 1, "a": 2}')

WRONG_VIEWS = (
    ("drawing", "A" * 5000),
    ("drawing", 7),
    ("choices", []),
    ("choices", {"a": 1}),
    ("choices", {"a": "b" * 401}),
    ("choices", {"a": "\n"}),
    ("choices", {str(n): "" for n in range(201)}),
    ("more", 1),
)


def is_right(key, value):
    """Return whether that is no lie after all."""
    return (key == "grown_from" and value is None) or (key == "brought" and isinstance(value, bool)) or (
        key == "name" and isinstance(value, str) and value == "W1"
    )  # fmt: skip


def bytes_of(value):
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def listed(good, kind, key, value):
    """Return the card of a desk with one value of its first row made into another one."""
    card = json.loads(good["desk.json"])
    card[kind][0][key] = value
    return json.dumps(card).encode()


def doubled(good):
    card = json.loads(good["desk.json"])
    card["sets"] *= 4
    return json.dumps(card).encode()


def changed(content, key, value):
    return json.dumps(json.loads(content) | {key: value}).encode()


def twice(good, name):
    """Return a zip with two members of one name."""
    content = bytearray(zipped(good | {"desk.jsom": good[name]}))
    return bytes(content.replace(b"desk.jsom", name.encode()))


def bomb(megabytes):
    return zipped(
        {"images.npy": npy(array_header("'|u1'", shape=f"({megabytes}, 1000, 1000)"), bytes(megabytes * 10**6))}
    )


def bombs():
    """Return a desk of four sets that unpack to thirty million bytes each."""
    good = members()
    card = json.loads(good["desk.json"])
    parts = {f"set-{n:032x}.npz": bomb(30) for n in range(4)}
    card["sets"] = [{"file": name, "name": "mine"} for name in parts]
    kept = {name: content for name, content in good.items() if not name.startswith("set")}
    return zipped(kept | parts | {"desk.json": json.dumps(card).encode()})


def hand_name():
    return next(name for name in members() if name.startswith("hand"))


def lie():
    """Return a desk whose directory says that a large part is small."""
    large, small = bytes(30_000_000), 1000
    content = bytearray(zipped(members() | {f"set-{'0' * 32}.npz": large}))
    return bytes(content.replace(struct.pack("<L", len(large)), struct.pack("<L", small)))
