"""Runs the programs of snippets in a bare process and compares what they print with what the library says."""

import ast
import json
import re
import shutil
import subprocess
import sys

import numpy as np

# Strangers may not be loaded; warnings are errors; every program stands alone in a folder with its file.
DRIVER = """
import contextlib, importlib.util, io, json, os, pathlib, runpy, sys
assert importlib.util.find_spec("mnistnet") is None, "the checkout must not be on the path"
printed = []
for folder in json.loads(pathlib.Path("folders.json").read_text()):
    os.chdir(folder)
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        runpy.run_path("program.py")
    printed.append(heard.getvalue())
strangers = {"mnistnet", "scipy", "pandas", "plotly", "streamlit"} & set(sys.modules)
assert not strangers, strangers
print(json.dumps(printed))
"""
SIGNED = re.compile(r"[+-](?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|[+-]inf|nan")

NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?")


def run_all(snippets, folder):
    """Return what every snippet prints, run one after the other in one bare process; what has run is cleared away."""
    snippets, folders, files = list(snippets), [], {}
    for number, snippet in enumerate(snippets):
        place = folder / str(number)
        place.mkdir()
        (place / "program.py").write_text(snippet.code)
        folders.append(str(place))
        if not snippet.file_name:
            continue
        file = place / snippet.file_name
        first = files.setdefault(tuple((name, id(array)) for name, array in snippet.arrays.items()), file)
        if first is file:
            np.savez(file, **snippet.arrays)
        else:
            file.hardlink_to(first)  # the same network and picture
    (folder / "folders.json").write_text(json.dumps(folders))
    (folder / "driver.py").write_text(DRIVER)
    printed = json.loads(run(folder, "driver.py"))
    for place in folders:
        shutil.rmtree(place)  # together the files are hundreds of megabytes
    return printed


def run_alone(snippet, folder):
    """Return what one snippet prints in a process of its own, with the very file that a visitor downloads."""
    (folder / "program.py").write_text(snippet.code)
    (folder / snippet.file_name).write_bytes(snippet.file())
    return run(folder, "program.py")


def run(folder, name):
    command = [sys.executable, "-I", "-W", "error", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def assert_same(heard, snippet):
    """Assert one line with the library's words: signed numbers to 0.2 % of the largest, or one in three figures."""
    line, wanted = heard.removesuffix("\n"), snippet.printed
    assert SIGNED.sub("#", line) == SIGNED.sub("#", wanted), (line, wanted)
    numbers, others = ([float(number) for number in SIGNED.findall(text)] for text in (line, wanted))
    largest = max(map(abs, others), default=0)
    for number, other in zip(numbers, others, strict=True):
        last_figure = 1.001 * 10.0 ** (np.floor(np.log10(abs(other))) - 2) if np.isfinite(other) and other else 0
        assert np.isclose(number, other, rtol=0, atol=max(2e-3 * largest, last_figure, 1e-12)), (line, wanted)


def assert_told(heard, snippet):
    """Assert one line with the library's words: whole numbers exactly, others to 0.2 % or one in the last place."""
    line, wanted = heard.removesuffix("\n"), snippet.printed
    assert NUMBER.sub("#", line) == NUMBER.sub("#", wanted), (line, wanted)
    for one, other in zip(NUMBER.findall(line), NUMBER.findall(wanted), strict=True):
        if re.fullmatch(r"-?[\d,]+", other):
            assert one == other, (line, wanted)
            continue
        digits, _, power = other.partition("e")
        last = 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))
        assert abs(float(one) - float(other)) <= max(0.002 * abs(float(other)), 1.01 * last), (line, wanted)


def assert_short(snippet):
    """Assert a sentence and 10 to 30 lines of at most 100 characters, ending with their only print, and only NumPy."""
    sentence, *rest = snippet.code.splitlines()
    assert sentence.startswith('"""') and sentence.endswith('."""'), sentence
    lines = [line for line in rest if line.strip()]
    assert 10 <= len(lines) <= 30, f"{len(lines)} lines\n{snippet.code}"
    assert max(map(len, lines)) <= 100, max(lines, key=len)
    assert snippet.code.count("print(") == 1 and lines[-1].startswith("print(")
    imported = set()
    for node in ast.walk(ast.parse(snippet.code)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module.split(".")[0])
    assert imported <= {"numpy", *sys.stdlib_module_names}, imported
