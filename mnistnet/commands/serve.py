"""``python -m mnistnet serve``: the app for many visitors, several processes behind one address."""

import os
from argparse import ArgumentParser, Namespace
from importlib.util import find_spec

from mnistnet.commands.app import app_folder
from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.needed import EXTRA_OF
from mnistnet.commands.printing import note
from mnistnet.digits.data_folder import CODE_FOLDER
from mnistnet.serving import Visits, serve

__all__ = ["SERVE"]

MOST = 64  # processes


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--workers", type=int, metavar="N", help="how many processes (default: one for each core)")
    add("--port", type=int, default=8501, metavar="N", help="where it answers (default 8501)")
    add("--address", default="127.0.0.1", metavar="NAME", help="at which address it answers; 0.0.0.0 lets others in")
    add("--visitors", type=int, default=150, metavar="N", help="open pages at once in all (default 150)")
    add("--behind-proxy", action="store_true", help="another proxy, which ends https, says for whom it asks")
    add("streamlit", nargs="*", metavar="OPTION", help="after --: anything else that `streamlit run` takes")


def _run(arguments: Namespace) -> int:
    for name in EXTRA_OF:
        if find_spec(name) is None:
            raise ModuleNotFoundError(name=name)
    count = (os.cpu_count() or 1) if arguments.workers is None else arguments.workers
    if not 1 <= count <= MOST or not 1 <= arguments.port <= 65535 or arguments.visitors < 1:
        raise WrongUsage(f"--workers takes 1 to {MOST}, --port 1 to 65535, --visitors 1 or more")
    visits = Visits(f"{arguments.address}:{arguments.port}", (), arguments.visitors, arguments.behind_proxy)
    return serve(app_folder(CODE_FOLDER) / "app.py", visits, count, arguments.streamlit, note)


SERVE = Command(
    "serve",
    "open the app to many visitors: several processes behind one address",
    "Starts the app several times and HAProxy or nginx, whichever is installed, in front of it; starts again\n"
    "what ends, and stops all of it with Ctrl-C. The limits are those of a public server (MNISTNET_HOSTED=1)\n"
    "unless MNISTNET_HOSTED=0 says otherwise. docs/hosting.md says how many processes a class wants.",
    ("python -m mnistnet serve --workers 4", "python -m mnistnet serve --address 0.0.0.0 --port 8080"),
    _options,
    _run,
)
