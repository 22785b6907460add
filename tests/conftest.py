"""Settings for every test: one BLAS thread, the project's root on the path, Hypothesis without deadlines."""

import os
import sys

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import pytest
from hypothesis import settings

settings.register_profile("mnistnet", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("mnistnet")


@pytest.fixture(autouse=True)
def main_program(monkeypatch):
    """Let the main program be what it was once the test is over: a page that is tested takes its place.

    Processes that are started run the main program's file, and this one is no page.
    """
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
