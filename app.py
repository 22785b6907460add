"""The entry: ``streamlit run app.py`` starts the server, warm before its first visitor."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

# The matrices here are small: one thread is the fastest, and the only one that gives the same bits again.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from streamlit.starlette import App

from mnistnet import jobs
from mnistnet.words import say
from pages.ui.bench.doors import FIRST
from pages.ui.frame.style import StyleFirst
from pages.ui.gate import warm
from pages.ui.gate.first import FirstByName
from pages.ui.gate.handfuls import gather_messages
from pages.ui.gate.headers import SafeHeaders
from pages.ui.gate.heaps import give_back_what_is_freed
from pages.ui.gate.packed import PackedOnce
from pages.ui.gate.same_theme import read_theme_once
from pages.ui.gate.uploads import CountUploads
from pages.ui.holdings import keeping, offered
from pages.ui.holdings.visitor import NameVisitors

HERE = Path(__file__).resolve().parent
SWEEPS = 60.0  # seconds between two of them


@asynccontextmanager
async def warm_start(app: App) -> AsyncIterator[None]:
    """Load what the first visitor needs, and beside the answers what the others will."""
    warm.for_the_first_page()
    beside = [asyncio.create_task(asyncio.to_thread(warm.for_all_pages)), asyncio.create_task(sweep_for_ever())]
    yield
    warm.note_answer()  # nobody waits any more
    for task in beside:
        task.cancel()


async def sweep_for_ever() -> None:
    """Delete what is too old or too much of all visitors' runs, every minute, beside the answers."""
    while True:
        with suppress(Exception):  # a full disk or a folder that is being made: the next time comes soon
            await asyncio.to_thread(jobs.sweep_up)
        await asyncio.sleep(SWEEPS)


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


give_back_what_is_freed()
gather_messages()
read_theme_once()
app = App(
    HERE / "pages" / "_app.py",
    lifespan=warm_start,
    routes=[offered.route()],
    middleware=[
        Middleware(SafeHeaders),
        Middleware(FirstByName, name=FIRST.file),
        Middleware(CountUploads),
        Middleware(PackedOnce),
        Middleware(GZipMiddleware, minimum_size=1000),
        Middleware(NameVisitors),
        Middleware(StyleFirst),
    ],
    on_script_error=say_sorry,
)
