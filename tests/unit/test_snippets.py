import io

import numpy as np
import pytest

from mnistnet import Dense, Flatten, Network, PixelEncoding, load_digits, load_network, network_names
from mnistnet.snippets import answers
from mnistnet.snippets.assemble import assemble
from mnistnet.snippets.case import Case
from mnistnet.snippets.program import Snippet, signed
from tests.snippet_runs import assert_same, run_all, run_alone

IMAGE = load_digits().split("test").images[3]


def one_node(network, view, node, image=IMAGE):
    """Return the program of what truly happened to a node, which here tells twelve figures."""
    case = Case(network, image, None, view, node)
    code = case.code("true_change").replace(":+.3g", ":+.12g")
    return case.snippet("a node", code, f"in truth {case.change():+.12g}")


def strange_networks():
    """Return networks that no book has: every activation, layers without biases, patterns laid flat in odd places."""
    rng = np.random.default_rng(0)

    def dense(fan_in, fan_out, activation, biases=True):
        bias = rng.normal(size=fan_out) if biases else None
        return Dense(rng.normal(size=(fan_in, fan_out)) / fan_in**0.5, bias, activation)

    return [
        Network((dense(12, 5, "tanh"), dense(5, 4, "step", False), dense(4, 3, "identity")), image_shape=(3, 4)),
        Network((Flatten(), dense(12, 5, "relu"), dense(5, 3, "softmax")), image_shape=(3, 4)),
        Network((dense(4, 5, "tanh"), Flatten(), dense(15, 3, "identity")), image_shape=(3, 4)),
        Network(
            (
                dense(4, 5, "sigmoid", False),
                dense(5, 5, "identity"),
                Flatten(),
                *(dense(n, 4, rule) for n, rule in ((15, "tanh"), (4, "relu"), (4, "step"), (4, "softmax"))),
            ),
            image_shape=(3, 4),
            encoding=PixelEncoding(-0.5, 2.0),
        ),
    ]


def test_the_layers_compute_every_view_of_every_network(tmp_path):
    shipped = [load_network(name) for name in network_names()]
    small = np.random.default_rng(1).random((3, 4))
    snippets = [one_node(network, view, 7) for network in shipped for view in network.views]
    snippets += [
        one_node(network, view, node, small)
        for network in strange_networks()
        for view in network.views
        for node in range(len(network.trace(small)[view].ravel()))
    ]
    for snippet, heard in zip(snippets, run_all(snippets, tmp_path), strict=True):
        assert_same(heard, snippet)
        assert float(heard.split()[-1]) == pytest.approx(float(snippet.printed.split()[-1]), rel=1e-9, abs=1e-12)


def test_a_program_runs_on_its_own_with_the_file_that_is_downloaded(tmp_path):
    snippet = answers(load_network("nielsen"), IMAGE)
    assert run_alone(snippet, tmp_path) == snippet.printed + "\n"
    with np.load(io.BytesIO(snippet.file())) as file:
        assert set(file) == {"W1", "b1", "W2", "b2", "image"}
        assert np.array_equal(file["image"], IMAGE) and file["W1"].dtype == np.float32


def test_in_the_networks_own_format_a_program_computes_in_it(tmp_path):
    network = load_network("your-own")
    snippet = answers(network, IMAGE)
    code = snippet.code.replace('f"It answers {best}, with {words} %"', 'outputs.dtype, f"{outputs[0]:+.12g}"')
    told = Snippet("", code, snippet.file_name, snippet.arrays, f"float32 {network.predict(IMAGE)[0, 0]:+.12g}")
    heard = run_alone(told, tmp_path)
    assert_same(heard, told)
    assert abs(float(heard.split()[1]) / network.predict(IMAGE)[0, 0] - 1) < 1e-6


def test_the_comparison_hears_a_wrong_word_and_a_wrong_number():
    snippet = Snippet("", "", "", {}, "all pixels +0.5, strongest -0.25 in row 3")
    assert_same("all pixels +0.5, strongest -0.25 in row 3\n", snippet)
    for wrong in (
        "all pixels +0.5, strongest -0.25 in row 4\n",
        "all pixels +0.502, strongest -0.25 in row 3\n",
        "all pixels +0.5, strongest +0.25 in row 3\n",
        "all pixel +0.5, strongest -0.25 in row 3\n",
        "all pixels +0.5, strongest -0.25 in row 3\nmore\n",
    ):
        with pytest.raises(AssertionError):
            assert_same(wrong, snippet)


def test_signed_numbers_have_three_figures():
    assert [signed(value) for value in (0.123456, -12.34, 0.0)] == ["+0.123", "-12.3", "+0"]


PROGRAM = '''"""What it does."""

import numpy as np

# begin network
file = dict(np.load("a.npz"))


def sigmoid(a):
    return a


# end
KIND = "long"
RATE, LEFT = 0.1, 2  # how fast
UNUSED = 3


def total(x):
    # begin layers
    z1 = x
    # end
    return RATE * z1


if KIND == "long":
    if LEFT:
        print(total(LEFT))
elif KIND == "short":
    # begin short
    y = 1
    # end
    print(y)
else:
    print(UNUSED)
'''


@pytest.fixture
def written(tmp_path, monkeypatch):
    (tmp_path / f"{tmp_path.name}.py").write_text(PROGRAM)
    monkeypatch.setattr("mnistnet.snippets.assemble.FOLDER", tmp_path)
    return tmp_path.name


def test_the_assembler_sets_constants_decides_branches_and_fills_blocks(written):
    blocks = {"network": ["file = {}"], "layers": ["z1 = sin(x)", "z1 = z1 ** 2"], "short": ["y = 2"], "more": ["?"]}
    long = assemble(written, blocks, {"KIND": "long", "RATE": 0.5, "LEFT": 1})
    assert long == (
        '"""What it does."""\n\nimport numpy as np\n\nfile = {}\n\nRATE, LEFT = 0.5, 1  # how fast\n\n'
        "def total(x):\n    z1 = sin(x)\n    z1 = z1 ** 2\n    return RATE * z1\n\nprint(total(LEFT))\n"
    )
    short = assemble(written, blocks, {"KIND": "short"})
    assert short.endswith("return RATE * z1\n\ny = 2\nprint(y)\n") and "UNUSED" not in short
    other = assemble(written, blocks, {"KIND": "", "UNUSED": "x"})
    assert other.endswith("\n\nprint(UNUSED)\n") and 'UNUSED = "x"' in other and "RATE, LEFT = 0.1, 2" in other


def test_undecided_branches_stay_and_what_is_missing_is_told(written):
    blocks = {"network": [], "layers": [], "short": []}
    assert 'elif KIND == "short":' in assemble(written, blocks, {})
    with pytest.raises(KeyError, match="no constant SPEED"):
        assemble(written, blocks, {"SPEED": 1})
    with pytest.raises(KeyError, match="layers"):
        assemble(written, {"network": []}, {})
