"""Dots become strokes: neighbours are joined, loops that are open stay open, and small eyes stay eyes."""

import numpy as np

from mnistnet.drawing.chains import chained
from mnistnet.drawing.dots import without_gaps
from mnistnet.drawing.ink import EDGE
from mnistnet.drawing.pieces import label_pieces
from mnistnet.drawing.width import stroke_width


def dots(places, pitch=20, radius=6):
    """Return round dots at places (row, column) of a grid."""
    places = pitch * np.array(places) + pitch
    rows, columns = np.indices(places.max(0) + pitch)
    far = np.min([np.hypot(rows - row, columns - column) for row, column in places], axis=0)
    return np.clip(radius + 0.5 - far, 0, 1).astype(np.float32)


def eyes(ink):
    """Return how many blank parts lie within the ink."""
    return int(label_pieces(np.pad(ink <= EDGE, 1, constant_values=True)).max()) - 1


def pieces(ink):
    return int(label_pieces(ink > EDGE).max())


def joined(places):
    ink = dots(places)
    return without_gaps(ink, stroke_width(ink))


RING = [(i, j) for i in range(5) for j in range(5) if i in (0, 4) or j in (0, 4)]


def test_dots_on_two_rows_are_one_stroke_as_wide_as_both():
    ink = joined([(i, j) for i in range(9) for j in range(2)])
    assert pieces(ink) == 1 and eyes(ink) == 0
    assert 28 <= stroke_width(ink) <= 33  # from the rim of one row to that of the other are 32


def test_a_ring_of_dots_is_a_ring_and_one_that_is_open_stays_open():
    assert (pieces(joined(RING)), eyes(joined(RING))) == (1, 1)
    for gap in ([(4, 2)], [(2, 4)], [(4, 1), (4, 2)]):
        open_ring = joined([place for place in RING if place not in gap])
        assert (pieces(open_ring), eyes(open_ring)) == (1, 0)


def test_one_dot_that_is_missing_leaves_an_eye():
    assert eyes(joined([(i, j) for i in range(5) for j in range(5) if (i, j) != (2, 2)])) == 1


def test_what_hangs_together_in_no_other_way_is_joined_over_a_missing_dot():
    line = [(0, j) for j in range(12)]
    assert pieces(joined([place for place in line if place != (0, 5)])) == 1
    assert pieces(joined([place for place in line if place not in ((0, 5), (0, 6), (0, 7))])) == 2


def test_dashes_are_joined_end_to_end():
    ink = np.zeros((40, 400), np.float32)
    for left in range(20, 380, 40):
        ink[14:24, left : left + 25] = 1
    line = without_gaps(ink, 10)
    assert pieces(line) == 1
    assert (line.sum(0)[25:360] >= 9).all() and line.sum(0).max() <= 13


def test_neighbours_are_those_that_no_third_lies_between():
    rng = np.random.default_rng(0)
    for _ in range(5):
        places = rng.uniform(0, 100, (30, 2))
        lines, usual = chained(places[:, None].repeat(2, 1))
        away = np.hypot(*(places[:, None] - places).transpose(2, 0, 1))
        np.fill_diagonal(away, np.inf)
        assert usual == np.median(np.sort(away)[:, 1])
        found = {frozenset(int(np.argmin(np.hypot(*(places - end).T))) for end in line) for line in lines}
        near = {frozenset((i, j)) for i in range(30) for j in range(i) if away[i, j] <= 1.6 * usual}
        between = {pair for pair in near if np.maximum(*away[list(pair)]).min() < away[tuple(pair)]}
        assert near - between == {pair for pair in found if away[tuple(pair)] <= 1.6 * usual}
