"""The app as a process of its own, and what it costs: memory, processor time, complaints in its log."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO

__all__ = ["SEVERAL", "Server", "running_server"]

ROOT = Path(__file__).resolve().parents[1]
LISTEN = "127.0.0.1"
QUIETLY = ("--server.address", LISTEN, "--server.headless", "true")
SEVERAL = (sys.executable, "-m", "mnistnet", "serve", "--port", "{port}", "--visitors", "5000", "--workers")
NEWCOMER = (sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "{port}", *QUIETLY)


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes
    ----------
    address : str
        Host and port.
    process : subprocess.Popen
    log : file
        What it has written.
    """

    address: str
    process: "subprocess.Popen[bytes]"
    log: IO[bytes]

    def is_alive(self) -> bool:
        """Whether it still answers."""
        try:
            urllib.request.urlopen(f"http://{self.address}/_stcore/health", timeout=10)
        except OSError:
            return False
        return self.process.poll() is None

    def megabytes(self) -> float:
        """Return the memory that it holds now, with all its processes (Linux; nan elsewhere)."""
        try:
            states = [Path(f"/proc/{number}/status").read_text() for number in self.processes()]
        except OSError:
            return float("nan")
        return sum(int(state.split("VmRSS:")[1].split()[0]) for state in states) / 1024

    def seconds(self) -> float:
        """Return the processor time that it has taken, with all its processes (Linux; nan elsewhere)."""
        try:
            states = [Path(f"/proc/{number}/stat").read_text() for number in self.processes()]
        except OSError:
            return float("nan")
        words = [state.rpartition(")")[2].split() for state in states]
        return sum(int(one[11]) + int(one[12]) for one in words) / os.sysconf("SC_CLK_TCK")

    def processes(self) -> list[int]:
        """Return the numbers of its own process and, where it serves with several, of those; not of what trains."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        started = [int(number) for task in tasks for number in task.read_text().split()]
        return [self.process.pid, *(number for number in started if not _trains(number))]

    def complaints(self) -> int:
        """Return how many errors its log holds."""
        self.log.seek(0)
        return self.log.read().count(b"Traceback (most recent call last)")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LISTEN, 0))
        return int(probe.getsockname()[1])


def _trains(number: int) -> bool:
    return b"mnistnet.worker" in Path(f"/proc/{number}/cmdline").read_bytes()


@contextmanager
def running_server(
    *options: str,
    command: Sequence[str] = NEWCOMER,
    folder: Path = ROOT,
    variables: Mapping[str, str] = MappingProxyType({}),
    port: int = 0,
) -> Iterator[Server]:
    """Start the app as a newcomer does, wait until it answers, yield it, and stop it.

    Parameters
    ----------
    *options : str
        Further options of ``streamlit run``.
    command : sequence of str
        What starts it, with ``{port}`` for its port.
    folder : Path
        Where it is started.
    variables : mapping of str to str
        Further environment variables.
    port : int
        Where it listens; at any free port unless told.
    """
    port = port or _free_port()
    words = [word.format(port=port) for word in command] + list(options)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log, env=os.environ | variables)
        server = Server(f"{LISTEN}:{port}", process, log)
        try:
            end = time.monotonic() + 90
            while not server.is_alive():
                if process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError("The app does not start: run 'streamlit run app.py' to see why.")
                time.sleep(0.1)
            yield server
        finally:
            process.terminate()
            process.wait(30)
