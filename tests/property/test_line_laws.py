"""Laws of the lines: with the bias they add up to the sum, their shares to one, and all of them are all there is."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistnet import influence
from mnistnet.lines import answered, carried
from tests.influence_oracles import network_of, node_values, picture_of, row_network

SEEDS = st.integers(0, 10_000)
ACTIVATIONS = st.sampled_from(["sigmoid", "tanh", "relu", "softmax", "identity"])


@st.composite
def networks(draw):
    seed, activation = draw(SEEDS), draw(ACTIVATIONS)
    if draw(st.booleans()):
        return row_network("tanh" if activation == "softmax" else activation, seed=seed)
    widths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=3))
    return network_of((5, *widths, 3), (*[activation] * len(widths), "softmax"), seed=seed)


@settings(max_examples=40, deadline=None)
@given(networks(), SEEDS)
def test_lines_and_bias_add_up_to_the_sum_of_every_node(network, seed):
    picture = picture_of(network, seed, blank=[0])
    values = node_values(network, picture)
    for k, gap in enumerate(carried(network, picture), 1):
        arrived = gap.bias.copy()
        every = gap.strongest(gap.count)
        np.add.at(arrived, every.receivers, every.values)
        np.testing.assert_allclose(arrived, values[f"a{k}"][0], atol=1e-12)
        assert gap.share(every) == 1 or abs(gap.share(every) - 1) < 1e-12
        shares = [gap.share(gap.strongest(n)) for n in (0, 1, 3, gap.count)]
        assert shares == sorted(shares) and shares[0] in (0, 1)
        for node in range(len(gap.sums)):
            bill = gap.bill(node, 2)
            assert abs(bill.lines.values.sum() + bill.rest + bill.bias - bill.sum) < 1e-12
            assert 0 <= bill.share <= 1 + 1e-12 and bill.others >= 0
            assert abs(gap.carry(np.array([node]), 2)[0] - bill.share) < 1e-12


@settings(max_examples=40, deadline=None)
@given(networks(), SEEDS, st.integers(0, 2))
def test_the_lines_of_every_gap_add_up_to_the_change_of_the_answer(network, seed, target):
    picture, baseline = picture_of(network, seed), picture_of(network, seed + 1)
    before, after = (node_values(network, one)[network.views[-2]][0, target] for one in (baseline, picture))
    gaps = answered(network, picture, target, baseline)
    for gap in gaps:
        assert abs(gap.values.sum() - (after - before)) < 1e-9 and abs(gap.sums.sum() - (after - before)) < 1e-9
    pixels = influence.deep_lift(network, picture, baseline, views=[network.views[-2]])[network.views[-2]][target]
    by_pixel = np.zeros(picture.size)
    by_pixel[gaps[0].senders] = gaps[0].values.sum(axis=1)
    np.testing.assert_allclose(by_pixel, pixels.ravel(), atol=1e-9)
