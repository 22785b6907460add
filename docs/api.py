"""The pages of the library, made from its docstrings: ``python docs/api.py`` writes them into the folder site/."""

import sys
from collections.abc import Sequence
from pathlib import Path
from pkgutil import iter_modules

import pdoc

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import mnistnet

PROGRAMS = {"__main__", "commands", "worker"}
DEEPER = ("mnistnet.digits.files", "mnistnet.digits.sources")


def modules() -> list[str]:
    """Return the names of the modules with a page: the top floor without the programs, and a few below it."""
    top = sorted(f"mnistnet.{module.name}" for module in iter_modules(mnistnet.__path__) if module.name not in PROGRAMS)
    return ["mnistnet", *top, *DEEPER]


def write(folder: Path, names: Sequence[str]) -> None:
    """Write a page for each of these modules, and index.html."""
    pdoc.render.configure(docformat="numpy", footer_text=f"mnistnet {mnistnet.__version__}")
    pdoc.pdoc(*names, output_directory=folder)


if __name__ == "__main__":
    write(ROOT / "site", modules())
