"""The room of the page Arithmetic."""
