"""Names as people with bad intentions type them, or write them into files."""

import html
import json
import re

NAMES = (
    "![x](http://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "<a href='http://evil.example'>c</a>",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "$\\href{http://evil.example}{x}$",
    "$$x$$",
    ":red[stop] :material/home: :streamlit:",
    "**bold** ~~gone~~ `code`",
    '=HYPERLINK("http://e","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\u202etxt.exe",
    "a\u200bb\u0000c\x1b[31m",
    "line\nbreak\r\nSet-Cookie: a=b",
    "{{7*7}} ${7*7} {name} %s",
    "../../etc/passwd",
    "x" * 100_000,
    "'; DROP TABLE runs; --",
    '"""\nimport os\nos.system("x")\n"""',
    "|a|b|\n|---|---|",
    "...---...",
    "",
)
SIGNS = set("<>[]{}$`*~|\\\"'=@!:;/&%#\u202e\u200b\n\r\t\0\x1b")  # none of them may pass

FOUL = (  # pieces of the names above that no honest page holds
    "http://e",
    "](javascript",
    "<img src=x",
    "<script>alert",
    "\\href{",
    "$$x$$",
    ":red[stop]",
    "**bold**",
    "=HYPERLINK",
    "cmd|",
    "@SUM(",
    "\u202e",
    "a\u200bb",
    "\x1b[31m",
    "Set-Cookie: a",
    "{{7*7}}",
    "../etc",
    "x" * 41,
    "; DROP TABLE",
    'os.system("',
    "|a|b|",
)
IN_FORCE = re.compile(  # what a browser would ask for, link or set as a formula: no backslash stands before it
    r"(?<!\\)\]\((http://evil|javascript)|(?<!\\)<(a href='http://evil|img src=x|script>alert)|(?<!\\)\$\\href"
)


def foul(text: str) -> list[str]:
    """Return the pieces of hostile names that stand in a text, as they are or as JSON, HTML and protobuf write them."""
    forms = {piece: (piece, json.dumps(piece)[1:-1], html.escape(piece)) for piece in FOUL}
    forms["\x1b[31m"] += (r"\033[31m",)
    return [piece for piece, written in forms.items() if any(form in text for form in written)]
