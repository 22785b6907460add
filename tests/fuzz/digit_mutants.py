"""Mutants of digit files: bytes of IDX pairs and CSV damaged, packed or not, and cells of CSV made odd."""

import base64
import bz2
import gzip
import io
import json
import lzma
import pickle
import random

import numpy as np
from PIL import Image

from mnistnet import Digits
from mnistnet.digits.files import csv_of_digits, save_digit_set, with_splits
from mnistnet.digits.files.foreign import TABLES
from tests.fuzz.hostile_digit_files import header
from tests.fuzz.hostile_zips import npz, tarred, zipped
from tests.fuzz.mats import mat
from tests.fuzz.mutants import damaged

ODD = (
    b"",
    b" ",
    b"-1",
    b"256",
    b"1e9",
    b"0.5",
    b"nan",
    b"inf",
    b'"7"',
    b'"',
    b"0x1",
    b"1_0",
    b"x" * 50,
    b"\xff",
    b"\0",
    b"01",
)
KINDS = ("idx", "csv", "set", "arrays", "zips", "texts", "marked", "bare")


def small_set():
    """Return twenty pictures of chance, two of each label."""
    rng = np.random.default_rng(3)
    images = rng.integers(0, 256, (20, 28, 28), dtype=np.uint8) * (rng.random((20, 28, 28)) < 0.1)
    return with_splits(Digits(images.astype(np.uint8), np.arange(20, dtype=np.uint8) % 10))


def seeds(kind):
    """Return valid files of a kind."""
    digits = small_set()
    images, labels = header(20, 28, 28) + digits.images.tobytes(), header(20) + digits.labels.tobytes()
    if kind == "idx":
        floats = header(20, 784, kind=13) + (digits.images / 255).astype(">f4").tobytes()
        return [{"a": images, "b": labels}, {"a": floats, "b": labels}]
    if kind == "arrays":
        flat, floats = digits.images.reshape(-1, 784)[:12], digits.images[:12] / 255
        pairs = {"x_train": flat[:8], "y_train": digits.labels[:8], "x_test": flat[8:], "y_test": digits.labels[8:12]}
        pickled = [pickle.dumps(pairs, protocol) for protocol in (2, 4)]
        first = {"X": flat[:4], "y": digits.labels[:4, None]}
        mats = [mat(packed=False, **first), mat(dataset={"train": first})]
        return [{"a": one} for one in (*mats, npz(**pairs), npz(X=floats, y=np.eye(10)[digits.labels[:12]]), *pickled)]
    if kind == "zips":
        few = csv_of_digits(Digits(digits.images[:2], digits.labels[:2]))
        pictures = {f"{i % 10}/{i}.png": png(image) for i, image in enumerate(digits.images[:3])}
        return [{"a": zipped(pictures)}, {"a": zipped({"train.csv": few, "test.csv": few})}, {"a": tarred(pictures)}]
    if kind == "texts":
        few = digits.images[:12].reshape(12, -1)
        told = json.dumps({"images": few[:2].tolist(), "labels": [1, 2]}).encode()
        rows = [f"{n} " + " ".join(f"{i}:{v}" for i, v in enumerate(row) if v) for n, row in enumerate(few[:3])]
        pairs = pickle.dumps(list(zip(few, range(10), strict=False)))
        signs = ["".join(" +#"[pixel // 86] for pixel in row) for image in digits.images[:10] for row in image]
        art = {"trainingimages": "\n".join(signs).encode(), "traininglabels": b"0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n"}
        below = b"".join(b"%b\n 7\n" % b"\n".join([b"0011" * 8] * 32) for _ in range(3))
        texts = (told, "\n".join(rows).encode(), pairs, bz2.compress(told), lzma.compress(told), below)
        return [*({"a": one} for one in texts), art]
    if kind == "marked":
        few = digits.images[:4].reshape(4, -1)
        rows, ten = ([" ".join(map(str, row)) for row in table] for table in (few, np.eye(10, dtype=int)[:4]))
        pairs = [" ".join(f"{i}:{v}" for i, v in enumerate(row) if v) for row in few]
        arff = "@relation r\n" + "@attribute p real\n" * 784 + "@attribute class {0,1,2,3}\n@data\n"
        both = list(zip(rows, ten, pairs, range(4), strict=True))
        texts = (
            "4 784 10\n" + "".join(f"{row}\n{one}\n" for row, one, _, _ in both),
            "".join(f"|labels {one} |features {row}\n" for row, one, _, _ in both),
            "".join(f"|labels {n}:1 |features {pair}\n" for _, _, pair, n in both),
            "".join(f"{n} 1 'a|p {pair}\n" for _, _, pair, n in both),
            "# r\n" + "".join(f"{n} qid:1 {pair} # r\n" for _, _, pair, n in both),
            arff + "".join("{" + pair.replace(" ", ",").replace(":", " ") + f",784 {n}}}\n" for _, _, pair, n in both),
        )
        return [{"a": one.encode()} for one in texts]
    if kind == "bare":
        pixels, answers = digits.images.reshape(20, 784), digits.labels.tobytes()
        text = base64.b64encode(pixels.tobytes()).decode()
        told = json.dumps({"images": text, "labels": digits.labels.tolist()}).encode()
        floats = (pixels / 255).astype("<f4").tobytes()
        beside = [{"a": one, "b": answers} for one in (pixels.tobytes(), floats, png(pixels))]
        return [*beside, {"a": np.column_stack((digits.labels, pixels)).tobytes()}, {"a": told}]
    if kind == "set":
        return [{"a": save_digit_set(digits)}, {"a": save_digit_set(digits, packed=False)}]
    few = csv_of_digits(Digits(digits.images[:3], digits.labels[:3]))
    return [{"a": few}, {"a": few.replace(b",", b";")}, {"a": few[few.index(b"\n") + 1 :]}]


def png(image):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def mutants(kind, count, seed=0):
    """Yield mutants of the valid files of a kind; the same seed gives the same ones."""
    dice = random.Random(f"{kind} {seed}")
    files = seeds(kind)
    for _ in range(count):
        mutant = dict(dice.choice(files))
        name = dice.choice(sorted(mutant))
        content = mutant[name]
        odd = kind == "csv" and dice.random() < 0.5
        mutant[name] = _oddly(content, dice) if odd else damaged(content, [content], dice)
        is_read_apart = mutant[name].startswith(TABLES)  # by a process of its own, which the watch forbids
        if dice.random() < 0.3 and kind in ("idx", "csv"):  # damage inside, under a checksum that is right
            mutant[name] = gzip.compress(mutant[name], 1)
            if dice.random() < 0.3:
                mutant[name] = damaged(mutant[name], [content], dice)
        if not is_read_apart:
            yield mutant


def _oddly(content, dice):
    """Return a CSV with some cells made into something else."""
    separator = b";" if b";" in content else b","
    lines = [line.split(separator) for line in content.split(b"\n")]
    for _ in range(dice.randrange(1, 4)):
        line = dice.choice(lines)
        line[dice.randrange(len(line))] = dice.choice(ODD)
    return b"\n".join(separator.join(line) for line in lines)
