"""Digit files that are bombs, lie about their size, or are something else; each set of files must be refused."""

import bz2
import gzip
import io
import lzma
import pickle
import struct
import zlib

import numpy as np
from PIL import Image

from tests.fuzz.hostile_zips import npz, stored, tarred, zipped
from tests.fuzz.mats import lies

LINE = b"5,9," + b",".join([b"0"] * 783)
PIXELS = b"\xff" + bytes(783)
IMAGES = b"\xff" + bytes(784 * 12 - 1)  # not all blank, which is refused
LABELS = struct.pack(">BBBBI", 0, 0, 8, 1, 12) + bytes(range(10)) + b"\0\1"


def header(*shape, kind=8, dimensions=None):
    count = len(shape) if dimensions is None else dimensions
    return struct.pack(f">BBBB{len(shape)}I", 0, 0, kind, count, *shape)


def packed(size, byte=b"\0", head=b""):
    """Return gzip data that inflates to `head` and so many bytes, made of one packed megabyte over and over.

    Its checksum is wrong: nobody should come as far as that.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(byte * (1_000_000 // len(byte))) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + again * (size // 1_000_000) + packer.flush()


def pairs():
    """Pairs of which one, or both, are none."""
    good = header(12, 28, 28) + IMAGES
    ones = {
        "huge count": header(2**32 - 1, 28, 28) + IMAGES, "huge side": header(12, 2**32 - 1, 2**32 - 1) + IMAGES,
        "no pictures": header(0, 28, 28), "flat": header(12, 784) + IMAGES[1:],
        "four": header(12, 28, 28, 9) + IMAGES * 9,
        "huge doubles": header(2**32 - 1, 2**32 - 1, kind=14) + IMAGES, "no doubles": header(0, 28, 28, kind=14),
        "huge turned": bytes((0, 0, 13, 2)) + struct.pack("<2I", 2**23, 2**23) + IMAGES,
        "no dimensions": header(dimensions=0), "many": header(12, 28, 28, dimensions=255) + IMAGES,
        "doubles": header(12, 28, 28, kind=14) + IMAGES * 8, "kind 0": header(12, 28, 28, kind=0) + IMAGES,
        "cut": good[:-1], "long": good + b"\0", "header alone": header(12, 28, 28), "half a header": good[:9],
        "four bytes": good[:4], "nothing": b"", "thrice": gzip.compress(gzip.compress(gzip.compress(good))),
        "two members": gzip.compress(good) * 2, "cut gzip": gzip.compress(good)[:-5],
        "crc": gzip.compress(good)[:-8] + bytes(8), "words": b"hello, I am a picture",
        "tail": gzip.compress(good) + b"x", "colour": header(12, 28, 84) + IMAGES * 3,
        "fifteen wide": header(12, 15, 16) + bytes(12 * 240), "huge squares": header(12, 2000, 2000),
    }  # fmt: skip
    cases = {f"pictures {name}": {"a": content, "b": LABELS} for name, content in ones.items()}
    letters = header(12) + bytes(range(14, 26))
    others = {"letters": letters, "one fewer": header(11) + bytes(11), "pictures": good, "cut": LABELS[:-1],
              "long": LABELS + b"\0", "huge": header(2**32 - 1) + bytes(12),
              "columns": header(12, 2, kind=12) + bytes(96), "cut columns": header(12, 8, kind=12)}  # fmt: skip
    cases |= {f"labels {name}": {"a": good, "b": content} for name, content in others.items()}
    cases["four of one name"] = {f"train{i}": content for i, content in enumerate((good, LABELS, good, LABELS))}
    cases["three"] = {"a": good, "b": LABELS, "c": LABELS}
    cases["half"] = {"a": good}
    cases["thousands"] = {str(i): LABELS for i in range(5000)}
    return cases


def tables():
    """Single files that are no CSV of digits."""
    ones = {
        "code": b'=cmd|"/c calc"!A0,' + LINE, "numbers": LINE.replace(b",0,", b",1e400,", 1), "nan": LINE[:-1] + b"nan",
        "hex": LINE[:-1] + b"0x10", "underscore": LINE[:-1] + b"1_0", "full width": LINE[:-1] + "１".encode(),
        "nul": LINE[:-1] + b"\0", "quotes": LINE.replace(b"0", b'"'), "many": LINE * 2,
        "few": LINE[:-2], "one column": b"5\n" * 100_000, "commas": b"," * 784,
        "only commas": b"," * 500_000, "half utf 16": b"\xff\xfe" + LINE, "no line": b"0" * 1_000_000,
        "two ends": (LINE + b"\r") * 40 + b"\n", "minus": LINE[:-1] + b"-0.1", "256": LINE[:-1] + b"256",
        "label": b"1" + LINE,
        "long cell": LINE + b"0" * 100_000, "two scales": LINE + b"\n" + LINE[:-1] + b"9e9",
        "json": b'{"images": []}', "xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]>', "html": b"<html>,",
        "pickle": b"cos\nsystem\n(S'id'\ntR.", "names alone": b"label," + b",".join(b"p%d" % i for i in range(784)),
        "bell": b"\a\b\x1b[2J," + LINE, "empty zip": zipped({}),
        "zip of nine": zipped({f"{i}.csv": LINE for i in range(9)}),
        "zip of zip": zipped({"a.csv": zipped({"a.csv": LINE})}), "size": stored(b"a.csv", LINE, size=1, method=8),
        "encrypted": stored(b"a.csv", LINE, flags=1), "method": stored(b"a.csv", LINE, method=12),
        "place": stored(b"a.csv", LINE, place=2**32 - 1), "short": stored(b"a.csv", LINE, packed=2**32 - 1),
        "inflate": stored(b"a.csv", b"\xff" * 1000, method=8), "local": stored(b"a.csv", LINE, local=b"PK\3\5"),
        "set of one": npz(images=np.zeros((5, 28, 28), np.uint8)),
        "set of infinities": npz(images=np.full((5, 28, 28), np.inf), labels=np.zeros(5)),
        "set of thousands": npz(images=np.full((5, 28, 28), 1000.0), labels=np.zeros(5)),
        "set of halves": npz(images=np.zeros((5, 28, 28)), labels=np.full(5, 0.5)),
        "set of objects": npz(images=np.array([None] * 5), labels=np.zeros(5, np.uint8)),
        "set of letters": npz(images=np.zeros((5, 28, 28), np.uint8), labels=np.full(5, 11, np.uint8)),
    }  # fmt: skip
    return {f"table {name}": {"a.csv": content} for name, content in ones.items()}


def heavy():
    """Bombs; as functions, for their size."""
    good, many = header(12, 28, 28) + IMAGES, header(10**6, 28, 28)
    empty = gzip.compress(b"")[:10] + b"\0\0\0\xff\xff" * 3_000_000
    return {
        "bomb of zeros": lambda: {"a": packed(10**9), "b": LABELS},
        "bomb of letters": lambda: {"a": packed(10**9, head=many), "b": packed(10**9, b"\xff", header(10**6))},
        "bomb behind a header": lambda: {"a": packed(10**9, head=good), "b": LABELS},
        "bomb of labels": lambda: {"a": good, "b": packed(10**9, head=LABELS)},
        "bomb of empty lines": lambda: {"a": packed(10**9, b"\n")},
        "bomb of spaces": lambda: {"a": packed(10**9, b" ")},
        "bomb of commas": lambda: {"a": packed(10**9, b",")},
        "bomb behind a line": lambda: {"a": packed(10**9, b"\n", LINE)},
        "bomb of short lines": lambda: {"a": packed(10**9, b"0\n")},
        "bomb of carriage returns": lambda: {"a": packed(10**9, b"\r")},
        "bomb packed twice": lambda: {"a": gzip.compress(packed(10**9, head=many)), "b": LABELS},
        "bomb of bzip2": lambda: {"a": bz2.compress(bytes(9 * 10**7))},
        "bomb of xz": lambda: {"a": lzma.compress(bytes(9 * 10**7), preset=0)},
        "bomb of lists": lambda: {"a": zipped({"a.png": PNG, **{f"{k}.csv": b"a,b\n" * 10**6 for k in range(20)}})},
        "bomb in a zip": lambda: {"a": zipped({"a.csv": b"\n" * 100_000_000})},
        "empty blocks": lambda: {"a": empty},
        "ten thousand members": lambda: {"a": zipped({f"{k}.csv": b"" for k in range(10_000)})},
        "tar of many": lambda: {"a": gzip.compress(tarred({f"{k % 10}/{k}": b"" for k in range(90_000)}), 1)},
        "tar of zeros": lambda: {"a": packed(10**9, head=tarred({"a.csv": LINE})[:1536])},
        "tar that says much": lambda: {"a": packed(10**9, head=tarred({"a.csv": LINE}, size=8**11 - 1)[:512])},
        "many small members": lambda: {"a": gzip.compress(b"") * 500_000},
        "too large": lambda: {"a": bytes(16_000_001)},
        "wide table": lambda: {"a": (b"0," * 7_999_999) + b"0"},
        "late mistake": lambda: {"a": gzip.compress((LINE + b"\n") * 5000 + LINE[:-1] + b"x", 1)},
    }


def others():
    """Arrays, pickles and zips of pictures that lie about themselves, or want something to be run."""
    rows = b"(" + b"I1\n" * 1000 + b"t."
    ones = {
        "system": b"\x80\x02cposix\nsystem\nX\x02\0\0\0id\x85R.",
        "protocol 0": b"(dp0\nVa\ncos\nsystem\n(Vid\ntRs.",
        "no arrays": pickle.dumps({"a": [1, 2]}),
        "cut": pickle.dumps({"x": np.zeros((9, 784)), "y": np.zeros(9)})[:-900],
        "long": b"\x80\x04\x8e" + b"\xff" * 8 + b"x",
        "negative": b"\x80\x02T\xff\xff\xff\xff",
        "numbers": rows,
        "odd pickle": pickle.dumps({"x": np.zeros((9, 785)), "y": np.zeros(9)}),
        "two": b"\x80\x04N.\x80\x04N.",
        "npy cut": npy()[:-1],
        "npy long": npy() + b"x",
        "npy header": npy()[:40],
        "npy objects": b"\x93NUMPY\1\0\xff\xff{}",
        "npy huge": npy().replace(b"(9, 28, 28)", b"(99999999999, 28, 28)"),
        "npy minus": npy().replace(b"(9,", b"(-9"),
        "no label": zipped({"a.png": PNG}),
        "letter": zipped({"x/a.png": PNG}),
        "no picture": zipped({"1/a.png": LINE}),
        "cut picture": zipped({"1/a.png": PNG[:-20]}),
        "huge picture": zipped({"1/a.png": picture(3000)}),
        "two sizes": zipped({"1/a.png": PNG, "2/a.png": picture(16)}),
        "large file": zipped({"1/a.png": bytes(200_000)}),
        "many lists": zipped({f"{k}.png": PNG for k in range(900)} | {f"x{k}.txt": b"5 a" for k in range(900)}),
        "list beside in lists": zipped({"a.png": PNG, "a.json": b'{"label": ' + b"[" * 1900}),
        "pgm, huge": zipped({"1/a.pgm": b"P5 99999 99999 255\n" + PIXELS}),
        "pgm, long number": zipped({"1/a.pgm": b"P2 28 28 255\n" + b"9" * 5000 + b" 9" * 783}),
        "pgm, few": zipped({"1/a.pgm": b"P5 28 28 255\n" + PIXELS[:-1]}),
        "pgm, minus": zipped({"1/a.pgm": b"P2 28 28 255\n" + b"-9 " * 784}),
        "pbm, few": zipped({"1/a.pbm": b"P4 28 28\n" + PIXELS[:99]}),
        "tiff, far": zipped({"1/a.tif": tiff(place=2**32 - 1)}),
        "tiff, round": zipped({"1/a.tif": tiff(count=65535)}),
        "tiff, huge": zipped({"1/a.tif": tiff(side=2**32 - 1)}),
        "tiff, packed": zipped({"1/a.tif": tiff(packed=5)}),
        "tiff, pixels far": zipped({"1/a.tif": tiff(pixels=2**32 - 1)}),
        "way out": zipped({"../../1/a.png": PNG[:50]}),
        "zip in zip": zipped({"a.zip": zipped({"b.csv": LINE})}),
        "matlab": b"MATLAB 5.0 MAT-file",
        "database": b"SQLite format 3\0",
        "bz2": b"BZh91AY",
        "one picture": PNG,
        "workbook": zipped({"xl/a.xml": b"<a/>"}),
        "torch": zipped({"a/data.pkl": b""}),
        "sparse, damaged": b"5 153:3 154:18\n" * 9 + b"5 1:nan\n",
        "sparse, minus": b"5 153:3 -1:18\n" * 9,
        "sparse, huge": b"5 153:3 99999999999:18\n" * 9,
        "sparse, half": b"5 153:3 1.5:18\n" * 9,
        "sparse, long": b"5 1:1" + b" 1:1" * 100_000,
        "json deep": b"[" * 1_000_000,
        "json of lists": b"[" + b"[]," * 2_600_000 + b"[]]",
        "json of dicts": b"[" + b"{}," * 2_600_000 + b"{}]",
        "json of texts": b"[" + b'"a",' * 1_900_000 + b'"a"]',
        "json of numbers": b"[" + b"999," * 1_900_000 + b"1]",
        "json of long numbers": b"[" + b"9" * 7_000_000 + b"]",
        "json huge numbers": b'{"images": [1e999], "labels": [7]}',
        "json lines": b"{}\n" * 2_000_000,
        "bzip2 of bzip2": bz2.compress(bz2.compress(LINE)),
        "xz of much memory": lzma.compress(LINE, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 2**28}]),
        "tar, cut": tarred({"1/a.png": PNG})[:600],
        "tar, no label": tarred({"a.png": PNG}),
        "tar, way out": tarred({"../../a.csv": b"1,2\n"}),
        "tar, sum": tarred({"1/a.png": PNG}).replace(b"1/a", b"2/a"),
        "tar, minus": tarred({"1/a.png": PNG}, size=-1),
        "arff": b"@relation x\n@data\n",
        "arff alone": b"@data",
        "sparse names": b"@attribute a",
    }
    files = ones | {f"mat, {name}": content for name, content in lies().items()}
    return {f"other {name}": {"a": content} for name, content in files.items()}


def npy():
    file = io.BytesIO()
    np.save(file, np.zeros((9, 28, 28), np.uint8))
    return file.getvalue()


def tiff(side=28, packed=1, pixels=100, place=8, count=6):
    """Return a TIFF of one strip, with any lie in it."""
    tags = {256: side, 257: side, 258: 8, 259: packed, 262: 1, 273: pixels}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return (b"II*\0" + struct.pack("<IH", place, count) + entries).ljust(100, b"\0") + PIXELS


def picture(side):
    file = io.BytesIO()
    Image.new("L", (side, side)).save(file, "PNG")
    return file.getvalue()


PNG = picture(28)


def large():
    """Honest sets that are larger than what is held of them, and unpack to much more than they are."""
    images = np.zeros((60_000, 28, 28), np.uint8)
    images[:, 14, 14] = 255
    labels = np.arange(60_000) % 10
    floats = gzip.compress(
        pickle.dumps({"x": images[:25_000].reshape(-1, 784).astype(np.float32), "y": labels[:25_000]}, 2), 1
    )
    file = io.BytesIO()
    np.savez_compressed(file, images=images, labels=labels)
    bare = gzip.compress((images[:40_000] / np.float32(255)).tobytes(), 1)
    sprite = io.BytesIO()
    marked = images.reshape(-1, 784).copy()
    marked[:, ::9] = 255
    Image.fromarray(marked).convert("RGB").save(sprite, "PNG")
    return {
        "set": {"a": file.getvalue()},
        "floats": {"a": floats},
        "bare": {"a": bare, "b": labels[:40_000].astype(np.uint8).tobytes()},
        "sprite": {"a": sprite.getvalue(), "b": labels.astype(np.uint8).tobytes()},
    }


def cases():
    """Return name -> function that makes the files."""
    small = pairs() | tables() | others()
    return {name: (lambda files=files: files) for name, files in small.items()} | heavy()
