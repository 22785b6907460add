"""Whatever files somebody brings, recognised by what is in them and made one set of digits."""

from collections.abc import Mapping

import numpy as np

from mnistnet.digits.digits import DataError, Digits
from mnistnet.digits.files.csv_file import read_csv_digits
from mnistnet.digits.files.idx_bytes import IdxFile, idx_digits, open_idx
from mnistnet.digits.files.limits import MOST, MOST_BYTES, pictures_within
from mnistnet.digits.files.set_file import read_digit_set
from mnistnet.digits.files.splitting import with_splits
from mnistnet.digits.files.unpacking import is_packed_set
from mnistnet.words import mark, say

__all__ = ["read_digit_files"]

WHAT = mark("Bring the two files of an IDX pair, all four of a set like MNIST, one CSV, or one set saved here (.npz).")
TEST_NAMES = ("t10k", "test")


def read_digit_files(files: Mapping[str, bytes], name: str = "", *, most: int | None = MOST) -> Digits:
    """Return the digits in one, two or four files as one set with the splits "train", "validation" and "test".

    Parameters
    ----------
    files : mapping of str to bytes
        File name -> content, each packed (.gz, a CSV also .zip) or not. A CSV; a pair of IDX files; the four IDX files
        of a set like MNIST, whose test pictures stay the test split; or one set saved by `save_digit_set`. What each
        holds is seen by its content; names only tell test ("t10k", "test") from training files.
    name : str
        What the set is called.
    most : int or None
        The first so many pictures are taken (of four files an eighth fewer for training than that, so that there is
        one test picture for nine others), and no file may be larger than 32 MB. None takes all and has no limits.

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
    if len(files) == 1:
        (content,) = files.values()
        if is_packed_set(content):
            return read_digit_set(content, name)
        _refuse_single_idx(content)
        return with_splits(read_csv_digits(content, name, most=most))
    if len(files) not in (2, 4):
        raise DataError(say(WHAT))
    opened = {called: _opened(content, most) for called, content in files.items()}
    images, labels = _kinds(opened)
    if len(files) == 2:
        (pictures,), (answers,) = images.values(), labels.values()
        return with_splits(idx_digits(pictures, answers, name, most))
    return _of_four(images, labels, name, most)


def _refuse_single_idx(content: bytes) -> None:
    if not content:
        raise DataError(say("This file is empty."))
    file = None if content[:2] == b"PK" else open_idx(content)
    if file is not None:
        missing = "labels" if file.holds_pictures else "pictures"
        raise DataError(
            say("This is one half of an IDX pair; bring the file with its {missing} along.", missing=missing)
        )


def _opened(content: bytes, most: int | None) -> IdxFile:
    file = open_idx(content, pictures_within(most))
    if file is None:
        raise DataError(say("One of these files is not an IDX file. {WHAT}", WHAT=say(WHAT)))
    return file


def _kinds(opened: Mapping[str, IdxFile]) -> tuple[dict[str, IdxFile], dict[str, IdxFile]]:
    """Return the files of pictures and those of labels; as many of each."""
    images = {name: file for name, file in opened.items() if file.holds_pictures}
    labels = {name: file for name, file in opened.items() if not file.holds_pictures}
    if len(images) != len(labels):
        raise DataError(say("There must be as many files of labels as of pictures. {WHAT}", WHAT=say(WHAT)))
    return images, labels


def _of_four(images: Mapping[str, IdxFile], labels: Mapping[str, IdxFile], name: str, most: int | None) -> Digits:
    """Return one set of a training and a test pair."""
    pairs = {}
    for is_test in (False, True):
        files = [f for kind in (images, labels) for called, f in kind.items() if _is_test(called) == is_test]
        if len(files) != 2 or not files[0].holds_pictures or files[1].holds_pictures:
            raise DataError(
                say("Which of these four files are for testing? Two of the names must say “t10k” or “test”.")
            )
        part = None if most is None else most // 10 if is_test else most - most // 10
        pairs[is_test] = idx_digits(files[0], files[1], name, part)
    train, test = pairs[False], pairs[True]
    both = np.concatenate([train.images, test.images]), np.concatenate([train.labels, test.labels])
    return with_splits(Digits(*both, name), test=np.arange(len(both[1])) >= len(train))


def _is_test(name: str) -> bool:
    return any(word in name.lower() for word in TEST_NAMES)
