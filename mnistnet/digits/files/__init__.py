"""Digit files are pictures with labels as the world hands them round: IDX pairs, CSV, and sets of our own.

Reading order: unpacking, idx_bytes, csv_cells, csv_file, splitting, set_file, reading, pattern_files.
"""

from mnistnet.digits.files.csv_file import read_csv_digits
from mnistnet.digits.files.idx_bytes import open_idx, read_idx_bytes, read_idx_pictures
from mnistnet.digits.files.limits import MOST, MOST_BYTES, SIDE
from mnistnet.digits.files.pattern_files import read_pattern_files
from mnistnet.digits.files.reading import read_digit_files
from mnistnet.digits.files.set_file import csv_of_digits, read_digit_set, save_digit_set
from mnistnet.digits.files.splitting import SPLITS, inverted, transposed, with_splits
from mnistnet.digits.files.unpacking import parts_of

__all__ = [
    "MOST",
    "MOST_BYTES",
    "SIDE",
    "SPLITS",
    "csv_of_digits",
    "inverted",
    "open_idx",
    "parts_of",
    "read_csv_digits",
    "read_digit_files",
    "read_digit_set",
    "read_idx_bytes",
    "read_idx_pictures",
    "read_pattern_files",
    "save_digit_set",
    "transposed",
    "with_splits",
]
