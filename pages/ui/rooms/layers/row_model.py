"""The row model that a visitor describes: its layers, the patterns it is to tell apart, and its training."""

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import streamlit as st

from mnistnet import Digits, Network, jobs
from mnistnet.activations import ACTIVATIONS
from mnistnet.digits.files import read_pattern_files
from mnistnet.patterns.description import ROW_LAYERS, row_settings
from mnistnet.patterns.made import KINDS, class_names, made_patterns
from mnistnet.patterns.scaled import scaled_digits as scaled
from mnistnet.training import Settings, check_size, untrained_network
from mnistnet.words import mark, say
from mnistnet.words.told import Told
from pages.ui.holdings.kept import kept
from pages.ui.holdings.visitor import address, visitor
from pages.ui.kit import choices
from pages.ui.kit.tell import tell
from pages.ui.kit.text import paragraph
from pages.ui.kit.upload import Box, File
from pages.ui.state import value_of

BOX = Box("row_files", most=4)
MADE, SCALED, FILES = "made", "digits", "files"
SOURCES = {MADE: mark("Made patterns"), SCALED: mark("Digits, scaled"), FILES: mark("My files")}
LEARNING = {
    MADE: mark("{learned:,} of {n:,} made patterns"),
    SCALED: mark("{learned:,} of {n:,} scaled digits"),
    FILES: mark("{learned:,} of {n:,} patterns of yours"),
}
EPOCH = "row_epoch"  # the key of the epoch at which a trained row model is looked at
MOST_KEPT = 4  # trained row models; the oldest makes room
REFRESH = 0.5  # seconds between looks at a run


@dataclass(frozen=True, eq=False)
class Patterns:
    """What a row model learns from and is judged by.

    Attributes
    ----------
    digits : Digits
        With the three splits.
    names : tuple of str
        What each class is called.
    kind : str
        Where they come from: one of `SOURCES`.
    """

    digits: Digits
    names: tuple[str, ...]
    kind: str

    @cached_property
    def test(self) -> Digits:
        """Those that the model is judged by."""
        return self.digits.split("test")

    @property
    def learning(self) -> str:
        """How many of them are learned from, in words."""
        return say(LEARNING[self.kind], learned=len(self.digits.splits["train"]), n=len(self.digits))

    @property
    def size(self) -> int:
        """Rows and columns of each."""
        return self.digits.images.shape[1]


@dataclass(frozen=True, eq=False)
class RowModel:
    """A row model as it is described, with the run that trains, or has trained, it on these very patterns."""

    settings: Settings
    patterns: Patterns
    run: jobs.Run | None

    @property
    def size(self) -> int:
        """Rows and columns of what it reads."""
        return self.patterns.size

    @property
    def classes(self) -> int:
        """How many answers it chooses from."""
        return int(self.settings.layers[-1].units or 0)

    def epochs(self) -> list[Network]:
        """Return the model at every epoch that is known, in order; untrained it has epoch 0 alone."""
        if self.run is None or not self.run.epochs:
            return [_untrained(self.settings, self.size)]
        return [_trained(self.run.identity, epoch) for epoch in self.run.epochs]

    def network(self) -> Network:
        """Return the model at the epoch that is looked at, the last one by default."""
        known = self.epochs()
        wanted = value_of(EPOCH)
        return next((network for network in known if network.epoch == wanted), known[-1])


@kept(max_entries=16, ttl="1h")
def _untrained(settings: Settings, size: int) -> Network:
    return untrained_network(settings, (size, size))


@kept(max_entries=64, ttl="1h")
def _trained(identity: str, epoch: int) -> Network:
    return jobs.find_run(identity).network(epoch)


def describe() -> RowModel:
    """Show everything that can be said about a row model, and return it."""
    source = choices.segmented(say("Patterns to tell apart"), SOURCES, key="row_source", default=MADE)
    brought = _brought() if source == FILES else None
    size, classes, most = 50, 10 if source == SCALED else 5, 100
    if brought is None:
        size = choices.number(say("Rows and columns of the pattern, n"), 2, 128, key="pattern_size", default=50)
    if source != SCALED and brought is None:
        classes = choices.number(say("Classes"), 2, most, key="pattern_classes", default=5)
    patterns = brought or (scaled_digits(size) if source == SCALED else made(size, min(classes, len(KINDS))))
    classes = len(patterns.names) if brought is not None else classes
    settings = _settings(classes, patterns.digits.images.shape[1])
    return RowModel(settings, patterns, _run_of(settings, patterns))


def _run_of(settings: Settings, patterns: Patterns) -> jobs.Run | None:
    """Return the visitor's run of these settings on these patterns; the same description finds it again."""
    fitting = (run for run in jobs.runs(_owner()) if Path(run.spec.data).name == patterns.digits.digest)
    return next((run for run in fitting if run.spec.settings == settings), None)


def _settings(classes: int, size: int) -> Settings:
    """Show the controls of layers and learning; where they are impossible say why, and go on with the usual ones."""
    layers = choices.text(
        say("Layers along the rows"),
        key="row_layers",
        default=ROW_LAYERS,
        max_chars=400,
        help=say(
            "Numbers of nodes with commas between them, each with a name behind it if you like: `75, 50 "
            "middle, 25`. `flatten NAME` and `answer NAME` at the end name the last two layers."
        ),
    )
    kinds = [name for name, rule in ACTIVATIONS.items() if rule.trains and name != "softmax"]
    activation = choices.select(say("What their nodes do"), kinds, key="row_activation", default="relu")
    with st.container(horizontal=True):
        epochs = choices.number(say("Epochs"), 1, 100, key="row_epochs", default=10, width=110)
        seed = choices.number(say("Seed"), 0, 9999, key="row_seed", default=1, width=110)
    described = partial(row_settings, classes, activation=activation, epochs=int(epochs), seed=int(seed))
    try:
        settings = described(layers)
        check_size(settings, (size, size))
        return settings
    except ValueError as reason:
        tell(reason)
        return described()


@kept(max_entries=8, ttl="1h")
def made(size: int, classes: int) -> Patterns:
    """Return the made patterns of one size in so many classes."""
    digits = made_patterns(size, classes)
    return Patterns(digits, class_names(classes), MADE)


@kept(max_entries=4, ttl="1h")
def scaled_digits(size: int) -> Patterns:
    """Return handwritten digits with another number of rows and columns, fewer where they are large."""
    return Patterns(scaled(size), tuple(map(str, range(10))), SCALED)


def _brought() -> Patterns | None:
    """Show the upload of patterns of any size and return what the files hold; None while there are none."""
    about = say("Square pictures of any size up to 128 x 128, with labels from 0 to 9.")
    if not BOX.ask(say("Two IDX files, one CSV or one .npz"), about):
        st.caption(say("Nothing brought yet: made patterns are shown."))
        return None
    return BOX.read(_read)


@kept(max_entries=2, ttl="10m", doing=mark("Reading the patterns …"))
def _read(files: tuple[File, ...]) -> Patterns:
    digits = read_pattern_files({f"{i} {name}": content for i, (name, content) in enumerate(files)})
    classes = tuple(map(str, range(int(digits.labels.max()) + 1)))
    return Patterns(digits, classes, FILES)


def training(model: RowModel) -> None:
    """Show how far the model has been trained, with the button that trains it or the choice of its epoch."""
    run = model.run
    if model.classes > len(model.patterns.names):
        limit = say("Patterns are made in up to {n} classes.", n=len(KINDS))
        st.caption(paragraph(say("Untrained: its weights are random."), limit))
    elif run is not None and run.state().is_active:
        st.fragment(_progress, run_every=REFRESH)(run)
    elif run is None or not run.epochs:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                say("Train it"),
                key="row_train",
                type="primary",
                icon=":material/play_arrow:",
                on_click=_start,
                args=(model,),
            )
            said = "" if run is None else say(run.state().sentence)
            can_learn = say("It can learn from {patterns}.", patterns=model.patterns.learning)
            st.caption(paragraph(say("Untrained: its weights are random."), said, can_learn))
    else:
        _choose_epoch(model)


def _choose_epoch(model: RowModel) -> None:
    known = model.epochs()
    numbers = [network.epoch for network in known]
    if len(numbers) > 1:
        choices.select_slider(say("Epoch"), numbers, key=EPOCH, default=numbers[-1])
    rows = {row["epoch"]: row["validation_accuracy"] for row in known[-1].training.history}
    right, count = rows.get(value_of(EPOCH)), len(model.patterns.digits.splits["validation"])
    if right is not None:
        st.caption(
            say(
                "At epoch {epoch} it names {right:share} of {n:,} patterns right that it does not learn from. It "
                "learned from {patterns}.",
                epoch=value_of(EPOCH),
                right=right,
                n=count,
                patterns=model.patterns.learning,
            )
        )


def _progress(run: jobs.Run) -> None:
    run.keep_alive()
    jobs.advance()
    state = run.state()
    if not state.is_active:
        st.rerun()
    st.progress(
        min(state.epoch / max(state.settings.epochs, 1), 1.0),
        text=say("Training: epoch {epoch} of {epochs}", epoch=state.epoch, epochs=state.settings.epochs),
    )


def _start(model: RowModel) -> None:
    """Ask for the training of a model; where that is impossible say why."""
    choices.let_go(EPOCH)
    old = [run for run in jobs.runs(_owner()) if not run.state().is_active]
    for run in {*old[MOST_KEPT - 1 :], *([model.run] if model.run in old else [])}:
        jobs.delete(run)
    at: Any = {"image_shape": (model.size, model.size), "address": address()}
    try:
        jobs.start_run(model.settings, jobs.keep_set(model.patterns.digits, _owner()), _owner(), **at)
    except (Told, ValueError) as reason:
        tell(reason, passing=True)


def _owner() -> str:
    """Return whose runs these are: the visitor's, and apart from the digit networks that lie on the shelf."""
    return " ".join((visitor(), "row", "models"))
