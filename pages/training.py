"""Watch a network learn: start it, change it on the way, stop it, rewind it, branch off."""

import streamlit as st

from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.holdings.training_data import choose_data
from pages.ui.kit.text import formula, question
from pages.ui.rooms.never_seen import choosing, story
from pages.ui.rooms.training.learning_rule import RAW_ERRORS_BACK
from pages.ui.rooms.training.panel import follow, picture_of_bench
from pages.ui.rooms.training.recipe import choose_preset, choose_settings
from pages.ui.rooms.training.runs import compare, fetch_first, start_buttons, take_home, watched

if choosing.choose_view() == choosing.NEVER_SEEN:
    story.tell_story()
else:
    question(
        say("How does a network learn?"),
        say(
            "It sees a digit, its answer is compared with the right one, and every weight is nudged a "
            "little. Again and again."
        ),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        preset = choose_preset()
        data = choose_data()
        settings = choose_settings(preset)
        start_buttons(settings, data)
    if settings is None:  # the settings are mostly closed, and with them the reason
        st.caption(say("Nothing can be trained with these settings. Open “Settings”: it says why."))
    fetch_first(data)

    run = watched()
    if run is None:
        st.header(say("How {name} learned", name=bench.network().name), anchor=False)
        st.caption(
            say(
                "Loss says how wrong the outputs are; accuracy how many digits are read correctly. Move the "
                "epoch back to 0, under Change, and watch the weights turn into noise: every other page shows that "
                "epoch, too."
            )
        )
        picture_of_bench()
    else:
        follow(run)
        take_home(run)
    compare()
    gradient = say(
        "Every weight W is moved against its gradient, the slope of the loss L, by a step as large as the learning "
        "rate η says. The gradient is found by going backwards through the layers (backpropagation)."
    )
    formula(
        r"W \leftarrow W - \eta\, \frac{\partial L}{\partial W}",
        f"{gradient} {say(RAW_ERRORS_BACK)}",
        say(
            "D. E. Rumelhart, G. E. Hinton, R. J. Williams, *Learning representations by back-propagating errors*, 1986"
        ),
    )
