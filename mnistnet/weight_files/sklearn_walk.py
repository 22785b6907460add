"""A walk through a pipeline of scikit-learn's: scalers and principal components, then a network or a linear model.

What comes before the network is a line for every pixel, or, of principal components, a layer of its own whose nodes
leave their sums as they are: both are exact.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.part import Chain
from mnistnet.weight_files.said import ACTIVATION_WORDS, said_of_layers
from mnistnet.weight_files.scaler import scaler_of
from mnistnet.weight_files.sklearn_steps import SCALERS, Estimator, estimators_in, plain_scaler, steps_of
from mnistnet.weight_files.taking import Taking
from mnistnet.words import say

__all__ = ["with_steps"]

Array = NDArray[Any]
LOSSES: Mapping[str, str] = MappingProxyType({"log_loss": "sigmoid", "log": "sigmoid", "modified_huber": "identity"})


def with_steps(contents: Contents, value: Any) -> Contents:
    """Return what a pickle holds with all that the estimators of scikit-learn's in it say.

    Raises
    ------
    WeightFileError
        If a pipeline has a step that is no part of a dense network.
    """
    found = tuple(estimators_in(value))
    scalers = [one for one in found if one.kind in SCALERS]
    for scaler in scalers:
        contents = _with_plain(contents, scaler)
    if len(found) != 1 or scalers:
        return contents
    with np.errstate(all="ignore"):  # what becomes infinite is refused with the finished network
        taken = _Walk(contents.arrays).taken(contents, steps_of(found[0]))
    return contents if taken is contents else _without_options(taken, found[0].name_of(""))


def _without_options(contents: Contents, way: str) -> Contents:
    """Return contents without what else an estimator keeps, such as its optimiser: nothing is left out with it."""
    inside = f"{way}." if way else ""
    used = contents.chain.used if contents.chain else frozenset()
    arrays = {name: one for name, one in contents.arrays.items() if name in used or not name.startswith(inside)}
    left_out = tuple(name for name in contents.left_out if not name.startswith(inside))
    return replace(contents, arrays=arrays, left_out=left_out)


def _with_plain(contents: Contents, scaler: Estimator) -> Contents:
    """Return contents in which a scaler beside a network has a mean and a scale, whatever its options."""
    with np.errstate(all="ignore"):
        pair = plain_scaler(scaler, contents.arrays)
    if pair is None:
        return contents
    rows = dict(zip((scaler.name_of("mean_"), scaler.name_of("scale_")), pair, strict=True))
    return replace(contents, arrays={**contents.arrays, **rows})


class _Walk(Taking):
    """The walk, step by step."""

    def taken(self, contents: Contents, steps: tuple[Estimator, ...]) -> Contents:
        """Return contents with the layers that all steps are together, or as they are where one estimator is odd."""
        for step in steps[:-1]:
            try:
                self._before(step)
            except KeyError as odd:
                raise _not_read(step.kind) from odd
        try:
            output = self._last(steps[-1])
        except KeyError as odd:
            if len(steps) == 1 and steps[0].way:
                return contents
            if len(steps) == 1:
                raise _no_network(steps[0].kind) from odd
            raise _not_read(steps[-1].kind) from odd
        parts, rules, _ = self.stack.finished()
        words = say("what comes before it in its pipeline folded in") if len(steps) > 1 else ""
        chain = Chain(((parts, words),), frozenset(self.used))
        return replace(contents, said=said_of_layers(rules, output), chain=chain, activations=rules)

    def _before(self, step: Estimator) -> None:
        """Do what a step before the last does to every picture."""
        if step.kind in SCALERS:
            mean, scale = plain_scaler(step, self.arrays) or (None, None)
            norm = scaler_of(mean, scale, self.stack.width)
            if norm is None:
                raise KeyError(step.way)
            names = {step.name_of(word) for word in ("mean_", "scale_", "min_", "center_")}
            self.used |= names & self.arrays.keys()
            self.stack.add_line(*norm.line)
        elif step.kind in ("PCA", "IncrementalPCA", "TruncatedSVD"):
            self._components(step)
        elif step.kind != "FunctionTransformer" or step.options.get("func", step) is not None:
            raise _not_read(step.kind)

    def _components(self, step: Estimator) -> None:
        """Add principal components as a layer; whitening divides each by its deviation."""
        components = self.array(step.name_of("components_"), 2)
        if step.kind != "TruncatedSVD":
            self.stack.add_line(1.0, -self.array(step.name_of("mean_"), 1).astype(np.float64))
        self.stack.add_dense(components.T, step.kind)
        if step.options.get("whiten") is True:
            variance = self.array(step.name_of("explained_variance_"), 1).astype(np.float64)
            self.stack.add_line(1 / np.sqrt(variance), 0.0)

    def _last(self, step: Estimator) -> str:
        """Add the layers of what reads the digits, and return the activation of the output."""
        if step.kind in ("MLPClassifier", "MLPRegressor"):
            return self._network(step)
        if step.kind == "OneVsRestClassifier":
            ways = [step.name_of("estimators_", str(i)) for i in range(10)]
            one = step.inner("estimator")
            weights = np.concatenate([self.array(f"{way}.coef_", 2) for way in ways])
            biases = np.concatenate([self.array(f"{way}.intercept_", 1) for way in ways])
            self._dense(weights.T, biases, "")
            return "sigmoid" if one is not None and _output(one) in ("softmax", "sigmoid") else "identity"
        weights = self.array(step.name_of("coef_"), 2)
        intercept = step.name_of("intercept_")
        self._dense(weights.T, self.array(intercept, 1) if intercept in self.arrays else None, "")
        return _output(step)

    def _network(self, step: Estimator) -> str:
        count = sum(name.startswith(f"{step.name_of('coefs_')}.") for name in self.arrays)
        rule = ACTIVATION_WORDS[step.text("activation")]
        output = ACTIVATION_WORDS[step.text("out_activation_")]
        for i in range(count):
            weights = self.array(step.name_of("coefs_", str(i)), 2)
            self._dense(weights, self.array(step.name_of("intercepts_", str(i)), 1), "")
            if i < count - 1:
                self.stack.add_rule(rule)
        return output

    def _dense(self, weights: Array, biases: Array | None, name: str) -> None:
        self.stack.add_dense(weights, name)
        if biases is not None and biases.any():
            if biases.shape != (self.stack.width,):
                raise KeyError(name)
            self.stack.add_line(1.0, biases)


def _output(step: Estimator) -> str:
    """Return what a linear model does to its sums where it gives shares, and "identity" where it only compares them."""
    if step.kind in ("LogisticRegression", "LogisticRegressionCV"):
        return "sigmoid" if step.text("solver") == "liblinear" or step.text("multi_class") == "ovr" else "softmax"
    return LOSSES.get(step.text("loss"), "identity") if step.kind == "SGDClassifier" else "identity"


def _not_read(kind: str) -> WeightFileError:
    return WeightFileError(
        say(
            "This pipeline of scikit-learn's has a step {kind} that is not read there. Read are StandardScaler, "
            "MinMaxScaler, MaxAbsScaler, RobustScaler and PCA, and then MLPClassifier or a linear model: train it "
            "without the other steps, or save the network alone and prepare the pictures yourself.",
            kind=shown(kind),
        )
    )


def _no_network(kind: str) -> WeightFileError:
    return WeightFileError(
        say(
            "This is a {kind} of scikit-learn's, which is no network; of scikit-learn MLPClassifier and linear models "
            "are read, and pipelines that end in one.",
            kind=shown(kind),
        )
    )
