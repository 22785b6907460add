"""Benchmarks: each prints one table, on one BLAS thread, ours and the peer in the same run."""

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # read once, when NumPy is imported: so before anything else
