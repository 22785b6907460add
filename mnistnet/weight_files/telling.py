"""A reading in words: what is taken, what else may be meant, and why nothing is."""

from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.reading import Reading
from mnistnet.words import say

__all__ = ["chance_words", "reading_words", "rival_words"]


def reading_words(guess: Guess) -> str:
    """Return a reading in a few words."""
    return say(
        "hidden layers {activation}, output {output}, pixels {encoding}",
        activation=say("each its own") if guess.activation == "each" else guess.activation,
        output=guess.output,
        encoding=guess.encoding_name,
    )


def rival_words(reading: Reading) -> str:
    """Return why the reading that is taken is not sure: others as likely, with figures, or odd weights; "" if it is."""
    strange = say(
        "Read so, its last layer would still have much to learn, as if its hidden nodes did something that is not "
        "tried here, such as SELU or ELU: no reading of it is sure."
    )
    beyond = say(
        "Digits say that its hidden nodes do {rule}, which no network here does: it is read with what comes nearest, "
        "and reads fewer digits than it could.",
        rule=say(reading.beyond),
    )
    doubt = beyond if reading.beyond else strange if reading.is_doubtful else ""
    words = (_rival_words(reading) if reading.rivals else "", doubt)
    return " ".join(filter(None, words))


def _rival_words(reading: Reading) -> str:
    names = "; ".join(
        say(
            "{activation} with pixels {encoding} ({right:share} and {share:share})",
            activation=say("the same") if one.guess.activation == "each" else one.guess.activation,
            encoding=one.guess.encoding_name,
            right=one.belief.accuracy,
            share=one.belief.share,
        )
        for one in reading.rivals[:3]
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
