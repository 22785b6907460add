"""The part of the Activations page about digits that are moved: what some pixels to the side cost."""

from collections.abc import Mapping

from mnistnet import Digits, Network
from mnistnet.basics.scaling import accuracy, accuracy_shifted
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept

SHIFTS = (1, 2, 3, 4)


@kept(max_entries=128, ttl="1h", doing=mark("Moving the test digits …"))
def moving(network: Network, digits: Digits) -> Mapping[int, float]:
    """Return the accuracy on digits as they are, which is 0, and moved by so many pixels."""
    return {0: accuracy(network, digits)} | {n: accuracy_shifted(network, digits, n) for n in SHIFTS}


def moving_labels(moved: Mapping[int, float]) -> list[str]:
    """Return what stands at the bars of `moving`."""
    return [say("moved {pixels}", pixels=pixels) if pixels else say("as they are") for pixels in moved]


def moving_words(moved: Mapping[int, float]) -> str:
    """Return a sentence about how much a shift costs."""
    return say(
        "As they are it reads {unmoved:share} of the {count:,} test digits right, moved by one pixel "
        "{by_one:share}, by four {by_four:share} (the mean of up, down, left and right). A network of "
        "dense layers knows each pixel by its place alone.",
        unmoved=moved[0],
        count=len(results.test_digits()),
        by_one=moved[1],
        by_four=moved[4],
    )
