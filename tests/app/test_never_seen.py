"""The second view of the Training page: what is kept from a network, and what it reads otherwise for it."""

import numpy as np
import pytest

from mnistnet import load_digits
from mnistnet.books.presets import PRESETS
from mnistnet.never_seen import Withheld, withheld
from mnistnet.training import train
from pages.ui.rooms.never_seen import training as ui

from .conftest import table, told

PAGE = "training.py"
DIGITS = load_digits()


@pytest.fixture
def quick(monkeypatch):
    """Train for one epoch, and remember nothing between tests."""
    monkeypatch.setattr(ui, "EPOCHS", 1)
    ui.NETWORKS.clear()
    yield
    ui.NETWORKS.clear()


def test_it_is_trained_beside_one_that_saw_all_and_both_go_on_the_bench(app, quick):
    test = app(PAGE, training_view="never_seen", never_digits="3,5,x")
    left = withheld(DIGITS.split("train"), Withheld(labels=(4,), digits=(3, 5)))
    assert any(f"{len(left):,} of 8,000 digits stay" in caption.value for caption in test.caption)
    assert test.session_state["visitor"].address["never_digits"] == "3,5"
    test.button(key="never_train").click().run()
    assert not test.exception and len(ui.NETWORKS) == 3
    *_, last = train(PRESETS["scratch"].settings.replace(epochs=1, learning_rate=ui.RATE), left)
    answers = last.network.predict(DIGITS.split("test").images).argmax(axis=1)
    labels = DIGITS.split("test").labels
    assert (answers != 4).all()
    counts = np.bincount(answers[labels == 4], minlength=10)
    wrong = f"{counts.max()} of {(labels == 4).sum()} digits 4 are now read as {counts.argmax()}"
    assert wrong in told(test.header)
    reads = table(test, "never_accuracies").set_index("network")
    assert reads["reads right"]["other data"] == f"{100 * (answers == labels).mean():.1f} %"
    test.button(key="never_bench").click().run()
    bench = test.session_state["visitor"].bench
    assert not test.exception and (bench.network.name, bench.second.name) == ("other data", "saw all")


def test_what_cannot_be_trained_says_why(app, quick):
    test = app(PAGE, training_view="never_seen", never_labels="0,1,2,3,4,5,6,7,8")
    assert any("two labels at least" in one.value for one in test.error)
    test.button(key="never_train").click().run()
    assert not test.exception and not len(ui.NETWORKS)
