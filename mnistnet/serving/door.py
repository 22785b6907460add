"""The door is a proxy that others have made: it keeps each visitor with one process, and counts who comes in."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from mnistnet.words import mark, say
from mnistnet.words.told import Told

__all__ = ["DOORS", "FULL", "STARTING", "Door", "NoDoor", "Visits", "find_door"]

HERE = Path(__file__).resolve().parent
FULL, STARTING = "full.html", "starting.html"  # what is shown to whoever finds no place, or no process
SLACK = 10  # pages that were let in while another one opened still get their connection
FEW = 100  # pages that one network address may open within ten seconds, whatever the number of places
PATH_OF_NGINX = "/usr/sbin"  # where it lies on systems whose users do not look there
NO_DOOR = mark(
    "Several processes need a proxy in front of them, and neither HAProxy nor nginx is installed here: "
    "install one (apt install haproxy, brew install haproxy), or start one process: python -m mnistnet app."
)


class NoDoor(Told):
    """No proxy is installed; the message says which ones would do."""


@dataclass(frozen=True)
class Visits:
    """Who may come in, and where to.

    Attributes
    ----------
    listen : str
        Address and port of the door: "0.0.0.0:8501".
    processes : sequence of str
        Address and port of each process.
    visitors : int
        Open pages at once in all; of one network address half as many.
    is_inner : bool
        Whether another proxy stands before this door and says for whom it asks.
    folder : str
        Where the pages for those who find no place lie, and what the proxy writes.
    """

    listen: str
    processes: Sequence[str]
    visitors: int = 150
    is_inner: bool = False
    folder: str = str(HERE)


@dataclass(frozen=True)
class Door:
    """A proxy that is known.

    Attributes
    ----------
    program : str
        What it is called where it is installed.
    template : str
        The file here with its configuration.
    process : str
        The line that names a process in it.
    who, forwarded : (str, str)
        The words for the network address of a visitor, and the lines that tell a process of it: without and with
        another proxy before this one.
    options : str
        How it is started with a configuration, in the foreground.
    """

    program: str
    template: str
    process: str
    who: tuple[str, str]
    forwarded: tuple[str, str]
    options: str

    def configuration(self, visits: Visits) -> str:
        """Return the configuration for some processes."""
        places = enumerate(visits.processes, 1)
        values = {
            "LISTEN": visits.listen,
            "PROCESSES": "\n".join(self.process.format(number=n, place=place) for n, place in places),
            "VISITORS": str(visits.visitors),
            "VISITORS_AND_SLACK": str(visits.visitors + SLACK),
            "NEW_OF_ONE_ADDRESS": str(max(FEW, visits.visitors)),
            "OF_ONE_ADDRESS": str(max(1, visits.visitors // 2)),
            "WHO": self.who[visits.is_inner],
            "FORWARDED": self.forwarded[visits.is_inner],
            "FOLDER": visits.folder,
        }
        return _filled((HERE / self.template).read_text(), values)

    def command(self, program: str, file: Path) -> list[str]:
        """Return what starts it."""
        return [program, *self.options.format(file=file, folder=file.parent).split("\t")]


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text in which every @NAME@ has its value."""
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


DOORS: Mapping[str, Door] = MappingProxyType(
    {
        "haproxy": Door(
            "haproxy",
            "haproxy.cfg",
            "    server app{number} {place} cookie app{number}",
            ("src", "req.hdr_ip(x-forwarded-for,-1)"),
            (
                "    http-request set-header X-Forwarded-For %[src]\n"
                "    http-request set-header X-Forwarded-Proto http unless { ssl_fc }\n"
                "    http-request set-header X-Forwarded-Proto https if { ssl_fc }",
                "    # the proxy before this one has said for whom it asks",
            ),
            "-db\t-f\t{file}",
        ),
        "nginx": Door(
            "nginx",
            "nginx.conf",
            "        server {place} max_fails=1 fail_timeout=2s;",
            ("$binary_remote_addr", "$http_x_forwarded_for"),
            (
                "            proxy_set_header X-Forwarded-For $remote_addr;\n"
                "            proxy_set_header X-Forwarded-Proto $scheme;",
                "            # the proxy before this one has said for whom it asks",
            ),
            "-p\t{folder}\t-c\t{file}\t-e\tstderr\t-g\tdaemon off;",
        ),
    }
)


def find_door() -> tuple[Door, str]:
    """Return the first proxy that is installed, and where its program lies.

    Raises
    ------
    NoDoor
        If none is.
    """
    for door in DOORS.values():
        program = shutil.which(door.program) or shutil.which(door.program, path=PATH_OF_NGINX)
        if program:
            return door, program
    raise NoDoor(say(NO_DOOR))
