"""A reading in words: what is taken, what else may be meant, and why nothing is."""

from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.reading import MOST_NAMED, Reading
from mnistnet.words import say

__all__ = ["chance_words", "guess_words", "reading_words", "rival_words", "unrest_words"]


def reading_words(guess: Guess) -> str:
    """Return a reading in a few words."""
    return say(
        "hidden layers {activation}, output {output}, pixels {encoding}",
        activation=say("each its own") if guess.activation == "each" else guess.activation,
        output=guess.output,
        encoding=guess.encoding_name,
    )


def guess_words(guess: Guess) -> str:
    """Return a reading among others in a few words: what hidden nodes do, and what pixels become."""
    rule = say("the same") if guess.activation == "each" else guess.activation
    return say("{activation} with pixels {encoding}", activation=rule, encoding=guess.encoding_name)


def rival_words(reading: Reading) -> str:
    """Return why the reading that is taken is not sure: others as likely, with figures, or odd weights; "" if it is."""
    words = (_rival_words(reading) if reading.rivals else "", unrest_words(reading.is_doubtful, reading.beyond))
    return " ".join(filter(None, words))


def unrest_words(pulls: bool, beyond: str) -> str:
    """Return that no reading can be right, because a last layer pulls or an activation that is not here is likelier."""
    if beyond:
        return say(
            "Digits say that its hidden nodes do {rule}, which no network here does: it is read with what comes "
            "nearest, and reads fewer digits than it could.",
            rule=say(beyond),
        )
    strange = say(
        "As it is read here, its last layer would still have much to learn, as if its hidden nodes did something that "
        "is not tried here, such as SELU or ELU: no reading of it is sure."
    )
    return strange if pulls else ""


def _rival_words(reading: Reading) -> str:
    names = "; ".join(
        say(
            "{reading} ({right:share} and {share:share})",
            reading=guess_words(one.guess),
            right=one.belief.accuracy,
            share=one.belief.share,
        )
        for one in reading.rivals[:MOST_NAMED]
    )
    return say(
        "Nearly as likely, so that {digits} digits cannot tell: {names}. Of these {digits} the one that is taken reads "
        "{right:share}, and gives the right one {share:share} in the geometric mean.",
        digits=reading.digits,
        names=names,
        right=reading.accuracy or 0,
        share=reading.share,
    )


def chance_words(reading: Reading) -> str:
    """Return that no reading of a file is better than chance, and why that may be."""
    return say(
        "No reading is better than chance (10 %): the likeliest of {tried} gets {right:share} of the first {digits} "
        "digits. Such "
        "weights are untrained, learned other pictures than MNIST's or inputs of another range, or have activations "
        "that are not tried here.",
        tried=reading.tried,
        right=reading.accuracy or 0,
        digits=reading.digits,
    )
