"""A network is a frozen list of layers with a name: it encodes pictures by itself, and every layer can be looked at."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from math import prod
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from mnistnet.network.encoding import AS_THEY_ARE, PixelEncoding, as_pictures, encoded
from mnistnet.network.layers import Dense, Flatten, Layer
from mnistnet.network.record import UNTOLD, TrainingRecord
from mnistnet.notebook import network_card
from mnistnet.words import say
from mnistnet.words.shares import share

__all__ = ["Network"]

Array = NDArray[Any]


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
    encoding: PixelEncoding = AS_THEY_ARE
    image_shape: tuple[int, int] = (28, 28)
    training: TrainingRecord = UNTOLD
    test_accuracy: float | None = None
    epoch: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        if not self.dense_layers:
            raise ValueError(say("A network needs at least one dense layer."))
        if len(self.shapes[-1]) != 1:
            raise ValueError(say("The last layer must give one number per class; put a Flatten before it."))

    def __reduce__(self) -> tuple[Any, ...]:
        return Network, tuple(getattr(self, field.name) for field in fields(self))

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
        return encoded(as_pictures(images, self.image_shape), self.input_shape, self.encoding, dtype or self.dtype)

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
        pixels = as_pictures(images, self.image_shape)
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
