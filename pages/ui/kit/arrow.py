"""Small tables of texts in the format in which they travel to the browser, without a data frame for each."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa
from streamlit import dataframe_util

__all__ = ["in_arrow"]


def in_arrow(table: Any) -> Any:
    """Return a table whose cells are all texts as Streamlit would send it; any other as it is.

    Streamlit makes a data frame of each table, which takes ten times as long as to send what is in it.

    Parameters
    ----------
    table : sequence of mappings, one a row; mapping of names to columns; or mapping of names to texts
    """
    if isinstance(table, Mapping):
        is_pairs = all(isinstance(value, str) for value in table.values())
        columns = [list(table.values()), list(table)] if is_pairs else list(table.values())
        names = None if is_pairs else tuple(table)
    elif isinstance(table, Sequence) and table:
        names = tuple(table[0])
        columns = [[row.get(name) for row in table] for name in names]
    else:
        return table
    rows = len(columns[0]) if columns else 0
    if not rows or not all(len(column) == rows and all(isinstance(one, str) for one in column) for column in columns):
        return table
    return pa.table(columns, schema=_schema(names, rows))


@lru_cache(maxsize=256)
def _schema(names: tuple[str, ...] | None, rows: int) -> Any:
    """Return what Streamlit says of a table of texts with these columns, or of pairs, and with so many rows."""
    empty = {str(row): "" for row in range(rows)} if names is None else {name: [""] * rows for name in names}
    sent = dataframe_util.convert_anything_to_arrow_bytes(empty)
    return pa.ipc.open_stream(sent).schema
