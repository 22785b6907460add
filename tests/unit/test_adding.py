"""CONTRIBUTING's table, held: what is added in the places that it names works everywhere, or is refused by name.

Each test adds one entry to the list that holds such things, for as long as the test lasts, and nothing else.
"""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mnistnet import Dense, Network, activations, influence, load_digits, load_network, snippets
from mnistnet.activations import Activation, Written
from mnistnet.basics.curves import activation_curves, scalar_names
from mnistnet.commands import main, parser
from mnistnet.commands.command import Command
from mnistnet.faithfulness import scoreboard
from mnistnet.faithfulness.comparison import compare
from mnistnet.faithfulness.verdict import judge, title_of
from mnistnet.influence import METHODS, DoesNotApply, Method, methods
from mnistnet.influence.game import Game
from mnistnet.inverse import back_query
from mnistnet.training import LayerPlan, losses, optimisers, train
from pages.ui.bench import doors, hidable
from pages.ui.bench.doors import DOORS
from pages.ui.frame import menu
from tests.influence_oracles import network_of, picture_of
from tests.training_tasks import last, small_digits, small_settings

ROOT = Path(__file__).parents[2]


def shared_evenly(network, image, baseline=None, *, rng=None, views=None):
    """Return the true change of every node, in equal shares for all pixels that differ."""
    game = Game.of(network, image, baseline)
    shares = {view: np.tile(change / max(game.size, 1), (game.size, 1)) for view, change in game.change(views).items()}
    return game.result(shared_evenly, shares)


@pytest.fixture
def new_method(monkeypatch):
    entry = Method(shared_evenly, "Even shares", "All alike.", "1/k", "Nobody, 2000", True, "everywhere")
    monkeypatch.setitem(methods._ENTRIES, "shared_evenly", entry)
    return entry


def test_a_method_whose_record_names_its_program_has_it(new_method, monkeypatch):
    monkeypatch.setitem(methods._ENTRIES, "shared_evenly", replace(new_method, program="one_pixel"))
    scratch, picture = load_network("scratch"), load_digits().images[0]
    own, other = (snippets.influence(scratch, picture, None, "z1", 0, name) for name in ("shared_evenly", "one_pixel"))
    assert own.code == other.code and own.title == "Even shares at node 0 of z1"


@pytest.fixture
def leaky(monkeypatch):
    entry = Activation(
        "leaky", lambda a: np.where(a > 0, a, a / 8), lambda a, z: np.where(a > 0, 1, 1 / 8), "", kink=True
    )
    monkeypatch.setitem(activations.table._ENTRIES, "leaky", entry)
    return network_of((12, 6, 5, 3), ("leaky", "leaky", "softmax"), image_shape=(3, 4))


def test_a_method_is_known_to_the_command_line(new_method, capsys):
    assert main(["influence", "--list"]) == 0 and "shared_evenly\n  All alike." in capsys.readouterr().out
    assert main(["influence", "--digit", "3", "--method", "shared_evenly", "--view", "z1"]) == 0
    assert "by shared_evenly" in capsys.readouterr().out


def test_a_method_is_judged_and_compared(new_method):
    network = network_of((6, 4, 3), ("tanh", "softmax"), image_shape=(2, 3))
    picture = picture_of(network)
    scores = list(scoreboard(network, picture[None], ("shared_evenly", "shapley"), ["z1"]))[-1].scores
    assert title_of("shared_evenly") == "Even shares"
    assert [verdict.view for verdict in judge(scores, "shared_evenly")] == ["z1"]
    compared = compare(network, picture, "z1", methods=("one_pixel", "shared_evenly"))[-1]
    assert compared.method == "shared_evenly" and np.abs(compared.difference).max() < 1e-12


def test_a_method_can_be_chosen_on_the_page_and_its_program_is_refused_by_name(new_method, tmp_path, monkeypatch):
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path))
    test = AppTest.from_file(str(ROOT / "pages" / "_app.py"), default_timeout=60)
    test.query_params["network"] = "scratch"
    test.run().switch_page("influence.py").run()
    (label,) = (one for one in test.selectbox(key="method").options if one.startswith("Even shares"))
    test.selectbox(key="method").select(label).run()
    assert not test.exception and any("All alike." in one.value for one in test.caption)
    with pytest.raises(DoesNotApply, match="no short program for the method shared_evenly"):
        snippets.influence(load_network("scratch"), load_digits().images[0], None, "z1", 0, "shared_evenly")


def test_an_activation_predicts_and_has_influence_by_every_method_that_applies(leaky):
    picture = picture_of(leaky)
    for name, method in METHODS.items():
        baseline = np.zeros((2, 3, 4)) if method.own_baselines else None
        views = ["a1"] if name == "shapley_exact" else None
        maps = method.function(leaky, picture, baseline, views=views)
        if method.complete:
            assert max(np.abs(maps.difference(view)).max() for view in maps) < 1e-9, name
    with pytest.raises(DoesNotApply, match="With leaky in the first layer"):
        influence.shapley_exact(leaky, picture, views=["z1"])


def test_an_activation_trains(leaky):
    layers = (LayerPlan(12, "leaky"), LayerPlan(10, "softmax"))
    before, after = (last(train(small_settings(layers=layers, epochs=epochs), small_digits())) for epochs in (0, 3))
    assert after.network.dense_layers[0].activation == "leaky"
    assert after.loss < before.loss


def test_an_activation_has_a_curve_and_its_program_as_soon_as_its_record_says_how_it_is_written(leaky, monkeypatch):
    assert "leaky" in scalar_names() and "leaky" in [curve.name for curve in activation_curves([1.0])]
    lines = ("def leaky(a):", "    return np.where(a > 0, a, a / 8)")
    entry = replace(activations.ACTIVATIONS["leaky"], written=Written(lines, slope="np.where({z} > 0, 1, 1 / 8)"))
    monkeypatch.setitem(activations.table._ENTRIES, "leaky", entry)
    program = snippets.influence(leaky, picture_of(leaky), None, "z1", 0, "one_pixel")
    assert set(lines) <= set(program.code.splitlines())


def test_an_activation_without_its_inverse_or_its_program_is_refused_by_name(leaky):
    layers = (Dense(np.ones((784, 4)), None, "leaky"), Dense(np.ones((4, 10)), None, "sigmoid"))
    network = Network(layers, name="leaky")
    with pytest.raises(DoesNotApply, match="leaky has none"):
        back_query(network, np.full(10, 0.5))
    with pytest.raises(DoesNotApply, match="no short program for the activation leaky"):
        snippets.influence(network, load_digits().images[0], None, "z1", 0, "one_pixel")


def test_a_loss_trains(monkeypatch):
    monkeypatch.setitem(losses._ENTRIES, "doubled", losses.Loss(lambda z, t, _: ((z - t) ** 2).sum(axis=-1), False))
    new, plain = (last(train(small_settings(loss=loss), small_digits())) for loss in ("doubled", "quadratic"))
    assert new.loss == pytest.approx(2 * plain.loss, rel=1e-5)


def signs_alone(optimiser, parameters, gradient, rate, kept):
    """Step by the sign of the gradient, and remember how often."""
    optimiser.memory[0] += 1
    parameters -= rate * np.sign(gradient)


def test_an_optimiser_trains_and_the_command_line_knows_it(monkeypatch, capsys):
    monkeypatch.setitem(optimisers._ENTRIES, "signs", (1, signs_alone))
    settings = [small_settings(optimiser="signs", learning_rate=0.001, epochs=epochs) for epochs in (0, 3)]
    before, after = (last(train(one, small_digits())) for one in settings)
    assert after.loss < before.loss
    steps = after.network.dense_layers[0].weights - before.network.dense_layers[0].weights
    np.testing.assert_allclose(steps / 0.001, np.rint(steps / 0.001), atol=0.02)
    with pytest.raises(ValueError, match="nesterov, adam, signs"):
        small_settings(optimiser="leaps")


def test_a_command_runs_and_stands_in_the_help(monkeypatch, capsys):
    entry = Command("greet", "say hello", "Says hello.", ("python -m mnistnet greet",), lambda _: None, lambda _: 0)
    monkeypatch.setattr(parser, "COMMANDS", (*parser.COMMANDS, entry))
    assert main(["greet"]) == 0 and main([]) == 0 and "say hello" in capsys.readouterr().out
    assert main(["greet", "--help"]) == 0 and "Says hello." in capsys.readouterr().out


GREETING = """
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.kit.text import question

question(say("Who says hello?"), say("{name} does.", name=bench.network().name))
"""


def test_a_page_stands_in_the_menu_under_the_bench_and_can_be_hidden(tmp_path, monkeypatch):
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path / "runs"))
    shutil.copytree(ROOT / "pages", tmp_path / "pages", ignore=shutil.ignore_patterns("ui", "__pycache__"))
    (tmp_path / "pages" / "greeting.py").write_text(GREETING)
    for module in (doors, menu, hidable):
        monkeypatch.setattr(module, "DOORS", (*DOORS, doors.Door("greeting", "Greeting", "waving_hand", doors.LEARN)))
    test = AppTest.from_file(str(tmp_path / "pages" / "_app.py"), default_timeout=60)
    test.query_params["network"] = "scratch"
    test.run().switch_page("greeting.py").run()
    assert not test.exception and [title.value for title in test.title] == ["Who says hello?"]
    assert any(one.value == "scratch does." for one in test.caption)
    assert any("scratch, epoch" in one.value for one in test.markdown), "the bench stands under its title"
    assert hidable.things()["greeting"] == "Page: Greeting"


def test_every_page_has_one_line_in_the_table_of_pages():
    assert sorted(door.file for door in DOORS) == sorted(path.stem for path in (ROOT / "pages").glob("[!_]*.py"))
    rows = re.findall(r"^\| (?:Look|Learn|Judge|Yours|) ?\| ([^|]+?) \| .+ \|$", (ROOT / "README.md").read_text(), re.M)
    assert sorted(door.title for door in DOORS) == sorted(rows), "and one in the README"
