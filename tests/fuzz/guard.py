"""The guard that every hostile file is read under: no event of running code, and its time and memory measured."""

import ctypes
import os
import sys
import time
import tracemalloc
from contextlib import contextmanager
from pathlib import Path

FORBIDDEN = ("pickle.find_class", "exec", "compile", "import", "os.", "subprocess.", "socket.", "ctypes.", "marshal.")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_events = []
_armed = False
_installed = False


def _hook(event, arguments):
    if _armed and (event.startswith(FORBIDDEN) or (event == "open" and _writes(arguments))):
        _events.append((event, repr(arguments)[:200]))


def _writes(arguments):
    _, mode, flags = arguments
    return bool(set(mode or "") & set("wax+")) or bool(isinstance(flags, int) and flags & WRITING)


@contextmanager
def guarded():
    """Fail if anything inside imports, compiles, runs or writes."""
    global _armed, _installed
    if not _installed:
        sys.addaudithook(_hook)  # a hook cannot be taken away again, so it stays and is armed and disarmed
        _installed = True
    _events.clear()
    _armed = True
    try:
        yield
    finally:
        _armed = False
    assert not _events, _events[:5]


@contextmanager
def unwatched():
    """Let the tests themselves start a process inside a guarded call."""
    global _armed
    was, _armed = _armed, False
    try:
        yield
    finally:
        _armed = was


def outcome(read, content, refusal):
    """Return what reading gives, or the refusal; any other exception passes through."""
    try:
        return read(content)
    except refusal as error:
        message = str(error)
        assert message and message[0].isupper() and len(message) < 700, message
        return error


def seconds(read, content, refusal):
    """Return the outcome and the processor time that it took."""
    began = time.process_time()
    result = outcome(read, content, refusal)
    return result, time.process_time() - began


def traced_memory(read, content, refusal):
    """Return the outcome, and the most memory that Python and NumPy held meanwhile, the file's own content included."""
    tracemalloc.start()
    try:
        result = outcome(read, content, refusal)
        return result, len(content) + tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def resident_memory(read, content, refusal):
    """Return by how much the process itself grew at most; None where the system does not tell."""
    status = Path("/proc/self/status")
    try:
        ctypes.CDLL(None).malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5")
        before = _kilobytes(status, "VmRSS")
        outcome(read, content, refusal)
        return 1024 * (_kilobytes(status, "VmHWM") - before)
    except (OSError, AttributeError):
        return None


def _kilobytes(status, name):
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith(name))
