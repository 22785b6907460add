"""The Layers page: which network a pattern passes through, and at which epochs."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mnistnet import Network
from mnistnet.patterns import renamed
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.holdings import shelf
from pages.ui.kit import choices
from pages.ui.kit.tell import tell
from pages.ui.rooms.layers.pattern import BENCH, SET
from pages.ui.rooms.layers.row_model import RowModel, describe
from pages.ui.rooms.layers.row_patterns import Patterns
from pages.ui.rooms.layers.row_training import training
from pages.ui.state import keys, set_value, value_of

PATTERN = "pattern"
MODEL = "model"

BENCH_NETWORK, ANY_SIZE = "bench", "row-model"
MODELS = {BENCH_NETWORK: mark("On the bench"), ANY_SIZE: mark("Row model of any size")}
FRAMES = 32  # epochs in one film


@dataclass(frozen=True, eq=False)
class Model:
    """What a pattern passes through.

    Attributes
    ----------
    network : Network
        At the epoch that is looked at, under the names that its layers were given.
    row : RowModel or None
        Its description, if it is a row model; None for the network on the bench.
    """

    network: Network
    row: RowModel | None = None

    @property
    def patterns(self) -> Patterns | None:
        """What a row model learns from; None for the network on the bench."""
        return None if self.row is None else self.row.patterns

    def sides(self) -> tuple[Network, ...]:
        """Return the networks to show: both that are on the bench, or the row model alone."""
        return (self.network, *bench.sides()[1:]) if self.row is None else (self.network,)

    def epochs(self) -> list[Network]:
        """Return the network at its epochs, 32 at most; none if only one is known."""
        known = self._known() if self.row is None else self.row.epochs()
        return known if len(known) > 1 else []

    def _known(self) -> list[Network]:
        name = value_of(keys.NETWORK)
        kept = shelf.epochs(name)
        chosen = {kept[i] for i in np.linspace(0, len(kept) - 1, min(FRAMES, len(kept))).round().astype(int)}
        return [shelf.network(name, epoch) for epoch in kept if epoch in chosen or epoch == self.network.epoch]

    @property
    def why_no_film(self) -> str:
        """Why there are no epochs to be seen."""
        if self.row is None:
            return say("Only one state of this network is known, so there are no epochs to walk through.")
        if self.row.run is not None and self.row.run.state().is_active:
            return say("This model is being trained; when that is done, its epochs are shown here.")
        return say("This model is untrained, so it has no epochs yet. Train it with the button above to see them.")


def choose_model(below: DeltaGenerator) -> Model:
    """Show the choice between the network on the bench and a row model, and return what was chosen.

    How far a row model is trained, and the choice of its epoch, stands at the place `below`.
    """
    with st.popover(say("Model"), icon=":material/account_tree:"):
        kind = choices.segmented(
            say("Network"), MODELS, key=MODEL, default=BENCH_NETWORK, on_change=_take_fitting_pattern
        )
        if kind == ANY_SIZE:
            row = describe()
            with below:
                training(row)  # before the model is asked for, which depends on the epoch
            return Model(row.network(), row)
        return _named(bench.network())


def _named(network: Network) -> Model:
    """Show the control that names the layers, and return the network under those names."""
    given = choices.text(
        say("Names of its layers"),
        key="layer_names",
        max_chars=300,
        placeholder=", ".join(network.layer_names),
        help=say("With commas between them, in order; an empty place keeps the name that is there."),
    )
    names = tuple(name.strip()[:40] for name in given.split(",")) if given.strip() else ()
    try:
        return Model(renamed(network, names))
    except ValueError as reason:
        tell(reason)
        return Model(network)


def _take_fitting_pattern() -> None:
    """Begin with a pattern of its set for a row model, and with the picture on the bench for the network there."""
    set_value(PATTERN, SET if value_of(MODEL) == ANY_SIZE else BENCH)
