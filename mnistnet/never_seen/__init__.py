"""Data make the network: what it never sees it never learns, and what it is told wrongly it learns as well.

In reading order: `withheld` (digits left out, or given wrong labels), `consequences` (what is read otherwise for it).
"""

from mnistnet.never_seen.consequences import Shift, shifts
from mnistnet.never_seen.withheld import LOOKS, Look, Withheld, withheld

__all__ = ["LOOKS", "Look", "Shift", "Withheld", "shifts", "withheld"]
