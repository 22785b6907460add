"""Runs beside the app: they train, obey, wait for their turn, survive kills, and leave nothing behind."""

import os
import signal

import numpy as np
import pytest

from mnistnet import DataError, jobs, load_digits
from mnistnet.jobs.limits import limits
from mnistnet.training import LayerPlan, train
from mnistnet.weight_files import read_npz
from tests.training_tasks import last, same_bits, small_settings
from tests.waiting import end_runs, wait_for

LONG = small_settings(epochs=5000, batch_size=5)  # goes on until it is told to stop
SHORT = small_settings(epochs=3, batch_size=50)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Give every test runs of its own, and end what is left of them."""
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path))
    monkeypatch.setenv("MNISTNET_MAX_WORKERS", "2")
    yield tmp_path
    end_runs()


def status(run):
    return run.state().status


def trained(settings):
    digits = load_digits()
    return last(train(settings, digits.split("train"), digits.split("validation"))).network


@pytest.mark.parametrize("kind", ["process", "thread"])
def test_a_run_ends_with_the_network_that_the_generator_gives(kind, monkeypatch):
    monkeypatch.setenv("MNISTNET_JOBS", kind)
    run = jobs.start_run(SHORT, session="me")
    wait_for(lambda: status(run) == "finished")
    assert same_bits(run.network(), trained(SHORT))
    assert run.epochs == (0, 1, 2, 3)
    assert same_bits(run.network(1), trained(SHORT.replace(epochs=1)))
    assert run.network(2).epoch == 2 and len(run.network(2).training.history) == 3
    rows, offset = run.progress()
    assert [row["epoch"] for row in rows if row["kind"] == "epoch"] == [1, 2, 3]
    assert run.progress(offset) == ([], offset)
    assert run.state().epoch == 3 and run.state().seconds_left == 0
    with pytest.raises(DataError):
        run.network(9)
    saved = read_npz(jobs.run_file(run))
    assert same_bits(saved.network, run.network()) and saved.network.training == run.network().training
    assert sorted(saved.epochs) == [0, 1, 2]
    assert all(same_bits(saved.at(epoch), run.network(epoch)) for epoch in saved.epochs)


def test_the_file_of_a_large_run_keeps_its_earlier_epochs_in_half_precision():
    run = jobs.start_run(SHORT, session="me")
    wait_for(lambda: status(run) == "finished")
    saved = read_npz(jobs.run_file(run, room=10))
    assert same_bits(saved.network, run.network())
    assert {vector.dtype for vector in saved.epochs.values()} == {np.dtype(np.float16)}
    half, full = saved.at(1), run.network(1)
    assert np.allclose(half.dense_layers[0].weights, full.dense_layers[0].weights, rtol=1e-3, atol=1e-7)


def test_a_killed_worker_is_noticed_and_its_run_goes_on_to_the_same_bits():
    settings = SHORT.replace(epochs=40, batch_size=20, optimiser="adam", learning_rate=0.01, dropout=0.1)
    run = jobs.start_run(settings)
    for epoch in (2, 10):
        wait_for(lambda epoch=epoch: run.state().epoch >= epoch)
        os.kill(run.told()["worker"], getattr(signal, "SIGKILL", signal.SIGTERM))
        wait_for(lambda: status(run) == "interrupted")
        assert run.network().parameters == run.network(0).parameters
        jobs.resume(run)
    wait_for(lambda: status(run) == "finished")
    assert same_bits(run.network(), trained(settings))
    rows = jobs.without_undone(run.progress()[0])
    assert [row["epoch"] for row in rows if row["kind"] in ("start", "epoch")] == list(range(41))


def step_done(run, by, kind):
    """Do one step and wait for its report: after a last batch the report of the epoch comes first."""
    before = len(run.progress()[0])
    run.step(by)
    wait_for(lambda: len(run.progress()[0]) > before and run.progress()[0][-1]["kind"] == kind)


def test_pause_step_change_and_go_on():
    run = jobs.start_run(LONG)
    wait_for(lambda: run.state().epoch >= 1)
    run.pause()
    wait_for(lambda: status(run) == "paused")
    step_done(run, "batch", "batches")
    epoch = run.state().epoch
    step_done(run, "epoch", "epoch")
    assert run.state().epoch == epoch + 1 and run.state().images == 0
    step_done(run, "image", "batches")
    step_done(run, "image", "batches")
    assert run.state().epoch == epoch + 1 and run.state().images == 2
    run.change(learning_rate=0.125, batch_size=8)
    run.step("batch")
    wait_for(lambda: run.state().settings.learning_rate == 0.125)
    assert run.state().settings.batch_size == 8
    assert {"learning_rate": 0.125, "batch_size": 8} in [row.get("changes") for row in run.progress()[0]]
    with pytest.raises(ValueError, match="seed"):
        run.change(seed=4)
    with pytest.raises(ValueError, match="no step by 'year'"):
        run.step("year")
    run.go_on()
    epoch = run.state().epoch
    wait_for(lambda: run.state().epoch > epoch and status(run) == "running")


def test_a_stop_keeps_what_was_learned_and_leaves_no_process():
    run = jobs.start_run(LONG)
    wait_for(lambda: run.state().epoch >= 1)
    worker = run.told()["worker"]
    run.stop()
    wait_for(lambda: status(run) == "stopped")
    wait_for(lambda: not run.is_worked_on())
    wait_for(lambda: not is_there(worker))
    assert run.network().epoch >= 1
    jobs.delete(run)
    assert jobs.runs() == ()


def is_there(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_training_that_does_not_react_is_cut_off_and_the_next_run_begins(monkeypatch):
    """One batch of this run takes long: the watch beside it ends the process."""
    wide = small_settings(layers=(LayerPlan(3000), LayerPlan(3000), LayerPlan(10, "softmax")), batch_size=8000)
    run = jobs.start_run(wide.replace(epochs=1000), session="a")
    wait_for(lambda: status(run) == "running")
    monkeypatch.setenv("MNISTNET_MAX_WORKERS", "1")
    waiting = jobs.start_run(SHORT, session="b")
    assert status(waiting) == "queued"
    run.stop()
    wait_for(lambda: status(run) == "stopped")
    wait_for(lambda: not run.is_worked_on())
    wait_for(lambda: status(waiting) == "finished")


def test_one_run_a_session_two_at_once_and_the_others_wait():
    first, second, third = (jobs.start_run(LONG, session=name) for name in "abc")
    with pytest.raises(jobs.Busy, match="of yours"):
        jobs.start_run(LONG, session="a")
    wait_for(lambda: status(first) == status(second) == "running")
    wait_for(lambda: first.state().epoch >= 1 and second.state().epoch >= 1)
    assert status(third) == "queued"
    place = jobs.place_in_queue(third)
    assert place.number == 1 and place.seconds > 0
    assert jobs.place_in_queue(first).number == 0
    first.stop()
    wait_for(lambda: status(third) == "running")
    assert {run.identity for run in jobs.runs("c")} == {third.identity}
    assert jobs.find_run(third.identity) == third


def test_a_full_queue_says_so_and_a_waiting_run_can_be_stopped(monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_WORKERS", "1")
    monkeypatch.setenv("MNISTNET_MAX_QUEUE", "1")
    jobs.start_run(LONG, session="a")
    waiting = jobs.start_run(LONG, session="b")
    with pytest.raises(jobs.Busy, match="Too many others"):
        jobs.start_run(LONG, session="c")
    waiting.stop()
    wait_for(lambda: status(waiting) == "stopped")


def test_a_run_that_nobody_watches_stops(monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_SILENCE", "1")
    run = jobs.start_run(LONG)
    wait_for(lambda: status(run) == "stopped")
    assert "Nobody was there" in run.state().sentence or "before it began" in run.state().sentence


def test_a_run_that_takes_too_long_stops(monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_SECONDS", "0.5")
    run = jobs.start_run(LONG)
    wait_for(lambda: status(run) == "stopped")
    assert "A run may take 0.5 seconds" in run.state().sentence


def test_limits_of_a_hosted_server(monkeypatch):
    monkeypatch.setenv("MNISTNET_HOSTED", "1")
    assert (limits().epochs, limits().seconds, limits().parameters) == (200, 600, 5_000_000)
    with pytest.raises(ValueError, match="200 epochs here, not 5000"):
        jobs.start_run(LONG)
    with pytest.raises(ValueError, match="5,000,000 parameters here"):
        jobs.start_run(SHORT.replace(layers=(LayerPlan(9000), LayerPlan(10, "softmax"))))
    with pytest.raises(ValueError, match="embedded digits"):
        jobs.start_run(SHORT, data="/etc")
    monkeypatch.setenv("MNISTNET_MAX_EPOCHS", "many")
    with pytest.raises(ValueError, match="must be a number, not 'many'"):
        limits()


def test_a_branch_goes_on_beside_its_parent():
    parent = jobs.start_run(SHORT)
    wait_for(lambda: status(parent) == "finished")
    other = SHORT.replace(epochs=4, learning_rate=0.01)
    twig = jobs.branch(parent, 1, other)
    wait_for(lambda: status(twig) == "finished")
    assert twig.epochs == (0, 1, 2, 3, 4) and twig.network().epoch == 4
    assert same_bits(twig.network(1), parent.network(1)) and not same_bits(twig.network(2), parent.network(2))
    assert twig.spec.parent == parent.identity and twig.spec.parent_epoch == 1
    with pytest.raises(ValueError, match="same layers"):
        jobs.branch(parent, 1, LONG.replace(layers=(LayerPlan(10, "softmax"),)))
    with pytest.raises(ValueError, match="must go on beyond"):
        jobs.branch(parent, 3, SHORT)


def test_a_run_that_diverges_proposes_a_learning_rate():
    wild = small_settings(
        layers=(LayerPlan(20, "relu"), LayerPlan(10, "identity")), loss="quadratic", learning_rate=50.0
    )
    run = jobs.start_run(wild)
    wait_for(lambda: status(run) == "failed")
    assert "Try 5" in run.state().sentence and run.state().learning_rate == 5


@pytest.mark.parametrize(
    ("losses", "kept", "good"),
    [
        ([2.3, 0.5, 0.4], (0, 1, 2), 2),
        ([2.3, 0.5, float("nan")], (0, 1, 2), 1),
        ([2.3, 30.0, 9.0], (0, 1, 2), 0),  # worse than before training is no place to go on from
        ([2.3, 0.5, 0.4, 40.0], (0, 2, 3), 2),
        ([2.3, 0.5, 9.0], (2,), None),
        ([], (), None),
    ],
)
def test_the_last_good_epoch_is_the_last_kept_one_that_was_no_worse_than_the_start(losses, kept, good):
    rows = [{"kind": "epoch", "epoch": n, "loss": loss, "validation_loss": None} for n, loss in enumerate(losses)]
    noise = [{"kind": "batches", "epoch": 0, "loss": 99.0}, {"kind": "change", "epoch": 1}, {"kind": "resumed"}]
    assert jobs.last_good_epoch([*rows, *noise], kept) == good
    judged = [row | {"loss": -1.0, "validation_loss": row["loss"]} for row in rows]
    assert jobs.last_good_epoch(judged, kept) == good


def test_data_that_is_not_there_is_a_sentence():
    run = jobs.start_run(SHORT, data="no such folder")
    wait_for(lambda: status(run) == "failed")
    assert "no such folder" in run.state().sentence


def test_identities_that_are_none(folder):
    for identity in ("", "..", "../../etc", "20260101-000000-00000000"):
        with pytest.raises(DataError, match="no training run"):
            jobs.find_run(identity)


def test_room_for_epochs_is_limited(monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_MEGABYTES", "0.1")
    run = jobs.start_run(SHORT.replace(epochs=12))
    wait_for(lambda: status(run) == "finished")
    size = sum(path.stat().st_size for path in (run.folder / "epochs").iterdir())
    assert size < 130_000 and 0 in run.epochs and 1 < len(run.epochs) < 13
    assert same_bits(run.network(), trained(SHORT.replace(epochs=12)))
