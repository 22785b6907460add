"""Packages that only some commands need, and the extra of mnistnet that brings each."""

__all__ = ["EXTRA_OF", "how_to_get"]

EXTRA_OF = {
    "streamlit": "app",
    "plotly": "app",
    "pandas": "app",
    "streamlit_drawable_canvas": "app",
    "PIL": "files",
    "distributed": "sweeps",
}


def how_to_get(error: ModuleNotFoundError) -> str:
    """Return the sentence that says how to get a missing package.

    Raises
    ------
    ModuleNotFoundError
        The error itself, where no extra brings the package: then something of ours is broken.
    """
    extra = EXTRA_OF.get((error.name or "").partition(".")[0])
    if extra is None:
        raise error
    return f"This needs the package {error.name}, which is not installed: pip install 'mnistnet[{extra}]'"
