"""What a figure shows, for people who cannot see it: plain words, and where the strongest thing in it is."""

import numpy as np

from mnistnet.figures.chart import Chart
from mnistnet.figures.export import pictured
from mnistnet.words import say
from pages.ui.kit.text import paragraph, strongest_words, unmarked

__all__ = ["described"]


def described(figure: Chart, words: str) -> str:
    """Return the words of a figure without mark-up, and of signed maps which is the strongest, and where."""
    return paragraph(unmarked(words), _strongest(figure))


def _strongest(figure: Chart) -> str:
    """Return in words the strongest of a figure's signed maps; nothing where it has none."""
    signed = any(trace.type == "heatmap" and (trace.zmin or 0) < 0 for trace in figure.data)
    maps = pictured(figure) if signed else None
    if maps is None:
        return ""
    if maps.ndim == 2:
        return strongest_words(maps)
    sizes = np.abs(np.nan_to_num(maps)).max(axis=(1, 2))
    which = int(sizes.argmax())
    texts = [trace.text for trace in figure.data if trace.type == "scatter" and trace.mode == "text"]
    titles = next((one for one in texts if one is not None and len(one) == len(maps)), None)
    if titles is None or not sizes[which]:
        return ""
    named = say("The strongest is “{title}”.", title=unmarked(titles[which]))
    return paragraph(named, strongest_words(np.nan_to_num(maps[which])))
