"""What a browser is told before anything else: which parts of Streamlit it will soon want, and what ✓ and ✗ look like.

And what it tells in return, by cookies that it brings along when the first page is asked for: how wide its window is,
and whether all rooms of the menu were opened.
"""

import base64
import re
from pathlib import Path

import streamlit

from mnistnet.words import say
from pages.ui.kit.viewport import COOKIE, PHONE

PARTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
IMPORTED = re.compile(r'(?:from|import)"\./([^"]+\.js)"')
# Streamlit fetches each of these when the first of its kind is shown, which would push down what stands there already.
WANTED = ["BidiComponent", "Button", "ButtonGroup", "Checkbox", "ImageList", "NumberInput", "PageLink", "Pagination"]
WANTED += ["PlotlyChart", "Selectbox", "Slider", "StreamlitMarkdown", "Table"]
LARGE = "PlotlyChart"  # half of all that the first page loads: over a slow line it lets the rest pass
WIDTH = (
    "<script>document.cookie=`NAME=${innerWidth<MOST?innerWidth:0}; path=/; max-age=31536000; samesite=lax`</script>"
)
ALL_ROOMS = "mnistnet_rooms=all"  # the cookie of whoever has opened all rooms of the menu
ROOMS = "<script>if (document.cookie.includes('ALL')) document.documentElement.dataset.rooms = 'all'</script>"
MARKS = Path(__file__).with_name("marks.woff")  # Streamlit's own font shows a ✗ like an X in italics
FACE = (
    "<style>@font-face { font-family: Marks; unicode-range: U+2713, U+2717; "
    "src: url(data:font/woff;base64,FONT) format('woff'); }</style>"
)


def early_html() -> str:
    """Return what belongs into the head of the first HTML, before the style sheet."""
    width = WIDTH.replace("NAME", COOKIE).replace("MOST", str(PHONE))
    links = "".join(map(_link, _parts()))
    rooms, face = ROOMS.replace("ALL", ALL_ROOMS), FACE.replace("FONT", base64.b64encode(MARKS.read_bytes()).decode())
    return width + rooms + links + face


def coming_html() -> str:
    """Return what stands in the page until Streamlit's program has come, which over a slow line takes a while."""
    title, answer = say("mnistnet"), say("Draw a digit and watch a neural network read it.")
    wait = say("It is being loaded: 3 MB the first time, little after that.")
    return f'<div class="coming" role="status"><b>{title}</b><p>{answer}</p><p>{wait}</p></div>'


def _link(name: str) -> str:
    priority = ' fetchpriority="low"' if name.startswith(LARGE) else ""
    return f'<link rel="modulepreload" crossorigin{priority} href="./static/js/{name}">'


def _parts() -> list[str]:
    """Return the names of the files of all parts wanted, with all that these import."""
    found = [path.name for name in WANTED for path in PARTS.glob(f"{name}.*.js")]
    for name in found:  # it grows meanwhile
        text = (PARTS / name).read_text(encoding="utf-8")
        found += [one for one in dict.fromkeys(IMPORTED.findall(text)) if one not in found]
    return found
