"""Presets are the networks of three books and a course, ready to train, with the numbers their authors report."""

from dataclasses import dataclass
from types import MappingProxyType

from mnistnet.network import PixelEncoding
from mnistnet.training import Augmentation, LayerPlan, Settings
from mnistnet.words import mark

__all__ = ["PRESETS", "Preset"]


@dataclass(frozen=True)
class Preset:
    """One book's network.

    Attributes
    ----------
    name : str
        What `mnistnet.load_network` calls it.
    title : str
        A line for people, in English; `say` translates it.
    settings : Settings
    book_accuracy : (float, float)
        The accuracy on the 10,000 test digits that the book reports, from and to, 0 to 1; or None.
    book_says : str
        The book's own numbers in a sentence; `say` translates it.
    drawn : int
        How many drawings (`mnistnet.strokes`, tuning part) join the digits when the project ships it.
    before : (Settings, int) or None
        Of a run that comes before this one when the project ships it, and from whose weights this one goes on; and
        how many drawings join the digits there.
    """

    name: str
    title: str
    settings: Settings
    book_accuracy: tuple[float, float] | None
    book_says: str
    drawn: int = 0
    before: tuple[Settings, int] | None = None

    @property
    def book(self) -> str:
        """The book's title and author."""
        return self.settings.book


SCRATCH = Preset(
    "scratch",
    mark("From scratch: two hidden layers and a softmax"),
    Settings(
        name="scratch",
        book="K. Saitoh, Deep Learning from Scratch",
        layers=(
            LayerPlan(50, "sigmoid", "hidden 1"),
            LayerPlan(100, "sigmoid", "hidden 2"),
            LayerPlan(10, "softmax", "answer"),
        ),
        initialisation="glorot-uniform",
        optimiser="momentum",
        learning_rate=0.2,
        momentum=0.9,
        l2=0.0001,
        schedule="cosine",
        batch_size=100,
        epochs=30,
        seed=1,
    ),
    (0.9352, 0.9352),
    mark("Chapter 3 loads weights that were trained beforehand; they answer 93.52 % of the test digits correctly."),
)

YOUR_OWN = Preset(
    "your-own",
    mark("Your own: one hidden layer, one picture at a time"),
    Settings(
        name="your-own",
        book="T. Rashid, Make Your Own Neural Network",
        layers=(LayerPlan(200, "sigmoid", "hidden", biases=False), LayerPlan(10, "sigmoid", "answer", biases=False)),
        encoding=PixelEncoding(0.01, 0.99),
        initialisation="fan-out",
        loss="quadratic",
        learning_rule="raw-errors-back",
        target_low=0.01,
        target_high=0.99,
        learning_rate=0.1,
        batch_size=1,
        epochs=6,
        order="file",
        seed=1,
    ),
    (0.971, 0.975),
    mark(
        "With 200 hidden nodes, a learning rate of 0.1 and 5 epochs of all 60,000 training digits the book reaches "
        "about 97.1 to 97.5 % of the test digits; 6 epochs of the 50,000 that are not on board here are as many steps."
    ),
)

NIELSEN = Preset(
    "nielsen",
    mark("Nielsen's first: thirty hidden nodes and a quadratic cost"),
    Settings(
        name="nielsen",
        book="M. Nielsen, Neural Networks and Deep Learning",
        layers=(LayerPlan(30, "sigmoid", "hidden"), LayerPlan(10, "sigmoid", "answer")),
        initialisation="standard",
        loss="quadratic",
        learning_rate=3.0,
        batch_size=10,
        epochs=30,
        seed=1,
    ),
    (0.9542, 0.9542),
    mark("Chapter 1 reports 95.42 % at its best epoch, the 28th of 30, and says that other starts give other numbers."),
)

ROWS = Preset(
    "rows",
    mark("Along the rows: a pattern passing through the layers"),
    Settings(
        name="rows",
        book=mark("Dense layers along the rows, in the style of Keras"),
        layers=(
            LayerPlan(75, "relu", "rows 75"),
            LayerPlan(50, "relu", "rows 50"),
            LayerPlan(25, "relu", "rows 25"),
            LayerPlan(10, "relu", "rows 10"),
            LayerPlan(None, name="flatten"),
            LayerPlan(10, "softmax", "answer"),
        ),
        along_rows=True,
        initialisation="glorot-uniform",
        optimiser="adam",
        learning_rate=0.002,
        schedule="cosine",
        batch_size=100,
        epochs=15,
        seed=1,
    ),
    None,
    mark(
        "Its model sorts patterns of 50 x 50 into 5 classes and has 11,665 parameters; on digits there is no number "
        "yet."
    ),
)

_SHARP_AT_FIRST = Settings(
    name="sharp",
    book=mark("mnistnet's own, made to read handwriting"),
    layers=(
        LayerPlan(1200, "relu", "hidden 1"),
        LayerPlan(800, "relu", "hidden 2"),
        LayerPlan(10, "softmax", "answer"),
    ),
    initialisation="he-normal",
    target_low=0.003,
    target_high=0.973,
    optimiser="adam",
    learning_rate=0.001,
    schedule="cosine",
    batch_size=200,
    epochs=52,
    augmentation=Augmentation(shift=1, rotation=12, shear=12, scale=0.12, elastic=2, thickness=0.7),
    seed=1,
)
SHARP = Preset(
    "sharp",
    mark("Sharp: made to read what people draw"),
    _SHARP_AT_FIRST.replace(
        learning_rate=0.002,
        epochs=72,
        augmentation=Augmentation(shift=0.5, rotation=8, shear=8, scale=0.08, elastic=1.3, thickness=0.5),
    ),
    None,
    mark(
        "No book has it: digits bent and moved at random before each use, and drawings among them, make it read "
        "drawings; drawings of nothing among them make it doubt what is no digit. From epoch 52 on it sees fewer "
        "drawings and milder changes."
    ),
    drawn=14_000,
    before=(_SHARP_AT_FIRST, 48_000),
)

PRESETS: MappingProxyType[str, Preset] = MappingProxyType(
    {preset.name: preset for preset in (SCRATCH, YOUR_OWN, NIELSEN, ROWS, SHARP)}
)
