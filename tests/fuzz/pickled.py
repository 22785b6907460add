"""Building blocks of pickles, written opcode by opcode."""

import struct

PLAIN = b"(K\3X\1\0\0\0<NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb"


def text(words):
    raw = words.encode()
    return b"X" + struct.pack("<I", len(raw)) + raw


def blob(data):
    return b"B" + struct.pack("<I", len(data)) + data


def whole(number):
    return b"J" + struct.pack("<i", number) if abs(number) < 2**31 else b"L%dL\n" % number


def shape_of(*sides):
    return b"(" + b"".join(map(whole, sides)) + b"t"


def dtype(code="f4", state=PLAIN, flags=b"\x89\x88"):
    return b"cnumpy\ndtype\n" + text(code) + flags + b"\x87R" + state


def array(shape=b"(M\x10\x03K\x0at", data=None, kind=None, order=b"\x89", head=b"", core=b"core"):
    """Return an array that would be a network of its own, 784 x 10 zeros, but for what is changed."""
    data = blob(bytes(31360)) if data is None else data
    head = head or b"cnumpy." + core + b".multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\1b\x87R"
    return head + b"(K\1" + shape + (dtype() if kind is None else kind) + order + data + b"tb"


def numbers(rows, columns=None, value=b"\0\0\0\0", code="f4"):
    """Return an array of one repeated number."""
    shape = shape_of(rows) if columns is None else shape_of(rows, columns)
    return array(shape, blob(value * (rows * (columns or 1))), dtype(code))


def pickled(*entries, protocol=b"\x80\3"):
    """Return a pickled dict of (name, opcodes)."""
    return protocol + b"}(" + b"".join(text(name) + value for name, value in entries) + b"u."
