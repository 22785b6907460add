"""Take random walks, and tell of each that saw something untrue: ``python -m tests.walks --walks 1000 --seed 1``.

With ``--browser`` they are taken in a real Chromium, which is some ten times as slow.
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Walk = Callable[[int, int], object]


@contextmanager
def walks_without() -> Iterator[Walk]:
    """Yield what takes a walk without a browser."""
    from tests.walks.walk import walk

    yield walk


@contextmanager
def walks_in_browser() -> Iterator[Walk]:
    """Start the app and a browser, and yield what takes a walk in a window of its own."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, find_chromium, running_server
    from tests.walks.in_browser import Walker

    with running_server() as home, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)

        def walk(seed: int, steps: int) -> None:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            try:
                Walker(page, home, seed).walk(steps)
            finally:
                page.close()

        yield walk
        browser.close()


def main() -> int:
    """Take the walks that are asked for and return 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.walks", description=__doc__)
    parser.add_argument("--walks", type=int, default=100)
    parser.add_argument("--steps", type=int, default=12, help="of each walk")
    parser.add_argument("--browser", action="store_true", help="in a real browser")
    parser.add_argument("--seed", type=int, default=1, help="of the first walk; the others follow")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MNISTNET_RUNS_DIR"] = folder
        with walks_in_browser() if asked.browser else walks_without() as walk:
            for seed in range(asked.seed, asked.seed + asked.walks):
                try:
                    walk(seed, asked.steps)
                except AssertionError as lie:
                    failed += 1
                    print(lie, flush=True)
    print(f"{asked.walks} walks of {asked.steps} steps, {failed} saw something untrue")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
