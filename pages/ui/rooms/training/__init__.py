"""The Training page: the recipe, the runs, the panel that watches one, and a single step."""
