"""What a stranger's browser says of a drawing, and a photo that is small to send and dear to read."""

import io

from PIL import Image


def jpeg_of_many_scans(times, size=(3900, 4000)):
    """Return a progressive JPEG whose last scan, which touches every pixel, comes so many times over."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).save(file, "JPEG", progressive=True, quality=30)
    content = file.getvalue()
    start, end = content.rindex(b"\xff\xda"), content.rindex(b"\xff\xd9")
    return content[:start] + content[start:end] * times + content[end:]


def nested(levels):
    """Return lists within lists."""
    value = []
    for _ in range(levels):
        value = [value]
    return value


def broken_marks():
    """Return name -> what a browser may say instead of a mark on the board."""
    good = {"points": [[1, 2], [3, 4]], "width": 20}
    return {
        "nothing": {},
        "points are a number": good | {"points": 3},
        "points are text": good | {"points": ["ab", "cd"]},
        "a point of three": good | {"points": [[1, 2, 3]]},
        "points of odd lengths": good | {"points": [[1, 2], [3]]},
        "a point is nan": good | {"points": [[1, float("nan")]]},
        "a point is infinite": good | {"points": [[1, float("inf")]]},
        "a point is huge": good | {"points": [[1, 10**400]]},
        "nested points": good | {"points": nested(500)},
        "endless": good | {"points": [[1, 2]] * 1_000_000},
        "no width": {"points": [[1, 2]]},
        "width is nan": good | {"width": float("nan")},
        "width is huge": good | {"width": 1e308},
        "width is a list": good | {"width": [1]},
        "squares outside": {"squares": [[28, 0, 1]]},
        "squares below": {"squares": [[-1, 0, 1]]},
        "squares are text": {"squares": "abc"},
        "squares are endless": {"squares": [[0, 0, 1]] * 1_000_000},
        "squares are huge": {"squares": [[2**70, 0, 1]]},
        "squares are fractions": {"squares": [[0.5, 0, 1]]},
    }
