"""Programs of the methods that put in or rub out one pixel after the other."""

from mnistnet.snippets.case import END, Case

__all__ = ["occlusion", "one_pixel", "two_ended"]

Parts = list[list[str]]
PLAYERS = "for i in np.flatnonzero(x != x0):"


def one_pixel(case: Case) -> Parts:
    """Return the program that puts every pixel onto the baseline all by itself."""
    loop = [
        "nothing = node(x0)",
        f"influence = np.zeros({case.shape})",
        PLAYERS,
        "    one = x0.copy()",
        "    one.flat[i] = x.flat[i]  # one pixel alone",
        "    influence.flat[i] = (node(one) - nothing)[0]",
    ]
    return [case.opening(), case.value(), case.pictures(), loop, END]


def occlusion(case: Case) -> Parts:
    """Return the program that rubs out one pixel of the whole picture."""
    loop = [
        "whole = node(x)",
        f"influence = np.zeros({case.shape})",
        PLAYERS,
        "    rest = x.copy()",
        "    rest.flat[i] = x0.flat[i]  # all but one pixel",
        "    influence.flat[i] = (whole - node(rest))[0]",
    ]
    return [case.opening(), case.value(), case.pictures(), loop, END]


def two_ended(case: Case) -> Parts:
    """Return the program that does both and takes the mean."""
    loop = [
        "nothing, whole = node(x0), node(x)",
        f"influence = np.zeros({case.shape})",
        PLAYERS,
        "    one, rest = x0.copy(), x.copy()",
        "    one.flat[i], rest.flat[i] = x.flat[i], x0.flat[i]  # one pixel alone, all but one",
        "    influence.flat[i] = (node(one) - nothing + whole - node(rest))[0] / 2",
    ]
    return [case.opening(), case.value(), case.pictures(), loop, END]
