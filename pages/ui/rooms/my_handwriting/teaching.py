"""Teaching on the My handwriting page: a copy of the bench's network learns a set, and is judged before and after."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from mnistnet import Digits, Network, load_digits
from mnistnet.figures import share
from mnistnet.teaching import EPOCHS, Judged, judge, lesson, parted, teach
from mnistnet.weight_files import SavedNetwork, save_npz
from mnistnet.words import mark, say
from mnistnet.words.told import Told
from pages.ui.bench import bench
from pages.ui.holdings import results, shelf
from pages.ui.holdings.once import Busy, Once
from pages.ui.kit import choices
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.tell import tell
from pages.ui.state import keys, mine, value_of

MNIST = mark("test digits of MNIST")
SEAT: Once[None] = Once(0, one_seat=True)  # one network is taught at a time: a server has few processors


@dataclass(frozen=True)
class Lesson:
    """What came of teaching a set to a copy of a network."""

    pupil: str
    judged: tuple[Judged, ...]
    all_taught: bool


def teach_button(network: Network, digits: Digits) -> None:
    """Show the button that teaches a copy of the network, and while it learns the progress and a way to stop."""
    taught, held = parted(digits)
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.button(
            say("Teach a copy of {name}", name=network.name), key="teach", type="primary", icon=":material/school:"
        )
        every = not len(held) or choices.toggle(
            say("Teach all of them"),
            key="teach_all",
            help=say(
                "Else {held} of the {count}, every fourth of each label, are held back to judge by.",
                held=len(held),
                count=len(digits),
            ),
        )
    if asked:
        _teach(network, digits, *((digits, _none_of(held)) if every else (taught, held)))


def _none_of(digits: Digits) -> Digits:
    return Digits(digits.images[:0], digits.labels[:0], digits.name)


def _teach(network: Network, digits: Digits, taught: Digits, held: Digits) -> None:
    """Teach a copy, with progress, and put it on the shelf; leaving the page or Stop ends it without a trace."""
    try:
        with SEAT.making(network.digest):
            _learn(network, digits, taught, held)
    except Busy:
        st.info(say("Another visitor's network is being taught. Try again in a few seconds."))
        return
    except (Told, ValueError) as reason:
        tell(reason)
        return
    st.rerun()  # the taught network joins the list of networks


def _learn(network: Network, digits: Digits, taught: Digits, held: Digits) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, say("Mixing the digits"))
        st.button(say("Stop"), key="teach_stop", icon=":material/stop:")
    others, validation = load_digits().split("train"), load_digits().split("validation")
    begun, size = network.epoch or 0, len(lesson(taught, others))
    pupil = network
    name = f"{network.name}, {digits.name}"
    for report in teach(network, taught, others, validation, name=name):
        done = min((report.epoch - begun + report.images / size) / EPOCHS, 1.0)
        bar.progress(done, say("Round {min} of {EPOCHS}", min=min(report.epoch - begun + 1, EPOCHS), EPOCHS=EPOCHS))
        pupil = report.network
    test = results.embedded("test")
    sets = (_named(taught, say("digits it was taught")), _named(held, say("digits held back")), _named(test, MNIST))
    judged = tuple(judge(network, pupil, *sets))
    kept = shelf.keep(SavedNetwork(pupil), grown_from=(value_of(keys.NETWORK), begun))
    mine().lesson = Lesson(kept, judged, not len(held))


def _named(digits: Digits, name: str) -> Digits:
    return Digits(digits.images, digits.labels, name)


def teach_words(digits: Digits) -> str:
    """Return what teaching does."""
    _, held = parted(digits)
    judged = (
        say("{held} of the {count} digits are held back to judge by.", held=len(held), count=len(digits))
        if len(held)
        else say(
            "There are too few digits to hold some back: it will be judged on what it was taught, which flatters it."
        )
    )
    return say(
        "The copy goes on learning for a few seconds: these digits, moved and bent a little in many "
        "ways, among 8,000 of MNIST's so that it does not forget those. {judged}",
        judged=judged,
    )


def show_lesson() -> None:
    """Show what the last lesson gained and lost, and offer the taught network."""
    last = mine().lesson
    if not isinstance(last, Lesson) or last.pupil not in shelf.names():
        return
    st.markdown(lesson_words(last))
    rows = [
        {
            "digits": one.name,
            "n": one.count,
            "before": share(one.before / one.count),
            "after": share(one.after / one.count),
            "change": f"{one.after - one.before:+d}".replace("-", "−").replace("+0", "0"),
        }
        for one in last.judged
    ]
    show_sortable(pd.DataFrame(rows), "lesson", lesson_words(last))
    with st.container(horizontal=True):
        st.button(
            say("Put {pupil} on the bench", pupil=last.pupil),
            key="teach_bench",
            on_click=bench.put_on_bench,
            args=(last.pupil,),
            disabled=value_of(keys.NETWORK) == last.pupil,
        )
        st.download_button(
            say("Take it home (.npz)"),
            save_npz(shelf.network(last.pupil)),
            file_name="taught-network.npz",
            mime="application/octet-stream",
            key="teach_download",
            on_click="ignore",
        )
    st.caption(
        say(
            "It stays on the list of networks, as the page My networks says; the list holds {MOST_KEPT}. A "
            "digit more or less is chance: teach it more digits and the figures become surer.",
            MOST_KEPT=shelf.MOST_KEPT,
        )
    )


def lesson_words(last: Lesson) -> str:
    """Return in one sentence what was gained and lost, and on which digits that was judged."""
    own = last.judged[0 if last.all_taught else 1]
    flatters = say(" It was judged on what it was taught, which flatters it.") if last.all_taught else ""
    mnist = last.judged[-1]
    return say(
        "**{pupil}** now reads {after} of {count} {name} (before: {before}), and {_change} of "
        "{count_2:,} {MNIST}.{flatters}",
        pupil=last.pupil,
        after=own.after,
        count=own.count,
        name=own.name,
        before=own.before,
        _change=_change(mnist),
        count_2=mnist.count,
        MNIST=MNIST,
        flatters=flatters,
    )


def _change(one: Judged) -> str:
    """Return how many digits more or fewer are read right."""
    more = one.after - one.before
    return say("as many as before") if not more else f"{abs(more)} {'more' if more > 0 else 'fewer'}"
