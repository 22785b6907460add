"""One walk: steps at random over pages, controls, buttons, back and forward; after each the page has to be true."""

import random
from typing import Any

from tests.walks.model import DRAWS, EFFECTS, Lie, Model
from tests.walks.window import PAGES, Window, one_browser

CHEAP = ("draw.py", "influence.py", "probabilities.py", "my_networks.py", "neurons.py", "layers.py", "training.py")
PRESSED = (*EFFECTS, *DRAWS)
# Controls that are not for walks: what they change is measured for long, or is not there for everybody.
LEFT_ALONE = ("slow", "hand_way", "hand_label", "sheet", "method", "map_method", "way_back", "wishes", "many", "set")


def walk(seed: int, steps: int) -> list[str]:
    """Take one walk and return its steps; Lie, with all of them, at the first that shows something untrue."""
    rng, taken = random.Random(seed), []
    with one_browser(f"{seed:032x}"):
        page = rng.choice(CHEAP)
        window, model = Window(page, {}), Model()
        taken.append(f"open {page}")
        try:
            model.drawing = window.here.address.get("drawing")
            model.look(window)
            for _ in range(steps):
                _step(rng, window, model, taken)
        except AssertionError as lie:
            raise Lie(f"walk {seed}: {lie}\n  " + "\n  ".join(taken)) from lie
    return taken


def _step(rng: random.Random, window: Window, model: Model, taken: list[str]) -> None:
    """Take one step of a kind at random, and look."""
    kinds = {_choose: 10, _press: 3, _turn: 4, _travel: 4, _reload: 2, _copy_link: 1, _again: 1}
    (kind,) = rng.choices(list(kinds), list(kinds.values()))
    kind(rng, window, model, taken)


def _choose(rng: random.Random, window: Window, model: Model, taken: list[str]) -> None:
    controls = {key: one for key, one in window.controls().items() if key not in LEFT_ALONE}
    bench = [key for key in controls if key in ("network", "beside", "picture", "digit") or key.startswith("epoch_")]
    key = rng.choice(bench if rng.random() < 0.4 else list(controls))
    value = _another(rng, controls[key])
    taken.append(f"{key} = {value}")
    before = window.controls()[key].value
    window.choose(key, value)
    said = window.controls()[key].value if key in window.controls() else before
    model.look(window, key, said)


def _another(rng: random.Random, control: Any) -> Any:
    """Return something that a control can say."""
    match control.type:
        case "toggle":
            return not control.value
        case "pagination":
            return rng.randint(1, control.proto.num_pages)
        case "number_input" | "slider":
            steps = round((control.max - control.min) / (control.step or 1))
            value = control.min + rng.randint(0, min(steps, 1000)) * (control.step or 1)
            return type(control.value)(round(value, 6))
        case "button_group" if not control._is_single_select:
            return [one for one in control.options if rng.random() < 0.5]
        case "select_slider":
            return Label(rng.choice(control.options))
    return rng.choice(control.options)


class Label(str):
    """What a place of a slider is called; Streamlit's test asks how that is written, as it asks of numbers."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return str(self)


def _press(rng: random.Random, window: Window, model: Model, taken: list[str]) -> None:
    buttons = [key for key in window.buttons() if key in PRESSED]
    if buttons:
        key = rng.choice(buttons)
        taken.append(f"press {key}")
        window.click(key)
        model.look(window, key)


def _turn(rng: random.Random, window: Window, model: Model, taken: list[str]) -> None:
    page = rng.choice(CHEAP if rng.random() < 0.8 else PAGES)
    if page != window.here.page:
        taken.append(f"turn to {page}")
        model.leave(window)
        window.turn_to(page)
        model.look(window)


def _travel(rng: random.Random, window: Window, model: Model, taken: list[str]) -> None:
    ways = [by for by in (-1, 1) if 0 <= window.place + by < len(window.history)]
    if ways:
        by = rng.choice(ways)
        taken.append("go back" if by < 0 else "go forward")
        model.leave(window)
        window.travel(by)
        model.come_back(window)
        model.look(window)


def _reload(rng: random.Random, window: Window, model: Model, taken: list[str]) -> None:
    taken.append("reload")
    window.reload()
    model.look(window)


def _copy_link(rng: random.Random, window: Window, model: Model, taken: list[str]) -> None:
    """Open the address in a browser that knows nothing."""
    taken.append(f"open {window.here.page}?{window.here.address} in another browser")
    with one_browser(f"{rng.getrandbits(128):032x}"):
        other, theirs = Window(window.here.page, window.here.address), Model(dict(model.known), model.drawing)
        theirs.forget_hidden(window)
        theirs.look(other)


def _again(rng: random.Random, window: Window, model: Model, taken: list[str]) -> None:
    taken.append("the connection comes back")
    window.again()
    model.look(window)
