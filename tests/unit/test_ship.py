"""How the project's own files are made: a recipe of two runs, one going on from the other."""

from dataclasses import replace

from mnistnet.books.presets import SHARP
from mnistnet.books.ship import runs
from mnistnet.training import train
from tests.training_tasks import last, same_bits, small_digits, small_settings


def test_the_second_run_goes_on_where_the_first_ended():
    digits, once, twice = small_digits(100), small_settings(epochs=1), small_settings(epochs=2)
    both = replace(SHARP, settings=twice, drawn=0, before=(once, 0))
    reports = list(runs(both, digits, digits))
    assert [report.epoch for report in reports if report.kind != "batches"] == [0, 1, 2]
    assert len(reports[-1].network.training.history) == 3
    alone = last(runs(replace(both, before=None), digits, digits))
    assert same_bits(reports[-1].network, alone.network) and same_bits(
        alone.network, last(train(twice, digits)).network
    )
