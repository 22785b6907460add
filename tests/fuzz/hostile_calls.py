"""Pickles that want to call something; each must be refused, and nothing called."""

import pickle

import numpy as np

from tests.fuzz.pickled import text

CALLS = (
    "os.system",
    "posix.system",
    "nt.system",
    "subprocess.Popen",
    "subprocess.check_output",
    "subprocess.call",
    "builtins.eval",
    "builtins.exec",
    "builtins.compile",
    "builtins.__import__",
    "builtins.getattr",
    "builtins.open",
    "builtins.breakpoint",
    "__builtin__.eval",
    "__builtin__.file",
    "pickle.loads",
    "_pickle.loads",
    "marshal.loads",
    "types.CodeType",
    "types.FunctionType",
    "socket.socket",
    "ctypes.CDLL",
    "shutil.rmtree",
    "webbrowser.open",
    "runpy.run_path",
    "importlib.import_module",
    "pty.spawn",
    "code.interact",
    "pdb.run",
    "timeit.timeit",
    "pip.main",
    "numpy.load",
    "numpy.fromfile",
    "numpy.memmap",
    "numpy.save",
    "numpy.testing._private.utils.runstring",
    "numpy.lib.npyio.load",
    "numpy.core.multiarray.fromfile",
    "numpy.core.multiarray.set_typeDict",
    "numpy._core.multiarray.frombuffer",
    "_codecs.decode",
    "operator.attrgetter",
    "operator.methodcaller",
    "functools.partial",
    "functools.reduce",
    "copyreg._reconstructor",
    "copyreg.__newobj__",
    "torch._utils._rebuild_tensor_v2",
    "joblib.numpy_pickle.NumpyArrayWrapper",
    "collections.OrderedDict",
    "os.unlink",
    "numpy.core.multiarray.scalar.__class__",
    "numpy.ndarray.tofile",
)


class _Runs:
    def __reduce__(self):
        return exec, ("raise SystemExit",)


def _stack_global(name):
    module, function = name.rsplit(".", 1)
    return text(module) + text(function) + b"\x93"


def calls():
    """Calls of anything, by every opcode that can make one."""
    cases = {}
    for name in CALLS:
        module, function = name.encode().rsplit(b".", 1)
        cases[f"global {name}"] = b"c%b\n%b\n(S'id'\ntR." % (module, function)
        cases[f"stack global {name}"] = b"\x80\4" + _stack_global(name) + text("id") + b"\x85R."
    for name in CALLS[:8]:
        module, function = name.encode().rsplit(b".", 1)
        cases[f"inst {name}"] = b"(S'id'\ni%b\n%b\n." % (module, function)
        cases[f"obj {name}"] = b"(c%b\n%b\nS'id'\no." % (module, function)
        cases[f"newobj {name}"] = b"\x80\2c%b\n%b\n(S'id'\nt\x81." % (module, function)
        cases[f"newobj ex {name}"] = b"\x80\4" + _stack_global(name) + b"(S'id'\nt}\x92."
    for protocol in range(6):
        cases[f"reduce {protocol}"] = pickle.dumps(_Runs(), protocol)
        cases[f"hidden reduce {protocol}"] = pickle.dumps({"W1": np.zeros((784, 10)), "b1": [_Runs()]}, protocol)
    cases["object array"] = pickle.dumps({"W1": np.array([_Runs()], object)})
    return cases
