"""What a visitor has a right to see: every control says what it was left at, and all that is shown follows from them.

The model knows nothing of sessions and addresses. It keeps in mind what each control said last, and works out network,
picture and answer from that with the library alone.
"""

from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet import Network, load_digits, load_network
from pages.ui.bench.doors import DOORS, PICTURE
from tests.walks.window import Window

TEST = load_digits().split("test")
TRAIN = load_digits().split("train")
WITH_PICTURE = [door.file for door in DOORS if door.looks_at == PICTURE]
# What may change besides the control, or the button, that is touched: pattern of its key -> patterns of keys.
EFFECTS = {
    "label": ("digit",),
    "digit": ("label",),
    "view": ("node",),
    "random": ("digit",),
    "mistake": ("digit",),
    "training": ("epoch_*",),
    "reset": ("bias_shift", "weights_times", "cut"),
    "robust_reset": ("change_*",),
    "sheets_bench": ("network",),
    "never_bench": ("network", "beside", "beside_epoch_*"),
}
# Controls that go along with their default, which depends on what else is chosen, until they are chosen themselves.
MOVING = ("open_mistake", "map_*", "matched_node", "pattern", "node", "part*", "beside_epoch_*", "data")
MOVING += ("one_training", "experiment_along", "sheets_misread")
DRAWS = ("dice", "clear", "undo")  # buttons that change what is drawn


class Lie(AssertionError):
    """The app shows something that is not so."""


@dataclass
class Model:
    """What is known of the controls, by key, and of the drawing; and what was seen at each place of the history."""

    known: dict[str, Any] = field(default_factory=dict)
    drawing: str | None = None
    in_address: dict[str, bool] = field(default_factory=dict)
    left: dict[int, tuple[dict[str, Any], str | None]] = field(default_factory=dict)

    def look(self, window: Window, touched: str = "", value: object = None) -> None:
        """Compare the open page with what is known after something was touched, and learn what is new on it."""
        may_change = EFFECTS.get(touched, ())
        if touched == "clear" and self.known.get("picture") == "drawing":
            self.known["picture"] = "test"  # an empty board is nothing to look at
        for key, control in window.controls().items():
            says = control.value
            if key == touched:
                same(f"{key} was chosen", says, value)
            elif key in self.known and fits(self.known[key], control):
                moves = self._moves(key) or any(fnmatch(key, pattern) for pattern in may_change)
                if not moves:
                    same(f"{key} was not touched", says, self.known[key])
            self.known[key] = says
            self.in_address[key] = key in window.here.address
        self._look_at_drawing(window, touched)
        self._look_at_bench(window)

    def leave(self, window: Window) -> None:
        """Keep in mind how the open place of the history is left."""
        seen = {key: control.value for key, control in window.controls().items()}
        self.left[window.place] = seen, window.here.address.get("drawing")

    def come_back(self, window: Window) -> None:
        """Expect a page as it was left."""
        seen, drawing = self.left[window.place]
        self.known |= seen
        if shows_drawing(window):
            self.drawing = drawing

    def forget_hidden(self, window: Window) -> None:
        """Expect nothing but what an address says: all else has its default in a browser that knows nothing."""
        self.known = {key: control.value for key, control in window.controls().items()}
        if not shows_drawing(window):
            self.drawing = None

    def _moves(self, key: str) -> bool:
        return not self.in_address.get(key) and any(fnmatch(key, pattern) for pattern in MOVING)

    def _look_at_drawing(self, window: Window, touched: str) -> None:
        if shows_drawing(window):
            drawn = window.here.address.get("drawing")
            if touched not in DRAWS:
                same("the drawing was not touched", drawn, self.drawing)
            self.drawing = drawn

    def _look_at_bench(self, window: Window) -> None:
        bench, network = window.visitor.bench, self.network()
        if {"digit", "label"} <= window.controls().keys():
            same("the filter holds", self.known["label"] in ("any", TEST.labels[self.known["digit"]]), True)
        same("the network on the bench", bench.network.digest, network.digest)
        second = self.second()
        same("the second network", bench.second and bench.second.digest, second and second.digest)
        same("the card names the network", network.name in card(window), True)
        image = self.image(window)
        if image is not None:
            same("the picture on the bench", bench.picture.image.tolist(), image.tolist())
            same("the card shows it", bench.picture.words in card(window), True)
        self._look_at_answer(window, network)

    def _look_at_answer(self, window: Window, network: Network) -> None:
        texts = [one.value for one in (*window.test.markdown, *window.test.header)]
        if window.here.page == "probabilities.py":
            number = self.known["digit"]
            best = network.predict(TEST.images[number]).argmax()
            words = f"Label **{TEST.labels[number]}**, answer **{best}**"
            same("the answer to a test digit", any(words in text for text in texts), True)

    def network(self) -> Network:
        """Return the network that has to lie on the bench."""
        return at_epoch(self.known["network"], self.known.get(f"epoch_{self.known['network']}"))

    def second(self) -> Network | None:
        """Return the network that has to lie beside it."""
        name = self.known.get("beside", "none")
        if name == "none":
            return None
        second = at_epoch(name, self.known.get(f"beside_epoch_{name}"))
        return None if second.digest == self.network().digest else second

    def image(self, window: Window) -> NDArray[np.uint8] | None:
        """Return the picture that has to lie on the bench; None where the page chooses none, its own, or a drawing."""
        name = window.here.page.removesuffix(".py")
        if "model" in window.controls() and self.known["model"] == "row-model":
            return None  # it has patterns of its own
        kind = self.known.get("picture", "test") if name in WITH_PICTURE else "test" if name == "probabilities" else ""
        if kind == "test":
            return TEST.images[self.known["digit"]]
        if kind == "mean":
            of = TRAIN.images[TRAIN.labels == self.known["mean"]]
            return np.rint(of.mean(axis=0)).astype(np.uint8)
        return np.full((28, 28), 255, np.uint8) if kind == "white" else None


def same(what: str, found: object, expected: object) -> None:
    """Raise Lie where something is not what it has to be."""
    if found != expected:
        raise Lie(f"{what}: it should be {str(expected)[:200]}, and is {str(found)[:200]}")


def at_epoch(name: str, epoch: int | None) -> Network:
    """Return a shipped network after an epoch, the last by default."""
    network = load_network(name) if epoch is None else load_network(name, epoch=epoch)
    return replace(network)


def shows_drawing(window: Window) -> bool:
    """Return whether the open page looks at what is drawn."""
    name = window.here.page.removesuffix(".py")
    picture = window.controls().get("picture")
    return name in ("draw", "my_handwriting") or (
        name in WITH_PICTURE and picture is not None and picture.value == "drawing"
    )


def fits(value: object, control: Any) -> bool:
    """Return whether a control can still say what it said before."""
    if control.type in ("number_input", "slider"):
        return bool(control.min <= value <= control.max)
    if control.type == "pagination":
        return bool(1 <= value <= control.proto.num_pages)  # type: ignore[operator]
    return control.type == "toggle" or {_label(control, one) for one in _listed(value)} <= set(control.options)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _label(control: Any, value: object) -> str:
    """Return the words of an option; of one that is not there any more itself."""
    try:
        return str(control.format_func(value))
    except KeyError:
        return str(value)


def card(window: Window) -> str:
    """Return what the strip under the title says of the bench."""
    return next(one.value for one in window.test.markdown if "  \n:small[" in one.value)
