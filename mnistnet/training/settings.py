"""Settings are all that a training run is told; on one machine they and the digits decide every bit of the network."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from mnistnet.network import Network, PixelEncoding
from mnistnet.training.augmentation import Augmentation
from mnistnet.training.checks import RANGES, among, within
from mnistnet.training.initial import INITIALISATIONS
from mnistnet.training.layer_plan import LayerPlan
from mnistnet.training.learning_rules import LEARNING_RULES, check_learning_rule
from mnistnet.training.losses import LOSSES
from mnistnet.training.optimisers import OPTIMISERS
from mnistnet.training.schedules import SCHEDULES
from mnistnet.words import mark, say

__all__ = ["LIVE_SETTINGS", "ORDERS", "LayerPlan", "Settings"]

# What may be changed while a run goes on; everything else belongs to how it started.
LIVE_SETTINGS = (
    "learning_rate",
    "momentum",
    "schedule",
    "schedule_epochs",
    "schedule_factor",
    "batch_size",
    "epochs",
    "l2",
    "dropout",
    "augmentation",
)
ORDERS = ("shuffled", "file")  # anew in every epoch, or as the digits lie in their file


@dataclass(frozen=True)
class Settings:
    """Everything that a training run is told, except the digits.

    Attributes
    ----------
    layers : tuple of LayerPlan
        From the first hidden layer to the outputs; the last must have one node per class.
    name, book : str
    along_rows : bool
        Whether the first layer works along each row of the picture instead of on all its pixels;
        a Flatten must follow somewhere.
    encoding : PixelEncoding
    initialisation : str
        A name in `INITIALISATIONS`.
    loss : str
        A name in `LOSSES`: "cross-entropy" (softmax or sigmoid outputs) or "quadratic".
    learning_rule : str
        A name in `LEARNING_RULES`: "gradient", or "raw-errors-back", which leaves out the slope where
        errors are handed back to the layer before.
    target_low, target_high : float
        What the outputs should say for the wrong classes and for the right one.
    optimiser : str
        A name in `OPTIMISERS`: "sgd", "momentum", "nesterov", "adam".
    learning_rate, momentum : float
    schedule : str
        A name in `SCHEDULES`: how the learning rate falls from epoch to epoch ("constant", "step":
        times `schedule_factor` every `schedule_epochs`, "cosine": to zero at the last epoch).
    batch_size : int
        How many digits share one step; 1 is the plainest learning there is.
    epochs : int
        How often the run sees every digit.
    order : str
        A name in `ORDERS`: "shuffled" anew in every epoch, or "file", as the digits lie in their file.
    l2 : float
        Strength of the pull of every weight towards zero: l2 / 2 * sum(weights ** 2) joins the loss.
    dropout : float
        Share of hidden activations that are silenced at random in every step.
    augmentation : Augmentation
        How the digits are bent and moved before each use.
    seed : int

    Raises
    ------
    ValueError
        With a sentence for people, if a setting is impossible or two do not go together.
    """

    layers: tuple[LayerPlan, ...]
    name: str = "network"
    book: str = ""
    along_rows: bool = False
    encoding: PixelEncoding = field(default_factory=PixelEncoding)
    initialisation: str = "glorot-uniform"
    loss: str = "cross-entropy"
    learning_rule: str = "gradient"
    target_low: float = 0.0
    target_high: float = 1.0
    optimiser: str = "sgd"
    learning_rate: float = 0.1
    momentum: float = 0.9
    schedule: str = "constant"
    schedule_epochs: int = 10
    schedule_factor: float = 0.5
    batch_size: int = 100
    epochs: int = 10
    order: str = "shuffled"
    l2: float = 0.0
    dropout: float = 0.0
    augmentation: Augmentation = field(default_factory=Augmentation)
    seed: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        for name, choices in (
            ("initialisation", INITIALISATIONS),
            ("loss", LOSSES),
            ("learning_rule", LEARNING_RULES),
            ("optimiser", OPTIMISERS),
            ("schedule", SCHEDULES),
            ("order", ORDERS),
        ):
            among(name.replace("_", " "), getattr(self, name), tuple(choices))
        for name in RANGES:
            within(name, getattr(self, name))
        if not self.target_low < self.target_high:
            raise ValueError(say("The target for the right class must be larger than the one for the others."))
        self._check_layers()

    def _check_layers(self) -> None:
        dense = [plan for plan in self.layers if plan.units is not None]
        if not dense or self.layers[-1].units is None:
            raise ValueError(say("The last layer must be a dense one, with one node per class."))
        if self.loss == "cross-entropy" and dense[-1].activation not in ("softmax", "sigmoid"):
            raise ValueError(say("Cross-entropy needs softmax or sigmoid outputs; choose one, or the quadratic loss."))
        total = self.target_high + (int(dense[-1].units or 0) - 1) * self.target_low
        if self.loss == "cross-entropy" and dense[-1].activation == "softmax" and abs(total - 1) > 1e-6:
            raise ValueError(say("With softmax outputs the targets of all classes must add up to 1, such as 0 and 1."))
        check_learning_rule(self.learning_rule, self.loss, tuple(plan.activation for plan in dense))
        if self.along_rows and all(plan.units is not None for plan in self.layers):
            raise ValueError(say("A network that works along the rows needs a Flatten layer before its outputs."))

    def changed(self, changes: Mapping[str, Any]) -> "Settings":
        """Return the settings with other values for some `LIVE_SETTINGS`.

        Raises
        ------
        ValueError
            If a setting cannot be changed during a run, or not to that value.
        """
        for name in changes:
            among(mark("setting that can change during a run"), name, LIVE_SETTINGS)
        return Settings.from_dict(self.to_dict() | dict(changes))

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as JSON values; `from_dict` makes them into the same settings again."""
        return asdict(self) | {"layers": [asdict(plan) for plan in self.layers]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Settings":
        """Return settings from JSON values.

        Raises
        ------
        ValueError
            With a sentence for people, if a name is unknown or a value impossible.
        """
        known = {field.name for field in fields(cls)}
        if not known >= values.keys():
            raise ValueError(say("There is no setting {unknown}.", unknown=", ".join(sorted(values.keys() - known))))
        parts: dict[str, Any] = dict(values)
        try:
            parts["layers"] = tuple(_made(LayerPlan, plan) for plan in parts["layers"])
            for name, kind in (("encoding", PixelEncoding), ("augmentation", Augmentation)):
                if name in parts:
                    parts[name] = _made(kind, parts[name])
            return cls(**parts)
        except (KeyError, TypeError) as error:
            raise ValueError(say("These settings cannot be read: {error}.", error=error)) from error

    @classmethod
    def of(cls, network: Network) -> "Settings":
        """Return the settings that a network was trained with; ValueError if its record does not say."""
        known = {field.name for field in fields(cls)}
        return cls.from_dict({name: value for name, value in network.training.settings.items() if name in known})

    def rate_in(self, epoch: int) -> float:
        """Return the learning rate in force in an epoch, counted from 0."""
        share = SCHEDULES[self.schedule](epoch, self.epochs, self.schedule_epochs, self.schedule_factor)
        return self.learning_rate * share

    def replace(self, **changes: Any) -> "Settings":
        """Return the settings with any of them changed, checked anew."""
        return replace(self, **changes)


def _made(kind: type, values: Any) -> Any:
    return values if isinstance(values, kind) else kind(**values)
