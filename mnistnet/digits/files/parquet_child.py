"""Run as a program, in a process of its own: a table in Parquet from stdin, as .npz to stdout, within limits.

The readers are large and written in C++; whatever a forged file does to them, it does here and not to the app.
"""

import io
import sys
from typing import Any

MEMORY, SECONDS, LONGEST_SIDE, LARGEST = 3_000_000_000, 20, 128, 100_000


def limit() -> None:
    """Take away what reading a table does not need: memory, processor time, files to write."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone ends it
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))


def arrays_of(content: bytes, most: int) -> dict[str, Any]:
    """Return "images" and "labels" of a table with a column of pictures, else its "table" and "names"."""
    import numpy as np
    import pyarrow.parquet as parquet  # type: ignore[import-untyped]

    file = parquet.ParquetFile(io.BytesIO(content))
    taken: list[Any] = []
    for batch in file.iter_batches(batch_size=1000, use_threads=False):
        taken.append(batch.slice(0, most - sum(map(len, taken))))
        if sum(map(len, taken)) >= most:
            break
    names = [str(name) for name in file.schema_arrow.names]
    columns = {name: [cell for part in taken for cell in part.column(i).to_pylist()] for i, name in enumerate(names)}
    wide = [name for name in names if columns[name] and isinstance(columns[name][0], dict | bytes | list)]
    if wide:
        found = {"images": np.stack([pixels(cell) for cell in columns.pop(wide[0])])}
        return found | {name: np.array(cells) for name, cells in columns.items() if name not in wide}
    table = np.array([columns[name] for name in names], np.float32).T
    return {"table": table, "names": np.frombuffer("\n".join(names).encode(), np.uint8)}


def pixels(cell: Any) -> Any:
    """Return the pixels of one picture: a list of numbers, or a PNG alone or beside its path."""
    import numpy as np
    from PIL import Image

    content: Any = cell.get("bytes") if isinstance(cell, dict) else cell
    if isinstance(content, list):
        return np.array(content, np.float32)
    if len(content) > LARGEST:
        raise ValueError  # too large for a digit
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
        if max(image.size) > LONGEST_SIDE:
            raise ValueError  # too large for a digit
        return np.asarray(image.convert("L"))


def main() -> None:
    """Read, and write what was found; any exception ends the process with a code."""
    import numpy as np
    import PIL.Image  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    content = sys.stdin.buffer.read()
    limit()
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays_of(content, int(sys.argv[1])))
    sys.stdout.buffer.write(file.getvalue())


if __name__ == "__main__":
    main()
