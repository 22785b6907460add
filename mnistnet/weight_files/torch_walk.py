"""A walk through the modules of a whole model of PyTorch's, which say their activations and normalisations by name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.normalisation import Norm
from mnistnet.weight_files.part import Chain
from mnistnet.weight_files.roles import layer_name
from mnistnet.weight_files.said import leaky_rule, said_of_layers, unknown_rule
from mnistnet.weight_files.taking import Taking
from mnistnet.weight_files.torch_modules import PASSING, Module, modules_of, sequence_of
from mnistnet.words import say

__all__ = ["with_modules"]

Array = NDArray[Any]
EPSILON = 1e-5  # of PyTorch's batch normalisation, unless told
RULES: Mapping[str, str] = MappingProxyType(
    {
        "ReLU": "relu",
        "Sigmoid": "sigmoid",
        "Tanh": "tanh",
        "GELU": "gelu",
        "LeakyReLU": "leaky_relu",
        "Softmax": "softmax",
        "LogSoftmax": "softmax",
    }
)
OPTION = re.compile(r"(^|\.)_modules\.")  # of a module: no part of the network is left out with it
OTHERS = frozenset(  # activations that PyTorch has and no network here
    ("CELU", "ELU", "GLU", "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh", "LogSigmoid", "Mish", "PReLU",
     "ReLU6", "RReLU", "SELU", "SiLU", "Softmin", "Softplus", "Softshrink", "Softsign", "Tanhshrink", "Threshold")
)  # fmt: skip


def with_modules(contents: Contents, value: Any) -> Contents:
    """Return what a pickle holds with all that its modules say, if it holds a whole model of PyTorch's.

    Raises
    ------
    WeightFileError
        If a module is none of dense networks, or does what no network here does.
    """
    top = modules_of(value)
    if top is None:
        return contents
    contents = replace(contents, left_out=tuple(name for name in contents.left_out if not OPTION.search(name)))
    sequence = sequence_of(top)
    with np.errstate(all="ignore"):  # what becomes infinite is refused with the finished network
        found = None if sequence is None else _Walk(contents.arrays).taken(sequence)
    if found is not None:
        parts, rules, output, used = found
        chain = Chain(((parts, say("in the order and with the activations that its modules name")),), used)
        return replace(contents, said=said_of_layers(rules, output), chain=chain, activations=rules)
    return _hinted(contents, list(_all(top)))


class _Walk(Taking):
    """The walk, module by module."""

    def taken(self, sequence: tuple[Module, ...]) -> tuple[Any, tuple[str, ...], str, frozenset[str]] | None:
        """Return layers, activations, output and names; None where an array is not where its module says."""
        try:
            for module in sequence:
                self._take(module)
        except KeyError:
            return None
        return *self.stack.finished(), frozenset(self.used)

    def _take(self, module: Module) -> None:
        if module.kind == "Linear":
            weights = self.array(module.name_of("weight"), 2)
            self.stack.add_dense(weights.T, layer_name(module.name_of("weight")))
            if module.options.get("bias", True) is not None and module.name_of("bias") in self.arrays:
                self.stack.add_line(1.0, self.row(module.name_of("bias")))
        elif module.kind == "BatchNorm1d":
            self.stack.add_line(*self._norm(module).line)
        elif module.kind not in (*PASSING, "Unflatten"):
            self.stack.add_rule(_rule_of(module))

    def _norm(self, module: Module) -> Norm:
        mean, variance = (self.row(module.name_of(f"running_{name}", "_buffers")) for name in ("mean", "var"))
        names = [module.name_of(name) for name in ("weight", "bias")]
        scale, shift = (self.row(name) if name in self.arrays else None for name in names)
        norm = Norm(mean, variance, scale, shift, module.option("eps", EPSILON))
        if not norm.is_whole:
            raise KeyError(module.way)
        return norm


def _rule_of(module: Module) -> str:
    """Return the activation that a module is; raises as `with_modules`."""
    kind = module.kind
    if kind in OTHERS or (kind == "GELU" and not module.says("approximate", "none")):
        raise unknown_rule(kind)
    if kind == "LeakyReLU":
        return leaky_rule(module.option("negative_slope", 0.01))
    if kind not in RULES:
        raise WeightFileError(
            say("This network has a layer {kind}; only dense ones are read.", kind=shown(kind or "?"))
        )
    return RULES[kind]


def _all(module: Module) -> Iterator[Module]:
    yield module
    for one in module.inside:
        yield from _all(one)


def _hinted(contents: Contents, modules: list[Module]) -> Contents:
    """Return contents with the one activation that a class has among its modules, though its code says where."""
    rules = {_rule_of(one) for one in modules if one.kind in RULES or one.kind in OTHERS} - {"softmax"}
    arrays = dict(contents.arrays)
    for one in modules:
        name = one.name_of("running_var", "_buffers")
        if name in arrays and one.option("eps", EPSILON) != EPSILON:
            arrays[name] = arrays[name] + (one.option("eps") - EPSILON)  # the usual one will be added
    said = {"activation": rules.pop()} if len(rules) == 1 and "" not in rules else {}
    return replace(contents, arrays=arrays, said={**said, **contents.said})
