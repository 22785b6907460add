"""What languages write in and before arrays, beside brackets and numbers: types, calls, comments, letters."""

import re

__all__ = ["in_plain_brackets"]

TYPES = re.compile(  # what languages write before a bracket, and the dot of Zig and the sign of Rust
    rb"(?:new\s{1,9}[\w.]{1,20}\s{0,3}(?:\[[\s,\d]{0,9}\]\s{0,3}){1,3}|Float(?:32|64)|vec!\s{0,3}|array!\s{0,3}|[&.])(?=[\[{])"
)
COMMENTS = re.compile(rb"/\*[^*]{0,200}\*/|//[^\n]{0,200}")
DOUBLE = re.compile(rb"(?<=[\d.])[dD](?=\s{0,9}[,}\])])")  # of Java, behind a number
CALLED = re.compile(rb"\b(?:(?:float|double)?[aA]rrayOf|Array)(?:<\w{1,20}>)?\(")  # of Kotlin and Scala
ZIG = re.compile(rb"(?:\[[\d_]{0,5}\]){1,3}f(?:32|64)\s{0,3}(?=\{)")
OF_JULIA = re.compile(rb"(?<=\d)f(?=[-+]?\d)")  # 0.5f0 is 0.5e0


def in_plain_brackets(content: bytes) -> bytes:
    """Return the text of a program with its arrays as plain numbers in brackets, as far as it is one."""
    content = DOUBLE.sub(b"", COMMENTS.sub(b" ", content))
    if CALLED.search(content):
        content = CALLED.sub(b"[", content).replace(b")", b"]")
    return OF_JULIA.sub(b"e", ZIG.sub(b"", TYPES.sub(b"", content)))
