"""Zip files that are bombs, lie about their members, or hold other things than arrays; each must be refused."""

import gzip
import io
import struct
import tarfile
import zipfile
import zlib

import numpy as np


def npy(header, data=b"", version=(1, 0), length=None):
    """Return an .npy file with any header."""
    text = header.encode("latin-1")
    size = struct.pack("<H" if version[0] == 1 else "<I", len(text) if length is None else length)
    return b"\x93NUMPY" + bytes(version) + size + text + data


def header(descr="'<f4'", fortran="False", shape="(784, 10)"):
    return f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n"


def zipped(members, method=zipfile.ZIP_DEFLATED):
    """Return a zip file by the standard library."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def stored(name, data, *, size=None, packed=None, crc=None, method=0, flags=0, place=0, count=1, tail=b"", local=None):
    """Return a zip file of one member, written by hand, with any lie in it."""
    body = data
    crc = zlib.crc32(data) if crc is None else crc
    sizes = (crc, len(body) if packed is None else packed, len(data) if size is None else size)
    start = (local or b"PK\3\4") + struct.pack("<5H3L2H", 20, flags, method, 0, 0, *sizes, len(name), 0) + name + body
    entry = (
        b"PK\1\2"
        + struct.pack("<6H3L5H2L", 20, 20, flags, method, 0, 0, *sizes, len(name), 0, 0, 0, 0, 0, place)
        + name
    )
    entries = entry * count
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, count, count, len(entries), len(start), len(tail))
    return start + entries + end + tail


def headers():
    """Arrays whose headers lie, or are programs."""
    data = bytes(784 * 40)
    texts = {
        "object": header("'|O'"), "structured": header("[('a', '<f4')]"), "text": header("'<U4'"),
        "time": header("'<M8[s]'"),
        "complex": header("'<c8'"), "f16": header("'<f16'"), "nine": header(shape="(1,1,1,1,1,1,1,1,1)"),
        "negative": header(shape="(-784, -10)"), "huge": header(shape="(9999999999, 9999999999)"),
        "digits": header(shape="(" + "9" * 5000 + ",)"), "spaced": header(shape="(7 84, 10)"),
        "gap": header(shape="(784,,10)"),
        "small": header(shape="(783, 10)"), "empty": header(shape="(0, 784)"), "call": header(shape="print('x')"),
        "import": header("__import__('os').system('id')"), "product": header(shape="(10**9,)"), "brackets": "(" * 5000,
        "minus": "-" * 5000 + "1", "nothing": "", "no brace": "'descr'", "spaces": " " * 5000 + header(),
        "nul": header() + "\0",
        "true": header(fortran="1"), "more": header()[:-2] + "'x': 1}\n", "order": header("'!f4'"),
    }  # fmt: skip
    cases = {f"header {name}": zipped({"W1.npy": npy(text, data)}) for name, text in texts.items()}
    lengths = {n: zipped({"W1.npy": npy(header(), data, length=n)}) for n in (0, 1, 10, 5000, 65535)}
    cases |= {f"header length {n}": content for n, content in lengths.items()}
    cases |= {f"version {v}": zipped({"W1.npy": npy(header(), data, (v, 0))}) for v in (0, 4, 9, 255)}
    cases["long header 2"] = zipped({"W1.npy": npy(header(), data, (2, 0), 2**32 - 1)})
    for name, content in {
        "none": b"",
        "magic": b"\x93NUMPY",
        "pickle": b"cos\nsystem\n(S'id'\ntR.",
        "other": b"hello" * 9,
    }.items():
        cases[f"member {name}"] = zipped({"W1.npy": content})
    return cases


def directories():
    """Directories that lie."""
    good = npy(header(), bytes(784 * 40))
    whole = stored(b"W1.npy", good)
    deflated = zlib.compress(good)[2:-4]
    cases = {f"cut at {share} %": whole[: len(whole) * share // 100] for share in range(1, 100, 9)}
    cases |= {f"only {n} bytes": (b"PK\3\4" + bytes(30))[:n] for n in (2, 4, 21, 22, 30)}
    lies = {"size": {"size": 4}, "large size": {"size": 2**32 - 1}, "packed": {"packed": 2**32 - 1},
            "crc": {"crc": 1}, "method": {"method": 12}, "deflated": {"method": 8}, "encrypted": {"flags": 1},
            "place": {"place": 2**32 - 1},
            "twice": {"count": 2}, "comment": {"tail": b"x"}, "end": {"tail": b"PK\5\6" + bytes(18)},
            "local": {"local": b"PK\3\5"}, "short": {"size": 100, "packed": 100},
            "thousands": {"count": 60_000}}  # fmt: skip
    cases |= {f"directory {name}": stored(b"W1.npy", good, **lie) for name, lie in lies.items()}
    sizes = {
        "less": len(good) - 1,
        "more": len(good) + 1,
        "most": 2**31,
        "none": 0,
        "thousandfold": 1000 * len(deflated),
    }
    for name, size in sizes.items():
        cases[f"inflates to {name}"] = stored(b"W1.npy", deflated, size=size, method=8, crc=zlib.crc32(good))
    names = {"path": "../../etc/passwd", "absolute": "/etc/passwd.npy", "code": "W1.py", "folder": "W1.npy/",
             "empty": "", "nul": "W1\0.npy", "long": "W" * 5000 + ".npy", "drive": "C:\\x.npy",
             "link": "<b>www.example.org</b>.npy"}  # fmt: skip
    cases |= {f"named {name}": stored(words.encode(), good) for name, words in names.items()}
    return cases


def _bomb(megabytes, name="W1.npy"):
    return zipped({name: npy(header("'|i1'", shape=f"({megabytes * 10**6},)"), bytes(megabytes * 10**6))})


def heavy():
    """Bombs and networks that are none; as functions, for their size."""
    ones = np.ones
    return {
        "bomb of 40 MB": lambda: _bomb(40),
        "bomb of 200 MB": lambda: _bomb(200),
        "sixty bombs": lambda: zipped({f"W{k}.npy": bytes(2_000_000) for k in range(60)}),
        "bomb as card": lambda: _bomb(39, "card.npy"),
        "nested zips": lambda: zipped({"W1.npy": zipped({"W1.npy": _bomb(30)})}),
        "zip in zip in zip": lambda: zipped({"outer.npz": zipped({"inner.npz": npz(W1=ones((784, 10)))})}),
        "bomb in a zip": lambda: zipped({"inner.npz": _bomb(200)}),
        "text bombs": lambda: zipped({f"W{k}.csv": b"1," * 3_000_000 for k in range(9)}),
        "gzip bomb": lambda: gzip.compress(bytes(200_000_000), 1),
        "bomb in gzip": lambda: gzip.compress(_bomb(200), 1),
        "ten thousand members": lambda: zipped({f"{k}.npy": b"" for k in range(10_000)}),
        "seventy arrays": lambda: npz(**{f"W{k}": ones((1, 1)) for k in range(70)}),
        "dead tail": lambda: stored(
            b"W1.npy", zlib.compress(b"a")[2:-4] + bytes(15_000_000), size=1, method=8, crc=zlib.crc32(b"a")
        ),
        "empty blocks": lambda: stored(b"W1.npy", b"\0\0\0\xff\xff" * 3_000_000, size=100, method=8),
        "large double": lambda: zipped({"W1.npy": npy(header("'>f8'", shape="(784, 6200)"), bytes(784 * 6200 * 8))}),
        "too large": lambda: bytes(16_000_001),
        "object": lambda: npz(W1=np.array([{"a": 1}], object)),
        "nan": lambda: npz(W1=ones((784, 10)) * np.nan),
        "far": lambda: npz(W1=ones((784, 10)) * 1e7),
        "whole numbers": lambda: npz(W1=ones((784, 10), np.int64) * 2**62),
        "wrong chain": lambda: npz(W1=ones((784, 30)), W2=ones((31, 10))),
        "wrong biases": lambda: npz(W1=ones((784, 10)), b1=ones(9)),
        "no pixels": lambda: npz(W1=ones((100, 10))),
        "twice": lambda: npz(W1=ones((784, 10)), w1=ones((784, 10))),
        "colours": lambda: npz(W1=ones((28, 28, 3))),
        "scalar": lambda: npz(W1=np.float64(1)),
        "a card alone": lambda: npz(card=np.frombuffer(b"{}", np.uint8)),
        "torch": lambda: zipped({"archive/data.pkl": b"\x80\2}q\0.", "archive/version": b"3"}),
        "keras": lambda: zipped({"config.json": b"{}", "model.weights.h5": b"\x89HDF"}),
        "document": lambda: zipped({"word/document.xml": b"<a/>"}),
        "onnx": lambda: b"\x08\x08\x12\x07pytorch" + bytes(1000),
        "gzip": lambda: b"\x1f\x8b" + bytes(1000),
        "nothing": lambda: b"",
        "words": lambda: b"hello, I am a network",
    }


def cases():
    """Return name -> function that makes the file."""
    small = headers() | directories()
    return {name: (lambda content=content: content) for name, content in small.items()} | heavy()


def tarred(members, size=None):
    """Return a tar archive; with a size, every header says that one."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(content)
            archive.addfile(told, io.BytesIO(content))
    whole = file.getvalue()
    if size is None:
        return whole
    field = b"-0000000001\0" if size < 0 else b"%011o\0" % size
    head = whole[:124] + field + whole[136:148] + b" " * 8 + whole[156:512]
    return head[:148] + b"%06o\0 " % sum(head) + head[156:] + whole[512:]
