"""Prints the glossary as it stands in the README: ``python -m mnistnet.lessons``."""

from mnistnet.lessons.glossary import table

print(table(), end="")
