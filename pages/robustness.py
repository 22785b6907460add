"""How much can a digit change before it is misread?"""

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.figures.sheet import sheet
from mnistnet.figures.strengths import strength_curves
from mnistnet.robustness import CHANGES
from mnistnet.words import plural, say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.holdings import results
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import paragraph, question
from pages.ui.rooms.breaking import controls, story
from pages.ui.rooms.robustness import curves, sliders, strip
from pages.ui.rooms.robustness.changed import changed, show_changed, show_verdicts

if controls.choose_view() == controls.WEIGHTS:
    story.tell()
else:
    question(
        say("How much can a digit change before it is misread?"),
        say("Turn, move, scale, thicken, roughen or cover it, and watch the answers change."),
    )
    net, seen = bench.network(), bench.picture()
    stage, middle, verdicts = st.columns([6, 5, 7], gap="medium")
    with middle:
        strengths = sliders.choose_strengths()
    image = changed(seen, strengths)
    with stage:
        with st.container(key="robust_stage"):
            show_changed(image, seen, bench.sides())
        st.caption(sliders.why_changed(strengths))
    with verdicts:
        show_verdicts(image, seen)

    code(say("This picture"), say("over the changed picture"), snippets.changed, net, seen.image, strengths)

    st.header(say("Where does it break?"), anchor=False)
    name = strip.choose_change()
    change, unit = say(CHANGES[name].title), say(CHANGES[name].unit)
    pictures = strip.strip(seen, name)

    def show_strip(one: Network, ending: str) -> None:
        """Show what a network answers while the change grows."""
        titles, right = strip.strip_titles(pictures, seen, name, one)
        figure = sheet(pictures, titles, right=right, head=13, **grid(13, 5))
        alt = say("{picture} in {n} strengths of {change}.", picture=seen.words, n=len(pictures), change=change)
        show_figure(figure, f"strip{ending}", alt=paragraph(alt, strip.limits_words(right, seen, name, one)))

    side_by_side(show_strip)
    holds = [(one, strip.strip_titles(pictures, seen, name, one)[1]) for one in bench.sides()]
    limits = (strip.limits_words(right, seen, name, one) for one, right in holds)
    over = say("Over each picture the strength and the answer.")
    st.caption(paragraph(say(CHANGES[name].sentence), over, *limits))

    where = say("in the sentence under the strip ({unit})", unit=unit)
    code(say("Where it breaks"), where, snippets.unbroken, net, seen.image, name, strip.wanted(seen, net))

    st.header(say("And over all test digits?"), anchor=False)
    strength, found = curves.curves(name)
    said = curves.curves_words(name, strength, found, net)
    axis = say("{change}: {unit}", change=change, unit=unit)
    chart = strength_curves(strength, found, unit=axis, bench=curves.name_of_bench(), at=strengths[name])
    where = say("on the thick blue curve at the strength {strength:g}", strength=strengths[name])
    code(say("All test digits"), where, snippets.changed_digits, net, results.part_digits(), name, strengths[name])
    alt = plural(
        "Accuracy of {n} network against {change}.",
        "Accuracy of {n} networks against {change}.",
        len(found),
        change=change,
    )
    show_figure(chart, "strength_curves", alt=paragraph(alt, said))
    say_if_seen(*bench.sides())
    st.caption(paragraph(say("Thick blue: the network on the bench. Upright line: the slider."), said))
