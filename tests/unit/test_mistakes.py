"""Mistakes against counting by hand, flips against brute force, neighbours against the plain formula."""

import itertools

import numpy as np
import pytest

from mnistnet import Dense, Digits, Network, load_digits, load_network, network_names
from mnistnet.digits import full_set
from mnistnet.digits.full_set import full_set_is_here, official_set_is_here
from mnistnet.mistakes import Exam, examine, nearest_digits
from mnistnet.mistakes.batches import predict_in_batches, time_batches
from mnistnet.mistakes.flips import flip_answer

TEST = load_digits().split("test")
OUTPUTS = np.array([[0.9, 0.1, 0.0], [0.2, 0.5, 0.3], [0.4, 0.35, 0.25], [0.1, 0.1, 0.8], [0.6, 0.3, 0.1]])
EXAM = Exam(OUTPUTS, np.array([0, 2, 1, 2, 2]))


def test_an_exam_counted_by_hand():
    assert EXAM.answers.tolist() == [0, 1, 0, 2, 0]
    assert EXAM.right.tolist() == [True, False, False, True, False] and EXAM.accuracy == 0.4
    assert EXAM.confusion.tolist() == [[1, 0, 0], [1, 0, 0], [1, 1, 1]]
    np.testing.assert_allclose(EXAM.accuracy_by_label, [1, 0, 1 / 3])
    np.testing.assert_allclose(EXAM.leads, [0, 0.2, 0.05, 0, 0.5])


def test_orders_and_filters():
    assert EXAM.mistakes().tolist() == [4, 1, 2]
    assert EXAM.mistakes(order="closest").tolist() == [2, 1, 4]
    assert EXAM.mistakes(order="number").tolist() == [1, 2, 4]
    assert EXAM.mistakes(label=2).tolist() == [4, 1] and EXAM.mistakes(answer=0).tolist() == [4, 2]
    assert EXAM.mistakes(label=2, answer=0).tolist() == [4] and not EXAM.mistakes(label=0).size
    with pytest.raises(ValueError, match="no order"):
        EXAM.mistakes(order="nonsense")


def test_a_label_without_digits_has_no_accuracy():
    assert np.isnan(Exam(OUTPUTS, np.array([0, 0, 0, 2, 2])).accuracy_by_label[1])


@pytest.mark.parametrize("name", network_names())
def test_an_exam_of_a_network_agrees_with_its_answers(name):
    network = load_network(name)
    exam = examine(network, TEST)
    wrong = [i for i in range(len(TEST)) if network.predict(TEST.images[i])[0].argmax() != TEST.labels[i]]
    assert sorted(exam.mistakes().tolist()) == wrong
    assert exam.confusion.sum() == len(TEST) and exam.confusion.trace() == len(TEST) - len(wrong)


def test_nearest_digits_by_the_plain_formula():
    others = Digits(TEST.images[100:400], TEST.labels[100:400])
    found = nearest_digits(TEST.images[3], others, 5)
    difference = TEST.images[3].astype(float) - others.images
    distances = np.sqrt((difference**2).sum(axis=(1, 2))) / 255
    assert [n.number for n in found] == np.argsort(distances)[:5].tolist()
    np.testing.assert_allclose([n.distance for n in found], np.sort(distances)[:5], rtol=1e-5)
    assert [n.label for n in found] == [others.labels[n.number] for n in found]


def test_a_digit_is_nearest_to_itself_even_across_blocks():
    digits = load_digits().split("train")
    (found,) = nearest_digits(digits.images[7654], digits, 1)
    assert found.number == 7654 and found.distance == 0


def small_network(seed: int) -> Network:
    rng = np.random.default_rng(seed)
    layers = (Dense(rng.normal(size=(9, 4)), rng.normal(size=4)), Dense(rng.normal(size=(4, 3)), None, "softmax"))
    return Network(layers, image_shape=(3, 3))


def turned_over(image, pixels):
    changed = image.copy().ravel()
    for pixel in pixels:
        changed[pixel] = 255 if changed[pixel] < 128 else 0
    return changed.reshape(image.shape)


@pytest.mark.parametrize("seed", range(30))
def test_flips_against_all_subsets(seed):
    network = small_network(seed)
    image = np.random.default_rng(seed + 100).choice([0, 255], (3, 3)).astype(np.uint8)
    before = int(network.predict(image).argmax())
    wanted = (before + 1) % 3
    sizes = [
        len(pixels)
        for count in range(10)
        for pixels in itertools.combinations(range(9), count)
        if network.predict(turned_over(image, pixels)).argmax() == wanted
    ]
    found = flip_answer(network, image, wanted)
    assert found.answer == network.predict(found.image).argmax() and found.reached == (found.answer == wanted)
    changed = {tuple(int(i) for i in place) for place in np.argwhere(found.image != image)}
    assert set(found.pixels) == changed
    if not found.reached:
        return
    fewest = min(sizes)
    assert len(found.pixels) >= fewest
    if len(found.pixels) <= 2 or fewest == 1:
        assert len(found.pixels) == fewest, "one pixel that is enough is always found"
    for pixel in changed:
        without = found.image.copy()
        without[pixel] = image[pixel]
        assert len(changed) == 1 or network.predict(without).argmax() != wanted, "no pixel is superfluous"


@pytest.mark.parametrize("name", network_names())
def test_flips_of_real_mistakes_are_confirmed_by_the_network(name):
    network = load_network(name)
    exam = examine(network, TEST)
    found = [flip_answer(network, TEST.images[i], int(TEST.labels[i])) for i in exam.mistakes()[:6]]
    assert sum(flip.reached for flip in found) >= 5
    for flip in found:
        assert flip.answer == network.predict(flip.image).argmax() and len(flip.pixels) <= 40


def test_a_picture_that_is_right_needs_no_flip():
    network = small_network(1)
    image = np.zeros((3, 3), np.uint8)
    found = flip_answer(network, image, int(network.predict(image).argmax()))
    assert found.reached and found.pixels == ()


@pytest.mark.parametrize("name", network_names())
def test_batches_change_nothing_but_the_time(name):
    network = load_network(name)
    whole = network.predict(TEST.images[:250])
    for size in (1, 100, 1000):
        np.testing.assert_allclose(predict_in_batches(network, TEST.images[:250], size), whole, rtol=1e-4, atol=1e-6)
    assert list(time_batches(network, TEST.images[:20], (1, 10))) == [1, 10]


def test_the_full_set_is_here_when_all_of_its_files_are(monkeypatch, tmp_path):
    monkeypatch.delenv("MNISTNET_DATA_DIR", raising=False)
    monkeypatch.setattr(full_set, "_downloads", lambda: tmp_path)
    assert not full_set_is_here()
    for name in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"):
        (tmp_path / f"{name}-ubyte.gz").touch()
    assert full_set_is_here()
    (tmp_path / "t10k-labels-idx1-ubyte.gz").unlink()
    monkeypatch.setenv("MNISTNET_DATA_DIR", str(tmp_path))
    assert not full_set_is_here() and not official_set_is_here(), "a folder is named, but it does not hold all files"
    (tmp_path / "t10k-labels.idx1-ubyte").touch()
    assert full_set_is_here() and official_set_is_here()
    (tmp_path / "train-labels-idx1-ubyte.gz").unlink()
    assert not full_set_is_here() and official_set_is_here()
