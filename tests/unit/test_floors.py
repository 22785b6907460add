"""The house keeps its floors: imports point down only, and the library stands without the app."""

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEVER = {  # folder (longest first): what its files may not import
    "mnistnet/figures": {"streamlit", "pages", "app"},
    "mnistnet/commands": {"streamlit", "pages", "app"},
    "mnistnet/__main__.py": {"streamlit", "pages", "app"},
    "mnistnet": {"streamlit", "plotly", "pages", "app", "mnistnet.figures"},
    "pages/ui/state": {
        "app",
        "pages.ui.kit",
        "pages.ui.holdings",
        "pages.ui.bench",
        "pages.ui.frame",
        "pages.ui.rooms",
    },
    "pages/ui/kit": {"app", "pages.ui.holdings", "pages.ui.bench", "pages.ui.frame", "pages.ui.rooms"},
    "pages/ui/holdings": {"app", "pages.ui.bench", "pages.ui.frame", "pages.ui.rooms"},
    "pages/ui/bench": {"app", "pages.ui.frame", "pages.ui.rooms"},
    "pages/ui/frame": {"app", "pages.ui.rooms"},
    "pages/ui": {"app"},
    "pages": {"numpy", "plotly", "app"},
    "app.py": set(),
}
FILES = [p for folder in ("mnistnet", "pages") for p in sorted((ROOT / folder).rglob("*.py"))]


def imports(path: Path) -> set[str]:
    """Return every module that a file imports, with all its parents."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {".".join(name.split(".")[: i + 1]) for name in names for i in range(name.count(".") + 1)}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_point_down(path):
    place = path.relative_to(ROOT).as_posix()
    floor = next(folder for folder in NEVER if place.startswith(folder))
    assert not imports(path) & NEVER[floor]


@pytest.mark.parametrize("path", sorted((ROOT / "pages/ui/rooms").rglob("*.py")), ids=lambda p: p.stem)
def test_no_room_imports_another(path):
    own = path.relative_to(ROOT / "pages/ui/rooms").with_suffix("").parts[0]
    others = {name.split(".")[3] for name in imports(path) if name.startswith("pages.ui.rooms.")}
    assert others <= {own}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_session_has_one_place(path):
    text = path.read_text()
    if path.parent.name != "state":
        assert "session_state" not in text, "what a visitor has stands in pages/ui/state"
        literal = re.findall(r"\b(?:value_of|set_value|forget|has_value)\(\"", text)
        assert not literal, "the key of a widget is a constant"
    assert "st.file_uploader" not in text or path.name == "upload.py", "files come in through pages/ui/kit/upload.py"


def test_the_top_floor_of_the_library_is_short():
    assert len(list((ROOT / "mnistnet").glob("*.py"))) <= 10


def rooms_below(room: Path) -> set[str]:
    """Return the folders of the library that a folder of it imports."""
    files = [path for path in room.rglob("*.py") if path.name != "ship.py"]  # a program that nothing imports
    found = {name for path in files for name in imports(path)}
    below = {name.split(".")[1] for name in found if name.startswith("mnistnet.")} - {room.name}
    return {name for name in below if (room.parent / name).is_dir()}


def test_the_rooms_of_the_library_import_each_other_in_no_circle():
    rooms = {path.name: rooms_below(path) for path in (ROOT / "mnistnet").iterdir() if path.is_dir()}
    order = list(TopologicalSorter(rooms).static_order())  # raises CycleError
    assert order.index("containers") < order.index("digits") < order.index("weight_files")


def test_the_walk_sees_a_broken_floor(tmp_path):
    (tmp_path / "bad.py").write_text("def f():\n    from streamlit.runtime import get_instance\n")
    assert "streamlit" in imports(tmp_path / "bad.py")


PAGES = sorted((ROOT / "pages").glob("[!_]*.py"))


def sums(tree: ast.AST) -> list[int]:
    """Return the lines that compute something; | and % join types and texts."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp)]
    return [node.lineno for node in found if not isinstance(node.op, ast.BitOr | ast.Mod)]


def steps(tree: ast.AST) -> int:
    """Return how many statements a story has, however many lines its sentences take."""
    told = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    words = [node for node in told if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    return len(told) - len(words) - sum(isinstance(node, ast.Import | ast.ImportFrom) for node in told)


def borrowed(tree: ast.Module) -> set[str]:
    """Return the names that a function reads although they are first given a value below it."""
    born: dict[str, int] = {}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in inside:
            born[node.id] = min(born.get(node.id, node.lineno), node.lineno)
    found = set()
    for function in functions:
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        own |= {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
        found |= {node.id for node in names if node.id not in own and born.get(node.id, 0) > function.lineno}
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_is_a_short_story(path):
    text = path.read_text()
    assert "st.session_state" not in text and "st.cache" not in text, "state and caches live in pages/ui"
    assert steps(ast.parse(text)) <= 56 and len(text.splitlines()) <= 90
    assert sums(ast.parse(text)) == [], "arithmetic lives in the page's room"
    assert borrowed(ast.parse(text)) == set(), "a function gets its values as parameters"


def test_the_story_sees_arithmetic_and_borrowed_values():
    page = ast.parse("def f(b):\n    return a + b + c\nc = 1\nd: int | None = '%d' % 2\n")
    assert sums(page) == [2, 2] and borrowed(page) == {"c"} and steps(page) == 4


def test_the_library_loads_neither_streamlit_nor_plotly():
    code = "import sys, mnistnet; print([m for m in ('streamlit', 'plotly', 'pandas', 'PIL') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
