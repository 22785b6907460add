"""Gathers every sentence that can be said: ``python -m mnistnet.words`` writes mnistnet/words/catalogues/mnistnet.pot.

A translator fills a copy of it in; ``pybabel compile`` makes of that the ``.mo`` file that `speaking` looks for.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from mnistnet.words.language import MARKS

ROOT = Path(__file__).parents[2]
KEYWORDS = {"say": None, "mark": None, "plural": (1, 2)}


def gathered() -> Catalog:
    """Return all sentences of the library and the pages, and the marks with which numbers are written."""
    catalogue = Catalog(project="mnistnet")
    for folder in ("mnistnet", "pages"):
        for place, line, message, _, _ in extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS):
            catalogue.add(message, locations=[(f"{folder}/{place}", line)])
    for mark, context in MARKS.items():
        catalogue.add(mark, context=context)
    return catalogue


def main() -> None:
    """Write the catalogue."""
    path = ROOT / "mnistnet" / "words" / "catalogues" / "mnistnet.pot"
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        write_po(file, gathered(), sort_output=True, include_lineno=False)
    print(f"{len(gathered())} sentences in {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
