"""The documents run: every example in a docstring prints what it says, and the pages of the library hold every name."""

import doctest
import importlib
import importlib.util
import inspect
import re
from pathlib import Path

import numpy as np
import pytest

import mnistnet
from mnistnet import influence

ROOT = Path(__file__).parents[2]
FILES = [path for path in sorted((ROOT / "mnistnet").rglob("*.py")) if ">>> " in path.read_text()]


def module_of(path):
    """Return the module in a file."""
    return importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_examples_print_what_they_say(path):
    failed, tried = doctest.testmod(module_of(path), extraglobs={"np": np})  # as everybody writes it
    assert tried and not failed


@pytest.mark.parametrize(
    "thing",
    [
        mnistnet.Dense,
        mnistnet.Digits,
        mnistnet.Network,
        mnistnet.load_digits,
        mnistnet.load_network,
        mnistnet.network_names,
        mnistnet.save_network_file,
        influence.InfluenceMaps,
        influence.one_pixel,
        influence.shapley,
    ],
    ids=lambda thing: thing.__name__,
)
def test_what_everybody_uses_has_an_example(thing):
    assert ">>> " in inspect.getdoc(thing)


def test_every_name_of_the_library_has_its_place_on_a_page(tmp_path):
    spec = importlib.util.spec_from_file_location("api", ROOT / "docs" / "api.py")
    api = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(api)
    names = ("mnistnet", "mnistnet.influence", "mnistnet.digits.sources")
    assert set(names) <= set(api.modules())
    api.write(tmp_path, names)
    for name in names:
        page = (tmp_path / f"{name.replace('.', '/')}.html").read_text()
        assert set(importlib.import_module(name).__all__) <= set(re.findall(r'<section id="(\w+)">', page))
    assert ">Parameters<" in page.replace("</h6>", "<")  # docstrings are laid out, not shown as they stand


def test_no_page_is_committed():
    assert "site/" in (ROOT / ".gitignore").read_text().splitlines()


def test_what_runs_before_a_commit_is_what_has_to_pass():
    hooks = re.findall(r"entry: (.+)", (ROOT / ".pre-commit-config.yaml").read_text())
    assert hooks == [".venv/bin/ruff check", ".venv/bin/ruff format", ".venv/bin/mypy"]
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert all(any(line.startswith(hook) for line in lines) for hook in hooks)
