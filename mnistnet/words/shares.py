"""A share is a number from 0 to 1; in percent it is written by one rule, on pages, in figures and by commands."""

__all__ = ["share"]


def share(value: float, digits: int = 1) -> str:
    """Return a share in percent, never rounded to a certainty that it is not.

    Parameters
    ----------
    value : float
        From 0 to 1.
    digits : int
        How many stand behind the point.

    Returns
    -------
    str
        "98.2 %"; what is more than nothing but too little to be seen is "< 0.1 %", and what is nearly but not
        quite all is "> 99.9 %". Only 0 is "0.0 %", only 1 is "100.0 %".

    Examples
    --------
    >>> [share(value) for value in (0, 0.0004, 0.0312, 0.9996, 1)]
    ['0.0 %', '< 0.1 %', '3.1 %', '> 99.9 %', '100.0 %']
    """
    percent, least = 100 * float(value), 10.0**-digits
    if 0 < percent < least:
        return f"< {least:.{digits}f} %"
    if 100 - least < percent < 100:
        return f"> {100 - least:.{digits}f} %"
    return f"{percent:.{digits}f} %"
