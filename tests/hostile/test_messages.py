"""Crafted messages and links reach every page of a real server: no page fails, and others are answered meanwhile."""

import pytest

from benchmarks.server import running_server
from tests.hostile.attacker import PAGES, attack, open_links
from tests.hostile.soak import CHOICES, soak
from tests.loops import run_beside

EACH = 80  # things said of the widgets of each page; `python -m tests.hostile` says 500


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    variables = {"MNISTNET_HOSTED": "1", "MNISTNET_RUNS_DIR": str(tmp_path_factory.mktemp("runs"))}
    with running_server(variables=variables) as running:
        yield running


def test_no_page_fails_by_what_a_browser_says(server):
    failed = []
    for number, page in enumerate(PAGES):
        failed += run_beside(attack(server.address, page, number, EACH))
    assert not failed, "\n".join(failed)
    assert server.complaints() == 0


def test_no_page_fails_by_what_a_link_asks_for(server):
    failed = []
    for number, page in enumerate(PAGES):
        failed += run_beside(open_links(server.address, page, CHOICES, [number]))
    assert not failed, "\n".join(failed)


def test_a_short_soak_leaves_the_server_as_it_was(server):
    outcome = soak(server, 5)
    assert not outcome.failed, "\n".join(outcome.failed)
    assert not outcome.grown_megabytes > 100  # nan where the system does not tell
