"""A cover over what would give an answer away: not a lock, it keeps the place, and whoever wants lifts it."""

from collections.abc import Sequence

from mnistnet.words import say

KEPT = "<i></i>"  # with more than a style, the sheet stays where it is put: the page shows nothing until it has come
STYLE = """<style>
:is(COVERED) { position: relative }
:is(COVERED) * { visibility: hidden !important }
:is(COVERED) :is(COVERED)::after { display: none }
:is(COVERED)::after {
  content: "WORDS"; position: absolute; inset: 0; display: grid; place-items: center; text-align: center;
  color: var(--quiet); font-size: 0.875rem; border: 1px dashed var(--rule); border-radius: 0.5rem; visibility: visible;
}
:is(:is(COVERED), [data-testid="stLayoutWrapper"]:has(> :is(COVERED))) ~ * [data-testid="stCaptionContainer"] {
  visibility: hidden;
}
</style>"""


def style(keys: Sequence[str]) -> str:
    """Return a sheet that covers everything whose key is one of these, or begins with it; an empty one for none.

    The captions after it are hidden as well: they say in words what it shows.
    """
    if not keys:
        return f"{KEPT}<style>/* nothing */</style>"
    covered = ", ".join(one for key in keys for one in (f".st-key-{key}", f'[class*=" st-key-{key}_"]'))
    words = say("Covered until you have guessed").replace('"', "")
    return KEPT + STYLE.replace("COVERED", covered).replace("WORDS", words)
