"""Sigmoid and softmax of a large sum, as the formulas are written, and the way round overflow."""

import numpy as np

SUM = 800.0
KIND = "float64"
a, row = np.array(SUM, KIND), np.array([SUM, 0, 1], KIND)
with np.errstate(all="ignore"):  # leave this line out to see what NumPy says
    sigmoid = 1 / (1 + np.exp(-a))
    as_written = np.exp(row) / np.exp(row).sum()
powers = np.exp(row - row.max())  # a common shift cancels, and nothing can grow too large
safe = powers / powers.sum()


def told(shares):
    return ", ".join(f"{share:.3g}" for share in shares)


print(f"sigmoid {sigmoid:.3g}; softmax as written {told(as_written)}; safe {told(safe)}")
