"""Influence maps as files: the maps alone, all there is in arrays, or a picture."""

import io
from typing import Any

import numpy as np

from mnistnet.commands.receipt import Receipt

__all__ = ["arrays_bytes", "maps_bytes", "picture_bytes"]


def maps_bytes(receipt: Receipt) -> bytes:
    """Return the maps of the nodes that are asked about as .npy, shape (nodes, rows, columns)."""
    file = io.BytesIO()
    np.save(file, receipt.maps[receipt.view][receipt.nodes], allow_pickle=False)
    return file.getvalue()


def arrays_bytes(receipt: Receipt) -> bytes:
    """Return all nodes of all views as .npz: per view its maps, "change", "total" and, if sampled, "standard error"."""
    maps = receipt.maps
    arrays: dict[str, Any] = {}
    for view in maps:
        arrays |= {view: maps[view], f"{view} change": maps.change[view], f"{view} total": maps.total(view)}
        error = maps.standard_error[view]
        if error is not None:
            arrays[f"{view} standard error"] = error
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def picture_bytes(receipt: Receipt) -> bytes:
    """Return a PNG of the maps of the nodes that are asked about."""
    from mnistnet.commands.mosaic import mosaic_png

    nodes, one = receipt.nodes, len(receipt.nodes) == 1
    titles = [f"node {node}" if one else str(node) for node in nodes]
    if one:
        _, total, change, difference, bar = receipt.row(int(nodes[0]))
        words = f"Sum of the map {total}, true change {change}, difference {difference}; error bar of one pixel: {bar}."
    else:
        words = receipt.summary
    heading = (receipt.title, receipt.subtitle)
    return mosaic_png(receipt.maps[receipt.view][nodes], titles, heading, receipt.unit, (receipt.limit, words))
