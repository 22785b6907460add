"""The app without a browser: every page can be opened fresh, and widgets are found by key."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.kit import address

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.name for path in (ROOT / "pages").glob("[!_]*.py"))


@pytest.fixture(autouse=True)
def runs_of_its_own(tmp_path, monkeypatch):
    """Keep the training runs of each test in a folder of its own."""
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path / "runs"))


@pytest.fixture
def app():
    """Return a function that opens a page of a fresh session."""

    def open_page(page: str = "", **query: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "pages" / "_app.py"), default_timeout=60)
        if page and page != "draw.py":  # a visitor who comes to this page first finds the first book's network
            query = {"network": "scratch"} | query
        for name, value in ({address.FOLLOW: "1"} | query).items():
            test.query_params[name] = value
        test.run()
        if page:
            test.switch_page(page).run()
        test.query_params.clear()
        assert not test.exception, test.exception
        return test

    return open_page


def chart(test: AppTest, number: int = 0) -> dict:
    """Return the specification of one of the page's Plotly charts."""
    return json.loads(test.get("plotly_chart")[number].proto.spec)
