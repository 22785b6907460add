"""PyTorch's files, .npy files and tables that lie about their numbers; written by hand, each must be refused."""

import io
import pickle
import struct
import zipfile

import numpy as np

from tests.fuzz.pickled import shape_of, text, whole

MAGIC = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}(X\x0d\0\0\0little_endian\x88u."


OF_OBJECTS = (
    b"cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81}(" + text("shape") + b"K\1\x85" + text("order") + text("C")
)
OF_OBJECTS += text("dtype") + b"cnumpy\ndtype\n" + text("O8") + b"\x89\x88\x87Rub"


def tensor(shape=(10, 784), stride=None, offset=0, key="0", kind="torch FloatStorage", count=7840, **parts):
    """Return the opcodes of a tensor as torch.save writes it."""
    stride = (shape[1], 1) if stride is None else stride
    storage = b"(" + text(parts.get("word", "storage")) + b"c" + kind.replace(" ", "\n").encode() + b"\n" + text(key)
    storage += text("cpu") + (whole(count) if isinstance(count, int) else count) + b"tQ"
    made = parts.get("maker", "torch._utils\n_rebuild_tensor_v2").encode()
    sides = shape_of(*shape) if isinstance(shape, tuple) else shape
    steps = shape_of(*stride) if isinstance(stride, tuple) else stride
    return b"c" + made + b"\n(" + storage + whole(offset) + sides + steps + b"\x89NtR"


def saved(value, **entries):
    """Return a pickled state dict with one tensor, and others."""
    items = b"".join(text(name) + one for name, one in ({"fc.weight": value} | entries).items())
    return b"\x80\2}(" + items + b"u."


def zipped(content, data=None, **members):
    """Return a .pt file around a pickle."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("m/data.pkl", content)
        archive.writestr("m/data/0", bytes(31360) if data is None else data)
        for name, one in members.items():
            archive.writestr(f"m/{name}", one)
    return file.getvalue()


def legacy(content, data=None, keys=b"\x80\2](X\1\0\0\x000e.", count=7840):
    """Return a .pt file as they were before 2020."""
    return MAGIC + content + keys + struct.pack("<q", count) + (bytes(31360) if data is None else data)


def tensors():
    """Tensors whose parts do not belong together, by name."""
    cases = {f"offset {n}": {"offset": n} for n in (1, 7840, 2**31, 2**40, 2**62, -1)}
    cases |= {f"count {n}": {"count": n} for n in (0, 1, 7839, 7841, 2**31, 2**40, 2**62, -1)}
    cases |= {
        f"count {name}": {"count": code} for name, code in {"none": b"N", "text": text("9"), "list": b"]"}.items()
    }
    shapes = ((10, 785), (2**31, 2**31), (2**40, 1), (-10, 784), (10, -784), (0, 784), (2**62, 2), (7840, 784))
    cases |= {f"shape {shape}": {"shape": shape, "stride": (784, 1)} for shape in shapes}
    codes = {"none": b"N", "text": text("ten"), "list": b"]", "true": b"\x88\x88\x86", "one": b"K\x0a\x85"}
    cases |= {f"shape {name}": {"shape": code, "stride": (784, 1)} for name, code in codes.items()}
    strides = ((785, 1), (784, 2), (-784, 1), (2**40, 1), (2**62, 1), (1, 2**33), (784,), (784, 1, 1), ())
    cases |= {f"stride {stride}": {"stride": stride} for stride in strides}
    cases |= {
        f"stride {name}": {"stride": code} for name, code in {"none": b"N", "float": b"G@\0\0\0\0\0\0\0K\1\x86"}.items()
    }
    kinds = ["torch QInt8Storage", "torch ComplexFloatStorage", "torch Storage", "torch DoubleStorage", "numpy ndarray"]
    kinds += ["torch FloatTensor", "os system", "builtins eval", "torch.serialization load", "x.y FloatStorage"]
    cases |= {f"kind {kind}": {"kind": kind} for kind in kinds}
    cases |= {f"key {key[:9]}": {"key": key} for key in ("1", "", "../0", "0\0", "data.pkl", "9" * 400)}
    torch = [
        f"torch._utils\n{name}" for name in ("_rebuild_tensor_v3", "_rebuild_sparse_tensor", "_rebuild_qtensor", "do")
    ]
    makers = [*torch, "torch\nload", "torch.hub\nload", "os\nsystem", "builtins\nexec"]
    cases |= {f"maker {maker[-16:]!r}": {"maker": maker} for maker in makers}
    return cases


def cases():
    """Return name -> function that makes the file."""
    found = {}
    for name, parts in tensors().items():
        content = saved(tensor(**parts))
        found[f"zip {name}"] = zipped(content)
        found[f"legacy {name}"] = legacy(content)
    good = saved(tensor())
    whole_zip, old = zipped(good), legacy(good)
    found |= {f"zip cut at {share} %": whole_zip[: len(whole_zip) * share // 100] for share in range(3, 100, 16)}
    found |= {f"legacy cut at {share} %": old[: len(old) * share // 100] for share in range(3, 100, 16)}
    found |= {
        "storage too short": zipped(good, bytes(31359)),
        "no storage": zipped(good, b""),
        "nan": zipped(good, struct.pack("<f", float("nan")) * 7840),
        "stored elsewhere": zipped(saved(tensor(word="elsewhere", key="7"))),
        "convolution beside": zipped(
            saved(tensor(), **{"conv.weight": tensor(shape=(1, 1, 28, 280), stride=(0, 0, 280, 1))})
        ),
        "keys are none": legacy(good, keys=b"\x80\2N."),
        "keys are others": legacy(good, keys=b"\x80\2](X\1\0\0\x001e."),
        "keys twice": legacy(good, keys=b"\x80\2](X\1\0\0\x000X\1\0\0\x000e."),
        "negative count": legacy(good, count=-1),
        "large count": legacy(good, count=2**62),
        "magic alone": MAGIC,
        "npy of an object that runs": _npy(b"|O", b"()", pickle.dumps([_Runs()])),
        "npy of a text": _npy(b"<U4", b"(2,)", "abcdefgh".encode("utf-32-le")),
        "npy without data": _npy(b"<f4", b"(784, 10)", b""),
        "npy too short": _npy(b"<f4", b"(784, 10)", bytes(31359)),
        "npy of records": _npy(b"<f4,<f4", b"(784, 10)", bytes(62720)),
        "npy endless": _npy(b"<f4", b"(" + b"9" * 90 + b",)", bytes(100)),
        "npy of nothing": b"\x93NUMPY",
        "pickled storage of pickled storages": _pickled(MAGIC + _pickled(b"x")[2:-1] + b"." + b"\x80\2]."),
        "pickled storage of a million steps": _pickled(MAGIC + b"\x80\2" + b"N0" * 500_000 + b"N.\x80\2]."),
        "pickled storage of nothing": _pickled(b""),
        "pickled storage that is a list": _pickled(MAGIC + b"\x80\2].\x80\2]."),
        "octave of other shapes": b"# name: W1\n# type: matrix\n# rows: 784\n# columns: 10\n1 2 3\n",
        "octave of words": b"# name: W1\n# type: matrix\n# rows: 1\n# columns: 2\none two\n",
        "octave of names": b"# name: a\n" * 900_000,
        "joblib's arrays in arrays": b"\x80\4" + OF_OBJECTS * 60 + b".",
        "table of words": b"1,2,three\n",
        "table ragged": b"1 2 3\n4 5\n",
        "table of nan": b"\n".join([b"1 " * 9 + b"nan"] * 784),
        "table of infinities": b"\n".join([b"1 " * 9 + b"1e999"] * 784),
        "table of one": b"1",
        "table of signs": b"-,-,-\n" * 100,
    }
    return {name: (lambda content=content: content) for name, content in found.items()} | heavy()


def heavy():
    """Small files that would become large."""
    wide = tensor(shape=(2200, 2200), stride=(0, 0))
    return {
        "views of one number": lambda: zipped(saved(wide, **{f"l{k}.weight": wide for k in range(60)})),
        "too large a view": lambda: zipped(saved(tensor(shape=(10**6, 10**6), stride=(0, 0)))),
        "many tensors": lambda: zipped(saved(tensor(), **{f"l{k}.weight": tensor() for k in range(2000)})),
        "zip of zeros": lambda: _deflated(good=saved(tensor()), size=100_000_000),
        "long table": lambda: b"0 " * 4_900_000,
        "long rows": lambda: b"0\n" * 4_900_000,
    }


def _pickled(inside):
    """Return a state dict that pickle.dump wrote: the storage of its tensor is a file of its own in it."""
    storage = b"ctorch.storage\n_load_from_bytes\nB" + struct.pack("<I", len(inside)) + inside + b"\x85R"
    made = (
        b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + whole(0) + shape_of(10, 784) + shape_of(784, 1) + b"\x89NtR"
    )
    return b"\x80\3}(" + text("fc.weight") + made + b"u."


class _Runs:
    def __reduce__(self):
        return exec, ("raise SystemExit",)


def _npy(code, shape, data):
    head = b"{'descr': '" + code + b"', 'fortran_order': False, 'shape': " + shape + b", }\n"
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(head)) + head + data


def _deflated(good, size):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("m/data.pkl", good)
        archive.writestr("m/data/0", bytes(size))
    return file.getvalue()


def seeds():
    """Return valid files of these kinds."""
    array = io.BytesIO()
    np.save(array, {"W1": np.ones((784, 10), np.int8)}, allow_pickle=True)
    table = b"\n".join([b"1 0 0 0 0 0 0 0 0 0"] * 784)
    return [zipped(saved(tensor())), legacy(saved(tensor())), array.getvalue(), table]
