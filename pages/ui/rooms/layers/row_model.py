"""The row model that a visitor describes: its layers, and what it learns from."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from mnistnet import Network, jobs
from mnistnet.activations import ACTIVATIONS
from mnistnet.patterns.description import ROW_LAYERS, row_settings
from mnistnet.patterns.made import KINDS
from mnistnet.training import Settings, check_size, untrained_network
from mnistnet.words import say
from pages.ui.holdings.kept import kept
from pages.ui.holdings.visitor import visitor
from pages.ui.kit import choices
from pages.ui.kit.tell import tell
from pages.ui.rooms.layers.row_patterns import (
    FILES,
    MADE,
    SCALED,
    SOURCES,
    Patterns,
    bring_patterns,
    made,
    scaled_digits,
)
from pages.ui.state import value_of

EPOCH = "row_epoch"  # the key of the epoch at which a trained row model is looked at


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
    brought = bring_patterns() if source == FILES else None
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
    fitting = (run for run in jobs.runs(owner()) if Path(run.spec.data).name == patterns.digits.digest)
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


def owner() -> str:
    """Return whose runs these are: the visitor's, and apart from the digit networks that lie on the shelf."""
    return " ".join((visitor(), "row", "models"))
