"""The server gets warm in two steps: what the first page needs comes first, all else once somebody has an answer.

Reading what only other pages need takes a third of the start, and whoever opens the app first would wait for it.
"""

import gc
import importlib
import pkgutil
import threading
from collections.abc import Iterator

import mnistnet
import pages.ui
from pages.ui.bench.doors import FIRST

__all__ = ["for_all_pages", "for_the_first_page", "note_answer"]

PATIENCE = 20.0  # seconds; without visitors there is nobody in whose way the rest would be
ROOMS = "pages.ui.rooms."
SHARP = "sharp"  # the network that reads the first drawing

_answered = threading.Event()


def note_answer() -> None:
    """Note that a page has been answered whole; from then on the rest is read."""
    _answered.set()


def for_the_first_page() -> None:
    """Read what the first page needs, which all others need too."""
    for name in _modules():
        if not name.startswith(ROOMS) or name.startswith(f"{ROOMS}{FIRST.file}"):
            importlib.import_module(name)
    mnistnet.load_digits()
    mnistnet.load_network(SHARP)


def for_all_pages() -> None:
    """Wait for the first answer, read the rest, and keep the garbage collector from walking over it ever after."""
    _answered.wait(PATIENCE)
    for name in _modules():
        importlib.import_module(name)
    for name in mnistnet.network_names():
        mnistnet.load_network(name)
    gc.collect()
    gc.freeze()


def _modules() -> Iterator[str]:
    return (module.name for module in pkgutil.walk_packages(pages.ui.__path__, f"{pages.ui.__name__}."))
