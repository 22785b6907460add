"""The visitor's desk: gathered from the session, laid out again in another one, and kept on the server meanwhile."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from mnistnet import DataError, Digits
from mnistnet.desk import Desk, KeptNetwork
from mnistnet.desk.desk_folder import keep_parts, keep_view, kept_desk
from mnistnet.digits.personal import MOST, joined
from mnistnet.weight_files import SavedNetwork
from mnistnet.words import say
from pages.ui.bench import board
from pages.ui.holdings import course, digit_sets, keeping, shelf
from pages.ui.holdings.incoming import settled_with_past
from pages.ui.holdings.visitor import visitor as owner
from pages.ui.kit import address, choices
from pages.ui.kit.text import paragraph, plain
from pages.ui.state import keys, mine, value_of
from pages.ui.state.returning import comes_back

NAMING = (keys.NETWORK, keys.SECOND)  # choices whose value is a network's name
EPOCHS = ("epoch_", "beside_epoch_")  # choices that have a network's name in their key


@dataclass
class Laid:
    """What came of laying a desk out: what is here now, and the names of what had no room or could not be used."""

    networks: list[str] = field(default_factory=list)
    sets: list[str] = field(default_factory=list)
    digits: int = 0
    drawing: bool = False
    choices: int = 0
    no_room: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)


def gather(runs: tuple[SavedNetwork, ...] = ()) -> Desk:
    """Return what lies on the visitor's desk, with what some training runs have made."""
    visitor = mine()
    return Desk(
        networks=tuple(visitor.networks.values()),
        runs=runs,
        sets=tuple(own.whole() for own in visitor.sets.values()),
        hand=visitor.hand if len(visitor.hand) else None,
        drawing=board.own_drawing(),
        choices=choices.in_texts() | _on_bench() | course.as_texts(),
    )


def lay_out(desk: Desk, *, elsewhere: bool = True) -> Laid:
    """Put everything of a desk to what is here, under free names; only before the widgets are drawn.

    What is here already stays, and is not put here twice. `elsewhere` is whether the desk may come from another
    server: then a network's past is known only if it came along too.
    """
    laid = Laid()
    renamed = _lay_runs(desk, laid)
    for one in desk.networks:
        _lay_network(replace(one, grown_from=_past(one, renamed, elsewhere)), laid, renamed)
    for digits in desk.sets:
        _lay_set(digits, laid, renamed)
    if desk.hand is not None:
        laid.digits = _lay_hand(desk.hand)
    if desk.drawing is not None and address.asked(board.IN_LINK) is None:
        board.lay(desk.drawing)
        laid.drawing = True
    _lay_choices(desk, renamed)
    laid.choices = len(desk.choices)
    return laid


def notice() -> None:
    """Before anything is shown, note whether the browser knows a session that the server does not know any more."""
    mine().on_server.comes_back = not mine().on_server.is_read and comes_back()


def enter() -> None:
    """At the start of a session lay out the desk that the server keeps, before any choice is shown."""
    here = mine().on_server
    if here.is_read:
        return
    if here.comes_back:
        _say_what_is_lost()
    here.is_read = True
    if not keeping.lasts():
        return
    try:
        found = kept_desk(owner())
    except OSError as error:
        logging.getLogger("mnistnet").error("a desk cannot be read", exc_info=error)
        return
    if found is not None:
        lay_out(found[0], elsewhere=False)
        here.names = found[1].names


def _say_what_is_lost() -> None:
    """Tell a visitor whose session is gone, with its process or with time, what of it is back."""
    gone = say("The server did not know this window any more.")
    words = keeping.kept_or_not(
        say("What you made, drew and chose is back; undo is not, nor is a file that was not kept."),
        say("What its address says is back; what you made and drew is not."),
    )
    st.toast(paragraph(gone, words), icon=":material/history:")


def keep() -> None:
    """At the end of a rerun let the server keep what has changed; the page is drawn already."""
    if not keeping.lasts():
        return
    here, made, seen = mine().on_server, _made(), _seen()
    if here.made is None or here.seen is None:
        here.made, here.seen = made, seen  # nothing has been done yet
        return
    try:
        if not _same(here.made, made):
            kept = keep_parts(owner(), gather(), here.names)
            here.names, here.left_out, here.made = kept.names, kept.left_out, made
        if here.seen[0] is not seen[0] or here.seen[1:] != seen[1:]:
            keep_view(owner(), gather())
            here.seen = seen
    except OSError as error:
        logging.getLogger("mnistnet").error("a desk cannot be kept", exc_info=error)


def _made() -> tuple[object, ...]:
    """Return everything that was made; each is replaced where it changes, so looking at which it is is enough."""
    return *mine().networks.values(), *mine().sets.values(), mine().hand


def _seen() -> tuple[object, ...]:
    return board.newest(), dict(mine().choices), _on_bench(), dict(mine().course.answered)


def _same(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _on_bench() -> dict[str, str]:
    """Return which network lies on the bench, also where it is the one that lies there at first."""
    network = value_of(keys.NETWORK)
    return {} if network is None else {keys.NETWORK: str(network)}


def _lay_runs(desk: Desk, laid: Laid) -> dict[str, str]:
    """Put networks that were trained elsewhere on the shelf, the newest, as far as the others leave room for them."""
    renamed: dict[str, str] = {}
    room = shelf.MOST_KEPT - len(shelf.kept_names()) - len(desk.networks)
    for place, saved in enumerate(desk.runs):
        if place < len(desk.runs) - room and _here(saved) is None:
            laid.no_room.append(plain(saved.network.name))
        else:
            _lay_network(KeptNetwork(saved, brought=True), laid, renamed)
    return renamed


def _lay_network(one: KeptNetwork, laid: Laid, renamed: dict[str, str]) -> None:
    """Put a network on the shelf, if it is not there, and note under which name."""
    name = one.saved.network.name
    try:
        saved = settled_with_past(one.saved)
    except DataError:
        laid.unfit.append(plain(name))
        return
    here = _here(saved)
    if here is None and shelf.making_room_for(saved):
        laid.no_room.append(plain(name))
        return
    if here is None:
        here = shelf.keep(saved, one.grown_from, brought=one.brought)
        laid.networks.append(here)
    renamed[name] = here


def _here(saved: SavedNetwork) -> str | None:
    """Return the name of a network of the visitor's that is the very same, with the same epochs."""
    for name in shelf.names():
        if not shelf.is_shipped(name) and shelf.network(name).digest == saved.network.digest:
            same_past = len(shelf.epochs(name)) >= len(saved.epochs)
            if same_past and name == plain(saved.network.name):
                return name
    return None


def _past(one: KeptNetwork, renamed: dict[str, str], elsewhere: bool) -> tuple[str, int] | None:
    """Return what the network that another one went on from is called here, and its epoch; None if it is not here."""
    if one.grown_from is None:
        return None
    name, epoch = one.grown_from
    known = name in renamed or shelf.is_shipped(name) or (not elsewhere and name in shelf.names())
    here = renamed.get(name, name)
    fits = known and shelf.network(here).shapes == one.saved.network.shapes
    return (here, epoch) if fits and epoch in shelf.epochs(here) else None


def _lay_set(digits: Digits, laid: Laid, renamed: dict[str, str]) -> None:
    """Put a set to the visitor's own, if there is room for it."""
    name = plain(digits.name) or say("my set")
    if len(digit_sets.names()) >= digit_sets.MOST_KEPT:
        laid.no_room.append(name)
        return
    try:
        here = digit_sets.add(digits, name)
    except DataError:
        laid.unfit.append(name)
        return
    laid.sets.append(here)
    renamed[f"{keys.SET} {digits.name}"] = here


def _lay_hand(digits: Digits) -> int:
    """Put digits of the visitor's own hand to those that are here, as far as there is room; return how many."""
    own = mine().hand
    known = {(label, image.tobytes()) for label, image in zip(own.labels, own.images, strict=True)}
    pairs = zip(digits.labels, digits.images, strict=True)
    new = [n for n, (label, image) in enumerate(pairs) if (label, image.tobytes()) not in known]
    new = new[: MOST - len(own)]
    if new:
        mine().hand = joined(own, Digits(digits.images[new], digits.labels[new], digits.name))
    return len(new)


def _lay_choices(desk: Desk, renamed: dict[str, str]) -> None:
    """Let the widgets say what was chosen, with the names that things have here."""
    texts = course.taken_out(desk.choices)
    if keys.SET in texts:
        texts[keys.SET] = renamed.get(f"{keys.SET} {texts[keys.SET]}", texts[keys.SET])
    for key in NAMING:
        if key in texts:
            texts[key] = renamed.get(texts[key], texts[key])
    choices.recall({_renamed_key(key, renamed): text for key, text in texts.items()})


def _renamed_key(key: str, renamed: dict[str, str]) -> str:
    start = next((start for start in EPOCHS if key.startswith(start)), None)
    return key if start is None else start + renamed.get(key.removeprefix(start), key.removeprefix(start))
