"""Tests of the app find what a page shows by its key or by what it says, never by its place."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

FILES = sorted((Path(__file__).parents[1] / "app").glob("*.py"))
NO_LISTS = {"session_state", "columns"}  # a table has columns too
KINDS = {name for name, value in vars(AppTest).items() if isinstance(value, property)} - NO_LISTS


def is_list(node: ast.AST) -> bool:
    """Return whether an expression gives all elements of a kind: `test.info`, `[*test.info]`."""
    if isinstance(node, ast.Attribute):
        return node.attr in KINDS
    if isinstance(node, ast.List | ast.Tuple):
        return any(isinstance(part, ast.Starred) and is_list(part.value) for part in node.elts)
    asks = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get"
    return asks and isinstance(node.func.value, ast.Name) and node.func.value.id == "test"


def by_place(tree: ast.AST) -> list[int]:
    """Return the lines that take one of many elements by its number, or the first of them."""
    found = []
    for node in ast.walk(tree):
        numbered = isinstance(node, ast.Subscript) and is_list(node.value)
        first = isinstance(node, ast.Call) and ast.unparse(node.func) == "iter" and any(map(is_list, node.args))
        apart = isinstance(node, ast.Assign) and is_list(node.value) and isinstance(node.targets[0], ast.Tuple)
        if numbered or first or (apart and len(node.targets[0].elts) > 1):
            found.append(node.lineno)
    return sorted(found)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_nothing_is_found_by_its_place(path):
    assert by_place(ast.parse(path.read_text())) == []


def test_the_walk_sees_a_place():
    bad = ("test.info[0].value", "[*test.success, *test.warning][0]", 'test.get("image")[-1]')
    bad += ("next(iter(test.table))", "first, *rest = test.button")
    good = ("told(test.info)", "(one,) = test.info", "test.session_state['visitor']", "figure.data[0]", "test.error")
    assert by_place(ast.parse("\n".join(bad))) == [1, 2, 3, 4, 5] and by_place(ast.parse("\n".join(good))) == []
