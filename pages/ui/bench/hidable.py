"""Everything that a teacher's link can hide, by id: controls of the frame and the bench, and whole pages."""

from mnistnet.words import mark, say
from pages.ui.bench.doors import DOORS

HIDE = "hide"
CONTROLS = {  # by id: what it is called, and where it stands
    "method": (mark("Influence: the method"), ".st-key-method"),
    "second": (mark("The second network"), ".st-key-beside"),
    "network": (mark("The choice of the network"), ".st-key-network"),
    "epoch": (mark("The epoch"), '[class*="st-key-epoch_"]'),
    "set": (mark("The choice of the digits"), ".st-key-set"),
    "dice": (mark("The dice"), ".st-key-bench_dice"),
    "bench": (mark("All controls of the bench"), ".st-key-bench [data-testid='stPopover']"),
    "code": (mark("Code"), ".st-key-show_code"),
    "home": (mark("Take home"), ".st-key-take_page_home"),
    "link": (mark("Copy link"), ".st-key-copy_link"),
    "desk": (mark("My desk"), ".st-key-my_desk"),
}


def things() -> dict[str, str]:
    """Return everything that can be hidden: ids, and what each is called; the first page always stays."""
    pages = {door.file: say("Page: {title}", title=say(door.title)) for door in DOORS[1:]}
    return {key: say(words) for key, (words, _) in CONTROLS.items()} | pages


def selector(key: str) -> str:
    """Return where a thing stands, as a style sheet says it."""
    return CONTROLS[key][1] if key in CONTROLS else f'[data-testid="stSidebarNav"] li:has(a[href$="/{key}"])'
