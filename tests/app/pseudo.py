"""A language made on the fly, in which every sentence stands in brackets, and what of a page stands outside them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from streamlit.testing.v1 import AppTest

from mnistnet.words import language
from mnistnet.words.__main__ import gathered

READ = {"label", "body", "help", "placeholder", "options", "message", "page_name"}
READ_OF_A_FIGURE = {"text", "hovertemplate", "ticktext"}
# what is no sentence: icons, colours, formulas, code, markup, what a hover fills in, addresses and ends of files
MARKUP = re.compile(
    r":material/\w+:|:\w+(?=\[)|\$+[^$]*\$+|`[^`]*`|\]\([^)]*\)|<style.*?</style>|<[^>]*>|[%]\{[^}]*\}|&\w+;|https?://\S+|(?<!\w)\.[a-z]+",
    re.DOTALL,
)
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")


def write_catalogue(folder: Path) -> None:
    """Write the language "de" with every sentence of the app in brackets."""
    pseudo = Catalog("de")
    for message in gathered():
        if not message.id or message.context:
            continue
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        wrapped = tuple(f"⟦{form}⟧" for form in forms)
        pseudo.add(message.id, wrapped if len(forms) > 1 else wrapped[0])
    for sign, context in language.MARKS.items():
        pseudo.add(sign, sign, context=context)
    with (folder / "de.mo").open("wb") as file:
        write_mo(file, pseudo)


def texts(test: AppTest) -> Iterator[str]:
    """Yield everything that a person reads on a page: words of blocks, widgets, tables' heads and figures."""
    waiting: list[Any] = [test._tree]
    while waiting:
        node = waiting.pop()
        waiting += [*getattr(node, "children", {}).values()]
        yield from _read(getattr(node, "proto", None))
    for one in test.get("plotly_chart"):
        yield from _of_figure(json.loads(one.proto.spec))


def _read(message: Any) -> Iterator[str]:
    for field, value in message.ListFields() if hasattr(message, "ListFields") else ():
        parts = value if not isinstance(value, str | bytes) and hasattr(value, "__iter__") else [value]
        for part in parts:
            if isinstance(part, str) and field.name in READ:
                yield part
            elif hasattr(part, "ListFields"):
                yield from _read(part)


def _of_figure(part: Any, name: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield from () if key == "template" else _of_figure(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from _of_figure(value, name)
    elif isinstance(part, str) and name in READ_OF_A_FIGURE:
        yield part


def outside(text: str) -> list[str]:
    """Return the words of a text that stand outside all brackets."""
    depth, bare = 0, []
    for sign in text:
        depth += (sign == "⟦") - (sign == "⟧")
        bare.append(sign if depth == 0 and sign != "⟧" else " ")
    return WORD.findall(MARKUP.sub(" ", "".join(bare)))
