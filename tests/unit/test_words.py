"""Every word that the app shows passes through the one seam: what stands in pages and library is said or marked."""

import ast
import re
from pathlib import Path

import pytest

from mnistnet.digits.known import SOURCES
from mnistnet.words.__main__ import gathered
from pages.ui.kit.text import unmarked

ROOT = Path(__file__).parents[2]
UNSAID = {"old_links.py"}  # what links of earlier days call a choice is not said any more
UNSAID_FOLDERS = (  # what is English for everybody
    "pages/ui/state",
    "mnistnet/commands",  # a command line, as its options
    "mnistnet/limits",  # the tables of SECURITY.md; sentences about them are said where they are raised
    "mnistnet/notebook",  # what stands beside code
    "mnistnet/snippets",  # programs, as all code
    "mnistnet/serving/door.py",  # lines of configurations; its one sentence is marked
    "mnistnet/words",
    "mnistnet/worker.py",
    "mnistnet/books/ship.py",
    "mnistnet/strokes/catalogue.py",  # names of ways to write a digit; no page shows them
    "mnistnet/strokes/signs.py",
    "mnistnet/strokes/letters.py",
    "mnistnet/strokes/scribbles.py",
    "mnistnet/weight_files/refused.py",  # programs that convert a file; its sentences are said
    "mnistnet/weight_files/others.py",
    "mnistnet/weight_files/roles.py",  # words that files have in the names of their arrays
    "mnistnet/containers/pickle_names.py",
    "mnistnet/containers/pickle_opcodes.py",
    "mnistnet/containers/pickle_machine.py",  # why a file is damaged, for whoever reads the trace
)
# names that are kept in files or compared, and what code alone reads
NAMES = {"all in one", "go on", "held back", "made patterns ", "mnist, test", "mnistnet desk 1", "my hand", "own set"}
NAMES |= {
    "lower left",
    "middle center",
    "offset points",
    "other question",
    "rough share",
    "row model",
    "rows of ",
    "scaled digits",
    "sign of life",
}
NAMES |= {"mnistnet answers 1", "model name", "middle right"}
NAMES |= {"wrong speed", "mean 0, deviation 1", "A name comes twice.", "The card says something impossible."}
NAMES |= {source.licence for source in SOURCES.values()}  # whose the digits are, word for word
FILES = [
    path
    for folder in ("mnistnet", "pages")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.name not in UNSAID and not path.relative_to(ROOT).as_posix().startswith(UNSAID_FOLDERS)
]
SEAM = {"say", "mark", "plural"}
# keywords whose values nobody reads
NOT_WORDS = {"css", "fmt", "format", "html", "icon", "js", "key", "language", "mime", "scope", "ttl", "type"}
NOT_WORDS |= {"written"}  # as programs are
UNREAD = (":material", "<", "\nbody {", "http", "data:", "\\", ".st-", "[data-", "[class", "AI4K12 ", "CSTA ")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")


def is_said(text: str) -> bool:
    """Return whether a text is a sentence or a phrase: more than one word, and no markup, formula or address."""
    if text.startswith(UNREAD) or re.search(r"\\[a-zA-Z]", text):
        return False
    if text in NAMES or (re.match(r"[A-Z]\.(-[A-Z]\.)? ", text) and re.search(r", (19|20)\d\d|[a-z], [*]?[A-Z]", text)):
        return False  # a paper or a book is called the same in every language
    return len(WORD.findall(text)) > 1 and " " in text.strip()


def outside(tree: ast.Module) -> list[str]:
    """Return the sentences that a module shows without the seam."""
    exempt: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            exempt |= {id(node.body[0].value)} if isinstance(node.body[0], ast.Expr) else set()
            for unread in (*getattr(node, "decorator_list", ()), getattr(node, "returns", None)):
                exempt |= set(map(id, ast.walk(unread))) if unread else set()
        called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        is_log = isinstance(node, ast.Call) and any(keyword.arg == "exc_info" for keyword in node.keywords)
        if called in SEAM or called == "component" or is_log:
            exempt |= set(map(id, ast.walk(node)))
        if isinstance(node, ast.keyword) and node.arg in NOT_WORDS:
            exempt |= set(map(id, ast.walk(node)))
        if isinstance(node, ast.FunctionDef) and node.name in {"__repr__", "__str__"}:
            exempt |= set(map(id, ast.walk(node)))
        if isinstance(node, ast.Assert | ast.Compare | ast.Subscript):
            exempt |= set(map(id, ast.walk(node)))
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [f"{node.lineno}: {node.value}" for node in texts if id(node) not in exempt and is_said(node.value)]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_sentence_passes_the_seam(path):
    assert outside(ast.parse(path.read_text())) == []


def ungathered(tree: ast.Module) -> list[str]:
    """Return the sentences that are said by way of a choice: the catalogue gets those alone that are marked."""
    said = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say"]
    chosen = [node.args[0] for node in said if node.args and isinstance(node.args[0], ast.IfExp)]
    branches = [branch for node in chosen for branch in (node.body, node.orelse)]
    return [branch.value for branch in branches if isinstance(branch, ast.Constant) and branch.value]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_sentence_that_is_chosen_is_gathered(path):
    assert ungathered(ast.parse(path.read_text())) == []


def test_the_walk_sees_a_sentence_that_is_not_gathered():
    assert ungathered(ast.parse('say("one" if x else mark("two"))\nsay(TWO if x else "")\n')) == ["one"]


def test_the_walk_sees_a_sentence_outside():
    page = 'st.caption("Two words")\nst.caption(say("Two words"))\nx = f"{n} of the digits"\n'
    assert outside(ast.parse(page)) == ["1: Two words", "3:  of the digits"]


def test_one_command_gathers_all_sentences():
    found = gathered()
    assert "Mean digit" in found and len(found) > 500


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("**3 pixels turned over** make the answer 3.", "3 pixels turned over make the answer 3."),
        ("Back-query<br>0 ✓ 99.7 %", "Back-query: 0 ✓ 99.7 %"),
        ("<b>in</b> 28 × 28, answer **4**: :green[✓ right]", "in 28 × 28, answer 4: ✓ right"),
        ("less than 5 < 6 * 2", "less than 5 < 6 * 2"),
        ("`z1` of scratch", "z1 of scratch"),
    ],
)
def test_whoever_cannot_see_a_picture_hears_words_and_no_mark_up(marked, read):
    assert unmarked(marked) == read
