"""Programs of the methods that multiply each pixel's ink by how fast the node follows it."""

from mnistnet.snippets.backwards import slopes_function
from mnistnet.snippets.case import END, Case

__all__ = ["expected_gradients", "gradient", "gradient_times_input", "integrated_gradients", "smooth_gradient"]

Parts = list[list[str]]


def gradient(case: Case) -> Parts:
    """Return the program of the plain slope at the picture; the baseline plays no part."""
    lines = [
        f"a1 = {case.first_sums('x')}",
        f"influence = (slopes(a1) @ W1.T).reshape{case.shape}  # of every pixel, blank ones too",
    ]
    return [case.opening(), slopes_function(case), case.pictures()[:1], lines, END]


def gradient_times_input(case: Case) -> Parts:
    """Return the program of the slope times what the pixel differs by."""
    lines = [
        f"a1 = {case.first_sums('x')}",
        f"influence = ((x - x0) * (slopes(a1) @ W1.T)).reshape{case.shape}",
    ]
    return [case.opening(), slopes_function(case), case.pictures(), lines, END]


def smooth_gradient(case: Case) -> Parts:
    """Return the program of the mean slope over 64 noisy pictures, with the very noise of the library."""
    noise = f"{0.15 * abs(case.network.encoding.scale):.6g}"
    rows = f"{case.network.image_shape[0]}, " if case.along_rows else ""
    lines = [
        f"a1 = {case.first_sums('x')}",
        'R = np.linalg.qr(W1, mode="r")  # noise @ R scatters as noise on all pixels does at a1',
        f"noise = np.random.default_rng(0).normal(0, {noise}, (32, {rows}len(R))) @ R",
        "slope = slopes(np.concatenate([a1 + noise, a1 - noise])).mean(axis=0)",
        f"influence = (slope @ W1.T).reshape{case.shape}",
    ]
    return [case.opening(), slopes_function(case), case.pictures()[:1], lines, END]


def integrated_gradients(case: Case) -> Parts:
    """Return the program that adds up slopes on the way from the baseline to the picture."""
    return [case.opening(), slopes_function(case), case.pictures(), _way(case, 32, "(x - x0)", ""), END]


def expected_gradients(case: Case) -> Parts:
    """Return the same with the mean over all the baselines of the case."""
    x, x0 = case.pictures()
    if case.baseline is not None and case.baseline.ndim > 2:
        x0 = x0.replace("reshape(1,", f"reshape({len(case.baseline)},") + "  # many digits"
    way = _way(case, 16, "((x - x0)", ").mean(axis=0)")
    return [case.opening(), slopes_function(case), [x, x0], way, END]


def _way(case: Case, points: int, before: str, behind: str) -> list[str]:
    step = f"{before} * (slopes({case.first_sums('between')}) @ W1.T){behind}"
    return [
        f"influence = np.zeros({case.shape})",
        f"for t, weight in zip(*np.polynomial.legendre.leggauss({points})):  # t from -1 to 1",
        "    between = x0 + (1 + t) / 2 * (x - x0)",
        f"    step = {step}",
        "    influence += weight / 2 * step.reshape(influence.shape)",
    ]
