"""You against it: hard digits to read one by one, then forecasts of what the network will answer."""

import json
from functools import partial

import numpy as np
import streamlit as st

from mnistnet import Digits, snippets
from mnistnet.duel import CANNOT_TELL, Score, difference, shows_map
from mnistnet.figures import large_map
from mnistnet.figures.confusion import confusion
from mnistnet.figures.sheet import sheet
from mnistnet.readout import read_answer
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit import choices
from pages.ui.kit.pictures import CARD, STAGE, grid, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import paragraph, question
from pages.ui.kit.viewport import is_phone
from pages.ui.rooms.be_the_network import answers as ui
from pages.ui.rooms.be_the_network.answers import FORESEEN, MOST, READ

ROUNDS = {READ: mark("1 · Read them"), FORESEEN: mark("2 · Foresee its answer")}
FEW = 16  # digits that only one reads, as pictures


def tell_story() -> None:
    """Show the view: a round of digits, and what came of it."""
    question(
        say("Do you read better than it?"),
        say("Sixty digits on which trained networks disagree. Read them, then see who read which."),
    )
    of = choices.segmented(say("Round"), ROUNDS, key="duel_round", label_visibility="collapsed")
    told = len(ui.given(of))
    if told < MOST[of]:
        _ask(of, told)
    if told and (told == MOST[of] or _wants_score()):
        _show_came_of_it(of)
    if told:
        _take_home()


def _wants_score() -> bool:
    """Return whether the score is to be seen before the last digit: whoever sees it answers otherwise."""
    return choices.toggle(
        say("Show the score so far"),
        key="duel_score",
        help=say("Hidden until the last digit, so that it does not change how you answer."),
    )


def _show_came_of_it(of: str) -> None:
    if of == READ:
        _show_score(ui.score())
    else:
        _show_forecasts()


def _ask(of: str, at: int) -> None:
    """Show the next digit of a round, and the buttons to answer it by."""
    ui.begin_clock()
    number = int(ui.numbers(of)[at])
    image = results.embedded("test").images[number]
    picture, buttons = st.columns([5, 6], gap="large")
    with picture:
        alt = say("Digit {at} of {all}, to be read.", at=at + 1, all=MOST[of])
        show_digit(image, alt=alt, size=2 * CARD if is_phone() else STAGE)  # the buttons stand under the thumb
    with buttons:
        st.header(_question_words(of, at), anchor=False)
        if of == FORESEEN and shows_map(MOST[FORESEEN])[at]:
            _show_map(number)
        with st.container(key="duel_keys", gap="xsmall"):
            for row in ((1, 2, 3, 4, 5), (6, 7, 8, 9, 0)):
                with st.container(horizontal=True, gap="xsmall"):
                    for digit in row:
                        _button(of, digit)
        with st.container(horizontal=True):
            if of == READ:
                st.button(say("I cannot tell"), key="duel_pass", on_click=ui.answer, args=(of, CANNOT_TELL))
            back, off = say("Take the last back"), not at
            st.button(back, key="duel_back", icon=":material/undo:", on_click=ui.take_back, args=(of,), disabled=off)
        st.caption(_pace_words(of, at))


def _button(of: str, digit: int) -> None:
    st.button(
        str(digit),
        key=f"duel_{digit}",
        width=60,
        shortcut=str(digit),
        on_click=ui.answer,
        args=(of, digit),
    )


def _question_words(of: str, at: int) -> str:
    if of == READ:
        return say("{at} of {all}: which digit is this?", at=at + 1, all=MOST[of])
    return say("{at} of {all}: what will {network} answer?", at=at + 1, all=MOST[of], network=bench.network().name)


def _pace_words(of: str, at: int) -> str:
    """Return how one answers, and how fast one is so far."""
    keys = say("The keys 0 to 9 answer, too. Take about five seconds; nothing ends if you take more.")
    if of == READ and at:
        return paragraph(keys, say("So far {pace:.1f} seconds a digit.", pace=ui.seconds() / at))
    return keys


def _show_map(number: int) -> None:
    """Show what each pixel did to the answer that the network gives, without saying which that is."""
    network, image = bench.network(), results.embedded("test").images[number]
    view = network.views[-2]
    best = read_answer(network.predict(image)[0]).best
    values = results.live_maps(network, image, [view])[view][best]
    said = say("What each pixel did for the answer that it gives: orange up, blue down.")
    show_figure(large_map(values, unit=say("change of the sum"), height=260, ink=image), "duel_map", alt=said)
    st.caption(said)


def _show_score(score: Score) -> None:
    """Show who reads what of the digits that were answered so far."""
    network, count = bench.network().name, len(score.labels)
    you, it = score.right
    st.header(say("You read {you} of {all}, {network} {it}", you=you, all=count, network=network, it=it), anchor=False)
    st.markdown(say("You and it give the same answer to {n} of them.", n=score.agreed))
    say_if_seen(bench.network())
    for place, name, counts in zip(st.columns(2, gap="medium"), (say("You"), network), score.confusions(), strict=True):
        with place:
            st.markdown(f"**{name}**")
            alt = say("Which labels {name} takes for which.", name=name)
            show_figure(
                confusion(counts, height=330, of=say("the answer")),
                f"duel_confusion_{'it' if name == network else 'you'}",
                alt=alt,
            )
    st.caption(say("Rows: the label. Columns: the answer. Along the diagonal ✓ the right ones."))
    _show_only(score, score.only_one, say("Only you read these"), "you")
    _show_only(score, score.only_other, say("Only {network} reads these", network=network), "it")
    chosen = ui.numbers(READ)[:count]
    digits = results.embedded("test")
    asked = Digits(digits.images[chosen], digits.labels[chosen], digits.name)
    where = say("in the heading that says how many it reads")
    code(say("What it reads"), where, snippets.mistakes, bench.network(), asked, results.exam(bench.network(), asked))


def _show_only(score: Score, places: ui.Numbers, title: str, who: str) -> None:
    """Show the digits that one of the two alone reads right."""
    if not len(places):
        return
    few, digits = places[:FEW], results.embedded("test")
    titles = [_both_words(score, int(place)) for place in few]
    st.markdown(f"**{title}** ({len(places)})")
    pictures = digits.images[ui.numbers(READ)[few]]
    show_figure(sheet(pictures, titles, **grid(8, 4)), f"duel_only_{who}", alt=f"{title}: {', '.join(titles)}")


def _both_words(score: Score, place: int) -> str:
    yours = "–" if score.one[place] == CANNOT_TELL else str(score.one[place])
    return say("{label} · you {you}, it {it}", label=score.labels[place], you=yours, it=score.other[place])


def _show_forecasts() -> None:
    """Show how often its answer was foreseen with the map and without, and what the map changes."""
    (hit, count), (hit_before, count_before) = ui.foreseen()
    st.header(
        say(
            "With its map you foresee {hit} of {count}, without {before} of {count_before}",
            hit=hit,
            count=count,
            before=hit_before,
            count_before=count_before,
        ),
        anchor=False,
    )
    if count and count_before:
        found = difference(hit, count, hit_before, count_before)
        verdict = say("That is more than chance would do.") if found.is_sure else say("So far that may well be chance.")
        st.markdown(
            paragraph(
                say(
                    "The map changes your forecast by {value:+.0f} points; at 95 % between {low:+.0f} and {high:+.0f}.",
                    value=100 * found.value,
                    low=100 * found.low,
                    high=100 * found.high,
                ),
                verdict,
            )
        )
    st.caption(
        say("The map comes with half of the digits, drawn by lot. Interval: Newcombe's, made of two Wilson intervals.")
    )


def _take_home() -> None:
    """Offer everything as one file, and to begin anew."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            say("Take it home (.json)"),
            partial(_file, bench.network().name),
            file_name="you-against-it.json",
            mime="application/json",
            key="duel_home",
            on_click="ignore",
        )
        st.button(say("Begin anew"), key="duel_anew", on_click=ui.begin_anew)
    st.caption(say("Your answers lie on your desk and go nowhere else."))


def _file(network: str) -> str:
    """Return all digits, answers and forecasts as JSON."""
    digits = results.embedded("test")
    rounds = {
        of: [
            {"digit": int(n), "label": int(digits.labels[n]), "you": you, "it": int(it)}
            for n, you, it in zip(ui.numbers(of), ui.given(of), ui.its_answers(of), strict=False)
        ]
        for of in MOST
    }
    shown = np.flatnonzero(shows_map(MOST[FORESEEN])).tolist()
    return json.dumps({"network": network, "seconds": ui.seconds(), "with_map": shown, **rounds}, indent=1)
