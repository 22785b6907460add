import numpy as np
import pytest

from mnistnet import Dense, Network, load_digits, load_network, network_names
from mnistnet import snippets as programs
from mnistnet.faithfulness.erasure import RANDOM
from mnistnet.influence import METHODS, DoesNotApply, contrast, flow, interactions, owen_curve, shapley
from mnistnet.snippets.answers import answers
from mnistnet.snippets.influence import influence
from mnistnet.snippets.trust import erasing
from tests.influence_oracles import network_of, row_network
from tests.snippet_runs import SIGNED, assert_same, assert_short, run_all, run_alone

TEST = load_digits().split("test")
IMAGE = TEST.images[np.argsort((TEST.images > 0).sum(axis=(1, 2)))[3]]  # little ink: quick to go through
MEAN = np.rint(load_digits().split("train").images.mean(axis=0)).astype(np.uint8)
# Many random parts or baselines on many nodes take seconds: there the views that need the longest programs must do.
SLOW = {
    "sharp": {"expected_gradients": ("a3",)}
    | dict.fromkeys(("smooth_gradient", "mask_mean_gradient", "two_level"), ("a1", "z1", "a3", "z3")),
    "rows": {"expected_gradients": ("a1", "z2", "a4", "z5")},
}


def lively(network, view, image=IMAGE):
    """Return a node that this picture can move: the one with the second largest value."""
    return int(np.argsort(network.trace(image)[view].ravel())[-2])


def all_methods(network, image, baseline=None, node=lively, views=None):
    """Return the snippets of all methods that apply, for one node of every view."""
    found = []
    for view in views or network.views:
        for method in METHODS:
            if view not in SLOW.get(network.name, {}).get(method, network.views):
                continue
            try:
                found.append(influence(network, image, baseline, view, node(network, view), method))
            except DoesNotApply:
                assert method == "shapley_exact" or "step" in [layer.activation for layer in network.dense_layers]
    return found


def numbers(line):
    return [float(number) for number in SIGNED.findall(line)]


def assert_all_run(snippets, folder):
    for snippet, heard in zip(snippets, run_all(snippets, folder), strict=True):
        assert_same(heard, snippet)


@pytest.mark.parametrize("name", network_names())
def test_every_method_at_every_view_of_every_shipped_network(name, tmp_path):
    network = load_network(name)
    snippets = all_methods(network, IMAGE)
    for snippet in snippets:
        assert_short(snippet)
    assert_all_run(snippets, tmp_path)


def test_the_map_itself_is_printed_wherever_it_fits():
    network = load_network("scratch")
    snippets = all_methods(network, IMAGE)
    assert len(snippets) == len(network.views) * len(METHODS) - 3  # exact Shapley ends at a2
    too_long = f"{METHODS['two_level'].title} at node {lively(network, 'z3')} of z3"
    assert [snippet.title for snippet in snippets if snippet.kind == "truth"] == [too_long]


@pytest.mark.parametrize("baseline", [MEAN, np.full((28, 28), 255, np.uint8)], ids=["mean", "white"])
def test_programs_count_from_another_picture(baseline, tmp_path):
    network = load_network("nielsen")
    views = ("a1", "z2") if baseline.all() else ("a1", "z1", "z2")  # on white every pixel plays: z1 would take seconds
    assert_all_run(all_methods(network, IMAGE, baseline, views=views), tmp_path)


def test_pictures_in_floats_and_networks_of_all_kinds(tmp_path):
    rng = np.random.default_rng(2)
    kinds = [
        network_of((12, 5, 4, 3), ("tanh", "relu", "softmax")),
        network_of((12, 5, 4, 3), ("identity", "tanh", "sigmoid"), image_shape=(3, 4)),
        network_of((12, 4), ("softmax",), image_shape=(3, 4)),
        network_of((12, 5, 4), ("sigmoid", "identity"), image_shape=(3, 4)),
        network_of((12, 5, 4), ("softmax", "sigmoid"), image_shape=(3, 4)),
        network_of((12, 5, 4), ("step", "sigmoid"), image_shape=(3, 4)),
        row_network("tanh"),
        row_network("sigmoid"),
        row_network("relu"),
    ]
    snippets = []
    for network in kinds:
        image, baseline = rng.random((2, *network.image_shape))
        methods = all_methods(network, image, baseline, node=lambda *_: 2)
        assert len(methods) >= 5 * len(network.views)
        snippets += methods
        for view in network.views:
            snippets.append(programs.alone_and_together(network, image, baseline, view, 1))
            snippets.append(programs.owen(network, image, baseline, view, 1))
        snippets.append(programs.contrast(network, image, baseline, 1, 0))
        snippets += [answers(network, image), erasing(network, image)]
    assert_all_run(snippets, tmp_path)


@pytest.mark.parametrize("name", network_names())
def test_every_close_up_of_every_shipped_network(name, tmp_path):
    network = load_network(name)
    snippets = [
        answers(network, IMAGE),
        erasing(network, IMAGE),
        erasing(network, IMAGE, RANDOM),
        programs.contrast(network, IMAGE, None, 7, 1),
        programs.contrast(network, IMAGE, MEAN, 1, 7),
        programs.flow(network, IMAGE, 1),
        programs.flow(network, IMAGE, 7, MEAN),
    ]
    for view in network.views:
        node = lively(network, view)
        snippets.append(programs.alone_and_together(network, IMAGE, None, view, node))
        snippets.append(programs.owen(network, IMAGE, None, view, node))
        if view in ("z1", "a2") and network.dense_layers[0].activation == "sigmoid":
            snippets.append(programs.partners(network, IMAGE, None, view, node, int(IMAGE.argmax())))
    for snippet in snippets:
        assert_short(snippet)
    assert_all_run(snippets, tmp_path)


def test_the_lines_are_those_of_the_pages():
    """The library's own calls, as the pages make them, give the numbers that the programs print."""
    network, view, node = load_network("scratch"), "a2", 5
    pixel = int(IMAGE.argmax())
    total = shapley(network, IMAGE, views=[view])
    curve = owen_curve(network, IMAGE, views=[view], qs=[0.0, 1.0])
    alone = METHODS["one_pixel"].function(network, IMAGE, views=[view]).total(view)[node]
    in_all = total.total(view)[node]
    line = numbers(programs.alone_and_together(network, IMAGE, None, view, node).printed)
    assert line == pytest.approx([alone, in_all - alone, in_all], rel=5e-3)
    line = numbers(programs.owen(network, IMAGE, None, view, node).printed)
    assert line == pytest.approx([*(step.total(view)[node] for step in curve), in_all], rel=5e-3)
    pairs = interactions(network, IMAGE, view=view, node=node).partners(*divmod(pixel, 28)).sum()
    assert numbers(programs.partners(network, IMAGE, None, view, node, pixel).printed) == pytest.approx(
        [pairs], rel=5e-3
    )
    maps = shapley(network, IMAGE, views=["a3"])
    lead = contrast(maps, "a3", 7, 1).sum()
    assert numbers(programs.contrast(network, IMAGE, None, 7, 1).printed) == pytest.approx([lead, lead], rel=5e-3)
    paths = flow(network, IMAGE, 7)
    total = paths.bias + paths.resting.sum() + paths.contributions.sum()
    assert numbers(programs.flow(network, IMAGE, 7).printed)[3] == pytest.approx(total, rel=5e-3)


def test_a_program_worked_out_by_hand(tmp_path):
    """One node adds 2 and 3 times two pixels and takes off 1: alone they do 2 and 3, from blank paper."""
    weights = np.array([[2.0, 0.0], [3.0, 1.0]])
    network = Network((Dense(weights, np.array([-1.0, 0.0]), "identity"),), image_shape=(1, 2))
    snippet = influence(network, np.array([[1.0, 0.5]]), None, "z1", 0, "one_pixel")
    assert snippet.printed == "all pixels +3.5, strongest +2 in row 0, column 0"
    assert run_alone(snippet, tmp_path) == snippet.printed + "\n"
    alone = programs.alone_and_together(network, np.array([[1.0, 0.5]]), None, "a1", 0)
    assert alone.printed == "alone +3.5, together +0, in all +3.5"


def test_known_maps_need_not_be_made_again():
    network = load_network("nielsen")
    made = METHODS["mask_mean_gradient"].function(network, IMAGE, views=["z2"])
    lines = [influence(network, IMAGE, None, "z2", 3, "mask_mean_gradient", maps=maps).printed for maps in (None, made)]
    assert lines[0] == lines[1]


def test_one_program_of_each_family_alone_with_its_download(tmp_path):
    network = load_network("nielsen")
    for number, method in enumerate(("one_pixel", "deep_lift", "shapley", "two_level")):
        folder = tmp_path / str(number)
        folder.mkdir()
        snippet = influence(network, IMAGE, None, "a2", 7, method)
        assert_same(run_alone(snippet, folder), snippet)


def test_the_answer_changes_when_its_picture_is_erased_and_a_sure_one_stays():
    network = load_network("nielsen")
    assert "no longer" in erasing(network, TEST.images[5]).printed
    blank = int(network.predict(np.zeros((28, 28), np.uint8))[0].argmax())
    stays = next(image for image in TEST.images if network.predict(image)[0].argmax() == blank)
    assert erasing(network, stays, RANDOM).printed


def test_what_has_no_short_program_says_so():
    network, rows = load_network("scratch"), load_network("rows")
    with pytest.raises(DoesNotApply, match="z1 and a2"):
        programs.partners(network, IMAGE, None, "z2", 0, int(IMAGE.argmax()))
    with pytest.raises(DoesNotApply, match="does not differ"):
        programs.partners(network, IMAGE, None, "z1", 0, 0)
    with pytest.raises(DoesNotApply, match="exact Shapley values"):
        influence(rows, IMAGE, None, "z1", 0, "shapley_exact")
    with pytest.raises(DoesNotApply, match="short program"):
        erasing(network, IMAGE, "shapley")
    with pytest.raises(DoesNotApply, match="no hidden layer"):
        programs.flow(network_of((12, 4), ("softmax",), image_shape=(3, 4)), np.ones((3, 4)), 0)
    steps = network_of((12, 5, 4), ("step", "sigmoid"), image_shape=(3, 4))
    for method in ("two_level", "mask_mean_gradient", "gradient"):
        with pytest.raises(DoesNotApply, match="step"):
            influence(steps, np.ones((3, 4)), None, "z2", 0, method)
    along = Network((Dense(np.eye(4)[:, :2], None, "relu"),), image_shape=(1, 4))
    assert programs.contrast(along, np.ones((1, 4)), None, 0, 1).printed == "all pixels +0, in truth +0"
