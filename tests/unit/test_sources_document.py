"""docs/sources.md: every number of ours is computed anew, nothing is left uncounted, and what shows it exists."""

import re
from pathlib import Path

import pytest

from mnistnet.commands.parser import COMMANDS
from tests.source_numbers import DOCUMENT, MARK, NUMBERS

ROOT = Path(__file__).parents[2]
COLUMNS = ["statement", "where", "the source's number", "ours", "shown by"]
TEXT = DOCUMENT.read_text()
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line.startswith("| ")]
MARKS = MARK.findall(TEXT)


def bare(cell):
    """Return a cell without names in backticks and in quotation marks."""
    return re.sub(r'`[^`]*`|"[^"]*"', "", cell)


def test_each_source_has_its_table():
    assert [row for row in ROWS if row[0] == "statement"] == [COLUMNS] * 5
    assert all(len(row) == 5 and all(row) for row in ROWS) and len(ROWS) > 40


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] != "statement"], ids=lambda row: row[0][:40])
def test_no_number_stands_in_the_table_that_nothing_computes(row):
    statement, where, _, ours, shown_by = row
    for cell in (statement, where, MARK.sub("", ours), shown_by):
        said = re.sub(r"50 x 50|float(32|64)", "", bare(cell))  # the source's own size of pattern, in a statement
        assert not re.search(r"\d", said), cell


def test_marks_and_functions_are_the_same():
    written = [key for _, key in MARKS]
    assert len(set(written)) == len(written) and set(written) <= set(NUMBERS)


@pytest.mark.parametrize(("written", "key"), MARKS, ids=[key for _, key in MARKS])
def test_every_number_is_what_is_computed(written, key):
    number = NUMBERS[key]
    if not number.can_be_had:
        pytest.skip(f"needs the {number.needs} file{'s' * (number.needs == 'official')}, which are not here")
    told = f"{key}: the document says {written}, computed is {number.compute()}"
    assert number.agrees(written), f"{told}; python -m tests.source_numbers --write puts it right"


def test_a_wrong_number_is_noticed():
    assert not NUMBERS["scratch-widths"].agrees("784-50-100-11") and NUMBERS["scratch-widths"].agrees("784-50-100-10")
    assert not NUMBERS["s3-shift"].agrees("-1") and NUMBERS["s3-shift"].agrees("1")


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] != "statement"], ids=lambda row: row[0][:40])
def test_what_shows_it_exists(row):
    (shown,) = re.findall(r"`([^`]*)`", row[4])
    if shown.startswith("/"):
        assert (ROOT / "pages" / f"{shown[1:].partition('?')[0]}.py").is_file()
    elif shown.startswith("python -m mnistnet "):
        assert shown.split()[3] in [command.name for command in COMMANDS]
    else:
        assert (ROOT / f"{shown.removeprefix('python -m ').replace('.', '/')}.py").is_file()
