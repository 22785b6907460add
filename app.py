"""The entry: ``streamlit run app.py`` starts the server, warm before its first visitor."""

import gc
import importlib
import logging
import os
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

# The matrices here are small: one thread is the fastest, and the only one that gives the same bits again.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from streamlit.starlette import App

from mnistnet.words import say
from pages.ui.frame.style import StyleFirst
from pages.ui.holdings import keeping
from pages.ui.holdings.visitor import NameVisitors

HERE = Path(__file__).resolve().parent


@asynccontextmanager
async def warm_start(app: App) -> AsyncIterator[None]:
    """Load what every visitor needs, then keep the garbage collector from walking over it after each rerun."""
    import mnistnet

    for module in pkgutil.walk_packages([str(HERE / "pages" / "ui")], "pages.ui."):
        importlib.import_module(module.name)
    mnistnet.load_digits()
    for name in mnistnet.network_names():
        mnistnet.load_network(name)
    gc.collect()
    gc.freeze()
    yield


def say_sorry(error: Exception) -> bool:
    """Show one sentence instead of a traceback; the traceback goes to the server's log."""
    logging.getLogger("mnistnet").error("a page failed", exc_info=error)
    st.error(
        keeping.kept_or_not(
            say("Something went wrong on this page. What you drew and chose until then is kept: reload it to go on."),
            say("Something went wrong on this page: reload it to go on. Runs of yours go on meanwhile."),
        ),
        icon=":material/error:",
    )
    return True


app = App(
    HERE / "pages" / "_app.py",
    lifespan=warm_start,
    middleware=[Middleware(GZipMiddleware, minimum_size=1000), Middleware(NameVisitors), Middleware(StyleFirst)],
    on_script_error=say_sorry,
)
