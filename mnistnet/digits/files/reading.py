"""Whatever files somebody brings, recognised by what is in them and made one set of digits."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from mnistnet.containers.torch_storages import LEGACY
from mnistnet.digits.digits import DataError, Digits
from mnistnet.digits.files.answers import checked_answers
from mnistnet.digits.files.arrays import grouped, pieces_of_arrays
from mnistnet.digits.files.assembling import WHAT, Found, assembled
from mnistnet.digits.files.bare_bytes import rows_of_bare
from mnistnet.digits.files.csv_file import read_csv_piece
from mnistnet.digits.files.csv_text import is_no_text, lines_of
from mnistnet.digits.files.drawn_text import is_art, is_drawn_with_labels, rows_of_art, rows_of_drawings
from mnistnet.digits.files.fann_text import is_fann, lines_of_fann
from mnistnet.digits.files.foreign import TABLES, pieces_of_foreign, refuse_known
from mnistnet.digits.files.idx_bytes import IdxFile, idx_of
from mnistnet.digits.files.idx_numbers import rows_of_idx
from mnistnet.digits.files.json_sets import JSON_BYTES, is_json, rows_of_json
from mnistnet.digits.files.limits import KEPT, LONGEST_SIDE, MOST, MOST_BYTES, SIDE, SIDES, UNPACKED, pictures_within
from mnistnet.digits.files.marked_text import is_marked, unmarked
from mnistnet.digits.files.mat_file import is_mat, rows_of_mat
from mnistnet.digits.files.one_to_ten import with_labels_told
from mnistnet.digits.files.pickled_rows import rows_of_pickle
from mnistnet.digits.files.piece import Piece
from mnistnet.digits.files.resizing import sized
from mnistnet.digits.files.rows import Room, Rows, filled, rows_of_npy
from mnistnet.digits.files.sparse_text import is_sparse, rows_of_sparse
from mnistnet.digits.files.sprite import is_sprite, rows_of_sprite
from mnistnet.digits.files.tar_archive import TarArchive, is_tar
from mnistnet.digits.files.torch_sets import rows_of_torch
from mnistnet.digits.files.unpacking import is_zip, parts_of, within
from mnistnet.digits.files.zipped import pieces_of_archive, pieces_of_zip
from mnistnet.words import mark, say

__all__ = ["open_digit_files", "read_digit_files"]

FOREIGN = (*TABLES, b"\x89HDF", b"MATLAB 7.3")
OTHERS = {  # of the size of MNIST, with labels from 0 to 9
    "fashion": mark("Fashion-MNIST shows clothes and no digits: its 0 is a T-shirt, its 9 a boot."),
    "kmnist": mark("Kuzushiji-MNIST shows Japanese characters and no digits: its labels are numbers of these."),
    "k49": mark("Kuzushiji-49 shows Japanese characters and no digits."),
}
GZIP = b"\x1f\x8b"
PICKLES = (b"\x80", b"(", b"}q", b"]q", b"cnumpy", b"ccopy", b"c__")  # how pickles of the six protocols begin


def read_digit_files(files: Mapping[str, bytes], name: str = "", *, most: int | None = MOST) -> Digits:
    """Return the digits in some files as one set with the splits "train", "validation" and "test".

    Takes and raises what `open_digit_files` takes and raises; also DataError where there are no labels.
    """
    return open_digit_files(files, name, most=most).digits


def open_digit_files(files: Mapping[str, bytes], name: str = "", *, most: int | None = MOST) -> Found:
    """Return the digits in one or more files, with or without labels, and what was done to read them.

    Parameters
    ----------
    files : mapping of str to bytes
        File name -> content, each packed (.gz, .bz2, .xz or .zip) or not. A pair of IDX files or the four of a set
        like MNIST (QMNIST's labels too); CSV, one or with its test digits apart; .npz, .npy or pickles of arrays, such
        as Keras' mnist.npz and mnist.pkl.gz; PyTorch's tensors (.pt); MATLAB's files; a .zip or tar of pictures in
        folders called by their labels, with a list of them (labels.csv), with a label beside each, or with labels in
        their names; JSON of lists or records; text of LIBSVM, SVMlight, Vowpal Wabbit, CNTK, FANN and Weka (ARFF); bare
        bytes; a picture with a digit a row, as TensorFlow.js has MNIST; Parquet and HDF5 by the packages for them; or a
        set saved by `save_digit_set`. What each holds is seen by its content; names
        only tell test ("t10k", "test") and validation from training digits, whose parting is kept.
    name : str
        What the set is called.
    most : int or None
        The first so many pictures are taken (a tenth of them for testing where test digits came apart), and no file
        may be larger than 32 MB. None takes all and has no limits.

    Raises
    ------
    DataError
        If the files are none of these, damaged, or larger than is allowed; one sentence for people.
    """
    if most is not None and any(len(content) > MOST_BYTES for content in files.values()):
        raise DataError(
            say(
                "One of these files is larger than {MOST_BYTES} MB; pack it as .gz, or bring less.",
                MOST_BYTES=MOST_BYTES // 10**6,
            )
        )
    if len(files) not in (1, 2, 3, 4):
        raise DataError(say(WHAT))
    room = Room(None if most is None else KEPT)
    pieces = [
        grouped(piece, called) for called, content in files.items() for piece in _pieces(called, content, most, room)
    ]
    _refuse_half(pieces)
    found = with_labels_told(assembled(pieces, name, most))
    told = tuple(say(words) for part, words in OTHERS.items() if any(part in called.lower() for called in files))
    return replace(found, notes=(*found.notes, *told))


def _refuse_half(pieces: list[Piece]) -> None:
    if len(pieces) == 1 and pieces[0].images is None:
        raise DataError(say("These are labels alone; bring the file with its pictures along."))
    if len(pieces) > 1 and all(piece.images is None for piece in pieces):
        raise DataError(say("There must be as many files of labels as of pictures. {WHAT}", WHAT=say(WHAT)))


def _pieces(name: str, content: bytes, most: int | None, room: Room) -> list[Piece]:
    """Return what one file holds."""
    if not content:
        raise DataError(say("This file is empty."))
    if is_zip(content):
        return pieces_of_zip(name, content, most, room, _of_parts)
    unpacked = None if most is None else UNPACKED
    parts = parts_of(content, unpacked)
    start = next(parts, b"")
    if is_tar(start):
        return pieces_of_archive(name, TarArchive(content, unpacked), most, room, _of_parts)
    return _of_parts(name, chain([start], parts), most, room)


def _of_parts(name: str, parts: Iterator[bytes], most: int | None, room: Room) -> list[Piece]:
    """Return what a file holds that comes unpacked, in parts."""
    start = next(parts, b"")
    if start.startswith(b"\x93NUMPY"):
        rows = rows_of_npy(name, chain([start], parts), room)
        if rows is None:
            raise DataError(say("This array holds no numbers but objects; save pictures and labels by numpy.savez."))
        return [replace(piece, name=name) for piece in pieces_of_arrays({name: rows}, most)]
    if start.startswith(GZIP):  # packed twice
        parts = parts_of(b"".join(chain([start], within(parts, most and MOST_BYTES))), most and UNPACKED)
        start = next(parts, b"")
    if is_sprite(start):
        content = start + b"".join(within(parts, most and MOST_BYTES))
        sprite, parts = rows_of_sprite(content, most), iter([content[len(start) :]])
        if sprite is not None:
            return pieces_of_arrays({name: sprite}, most)
    refuse_known(start)
    if is_mat(start):
        unpacked = None if most is None else UNPACKED
        return pieces_of_arrays(rows_of_mat(chain([start], parts), room, unpacked), most)
    if start.startswith(LEGACY):
        content = start + b"".join(within(parts, most and MOST_BYTES))
        return pieces_of_arrays(rows_of_torch(content, most), most)
    if start.startswith(PICKLES):
        return pieces_of_arrays(rows_of_pickle(chain([start], parts), room), most)
    kept = within(chain([start], parts), pictures_within(most))
    next(kept)
    numbers = rows_of_idx(start, kept, room)
    if numbers is not None:
        return [replace(piece, name=name) for piece in pieces_of_arrays({name: numbers}, most)]
    idx = idx_of(start, kept, any_size=True)
    if idx is not None:
        return [_of_idx(name, idx, most)]
    if is_json(start):
        return pieces_of_arrays(rows_of_json(start + b"".join(within(parts, JSON_BYTES))), most)
    if is_art(start):
        return pieces_of_arrays({name: rows_of_art(chain([start], kept), most)}, most)
    if is_drawn_with_labels(start):
        return pieces_of_arrays(rows_of_drawings(start + b"".join(within(parts, JSON_BYTES))), most)
    if is_fann(start):
        return [read_csv_piece(lines_of_fann(lines_of(chain([start], kept)), most), name, most)]
    if is_marked(start):
        return _of_marked(name, unmarked(lines_of(chain([start], kept))), most)
    if is_sparse(start):
        return pieces_of_arrays(rows_of_sparse(lines_of(chain([start], kept)), most), most)
    largest = None if most is None else MOST_BYTES
    held = b"".join(chain([start], within(parts, largest))) if start.startswith(FOREIGN) else start
    foreign = pieces_of_foreign(name, start, held, most)
    if foreign is None and is_no_text(start):
        bare = _bare(name, start, kept, room)
        if bare:
            return [replace(piece, name=name) for piece in pieces_of_arrays(bare, most)]
        raise DataError(say("This file is in no form that is read here. {WHAT}", WHAT=say(WHAT)))
    return foreign if foreign is not None else [read_csv_piece(chain([start], kept), name, most)]


def _bare(name: str, start: bytes, rest: Iterator[bytes], room: Room) -> dict[str, Rows]:
    """Return what bare bytes hold, of which no more than there is room for are held at once."""
    held = filled(bytearray(start), rest, room.share())
    size = len(held) + sum(map(len, rest))
    room.take(len(held))
    return rows_of_bare(name, bytes(held), size)


def _of_marked(name: str, blocks: Iterator[bytes], most: int | None) -> list[Piece]:
    """Return what a text holds from which signs are taken."""
    first = next(blocks, b"")
    blocks = chain([first], blocks)
    if is_sparse(first):
        return pieces_of_arrays(rows_of_sparse(blocks, most), most)
    return [read_csv_piece(blocks, name, most)]


def _of_idx(name: str, file: IdxFile, most: int | None) -> Piece:
    if not file.shape[0]:
        raise DataError(say("These IDX files hold no pictures."))
    values = file.values(most)
    if not file.holds_pictures:
        answers, words = checked_answers(values)
        return Piece(name, None, answers, file.shape[0], (words,) if words else ())
    rows, columns = file.shape[1:]
    if rows != columns or not SIDES[-1] <= rows <= LONGEST_SIDE:
        raise DataError(
            say(
                "The pictures in this IDX file have {rows:,} x {columns:,} pixels; they must have {SIDE} x {SIDE}.",
                rows=rows,
                columns=columns,
                SIDE=SIDE,
            )
        )
    images, resized = sized(values)
    return Piece(name, images, None, file.shape[0], (resized,) if resized else (), rows)
