"""A reading is one way to use the numbers of a file; digits tell which is likeliest where the file does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mnistnet.activations import ACTIVATIONS
from mnistnet.digits import Digits
from mnistnet.digits.sources import load_digits
from mnistnet.network import Network, PixelEncoding
from mnistnet.weight_files.beyond import likelier_beyond
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.likelihood import CHANCE, Belief, Measures

__all__ = [
    "MOST_NAMED",
    "WELL",
    "Reading",
    "Rival",
    "asked_digits",
    "restricted",
    "taken",
]

ASKED = 500  # digits
CLOSE = 0.02  # of mean log likelihood: such readings are named beside the one that is taken
RARE = 0.005  # what an encoding must be likelier that is not usual for such files: 500 digits make it odds of 12
RARER = 0.02  # what ranges must be likelier that read nearly as more usual ones do: 0.01 to 1 has one book behind it
RARE_RANGES = ("0.01 to 1", "-0.5 to 0.5")
KIN = 0.008  # and what the kin of ReLU must be likelier than it, which read the same numbers nearly alike
OF_RELU = ("relu", "leaky_relu", "gelu")
ALONE = 0.03  # what speaks for a reading under which one node is on, as sigmoids are trained to be
ON = (0.7, 1.4)  # nodes that are on if the outputs are sigmoids; networks tried came to 1.0 to 1.1, softmax from 2.2
NEAR, RESTS = 0.15, 1.5  # of likelihood; and how much less unrest tells where nodes are full on or off
WELL = 0.6  # of the digits must be right if numbers are taken that are not in the file
STRANGE = 5.0  # unrest of networks that are read amiss
SURE = 0.1  # less likely than fits best is what is as sure as that: short training leaves networks unsure
MOST_NAMED = 3  # rivals
PULLS = 4.0  # unrest of networks that learned otherwise; those that did not learn for long come to 2 to 3.3


@dataclass(frozen=True)
class Rival:
    """Another reading under which the digits are nearly as likely, and what it was measured by."""

    guess: Guess
    belief: Belief


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
    rivals : tuple of Rival
        Others, of another activation or encoding, that the digits cannot tell from it, the likeliest first.
    share : float
        What the right digits get, 0 to 1, in the geometric mean.
    is_doubtful : bool
        Whether the last layer would still have much to learn if it were used so, as under an activation amiss.
    beyond : str
        An activation that no network here has and that is likelier than all that are tried; mostly "".
    """

    guess: Guess
    accuracy: float | None = None
    tried: int = 1
    digits: int = 0
    is_chance: bool = False
    rivals: tuple[Rival, ...] = ()
    share: float = 0.0
    is_doubtful: bool = False
    beyond: str = ""


def asked_digits() -> Digits:
    """Return the digits by which readings are told apart: the same 500 everywhere, so that all take the same one."""
    digits = load_digits().split("test")
    return Digits(digits.images[:ASKED], digits.labels[:ASKED], digits.name)


def restricted(candidates: Sequence[Guess], given: Mapping[str, Any]) -> tuple[Guess, ...]:
    """Return candidates that agree with what is given, each once, in their order; of given pixels no mean is taken."""
    agree = (guess for guess in candidates if not ("encoding" in given and guess.moments))
    return tuple(dict.fromkeys(replace(guess, **given) for guess in agree))


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
    measures = Measures(networks, digits)
    tried = [Rival(guess, _belief(measures, guess, own)) for guess in candidates]
    beliefs = [one for one in tried if not one.guess.moments or one.belief.accuracy > WELL]
    if max(one.belief.accuracy for one in beliefs) < CHANCE:
        usual = beliefs[0]
        return Reading(usual.guess, usual.belief.accuracy, len(candidates), len(digits), is_chance=True)
    usual_encoding = candidates[0].encoding
    best = max(beliefs, key=lambda one: _worth(one, usual_encoding, open_output))
    best = _at_rest(best, beliefs, measures, own)
    output = ("sigmoid" if _is_alone(best.belief) else "softmax") if open_output else best.guess.output
    best = _of_kin(best, beliefs, output)
    return Reading(
        replace(best.guess, output=output),
        best.belief.accuracy,
        len(candidates),
        len(digits),
        rivals=_rivals(best, beliefs),
        share=best.belief.share,
        is_doubtful=_is_strange(best, measures, own),
        beyond=likelier_beyond(measures, best.guess, best.belief, [guess.encoding for guess in candidates])
        if len({guess.activation for guess in candidates}) > 1
        else "",
    )


def _is_strange(best: Rival, measures: Measures, own: Mapping[str, Any]) -> bool:
    """Return whether a network is as sure as fits best, and yet its digits agree that its last layer must change."""
    measure = measures.of(best.guess)
    if len(measure.layers) < 2 or best.belief.likelihood - max(best.belief.plain) > SURE:
        return False
    return measure.unrest(None if "activation" in own else best.guess.activation, best.guess.encoding) > STRANGE


def _worth(one: Rival, usual: PixelEncoding, open_output: bool) -> float:
    """Return a reading's likelihood with what speaks for and against it beforehand."""
    guess = one.guess
    worth = one.belief.likelihood - RARE * ((guess.encoding != usual) + (guess.activation == "identity"))
    worth -= RARER * (guess.encoding_name in RARE_RANGES and guess.encoding != usual)
    worth -= KIN * (guess.activation in OF_RELU[1:])
    return worth + ALONE * (_is_alone(one.belief) and (open_output or guess.output == "sigmoid"))


def _is_alone(belief: Belief) -> bool:
    return ON[0] < belief.on < ON[1]


def _at_rest(best: Rival, beliefs: Sequence[Rival], measures: Measures, own: Mapping[str, Any]) -> Rival:
    """Return another encoding instead of the best if the last layer rests under it, and pulls under the best.

    Networks that learned from pixels up to 255 with nodes that were full on or off read more digits from 0 to 1, where
    they are not; but that is not what they came to rest with.
    """
    guess = best.guess
    if "activation" in own or not np.isfinite(ACTIVATIONS[guess.activation].reach).all():
        return best
    near = [
        one
        for one in beliefs
        if (one.guess.activation, one.guess.numbers) == (guess.activation, guess.numbers)
        and one.belief.likelihood > best.belief.likelihood - NEAR
    ]
    if measures.of(guess).unrest(guess.activation, guess.encoding) < PULLS:
        return best
    unrest = {one.guess: measures.of(guess).unrest(guess.activation, one.guess.encoding) for one in near}
    calmest = min(near, key=lambda one: unrest[one.guess])
    return calmest if unrest[calmest.guess] * RESTS < unrest[guess] else best


def _of_kin(best: Rival, beliefs: Sequence[Rival], output: str) -> Rival:
    """Return ReLU unless one of its kin is clearly likelier, as surely as it is and as surely as fits best."""
    guess = best.guess
    same = {
        one.guess.activation: one
        for one in beliefs
        if one.guess.activation in OF_RELU
        and (one.guess.encoding, one.guess.numbers) == (guess.encoding, guess.numbers)
    }
    if guess.activation not in same or "relu" not in same:
        return best
    first, column = same["relu"], int(output == "sigmoid")

    def lead(one: Rival) -> float:
        plain = one.belief.plain[column] - first.belief.plain[column]
        return min(plain, one.belief.likelihood - first.belief.likelihood)

    likeliest = max(same.values(), key=lead)
    return likeliest if lead(likeliest) > KIN else first


def _rivals(best: Rival, beliefs: Sequence[Rival]) -> tuple[Rival, ...]:
    """Return the other readings that are as likely as the best one or nearly so."""
    near = (
        one
        for one in beliefs
        if (one.guess.activation, one.guess.encoding_name) != (best.guess.activation, best.guess.encoding_name)
        and one.belief.likelihood > best.belief.likelihood - CLOSE
    )
    return tuple(sorted(near, key=lambda one: -one.belief.likelihood))


def _belief(measures: Measures, guess: Guess, own: Mapping[str, Any]) -> Belief:
    return measures.of(guess).belief(None if "activation" in own else guess.activation, guess.encoding, guess.output)
