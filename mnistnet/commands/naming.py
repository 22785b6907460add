"""Naming files on the command line: no name is empty, a folder stands for its pictures, and refusals say which file."""

from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mnistnet.containers.errors import WeightFileError
from mnistnet.digits import DataError

__all__ = ["about", "file_named", "pictures_of"]

PICTURES = (
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".heic", ".pgm", ".ppm", ".pbm", ".pnm",
)  # fmt: skip
HERE = {  # what the pages that sentences lead to are on the command line
    "My networks": "--network FILE",
    "My data": "--data FILE",
    "My handwriting": "python -m mnistnet predict FILE",
}


def file_named(word: str) -> Path:
    """Return the path that a word names; "" names none, and would stand for the folder one is in."""
    if not word:
        raise ArgumentTypeError("a file must have a name")
    return Path(word)


def pictures_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield paths, in place of a folder the pictures in it and below it, by their names; of one without, itself."""
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if _is_picture(one)) if path.is_dir() else []
        yield from inside or [path]


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURES and not path.name.startswith(".") and path.is_file()


@contextmanager
def about(files: str) -> Iterator[None]:
    """Let what is raised about the content of files say which these are."""
    try:
        yield
    except WeightFileError as error:
        raise WeightFileError(f"{files}: {_with_way(error.sentence)}", error.recipe) from error
    except DataError as error:
        raise DataError(f"{files}: {_with_way(str(error))}") from error


def _with_way(sentence: str) -> str:
    """Return a sentence that leads to a page of the app with what does the same on the command line."""
    way = next((way for page, way in HERE.items() if page in sentence), "")
    return f"{sentence} On the command line: {way}" if way else sentence
