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

from pages.ui.frame.around import around
from pages.ui.rooms.training import panel

st.set_page_config(page_title="mnistnet", page_icon="🔬", layout="wide")
page = st.navigation(
    {
        "Look": [
            st.Page("draw.py", title="Draw", icon=":material/draw:", default=True),
            st.Page("probabilities.py", title="Probabilities", icon=":material/bar_chart:"),
            st.Page("influence.py", title="Influence", icon=":material/grain:"),
            st.Page("neurons.py", title="Neurons", icon=":material/hub:"),
            st.Page("what_it_sees.py", title="What it sees", icon=":material/visibility:"),
            st.Page("layers.py", title="Layers", icon=":material/layers:"),
        ],
        "Learn": [
            st.Page("training.py", title="Training", icon=":material/model_training:"),
            st.Page("activations.py", title="Activations", icon=":material/show_chart:"),
        ],
        "Judge": [
            st.Page("mistakes.py", title="Mistakes", icon=":material/rule:"),
            st.Page("map.py", title="Map", icon=":material/scatter_plot:"),
            st.Page("robustness.py", title="Robustness", icon=":material/fitness_center:"),
            st.Page("trust.py", title="Trust", icon=":material/balance:"),
            st.Page("compare.py", title="Compare", icon=":material/compare:"),
        ],
        "Yours": [
            st.Page("my_handwriting.py", title="My handwriting", icon=":material/edit_note:"),
            st.Page("my_data.py", title="My data", icon=":material/dataset:"),
            st.Page("my_networks.py", title="My networks", icon=":material/folder_open:"),
        ],
    },
    expanded=True,
)
st.set_page_config(page_title=f"{page.title} · mnistnet", page_icon="🔬")
with around(page.url_path):
    page.run()
if page.url_path != "training":
    panel.watch_over()
