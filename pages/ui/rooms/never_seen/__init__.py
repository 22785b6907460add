"""The second view of the Training page: what a network never sees, and what it reads otherwise for it."""
