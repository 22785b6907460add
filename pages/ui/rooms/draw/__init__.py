"""The Draw page: the answer, why it is this one and not that, all maps, and the steps from strokes to pixels."""
