"""The network run backwards: from a wanted answer to a picture, which is then shown to it again."""

from functools import partial

import streamlit as st

from mnistnet import snippets
from mnistnet.figures.sheet import sheet
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import formula, question
from pages.ui.rooms.what_it_sees import mix, scoreboard, sentences, ten, ways, wishes

question(
    say("What does it see as each digit?"),
    say("The network is run backwards, from a wanted answer to a picture. Then the picture is shown to it again."),
)
net = bench.network()
method, reason = ways.that_applies(net, ways.choose_method())
way = say(method.title)
if reason:
    st.info(reason, icon=":material/block:")
all_ten = st.container()
st.header(say("One digit, five ways"), anchor=False)
digit = ten.choose_digit()


with all_ten:
    side_by_side(partial(ten.show_ten, method, digit))
    st.caption(sentences.about_ten(method))
    formula(method.formula, sentences.about_way(method), say(method.source))

pictures, titles, recognised = ways.five_ways(net, digit)
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
picture = ways.all_digits(net, method).pictures[digit]
code(say("One digit"), where, snippets.what_it_sees, net, method.name, digit, picture)
st.caption(
    say(
        "Over each: the way back, and what this network answers to its picture of a {digit}. Countless "
        "pictures give the same answer; each way back finds another.",
        digit=digit,
    )
)
wishes.show_wishes(net, method, digit)
show_table(scoreboard.scoreboard(net), "ways_back", say("Of ten pictures how many are recognised"))
st.caption(
    say(
        "A picture that only its own network recognises fits that network's weights, not a digit. Other "
        "networks are the trained ones of this app, and the judge of how much of a digit there is in a "
        "picture."
    )
)

st.header(say("A mix of digits"), anchor=False)
mix.show_mix(net, method)
