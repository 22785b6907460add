"""The Influence page: how its maps are coloured, what is said of them, and close-ups of one node."""
