"""Tells which numbers of docs/sources.md have changed; with ``--write`` writes them anew."""

import argparse
import re

from tests.source_numbers import DOCUMENT, MARK, NUMBERS


def main() -> None:
    """Write the numbers that can be computed here into the document."""
    parser = argparse.ArgumentParser(prog="python -m tests.source_numbers", description=__doc__)
    parser.add_argument("--write", action="store_true", help="change docs/sources.md instead of only telling")
    arguments = parser.parse_args()

    def anew(mark: re.Match[str]) -> str:
        written, key = mark.groups()
        one = NUMBERS[key]
        if not one.can_be_had or one.agrees(written if written != "?" else "nan"):
            return mark[0]
        found = one.compute()
        print(f"{key}: {written} -> {found}{' (a bound: write it by hand)' if one.is_bound else ''}")
        return mark[0] if one.is_bound else f"{found}<!-- {key} -->"

    text = MARK.sub(anew, DOCUMENT.read_text())
    if arguments.write:
        DOCUMENT.write_text(text)


if __name__ == "__main__":
    main()
