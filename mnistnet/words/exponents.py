"""What Python writes as 5.01e-05 is written as people write it: 0.0000501, and far from 1 as 3 × 10⁻¹⁶."""

import re
from decimal import Decimal

__all__ = ["written_out"]

EXPONENT = re.compile(r"([+-]?)(\d+(?:\.\d+)?)e([+-]\d+)")
NEAREST, FARTHEST = -6, 8  # powers of ten between which all digits are written
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written_out(text: str) -> str:
    """Return a formatted number without an exponent in it; any other text as it is.

    Examples
    --------
    >>> [written_out(text) for text in ("5.01e-05", "+1.23e+03", "-3e-16", "0e+00", "0.25")]
    ['0.0000501', '+1,230', '-3 × 10⁻¹⁶', '0', '0.25']
    """
    if "e" not in text or (found := EXPONENT.fullmatch(text)) is None:  # most have none: a page says hundreds
        return text
    sign, digits, power = found[1], found[2], int(found[3])
    if NEAREST <= power <= FARTHEST:
        return f"{sign}{Decimal(digits).scaleb(power):,f}"
    return f"{sign}{digits} × 10{str(power).translate(RAISED)}"
