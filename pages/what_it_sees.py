"""The network run backwards: from a wanted answer to a picture, which is then shown to it again."""

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.figures import answers
from mnistnet.figures.sheet import sheet
from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.kit.pictures import STAGE, grid, show_clickable, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import formula, outputs_are, question
from pages.ui.rooms import what_it_sees as ui

question(
    say("What does it see as a 0?"),
    say("The network is run backwards, from a wanted answer to a picture. Then the picture is shown to it again."),
)
net = bench.network()
method, reason = ui.that_applies(net, ui.choose_method())
if reason:
    st.info(reason, icon=":material/block:")
ten = st.container()
st.subheader(say("One digit, five ways"), anchor=False)
digit = ui.choose_digit()


def show_ten(one: Network, ending: str) -> None:
    """Show the ten pictures of a network and, beside or under them, those of its control."""
    found, left, right = ui.digits_or_reason(one, method), *ui.places()
    if found is None:
        return
    with left:
        st.markdown(say("**This network** {count_words}", count_words=ui.count_words(found)))
        alt = ui.alt_words(found, say("this network"), method)
        show_clickable(ui.ten(found, one, method, digit), f"ten{ending}", alt=alt, chooses="seen_digit")
    with right:
        other = bench.untrained_network(one)
        control = ui.all_digits(other, method)
        st.markdown(
            say(
                "**{capitalize}, as a control**, {count_words}",
                capitalize=bench.control_is(one).capitalize(),
                count_words=ui.count_words(control),
            )
        )
        alt = ui.alt_words(control, say("the {control_is} network", control_is=bench.control_is(one)), method)
        show_clickable(ui.ten(control, other, method, digit), f"ten_control{ending}", alt=alt, chooses="seen_digit")


with ten:
    side_by_side(show_ten)
    st.caption(
        say(
            "{idea} Over each picture: what was wanted and what the network answers to it, ✓ if they agree. "
            "{colours_words} {limit} {lesson} {all_conventions}",
            idea=method.idea,
            colours_words=ui.colours_words(method),
            limit=method.limit,
            lesson=ui.lesson(method),
            all_conventions=ui.all_conventions(method),
        )
    )
    formula(method.formula, f"{method.idea} {method.limit}", method.source)

pictures, titles, recognised = ui.five_ways(net, digit)
show_figure(
    sheet(pictures, titles, right=recognised, head=11, **grid(5, 3)),
    "five",
    alt=say("The {digit} of this network by every way back: {join}.", digit=digit, join=", ".join(titles)),
)
where = say(
    "over the picture of the {digit} by {name}: what the network answers to it, and how sure it is",
    digit=digit,
    name=method.name,
)
code(
    say("One digit"), where, snippets.what_it_sees, net, method.name, digit, ui.all_digits(net, method).pictures[digit]
)
st.caption(
    say(
        "Over each: the way back, and what this network answers to its picture of a {digit}. Countless "
        "pictures give the same answer; each way back finds another.",
        digit=digit,
    )
)
ui.show_wishes(net, method, digit)
show_table(ui.scoreboard(net), "ways_back", say("Of ten pictures how many are recognised"), hide_index=False)
st.caption(
    say(
        "A picture that only its own network recognises fits that network's weights, not a digit. Other "
        "networks are the trained ones of this app, and the judge of how much of a digit there is in a "
        "picture."
    )
)

st.subheader(say("A mix of digits"), anchor=False)
wanted = ui.choose_mix(net)
image, outputs = ui.mixed(net, method, wanted)
answer = read_answer(outputs)
code(say("The mix"), say("the ten bars beside the picture of the mix"), snippets.mix, net, method.name, wanted, image)
picture, bars = st.columns([300, 420], gap="medium")
with picture:
    show_digit(image, alt=say("{name} picture of the mix", name=method.name), size=STAGE)
    st.caption(say("{name} of the wanted answers above.", name=method.name))
with bars:
    words = say(
        "Shown this picture, it answers {best}, with {confidence:share}.",
        best=answer.best,
        confidence=answer.confidence,
    )
    show_figure(answers(outputs, height=280), "mix", alt=words)
    st.caption(f"{words} {outputs_are(net)}")
