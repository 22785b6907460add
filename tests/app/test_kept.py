"""What is kept for all visitors: everything that goes in is in the key, and nobody can write into what comes out."""

import ast
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.runtime.caching import cache_utils

from mnistnet import Digits, load_digits, load_network
from mnistnet.influence import shapley
from mnistnet.mistakes import Exam
from mnistnet.weight_files import load_network_file
from mnistnet.words import language
from pages.ui.holdings import kept as kept_module
from pages.ui.holdings import results
from pages.ui.holdings.frozen import frozen
from pages.ui.holdings.kept import kept
from pages.ui.holdings.maps import influence_maps
from pages.ui.holdings.told_apart import ToldApart
from pages.ui.rooms.mistakes import opened
from pages.ui.rooms.my_networks import shelf_table
from pages.ui.rooms.neurons import facts

SCRATCH, TEST = load_network("scratch"), load_digits().split("test")
UI = Path(kept_module.__file__).parents[1]


@pytest.fixture
def hashed(monkeypatch):
    """Return a list that grows by the size of whatever is hashed in the library."""
    sizes, sha256 = [], hashlib.sha256

    class Counted:
        def __init__(self, content=b""):
            self._inner = sha256()
            self.update(content)

        def update(self, content):
            sizes.append(memoryview(content).nbytes)
            self._inner.update(content)

        def hexdigest(self):
            return self._inner.hexdigest()

    monkeypatch.setattr(hashlib, "sha256", Counted)
    return sizes


@pytest.fixture
def doubled():
    """Return a kept function that doubles an array, and the list of its calls."""
    calls = []

    @kept(max_entries=20)
    def double(values):
        calls.append(values)
        return 2 * values

    double.clear()
    yield double, calls
    double.clear()


def test_what_is_known_is_not_worked_out_again(doubled):
    double, calls = doubled
    one = double(np.arange(4))
    assert double(np.arange(4)) is one and len(calls) == 1


def test_every_number_shape_and_format_of_an_array_is_in_the_key(doubled):
    double, calls = doubled
    large = np.zeros(600_000, np.uint8)  # of which Streamlit would look at a sample
    other = large.copy()
    other[123_456] = 1
    given = [large, other, large.reshape(600, 1000), large.view(np.int8)]
    for array in given:
        np.testing.assert_array_equal(double(array), 2 * array)
    assert len(calls) == len(given)


def test_values_of_any_kind_are_told_apart_however_they_are_given():
    calls = []

    @kept(max_entries=40)
    def given(one, other=None):
        calls.append((one, other))
        return (one, other)

    flags = Flags(True), Flags(False)
    ones = [1, "1", True, 1.0, b"1", None, (1,), [1], (1, 1), ("1, 1",), {"a": 1}, {"a": "1"}, *flags, (1, flags[0])]
    ones += [Named("1", 1), Named("2", 1), (Named("1", 1), "1")]
    try:
        for one in ones:
            assert given(one) is given(one) and given(one) == (one, None)
        assert given(2, 3) == (2, 3) and given(3, 2) == (3, 2) and given(2, other=4) == (2, 4)
        assert len(calls) == len(ones) + 3
    finally:
        given.clear()


def test_a_hit_lets_streamlit_look_up_one_argument_however_many_there_are(monkeypatch):
    looked_up, look_up = [], cache_utils._get_positional_arg_name
    influence_maps(SCRATCH, TEST.images[0], "one_pixel", "z1", None)
    monkeypatch.setattr(
        cache_utils, "_get_positional_arg_name", lambda *given: looked_up.append(given) or look_up(*given)
    )
    influence_maps(SCRATCH, TEST.images[0], "one_pixel", "z1", None)
    assert len(looked_up) == 1


def test_exact_maps_are_so_to_as_many_figures_as_a_picture_travels_with():
    shown = influence_maps(SCRATCH, TEST.images[5], "shapley", "z1", None)["z1"]
    exact = shapley(SCRATCH, TEST.images[5], views=["z1"])["z1"]
    largest = np.abs(exact).max(axis=(1, 2), keepdims=True)
    assert (np.abs(shown - exact) <= np.finfo(np.float32).eps * largest).all()


@dataclass(frozen=True)
class Flags:
    """An argument of a kind that only Streamlit tells apart."""

    on: bool


@dataclass(frozen=True)
class Named(ToldApart):
    """An argument that says itself what tells it apart."""

    name: str
    rest: object

    @property
    def told_by(self):
        return self.name


def test_what_says_what_tells_it_apart_is_found_by_that_alone():
    calls = []

    @kept(max_entries=2)
    def rest(one):
        calls.append(one)
        return one.rest

    assert rest(Named("a", object())) is rest(Named("a", object())) is not rest(Named("b", object()))
    assert len(calls) == 2
    rest.clear()


def test_two_networks_of_the_same_weights_keep_their_names_epochs_and_records():
    mine = replace(SCRATCH, name="mine", epoch=3, book="", test_accuracy=None)
    yours = replace(mine, name="yours", layers=(replace(mine.layers[0], name="first"), *mine.layers[1:]))
    older = replace(yours, epoch=2)
    assert mine.digest == yours.digest == older.digest
    for network in (mine, yours, older):
        assert results.shuffled(network).name == network.name
        again = load_network_file(shelf_table._content(network, "npz"))
        assert (again.name, again.epoch, again.layer_names) == (network.name, network.epoch, network.layer_names)


def test_two_sets_that_differ_in_one_pixel_or_label_or_in_the_name_are_two(doubled):
    images, labels = TEST.images[:5], TEST.labels[:5]
    other_images, other_labels = images.copy(), labels.copy()
    other_images[3, 14, 14] ^= 1
    other_labels[2] = 9 - other_labels[2]
    sets = [Digits(images, labels), Digits(other_images, labels), Digits(images, other_labels)]
    exams = [results.exam(SCRATCH, digits) for digits in [*sets, replace(sets[0], name="named")]]
    assert len({id(exam) for exam in exams}) == 4
    for exam, digits in zip(exams, sets, strict=False):
        np.testing.assert_array_equal(exam.labels, digits.labels)
        np.testing.assert_array_equal(exam.outputs, SCRATCH.predict(digits.images))


def arrays_of(value):
    """Return all arrays in a value, wherever they lie."""
    if isinstance(value, np.ndarray):
        return [value]
    inside = value if isinstance(value, tuple | list) else getattr(value, "__dict__", value)
    inside = inside.values() if hasattr(inside, "values") else inside
    return (
        [array for part in inside for array in arrays_of(part)]
        if isinstance(inside, tuple | list) or (hasattr(inside, "__iter__") and not isinstance(inside, str | bytes))
        else []
    )


def test_nobody_writes_into_what_others_see():
    image = TEST.images[0]
    shared = [
        results.mean_digits(TEST),
        results.mean_of_all(TEST),
        results.exam(SCRATCH, TEST),
        influence_maps(SCRATCH, image, "one_pixel", "z1", None),
        facts.facts(SCRATCH, 1, TEST),
        opened._flip(SCRATCH, image, 3),
    ]
    exam = results.exam(SCRATCH, TEST)
    shared += [exam.answers, exam.right, exam.confidences, exam.leads]
    for result in shared:
        found = arrays_of(result)
        assert found and not any(array.flags.writeable for array in found)
    with pytest.raises(ValueError, match="read-only"):
        results.exam(SCRATCH, TEST).outputs[0] = 0


@dataclass(frozen=True, eq=False)
class Nested:
    """A result with results in it."""

    parts: tuple[dict[str, list[np.ndarray]], ...]
    exam: Exam
    words: str = "no array"


def test_arrays_are_read_only_however_deep_they_lie():
    arrays = [np.zeros(3) for _ in range(3)]
    result = Nested(({"a": [arrays[0]]}, {"b": [arrays[1]]}), Exam(arrays[2], np.zeros(3, int)))
    assert frozen(result) is result and not any(array.flags.writeable for array in arrays)
    assert frozen("words") == "words" and frozen(None) is None and frozen(Nested) is Nested


def test_a_hit_hashes_no_pictures_and_no_weights(hashed):
    digits, network = replace(TEST, name="counted"), replace(SCRATCH, name="counted")
    first = results.exam(network, digits)
    assert sum(hashed) > digits.images.nbytes + network.parameters * network.dtype.itemsize
    hashed.clear()
    assert results.exam(network, digits) is first and results.exam(network, digits) is first
    assert not hashed


def test_what_is_said_meanwhile_is_said_in_the_readers_language(monkeypatch):
    later = kept_module._Later("Working …")
    monkeypatch.setattr(kept_module, "say", lambda sentence: f"{sentence} ({language._spoken.get()})")
    with language.speaking("en"):
        assert isinstance(later, str) and str(later) == "Working … (en)"


NOT_ARGUMENTS = {"test_digits", "most_test_digits", "split", "on_bench", "value_of", "mine", "picture", "beside"}


def reads_elsewhere(function: ast.FunctionDef) -> set[str]:
    """Return what a function asks of the visitor, the bench or the language; an error may be said."""
    raised = {id(node) for one in ast.walk(function) if isinstance(one, ast.Raise) for node in ast.walk(one)}
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call) and id(node) not in raised]
    names = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}
    return names & (NOT_ARGUMENTS - {"split"} | {"say", "plural"})


def kept_functions(text: str) -> list[ast.FunctionDef]:
    """Return the functions of a file whose results are kept."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return [one for one in functions if any(ast.unparse(way).startswith("kept(") for way in one.decorator_list)]


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.relative_to(UI).as_posix())
def test_what_is_kept_depends_on_its_arguments_alone(path):
    text = path.read_text()
    assert path.name == "kept.py" or "st.cache_" not in text, "results are kept by `kept`"
    for function in kept_functions(text):
        assert not reads_elsewhere(function), function.name
        assert not [one.arg for one in function.args.args if one.arg.startswith("_")], "all arguments are in the key"


def test_the_walk_sees_what_is_read_elsewhere():
    text = "@kept(max_entries=1)\ndef f(a):\n    if a:\n        raise E(say('x'))\n    return results.test_digits()"
    assert [reads_elsewhere(one) for one in kept_functions(text)] == [{"test_digits"}]
    assert reads_elsewhere(kept_functions("@kept(ttl='1h')\ndef f():\n    return say('a')")[0]) == {"say"}
