"""Which label every picture of a zip has: its folder says it, a list beside the pictures, or its own name."""

import re
from collections.abc import Mapping, Sequence

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.csv_cells import in_figures
from mnistnet.digits.files.limits import DIGIT_WORDS, LABELS
from mnistnet.digits.files.picture_beside import labels_beside
from mnistnet.digits.files.picture_list import Places, labels_in_list
from mnistnet.digits.files.picture_names import labels_in_names
from mnistnet.words import plural, say

__all__ = ["labels_of"]

AROUND = re.compile("(class|digit|label|number|num|target)?s?")  # what may stand beside the digit in a folder's name
ALSO = re.compile(  # and where there is a folder for every digit
    "((class|cls|digit|label|number|num|target|mnist|image|img|picture|pic|train|training|test|data|hand|written|of|all"
    "|the)(e?s)?)*s?"
)
FOLDER = re.compile(rf"(?i)(?:^|.*/)(\d|{'|'.join(DIGIT_WORDS)})/[^/]+")


def labels_of(pictures: Sequence[str], lists: Mapping[str, bytes]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the label of every picture that has one, and what was done to find them, in sentences.

    A file of its own beside every picture is believed first, then a list that has all pictures, then folders that are
    called by labels, then a list that has some of the pictures, then the pictures' own names.

    Parameters
    ----------
    pictures : sequence of str
        Their names with their folders.
    lists : mapping of str to bytes
        The tables beside them, and the files of a single label.

    Raises
    ------
    DataError
        If a picture says no label, or what says it can be read in two ways.
    """
    beside = labels_beside(pictures, lists)
    if beside:
        return beside, (say("The labels stand in a file of its own beside each picture."),)
    folders = {name: int(in_figures(found[1])) for name in pictures if (found := FOLDER.fullmatch(name))}
    listed = _listed(lists, Places(pictures), needed=len(folders) < len(pictures))
    told = {picture: label for labels in listed.values() for picture, label in labels.items()}
    source = ", ".join(name for name, labels in listed.items() if labels)[-60:]
    if told and len(told) == len(pictures):
        return told, (say("The labels stand in {source}.", source=source),)
    if len(folders) == len(pictures):
        return folders, ()
    if not told and (called := _called(pictures)):
        return called
    if told:
        left = plural(
            "{n} picture has no label in {source} and is left out.",
            "{n} pictures have no label in {source} and are left out.",
            len(pictures) - len(told),
            source=source,
        )
        return told, (left,)
    names = labels_in_names(pictures) if not folders else None
    if names is None:
        raise _unlabelled(next(name for name in pictures if name not in folders))
    shown = pictures[0].rpartition("/")[2][-40:]
    note = say("The labels stand in the names of the pictures: {file} is a {label}.", file=shown, label=names[0])
    return dict(zip(pictures, names, strict=True)), (note,)


def _listed(lists: Mapping[str, bytes], places: Places, needed: bool) -> dict[str, dict[str, int]]:
    """Return what each list says; one that cannot be understood and is not needed says nothing."""
    found = {}
    for name, content in lists.items():
        try:
            found[name] = labels_in_list(name, content, places)
        except DataError:
            if needed:
                raise
    return found


def _called(pictures: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]] | None:
    """Return labels and a sentence where each folder has one digit in its name: class_7, “7 - seven”, 07, mnist_7."""
    labels: dict[str, int] = {}
    are_plain = True
    for name in pictures:
        folder = in_figures(name.rpartition("/")[0].rpartition("/")[2].replace("_", " "))
        numbers = {int(number) for number in re.findall(r"\d{1,4}", folder)}
        words = re.sub(r"[\d\W]", "", folder).lower()
        if len(numbers) != 1 or max(numbers) > 9 or not ALSO.fullmatch(words):
            return None
        are_plain = are_plain and AROUND.fullmatch(words) is not None
        labels[name] = numbers.pop()
    if not are_plain and len(set(labels.values())) < LABELS:  # train_1 and train_2 may be parts of a set
        return None
    shown = pictures[0].rpartition("/")[0].rpartition("/")[2]
    note = say(
        "The labels stand in the names of the folders: {folder} holds {label}.",
        folder=shown[-40:],
        label=labels[pictures[0]],
    )
    return labels, (note,)


def _unlabelled(name: str) -> DataError:
    return DataError(
        say(
            "The picture {name} says no label: put every digit into a folder that is called by it, such as 7/{file}, "
            "or bring a list labels.csv with lines such as {file},7.",
            name=name[-60:],
            file=name.rpartition("/")[2][-40:],
        )
    )
