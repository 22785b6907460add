"""The My networks page: the shelf as a table, and how files come onto it."""
