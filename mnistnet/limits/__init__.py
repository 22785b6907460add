"""Limits: how much may arrive, how much one visitor may ask for; every number stands here and nowhere else.

Reading order: bounds (of what is opened, the same everywhere), quotas (of a server), document (both as tables), apart
(files that are read by a process of their own).
"""

from mnistnet.limits.bounds import BOUNDS, Bound
from mnistnet.limits.quotas import Limits, is_hosted, limits

__all__ = ["BOUNDS", "Bound", "Limits", "is_hosted", "limits"]
