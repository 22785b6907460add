"""What the programs print stands on the page, in the page's own sentences."""

import re

from mnistnet import load_digits, load_network
from mnistnet.basics.feeding import feed
from mnistnet.basics.linear import equality
from mnistnet.basics.scaling import accuracy, accuracy_shifted
from mnistnet.figures import share
from mnistnet.mistakes import examine
from mnistnet.mistakes.calibration import reliability, with_threshold
from mnistnet.snippets import activations
from mnistnet.snippets.mistakes import calibration, mistakes, threshold
from pages.ui.rooms.activations import curves as words_of_curves
from pages.ui.rooms.activations import feeding as words_of_feeding
from pages.ui.rooms.activations import overflow as words_of_overflow
from pages.ui.rooms.activations import straight as words_of_lines
from pages.ui.rooms.mistakes import calibration as words_of_calibration
from pages.ui.rooms.mistakes import sentences

DIGITS = load_digits().split("test")
NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?")


def assert_stands_in(snippet, sentence):
    missing = set(NUMBER.findall(snippet.printed)) - set(NUMBER.findall(sentence))
    assert not missing, (snippet.printed, sentence)


def test_the_numbers_stand_in_the_pages_own_sentences():
    network, point = load_network("scratch"), 1.3
    exam = examine(network, DIGITS)
    bins, kept = reliability(exam.confidences, exam.right), with_threshold(exam.confidences, exam.right, 0.8)
    headline = sentences.headline(exam, exam.mistakes())
    assert_stands_in(mistakes(network, DIGITS), f"{headline} {sentences.worst_confusion(exam)}")
    assert_stands_in(calibration(network, DIGITS), words_of_calibration.calibration_words(bins))
    assert_stands_in(threshold(network, DIGITS, 0.8), words_of_calibration.threshold_words(kept))
    assert_stands_in(activations.curves(point), str(words_of_curves.point_table(point)))
    assert_stands_in(activations.overflow(800, "float64"), str(words_of_overflow.overflow_table(800, "float64")))
    both = words_of_feeding.Both(feed(network, DIGITS), feed(network, DIGITS, unscaled=True))
    table = str(words_of_feeding.feeding_table(both)).replace("−", "-")
    assert_stands_in(activations.feeding(network, DIGITS), f"{table} 255")
    assert_stands_in(activations.moving(network, DIGITS), words_of_moving(network))
    straight = equality(network, DIGITS.images, DIGITS.labels)
    assert_stands_in(activations.one_matrix(network, DIGITS), words_of_lines.equality_words(network, straight))


def words_of_moving(network):
    """Return the bars of the Activations page, as it writes them."""
    moved = [accuracy_shifted(network, DIGITS, n) for n in (1, 2, 3, 4)]
    return " ".join(map(share, [accuracy(network, DIGITS), *moved]))
