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
from pages.ui.kit.text import formula, outputs_are, paragraph, question
from pages.ui.rooms import what_it_sees as ui

question(
    say("What does it see as each digit?"),
    say("The network is run backwards, from a wanted answer to a picture. Then the picture is shown to it again."),
)
net = bench.network()
method, reason = ui.that_applies(net, ui.choose_method())
way = say(method.title)
if reason:
    st.info(reason, icon=":material/block:")
ten = st.container()
st.header(say("One digit, five ways"), anchor=False)
digit = ui.choose_digit()


def show_ten(one: Network, ending: str) -> None:
    """Show the ten pictures of a network and, beside or under them, those of its control."""
    found, left, right = ui.digits_or_reason(one, method), *ui.places()
    if found is None:
        return
    with left:
        st.markdown(ui.own_count(found))
        alt = ui.own_alt(found, method)
        show_clickable(ui.ten(found, one, method, digit), f"ten{ending}", alt=alt, chooses="seen_digit")
    with right:
        other = bench.untrained_network(one)
        control = ui.all_digits(other, method)
        st.markdown(ui.control_count(control, one))
        alt = ui.control_alt(control, method, one)
        show_clickable(ui.ten(control, other, method, digit), f"ten_control{ending}", alt=alt, chooses="seen_digit")


with ten:
    side_by_side(show_ten)
    st.caption(ui.about_ten(method))
    formula(method.formula, ui.about_way(method), say(method.source))

pictures, titles, recognised = ui.five_ways(net, digit)
show_figure(
    sheet(pictures, titles, right=recognised, head=11, **grid(5, 3)),
    "five",
    alt=say("The {digit} of this network by every way back: {verdicts}.", digit=digit, verdicts=", ".join(titles)),
)
where = say(
    "over the picture of the {digit} by {way}: what the network answers to it, and how sure it is",
    digit=digit,
    way=way,
)
picture = ui.all_digits(net, method).pictures[digit]
code(say("One digit"), where, snippets.what_it_sees, net, method.name, digit, picture)
st.caption(
    say(
        "Over each: the way back, and what this network answers to its picture of a {digit}. Countless "
        "pictures give the same answer; each way back finds another.",
        digit=digit,
    )
)
ui.show_wishes(net, method, digit)
show_table(ui.scoreboard(net), "ways_back", say("Of ten pictures how many are recognised"))
st.caption(
    say(
        "A picture that only its own network recognises fits that network's weights, not a digit. Other "
        "networks are the trained ones of this app, and the judge of how much of a digit there is in a "
        "picture."
    )
)

st.header(say("A mix of digits"), anchor=False)
wanted = ui.choose_mix(net)
image, outputs = ui.mixed(net, method, wanted)
answer = read_answer(outputs)
code(say("The mix"), say("the ten bars beside the picture of the mix"), snippets.mix, net, method.name, wanted, image)
picture, bars = st.columns([300, 420], gap="medium")
with picture:
    show_digit(image, alt=say("{way} picture of the mix", way=way), size=STAGE)
    st.caption(paragraph(say("{way} of the wanted answers above.", way=way), ui.only_differences(net, method)))
with bars:
    words = say(
        "Shown this picture, it answers {best}, with {confidence:share}.",
        best=answer.best,
        confidence=answer.confidence,
    )
    show_figure(answers(outputs, height=280), "mix", alt=words)
    st.caption(paragraph(words, outputs_are(net)))
