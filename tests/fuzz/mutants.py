"""Mutants are valid files with seeded damage: bytes changed, cut out, doubled, cut off or spliced."""

import io
import json
import pickle
import random
import struct
import zipfile

import numpy as np

from mnistnet import Dense, Flatten, Network, PixelEncoding, TrainingRecord, save_network_file
from tests.fuzz import hostile_hdf5, hostile_onnx, hostile_torch, kept_files
from tests.fuzz.hostile_safetensors import CARD, carded, entry, packed
from tests.fuzz.mats import mat

NUMBERS = (
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\0\0\0\x80",
    b"\xff",
    b"\0",
    b"\xff\xff",
    b"\1\0\0\0",
)

C_BRACKETS = str.maketrans("[]", "{}")


def small_networks():
    """Return networks of a few numbers, so that damage hits what holds them together."""
    rng = np.random.default_rng(7)
    one = Dense(rng.normal(size=(4, 3)).astype("f4"), np.zeros(3, "f4"), "relu", "hidden")
    two = Dense(rng.normal(size=(3, 2)), None, "softmax")
    record = TrainingRecord({"seed": 1, "epochs": 1}, ({"epoch": 0, "loss": 1.5},))
    yield Network((one, two), "small", "", PixelEncoding(0.01, 0.99), (2, 2), record, 0.5, 1)
    yield Network(
        (Dense(rng.normal(size=(2, 2)), None, "tanh"), Flatten(), Dense(np.ones((4, 2)), None)), image_shape=(2, 2)
    )


def plain():
    """Return the arrays of a network from 784 pixels to 10 digits, in few bytes."""
    return {
        "W1": np.ones((784, 1), np.int8),
        "b1": np.ones(1, np.int8),
        "W2": np.ones((1, 10), "f4"),
        "b2": np.ones(10, "f4"),
    }


def seeds():
    """Return reader -> valid files."""
    networks = list(small_networks())
    files = {
        kind: [save_network_file(network, kind) for network in networks]
        for kind in ("pkl", "npz", "json", "safetensors")
    }
    files["pkl"] += [pickle.dumps(plain(), protocol) for protocol in range(6)]
    npz = io.BytesIO()
    np.savez(npz, **plain())
    files["npz"].append(npz.getvalue())
    weights = [[[1] * 784], [[1]] * 10]
    files["json"].append(
        json.dumps({"sizes": [784, 1, 10], "weights": weights, "biases": [[[0]], [[0]] * 10]}).encode()
    )
    header = {"a.weight": {"dtype": "I8", "shape": [10, 784], "data_offsets": [0, 7840]}}
    text = json.dumps(header).encode()
    files["safetensors"].append(struct.pack("<Q", len(text)) + text + bytes(7840))
    tables = {name: array.reshape(1, -1) if array.ndim == 1 else array for name, array in plain().items()}
    layers = [{"W": tables[f"W{k}"], "b": tables[f"b{k}"]} for k in (1, 2)]
    cells = {word: [layer[word] for layer in layers] for word in "Wb"} | {"bends": "relu"}
    files["mat"] = [mat(packed=False, **tables), mat(net=cells), mat(layers=layers)]
    files["pt"] = hostile_torch.seeds()
    files["onnx"] = hostile_onnx.small()
    written = str({name: array.tolist() for name, array in plain().items()})[1:-1]
    files["source"] = [
        one.replace("'", "").replace(":", " =").encode() for one in (written, written.translate(C_BRACKETS))
    ]
    return files | hostile_hdf5.small() | kept_files.seeds(plain())


def damaged(content, others, random):
    """Return a damaged copy."""
    kind, place = random.randrange(7), random.randrange(len(content) + 1)
    length = min(random.choice((1, 1, 2, 4, 8, 30, 200)), len(content) - place)
    if kind == 0:
        return content[:place]
    if kind == 1:
        return content[:place] + content[place + length :]
    if kind == 2:
        return content[: place + length] + content[place:]
    if kind == 3:
        other = random.choice(others)
        start = random.randrange(len(other) + 1)
        return content[:place] + other[start : start + length] + content[place + length * random.randrange(2) :]
    if kind == 4:
        number = random.choice(NUMBERS)
        return content[:place] + number + content[place + len(number) :]
    changed = bytearray(content)
    for _ in range(random.randrange(1, 6)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


ODD = (
    None,
    True,
    -1,
    0,
    1,
    1.5,
    2**63,
    -(10**30),
    1e300,
    float("nan"),
    "",
    "W1",
    "\ud800",
    "a" * 600,
    [],
    {},
    [[]],
    [None],
)


def oddly(value, random):
    """Return a JSON value with one part, anywhere in it, made into something else."""
    if not isinstance(value, dict | list) or not value or random.random() < 0.1:
        return random.choice(ODD)
    keys = list(value) if isinstance(value, dict) else range(len(value))
    chosen = random.choice(keys)
    if random.random() < 0.1:
        rest = [key for key in keys if key != chosen]
        return {key: value[key] for key in rest} if isinstance(value, dict) else [value[key] for key in rest]
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[chosen] = oddly(value[chosen], random)
    return copy


def _odd_card(random):
    """Return a safetensors file with an odd card, or an odd header before a good one."""
    if random.random() < 0.7:
        return carded(oddly(CARD, random))
    header, data = {"W1": entry([4, 3], 0, 48), "b1": entry([3], 48, 60)}, bytes(60)
    return packed(oddly(header, random), data)


def mutants(kind, count, seed=0):
    """Yield mutants of the valid files of a reader; the same seed gives the same ones."""
    dice = random.Random(f"{kind} {seed}")
    files = seeds()[kind]
    whole = [_members(content) for content in files] if kind in ("npz", "keras", "zip") else None
    inside = [save_network_file(network, "npz") for network in small_networks()] + [pickle.dumps(plain())]
    texts = [json.loads(content) for content in files] if kind == "json" else []
    odd = {"json": lambda dice: json.dumps(oddly(dice.choice(texts), dice)).encode(), "safetensors": _odd_card}
    for _ in range(count):
        if whole is not None and dice.random() < 0.5:  # damage inside, under a checksum that is right
            members = dict(dice.choice(whole))
            name = dice.choice(sorted(members))
            members[name] = damaged(members[name], list(members.values()), dice)
            yield _zipped(members)
        elif kind == "packed" and dice.random() < 0.5:
            yield kept_files.packed_anew(dice.choice(inside), dice, damaged)
        elif kind == "safetensors" and dice.random() < 0.5:  # a damaged header of the right length
            content = dice.choice(files)
            end = 8 + int.from_bytes(content[:8], "little")
            text = damaged(content[8:end], [content[8:end]], dice)
            yield struct.pack("<Q", len(text)) + text + content[end:]
        elif kind in odd and dice.random() < 0.5:  # JSON that is well formed and wrong
            yield odd[kind](dice)
        else:
            yield damaged(dice.choice(files), files, dice)


def _members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def damaged_copies(files, count, seed=0):
    """Yield damaged copies of files; the same seed gives the same ones."""
    dice = random.Random(seed)
    for _ in range(count):
        yield damaged(dice.choice(files), files, dice)
