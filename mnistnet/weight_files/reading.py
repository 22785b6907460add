"""A reading is one way to use the numbers of a file; digits tell which is likeliest where the file does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mnistnet.digits import Digits
from mnistnet.digits.sources import load_digits
from mnistnet.network import Network
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.likelihood import CHANCE, Belief, Measure, sure_sigmoids
from mnistnet.words import say

__all__ = ["Reading", "asked_digits", "chance_words", "reading_words", "restricted", "rival_words", "taken"]

ASKED = 500  # digits
CLOSE = 0.01  # of mean log likelihood: less tells nothing, and the likelier by habit is taken
KIN = 0.05
SURE = 0.5  # from here on outputs are taken for sigmoids: of networks tried, softmax came to 0.17, sigmoids from 0.69


@dataclass(frozen=True)
class Reading:
    """The reading that is taken, and what it was measured by.

    Attributes
    ----------
    guess : Guess
    accuracy : float or None
        The share of the digits that it reads right, 0 to 1; None where nothing had to be measured.
    tried : int
        How many readings were measured.
    digits : int
        On how many digits.
    is_chance : bool
        Whether no reading is clearly better than chance; the guess is then what is usual for such files.
    rivals : tuple of Guess
        Others, of another activation or encoding, under which the digits are nearly as likely: they cannot be told.
    """

    guess: Guess
    accuracy: float | None = None
    tried: int = 1
    digits: int = 0
    is_chance: bool = False
    rivals: tuple[Guess, ...] = ()


def asked_digits() -> Digits:
    """Return the digits by which readings are told apart: the same 500 everywhere, so that all take the same one."""
    digits = load_digits().split("test")
    return Digits(digits.images[:ASKED], digits.labels[:ASKED], digits.name)


def restricted(candidates: Sequence[Guess], given: Mapping[str, Any]) -> tuple[Guess, ...]:
    """Return candidates that agree with what is given, each once, in their order."""
    return tuple(dict.fromkeys(replace(guess, **given) for guess in candidates))


def taken(
    networks: Sequence[Network], candidates: Sequence[Guess], own: Mapping[str, Any], open_output: bool
) -> Reading:
    """Return the likeliest of several readings of the same numbers.

    Parameters
    ----------
    networks : sequence of Network
        One for each way to put the arrays together, as `Guess.way` counts them.
    candidates : sequence of Guess
        The likely first.
    own : mapping
        What every layer says itself, so that no guess is needed: may hold "activation".
    open_output : bool
        Whether the output is neither given nor said.
    """
    digits = asked_digits()
    measures = [Measure(network, digits) for network in networks]
    beliefs = [(guess, _belief(measures, guess, own)) for guess in candidates]
    beliefs = [(guess, replace(belief, likelihood=belief.likelihood - _handicap(guess))) for guess, belief in beliefs]
    top = max(belief.likelihood for _, belief in beliefs)
    best, belief = next((pair for pair in beliefs if pair[1].likelihood >= top - CLOSE), (candidates[0], Belief(0, 0)))
    if max(belief.accuracy for _, belief in beliefs) < CHANCE:
        return Reading(candidates[0], belief.accuracy, len(candidates), len(digits), is_chance=True)
    rivals = tuple(
        guess
        for guess, other in beliefs
        if (guess.activation, guess.encoding) != (best.activation, best.encoding)
        and other.likelihood + _handicap(guess) >= top - KIN
    )
    if open_output:
        sums = measures[best.way].sums(None if "activation" in own else best.activation, best.encoding)
        best = replace(best, output="sigmoid" if sure_sigmoids(sums) > SURE else "softmax")
    return Reading(best, belief.accuracy, len(candidates), len(digits), rivals=rivals)


def _handicap(guess: Guess) -> float:
    """Return by how much a reading must be likelier than ReLUs, whose kin read the same numbers nearly alike."""
    return KIN if guess.activation in ("leaky_relu", "gelu") else 0.0


def _belief(measures: Sequence[Measure], guess: Guess, own: Mapping[str, Any]) -> Belief:
    return measures[guess.way].belief(None if "activation" in own else guess.activation, guess.encoding, guess.output)


def reading_words(guess: Guess) -> str:
    """Return a reading in a few words."""
    return say(
        "hidden layers {activation}, output {output}, pixels {encoding}",
        activation=guess.activation,
        output=guess.output,
        encoding=guess.encoding_name,
    )


def rival_words(reading: Reading) -> str:
    """Return which other readings the digits cannot tell from that which is taken; "" if there are none."""
    if not reading.rivals:
        return ""
    names = "; ".join(
        say("{activation} with pixels {encoding}", activation=one.activation, encoding=one.encoding_name)
        for one in reading.rivals[:3]
    )
    return say("Nearly as likely, so that these digits cannot tell: {names}.", names=names)


def chance_words(reading: Reading) -> str:
    """Return that no reading of a file is better than chance, and why that may be."""
    return say(
        "No reading is better than chance (10 %): the best of {tried} gets {right:share} of {digits} digits. Such "
        "weights are untrained, learned other pictures than MNIST's or inputs of another range, or have activations "
        "that are not tried here.",
        tried=reading.tried,
        right=reading.accuracy or 0,
        digits=reading.digits,
    )
