"""The Layers page: one pattern on its way, and many at once."""
