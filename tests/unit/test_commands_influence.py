"""Influence on the command line: the library's numbers in files, receipts that add up, and colours by hand."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mnistnet import load_digits, load_network
from mnistnet.commands import main
from mnistnet.commands.mosaic import QUIET, Layout, mosaic_png
from mnistnet.influence import METHODS, shapley
from mnistnet.notebook.colours import PAPER, SCALE, signed_colours
from tests.command_files import DIGITS, write_files, write_integer_task

ROOT = Path(__file__).parents[2]
SCRATCH = load_network("scratch")
HAND = ["influence", "hand.npy", "--network", "hand.npz", "--view", "a1", "--method", "one_pixel"]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_integer_task(tmp_path)
    return tmp_path


def rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def pixels(path):
    with Image.open(path) as image:
        assert image.format == "PNG" and image.mode == "RGB"
        return np.asarray(image)


def box(picture, colour):
    """Return first row, first column, last row and last column of everything in one colour."""
    rows, columns = np.nonzero((picture == rgb(colour)).all(axis=-1))
    return rows.min(), columns.min(), rows.max(), columns.max()


def receipt(text):
    """Return the numbers of the receipt, node -> (sum, change, difference, error bar)."""
    rows = re.findall(r"^ *(\d+) +(\S+) +(\S+) +(\S+) +(\S+)$", text, re.MULTILINE)
    return {int(row[0]): (float(row[1]), float(row[2]), float(row[3]), row[4]) for row in rows}


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("baseline", ["blank", "white", "mean"])
def test_the_array_holds_what_the_library_gives(name, baseline, capsys):
    assert main(["influence", "--digit", "3", "--method", name, "--baseline", baseline, "-o", "z1.npy"]) == 0
    mean = np.rint(load_digits().split("train").images.mean(axis=0)).astype(np.uint8)
    other = {"blank": None, "white": np.full((28, 28), 255, np.uint8), "mean": mean}[baseline]
    expected = METHODS[name].function(SCRATCH, DIGITS.images[3], other, rng=np.random.default_rng(0), views=["z1"])
    assert np.array_equal(np.load("z1.npy"), expected["z1"]) and expected["z1"].shape == (50, 28, 28)
    for node, (total, change, difference, bar) in receipt(capsys.readouterr().out).items():
        assert total == pytest.approx(expected["z1"][node].sum(), rel=6e-4, abs=1e-12)
        assert change == pytest.approx(expected.change["z1"][node], rel=6e-4)
        assert difference == pytest.approx(expected.difference("z1")[node], rel=0.06, abs=1e-30)
        assert (bar == "none") == (expected.standard_error["z1"] is None)


def test_the_receipt_names_the_nodes_that_changed_most(capsys):
    assert main(["influence", "--digit", "3", "--view", "z2"]) == 0
    text = capsys.readouterr().out
    maps = shapley(SCRATCH, DIGITS.images[3], views=["z2"])
    assert list(receipt(text)) == np.argsort(-np.abs(maps.change["z2"]))[:10].tolist()
    worst = int(np.abs(maps.difference("z2")).argmax())
    assert f"differ most at node {worst}: by " in text and "These 10 of 100 nodes" in text
    for node, row in receipt(text).items():
        bar = np.sqrt(np.square(maps.standard_error["z2"][node]).mean())
        assert row[3][0] == "±" and float(row[3][1:]) == pytest.approx(bar, rel=0.06)


def test_the_archive_holds_all_views_and_their_receipts():
    assert main(["influence", "--digit", "3", "--seed", "4", "-o", "all.npz", "-o", "z1.npy", "--view", "z1"]) == 0
    maps = shapley(SCRATCH, DIGITS.images[3], rng=np.random.default_rng(4))
    with np.load("all.npz") as file:
        for view in SCRATCH.views:
            assert np.array_equal(file[view], maps[view])
            assert np.array_equal(file[f"{view} change"], maps.change[view])
            assert np.array_equal(file[f"{view} total"], maps[view].sum(axis=(1, 2)))
            error = maps.standard_error[view]
            assert (f"{view} standard error" in file) == (error is not None)
            assert error is None or np.array_equal(file[f"{view} standard error"], error)
        assert np.array_equal(np.load("z1.npy"), file["z1"])


def test_influence_by_hand(capsys):
    assert main([*HAND, "-o", "a1.npy", "-o", "all.npz"]) == 0
    expected = np.zeros((3, 28, 28))
    expected[:, 2, 5] = 3, -3, 0
    expected[:, 9, 20] = -1, 2, 0
    assert np.array_equal(np.load("a1.npy"), expected)
    found = receipt(capsys.readouterr().out)
    assert list(found) == [0, 1, 2]  # 2 up, 1 down, nothing
    assert [row[:3] for row in found.values()] == [(2, 2, 0), (-1, -1, 0), (0, 0, 0)]
    with np.load("all.npz") as file:
        assert file["a2 change"].tolist() == [1.0] * 10  # 2 - 1 + 0


@pytest.mark.parametrize(("node", "most", "other"), [(0, SCALE[-1], (-1 / 3, 9, 20)), (1, SCALE[0], (2 / 3, 9, 20))])
def test_the_colours_of_one_node_by_hand(node, most, other):
    assert main([*HAND, "--node", str(node), "-o", "one.png", "-o", "one.npy"]) == 0
    assert np.load("one.npy").shape == (1, 28, 28)
    picture = pixels("one.png")
    top, left, _, right = box(picture[: box(picture, QUIET)[2] - 40], QUIET)  # the frame; the scale has one too
    zoom = (right - left - 1) // 28
    tile = picture[top + 1 :, left + 1 :][: 28 * zoom, : 28 * zoom]
    assert zoom > 5 and tile.shape == (28 * zoom, 28 * zoom, 3)
    assert box(tile, most) == (2 * zoom, 5 * zoom, 3 * zoom - 1, 6 * zoom - 1)
    share, row, column = other
    expected = signed_colours(np.array([share]), 1.0)[0]
    cells = tile.reshape(28, zoom, 28, zoom, 3)
    assert (cells[row, :, column] == expected).all()
    cells = np.delete(cells[:, 0, :, 0].reshape(784, 3), [2 * 28 + 5, row * 28 + column], axis=0)
    assert (cells == rgb(PAPER)).all()


def test_nodes_stand_side_by_side_on_one_scale():
    assert main([*HAND, "-o", "all.png"]) == 0
    picture = pixels("all.png")
    tiles = picture[: picture.shape[0] - 120]  # above the scale, which has these colours too
    up, down = box(tiles, SCALE[-1]), box(tiles, SCALE[0])
    assert box(picture, SCALE[0])[2] > len(tiles)
    for corner in (up, down):
        assert (corner[2] - corner[0], corner[3] - corner[1]) == (3, 3)  # 4 x 4 pixels a cell
    assert up[0] == down[0] and down[1] - up[1] == 28 * 4 + 8  # node 0 pushed up, node 1 at its right down by as much
    last = tiles[up[0] - 8 : up[0] + 20 * 4, down[1] + 28 * 4 + 8 - 20 : down[1] + 28 * 4 + 8 + 22 * 4]
    assert (last == rgb(PAPER)).all()  # node 2 hears nothing


def test_orange_is_up_blue_is_down_and_nothing_else_is_paper():
    colours = signed_colours(np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), 2.0)
    assert [tuple(map(int, colour)) for colour in colours] == [rgb(SCALE[i]) for i in (0, 2, 4, 6, 8)]
    warm = signed_colours(np.linspace(0.01, 1, 50), 1.0).astype(int)
    cold = signed_colours(-np.linspace(0.01, 1, 50), 1.0).astype(int)
    assert (warm[:, 0] > warm[:, 2]).all() and (cold[:, 2] >= cold[:, 0] - 3).all()
    assert (np.diff(warm.sum(axis=1)) <= 0).all() and (np.diff(cold.sum(axis=1)) <= 0).all()
    assert (warm[0] != rgb(PAPER)).any() and (cold[0] != rgb(PAPER)).any()


def test_the_scale_is_the_apps_own():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]["light"]
    colours = theme["chartDivergingColors"]
    assert colours[4] == colours[5] == theme["backgroundColor"] == PAPER
    assert list(SCALE) == colours[:5] + colours[6:]


def test_the_scale_bar_is_symmetric_and_shows_both_ends():
    picture = pixels_of(mosaic_png(np.array([[[0.0, 1.0]]]), ["0"], ["title"], "unit", ["note"]))
    rows, columns = np.nonzero((picture == rgb(SCALE[0])).all(axis=-1))
    ramp = picture[rows[0], columns[0] : columns[0] + 240]
    assert tuple(ramp[-1]) == rgb(SCALE[-1])
    assert np.abs(ramp[118:122].astype(int) - rgb(PAPER)).max() <= 8


def pixels_of(content):
    Path("picture.png").write_bytes(content)
    return pixels("picture.png")


@pytest.mark.parametrize("count", [1, 3, 10, 11, 50, 120, 121, 1200])
def test_every_map_is_drawn_whole_at_a_place_of_its_own(count):
    maps = np.ones((count, 4, 6))
    picture = pixels_of(mosaic_png(maps, [str(i) for i in range(count)], ["a", "b"], "u", []))
    zoom = next(z for most, z in ((1, 14), (10, 4), (120, 3), (count, 2)) if count <= most)
    cells = (picture == rgb(SCALE[-1])).all(axis=-1).sum()
    assert count * 24 * zoom**2 <= cells <= count * 24 * zoom**2 + 12 * 20  # the scale bar ends in this colour too
    assert picture.shape[1] <= 3500


def test_titles_have_room_between_the_maps():
    corners = [Layout(12, 28, 28, 50).corner(tile) for tile in (0, 1, 10)]
    assert corners == [(16, 66), (16 + 84 + 8, 66), (16, 66 + 84 + 8 + 16)]  # 16 for a title, 3 pixels a cell


def test_long_words_are_wrapped_and_strange_letters_do_no_harm():
    words = "what a map of this method says and what it does not say " * 6
    short = pixels_of(mosaic_png(np.zeros((1, 28, 28)), ["node 0"], ["ü", "…"], "u", ["note"]))
    long = pixels_of(mosaic_png(np.zeros((1, 28, 28)), ["node 0"], ["ü", "…"], "u", [words]))
    assert long.shape[1] == short.shape[1] and long.shape[0] > short.shape[0] + 40
    assert (long[:, -16:] == rgb(PAPER)).all()  # nothing runs over the margin


def test_the_picture_says_whose_it_is_and_what_it_is_worth(monkeypatch):
    told = []
    monkeypatch.setattr("mnistnet.commands.mosaic.mosaic_png", lambda *arguments: told.append(arguments[1:]) or b"png")
    assert main([*HAND, "-o", "all.png"]) == 0
    assert main(["influence", "--digit", "3", "--method", "gradient", "--node", "4", "-o", "one.png"]) == 0
    (titles, heading, unit, notes), (one_title, one_heading, slope, one_notes) = told
    assert titles == ["0", "1", "2"] and unit == "change of a1"
    assert heading == ('Influence on a1 of "by hand", by one_pixel', "of hand.npy, against blank paper")
    assert (
        notes[0] == "By this method a map adds up to the true change only at a1, where pixels do not act on each other."
    )
    assert notes[1] == "Sum and true change are equal at every node."
    assert one_title == ["node 4"] and slope == "change of z1 per full ink"
    assert one_heading[0] == 'Influence on z1 of "scratch", epoch 30, by gradient'
    maps = METHODS["gradient"].function(SCRATCH, DIGITS.images[3], views=["z1"])
    assert f"Sum of the map {maps.total('z1')[4]:#.4g}, true change {maps.change['z1'][4]:#.4g}," in one_notes[1]


def test_the_list_of_methods(capsys):
    assert main(["influence", "--list"]) == 0
    text = capsys.readouterr().out
    for name, method in METHODS.items():
        assert f"{name}\n  {method.sentence}\n" in text and method.source in text


def test_files_are_replaced_only_when_told_so(here, capsys):
    (here / "z1.npy").write_bytes(b"years of work")
    assert main([*HAND, "-o", "new.png", "-o", "z1.npy"]) == 1
    assert (here / "z1.npy").read_bytes() == b"years of work" and not (here / "new.png").exists()
    assert main([*HAND, "-o", "new.png", "-o", "z1.npy", "--force"]) == 0
    assert np.load("z1.npy").shape == (3, 28, 28) and (here / "new.png").exists()


def test_a_photo_of_one_digit_is_read_before_it_is_looked_at(here, capsys):
    write_files(here)
    assert main(["influence", "photo.png", "--view", "z3", "--network", "sharp"]) == 0
    found = receipt(capsys.readouterr().out)
    assert next(iter(found)) == DIGITS.labels[7] and found[DIGITS.labels[7]][1] > 0.5
