"""The networks of the books: their recipes (presets), their files (networks), and how those are made (ship)."""
