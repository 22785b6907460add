"""A desk that was saved is read back bit by bit, whatever lies on it."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mnistnet import Dense, Digits, Network, TrainingRecord
from mnistnet.desk import Desk, KeptNetwork, packed_desk, read_desk
from mnistnet.digits.files import with_splits
from mnistnet.weight_files import SavedNetwork

TEXTS = st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=20)
ACTIVATIONS = st.sampled_from(["sigmoid", "relu", "tanh"])


def pictures(low, high):
    """Return sets of pictures with labels, of `low` to `high` pictures."""

    def made(count, seed, name):
        rng = np.random.default_rng(seed)
        images = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        return Digits(images, rng.integers(0, 10, count, dtype=np.uint8), name)

    return st.builds(made, st.integers(low, high), st.integers(0, 10**6), TEXTS)


@st.composite
def saved_networks(draw):
    rng, width = np.random.default_rng(draw(st.integers(0, 10**6))), draw(st.integers(1, 4))
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    one = Dense(rng.normal(size=(784, width)).astype(dtype), rng.normal(size=width).astype(dtype), draw(ACTIVATIONS))
    two = Dense(rng.normal(size=(width, 10)).astype(dtype), None, "softmax")
    epoch = draw(st.integers(0, 5))
    record = TrainingRecord({"seed": 3, "epochs": epoch}, tuple({"epoch": e, "loss": 0.1 * e} for e in range(epoch)))
    network = Network((one, two), draw(TEXTS), training=record, epoch=epoch)
    formats = st.sampled_from([np.float16, np.float32])
    epochs = {e: rng.normal(size=network.parameters).astype(draw(formats)) for e in range(epoch)}
    return SavedNetwork(network, epochs)


KEPT = st.builds(KeptNetwork, saved_networks(), st.none() | st.tuples(TEXTS, st.integers(0, 99)), st.booleans())
CHOICES = st.dictionaries(TEXTS, st.text(st.characters(blacklist_categories=("C", "Z")), max_size=60), max_size=8)
DESKS = st.builds(
    Desk,
    st.lists(KEPT, max_size=2, unique_by=lambda kept: kept.saved.network.digest).map(tuple),
    st.lists(saved_networks(), max_size=1).map(tuple),
    st.lists(pictures(10, 30).map(with_splits), max_size=2, unique_by=lambda one: one.images.tobytes()).map(tuple),
    st.none() | pictures(1, 5).map(lambda digits: Digits(digits.images, digits.labels, "my hand")),
    st.none() | pictures(1, 1).map(lambda digits: digits.images[0]),
    CHOICES,
)


def same_network(one: SavedNetwork, other: SavedNetwork) -> bool:
    """Return whether two saved networks are the same to the last bit."""
    first, second = one.network, other.network
    about = [(n.digest, n.name, n.epoch, n.dtype, n.training, n.encoding) for n in (first, second)]
    vectors = [{e: (v.dtype.str, v.tobytes()) for e, v in saved.epochs.items()} for saved in (one, other)]
    return about[0] == about[1] and vectors[0] == vectors[1]


def same_digits(one: Digits, other: Digits) -> bool:
    """Return whether two sets hold the same, in the same order."""
    parts = [{name: sorted(part.tolist()) for name, part in digits.splits.items()} for digits in (one, other)]
    arrays = [(digits.images.tobytes(), digits.labels.tobytes(), digits.name) for digits in (one, other)]
    return arrays[0] == arrays[1] and parts[0] == parts[1]


def same_desk(one: Desk, other: Desk) -> bool:
    """Return whether two desks are the same to the last bit."""
    kept = [(k.grown_from, k.brought) for k in one.networks] == [(k.grown_from, k.brought) for k in other.networks]
    networks = zip([*(k.saved for k in one.networks), *one.runs], [*(k.saved for k in other.networks), *other.runs],
                   strict=True)  # fmt: skip
    sets = zip(one.sets, other.sets, strict=True)
    hand = (one.hand is None) == (other.hand is None) and (one.hand is None or same_digits(one.hand, other.hand))
    drawn = np.array_equal(one.drawing, other.drawing) if one.drawing is not None else other.drawing is None
    equal = all(same_network(*pair) for pair in networks) and all(same_digits(*pair) for pair in sets)
    return kept and equal and hand and drawn and dict(one.choices) == dict(other.choices)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(DESKS)
def test_saving_and_reading_is_identity(desk):
    packed = packed_desk(desk)
    assert not packed.left_out and same_desk(read_desk(packed.content), desk)
    assert packed_desk(desk).content == packed.content, "the same desk, the same bytes"
