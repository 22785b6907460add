"""Work in steps tells after each of them how far it is, and can be told to stop."""

from collections.abc import Callable

__all__ = ["OnStep"]

# Called with (steps done, steps in all); if it returns False the work stops and gives what it has.
OnStep = Callable[[int, int], bool | None]
