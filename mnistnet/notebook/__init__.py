"""A notebook shows a network, digits and influence maps as small pictures, made with NumPy and zlib alone.

Reading order: colours (what a number looks like), png (pixels as a file), sheet (many small pictures as one),
card (a caption over pictures). What is shown of what stands in `shown`.
"""

from mnistnet.notebook.shown import digits_card, maps_card, network_card

__all__ = ["digits_card", "maps_card", "network_card"]
