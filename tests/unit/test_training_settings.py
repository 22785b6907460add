"""Settings say what is wrong with them, in sentences for people."""

import pytest

from mnistnet.books.presets import PRESETS
from mnistnet.training import LayerPlan, Settings, parameter_count, untrained_network
from tests.training_tasks import rows_settings, small_settings


@pytest.mark.parametrize("name", PRESETS)
def test_json_values_give_the_same_settings_again(name):
    settings = PRESETS[name].settings
    assert Settings.from_dict(settings.to_dict()) == settings


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"learning_rate": 0}, "learning rate goes above 0 to 1000; 0 is outside"),
        ({"learning_rate": float("nan")}, "learning rate must be a number"),
        ({"batch_size": 2.5}, "batch size must be a whole number"),
        ({"batch_size": 0}, "batch size goes from 1"),
        ({"dropout": 1}, "dropout goes from 0 to 0.95"),
        ({"loss": "hinge"}, "There is no loss 'hinge'; there are cross-entropy, quadratic"),
        ({"optimiser": "lion"}, "There is no optimiser 'lion'"),
        ({"schedule": "later"}, "There is no schedule 'later'"),
        ({"initialisation": "zero"}, "There is no initialisation 'zero'"),
        ({"target_low": 1.0}, "right class must be larger"),
        ({"target_low": 0.01}, "add up to 1"),
        ({"layers": (LayerPlan(None),)}, "last layer must be a dense one"),
        ({"layers": (LayerPlan(10, "relu"),)}, "Cross-entropy needs softmax or sigmoid"),
        ({"learning_rule": "hebb"}, "There is no learning rule 'hebb'; there are gradient, raw-errors-back"),
        ({"learning_rule": "raw-errors-back"}, "raw-errors-back needs the quadratic loss"),
        ({"learning_rule": "raw-errors-back", "loss": "quadratic"}, "the nodes of a softmax share one"),
        (
            {"learning_rule": "raw-errors-back", "loss": "quadratic", "layers": (LayerPlan(10),)},
            "raw-errors-back needs a hidden layer",
        ),
        ({"order": "by size"}, "There is no order 'by size'; there are shuffled, file"),
        ({"along_rows": True}, "needs a Flatten"),
    ],
)
def test_impossible_settings_are_refused(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        small_settings(**changes)


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [({"units": 0}, "between 1 and"), ({"units": 3, "activation": "step"}, "There is no activation 'step'")],
)
def test_impossible_layers_are_refused(plan, sentence):
    with pytest.raises(ValueError, match=sentence):
        LayerPlan(**plan)


def test_values_that_are_no_settings_are_refused():
    with pytest.raises(ValueError, match="There is no setting colour"):
        Settings.from_dict(small_settings().to_dict() | {"colour": "red"})
    with pytest.raises(ValueError, match="cannot be read"):
        Settings.from_dict({})
    with pytest.raises(ValueError, match="cannot be read"):
        Settings.from_dict({"layers": [{"nodes": 3}]})


def test_only_live_settings_change():
    assert small_settings().changed({"l2": 0.1}).l2 == 0.1
    with pytest.raises(ValueError, match="no setting that can change during a run 'loss'"):
        small_settings().changed({"loss": "quadratic"})


def test_the_books_parameter_counts():
    assert [untrained_network(preset.settings).parameters for preset in PRESETS.values()] == [
        45_360,
        158_800,
        23_860,
        10_320,
        1_910_810,
    ]
    plans = [LayerPlan(n, "relu") for n in (75, 50, 25, 10)]
    along = Settings((*plans, LayerPlan(None), LayerPlan(5, "softmax")), along_rows=True)
    network = untrained_network(along, (50, 50))
    assert [layer.parameters for layer in network.dense_layers] == [3825, 3800, 1275, 260, 2505]
    assert network.parameters == parameter_count(along, (50, 50)) == 11_665
    assert parameter_count(rows_settings()) == untrained_network(rows_settings()).parameters
