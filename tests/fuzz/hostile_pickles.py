"""Pickles that want to run something, to crash the reader or to fill the memory; each must be refused."""

import struct

from tests.fuzz.hostile_calls import calls
from tests.fuzz.pickled import array, blob, dtype, numbers, pickled, shape_of, text


def forged():
    """Arrays whose parts do not belong together: with NumPy's own unpickling many of these crash Python."""
    cases = {}
    for code in (
        "O",
        "O8",
        "V8",
        "U4",
        "S4",
        "M8",
        "m8",
        "c8",
        "c16",
        "f16",
        "g",
        "p",
        "?",
        "f",
        "f3",
        "\xe9",
        "f4,f4",
    ):
        cases[f"code {code}"] = pickled(("W1", array(kind=dtype(code))))
    minus, tail = b"J\xff\xff\xff\xff", b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb"
    states = {
        "flags 63": b"(K\3X\1\0\0\0|NNN" + minus + minus + b"K\x3ftb",
        "a size": b"(K\3X\1\0\0\0<NNNK\x08" + minus + b"K\0tb",
        "an alignment": b"(K\3X\1\0\0\0<NNN" + minus + b"K\x10K\0tb",
        "version 5": b"(K\5X\1\0\0\0<" + tail,
        "no version": b"(NX\1\0\0\0<" + tail,
        "order !": b"(K\3X\1\0\0\0!" + tail,
        "a long order": b"(K\3" + text("<" * 99) + tail,
        "metadata": b"(K\4X\1\0\0\0<" + tail[:-3] + b"}tb",
        "a subarray": b"(K\3X\1\0\0\0|" + dtype() + b"K\2\x85\x86NN" + minus + minus + b"K\0tb",
        "fields": b"(K\3X\1\0\0\0|NX\1\0\0\0a\x85}X\1\0\0\0a" + dtype() + b"MX\x1b\x86sK\x08K\1K\x10tb",
        "names": b"(K\3X\1\0\0\0|NX\1\0\0\0a\x85N" + minus + minus + b"K\0tb",
        "no state": b"",
        "a number": b"K\3b",
        "two states": b"(K\3tb(K\3tb",
    }
    cases |= {f"dtype with {name}": pickled(("W1", array(kind=dtype(state=state)))) for name, state in states.items()}
    shapes = {
        "negative": shape_of(784, -10),
        "two negative": shape_of(-784, -10),
        "huge": shape_of(2**62),
        "overflowing": shape_of(2**33, 2**31),
        "wide": shape_of(2**40, 0),
        "nine": shape_of(784, 10, *[1] * 7),
        "true": b"(M\x10\x03K\x0a\x88t",
        "float": b"(M\x10\x03G@$\0\0\0\0\0\0t",
        "none": b"N",
        "list": b"]",
        "nested": b"(" + shape_of(784, 10) + b"t",
        "text": b"(" + text("784") + text("10") + b"t",
        "too small": shape_of(783, 10),
        "too large": shape_of(785, 10),
        "empty": shape_of(0, 784),
    }
    cases |= {f"shape {name}": pickled(("W1", array(shape))) for name, shape in shapes.items()}
    datas = {"none": b"N", "text": text("abcdefgh"), "number": b"K\x08", "list": b"]", "cut": blob(bytes(31359))}
    datas |= {
        "wide text": text("\U0001f600" + "a" * 31359),
        "escape": b"V\\U0001f600" + b"a" * 31359 + b"\n",
        "memo": b"h\0",
    }
    cases |= {f"data {name}": pickled(("W1", array(data=data))) for name, data in datas.items()}
    heads = {
        "of a dtype": b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\ndtype\nK\0\x85C\1b\x87R",
        "of a text": b"cnumpy.core.multiarray\n_reconstruct\n" + text("numpy.ndarray") + b"K\0\x85C\1b\x87R",
        "of nothing": b"cnumpy.core.multiarray\n_reconstruct\n)R",
        "scalar": b"cnumpy.core.multiarray\nscalar\n)R",
        "called array": b"cnumpy\nndarray\n)R",
        "uncalled array": b"cnumpy\nndarray\n",
    }
    cases |= {f"head {name}": pickled(("W1", array(head=head))) for name, head in heads.items()}
    buffer = b"cnumpy._core.numeric\n_frombuffer\n("
    for name, rest in {
        "no arguments": b"",
        "order Z": blob(bytes(31360)) + dtype() + shape_of(784, 10) + text("Z" * 9),
    }.items():
        cases[f"frombuffer {name}"] = pickled(("W1", buffer + rest + b"tR"))
    return cases


def structure():
    """Broken, looped, repeated and endless pickles."""
    good = pickled(("W1", numbers(784, 10)), ("b1", numbers(10)))
    small = pickled(("W1", numbers(784, 10, b"\1", "i1")))
    cases = {f"cut at {share} %": good[: len(good) * share // 100] for share in range(1, 100, 9)}
    cases |= {
        f"only {bytes([code])!r}": b"\x80\3}" + bytes([code]) + b"." for code in b"()012IKLMNRbdeghijlopqrstuV\x93"
    }
    cases |= {f"protocol {n}": bytes([0x80, n]) + small[2:] for n in (6, 99, 255)}
    cases |= {
        f"opcode {n:02x}": b"\x80\4}" + bytes([n]) + bytes(8) + b"." for n in (*b"PQ", 0x82, 0x83, 0x84, 0x8F, 0x97)
    }
    return cases | {
        "trailing": good + b"N",
        "two pickles": good + pickled(("W1", numbers(784, 20)), ("b1", numbers(20))),
        "no stop": good[:-1],
        "two values": b"\x80\3}}.",
        "open mark": b"\x80\3(}.",
        "list": b"\x80\3].",
        "number": b"\x80\3K\1.",
        "empty dict": b"\x80\3}.",
        "own item": b"\x80\3}q\0X\2\0\0\0W1h\0s.",
        "own state": pickled(("W1", b"cnumpy\ndtype\n)Rq\0h\0b")),
        "own shape": pickled(("W1", b"]q\0h\0a")),
        "far memo": b"\x80\3}r\xff\xff\xff\xffj\xfe\xff\xff\xff.",
        "negative memo": b"\x80\3}p-1\ng-2\n.",
        "long memo": b"\x80\3}p" + b"9" * 5000 + b"\n.",
        "long number": b"\x80\3}X\1\0\0\0aL" + b"9" * 100_000 + b"L\ns.",
        "long4": b"\x80\3}X\1\0\0\0a\x8b\xff\xff\xff\x7f" + b"9" * 1000 + b"s.",
        "bad float": b"\x80\3}X\1\0\0\0aFsnake\ns.",
        "bytes8": b"\x80\4}X\1\0\0\0a\x8e" + b"\xff" * 8 + b"s.",
        "bytes beyond": b"\x80\4}X\1\0\0\0aB\0\0\0\x70xs.",
        "negative text": b"\x80\3}T\xfb\xff\xff\xffT\xfb\xff\xff\xff.",
        "not utf-8": b"\x80\3}X\2\0\0\0\xff\xfeK\1s.",
        "long key": pickled(("W" * 10_000, array())),
        "two W1": pickled(("W1", array()), ("W1", array())),
        "number as key": b"\x80\3}K\1K\1s.",
        "tuple as key": b"\x80\3})K\1s.",
        "array as key": b"\x80\3}" + array() + b"K\1s.",
        "odd items": b"\x80\3}(X\1\0\0\0au.",
        "tuple as value": pickled(("W1", shape_of(1, 2, 3))),
        "python 2 escapes": b"(dS'W1'\nS'\\x00\\N{BULLET}'\ns.",
        "old torch": b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.",
    }


def heavy():
    """Pickles that are cheap to write and dear to read, and networks that are none; as functions, for their size."""
    zero, nan, infinite = bytes(4), struct.pack("<f", float("nan")), struct.pack("<f", float("inf"))
    layer = [(f"W{k}", numbers(10, 10)) for k in range(2, 18)]
    wide = text("W1") + b"X" + struct.pack("<I", 12_000_000) + "\U0001f600".encode() * 3_000_000
    shared = b"\x80\3}(" + text("a") + blob(bytes(8_000_000)) + b"q\0"
    once = text("W%d") + array(shape_of(784, 2551), b"h\0")
    return {
        "marks": lambda: b"\x80\3" + b"(" * 1_000_000 + b".",
        "tuples": lambda: b"\x80\3}X\1\0\0\0aN" + b"\x85" * 190_000 + b"s.",
        "lists": lambda: b"\x80\3}X\1\0\0\0a" + b"]" * 90_000 + b"a" * 89_999 + b"s.",
        "calls": lambda: b"\x80\3}X\1\0\0\0acnumpy\ndtype\nq\0" + b")R0h\0" * 49_000 + b")Rs.",
        "states": lambda: b"\x80\3}X\1\0\0\0aN" + b"cnumpy\ndtype\n)R" * 20_000 + b"b" * 19_999 + b"s.",
        "idle": lambda: b"\x80\3}" + b"N0" * 8_000_000 + b".",
        "doubling": lambda: b"\x80\3}X\1\0\0\0a)" + b"2\x86" * 90_000 + b"s.",
        "doubling lists": lambda: b"\x80\3}X\1\0\0\0a]" + b"2a" * 90_000 + b"s.",
        "shared rows": lambda: (
            b"\x80\3}X\1\0\0\0a]("
            + b"".join(b"](" + b"G?\xf0\0\0\0\0\0\0" * 250 + b"er" + k.to_bytes(4, "little") for k in range(250))
            + b"".join(b"](" + b"".join(b"j" + k.to_bytes(4, "little") for k in range(250)) + b"e" for _ in range(400))
            + b"es."
        ),
        "encodings": lambda: (
            b"\x80\3}(" + text("a" * 8_000_000) + b"q\0c_codecs\nencode\nq\1" + b"h\1h\0)\x86R0" * 30_000 + b"u."
        ),
        "wide text": lambda: b"\x80\2}" + wide + b"s.",
        "wide encoded": lambda: b"\x80\2}" + text("W1") + array(shape_of(12_000_000), wide[7:], dtype("i1")) + b"s.",
        "shared": lambda: shared + b"".join(once.replace(b"%d", b"%02d" % k) for k in range(60)) + b"u.",
        "bytes only": lambda: b"\x80\3}" + text("a") + blob(bytes(15_000_000)) + b"s.",
        "unended line": lambda: b"\x80\3V" + b"a" * 15_000_000,
        "many arrays": lambda: pickled(*((f"W{k}", numbers(1, 1)) for k in range(1000))),
        "too many parameters": lambda: pickled(("W1", numbers(784, 8000, b"\1", "i1"))),
        "too many nodes": lambda: pickled(
            ("W1", numbers(784, 1, zero)),
            ("W2", numbers(1, 1_000_000, b"\1", "i1")),
            ("W3", numbers(1_000_000, 1, b"\1", "i1")),
            ("W4", numbers(1, 10, zero)),
        ),
        "too large": lambda: pickled(("W1", numbers(784, 10, bytes(4000)))) * 2,
        "nan": lambda: pickled(("W1", numbers(784, 10, nan)), ("b1", numbers(10))),
        "infinite bias": lambda: pickled(("W1", numbers(784, 10)), ("b1", numbers(10, value=infinite))),
        "beyond a million": lambda: pickled(("W1", numbers(784, 10, struct.pack("<f", -2e6)))),
        "wrong chain": lambda: pickled(("W1", numbers(784, 30)), ("W2", numbers(31, 10))),
        "wrong biases": lambda: pickled(("W1", numbers(784, 10)), ("b1", numbers(11))),
        "wrong end": lambda: pickled(("W1", numbers(784, 11))),
        "biases only": lambda: pickled(("b1", numbers(10))),
        "flat weights": lambda: pickled(("W1", numbers(7841)), ("b1", numbers(10))),
        "convolution": lambda: pickled(("W1", array(shape_of(16, 1, 3, 3), blob(bytes(576))))),
        "square layers": lambda: pickled(("W1", numbers(784, 10)), *layer),
        "seventeen layers": lambda: pickled(("W1", numbers(784, 10)), *layer[:15], ("W20", numbers(3, 3))),
        "forged card": lambda: pickled(("W1", numbers(784, 10)), ("card", numbers(2, value=b"[", code="u1"))),
    }


def cases():
    """Return name -> function that makes the file."""
    small = calls() | forged() | structure()
    return {name: (lambda content=content: content) for name, content in small.items()} | heavy()
