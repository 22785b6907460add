"""The reader of HDF5 files, for `mnistnet.limits.apart`: their arrays, as .npz."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

MOST_CELLS = 128
MOST_ARRAYS, MOST_NUMBERS, MEMORY, SECONDS = 1000, 5_000_000, 1_500_000_000, 5


def prepare() -> None:
    """Load the library."""
    import codecs

    import h5py  # noqa: F401
    import numpy  # noqa: F401

    codecs.lookup("ascii")  # h5py asks for it when it meets a text


def read(content: bytes) -> bytes:
    """Return the arrays of a file as .npz."""
    import numpy as np

    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays_of(content))
    return file.getvalue()


def arrays_of(content: bytes) -> dict[str, Any]:
    """Return every plain array of numbers in a file by its path, and the text of its model under "model_config"."""
    import h5py
    import numpy as np

    found: dict[str, Any] = {}
    numbers = 0
    with h5py.File(io.BytesIO(content), "r") as file:
        places: list[str] = []
        file.visititems(lambda name, one: places.append(name) if _is_wanted(name, one) else None)
        for name, one in islice(_with_cells(file, places), MOST_ARRAYS):
            if one.dtype.kind not in "fiub" or one.is_virtual or one.external or one.size is None:
                continue
            numbers += one.size
            if numbers > MOST_NUMBERS:
                raise MemoryError  # more numbers than can be read
            found[name] = one[()]
        config = file.attrs.get("model_config")
        if isinstance(config, str | bytes) and len(config) < 1_000_000:
            text = config.encode() if isinstance(config, str) else config
            found["model_config"] = np.frombuffer(text, np.uint8)
    return found


def _with_cells(file: Any, places: list[str]) -> Iterator[tuple[str, Any]]:
    """Yield arrays with their names; those that a cell array of MATLAB's refers to are "W.0", "W.1"."""
    import h5py

    cells = [place for place in places if h5py.check_ref_dtype(file[place].dtype) is h5py.Reference]
    for place in places:
        if place in cells and file[place].size and file[place].size <= MOST_CELLS:
            for i, reference in enumerate(file[place][()].ravel()):
                one = file[reference] if reference else None
                if isinstance(one, h5py.Dataset):
                    yield f"{place}.{i}", one
        elif not (cells and place.startswith("#refs#/")):
            yield place, file[place]


def _is_wanted(name: str, one: Any) -> bool:
    """Return whether something in a file is an array, and none that only training needs."""
    import h5py

    return isinstance(one, h5py.Dataset) and not name.startswith("optimizer")
