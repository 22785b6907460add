"""The processes and their door start together, are watched, and stop together."""

import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType, TracebackType

from mnistnet.serving.door import FULL, HERE, STARTING, Visits, find_door
from mnistnet.serving.together import started
from mnistnet.words import say
from mnistnet.words.told import Told

__all__ = ["Crew", "DoorFailed", "serve"]

LOOK_AGAIN = 0.25  # seconds between two looks at the processes
PATIENCE = 90.0  # seconds within which all of them must answer at first
STOPS_WITHIN = 10.0  # seconds after which a process that was told to stop is killed
OWN_MACHINE = "127.0.0.1"
SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"


class DoorFailed(Told):
    """The door, or a process behind it, does not start; the message says which."""


class Crew:
    """The app so many times, each a process at a port of its own on this machine, all with one cookie secret.

    Parameters
    ----------
    app : Path
        app.py.
    count : int
    options : sequence of str
        Further options of ``streamlit run``.
    variables : mapping of str to str
        The environment.
    """

    def __init__(self, app: Path, count: int, options: Sequence[str], variables: Mapping[str, str]) -> None:
        self._app, self._options = app, list(options)
        self._variables = {SECRET: secrets.token_hex(32), "MNISTNET_HOSTED": "1", **variables}
        self.ports = _free_ports(count)
        self.processes: dict[int, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Crew":
        """Start all."""
        for port in self.ports:
            self._start(port)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop all."""
        stop(self.processes.values())

    def start_again(self) -> list[int]:
        """Start those that have ended again, and return their ports."""
        ended = [port for port, process in self.processes.items() if process.poll() is not None]
        for port in ended:
            self._start(port)
        return ended

    def are_answering(self) -> bool:
        """Whether each of them answers."""
        return all(map(answers, self.ports))

    def _start(self, port: int) -> None:
        words = [f"--server.port={port}", f"--server.address={OWN_MACHINE}", "--server.headless=true", *self._options]
        command = [sys.executable, "-m", "streamlit", "run", str(self._app), *words]
        self.processes[port] = started(command, self._variables)


def serve(app: Path, visits: Visits, count: int, options: Sequence[str], tell: Callable[[str], object]) -> int:
    """Serve until somebody stops it, and return the exit code.

    Parameters
    ----------
    app : Path
        app.py.
    visits : Visits
        Who may come in; its processes and its folder are filled in here.
    count : int
        How many processes.
    options : sequence of str
        Further options of ``streamlit run``.
    tell : callable
        What is done with a sentence about how it goes.

    Raises
    ------
    NoDoor
        If no proxy is installed.
    DoorFailed
        If a process or the proxy does not start.
    """
    from mnistnet.jobs.launch import environment

    door, program = find_door()
    with (
        tempfile.TemporaryDirectory(prefix="mnistnet-") as folder,
        stopped_by_signals(),
        Crew(app, count, options, environment()) as crew,
    ):
        places = [f"{OWN_MACHINE}:{port}" for port in crew.ports]
        file = Path(folder) / door.template
        file.write_text(door.configuration(replace(visits, processes=places, folder=folder)))
        for page in (FULL, STARTING):
            (Path(folder) / page).write_text((HERE / page).read_text())
        _wait_for(crew)
        proxy = started(door.command(program, file))
        try:
            tell(
                say(
                    "{count} processes behind {door} at http://{place}",
                    count=count,
                    door=door.program,
                    place=visits.listen,
                )
            )
            return _watch(crew, proxy, tell)
        finally:
            stop([proxy])


def _wait_for(crew: Crew) -> None:
    end = time.monotonic() + PATIENCE
    while not crew.are_answering():
        if time.monotonic() > end or any(process.poll() is not None for process in crew.processes.values()):
            raise DoorFailed(say("The app does not start: run 'python -m mnistnet app' to see why."))
        time.sleep(LOOK_AGAIN)


def _watch(crew: Crew, proxy: "subprocess.Popen[bytes]", tell: Callable[[str], object]) -> int:
    """Start again what ends, for as long as the door stands."""
    while proxy.poll() is None:
        for port in crew.start_again():
            tell(say("The process at port {port} ended and was started again.", port=port))
        time.sleep(LOOK_AGAIN)
    raise DoorFailed(say("The proxy has ended with code {code}: is the port free?", code=proxy.returncode))


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Let the signal that ends a process end it as Ctrl-C does, so that nothing is left behind."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def stop(processes: "Iterable[subprocess.Popen[bytes]]") -> None:
    """Tell processes to stop, and kill those that do not."""
    running = [process for process in processes if process.poll() is None]
    for process in running:
        process.terminate()
    end = time.monotonic() + STOPS_WITHIN
    for process in running:
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(port: int) -> bool:
    """Return whether a process answers at a port of this machine."""
    with suppress(OSError), urllib.request.urlopen(f"http://{OWN_MACHINE}:{port}/_stcore/health", timeout=5):
        return True
    return False


def _free_ports(count: int) -> list[int]:
    """Return so many ports at which nothing listens now."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind((OWN_MACHINE, 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
