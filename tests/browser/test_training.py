"""Training in a real browser: it goes on through a reload, for two visitors at once, and leaves nothing behind."""

import os
import signal
from pathlib import Path

import pytest

from tests.waiting import wait_for

from .conftest import eventually, go_to, settle

SLOW = "training?speed=1000"


@pytest.fixture(autouse=True)
def workers(runs):
    """A function that returns the process numbers of our server's workers; fail if a test leaves one, and end it."""

    def ours() -> set[int]:
        found = set()
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes()
            except OSError:
                continue
            if b"mnistnet.worker" in words and bytes(runs) in words:
                found.add(int(path.parent.name))
        return found

    yield ours
    try:
        wait_for(lambda: not ours(), 20, looking=False)  # who has stopped takes a moment to go
    finally:
        for worker in ours():
            os.kill(worker, signal.SIGKILL)


def click(page, key: str) -> None:
    page.locator(f".st-key-{key} button").click()


def progress(page) -> str:
    return page.get_by_test_id("stProgress").first.inner_text()


def started(visit):
    page = visit(SLOW)
    click(page, "train")
    learns(page)
    return page


def learns(page) -> None:
    eventually(page, lambda: "running" in progress(page) and "epoch 0" not in progress(page), "it does not start", 60)


def stop(page) -> None:
    click(page, "stop")
    eventually(page, lambda: "stopped" in progress(page), "it does not stop", 30)


def test_a_run_survives_a_reload_and_a_stop_leaves_no_process(visit, workers):
    page = started(visit)
    assert len(workers()) == 1
    click(page, "pause")
    eventually(page, lambda: "paused" in progress(page), "it does not pause", 30)
    paused = progress(page)
    page.reload()
    settle(page)
    eventually(page, lambda: progress(page) == paused, "the reload has lost the run", 30)
    click(page, "go_on")
    eventually(page, lambda: "running" in progress(page), "it does not go on", 30)
    go_to(page, "Draw")
    page.wait_for_selector("text=my scratch: running")
    go_to(page, "Training")
    page.wait_for_selector(".st-key-stop button")
    stop(page)
    eventually(page, lambda: not workers(), "the worker is still there", 10)
    strip = page.locator(".st-key-bench_face")
    eventually(page, lambda: "my scratch" in strip.inner_text(), "what it learned is not on the bench")


def test_two_visitors_train_at_once(visit, workers):
    first, second = visit(SLOW), visit(SLOW)  # both at once: a slow run is over in a few minutes
    for page in (first, second):
        click(page, "train")
    for page in (first, second):
        learns(page)
    assert len(workers()) == 2
    for page in (first, second):
        assert "running" in progress(page)
        stop(page)
    eventually(second, lambda: not workers(), "a worker is still there", 10)


def test_a_change_while_it_learns_is_marked_on_the_curves(visit):
    page = started(visit)
    page.get_by_text("Change while it learns").click()
    field = page.get_by_label("Learning rate", exact=True).last
    field.fill("0.05")
    field.press("Enter")
    page.keyboard.press("Escape")
    eventually(page, lambda: page.locator("text=learning rate 0.05").count() > 0, "the change is not marked", 30)
    stop(page)


def test_a_run_that_lost_its_way_goes_on_in_another_with_one_press(visit):
    page = visit("training?preset=rows&rows_opt=sgd&rows_rate=900")
    click(page, "train")
    eventually(page, lambda: "my rows: failed" in progress(page), "it does not fail", 60)
    click(page, "smaller_rate")
    eventually(page, lambda: "my rows 2" in progress(page), "the new run is not shown")
    eventually(page, lambda: not page.locator(".st-key-stop").count(), "it does not end", 90)
