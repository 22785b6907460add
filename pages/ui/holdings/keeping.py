"""Whether what a visitor makes outlasts the session: it does where the browser keeps a name and the server a folder."""

from mnistnet.jobs.desks import KEPT_DAYS, are_kept
from pages.ui.holdings import visitor

__all__ = ["KEPT_DAYS", "kept_or_not", "lasts"]


def lasts() -> bool:
    """Return whether the server keeps what this visitor makes."""
    return are_kept() and bool(visitor.cookie())


def kept_or_not(kept: str, gone: str) -> str:
    """Return the first text where it is kept beyond the session, else the second."""
    return kept if lasts() else gone
