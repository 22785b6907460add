"""MNIST's official test digits: every page walks through them where they are, and says so where they are not."""

import hashlib
import os

import numpy as np
import pytest
import streamlit as st

from mnistnet import Digits, load_digits, load_network
from mnistnet.digits import sources
from mnistnet.mistakes import examine
from pages.ui.holdings import digit_sets, results
from pages.ui.state import keys

from .conftest import chart, on_bench, only, said

SCRATCH = load_network("scratch")
COUNT = 1_300  # more than the part that slow pages draw


def idx(values: np.ndarray) -> bytes:
    return bytes([0, 0, 8, values.ndim]) + np.array(values.shape, ">u4").tobytes() + values.tobytes()


@pytest.fixture
def nothing_kept():
    """Let no test see what was worked out for the digits of another."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def official(tmp_path, monkeypatch, nothing_kept) -> Digits:
    """Return digits that lie in a folder as if they were MNIST's for testing."""
    train = load_digits().split("train")
    digits = Digits(train.images[:COUNT], train.labels[:COUNT])
    files = {"t10k-images-idx3-ubyte": idx(digits.images), "t10k-labels-idx1-ubyte": idx(digits.labels)}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    digests = {name: (hashlib.sha256(content).hexdigest(), "") for name, content in files.items()}
    monkeypatch.setattr(sources, "MNIST_FILES", digests)
    monkeypatch.setenv("MNISTNET_DATA_DIR", str(tmp_path))
    return digits


def address(test) -> dict[str, str]:
    return dict(test.session_state["visitor"].address)


def test_pages_walk_through_the_official_digits(app, official):
    exam = examine(SCRATCH, official)
    test = app("probabilities.py", set="official", digit=str(COUNT - 1))
    assert address(test)["set"] == "official" and test.number_input(key=keys.DIGIT).max == COUNT - 1
    assert f"test digit {COUNT - 1}, a {official.labels[-1]}" in on_bench(test)
    assert any(f"of MNIST's {COUNT:,} test digits" in caption.value for caption in test.caption)
    assert any(f"{exam.right.sum()} of {COUNT} right" in caption.value.replace(",", "") for caption in test.caption)
    test.switch_page("influence.py").run()
    assert not test.exception and test.number_input(key=keys.DIGIT).value == COUNT - 1
    test.switch_page("mistakes.py").run()
    assert f"**{len(exam.mistakes())} of {COUNT:,} misread**" in said(test)
    assert test.selectbox(key="open_mistake").value in exam.mistakes()
    test.selectbox(key=keys.SET).select(digit_sets.ALONG).run()
    assert "of 1,000 misread" in said(test) and "set" not in address(test)


def test_the_map_draws_a_part_and_says_so(app, official):
    number = next(n for n in range(COUNT) if n not in drawn())
    test = app("map.py", set="official", digit=str(number))
    assert any(
        "Each of 1,000 test digits, drawn from MNIST's 10,000" in text.value for text in [*test.markdown, *test.caption]
    )
    points = [trace for trace in chart(test, "map")["data"] if "customdata" in trace]
    assert sum(len(trace["text"]) for trace in points) == len(drawn()) == 1_000
    assert any(
        f"test digit {number}" == trace["name"].split(",")[0] for trace in chart(test, "map")["data"] if "name" in trace
    )


def drawn() -> list[int]:
    return sorted(np.random.default_rng(0).permutation(COUNT)[: results.PART].tolist())


def test_an_old_link_to_all_mistakes_opens_them(app, official):
    test = app("mistakes.py", test_set="all 10,000 of MNIST")
    assert address(test)["set"] == "official" and f"of {COUNT:,} misread" in said(test)


@pytest.mark.parametrize("asked", [{"set": "official"}, {"test_set": "all 10,000 of MNIST"}])
def test_where_they_are_not_a_link_falls_back_and_the_bench_says_how_they_get_here(
    app, asked, tmp_path, monkeypatch, nothing_kept
):
    monkeypatch.setenv("MNISTNET_DATA_DIR", str(tmp_path))
    test = app("mistakes.py", **asked)
    assert "which is not known here" in only(test.toast).value and "of 1,000 misread" in said(test)
    test.session_state["more_test_digits"] = True
    test.run()
    assert any("does not hold their two files" in caption.value for caption in test.caption)


def test_without_a_network_fetching_is_one_sentence(app, monkeypatch, nothing_kept):
    def refuse(*args, **options):
        raise OSError("no route to host")

    monkeypatch.delenv("MNISTNET_DATA_DIR", raising=False)
    monkeypatch.setattr("pages.ui.holdings.official.official_set_is_here", lambda: False)
    monkeypatch.setattr("pooch.retrieve", refuse)
    test = app("mistakes.py")
    test.session_state["more_test_digits"] = True
    test.run()
    assert any("1.7 MB" in caption.value for caption in test.caption)
    test.button(key="fetch_official").click().run()
    assert not test.exception and "could not be downloaded" in only(test.toast).value


@pytest.mark.skipif("MNISTNET_DATA_DIR" not in os.environ, reason="MNISTNET_DATA_DIR does not name MNIST's files")
def test_scratch_reads_as_many_of_the_real_ones_as_its_record_says(app, nothing_kept):
    test = app("probabilities.py", set="official")
    right = round(10_000 * SCRATCH.test_accuracy)
    assert any(f"{right} of 10,000 right" in caption.value for caption in test.caption)
