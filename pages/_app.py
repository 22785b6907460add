"""The frame round every page: its menu, its head with the bench, its browser title.

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

from mnistnet.words import speaking
from pages.ui.frame import blank, menu, nowhere, style
from pages.ui.frame.around import around
from pages.ui.frame.reader import choose_language
from pages.ui.gate import warm
from pages.ui.gate.named import name_only_what_is_kept
from pages.ui.rooms.experiments import own_sweep
from pages.ui.rooms.training import panel

name_only_what_is_kept()
st.set_page_config(page_title="mnistnet", page_icon="🔬", layout="wide")  # else browsers ask outside for a page's icon
with speaking(choose_language()):
    style.use()
    nowhere.lead_home()
    page = st.navigation(menu.pages(), expanded=True)
    st.set_page_config(page_title=f"{page.title} · mnistnet", page_icon="🔬")
    with around(page.url_path):
        if not blank.says_so(page.url_path, page.title):
            page.run()
    if page.url_path != "training":
        panel.watch_over()
    if page.url_path != "experiments":
        own_sweep.watch_over()
warm.note_answer()
