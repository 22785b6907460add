"""What the network wants of every pixel: by hand on whole numbers, by the odds themselves, and as outlines."""

import numpy as np
import pytest

from mnistnet import Dense, Network, PixelEncoding, inverse, load_network
from mnistnet.figures.wishes import BLANK_LINE, INK_LINE, outlined, outlines


def test_by_hand_on_whole_numbers():
    """The sum of answer 0 is 2 p0 - 3 p1 + 0 p2 + 0.04 p3: ink, blank, and two that change the odds by under 5 %."""
    weights = np.array([[2.0, 0], [-3, 1], [0, 5], [0.04, 0]])
    network = Network([Dense(weights, None, "sigmoid")], image_shape=(2, 2))
    wishes = inverse.pixel_wishes(network, np.full((2, 2), 0.5), 0)
    np.testing.assert_allclose(wishes.change, [[2, -3], [0, 0.04]], atol=1e-12)
    assert wishes.wants.tolist() == [[1, -1], [0, 0]] and wishes.shares == (0.25, 0.25, 0.5)
    assert inverse.pixel_wishes(network, np.full((2, 2), 0.5), 0, 0.04).wants.tolist() == [[1, -1], [0, 1]]


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_pixel_by_pixel_it_is_the_ratio_of_the_odds(output):
    rng = np.random.default_rng(3)
    layers = [Dense(rng.normal(size=(12, 5)), rng.normal(size=5)), Dense(rng.normal(size=(5, 3)), None, output)]
    network = Network(layers, encoding=PixelEncoding(0.01, 0.99), image_shape=(3, 4))
    picture = rng.random((3, 4))
    found = inverse.pixel_wishes(network, picture, 1).change
    for place in np.ndindex(3, 4):
        odds = []
        for value in (0.0, 1.0):
            forced = picture.copy()
            forced[place] = value
            p = network.predict(forced, dtype=np.float64)[0, 1]
            odds.append(p / (1 - p))
        assert np.exp(found[place]) == pytest.approx(odds[1] / odds[0], rel=1e-9)


def test_what_does_not_fit_is_refused():
    network = load_network("your-own")
    for picture, answer, amount in (
        (np.zeros((3, 3)), 0, 0.1),
        (np.zeros((28, 28)), 10, 0.1),
        (np.zeros((28, 28)), 0, 0),
    ):
        with pytest.raises(ValueError, match=r"pictures|answer"):
            inverse.pixel_wishes(network, picture, answer, amount)


def test_doing_what_is_wanted_of_every_pixel_raises_the_answer():
    network = load_network("your-own")
    picture = inverse.back_query(network, inverse.one_of_each())[0]
    wants = inverse.pixel_wishes(network, picture, 0).wants
    obeyed, opposed = (np.where(sign * wants > 0, 1, np.where(sign * wants < 0, 0, picture)) for sign in (1, -1))
    before, after, against = (network.predict(one)[0, 0] for one in (picture, obeyed, opposed))
    assert against < before / 3 and after > 3 * before


def test_outlines_run_round_a_mask():
    mask = np.zeros((3, 4), bool)
    mask[1, 1:3] = True
    x, y = outlines(mask)
    assert np.isnan(x).sum() == 6  # two cells side by side have six outer edges
    assert np.nanmin(x) == pytest.approx(0.5, abs=0.2) and np.nanmax(x) == pytest.approx(2.5, abs=0.2)
    assert np.nanmin(y) == pytest.approx(0.5, abs=0.2) and np.nanmax(y) == pytest.approx(1.5, abs=0.2)


def test_the_figure_holds_picture_and_outlines():
    picture, wants = np.linspace(0, 1, 12).reshape(3, 4), np.zeros((3, 4), np.int8)
    wants[0, 0], wants[2, 3] = 1, -1
    heat, ink, blank = outlined(picture, wants).data
    np.testing.assert_allclose(heat.z, picture, atol=1e-6)
    assert heat.customdata[0][0] == "wants ink" and heat.customdata[2][3] == "wants it blank"
    assert (ink.line.color, blank.line.color) == (INK_LINE, BLANK_LINE)
    assert (
        np.isnan(ink.x).sum() == np.isnan(blank.x).sum() == 4 and np.nanmax(ink.x) == 0.5 and np.nanmin(blank.x) == 2.5
    )
