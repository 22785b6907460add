"""A report is one web page that holds a whole view: picture, figures, tables, settings, code and how to cite it."""

import base64
import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mnistnet.figures.chart import Chart
from mnistnet.figures.export import as_part, plotly_script
from mnistnet.words import say

__all__ = ["Report", "report_page"]

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 62rem; padding: 0 1rem;
  background: #FBFAF6; color: #1C1F24 }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto }
th, td { border-bottom: 1px solid #D8D4C7; padding: .25rem .8rem .25rem 0; text-align: left; vertical-align: top }
pre { background: #F0EEE6; padding: .8rem; overflow-x: auto; font-size: .85rem }
img { image-rendering: pixelated; border: 1px solid #D8D4C7 }
figure { margin: 1.5rem 0 } figcaption { color: #5F6B7A }
@media print { pre, table, figure { break-inside: avoid } }
"""


@dataclass(frozen=True, eq=False)
class Report:
    """What a report holds; all texts are plain, nothing of them is taken for HTML.

    Attributes
    ----------
    title, answer : str
        The question of the page, and the sentence under it.
    address : str
        What opens the same view; a link, if it is one that opens anywhere.
    facts, settings : mapping of str to str
        What was looked at, and everything that was chosen.
    picture : bytes
        The picture on the bench as a PNG; may be empty.
    figures : sequence of (str, Figure)
        Each with the words that say what it shows.
    tables : sequence of (str, column names, rows)
    code : str
        A program that gives a number of this page; may be empty.
    sources : sequence of str
    citation : str
    """

    title: str
    answer: str = ""
    address: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    picture: bytes = b""
    figures: Sequence[tuple[str, Chart]] = ()
    tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Any]]]] = ()
    code: str = ""
    sources: Sequence[str] = ()
    citation: str = ""


def report_page(report: Report) -> str:
    """Return a report as one self-contained web page of about 5 MB, most of it Plotly; it asks for nothing outside."""
    settings = _table("", (say("setting"), say("value")), list(report.settings.items()))
    parts = [
        f"<h1>{html.escape(report.title)}</h1><p>{html.escape(report.answer)}</p>",
        _link(report.address),
        _picture(report),
        _table("", (say("what"), say("value")), list(report.facts.items())),
        *(_figure(words, figure) for words, figure in report.figures),
        *(_table(*table) for table in report.tables),
        _section(say("Settings"), settings),
        _section(
            say("The same number in plain NumPy"), f"<pre>{html.escape(report.code)}</pre>" if report.code else ""
        ),
        _section(say("Sources"), _list(report.sources)),
        _section(say("How to cite this"), f"<pre>{html.escape(report.citation)}</pre>" if report.citation else ""),
    ]
    head = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(report.title)}</title><style>{STYLE}</style>{plotly_script()}</head><body>"
    )
    return head + "\n".join(filter(None, parts)) + "</body></html>\n"


def _link(address: str) -> str:
    """Return a link to the view; a relative address would lead from the report to nowhere."""
    if not address.startswith(("http://", "https://")):
        return ""
    return f'<p><a href="{html.escape(address)}">{html.escape(say("Open this view in the app"))}</a></p>'


def _section(title: str, content: str) -> str:
    return f"<h2>{html.escape(title)}</h2>{content}" if content else ""


def _picture(report: Report) -> str:
    if not report.picture:
        return ""
    data = base64.b64encode(report.picture).decode()
    alt = html.escape(say("The picture on the bench"))
    return f'<img width="168" height="168" src="data:image/png;base64,{data}" alt="{alt}">'


def _figure(words: str, figure: Chart) -> str:
    return f"<figure>{as_part(figure)}<figcaption>{html.escape(words)}</figcaption></figure>"


def _table(words: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    head = "".join(f"<th>{html.escape(str(name))}</th>" for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    caption = f"<caption>{html.escape(words)}</caption>" if words else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if rows else ""


def _list(texts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts) + "</ul>" if texts else ""
