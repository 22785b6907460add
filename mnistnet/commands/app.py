"""``python -m mnistnet app``: the app with all its pages, in the browser."""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from importlib.util import find_spec
from pathlib import Path

from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.needed import EXTRA_OF
from mnistnet.digits.data_folder import CODE_FOLDER

__all__ = ["APP", "app_folder"]


def app_folder(code: Path) -> Path:
    """Return where app.py lies for a package in the folder `code`: inside it once installed, else beside it."""
    inside = code / "mnistnet" / "_app"
    return inside if inside.is_dir() else code


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--port", type=int, metavar="N", help="where it answers (default 8501, or the next that is free)")
    add("--address", metavar="NAME", help="at which address it answers; localhost keeps others out")
    add("streamlit", nargs="*", metavar="OPTION", help="after --: anything else that `streamlit run` takes")


def _run(arguments: Namespace) -> int:
    words = _words(arguments)
    for name in EXTRA_OF:
        if find_spec(name) is None:
            raise ModuleNotFoundError(name=name)
    return _become([sys.executable, "-m", "streamlit", "run", *words])


def _words(arguments: Namespace) -> list[str]:
    """Return what stands behind ``streamlit run``."""
    if arguments.port is not None and not 1 <= arguments.port <= 65535:
        raise WrongUsage("--port takes 1 to 65535")
    port = [] if arguments.port is None else [f"--server.port={arguments.port}"]
    address = [] if arguments.address is None else [f"--server.address={arguments.address}"]
    return [str(app_folder(CODE_FOLDER) / "app.py"), *port, *address, *arguments.streamlit]


def _become(command: list[str]) -> int:
    """Turn this process into another, so that whoever stops it stops the app; Windows can only wait for one more."""
    from mnistnet.jobs.launch import environment

    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.run(command, env=environment(), check=False).returncode
    os.execve(command[0], command, environment())


APP = Command(
    "app",
    "open the app in the browser",
    "Starts the app with all its pages and prints the address to open. It runs until Ctrl-C.",
    ("python -m mnistnet app", "python -m mnistnet app --port 8600 --address localhost"),
    _options,
    _run,
)
