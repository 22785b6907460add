"""Digit files are pictures with labels as the world hands them round: IDX pairs, CSV, NumPy's arrays, zips, our sets.

Reading order: unpacking, ink, answers, resizing, piece; idx_bytes; csv_text, csv_cells, columns, csv_top, csv_words,
csv_file; rows, idx_numbers, bare_bytes, pickled_rows, shapes, arrays; picture_list, picture_beside, picture_names,
picture_labels; bare_pictures, drawn_text, pictures_zip, sprite; sparse_text, marked_text, fann_text; flow, tar_archive,
torch_sets, zipped; mat_4, mat_file, foreign; splitting, assembling, one_to_ten, set_file, reading; which_way,
pattern_files.
"""

from mnistnet.digits.files.assembling import Found
from mnistnet.digits.files.csv_file import read_csv_digits
from mnistnet.digits.files.idx_bytes import open_idx, read_idx_bytes, read_idx_pictures
from mnistnet.digits.files.limits import MOST, MOST_BYTES, SIDE
from mnistnet.digits.files.pattern_files import read_pattern_files
from mnistnet.digits.files.reading import open_digit_files, read_digit_files
from mnistnet.digits.files.set_file import csv_of_digits, read_digit_set, save_digit_set
from mnistnet.digits.files.splitting import SPLITS, inverted, transposed, with_splits
from mnistnet.digits.files.unpacking import parts_of
from mnistnet.digits.files.which_way import TURNS, Measured, Way, measured_way

__all__ = [
    "MOST",
    "MOST_BYTES",
    "SIDE",
    "SPLITS",
    "TURNS",
    "Found",
    "Measured",
    "Way",
    "csv_of_digits",
    "inverted",
    "measured_way",
    "open_digit_files",
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
