"""The measurement behind the scoreboard, which all visitors share: it goes on digit by digit while somebody looks."""

from collections.abc import Mapping, Sequence

import streamlit as st

from mnistnet import Digits, Network
from mnistnet.faithfulness import Score
from mnistnet.faithfulness.measuring import Measurement
from mnistnet.faithfulness.verdict import (
    judged_views,
)
from mnistnet.sweeps.scoreboards import random_order, ready_scores
from mnistnet.words import say
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.state import mine

FIRST, SECONDS, MORE, MOST = 3, 2.0, 20, 200
Measurements = Mapping[Network, Measurement]


@kept(max_entries=32, ttl="12h")
def measurement(network: Network, digits: Digits) -> Measurement:
    """Return the measurement of a network, the same for every visitor; a shipped network's first digits are known."""
    images, ready = digits.images[random_order(len(digits), MOST)], ready_scores(network, digits)
    known = ready.digits if ready else ()
    return Measurement(network, images, judged_views(network), known=known, nodes=5, reference_toggles=64)


def measurements(networks: Sequence[Network]) -> dict[Network, Measurement]:
    """Return the measurements of the networks on the bench."""
    return {network: measurement(network, results.test_digits()) for network in networks}


def pulse(samples: Measurements) -> float | None:
    """Begin to measure where nothing has been measured; return how often to look while it runs, None at rest."""
    for sample in samples.values():
        sample.look()
        if not sample.digits and not sample.running:
            sample.more(FIRST, within=SECONDS)
            mine().trust_waits = True
    running = mine().trust_runs = _running(samples)
    return 0.7 if running else None


def _running(samples: Measurements) -> bool:
    return any(sample.running for sample in samples.values())


def scores_of(samples: Measurements) -> dict[Network, tuple[Score, ...]]:
    """Return the scores so far; whoever opens the page first waits a moment for the first digit."""
    if mine().trust_waits:
        mine().trust_waits = False
        for sample in samples.values():
            sample.wait_for_first(SECONDS)
    return {network: sample.scores() for network, sample in samples.items()}


def keep_pace(samples: Measurements) -> None:
    """Run the page once more where the measurement has begun or ended since it was drawn."""
    for sample in samples.values():
        sample.look()
    trouble = any(sample.trouble for sample in samples.values())
    if _running(samples) != mine().trust_runs and not trouble:
        st.rerun()


def show_progress(samples: Measurements) -> None:
    """Show on how many digits the figures stand, with the button for more, or the progress and a way to stop."""
    known = list(samples.values())
    for sample in known:
        if sample.trouble:
            st.error(say("The measurement had to stop: {trouble}", trouble=sample.trouble), icon=":material/error:")
    slowest = next((sample for sample in known if sample.running), None)
    if slowest is not None:
        st.progress(slowest.digits / max(slowest.target, 1), text=_pace(slowest), width=260)
        st.button(say("Stop"), key="stop_measuring", icon=":material/stop:", on_click=_stop, args=(known,))
        return
    st.button(
        say("Measure {count} more", count=MORE),
        key="measure_more",
        icon=":material/add:",
        on_click=_more,
        args=(known,),
        disabled=all(sample.digits >= sample.most for sample in known),
        help=say("Random test digits. What has been measured stays, for you and for every other visitor."),
    )
    counts = " and ".join(str(sample.digits) for sample in known)
    st.markdown(say("measured on **n = {counts}**", counts=counts), width="content")


def _more(samples: Sequence[Measurement]) -> None:
    for sample in samples:
        sample.more(MORE)


def _stop(samples: Sequence[Measurement]) -> None:
    for sample in samples:
        sample.stop()


def _pace(sample: Measurement) -> str:
    left, done = sample.seconds_left, {"digits": sample.digits, "target": sample.target}
    if left is None:
        return say("{digits} of {target} digits", **done)
    if left < 1:
        return say("{digits} of {target} digits, nearly done", **done)
    return say("{digits} of {target} digits, about {left:.0f} s to go", left=left, **done)
