"""The app without a browser: every page can be opened fresh, and widgets are found by key."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from mnistnet.strokes.marks import Line
from pages.ui.bench import canvas
from pages.ui.kit import near
from pages.ui.state import mine

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.name for path in (ROOT / "pages").glob("[!_]*.py"))


@pytest.fixture(autouse=True)
def runs_of_its_own(tmp_path, monkeypatch):
    """Keep the training runs of each test in a folder of its own."""
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path / "runs"))


@pytest.fixture(autouse=True)
def everything_is_near(monkeypatch):
    """Let every part of a page be near the window, as if it were as high as the page."""
    monkeypatch.setattr(near, "is_near", lambda key, height: True)


@pytest.fixture
def app():
    """Return a function that opens a page of a fresh session."""

    def open_page(page: str = "", **query: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "pages" / "_app.py"), default_timeout=60)
        if page and page != "draw.py":  # the first page has no name in the address
            test.switch_page(page)
            query = {"network": "scratch"} | query  # whoever comes here first finds the first book's network
        for name, value in query.items():
            test.query_params[name] = value
        test.run()
        test.query_params.clear()
        assert not test.exception, test.exception
        return test

    return open_page


def is_headed(title: str) -> bool:
    """Return whether a page's title is a question; the first page has the name of the app."""
    return title.endswith("?") or title == "mnistnet"


def on_bench(test: AppTest) -> str:
    """Return what the strip under the title says of what lies on the bench."""
    (words,) = (one.value for one in test.markdown if "  \n:small[" in one.value)
    return words


def said(test: AppTest) -> str:
    """Return everything that the page says in words of its own."""
    return told(test.markdown)


def told(elements) -> str:
    """Return what all elements of a kind say: `told(test.info)`."""
    return " ".join(one.value for one in elements).replace("\u00a0", " ")


def table(test: AppTest, key: str) -> pd.DataFrame:
    """Return the table of the page that has a key, as it is shown: what was noted under it has the same columns."""
    noted = list(test.session_state["visitor"].shown.tables[key].frame)
    return only(one.value for one in (*test.table, *test.dataframe) if list(one.value) == noted)


def exact(test: AppTest, key: str):
    """Return the heat map of the page's figure that has a key, with the numbers that are drawn in steps of a colour."""
    return next(one for one in test.session_state["visitor"].shown.figures[key].figure.data if one.type == "heatmap")


def upload_box(test: AppTest, key: str):
    """Return the place where files are brought; its widget has a new number each time it was emptied."""
    (box,) = (box for box in test.file_uploader if str(box.key).removeprefix(f"{key}_").isdecimal())
    return box


def chart(test: AppTest, key: str) -> dict:
    """Return the specification of the Plotly chart of the page that has a key."""
    (shown,) = (one for one in test.get("plotly_chart") if one.proto.id.endswith(f"-{key}"))
    return json.loads(shown.proto.spec)


def charts(test: AppTest) -> list[dict]:
    """Return the specifications of all Plotly charts of the page, from top to bottom."""
    return [json.loads(one.proto.spec) for one in test.get("plotly_chart")]


def only(found):
    """Return the one element of its kind that a page shows; none, or a second one, fails the test."""
    (one,) = found
    return one


BAR = ((40, 20), (40, 180))  # an upright stroke, well away from the middle of the board


@pytest.fixture
def hand(monkeypatch):
    """Return a list in the place of the browser; strokes put into it are told of once, when the page runs next."""
    waiting = []

    def told(taken):
        while waiting:
            points = np.array(waiting.pop(0), float)
            taken += 1
            yield taken, {"version": mine().board.version}, Line(points, 20)

    monkeypatch.setattr(canvas, "told", told)
    monkeypatch.setattr(canvas, "watch", lambda board, width, take: take())
    return waiting
