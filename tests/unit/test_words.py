"""Every word that the app shows passes through the one seam: what stands in the pages is said, counted or marked."""

import ast
import re
from pathlib import Path

import pytest

from mnistnet.words.__main__ import gathered

ROOT = Path(__file__).parents[2]
UNSAID = {"old_links.py"}  # what links of earlier days call a choice is not said any more
FILES = [p for p in sorted((ROOT / "pages").rglob("*.py")) if "state" not in p.parts and p.name not in UNSAID]
SEAM = {"say", "mark", "plural"}
# keywords whose values nobody reads
NOT_WORDS = {"css", "fmt", "format", "html", "icon", "js", "key", "language", "mime", "scope", "ttl", "type"}
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")


def is_said(text: str) -> bool:
    """Return whether a text is a sentence or a phrase: more than one word, and no markup, formula or address."""
    if text.startswith((":material", "<", "http", "data:", "\\")) or re.search(r"\\[a-zA-Z]", text):
        return False
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
        if isinstance(node, ast.Assert | ast.Compare | ast.Subscript):
            exempt |= set(map(id, ast.walk(node)))
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [f"{node.lineno}: {node.value}" for node in texts if id(node) not in exempt and is_said(node.value)]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT / "pages").as_posix())
def test_every_sentence_passes_the_seam(path):
    assert outside(ast.parse(path.read_text())) == []


def test_the_walk_sees_a_sentence_outside():
    page = 'st.caption("Two words")\nst.caption(say("Two words"))\nx = f"{n} of the digits"\n'
    assert outside(ast.parse(page)) == ["1: Two words", "3:  of the digits"]


def test_one_command_gathers_all_sentences():
    found = gathered()
    assert "Mean digit" in found and len(found) > 500
