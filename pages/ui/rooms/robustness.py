"""The Robustness page: how a digit is changed, what every network says of it, and curves over the test digits."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures.sheet import verdict_titles
from mnistnet.mistakes import Exam
from mnistnet.readout import Answer, read_answer
from mnistnet.robustness import CHANGES, accuracies, change_all, limits
from mnistnet.words import mark, plural, say
from pages.ui.bench import bench
from pages.ui.holdings import digit_sets, results
from pages.ui.holdings.once import Once
from pages.ui.kit import choices
from pages.ui.kit.pictures import STAGE, show_digit
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.text import paragraph
from pages.ui.state import Picture, keys, mine, set_value, value_of

FORMATS = {  # of the numbers beside the sliders, as the browser fills them in
    "rotate": "%d°",
    "shift": mark("%.1f px"),
    "scale": "percent",
    "thicken": mark("%.2f px"),
    "noise": "percent",
    "occlude": mark("%d px"),
}
SHORT = {  # a strength with its unit; scale and noise in percent
    "rotate": mark("{strength:+.0f}°"),
    "shift": mark("{strength:+g} px"),
    "scale": mark("{strength:+.0f} %"),
    "thicken": mark("{strength:+g} px"),
    "noise": mark("{strength:.0f} %"),
    "occlude": mark("{strength:g} px"),
}
FIRST = {"rotate": 25.0}  # something has happened to the digit before anyone touches a slider
SLIDERS = ("rotate", "shift", "scale", "thicken", "noise", "occlude")
Images = NDArray[np.uint8]

SHARES: Once[float] = Once(10_000)  # read right: by network, digits, change and place of its strength

# How far the answer holds: for a digit whose label is known, and for a picture that shall be read as before.
ALL_THE_WAY = {
    True: mark("{network} reads a {digit} all the way, from {low} to {high}."),
    False: mark("{network} reads a {digit}, as without the change, all the way, from {low} to {high}."),
}
UNBROKEN = {
    True: mark("{network} reads it as a {digit}, from {low} to {high} without a break; ✗ marks where it does not."),
    False: mark(
        "{network} reads it as a {digit}, as without the change, from {low} to {high} without a break; ✗ marks "
        "where it does not."
    ),
}
ONLY_UNCHANGED = {
    True: mark("{network} reads it as a {digit} only as it is; ✗ marks where it does not."),
    False: mark("{network} reads it as a {digit}, as without the change, only as it is; ✗ marks where it does not."),
}
READS = (  # by how many ends of the curve are known
    mark("{network} reads {unchanged:share} unchanged."),
    mark("{network} reads {unchanged:share} unchanged, {first:share} at {first_strength}."),
    mark(
        "{network} reads {unchanged:share} unchanged, {first:share} at {first_strength}, {last:share} at "
        "{last_strength}."
    ),
)
POINTS_ALONG = mark(
    "Each point: the same {n:,} test digits, which no network that comes along has learned from; up to "
    "{chance:.0f} % between two points may be chance. The dotted line, 10 %, is guessing."
)
POINTS_OFFICIAL = mark(
    "Each point: the same {n:,} test digits, drawn from MNIST's 10,000, which no network that comes along has learned "
    "from; up to {chance:.0f} % between two points may be chance. The dotted line, 10 %, is guessing."
)
POINTS_OF_OWN_SET = mark(
    "Each point: the same {n:,} test digits of your set; up to {chance:.0f} % between two points may be chance. "
    "The dotted line, 10 %, is guessing."
)


def choose_strengths() -> dict[str, float]:
    """Show a slider for each change and return their strengths by name."""
    strengths = {}
    for name in SLIDERS:
        change = CHANGES[name]
        strengths[name] = choices.slider(
            say(change.title),
            float(change.low),
            float(change.high),
            key=_key(name),
            default=FIRST.get(name, 0.0),
            format=say(FORMATS[name]),
            help=say(change.sentence),
            step=float(change.step),
        )
    st.button(say("Back to the digit as it is"), key="robust_reset", icon=":material/undo:", on_click=_reset)
    return strengths


def _key(name: str) -> str:
    return f"change_{name}"


def _reset() -> None:
    for name in SLIDERS:
        set_value(_key(name), 0.0)


def changed(picture: Picture, strengths: dict[str, float]) -> Images:
    """Return the picture on the bench with all changes."""
    return change_all(picture.image[None], strengths)[0]


def show_changed(image: Images, picture: Picture, networks: Sequence[Network]) -> None:
    """Show the changed picture with the answers of the networks on the bench, and whether they are right."""
    for network in networks:
        answer = read_answer(network.predict(image)[0], picture.label)
        words = say(
            "{network} answers {answer}, {confidence:share}",
            network=bench.called(network),
            answer=_ticked(answer),
            confidence=answer.confidence,
        )
        st.header(words, anchor=False)
    show_digit(image, alt=say("{picture}, changed", picture=picture.words), size=STAGE)


def why_changed(strengths: dict[str, float]) -> str:
    """Return why the digit is changed although nobody has changed it yet; nothing once somebody has."""
    if strengths != {name: FIRST.get(name, 0.0) for name in SLIDERS}:
        return ""
    return say(
        "It opens turned by {turn:.0f}°, so that there is something to see: every slider is yours.",
        turn=FIRST["rotate"],
    )


def show_verdicts(image: Images, picture: Picture) -> None:
    """Show what every network says of the changed picture, and of the picture as it is."""
    rows = []
    for name, network in bench.all_networks().items():
        now, before = (_said(read_answer(network.predict(each)[0], picture.label)) for each in (image, picture.image))
        rows.append((name, now, before))
    table = pd.DataFrame(rows, columns=[say("network"), say("changed"), say("as it is")])
    answers = "; ".join(f"{name}: {now}" for name, now, _ in rows)
    with st.container(key="robust_answers"):
        show_sortable(table, "answers_changed", say("What every network answers to it. {answers}", answers=answers))
    known = say("✓ and ✗ say whether that is right.")
    right = say("Nobody knows the right answer.") if picture.label is None else known
    st.caption(paragraph(say("What every network answers to this picture, and how sure it is."), right))


def _said(answer: Answer) -> str:
    return say("{answer} {confidence:share}", answer=_ticked(answer), confidence=answer.confidence)


def _ticked(answer: Answer) -> str:
    """Return an answer with the mark of whether it is right, where that is known."""
    return f"{answer.best}{'' if answer.right is None else ' ✓' if answer.right else ' ✗'}"


def name_of_bench() -> str:
    """Return the name of the network on the bench."""
    return str(value_of(keys.NETWORK))


def choose_change() -> str:
    """Show the switch between the changes and return the one chosen."""
    titles = {name: CHANGES[name].title for name in SLIDERS}
    return choices.segmented(say("One change at a time"), titles, key="robust_change")


def strip(picture: Picture, name: str) -> Images:
    """Return the picture under one change alone, from its lowest strength to its highest."""
    change = CHANGES[name]
    return np.concatenate([change.function(picture.image[None], float(s)) for s in change.strengths])


def strip_titles(pictures: Images, picture: Picture, name: str, network: Network) -> tuple[list[str], list[bool]]:
    """Return over each picture its strength and the answer, and whether that is right, or as without the change."""
    outputs = network.predict(pictures)
    strengths = CHANGES[name].strengths
    exam = Exam(outputs, np.full(len(pictures), wanted(picture, network)))
    verdicts = verdict_titles(exam.labels, exam.answers, exam.confidences, exam.right)
    titles = [
        f"{strength_words(name, s)}<br>{words.rsplit(' ', 2)[0]}" for s, words in zip(strengths, verdicts, strict=True)
    ]
    return titles, exam.right.tolist()


def wanted(picture: Picture, network: Network) -> int:
    """Return the answer that shall hold: the label, or what the network answers to the picture unchanged."""
    return read_answer(network.predict(picture.image)[0]).best if picture.label is None else picture.label


def strength_words(name: str, strength: float) -> str:
    """Return a strength with its unit, short."""
    number = 100 * strength if name in ("scale", "noise") else strength
    return say(SHORT[name], strength=number).replace("-", "−").replace("+0 ", "0 ").replace("+0°", "0°")


def limits_words(right: list[bool], picture: Picture, name: str, network: Network) -> str:
    """Return in a sentence between which strengths of one change the answer holds."""
    found = limits(CHANGES[name].strengths, right)
    if found is None:
        return say("{network} misreads this digit even unchanged.", network=bench.called(network))
    low, high = (strength_words(name, each) for each in found)
    sentences = ALL_THE_WAY if all(right) else UNBROKEN if low != high else ONLY_UNCHANGED
    return say(
        sentences[picture.label is not None],
        network=bench.called(network),
        digit=wanted(picture, network),
        low=low,
        high=high,
    )


def curves(name: str) -> tuple[NDArray[np.floating], dict[str, NDArray[np.floating]]]:
    """Return the strengths of a change and for each network the share of test digits read right; NaN if not known.

    What is not known yet is computed now, strength by strength, with progress and a way to stop.
    """
    known, strengths = bench.all_networks(), CHANGES[name].strengths
    found = {key: np.full(len(strengths), np.nan) for key in known}
    missing = [i for i in range(len(strengths)) if not _take(found, known, name, i)]
    if not missing:
        return strengths, found
    place = st.empty()
    if mine().robustness_stopped == name:
        place.button(say("Go on"), key="robust_go_on", icon=":material/play_arrow:", on_click=_stop, args=(None,))
        return strengths, found
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, say("Changing {n:,} test digits", n=len(results.part_digits())))
        st.button(say("Stop"), key="robust_stop", icon=":material/stop:", on_click=_stop, args=(name,))
    for done, i in enumerate(missing):
        words = plural(
            "Strength {strength} of {strengths}, {n} network",
            "Strength {strength} of {strengths}, {n} networks",
            len(known),
            strength=done + 1,
            strengths=len(missing),
        )
        show = partial(bar.progress, done / len(missing), words)
        show()
        _measure(known, name, i, wait=show)
        _take(found, known, name, i)
    place.empty()
    return strengths, found


def _stop(name: str | None) -> None:
    mine().robustness_stopped = name


def _take(found: dict[str, NDArray[np.floating]], networks: dict[str, Network], name: str, i: int) -> bool:
    """Fill in what is known for one strength; return whether that is all."""
    what = (results.part_digits().digest, name, i)
    for key, network in networks.items():
        known = SHARES.get((network.digest, *what))
        found[key][i] = np.nan if known is None else known
    return not any(np.isnan(values[i]) for values in found.values())


def _measure(networks: dict[str, Network], name: str, i: int, wait: Callable[[], object]) -> None:
    """Measure one strength for the networks for which it is not known."""
    digits = results.part_digits()
    what = (digits.digest, name, i)
    with SHARES.making(what, meanwhile=wait):
        missing = {one.digest: one for one in networks.values() if SHARES.get((one.digest, *what)) is None}
        found = accuracies(missing, digits, name, float(CHANGES[name].strengths[i])) if missing else {}
        for digest, value in found.items():
            SHARES.keep((digest, *what), value)


def curves_words(
    name: str, strengths: NDArray[np.floating], found: dict[str, NDArray[np.floating]], network: Network
) -> str:
    """Return what the curves say of the network on the bench: how it is unchanged and at both ends."""
    reads = found[value_of(keys.NETWORK)]
    zero = int(np.argmin(np.abs(strengths)))
    ends = [0, len(strengths) - 1] if zero else [len(strengths) - 1]
    known = [i for i in ends if not np.isnan(reads[i])]
    of_ends = {
        f"{end}{kind}": value
        for end, i in zip(("first", "last"), known, strict=False)
        for kind, value in (("", reads[i]), ("_strength", strength_words(name, float(strengths[i]))))
    }
    said = say(READS[len(known)], network=network.name, unchanged=reads[zero], **of_ends)
    count = len(results.part_digits())
    points = digit_sets.words_for(POINTS_ALONG, POINTS_OFFICIAL, POINTS_OF_OWN_SET)
    return paragraph("" if np.isnan(reads[zero]) else said, say(points, n=count, chance=3 * (1000 / count) ** 0.5))
