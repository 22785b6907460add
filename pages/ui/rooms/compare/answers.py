"""The Compare page: which two networks are compared, and what the comparison says in words."""

from mnistnet import Digits, Network
from mnistnet.comparison import (
    BOTH_RIGHT,
    BOTH_WRONG,
    ONLY_FIRST,
    ONLY_SECOND,
    Comparison,
    Likeness,
    likeness,
)
from mnistnet.figures import answers
from mnistnet.readout import read_answer
from mnistnet.words import mark, plural, say
from pages.ui.bench import bench
from pages.ui.bench.second import proposed_second, title_of
from pages.ui.bench.side_by_side import beyond_bars
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.tell import tell
from pages.ui.kit.text import formula
from pages.ui.state import Picture

FEW, RARE = 0.05, 0.01  # of p, below which a difference is seldom and hardly ever chance


def both_sides() -> tuple[Network, Network]:
    """Return the two networks; while there is only one on the bench the second is a proposal.

    The choice of the second belongs to the frame, which shows it above the page and says what is proposed.
    """
    first = bench.network()
    return first, bench.beside() or proposed_second(first)


def comparison_of(first: Network, second: Network) -> Comparison | None:
    """Return the answers of both to the test digits; where they cannot be compared say so and return None."""
    digits = results.test_digits()
    try:
        return Comparison(results.exam(first, digits), results.exam(second, digits))
    except ValueError as reason:
        tell(reason, mild=True)
        return None


def show_answer(seen: Picture, one: Network, ending: str) -> None:
    """Show what a network answers to the picture on the bench."""
    outputs = results.outputs(one, seen.image)
    said = read_answer(outputs)
    alt = say("Ten bars; the longest is {best} with {confidence:share}.", best=said.best, confidence=said.confidence)
    show_figure(answers(outputs, label=seen.label, height=290, beyond=beyond_bars()), f"answers{ending}", alt=alt)


def names(first: Network, second: Network) -> tuple[str, str]:
    """Return what to call the two: their names, with the epoch where the names are the same."""
    if first.name == second.name:
        return title_of(first), title_of(second)
    return first.name, second.name


def headline(both: Comparison, called: tuple[str, str]) -> str:
    """Return how many digits each reads, as a sentence."""
    return say(
        "**{first}** reads **{first_accuracy:share}** and **{second}** **{second_accuracy:share}** of {count:,} test "
        "digits.",
        first=called[0],
        first_accuracy=both.first.accuracy,
        second=called[1],
        second_accuracy=both.second.accuracy,
        count=len(both.labels),
    )


def counts_table(both: Comparison, called: tuple[str, str]) -> dict[str, list[str]]:
    """Return the four counts as a table: a column for whether the second is right, a row for whether the first is."""
    counts = {kind: say("{count:,}", count=count) for kind, count in both.counts.items()}
    return {
        say("digits"): [f"**{called[0]} ✓**", f"**{called[0]} ✗**"],
        f"{called[1]} ✓": [counts[BOTH_RIGHT], counts[ONLY_SECOND]],
        f"{called[1]} ✗": [counts[ONLY_FIRST], counts[BOTH_WRONG]],
    }


def chance_words(both: Comparison, called: tuple[str, str]) -> str:
    """Return in plain words whether the difference is more than chance."""
    one, other = both.counts[ONLY_FIRST], both.counts[ONLY_SECOND]
    if one + other == 0:
        return say("Each reads exactly the digits that the other one reads: nothing speaks for a difference.")
    split = plural(
        "{n} digit parts them: {one} for {first}, {other} for {second}.",
        "{n} digits part them: {one} for {first}, {other} for {second}.",
        one + other,
        one=one,
        first=called[0],
        other=other,
        second=called[1],
    )
    if one == other:
        return f"{split} {say('As many for the one as for the other: nothing speaks for a difference.')}"
    return f"{split} {odds_words(both.p_value)}"


def odds_words(p: float) -> str:
    """Return how often chance alone would part two networks so far, and what that says."""
    if p < RARE:
        return say(
            "If both were equally good, so large a difference would come up by chance in {draws}: hardly chance.",
            draws=draws(p),
        )
    if p < FEW:
        return say(
            "If both were equally good, so large a difference would come up by chance in {draws}: seldom chance.",
            draws=draws(p),
        )
    return say(
        "If both were equally good, so large a difference would come up by chance in {draws}: may well be chance.",
        draws=draws(p),
    )


def draws(p: float) -> str:
    """Return how often something of probability p comes up, in whole draws."""
    if p < 0.0001:
        return say("fewer than 1 of 10,000 draws")
    if p >= 0.01:
        return say("{count:.0f} of 100 draws", count=100 * p)
    return say("{count:.0f} of 10,000 draws", count=10_000 * p)


def explain_chance() -> None:
    """Offer the formula of the test."""
    formula(
        r"p = \min\Bigl(1,\; 2 \sum_{i=0}^{k} \binom{n}{i} \Big/ 2^n\Bigr)",
        say(
            "n digits are read right by only one of the two, k of them by the one that has fewer. If both "
            "were equally good, each of the n would fall to one or the other like a coin; p is the chance "
            "that n coins fall as unevenly or more so. It holds for networks that did not learn from these "
            "digits. A small p says that there is a difference, not that it is large; a large p does not say "
            "that there is none."
        ),
        say(
            "Q. McNemar, “Note on the sampling error of the difference between correlated proportions or "
            "percentages”, 1947; here with the exact binomial sum"
        ),
    )


@kept(max_entries=64, ttl="1h", doing=mark("Comparing the layers …"))
def likeness_of(first: Network, second: Network, digits: Digits) -> Likeness:
    """Return how alike the layers of the two are."""
    return likeness(first, second, digits.images)


def likeness_words(alike: Likeness) -> str:
    """Return what the grid says and where it misleads."""
    return say(
        "1: the layers find the same digits alike, up to a turn of the whole space; 0: they have nothing "
        "in common. Measured on {digits:,} test digits, whatever the numbers of nodes. “pixels” is the "
        "yardstick: what a layer shares with the pixels needs no training, so look for layers that are "
        "more like each other than like them. A few directions of large spread decide; small differences "
        "in the rest do not show.",
        digits=alike.digits,
    )


def explain_likeness() -> None:
    """Offer the formula of the likeness."""
    formula(
        r"\mathrm{CKA}(X, Y) = \frac{\lVert X^{\mathsf T} Y \rVert_F^2}"
        r"{\lVert X^{\mathsf T} X \rVert_F \, \lVert Y^{\mathsf T} Y \rVert_F}",
        say(
            "X and Y hold what two layers send on, one row a digit, the mean of each column taken off. "
            "Neither the order of the nodes nor the size of their values changes it. With many nodes and few "
            "digits it comes out too high."
        ),
        say(
            "S. Kornblith, M. Norouzi, H. Lee, G. Hinton, “Similarity of Neural Network Representations "
            "Revisited”, 2019, section 3"
        ),
    )
