"""The reader of tables in Parquet and Arrow, for `mnistnet.limits.apart`: the first rows, as .npz."""

import io
from collections.abc import Iterator
from typing import Any

MEMORY, SECONDS, LONGEST_SIDE, LARGEST = 3_000_000_000, 20, 128, 100_000


def prepare(most: str) -> None:
    """Load the libraries."""
    import numpy  # noqa: F401
    import PIL.Image  # noqa: F401
    import pyarrow.ipc  # type: ignore[import-untyped]
    import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: F401


def read(content: bytes, most: str) -> bytes:
    """Return at most so many rows of a table as .npz."""
    import numpy as np

    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays_of(content, int(most)))
    return file.getvalue()


def arrays_of(content: bytes, most: int) -> dict[str, Any]:
    """Return "images" and "labels" of a table with a column of pictures, else its "table" and "names"."""
    import numpy as np

    names, batches = _batches(content)
    taken: list[Any] = []
    for batch in batches:
        taken.append(batch.slice(0, most - sum(map(len, taken))))
        if sum(map(len, taken)) >= most:
            break
    columns = {name: [cell for part in taken for cell in part.column(i).to_pylist()] for i, name in enumerate(names)}
    wide = [name for name in names if columns[name] and isinstance(columns[name][0], dict | bytes | list)]
    if wide:
        found = {"images": np.stack([pixels(cell) for cell in columns.pop(wide[0])])}
        return found | {name: np.array(cells) for name, cells in columns.items() if name not in wide}
    table = np.array([columns[name] for name in names], np.float32).T
    return {"table": table, "names": np.frombuffer("\n".join(names).encode(), np.uint8)}


def _batches(content: bytes) -> tuple[list[str], Iterator[Any]]:
    """Return the names of the columns, and the rows in parts."""
    import pyarrow.ipc as ipc
    import pyarrow.parquet as parquet

    if content.startswith(b"PAR1"):
        file = parquet.ParquetFile(io.BytesIO(content))
        return list(map(str, file.schema_arrow.names)), file.iter_batches(batch_size=1000, use_threads=False)
    if content.startswith(b"ARROW1"):
        arrow = ipc.open_file(io.BytesIO(content))
        return list(map(str, arrow.schema.names)), map(arrow.get_batch, range(arrow.num_record_batches))
    stream = ipc.open_stream(io.BytesIO(content))
    return list(map(str, stream.schema.names)), iter(stream)


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
