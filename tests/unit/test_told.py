"""Whatever goes wrong is told in one shape: every exception of the library has one root."""

import importlib
import pkgutil

import pytest

import mnistnet
from mnistnet import DataError, Told, WeightFileError
from mnistnet.drawing.picture_file import PictureError
from mnistnet.influence import DoesNotApply
from mnistnet.jobs import Busy
from mnistnet.projection import PackageMissing
from mnistnet.training import Diverged


def exceptions():
    """Return every public exception that a module of the library defines."""
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(mnistnet.__path__, "mnistnet.")
        if "__main__" not in found.name
    ]
    classes = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    ours = {kind for kind in classes if issubclass(kind, Exception) and kind.__module__.startswith("mnistnet")}
    return {kind for kind in ours if not kind.__name__.startswith("_")}


def test_every_exception_has_the_one_root():
    found = exceptions()
    assert {DataError, PictureError, Busy, Diverged, WeightFileError, DoesNotApply, PackageMissing} < found
    assert {kind for kind in found if not issubclass(kind, Told)} == set()


@pytest.mark.parametrize(
    ("kind", "also"), [(DoesNotApply, ValueError), (Diverged, ArithmeticError), (PackageMissing, ImportError)]
)
def test_some_are_also_what_python_calls_them(kind, also):
    error = Diverged("It grew.", 0.5) if kind is Diverged else kind("It grew.")
    assert isinstance(error, also) and str(error) == error.sentence == "It grew." and error.recipe == ""


def test_a_recipe_stands_below_the_sentence():
    error = WeightFileError("Convert it.", "import torch")
    assert str(error) == "Convert it.\n\nimport torch"
    assert error.sentence == "Convert it." and error.recipe == "import torch"
