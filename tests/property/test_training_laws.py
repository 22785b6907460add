"""Laws of training that hold for any settings, found by Hypothesis."""

import json

import numpy as np
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mnistnet.training import Augmentation, LayerPlan, Settings, train, untrained_network
from mnistnet.training.augmentation import Draws, augmented
from mnistnet.training.initial import INITIALISATIONS
from mnistnet.training.losses import LOSSES
from mnistnet.training.optimisers import OPTIMISERS
from mnistnet.training.parameters import network_with, vector_of
from mnistnet.training.schedules import SCHEDULES
from mnistnet.weight_files import read_npz, save_npz
from tests.training_tasks import last, same_bits, small_digits

strengths = st.fixed_dictionaries(
    {name: st.floats(0, 0.9) for name in ("shift", "rotation", "scale", "noise", "elastic")}
)
hidden = st.builds(
    LayerPlan,
    st.integers(1, 12),
    st.sampled_from(["sigmoid", "tanh", "relu"]),
    st.text(max_size=5).filter(str.isprintable),
    st.booleans(),
)
layers = st.builds(lambda below: (*below, LayerPlan(10, "sigmoid")), st.lists(hidden, max_size=3))
all_settings = st.builds(
    Settings,
    layers,
    initialisation=st.sampled_from(sorted(INITIALISATIONS)),
    loss=st.sampled_from(sorted(LOSSES)),
    optimiser=st.sampled_from(sorted(OPTIMISERS)),
    schedule=st.sampled_from(sorted(SCHEDULES)),
    learning_rate=st.floats(1e-4, 0.1),
    batch_size=st.integers(1, 70),
    epochs=st.integers(0, 2),
    l2=st.sampled_from([0, 0.001]),
    dropout=st.sampled_from([0, 0.2]),
    augmentation=st.builds(lambda values: Augmentation(**values), strengths),
    seed=st.integers(0, 2**32),
)


@given(all_settings)
def test_settings_survive_json(settings):
    assert Settings.from_dict(json.loads(json.dumps(settings.to_dict()))) == settings


@given(all_settings)
def test_save_and_read_is_identity(settings):
    network = untrained_network(settings)
    again = read_npz(save_npz(network)).network
    assert same_bits(network, again) and again.digest == network.digest
    assert same_bits(network, network_with(network, vector_of(network)))


@hypothesis_settings(max_examples=40)
@given(all_settings, st.integers(1, 100))
def test_any_run_repeats_itself_whatever_its_reports(settings, report_every):
    digits = small_digits(90)
    grouped = max(report_every, 64) if settings.batch_size == 1 else report_every  # single steps break up blocks
    first, again = last(train(settings, digits)), last(train(settings, digits, report_every=grouped))
    assert same_bits(first.network, again.network)
    assert first.epoch == settings.epochs and len(first.snapshot.history) == settings.epochs + 1


@given(st.integers(0, 1000), strengths, st.integers(1, 5))
def test_a_picture_is_changed_the_same_way_in_any_company(seed, values, place):
    images, change = small_digits(6).images, Augmentation(**values)
    draws = Draws.of(6, np.random.default_rng(seed))
    together = augmented(images, change, draws)
    alone = augmented(images[place : place + 1], change, draws.part(place, place + 1))
    np.testing.assert_allclose(alone[0], together[place], atol=0.01)
    assert together.min() >= -1e-3 and together.max() <= 255.001
