"""Run as a program, in a process of its own: the arrays of an HDF5 file from stdin, as .npz to stdout, within limits.

The HDF5 library is large and written in C; whatever a forged file does to it, it does here and not to the app.
"""

import io
import sys
from typing import Any

MOST_ARRAYS, MOST_NUMBERS, MEMORY, SECONDS = 1000, 5_000_000, 1_500_000_000, 5


def limit() -> None:
    """Take away what reading arrays does not need: memory, processor time, files to write."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone ends it
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))


def arrays_of(content: bytes) -> dict[str, Any]:
    """Return every plain array of numbers in a file by its path, and the text of its model under "model_config"."""
    import h5py
    import numpy as np

    found: dict[str, Any] = {}
    numbers = 0
    with h5py.File(io.BytesIO(content), "r") as file:
        places: list[str] = []
        file.visititems(lambda name, one: places.append(name) if isinstance(one, h5py.Dataset) else None)
        for place in places[:MOST_ARRAYS]:
            one = file[place]
            if one.dtype.kind not in "fiub" or one.is_virtual or one.external or one.size is None:
                continue
            numbers += one.size
            if numbers > MOST_NUMBERS:
                raise MemoryError  # more numbers than can be read
            found[place] = one[()]
        config = file.attrs.get("model_config")
        if isinstance(config, str | bytes) and len(config) < 1_000_000:
            text = config.encode() if isinstance(config, str) else config
            found["model_config"] = np.frombuffer(text, np.uint8)
    return found


def main() -> None:
    """Read, and write what was found; any exception ends the process with a code."""
    import h5py  # noqa: F401
    import numpy as np

    content = sys.stdin.buffer.read()
    limit()
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays_of(content))
    sys.stdout.buffer.write(file.getvalue())


if __name__ == "__main__":
    main()
