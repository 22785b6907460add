"""Two networks of one recipe: one that sees every digit and one that does not; a second seed shows what is chance."""

from dataclasses import dataclass

import streamlit as st

from mnistnet import Network
from mnistnet.books.presets import PRESETS
from mnistnet.never_seen import Withheld, withheld
from mnistnet.training import train
from mnistnet.weight_files import SavedNetwork
from mnistnet.words import plural, say
from mnistnet.words.told import Told
from pages.ui.bench import bench
from pages.ui.holdings import results, shelf
from pages.ui.holdings.once import Busy, Once
from pages.ui.kit.tell import tell
from pages.ui.state import keys, set_value

EPOCHS, RATE = 8, 0.3  # read as well as 15 epochs at the usual rate, to half a percent, in half the time
NETWORKS: Once[Network] = Once(24)
SEAT: Once[None] = Once(0, one_seat=True)  # one visitor trains at a time here: a server has few processors
ALL = Withheld()


@dataclass(frozen=True, eq=False)
class Three:
    """The network that saw all, the one that did not, and the first once more from another start."""

    original: Network
    changed: Network
    again: Network


def known(what: Withheld) -> Three | None:
    """Return the three networks, if they were trained already."""
    found = [NETWORKS.get(key) for key in _keys(what)]
    return Three(*found) if all(one is not None for one in found) else None  # type: ignore[arg-type]


def train_button(what: Withheld) -> None:
    """Show the button that trains what is not trained yet, and meanwhile how far that is."""
    is_known = known(what) is not None
    pressed = st.button(
        say("Train without them"),
        key="never_train",
        type="primary",
        icon=":material/play_arrow:",
        disabled=is_known or what == ALL,
    )
    if not pressed:
        return
    try:
        with SEAT.making("never_seen"):
            _train(what)
    except Busy:
        st.info(say("Another visitor's network is being trained. Try again in a few seconds."))
    except (Told, ValueError) as reason:
        tell(reason)
    else:
        st.rerun()


def _train(what: Withheld) -> None:
    """Train whichever of the three networks is missing; leaving the page or Stop ends it without a trace."""
    missing = [key for key in _keys(what) if NETWORKS.get(key) is None]
    learned = [withheld(results.embedded("train"), without) for without, _ in missing]
    with st.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, plural("Training {n} network", "Training {n} networks", len(missing)))
        st.button(say("Stop"), key="never_stop", icon=":material/stop:")
    for done, ((without, seed), digits) in enumerate(zip(missing, learned, strict=True)):
        about = {"name": name_of(without, seed), "seed": seed, "epochs": EPOCHS, "learning_rate": RATE}
        settings = PRESETS["scratch"].settings.replace(**about)
        for report in train(settings, digits, report_every=4000):
            share = (done + min(report.epoch / EPOCHS, 1.0)) / len(missing)
            bar.progress(
                share, say("{name}: round {epoch} of {all}", name=settings.name, epoch=report.epoch, all=EPOCHS)
            )
        NETWORKS.keep((without, seed), report.network)


def _keys(what: Withheld) -> tuple[tuple[Withheld, int], ...]:
    return (ALL, 1), (what, 1), (ALL, 2)


def name_of(what: Withheld, seed: int) -> str:
    """Return what a network is called: by what it never saw."""
    if what == ALL:
        return say("saw all") if seed == 1 else say("saw all, seed {seed}", seed=seed)
    labels = ", ".join(map(str, what.labels))
    if labels and not (what.looks or what.digits or what.wrong):
        return say("never saw {labels}", labels=labels)[:40]
    return say("other data")


def put_both_on_bench(three: Three) -> None:
    """Put the changed network on the bench and the original beside it; from a callback."""
    names = []
    for network in (three.original, three.changed):
        here = [n for n in shelf.kept_names() if shelf.network(n).digest == network.digest]
        names.append(here[0] if here else shelf.keep(SavedNetwork(network)))
    bench.put_on_bench(names[1])
    set_value(keys.SECOND, names[0])
