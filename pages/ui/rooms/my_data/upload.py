"""A set of digits brought along as files: read, shown, turned the right way round, and laid on the bench."""

from dataclasses import dataclass, replace
from pathlib import PurePath

import streamlit as st

from mnistnet import Digits, load_network
from mnistnet.digits.files import MOST, TURNS, Measured, Way, measured_way, open_digit_files
from mnistnet.figures.sheet import sheet
from mnistnet.limits.bounds import DATA_FILE
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.holdings import digit_sets, keeping
from pages.ui.holdings.kept import kept
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.text import plain
from pages.ui.kit.upload import SUCCESS, Box, File
from pages.ui.rooms.my_data import at_a_glance
from pages.ui.state import forget, keys, set_value

BOX = Box("data_files", most=4, bound=DATA_FILE)
SHOWN = 30  # pictures of the preview
JUDGE = "scratch"  # small, so that sixteen ways are soon measured
LIGHT = 127  # a mean pixel above this is paper: ink is rarer than paper


@dataclass(frozen=True, eq=False)
class Brought:
    """Files that could be read as a set.

    Attributes
    ----------
    digits : Digits
    key : str
        What tells these pictures from others.
    name : str
        What the set may be called.
    is_light : bool
        Whether it looks written dark on light.
    notes : tuple of str
        What was done to read them.
    measured : Measured
        Which way round a network reads them best.
    """

    digits: Digits
    key: str
    name: str
    is_light: bool
    notes: tuple[str, ...]
    measured: Measured


def upload() -> Brought | None:
    """Show the upload and return what the files hold; where they cannot be read say why."""
    files = BOX.ask(
        say("Two IDX files (pictures and labels), all four of a set like MNIST, a CSV, NumPy's arrays, or a .zip"),
        say(
            "Pictures with labels from 0 to 9, such as Fashion-MNIST's or EMNIST's digits, of 28 x 28, 16 x 16 or "
            "8 x 8 pixels, or another square. IDX files; a CSV with a label and the pixels in every line; .npz, .npy "
            "and .pkl, such as Keras' mnist.npz and mnist.pkl.gz; MATLAB's .mat; JSON; LIBSVM's text; Parquet and "
            "Arrow; a .zip or .tar.gz of pictures in folders that are called by their label, with a list of them in "
            "labels.csv, or with the label in each name. Pack files of more than {MOST_BYTES} MB as .gz, .xz or .zip.",
            MOST_BYTES=BOX.megabytes,
        ),
    )
    if not files:
        st.caption(
            keeping.kept_or_not(
                say(
                    "Up to {MOST:,} pictures of 28 × 28 pixels with labels from 0 to 9. The server keeps them for this "
                    "browser: nobody else sees them, and they are deleted when you have been away for {days} days.",
                    MOST=MOST,
                    days=keeping.KEPT_DAYS,
                ),
                say(
                    "Up to {MOST:,} pictures of 28 × 28 pixels with labels from 0 to 9. They stay in your session: "
                    "nobody else sees them, and they are gone when it ends.",
                    MOST=MOST,
                ),
            )
        )
        return None
    brought = BOX.read(_read)
    return replace(brought, name=brought.name or say("my set")) if brought else None


@kept(max_entries=2, ttl="10m", doing=mark("Reading the pictures …"))
def _read(files: tuple[File, ...]) -> Brought:
    found = open_digit_files({f"{place} {name}": content for place, (name, content) in enumerate(files)})
    digits = found.digits
    digit_sets.check(digits)
    names = [name for name, _ in files]
    stem = PurePath(names[0]).name.split(".")[0]
    for ending in ("-images-idx3-ubyte", "-labels-idx1-ubyte"):
        stem = stem.removesuffix(ending)
    is_light = not found.is_own and digits.images.mean() > LIGHT  # whoever took it home had it the right way round
    measured = Measured(Way(), {}, 0) if found.is_own else measured_way(digits, load_network(JUDGE))
    return Brought(digits, digits.digest[:12], plain(stem), is_light, found.notes, measured)


def ask_and_keep(brought: Brought) -> None:
    """Show what the files hold and which way round it is read, and offer to lay the set on the bench."""
    for note in brought.notes:
        st.caption(note)
    digits = _way_of(brought).of(brought.digits)
    labels = [str(label) for label in digits.labels[:SHOWN]]
    show_figure(
        sheet(digits.images[:SHOWN], labels, **grid(15, 6)),
        "data_preview",
        alt=say("The first {n} pictures with their labels: {join}.", n=len(labels), join=", ".join(labels)),
    )
    st.markdown(_words(digits))
    _offer_to_keep(brought, digits)


def _offer_to_keep(brought: Brought, digits: Digits) -> None:
    """Ask for a name, and offer to lay the set on the bench."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(say("Name"), brought.name, max_chars=40, key=f"data_name_{brought.key}", width=240)
        st.button(
            say("Lay it on the bench"),
            key="data_keep",
            type="primary",
            disabled=not plain(name),
            on_click=_keep,
            args=(digits, plain(name)),
        )
    if len(digit_sets.names()) >= digit_sets.MOST_KEPT:
        st.caption(
            say(
                "Your desk is full: {names}, the oldest set, makes room. Take it home first.",
                names=digit_sets.names()[0],
            )
        )


def _way_of(brought: Brought) -> Way:
    """Ask which way round the pictures are read, and offer the way in which a network reads them better."""
    over, turned = f"data_invert_{brought.key}", f"data_turn_{brought.key}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        way = Way(
            st.selectbox(
                say("Pictures are read"),
                list(TURNS),
                key=turned,
                format_func=lambda turn: say(TURNS[turn].title),
                width=320,
                help=say("EMNIST's files have their pictures lying on their side, mirrored."),
            ),
            st.toggle(
                say("Dark is ink"),
                brought.is_light,
                key=over,
                help=say("Networks learn with ink as large numbers. A set written dark on light is turned over."),
            ),
        )
    best = brought.measured.best
    if brought.measured.is_chance:
        st.warning(brought.measured.chance_words(JUDGE), icon=":material/question_mark:")
    if brought.measured.is_better_than(way):
        st.warning(brought.measured.words(way, JUDGE), icon=":material/screen_rotation:")
        st.button(
            say("Read them {way}", way=best.words),
            key="data_way",
            on_click=_take,
            args=({turned: best.turn, over: best.inverted},),
        )
    return way


def _take(choices: dict[str, str | bool]) -> None:
    for key, value in choices.items():
        set_value(key, value)


def _words(digits: Digits) -> str:
    """Return how large the set is, how it is parted, and how the network on the bench reads it."""
    train, validation, test = (len(digits.splits[split]) for split in ("train", "validation", "test"))
    first = say(
        "**{count:,} pictures**: {train:,} to learn, {validation:,} to watch meanwhile, {test:,} to test.",
        count=len(digits),
        train=train,
        validation=validation,
        test=test,
    )
    if len(digits) == MOST:
        first = say("A set holds up to {most:,} pictures; these are the first. {first}", most=MOST, first=first)
    network = bench.network()
    return say(
        "{first} {name} reads **{accuracy:share}** of those right.",
        first=first,
        name=network.name,
        accuracy=at_a_glance.accuracy(network, digits.split("test")),
    )


def _keep(digits: Digits, name: str) -> None:
    kept = digit_sets.keep(digits, name)
    BOX.note(SUCCESS, say("{kept} lies on the bench: every page shows it now.", kept=kept))
    BOX.empty()
    forget(keys.OWN_DATA)
