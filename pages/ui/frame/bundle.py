"""All that a page shows, packed into files: one report that opens in every browser, or a zip of every part."""

import io
import json
import zipfile
from collections.abc import Mapping
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray
from plotly.offline import get_plotlyjs

from mnistnet import save_network_file
from mnistnet.figures import digit_png
from mnistnet.figures.export import PLOTLY_FILE, as_page, numbers_as_csv, pictured
from mnistnet.figures.report import Report, report_page
from mnistnet.influence import DoesNotApply
from mnistnet.snippets.program import Snippet
from pages.ui.frame.facts import View, citation, facts, in_words, training_settings
from pages.ui.kit.tables import as_csv
from pages.ui.kit.text import file_name
from pages.ui.state.shown import Figure


def report(view: View) -> bytes:
    """Return the whole view as one web page."""
    snippets = _snippets(view)
    tables = [(one.words, list(one.frame.columns), one.frame.to_numpy().tolist()) for one in view.shown.tables.values()]
    text = report_page(
        Report(
            title=view.shown.title,
            answer=view.shown.answer,
            address=view.address,
            facts=in_words(facts(view)),
            settings={**view.choices, **training_settings(view.network)},
            picture=digit_png(view.image, zoom=6),
            figures=[(one.words, one.figure) for one in view.shown.figures.values()],
            tables=tables,
            code=snippets[0].code if snippets else "",
            sources=list(dict.fromkeys(view.shown.sources.values())),
            citation=citation(view.network),
        )
    )
    return text.encode()


def everything(view: View) -> bytes:
    """Return every figure, table, array and program of the view as one zip."""
    files: dict[str, bytes | str] = {
        "view.json": json.dumps({"facts": facts(view), "choices": dict(view.choices)}, indent=1, ensure_ascii=False),
        "citation.bib": citation(view.network),
        "picture.png": digit_png(view.image, zoom=10),
        "picture.npy": as_npy(view.image),
        f"{file_name(view.network.name)}.npz": network_file(view),
        f"figures/{PLOTLY_FILE}": get_plotlyjs(),
    }
    for one in view.shown.figures.values():
        figure = f"figures/{file_name(one.key)}"
        files[f"{figure}.html"] = as_page(one.figure, view.shown.title, one.words, beside=True)
        files |= {f"{figure}.{kind}": still(one, kind) for kind in ("svg", "png")}
        files[f"numbers/{file_name(one.key)}.{ending(one)}"] = numbers(one)
    files |= {f"numbers/{file_name(key)}.npy": as_npy(array) for key, array in view.shown.arrays.items()}
    for table in view.shown.tables.values():
        files[f"tables/{file_name(table.key)}.csv"] = as_csv(table.frame)
    for snippet in _snippets(view):
        folder = f"code/{file_name(snippet.title)}"
        files |= {f"{folder}/{name}": content for name, content in program_files(snippet).items()}
    return zipped(files)


def program_name(snippet: Snippet) -> str:
    """Return what a program is called as a file, without its ending."""
    return file_name(snippet.file_name.removesuffix(".npz") or snippet.title)


def program_files(snippet: Snippet) -> dict[str, bytes | str]:
    """Return a program and, if it loads one, the file that belongs beside it, by their names."""
    program: dict[str, bytes | str] = {f"{program_name(snippet)}.py": snippet.code}
    return program | ({snippet.file_name: snippet.file()} if snippet.file_name else {})


def program_zip(snippet: Snippet) -> bytes:
    """Return a program and its file as one zip."""
    return zipped(program_files(snippet))


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """Return files by name as one zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def ending(one: Figure) -> str:
    """Return the ending of the file of a figure's numbers."""
    return "csv" if pictured(one.figure) is None else "npy"


def numbers(one: Figure) -> bytes:
    """Return the file of a figure's numbers: the maps or pictures that it shows, else a table of what it draws."""
    found = pictured(one.figure)
    return numbers_as_csv(one.figure).encode() if found is None else as_npy(found)


def still(one: Figure, kind: str) -> bytes:
    """Return a figure as a still picture of a kind, "svg" or "png"."""
    from mnistnet.figures.still import as_png, as_svg  # Matplotlib takes half a second to load, and few want it

    return (as_svg if kind == "svg" else as_png)(one.figure, one.words)


def network_file(view: View) -> bytes:
    """Return the network as a file that gives it back bit by bit."""
    return save_network_file(view.network, "npz")


def as_npy(array: NDArray) -> bytes:  # type: ignore[type-arg]
    """Return an array as the bytes of a .npy file."""
    file = io.BytesIO()
    np.save(file, array, allow_pickle=False)
    return file.getvalue()


def _snippets(view: View) -> list[Snippet]:
    """Return the programs that can be had; a number that no short program gives has none."""
    built = []
    for program in view.shown.programs.values():
        with suppress(DoesNotApply, ValueError):
            built.append(program.build())
    return built
