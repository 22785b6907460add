"""What links of earlier days call a choice: they went by its label then, which may read otherwise today."""

import re

IDS: dict[str, dict[str, str]] = {
    "data": {"8,000 digits that come along": "embedded", "50,000 digits of MNIST": "mnist"},
    "way_back": {
        "Back-query": "back-query",
        "Weight product": "weight-product",
        "Climb": "climb",
        "Preimage": "preimage",
        "Mean digit": "mean-digit",
    },
    "preset": {"my own layers": "own"},
    "picture": {"Test digit": "test", "Drawing": "drawing", "Mean digit": "mean", "White": "white"},
}


def new_id(key: str, text: str) -> str:
    """Return the id of what an old link names.

    Raises
    ------
    KeyError
        If no link ever named it so.
    """
    numbered = re.match(r"number (\d+): ", text)
    return numbered[1] if numbered else IDS[key][text]
