"""Hints: the shipped recipes get none, and every rule is set off by a case made for it, and by no other."""

import math

import pytest

from mnistnet import PixelEncoding, load_network, network_names
from mnistnet.training import LayerPlan, Settings
from mnistnet.training.hints import RULES, hints

SETTINGS = Settings(
    layers=(LayerPlan(50, "sigmoid"), LayerPlan(100, "sigmoid"), LayerPlan(10, "softmax")), learning_rate=0.1, epochs=10
)


def relu(units: int = 50) -> tuple[LayerPlan, ...]:
    return (LayerPlan(units, "relu"), LayerPlan(10, "softmax"))


def rows(losses, accuracies=None, unseen=None, unseen_accuracies=None, **health):
    """Return the reports of a run with these figures, the first of them before any learning."""
    accuracies = accuracies or [0.1] + [0.97] * (len(losses) - 1)
    found = []
    for epoch, (loss, accuracy) in enumerate(zip(losses, accuracies, strict=True)):
        row = {"kind": "epoch" if epoch else "start", "epoch": epoch, "loss": loss, "accuracy": accuracy}
        if unseen:
            row |= {"validation_loss": unseen[epoch]}
            row |= {"validation_accuracy": (unseen_accuracies or accuracies)[epoch]}
        found.append(row)
    found[-1] |= health
    return found


FALLING = [2.3, 0.5, 0.3, 0.25, 0.23, 0.22]
LOW = [0.1, 0.5, 0.6, 0.7, 0.75, 0.8]
BY_HEART = [0.1, 0.9, 0.95, 0.98, 0.99, 0.999]
RISING = [2.3, 0.5, 0.4, 0.45, 0.5, 0.55]
STUCK = [0.1, 0.9, 0.93, 0.93, 0.93, 0.93]
CASES = {
    "loss_exploded": (SETTINGS, rows([2.3, math.nan])),
    "loss_rises": (SETTINGS, rows([2.3, 0.5, 0.6, 0.7])),
    "loss_zigzags": (SETTINGS, rows([2.3, 0.5, 0.7, 0.5, 0.7, 0.5])),
    "loss_crawls": (SETTINGS, rows([2.3, 2.29, 2.28], [0.1, 0.1, 0.12])),
    "rate_of_another_optimiser": (SETTINGS.replace(optimiser="adam", learning_rate=0.1), rows(FALLING)),
    "batch_too_large": (SETTINGS.replace(batch_size=5000), rows(FALLING, LOW)),
    "noisy_steps": (SETTINGS.replace(batch_size=1, learning_rate=3.0), rows(FALLING, LOW)),
    "rate_fell_too_early": (
        SETTINGS.replace(schedule="step", schedule_epochs=1, schedule_factor=0.1),
        rows(FALLING, LOW),
    ),
    "weights_too_large": (SETTINGS.replace(initialisation="standard"), rows([40.0, *FALLING[1:]])),
    "dead_nodes": (SETTINGS.replace(layers=relu()), rows(FALLING, gradient_sizes=(1, 1), inactive=(0.6, 0))),
    "saturated_nodes": (
        SETTINGS.replace(initialisation="standard"),
        rows(FALLING, gradient_sizes=(1, 1, 1), saturated=(0.9, 0, 0)),
    ),
    "vanishing_gradient": (SETTINGS, rows(FALLING, gradient_sizes=(1e-6, 1e-4, 1e-2))),
    "uneven_gradient": (SETTINGS.replace(initialisation="standard"), rows(FALLING, gradient_sizes=(1, 1e-2, 1e-4))),
    "too_few_nodes": (SETTINGS.replace(layers=relu(5)), rows([2.3, 0.9, 0.8, 0.75, 0.74, 0.738], LOW)),
    "unscaled_pixels": (SETTINGS.replace(encoding=PixelEncoding(0, 255)), rows(FALLING)),
    "wrong_labels": (SETTINGS, rows(FALLING, LOW, FALLING, [0.1, 0.9, 0.9, 0.92, 0.93, 0.94])),
    "dropout_too_strong": (SETTINGS.replace(dropout=0.8), rows(FALLING, LOW)),
    "decay_too_strong": (SETTINGS.replace(l2=0.1), rows(FALLING, LOW)),
    "overfitting": (SETTINGS, rows(FALLING, BY_HEART, RISING, STUCK)),
    "stop_earlier": (SETTINGS.replace(epochs=5), rows(FALLING, None, [2.3, 0.4, 0.38, 0.4, 0.41, 0.42])),
    "too_few_epochs": (SETTINGS.replace(epochs=2), rows([2.3, 0.6, 0.4], None, [2.3, 0.6, 0.4])),
}


@pytest.mark.parametrize("name", network_names())
def test_the_shipped_recipes_get_no_hint(name):
    network = load_network(name)
    assert hints(Settings.of(network), network.training.history) == []
    assert network.training.history


def test_every_rule_has_its_case_and_there_are_more_than_eighteen():
    assert {rule.__name__ for rule in RULES} == set(CASES) and len(RULES) > 18


@pytest.mark.parametrize("key", CASES)
def test_a_rule_is_set_off_by_its_case_alone_and_its_change_is_one_of_the_settings(key):
    settings, reports = CASES[key]
    found = {hint.key: hint for hint in hints(settings, reports)}
    assert set(found) == {key}
    hint = found[key]
    assert hint.words and hint.fix
    assert not hint.change or settings.replace(**hint.change) != settings


def test_a_good_run_gets_no_hint_and_neither_does_one_that_has_told_nothing():
    assert hints(SETTINGS, rows([2.3, 0.4, 0.2, 0.15, 0.13, 0.12], None, [2.3, 0.35, 0.22, 0.18, 0.17, 0.165])) == []
    assert hints(SETTINGS, []) == []
