"""A network is a list of layers; a picture goes in at one end and one number per class comes out at the other.

Letters: every dense layer k first forms the weighted sums ``a_k = z_{k-1} W_k + b_k`` (its
pre-activations) and then sends on ``z_k = activation(a_k)`` (its activations). These are the letters
of *Deep Learning from Scratch* and of Bishop; Nielsen and scikit-learn write z before the activation
and a after it. Weights have shape (fan_in, fan_out) and rows are samples.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from mnistnet.activations import ACTIVATIONS, Activation
from mnistnet.notebook import network_card
from mnistnet.words import say
from mnistnet.words.shares import share

__all__ = ["Dense", "Flatten", "Layer", "Network", "PixelEncoding", "TrainingRecord"]

Array = NDArray[Any]


def _frozen(array: ArrayLike | None, dimensions: int, what: str) -> Array | None:
    """Return a read-only floating-point copy of `array`, or None for None."""
    if array is None:
        return None
    copy = np.array(array, order="C")
    if not np.issubdtype(copy.dtype, np.floating):
        copy = copy.astype(np.float64)
    if copy.ndim != dimensions:
        raise ValueError(
            say(
                "{what} must have {dimensions} dimensions, not {found}.",
                what=what,
                dimensions=dimensions,
                found=copy.ndim,
            )
        )
    copy.flags.writeable = False
    return copy


@dataclass(frozen=True, eq=False)
class Dense:
    """A dense layer: every output node sees every entry of the input's last axis.

    Attributes
    ----------
    weights : ndarray of shape (fan_in, fan_out)
    biases : ndarray of shape (fan_out,) or None
    activation : str
        A name in `mnistnet.activations.ACTIVATIONS`.
    name : str
        What people call the layer; may be empty.

    Raises
    ------
    ValueError
        If the shapes do not belong together or the activation is unknown.

    Examples
    --------
    >>> layer = Dense(np.array([[1.0, -1.0], [2.0, 0.0]]), np.array([0.5, 0.0]), "relu")
    >>> layer
    Dense(2 -> 2, relu)
    >>> layer.pre_activations(np.array([1.0, 3.0]))
    array([ 7.5, -1. ])
    """

    weights: Array
    biases: Array | None = None
    activation: str = "sigmoid"
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", _frozen(self.weights, 2, "weights"))
        object.__setattr__(self, "biases", _frozen(self.biases, 1, "biases"))
        if self.biases is not None and self.biases.shape != (self.fan_out,):
            raise ValueError(
                say("{nodes} nodes need {nodes} biases, not {size}.", nodes=self.fan_out, size=self.biases.size)
            )
        if self.activation not in ACTIVATIONS:
            raise ValueError(
                say(
                    "There is no activation {activation!r}; there are {known}.",
                    activation=self.activation,
                    known=", ".join(ACTIVATIONS),
                )
            )

    @property
    def fan_in(self) -> int:
        """How many numbers each node receives."""
        return int(self.weights.shape[0])

    @property
    def fan_out(self) -> int:
        """How many nodes the layer has."""
        return int(self.weights.shape[1])

    @property
    def parameters(self) -> int:
        """How many numbers training can change."""
        return self.weights.size + (0 if self.biases is None else self.biases.size)

    @property
    def rule(self) -> Activation:
        """The activation itself."""
        return ACTIVATIONS[self.activation]

    def pre_activations(self, inputs: Array) -> Array:
        """Return ``inputs @ weights + biases``, shape (..., fan_out) for inputs of shape (..., fan_in)."""
        sums = inputs @ self.weights
        return sums if self.biases is None else np.add(sums, self.biases, out=sums)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of one output for one input of `shape`."""
        if shape[-1] != self.fan_in:
            raise ValueError(
                say(
                    "A layer of {inputs} inputs per node cannot follow an output of shape {shape}.",
                    inputs=self.fan_in,
                    shape=shape,
                )
            )
        return (*shape[:-1], self.fan_out)

    def astype(self, dtype: DTypeLike) -> "Dense":
        """Return the same layer with its numbers in another floating-point format."""
        biases = None if self.biases is None else self.biases.astype(dtype)
        return replace(self, weights=self.weights.astype(dtype), biases=biases)

    def __repr__(self) -> str:
        bias = "" if self.biases is not None else ", no biases"
        return f"Dense({self.fan_in} -> {self.fan_out}, {self.activation}{bias})"


@dataclass(frozen=True)
class Flatten:
    """A layer that lays the rows of a pattern end to end: (rows, columns) becomes (rows * columns,)."""

    name: str = ""
    parameters = 0

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """Return the shape of one output for one input of `shape`."""
        return (prod(shape),)

    def astype(self, dtype: DTypeLike) -> "Flatten":
        """Return the layer itself: it holds no numbers."""
        return self

    def __repr__(self) -> str:
        return "Flatten()"


Layer = Dense | Flatten


@dataclass(frozen=True)
class PixelEncoding:
    """How a pixel p (0 = blank, 1 = full ink) becomes the network's input: ``offset + scale * p``.

    Examples
    --------
    >>> str(PixelEncoding(-1.0, 2.0))
    '-1 + 2 p / 255'
    """

    offset: float = 0.0
    scale: float = 1.0

    def __str__(self) -> str:
        if self.offset == 0 and self.scale == 1:
            return "p / 255"
        return f"{self.offset:g} + {self.scale:g} p / 255"


@dataclass(frozen=True)
class TrainingRecord:
    """How a network was trained.

    Attributes
    ----------
    settings : mapping of str to JSON values
        Everything that the training run was told, the seed and the number of epochs included.
    history : tuple of mappings
        One record an epoch, epoch 0 (before training) first: "epoch", "loss", "accuracy" on the
        training digits and "validation_loss", "validation_accuracy"; accuracies from 0 to 1.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    history: tuple[Mapping[str, Any], ...] = ()

    @property
    def seed(self) -> int | None:
        """The seed from which every random number of the run came."""
        return self.settings.get("seed")

    @property
    def epochs(self) -> int:
        """How often the run saw every training digit."""
        return int(self.settings.get("epochs", 0))


@dataclass(frozen=True, eq=False)
class Network:
    """A frozen network: what it computes and where it comes from.

    Attributes
    ----------
    layers : tuple of Dense and Flatten
    name, book : str
        What it is called, and the book or course that it belongs to (may be empty).
    encoding : PixelEncoding
        How pixels become inputs. The network encodes by itself: give it plain pixels.
    image_shape : (int, int)
        Rows and columns of the pictures it reads. If the first layer's fan_in is rows * columns the
        picture is laid flat; if it is the number of columns the layer works along each row.
    training : TrainingRecord
    test_accuracy : float or None
        Share of the official 10,000 MNIST test digits answered correctly, 0 to 1.
    epoch : int or None
        How many epochs of training these weights have seen; None if unknown.

    Raises
    ------
    ValueError
        If a layer does not fit onto the one before.

    Examples
    --------
    >>> Network((Dense(np.ones((784, 10)), activation="softmax"),), name="mine")
    <Network 'mine': 784-10, softmax outputs>
    """

    layers: tuple[Layer, ...]
    name: str = "network"
    book: str = ""
    encoding: PixelEncoding = PixelEncoding()
    image_shape: tuple[int, int] = (28, 28)
    training: TrainingRecord = TrainingRecord()
    test_accuracy: float | None = None
    epoch: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.dense_layers:
            raise ValueError(say("A network needs at least one dense layer."))
        if len(self.shapes[-1]) != 1:
            raise ValueError(say("The last layer must give one number per class; put a Flatten before it."))

    @property
    def dense_layers(self) -> tuple[Dense, ...]:
        """The layers that have weights."""
        return tuple(layer for layer in self.layers if isinstance(layer, Dense))

    @property
    def input_shape(self) -> tuple[int, ...]:
        """The shape of one encoded picture as the first layer receives it."""
        first = self.layers[0]
        pixels = prod(self.image_shape)
        return (pixels,) if isinstance(first, Dense) and first.fan_in == pixels else self.image_shape

    @cached_property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The output shape of every layer for one picture."""
        shapes, shape = [], self.input_shape
        for layer in self.layers:
            shape = layer.output_shape(shape)
            shapes.append(shape)
        return tuple(shapes)

    @property
    def layer_names(self) -> tuple[str, ...]:
        """A name for every layer: its own, or its kind and place."""
        return tuple(layer.name or f"{type(layer).__name__.lower()} {i}" for i, layer in enumerate(self.layers, 1))

    @cached_property
    def view_shapes(self) -> Mapping[str, tuple[int, ...]]:
        """The shape of every view for one picture, in order: "a1" before the first activation, "z1" after it, ..."""
        shapes: dict[str, tuple[int, ...]] = {}
        for layer, shape in zip(self.layers, self.shapes, strict=True):
            if isinstance(layer, Dense):
                k = 1 + len(shapes) // 2
                shapes |= {f"a{k}": shape, f"z{k}": shape}
        return MappingProxyType(shapes)

    @property
    def views(self) -> tuple[str, ...]:
        """The names of what one can look at: "a1", "z1", "a2", ... up to the outputs."""
        return tuple(self.view_shapes)

    @property
    def classes(self) -> int:
        """How many answers the network chooses from."""
        return self.shapes[-1][0]

    @property
    def output_activation(self) -> str:
        """The name of the last layer's activation."""
        return self.dense_layers[-1].activation

    @property
    def parameters(self) -> int:
        """How many numbers training can change."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The number format that it computes in."""
        return self.dense_layers[0].weights.dtype

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change when anything that the network computes changes."""
        content = hashlib.sha256(repr((self.layers, self.encoding, self.image_shape)).encode())
        for layer in self.dense_layers:
            for array in (layer.weights, layer.biases):
                if array is not None:
                    content.update(array.dtype.str.encode() + array.tobytes())
        return content.hexdigest()[:16]

    @cached_property
    def identity(self) -> str:
        """Sixteen hexadecimal digits that change with the digest and with all that the network says of itself."""
        said = (self.name, self.book, self.epoch, self.test_accuracy, self.training, self.layer_names)
        return hashlib.sha256(repr((self.digest, *said)).encode()).hexdigest()[:16]

    def astype(self, dtype: DTypeLike) -> "Network":
        """Return the same network computing in another floating-point format, such as float64."""
        if self.dtype == dtype:
            return self
        return replace(self, layers=tuple(layer.astype(dtype) for layer in self.layers))

    def _pictures(self, images: ArrayLike) -> Array:
        """Return the pictures as an array of shape (n, rows, columns), or raise ValueError."""
        pixels = np.asarray(images)
        rows, columns = self.image_shape
        if pixels.shape[-2:] == (rows, columns) or pixels.shape[-1:] == (rows * columns,):
            return pixels.reshape(-1, rows, columns)
        raise ValueError(
            say(
                "This network reads pictures of {rows} x {columns} pixels, not an array of shape {shape}.",
                rows=rows,
                columns=columns,
                shape=pixels.shape,
            )
        )

    def encode(self, images: ArrayLike, dtype: DTypeLike | None = None) -> Array:
        """Return the pictures as the first layer receives them.

        Parameters
        ----------
        images : ndarray of shape (n, rows, columns), (rows, columns), (n, rows * columns) or (rows * columns,)
            uint8 from 0 to 255, or floats from 0 (blank) to 1 (ink). Floats a little outside are
            taken as they are, so that noise and finite differences work.
        dtype : floating-point format, optional
            The network's own by default.

        Returns
        -------
        ndarray of shape (n, *input_shape)

        Raises
        ------
        ValueError
            If the shape is none of these, a pixel is not finite, or floats reach beyond -1 to 2 (0 to
            255 in floats is a common mistake).

        Examples
        --------
        >>> network = Network((Dense(np.ones((4, 2))),), image_shape=(2, 2), encoding=PixelEncoding(-1, 2))
        >>> network.encode(np.array([[0, 255], [255, 0]], np.uint8))
        array([[-1.,  1.,  1., -1.]])
        """
        pixels = self._pictures(images)
        values = pixels.astype(dtype or self.dtype).reshape(-1, *self.input_shape)
        if pixels.dtype == np.uint8:
            values /= 255
        elif values.size and not (values.min() >= -1 and values.max() <= 2):
            raise ValueError(say("Pixels given as floats must lie between 0 and 1; give 0 to 255 as uint8."))
        if self.encoding.scale != 1:
            values *= self.encoding.scale
        if self.encoding.offset != 0:
            values += self.encoding.offset
        return values

    def forward(self, inputs: Array) -> dict[str, Array]:
        """Return every view for inputs that are encoded already, shape (n, *input_shape)."""
        views: dict[str, Array] = {}
        signal = inputs
        for layer in self.layers:
            if isinstance(layer, Flatten):
                signal = signal.reshape(len(signal), -1)
                continue
            pre_activations = layer.pre_activations(signal)
            signal = layer.rule(pre_activations)
            k = 1 + len(views) // 2
            views |= {f"a{k}": pre_activations, f"z{k}": signal}
        return views

    def trace(self, images: ArrayLike, dtype: DTypeLike | None = None) -> dict[str, Array]:
        """Return every layer of every picture: view name -> ndarray of shape (n, *view shape).

        Takes what `encode` takes; a single picture gives n = 1. ``dtype=np.float64`` computes in
        double precision.

        Examples
        --------
        >>> from mnistnet import load_digits, load_network
        >>> views = load_network("scratch").trace(load_digits().split("test").images[:5])
        >>> {view: values.shape for view, values in views.items()}
        {'a1': (5, 50), 'z1': (5, 50), 'a2': (5, 100), 'z2': (5, 100), 'a3': (5, 10), 'z3': (5, 10)}
        """
        network = self.astype(dtype or self.dtype)
        return network.forward(network.encode(images))

    def predict(self, images: ArrayLike, dtype: DTypeLike | None = None) -> Array:
        """Return the outputs of every picture, shape (n, classes); takes what `encode` takes.

        With a softmax output each row adds up to 1; with sigmoid outputs each number stands for itself.

        Examples
        --------
        >>> from mnistnet import load_digits, load_network
        >>> digits = load_digits().split("test")
        >>> load_network("scratch").predict(digits.images[:5]).argmax(axis=1)
        array([4, 8, 6, 9, 7])
        >>> digits.labels[:5]
        array([4, 8, 6, 9, 7], dtype=uint8)
        """
        network = self.astype(dtype or self.dtype)
        pixels = self._pictures(images)
        starts = range(0, max(len(pixels), 1), 1000)
        return np.concatenate([network.trace(pixels[i : i + 1000])[self.views[-1]] for i in starts])

    def _repr_html_(self) -> str:
        layers = (f"{name}: {layer!r}" for name, layer in zip(self.layer_names, self.layers, strict=True))
        return network_card(repr(self), layers, self.dense_layers[0].weights, self.image_shape)

    def __repr__(self) -> str:
        widths = "-".join(str(n) for n in (prod(self.input_shape), *(prod(shape) for shape in self.shapes)))
        trained = (
            "" if self.test_accuracy is None else f", {share(self.test_accuracy, 2).replace(' ', '')} of the test set"
        )
        epoch = "" if self.epoch is None else f", epoch {self.epoch}"
        return f"<Network {self.name!r}: {widths}, {self.output_activation} outputs{epoch}{trained}>"
