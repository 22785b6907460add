"""A reader that has a process of its own reads many files in one process, or inside this one, under the guard."""

import atexit
import runpy
import struct
import subprocess
import sys
from functools import cache
from threading import Timer

from mnistnet.containers import hdf5_file, onnx_file
from mnistnet.limits.apart import CannotReadError, TooSlowError
from mnistnet.weight_files import likelihood, reading
from tests.fuzz.guard import unwatched

__all__ = ["by_one_process", "let_inside", "read_inside", "with_few_digits"]

PATIENCE = 4  # seconds for a file
_processes = {}


@cache
def _reader(path):
    reader = runpy.run_path(str(path))
    reader["prepare"]()
    return reader


def read_inside(path, content, *arguments, seconds):
    """Return what `mnistnet.limits.apart.read_apart` returns, or raise what it raises."""
    try:
        return _reader(path)["read"](content, *arguments)
    except Exception as error:
        raise CannotReadError("The file cannot be read.") from error


def by_one_process(path, content, *, seconds):
    """Do the same by a process that is kept; a damaged file may end it, as it may end the one of the app."""
    with unwatched():  # the guard watches over there
        letter, found = _answer(path, content)
    assert letter != b"e", found.decode()
    if letter == b"x":
        raise CannotReadError("The file cannot be read.")
    return found


def _answer(path, content):
    process = _processes.get(path) or _begun(path)
    late = Timer(PATIENCE, process.kill)
    late.start()
    try:
        process.stdin.write(struct.pack("<I", len(content)) + content)
        process.stdin.flush()
        letter, head = process.stdout.read(1), process.stdout.read(4)
        return letter, process.stdout.read(*struct.unpack("<I", head))
    except (OSError, struct.error) as error:
        refusal = CannotReadError if late.is_alive() else TooSlowError
        _end(_processes.pop(path))
        raise refusal("The file ended the process that read it.") from error
    finally:
        late.cancel()


def _begun(path):
    command = [sys.executable, "-m", "tests.fuzz.reads_many", str(path)]
    _processes[path] = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert _processes[path].stdout.read(1) == b"!"  # it is there
    return _processes[path]


def _end(process):
    process.kill()
    process.communicate()


@atexit.register
def _end_all():
    while _processes:
        _end(_processes.popitem()[1])


def let_inside(replace):
    """Let all readers read many files, since a damaged file may look like any kind; `replace` is monkeypatch's."""
    _reader(onnx_file.READER)
    replace(onnx_file, "read_apart", read_inside)
    replace(hdf5_file, "read_apart", by_one_process)


def with_few_digits(replace):
    """Let the use of a file's numbers be found with few digits and temperatures: the way is the same, and shorter."""
    replace(reading, "ASKED", 25)
    replace(likelihood, "FACTORS", likelihood.FACTORS[::9])
    replace(likelihood, "COSTS", likelihood.COSTS[::9])
