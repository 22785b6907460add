"""The frame round every page: its menu, its side panel with the bench, its browser title.

Where a host wants a plain script instead of app.py, this file is it.
"""

import os
import sys
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
root = str(Path(__file__).resolve().parent.parent)
if root not in sys.path:
    sys.path.insert(0, root)

import streamlit as st

from mnistnet.words import say, speaking
from pages.ui.frame.around import around
from pages.ui.frame.reader import choose_language
from pages.ui.rooms.training import panel

st.set_page_config(page_title="mnistnet", page_icon="🔬", layout="wide")
with speaking(choose_language()):
    page = st.navigation(
        {
            say("Look"): [
                st.Page("draw.py", title=say("Draw"), icon=":material/draw:", default=True),
                st.Page("probabilities.py", title=say("Probabilities"), icon=":material/bar_chart:"),
                st.Page("influence.py", title=say("Influence"), icon=":material/grain:"),
                st.Page("neurons.py", title=say("Neurons"), icon=":material/hub:"),
                st.Page("what_it_sees.py", title=say("What it sees"), icon=":material/visibility:"),
                st.Page("layers.py", title=say("Layers"), icon=":material/layers:"),
            ],
            say("Learn"): [
                st.Page("training.py", title=say("Training"), icon=":material/model_training:"),
                st.Page("activations.py", title=say("Activations"), icon=":material/show_chart:"),
            ],
            say("Judge"): [
                st.Page("mistakes.py", title=say("Mistakes"), icon=":material/rule:"),
                st.Page("map.py", title=say("Map"), icon=":material/scatter_plot:"),
                st.Page("robustness.py", title=say("Robustness"), icon=":material/fitness_center:"),
                st.Page("trust.py", title=say("Trust"), icon=":material/balance:"),
                st.Page("compare.py", title=say("Compare"), icon=":material/compare:"),
            ],
            say("Yours"): [
                st.Page("my_handwriting.py", title=say("My handwriting"), icon=":material/edit_note:"),
                st.Page("my_data.py", title=say("My data"), icon=":material/dataset:"),
                st.Page("my_networks.py", title=say("My networks"), icon=":material/folder_open:"),
            ],
        },
        expanded=True,
    )
    st.set_page_config(page_title=f"{page.title} · mnistnet", page_icon="🔬")
    with around(page.url_path):
        page.run()
    if page.url_path != "training":
        panel.watch_over()
