"""By how much reading each large picture makes a process grow: `python -m tests.fuzz.picture_memory`.

In a process of its own: one that ran other tests has its free memory in pieces, into which a large picture may not fit.
"""

import json

from mnistnet.drawing import PictureError, read_photo
from tests.fuzz.guard import resident_memory
from tests.fuzz.hostile_pictures import cases, seeds


def main() -> None:
    """Print the bytes for each picture's name; null where the system does not tell."""
    for content in seeds():  # decoders are imported before anybody watches
        read_photo(content)
    large = {name: make for name, make in cases().items() if any(part in name for part in ("million", "bomb", " x "))}
    print(json.dumps({name: resident_memory(read_photo, make(), PictureError) for name, make in large.items()}))


if __name__ == "__main__":
    main()
