"""Sweeps: one plan gives the same figures wherever it is computed, and whatever is killed on the way."""

import multiprocessing
import os
import platform
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import scipy.stats

from mnistnet import DataError, Digits, load_digits
from mnistnet.sweeps import EXAMPLES, Plan, Point, Row, Store, Sweep, in_processes, on_cluster, plan_text, read_plan
from mnistnet.sweeps.cluster import local_cluster, points_a_task
from mnistnet.sweeps.measures import MEASURES
from mnistnet.sweeps.recipe import fewer, settings_of
from mnistnet.sweeps.row import compute, lost
from mnistnet.sweeps.spread import Group, groups, like_the_best, spread_words, welch_test
from mnistnet.sweeps.trained import run_of
from tests.training_tasks import same_bits
from tests.waiting import wait_for

ROOT = Path(__file__).parents[2]
ALL = load_digits()
DIGITS = Digits(
    ALL.images[:600],
    ALL.labels[:600],
    "few",
    {"train": np.arange(400), "validation": np.arange(400, 500), "test": np.arange(500, 600)},
)
PLAN = Plan(
    "small",
    "Which rate?",
    repeats=3,
    settings={"base": "nielsen", "hidden": 5, "epochs": 1},
    grid={"learning_rate": (1.0, 3.0), "digits": (100, 0)},
)
IMPOSSIBLE = replace(PLAN, grid={"learning_rate": (1.0, -1.0)}, repeats=1)


@pytest.fixture(scope="module")
def serial():
    """Return the rows of the small plan, computed one by one."""
    return {row.point: row for row in Sweep(PLAN, DIGITS).run()}


def test_processes_give_the_same_bits_and_one_that_dies_is_replaced(serial, tmp_path):
    before = set(multiprocessing.active_children())
    rows = Sweep(PLAN, DIGITS).run(in_processes(2))
    found = [next(rows)]
    (set(multiprocessing.active_children()) - before).pop().kill()
    found += rows
    assert {row.point: row for row in found} == serial and len(found) == len(PLAN)


def test_a_cluster_gives_the_same_bits_gets_the_digits_once_and_outlives_a_worker(serial):
    with local_cluster(2) as client:
        rows = Sweep(PLAN, DIGITS).run(on_cluster(client, batch=2))
        found = [next(rows)]
        held = {key: len(where) for key, where in client.who_has().items() if DIGITS.digest in key}
        assert [*held.values()] == [2]
        again = Sweep(PLAN, DIGITS).run(on_cluster(client))
        assert next(again).figures
        later = {key for key in client.who_has() if DIGITS.digest in key} - held.keys()
        assert len(later) == 1, "else letting go the one would take away the other"
        again.close()
        os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)
        found += rows
    assert {row.point: row for row in found} == serial and len(found) == len(PLAN)


def test_a_point_is_what_it_says_and_has_random_numbers_of_its_own():
    points = PLAN.points("d")
    assert len({point.digest for point in points}) == len({point.seed for point in points}) == len(PLAN) == 12
    longer = replace(PLAN, repeats=4, grid={"learning_rate": (0.5, 1.0, 3.0), "digits": (100, 0)})
    seeds, more = ({point.digest: point.seed for point in many} for many in (points, longer.points("d")))
    assert seeds.items() <= more.items()
    assert {point.digest for point in points}.isdisjoint(point.digest for point in PLAN.points("other"))


def test_a_point_is_a_training_that_anybody_can_do(serial):
    point = PLAN.points(DIGITS.digest)[0]
    last = run_of(point, DIGITS)
    settings = settings_of(dict(point.values), point.seed)
    assert settings.learning_rate == 1.0 and [plan.units for plan in settings.layers] == [5, 10]
    test = DIGITS.split("test")
    right = np.mean(last.network.predict(test.images).argmax(axis=1) == test.labels)
    assert serial[point.digest].figures["accuracy"] == right
    assert same_bits(last.network, run_of(point, DIGITS).network)
    chosen = fewer(DIGITS.split("train"), 100, 7)
    whole = {image.tobytes() for image in DIGITS.split("train").images}
    assert len({image.tobytes() for image in chosen.images} & whole) == 100


def test_a_point_that_fails_is_a_row_that_says_why(tmp_path):
    store = Store(tmp_path / "r.csv", IMPOSSIBLE)
    good, bad = Sweep(IMPOSSIBLE, DIGITS, store).run()
    assert good.figures and not good.trouble
    assert not bad.figures and "learning rate" in bad.trouble
    assert list(store.rows().values()) == [good, bad]
    with pytest.raises(ValueError, match="learning rate"):
        IMPOSSIBLE.check_trainings()


def test_going_on_computes_only_what_is_missing_and_a_torn_line_again(serial, tmp_path):
    path = tmp_path / "r.csv"
    rows = Sweep(PLAN, DIGITS, Store(path, PLAN)).run()
    first = [next(rows).point for _ in range(4)]
    rows.close()
    content = path.read_bytes()
    last = content.splitlines(keepends=True)[-1]
    for torn, whole in ((1, 4), (2, 3), (9, 3), (len(last) - 2, 3)):  # its end alone; its checksum; nearly all of it
        path.write_bytes(content[:-torn])
        sweep = Sweep(PLAN, DIGITS, Store(path, PLAN))
        assert {p.digest for p in sweep.points} - {p.digest for p in sweep.missing()} == set(first[:whole])
    rest = [row.point for row in sweep.run()]
    assert sweep.rows() == serial and set(rest).isdisjoint(first[:-1]) and len(rest) == 9
    with pytest.raises(DataError, match="another plan"):
        Store(path, replace(PLAN, grid={"learning_rate": (1.0,)}))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_sweep_that_is_killed_loses_no_row_and_leaves_no_process(tmp_path, workers):
    plan, path = tmp_path / "small.toml", tmp_path / "small.csv"
    plan.write_text(plan_text(replace(PLAN, repeats=200)))
    words = [sys.executable, "-m", "mnistnet", "sweep", str(plan), "--workers", workers]
    done = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    wait_for(lambda: path.exists() and path.read_bytes().count(b"\n") > 3, looking=False)
    done.kill()
    done.communicate(timeout=60)  # its output ends when the last process that could write there has ended
    written = path.read_bytes().count(b"\n") - 1
    kept = Store(path, PLAN).rows()
    assert len(kept) == written
    point = next(p for p in PLAN.points(ALL.digest) if p.digest in kept)
    assert kept[point.digest] == compute(point, ALL)


@pytest.mark.parametrize(
    ("seconds", "most", "size"),
    [([], 50, 1), ([0.125] * 3, 50, 4), ([2.0], 50, 1), ([0.1, 0.15], 2, 2), ([1e-5] * 9, 1000, 100), ([0.0], 0, 1)],
)
def test_a_task_holds_as_many_points_as_take_half_a_second_but_leaves_some_for_every_worker(seconds, most, size):
    assert points_a_task(seconds, most) == size


def test_what_was_lost_with_its_workers_is_not_kept(tmp_path):
    sweep = Sweep(PLAN, DIGITS, Store(tmp_path / "r.csv", PLAN))
    (row,) = sweep.run(lambda points, digits: iter([lost(points[0])]))
    assert row.is_lost and len(sweep.missing()) == len(PLAN)


@pytest.mark.parametrize("plan", [PLAN, *EXAMPLES.values()], ids=lambda plan: plan.name)
def test_a_plan_is_a_file(plan):
    assert read_plan(plan_text(plan)) == plan
    plan.check_trainings()
    assert len(plan.points("")) == len(plan)


def test_a_plan_in_toml_by_hand():
    plan = read_plan(
        'name = "x"\nseeds = 2\n[settings]\nbase = "nielsen"\naugmentation.shift = 1.0\n'
        "[[cases]]\nhidden = [5, 6]\n[[cases]]\nhidden = 7\nepochs = 2\n[grid]\nlearning_rate = [1, 2, 3]\n"
    )
    assert len(plan) == 12 and plan.axes == ("hidden", "epochs", "learning_rate")
    settings = settings_of(plan.variants()[0], 3)
    assert [one.units for one in settings.layers] == [5, 6, 10] and settings.augmentation.shift == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = ", "no TOML"),
        ("seeds = 3", "has a name"),
        ('name = "x"\nseeds = 0', "whole number"),
        ('name = "x"\nmeasure = "luck"', "no measure 'luck'"),
        ('name = "x"\nmeasure = 3', "wrong kind"),
        ('name = "x"\nsettings = 3', "wrong kind"),
        ('name = "x"\ncases = [3]', "wrong kind"),
        ('name = "x"\nluck = 3', "no luck"),
        ('name = "x"\n[settings]\nluck = 3', "no setting luck"),
        ('name = "x"\n[settings]\nepochs = 2020-01-01', "a number, a word"),
        ('name = "x"\n[grid]\nepochs = 3', "list of values"),
        ('name = "x"\n[grid]\nepochs = []', "at least one"),
        ('name = "x"\nseeds = 2000000', "at most 1,000,000"),
        ('name = "' + "x" * 100_000 + '"', "letters"),
    ],
)
def test_what_is_no_plan_is_told(text, why):
    with pytest.raises(ValueError, match=why):
        read_plan(text)


MAPS = {"base": "scratch", "methods": ("one_pixel", "shapley"), "views": ("a1", "z3")}


@pytest.mark.parametrize(
    ("measure", "settings"),
    [
        ("influence", MAPS | {"toggles": 8}),
        ("faithfulness", MAPS | {"methods": ("one_pixel",), "views": ("z1",), "toggles": 8}),
        ("robustness", {"base": "nielsen", "change": "rotate", "strength": 20.0}),
        ("handwriting", {"base": "nielsen", "drawings": 5, "steps": ("no-steps", "slant")}),
    ],
)
def test_every_measure_gives_the_figures_that_it_names(measure, settings):
    plan = Plan("m", measure=measure, settings=settings, repeats=2)
    first, second = (compute(point, ALL) for point in plan.points(""))
    assert not first.trouble + second.trouble and tuple(first.figures) == plan.figures()
    if measure == "robustness":
        assert first.figures != second.figures, "other digits were drawn"
    if measure == "influence":
        assert first.figures["one_pixel a1 relative_rmse"] < 1e-12 and first.figures["shapley z3 r"] > 0.9
    assert set(MEASURES) == {"training", "influence", "faithfulness", "robustness", "handwriting"}


def test_the_test_is_scipys():
    rng = np.random.default_rng(0)
    for sizes, apart in (((5, 5), 0.5), ((4, 7), 2.0), ((2, 2), 1.0), ((30, 3), 9.0)):
        a, b = rng.normal(size=sizes[0]), rng.normal(apart, 2, sizes[1])
        assert welch_test(a, b) == pytest.approx(scipy.stats.ttest_ind(a, b, equal_var=False).pvalue, rel=1e-4)
    assert welch_test([1, 1], [1, 1]) == 1 and welch_test([1, 1], [2, 2]) == 0


def test_what_is_chance_is_told_from_what_is_not():
    best, alike, worse = (
        Group((("rate", value),), figures)
        for value, figures in (
            (1, (0.9, 0.91, 0.92, 0.93, 0.9)),
            (2, (0.89, 0.92, 0.9, 0.91, 0.9)),
            (3, (0.1, 0.2, 0.1, 0.3, 0.2)),
        )
    )
    assert like_the_best([worse, alike, best]) == (best, [alike], [worse])
    words = spread_words([worse, alike, best], "{:.2f}".format, lambda group: f"rate {group.values[0][1]}")
    assert words[0].startswith("The best mean is 0.91, with rate 1, over 5 repeats") and "0.90 to 0.93" in words[0]
    assert "put rate 2 behind it; 1 other is worse" in words[1]
    near = Group((("rate", 20),), alike.figures)
    three = spread_words([worse, alike, near, best], "{:.2f}".format, lambda group: f"rate {group.values[0][1]}")
    assert "put rate 2, 20 behind it" in three[1], "what is varied is named once"
    assert like_the_best([worse, best], low=True)[0] == worse
    few = [Group((("rate", i),), (i / 10,)) for i in range(3)]
    assert like_the_best(few)[2] == [], "one repeat can tell nothing from chance"
    assert "One repeat cannot tell" in spread_words(few, "{:.2f}".format, str)[1], "nor that it was chance"


def test_groups_are_the_means_by_setting(serial):
    points = PLAN.points(DIGITS.digest)
    for group in groups(PLAN, points, serial, "loss"):
        wanted = [serial[p.digest].figures["loss"] for p in points if all(p.value(k) == v for k, v in group.values)]
        assert group.figures == tuple(wanted) and len(wanted) == 3 and group.mean == np.mean(wanted)
        assert group.deviation == np.std(wanted, ddof=1)


def test_a_row_has_no_time_in_it():
    assert Row("a", {"x": 1.0}, seconds=1) == Row("a", {"x": 1.0}, seconds=2) and isinstance(PLAN.points("")[0], Point)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are not asked")
def test_memory_that_is_freed_is_kept():
    program = (
        "import gc, numpy as np; from pathlib import Path; from mnistnet.sweeps.freed import keep_freed_memory\n"
        "{}\n"
        "arrays = [np.ones(2**20) for _ in range(20)]; del arrays; gc.collect()\n"
        "print(next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmRSS')))"
    )
    kept, given_back = (
        int(subprocess.run([sys.executable, "-c", program.format(how)], capture_output=True, check=True).stdout)
        for how in ("keep_freed_memory()", "")
    )
    assert kept - given_back > 100_000  # kB, of the 160 MB that were freed
