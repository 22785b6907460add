"""Whole models of PyTorch's, made without PyTorch: classes with its names, pickled as torch.save and pickle.dump do."""

import io
import pickle
import struct
import sys
import zipfile
from collections import OrderedDict
from contextlib import contextmanager
from types import ModuleType

import numpy as np

MAGIC = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}(X\x0d\0\0\0little_endian\x88u."
PLACES = {
    "container": ("Sequential",),
    "linear": ("Linear", "Identity"),
    "flatten": ("Flatten", "Unflatten"),
    "dropout": ("Dropout",),
    "batchnorm": ("BatchNorm1d",),
    "normalization": ("LayerNorm",),
    "activation": ("ReLU", "Tanh", "Sigmoid", "GELU", "LeakyReLU", "ELU", "Softmax", "LogSoftmax", "ReLU6"),
}


class Storage:
    """The bare numbers of a tensor, which a file keeps beside its pickle."""

    def __init__(self, numbers):
        self.numbers = np.ascontiguousarray(numbers, None if np.asarray(numbers).dtype == np.int8 else np.float32)

    @property
    def kind(self):
        return WHOLE if self.numbers.dtype == np.int8 else FLOATS


class Tensor:
    """What pickles as a tensor."""

    def __init__(self, numbers):
        self.storage, self.shape = Storage(numbers), np.shape(numbers)

    def __reduce__(self):
        steps = tuple(int(np.prod(self.shape[i + 1 :])) for i in range(len(self.shape)))
        return _maker("torch._utils", "_rebuild_tensor_v2"), (self.storage, 0, self.shape, steps, False, OrderedDict())


class WholeNumbers(Tensor):
    """What pickles as a quantised tensor: one scale for all, or one for each row."""

    def __init__(self, numbers, scale, zero):
        super().__init__(numbers)
        self.plan = (scale, zero) if np.ndim(scale) == 0 else (Tensor(scale), Tensor(zero), 0)

    def __reduce__(self):
        kind = _maker("torch", "per_tensor_affine" if len(self.plan) == 2 else "per_channel_affine")
        parts = (self.storage, 0, self.shape, (self.shape[1], 1), (kind, *self.plan), False, OrderedDict())
        return _maker("torch._utils", "_rebuild_qtensor"), parts


class Module:
    """What pickles as a module: parameters, buffers, modules inside, and options as attributes."""

    def __init__(self, parameters=(), buffers=(), inside=(), **options):
        self.training, self._parameters, self._buffers = False, dict(parameters), dict(buffers)
        self._modules = OrderedDict(inside)
        self.__dict__ |= options


class Net(Module):
    """A class of somebody's own."""


def _class(name, module):
    return type(name, (Module,), {"__module__": module, "__qualname__": name})


CLASSES = {name: _class(name, f"torch.nn.modules.{place}") for place, names in PLACES.items() for name in names}
FLOATS = type("FloatStorage", (), {"__module__": "torch"})
WHOLE = type("QInt8Storage", (), {"__module__": "torch"})
MAKERS = ("torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_qtensor", "torch.storage._load_from_bytes",
          "torch.per_tensor_affine", "torch.per_channel_affine")  # fmt: skip


def _maker(module, name):
    return getattr(sys.modules[module], name)


@contextmanager
def named():
    """Let pickle find classes and makers under the names that they have in PyTorch, while it writes."""
    fakes = {"torch": {"FloatStorage": FLOATS, "QInt8Storage": WHOLE}}
    for module, _, name in (maker.rpartition(".") for maker in MAKERS):
        function = eval("lambda *_: None")
        function.__module__, function.__qualname__, function.__name__ = module, name, name
        fakes.setdefault(module, {})[name] = function
    for name, one in CLASSES.items():
        fakes.setdefault(one.__module__, {})[name] = one
    before = {name: sys.modules.get(name) for name in fakes}
    try:
        for name, parts in fakes.items():
            sys.modules[name] = ModuleType(name)
            sys.modules[name].__dict__.update(parts)
        yield
    finally:
        for name, one in before.items():
            sys.modules.pop(name)
            if one is not None:
                sys.modules[name] = one


class _Saver(pickle.Pickler):
    """Pickles as torch.save does: storages lie beside; in older files the source of every class, too."""

    def __init__(self, file, older):
        super().__init__(file, 2)
        self.older, self.storages, self.told = older, [], set()

    def persistent_id(self, one):
        if isinstance(one, Storage):
            self.storages.append(one.numbers)
            key = ("storage", one.kind, str(len(self.storages) - 1), "cpu", one.numbers.size)
            return (*key, None) if self.older else key
        if self.older and isinstance(one, type) and issubclass(one, Module) and one not in self.told:
            self.told.add(one)
            return ("module", one, "nets.py", f"class {one.__name__}: ...")
        return None


class _Plain(pickle.Pickler):
    """Pickles as pickle.dump does: every storage is an older file of its own."""

    def reducer_override(self, one):
        if isinstance(one, Storage):
            return _maker("torch.storage", "_load_from_bytes"), (older(one),)
        return NotImplemented


def _saved(value, is_older):
    file = io.BytesIO()
    saver = _Saver(file, is_older)
    saver.dump(value)
    return file.getvalue(), saver.storages


def as_zip(value):
    """Return a value as torch.save writes it today."""
    with named():
        content, storages = _saved(value, False)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("m/data.pkl", content)
        for i, numbers in enumerate(storages):
            archive.writestr(f"m/data/{i}", numbers.tobytes())
    return file.getvalue()


def older(value):
    """Return a value as torch.save wrote it before version 1.6."""
    content, storages = _saved(value, True)
    keys = pickle.dumps([str(i) for i in range(len(storages))], 2)
    return MAGIC + content + keys + b"".join(struct.pack("<q", one.size) + one.tobytes() for one in storages)


def as_older(value):
    """Return the same, however deep it was called."""
    with named():
        return older(value)


def as_pickle(value, protocol=4):
    """Return a value as pickle.dump writes it."""
    file = io.BytesIO()
    with named():
        _Plain(file, protocol).dump(value)
    return file.getvalue()


def linear(weights, biases=None):
    """Return a Linear of weights (fan_in, fan_out), which PyTorch keeps the other way round."""
    bias = None if biases is None else Tensor(biases)
    return CLASSES["Linear"]({"weight": Tensor(np.transpose(weights)), "bias": bias}, in_features=len(weights))


def of(kind, **options):
    """Return a module without arrays."""
    return CLASSES[kind](**options)


def normed(gamma, beta, mean, variance, eps):
    """Return a BatchNorm1d."""
    rows = {"running_mean": Tensor(mean), "running_var": Tensor(variance)}
    return CLASSES["BatchNorm1d"]({"weight": Tensor(gamma), "bias": Tensor(beta)}, rows, eps=eps, momentum=0.1)


def sequential(*modules):
    """Return modules one after the other."""
    return CLASSES["Sequential"](inside=[(str(i), one) for i, one in enumerate(modules)])
