"""The recipe of a training run: a preset, and everything that can be changed about it."""

from dataclasses import replace

import streamlit as st

from mnistnet import jobs
from mnistnet.activations import ACTIVATIONS
from mnistnet.books.presets import PRESETS
from mnistnet.patterns.description import row_plans
from mnistnet.training import INITIALISATIONS, LOSSES, OPTIMISERS, ORDERS, SCHEDULES, Augmentation, LayerPlan, Settings
from mnistnet.words import mark, say
from pages.ui.kit import choices
from pages.ui.kit.tell import tell
from pages.ui.kit.text import plain
from pages.ui.rooms.training.learning_rule import choose_rule

OWN = "own"  # the choice that is no preset
ORDER_LABELS = {"shuffled": mark("shuffled anew"), "file": mark("in the file's order")}
SAME_BITS = mark(
    "The same seed gives the same bits on one and the same machine. Another processor rounds "
    "otherwise, and after some epochs the network may read a tenth of a percent more or fewer digits."
)
STRENGTHS = {  # of each augmentation: its label with the unit, the largest on the slider, its step
    "shift": (mark("Shift, pixels"), 4.0, 0.5),
    "rotation": (mark("Rotation, degrees"), 30.0, 1.0),
    "shear": (mark("Shear, degrees"), 30.0, 1.0),
    "scale": (mark("Scale, share"), 0.4, 0.05),
    "elastic": (mark("Elastic, pixels"), 4.0, 0.5),
    "thickness": (mark("Thickness, share"), 1.0, 0.1),
    "noise": (mark("Noise, share of full ink"), 0.5, 0.05),
}


def choose_preset() -> str:
    """Show the choice of what to train and return its name."""
    return choices.select(
        say("What to train"),
        {name: name for name in PRESETS} | {OWN: mark("my own layers")},
        key="preset",
        help="  \n".join(f"**{one.name}**: {say(one.title)}. {say(one.book_says)}" for one in PRESETS.values()),
        width=180,
    )


def choose_settings(name: str) -> Settings | None:
    """Show every setting of a recipe in a popover and return them; None, with a sentence, if they cannot be."""
    base = PRESETS["scratch" if name == OWN else name].settings
    with st.popover(say("Settings")):
        try:
            plan = _architecture(base, name) if name == OWN else base
            own = say("my network") if name == OWN else say("my {preset}", preset=name)
            plan = plan.replace(name=plain(choices.text(say("Name"), f"{name}_name", own, max_chars=40)))
            plan = _learning(plan, name)
            plan = plan.replace(augmentation=_augmentation(name))
            jobs.check_run(plan)
            return plan
        except ValueError as reason:
            tell(reason)
            return None


def _architecture(base: Settings, key: str) -> Settings:
    """Return `base` with layers of the visitor's own."""
    along_rows = choices.toggle(
        say("Hidden layers work along the rows"),
        key="own_rows",
        help=say(
            "Each row of the picture goes through the same weights; then the rows are laid end to end for "
            "the outputs. Here a name may stand behind each number of nodes: `75, 50 middle, 25`."
        ),
    )
    widths = choices.text(say("Hidden layers, as numbers of nodes"), key="own_widths", default="50, 100")
    kinds = [name for name, rule in ACTIVATIONS.items() if rule.trains and name != "softmax"]
    hidden = choices.select(say("What hidden nodes do"), kinds, key="own_activation")
    output = choices.select(say("What outputs do"), ("softmax", "sigmoid"), key="own_output")
    initial = choices.select(say("Initial weights"), list(INITIALISATIONS), key="own_initial")
    loss = choices.select(say("Loss"), list(LOSSES), key="own_loss")
    layers = row_plans(widths, 10, hidden, output) if along_rows else _flat_plans(widths, hidden, output)
    return base.replace(
        book="",
        layers=layers,
        along_rows=along_rows,
        initialisation=initial,
        loss=loss,
        target_low=0.0,
        target_high=1.0,
        l2=0.0,
    )


def _flat_plans(widths: str, hidden: str, output: str) -> tuple[LayerPlan, ...]:
    """Return the plans of layers that each see all of the one before; ValueError if they cannot be read."""
    try:
        counts = [int(width) for width in widths.replace(";", ",").split(",") if width.strip()]
    except ValueError:
        raise ValueError(
            say('Write the hidden layers as whole numbers with commas between them, not "{widths}".', widths=widths)
        ) from None
    layers = [LayerPlan(count, hidden, f"hidden {i}") for i, count in enumerate(counts, 1)]
    return (*layers, LayerPlan(10, output, "answer"))


def _learning(plan: Settings, key: str) -> Settings:
    """Return `plan` with other settings of how it learns."""
    left, right = st.columns(2)
    with left:
        optimiser = choices.select(say("Optimiser"), list(OPTIMISERS), f"{key}_opt", plan.optimiser)
        rate = choices.number(say("Learning rate"), 0.0, 1000.0, f"{key}_rate", plan.learning_rate, format="%g")
        momentum = choices.number(say("Momentum"), 0.0, 1.0, f"{key}_momentum", plan.momentum, format="%g")
        schedule = choices.select(say("Schedule"), list(SCHEDULES), f"{key}_schedule", plan.schedule)
        rule = choose_rule(plan, key)
    with right:
        epochs = choices.number(say("Epochs"), 1, 10_000, f"{key}_epochs", plan.epochs)
        batch = choices.number(say("Batch size"), 1, 10_000, f"{key}_batch", plan.batch_size)
        l2 = choices.number("L2", 0.0, 10.0, f"{key}_l2", plan.l2, format="%g")
        dropout = choices.number(say("Dropout"), 0.0, 0.95, f"{key}_dropout", plan.dropout, step=0.05)
        order = choices.select(
            say("Digits come"),
            {order: ORDER_LABELS[order] for order in ORDERS},
            f"{key}_order",
            plan.order,
            help=say("In every epoch in another random order, or as they lie in their file."),
        )
    seed = choices.number(say("Seed"), 0, 2**31, f"{key}_seed", plan.seed, help=say(SAME_BITS))
    return plan.replace(
        optimiser=optimiser,
        learning_rate=float(rate),
        momentum=float(momentum),
        schedule=schedule,
        learning_rule=rule,
        order=str(order),
        epochs=int(epochs),
        batch_size=int(batch),
        l2=float(l2),
        dropout=float(dropout),
        seed=int(seed),
    )


def _augmentation(key: str) -> Augmentation:
    """Return how much the digits are bent and moved before each use."""
    strengths = Augmentation()
    if choices.toggle(say("Bend and move the digits at random"), key=f"{key}_augment"):
        for kind, (label, largest, step) in STRENGTHS.items():
            value = choices.slider(say(label), 0.0, largest, f"{key}_{kind}", step=step)
            strengths = replace(strengths, **{kind: value})
    return strengths
