"""The assembler makes the program of one case out of a file that is a whole program for one example.

The files in ``programs`` run as they stand, on the `example` network. In another case three things in them change:

- a constant in capitals at the top, ``RATE = 0.1``, gets its value; it goes where no line is left that uses it;
- an ``if`` that asks for nothing but given constants is decided, and only the branch that is taken stays;
- the lines from ``# begin network`` to ``# end`` give way to those that a builder wrote for its network.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "LONGEST", "assemble", "file_of", "is_short", "program_names"]

FOLDER = Path(__file__).parent / "programs"
LONGEST = 30  # lines that a reader follows, the sentence at the top not counted
CONSTANT = re.compile(r"^([A-Z][A-Z_0-9, ]*) = (.+?)(  #.*)?$")  # several with commas between
BRANCH = re.compile(r" *(?:el)?if (.+):(?:  #.*)?")

Blocks = Mapping[str, Sequence[str]]


def program_names() -> list[str]:
    """Return the names of all programs."""
    return sorted(file.stem for file in FOLDER.glob("*.py") if file.stem != "__init__")


def assemble(name: str, blocks: Blocks, constants: Mapping[str, Any]) -> str:
    """Return the text of a program for one case.

    Parameters
    ----------
    name : str
        A file in ``programs``, without its ending.
    blocks : mapping of str to lines
        What stands between ``# begin`` and ``# end`` of that name; what the file does not ask for is left out.
    constants : mapping of str to object
        The values of constants; others keep the value that they have in the file.

    Raises
    ------
    KeyError
        If the file has a block that is not given, or lacks a constant that is.
    """
    lines = list(_lines(name))
    if unknown := constants.keys() - {each for line in lines for each in _constants(line)}:
        raise KeyError(f"The program {name} has no constant {', '.join(sorted(unknown))}.")
    lines = _valued(_filled(_decided(lines, constants), blocks), constants)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def file_of(code: str) -> str:
    """Return the name of the .npz file that a program loads; empty for one that needs none."""
    found = re.search(r'np\.load\("(.+?)"\)', code)
    return found[1] if found else ""


def is_short(code: str) -> bool:
    """Say whether a program is no longer than a reader follows."""
    return sum(bool(line.strip()) for line in code.splitlines()[1:]) <= LONGEST


@cache
def _lines(name: str) -> tuple[str, ...]:
    return tuple((FOLDER / f"{name}.py").read_text(encoding="utf-8").splitlines())


def _decided(lines: list[str], constants: Mapping[str, Any]) -> list[str]:
    """Return the lines with every ``if`` that constants decide replaced by the branch that is taken."""
    kept = []
    while lines:
        head, *lines = lines
        if not _can_be_decided(head, constants):
            kept.append(head)
            continue
        taken: list[str] | None = None
        while head:
            length = next((n for n, line in enumerate(lines) if line and _indent(line) <= _indent(head)), len(lines))
            body, lines = lines[:length], lines[length:]
            test = BRANCH.fullmatch(head)
            if taken is None and (test is None or eval(test[1], {}, dict(constants))):
                taken = body
            goes_on = lines and _indent(lines[0]) == _indent(head) and lines[0].lstrip().startswith(("elif ", "else:"))
            head = lines.pop(0) if goes_on else ""
        kept += _decided([line[4:] for line in taken or ()], constants)
    return kept


def _can_be_decided(line: str, constants: Mapping[str, Any]) -> bool:
    test = BRANCH.fullmatch(line)
    asked = {node.id for node in ast.walk(ast.parse(test[1])) if isinstance(node, ast.Name)} if test else set()
    return bool(asked) and asked <= constants.keys()


def _filled(lines: list[str], blocks: Blocks) -> list[str]:
    """Return the lines with every block replaced; empty lines at its end stay, since a function ends with them."""
    kept, block = [], ""
    for line in lines:
        words = line.split()
        if words[:2] == ["#", "begin"]:
            block = words[2]
            kept += [" " * _indent(line) + new if new else "" for new in blocks[block]]
        elif words == ["#", "end"]:
            block = ""
        elif not block or not line:
            kept.append(line)
    return kept


def _valued(lines: list[str], constants: Mapping[str, Any]) -> list[str]:
    """Return the lines with the constants' values; a constant that nothing uses is left out."""
    kept = []
    for line in lines:
        names = _constants(line)
        if any(re.search(rf"\b{name}\b", other) for name in names for other in lines if other is not line):
            values = ", ".join(_written(constants[name]) for name in names if name in constants)
            line = CONSTANT.sub(rf"\1 = {values}\3", line) if values else line
        elif names:
            continue
        kept.append(line)
    return kept


def _written(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _constants(line: str) -> list[str]:
    """Return the names of the constants that a line sets."""
    found = CONSTANT.fullmatch(line)
    return found[1].split(", ") if found else []


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
