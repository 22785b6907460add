"""The names in a pickle: what plain objects ask for is written down, what could only do harm ends the reading.

Nothing that is named is imported or called, whatever it is. But a file that asks for `os.system` says so, and whoever
brought it should know.
"""

import re
import sys
from types import MappingProxyType

from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.words import say

__all__ = ["checked_call", "word_of"]

NAMES = MappingProxyType(
    {("numpy", "ndarray"): "ndarray", ("numpy", "dtype"): "dtype", ("_codecs", "encode"): "encode"}
    | {(f"numpy.{core}.multiarray", name): name for core in ("core", "_core") for name in ("_reconstruct", "scalar")}
    | {(f"numpy.{core}.numeric", "_frombuffer"): "_frombuffer" for core in ("core", "_core")}
)
BUILT_IN = frozenset(
    re.findall(
        r"\w+",
        "object set frozenset list dict tuple int long float bool complex str unicode bytes bytearray range slice",
    )
)
PLAIN = frozenset(  # of the standard library: what holds values and does nothing
    {(module, name) for module in ("builtins", "__builtin__") for name in BUILT_IN}
    | {(module, name) for module in ("copyreg", "copy_reg") for name in ("_reconstructor", "__newobj__")}
    | {("collections", name) for name in ("OrderedDict", "defaultdict", "deque", "Counter")}
    | {("types", "SimpleNamespace"), ("argparse", "Namespace"), ("random", "Random"), ("copyreg", "__newobj_ex__")}
    | {("datetime", name) for name in ("datetime", "date", "time", "timedelta")}
    | {(path, name) for path in ("pathlib", "pathlib._local") for name in ("PosixPath", "WindowsPath", "PurePath")}
)
STANDARD = frozenset((*sys.stdlib_module_names, "__builtin__", "copy_reg", "cPickle", "commands", "nt", "org", "pip"))
OF_PANDAS = """import numpy, pandas
tables = pandas.read_pickle("model.pkl")  # where you trust it
numpy.savez("model.npz", **{name: numpy.asarray(table) for name, table in tables.items()})"""
MAKERS = re.compile(
    r"_rebuild_\w+|_load_from_bytes|_\w{0,3}reconstruct\w*|\w+_ctor|__pyx_unpickle_\w+|__newobj\w*|_frombuffer|scalar|_create_array",
    re.ASCII,
)


def word_of(module: str, name: str) -> str:
    """Return the word for a name that real unpickling would import: short for NumPy's, else with its module.

    Raises
    ------
    WeightFileError
        If it belongs to Python's own library and holds no values.
    """
    if (module, name) in NAMES:
        return NAMES[module, name]
    if module.partition(".")[0] in STANDARD and (module, name) not in PLAIN:
        raise _not_needed(f"{module}.{name}")
    return f"{module}.{name}"


def checked_call(word: str) -> None:
    """Raise WeightFileError if a pickle calls a function; classes and the makers of objects are written down."""
    if word.startswith("pandas."):
        raise WeightFileError(say("This pickle file holds tables of pandas'; convert it with these lines:"), OF_PANDAS)
    module, _, name = word.rpartition(".")
    is_class = name.lstrip("_")[:1].isupper() or (module, name) in PLAIN
    if not (is_class or word in NAMES.values() or MAKERS.fullmatch(name)):
        raise _not_needed(word)


def _not_needed(word: str) -> WeightFileError:
    return WeightFileError(
        say(
            "This pickle file asks for {shown}, which plain weights do not need; it was not carried out. Do "
            "not open the file elsewhere unless you trust it.",
            shown=shown(word),
        )
    )
