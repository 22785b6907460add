"""What a training run learns from: the digits that come along, all of MNIST, or a set of the visitor's own."""

from pathlib import Path

from mnistnet import DataError, Network, jobs
from mnistnet.digits.full_set import DOWNLOAD_SIZE, full_set_is_here
from mnistnet.digits.known import SOURCES, source_in
from mnistnet.words import say
from pages.ui.holdings import digit_sets
from pages.ui.holdings.visitor import visitor
from pages.ui.kit import choices
from pages.ui.state import OwnSet, keys

EMBEDDED = "embedded"
WORDS = {name: source.title for name, source in SOURCES.items() if source.is_taught}


def choose_data() -> str:
    """Show the choice of what to learn from and return a name in `WORDS`, or the digest of a set of the visitor's."""
    own = {one.digest: _own_words(one) for one in map(digit_sets.own_set, digit_sets.names())}
    likely = digit_sets.digest()
    options = WORDS | own
    usual = likely if likely in options else EMBEDDED
    return choices.select(say("Learn from"), options, key=keys.DATA, default=usual, width=260)


def _own_words(own: OwnSet) -> str:
    return say("your set {name}, {count:,} pictures", name=own.name, count=len(own.parts["train"]))


def prepared(data: str) -> str:
    """Return what `load_digits` is to be asked for; a set of the visitor's is written where workers find it.

    Raises
    ------
    DataError
        If the session does not hold that set any more.
    """
    if data in WORDS:
        return data
    own = digit_sets.find(data)
    if own is None:
        raise DataError(say("This set is not here any more: bring it along again on the page My data."))
    return jobs.keep_set(own.whole(), visitor())


def data_words(data: str) -> str:
    """Return what a run learns from, in a few words."""
    if data in WORDS:
        return say(WORDS[data])
    own = digit_sets.find(Path(data).name)
    return say("a set of yours") if own is None else say("your set {name}", name=own.name)


def has_learned_the_test_digits(network: Network) -> bool:
    """Return whether the test digits that come along were among those that a network learned from."""
    source = source_in(network.training.settings.get("digits"))
    return source is not None and source.has_the_embedded


def missing_download(data: str) -> str:
    """Return a sentence if the digits have to be fetched first, else nothing."""
    if data not in SOURCES or not SOURCES[data].is_the_full_set or full_set_is_here():
        return ""
    return say("The full MNIST set has to be fetched once: {size}.", size=DOWNLOAD_SIZE)
