"""What a file of somebody else's holds, once it is read."""

import hashlib
from dataclasses import dataclass

from mnistnet import Network
from mnistnet.weight_files import Guess, Reading, SavedNetwork

__all__ = ["Brought"]


@dataclass(frozen=True, eq=False)
class Brought:
    """A file that could be read.

    Attributes
    ----------
    content : bytes
        Of the first of several files.
    name : str
        What the network may be called.
    saved : SavedNetwork
        The network, with what is likely where the file does not say it, and its earlier epochs.
    unread : Network
        The same network before anything is taken of its pixels' moments.
    candidates : tuple of (Guess, float)
        The ways to use its numbers with the accuracy of each, the likeliest first; one where the file says all.
    reading : Reading
        The one that is taken, and what it was measured by.
    way : str
        What was done to put its arrays together, in words.
    left_out : tuple of str
        What else lies in the file.
    says_activations : bool
        Whether the file says what its hidden nodes do.
    """

    content: bytes
    name: str
    saved: SavedNetwork
    unread: Network
    candidates: tuple[tuple[Guess, float], ...]
    reading: Reading
    way: str = ""
    left_out: tuple[str, ...] = ()
    says_activations: bool = False

    @property
    def digest(self) -> str:
        """What tells this file from others."""
        return hashlib.sha256(self.content).hexdigest()[:12]
