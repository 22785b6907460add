"""Settings for every test: one BLAS thread, the project's root on the path, Hypothesis without deadlines."""

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

from hypothesis import settings

settings.register_profile("mnistnet", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("mnistnet")
