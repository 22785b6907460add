"""What was done to a photo before it was read, and why its reading may be wrong, in words."""

from mnistnet.drawing.found_ink import FoundInk
from mnistnet.words import plural, say

__all__ = ["doubted_note", "doubts_of", "left_out_note", "notes_of", "struck_note", "turned_note"]

FAINT, ROUGH = 0.2, 8.0  # of the paper's light; times the paper's roughness
MUCH = 0.35  # of the picture is ink


def notes_of(found: FoundInk) -> list[str]:
    """Return what was found beside the ink, a sentence each."""
    notes = [] if found.dark else [say("The ink is lighter than the paper.")]
    if found.on_desk:
        notes.append(say("A sheet on a darker ground was found and cut out."))
    if found.lines:
        notes.append(plural("{n} printed line was left out.", "{n} printed lines were left out.", found.lines))
    return notes


def left_out_note(marks: int) -> str:
    """Return in a sentence that so many marks beside the digits were left out."""
    return plural(
        "{n} mark that looks like no digit was left out.", "{n} marks that look like no digits were left out.", marks
    )


def doubted_note(marks: int) -> str:
    """Return in a sentence that so many marks were read that look like no digits."""
    return plural("{n} mark that was read looks like no digit.", "{n} marks that were read look like no digits.", marks)


def struck_note(digits: int) -> str:
    """Return in a sentence that so many digits were read that seem to be struck out."""
    return plural("{n} digit seems to be struck out.", "{n} digits seem to be struck out.", digits)


def turned_note(turns: int) -> str:
    """Return in a sentence how a picture seems to lie that should be turned by so many quarters to the left."""
    return say("It seems to lie upside down.") if turns == 2 else say("It seems to lie on its side.")


def doubts_of(found: FoundInk) -> list[str]:
    """Return why what was taken for ink may be something else, a sentence each; empty where nothing speaks for that."""
    marked = found.ink > 0.1
    if not marked.any():
        return []
    doubts = []
    if found.strength < FAINT:
        doubts.append(say("The ink is faint."))
    if found.strength < ROUGH * found.noise:
        doubts.append(say("The paper is nearly as rough as the ink is dark."))
    if marked.mean() > MUCH:
        doubts.append(say("Ink covers more than a third of the picture."))
    return doubts
