"""The page What it sees: every way back for every network, the verdicts, the control and the mix."""

import numpy as np
import pytest

from mnistnet import Dense, Network, inverse, load_network, network_names
from mnistnet.figures import share
from pages.ui.holdings import shelf
from pages.ui.rooms.what_it_sees import mix

from .conftest import chart, table, told

EACH = inverse.one_of_each()
TITLES = [method.title for method in inverse.METHODS.values()]


def counts(test) -> list[str]:
    return [m.value for m in test.markdown if "recognises" in m.value]


@pytest.mark.parametrize("name", network_names())
def test_every_way_back_with_its_count_and_control(app, name):
    test = app("what_it_sees.py", network=name)
    for method in inverse.METHODS.values():
        test.segmented_control(key="way_back").set_value(method.name).run()
        assert not test.exception
        for said, network in zip(counts(test), (load_network(name), load_network(name, trained=False)), strict=True):
            count = inverse.read_back(network, method.make(network, EACH), range(10)).count
            assert said.endswith(f"recognises {count} of 10")


def test_the_pictures_are_those_of_the_library(app):
    heat = chart(app("what_it_sees.py", network="your-own", way_back="back-query"), "ten")["data"]
    titles = heat[1]["text"]
    network = load_network("your-own")
    read = inverse.read_back(network, inverse.back_query(network, EACH), range(10))
    for label, title in enumerate(titles):
        assert title.startswith(f"{label} ✓" if read.right[label] else f"{label} → {read.best[label]} ✗")


def test_the_epoch_is_honoured(app):
    trained = app("what_it_sees.py", network="your-own")
    test = app("what_it_sees.py", network="your-own", **{"epoch_your-own": "0"})
    now, control = counts(test)
    assert now.split()[-3:] == control.split()[-3:] == counts(trained)[1].split()[-3:]


def test_one_digit_five_ways_and_the_scoreboard(app):
    test = app("what_it_sees.py", seen_digit="6")
    titles = chart(test, "five")["data"][1]["text"]
    assert [title.split("<br>")[0] for title in titles] == TITLES
    assert all(title.split("<br>")[1].startswith("6 ") for title in titles)
    back = table(test, "ways_back")
    assert list(back.iloc[:, 0]) == TITLES and back.iloc[-1, 1] == "10 of 10"


def test_the_wishes_of_the_network_are_outlined_with_their_shares(app):
    test = app("what_it_sees.py", network="your-own", seen_digit="0", way_back="back-query")
    before = len(test.get("plotly_chart"))
    test.toggle(key="wishes").set_value(True).run()
    assert not test.exception and len(test.get("plotly_chart")) == before + 1
    network = load_network("your-own")
    wishes = inverse.pixel_wishes(network, inverse.back_query(network, EACH)[0], 0)
    ink, blank, neither = (share(part) for part in wishes.shares)
    (said,) = [c.value for c in test.caption if "It wants ink on" in c.value]
    assert f"ink on {ink} of the pixels, blank paper on {blank}, and does not mind {neither}" in said
    assert "a factor of less than 1.05" in said and "odds p / (1 − p) of the answer 0" in said


def test_a_mix_of_wanted_answers(app):
    test = app("what_it_sees.py", network="your-own", way_back="back-query")
    assert test.slider(key="wanted_3").value == test.slider(key="wanted_8").value == 0.5
    for digit in (3, 8):
        test.slider(key=f"wanted_{digit}").set_value(0.01).run()
    test.slider(key="wanted_0").set_value(0.99).run()
    network = load_network("your-own")
    picture = inverse.back_query(network, EACH[0])
    assert chart(test, "mix")["data"][0]["text"] == [share(value) for value in network.predict(picture)[0]]


@pytest.mark.parametrize("name", network_names())
def test_where_only_differences_count_ten_equal_wishes_are_one(name):
    network, few, many = load_network(name), np.full((1, 10), 0.01), np.full((1, 10), 0.99)
    for method in inverse.METHODS.values():
        if method.name != "climb":  # it is the same by its wish, but takes long
            gap = np.abs(method.make(network, few) - method.make(network, many)).max()
            assert bool(mix.only_differences(network, method)) == (gap < 1e-6)


def test_where_a_way_back_does_not_apply_another_is_offered(app, monkeypatch):
    rng = np.random.default_rng(0)
    stepped = Network([Dense(rng.normal(size=(784, 20)), None, "step"), Dense(rng.normal(size=(20, 10)))], epoch=1)
    monkeypatch.setattr(shelf, "network", lambda *args, **kwargs: stepped)
    test = app("what_it_sees.py", way_back="back-query")
    assert "Here is the weight product instead" in told(test.info) and len(counts(test)) == 2


@pytest.mark.parametrize("way", ["weight-product", "climb"])
def test_a_control_that_does_as_well_is_told_with_both_counts(app, way):
    test = app("what_it_sees.py", network="sharp", way_back=way)
    own, control = (int(said.split()[-3]) for said in counts(test))
    assert control >= own
    assert f"recognises {control} of its own and this one {own}. So" in told(test.caption)
