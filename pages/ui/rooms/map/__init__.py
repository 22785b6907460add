"""The Map page: where each digit lies, and what that says."""
