"""How exact and how fast influence is: against plain loops, brute force, captum and shap, one thread each."""

import warnings
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from itertools import chain
from json import dumps
from math import comb
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.influence_peers import Captum, captum_or_none, plain_loop, shap_permutations
from benchmarks.table import Row, arguments, best_of, publish
from mnistnet import Network, influence, load_digits, load_network
from mnistnet.faithfulness import relative_rmse
from mnistnet.influence import Game

Array = NDArray[Any]
BASELINES, PLACES = 50, 48  # of expected gradients, and places on the way from each, as many as ours begins with
TIMES = 20  # calls of ours in one measurement: a fraction of a millisecond is too short to take


def main() -> None:
    """Run the command line, with one thread for matrix products."""
    with threadpool_limits(1):
        compare(**vars(arguments(__doc__)))


def compare(quick: bool, json: Path | None) -> None:
    """Print all tables; `quick` takes smaller tasks and fewer rounds."""
    warnings.filterwarnings("ignore", category=UserWarning)  # captum's, about its own hooks
    network, test = load_network("scratch"), load_digits().split("test")
    image = test.images[np.argsort((test.images > 0).sum(axis=(1, 2)))[len(test) // 2]]
    captum = captum_or_none(network, image)
    if captum is None:
        print("captum and torch are not installed: their rows are left out.")
    exact = [*agreement_with_loops(network, image), *(agreement_with_captum(network, image, captum) if captum else ())]
    publish(exact, title="Agreement: largest difference anywhere")
    rounds = 1 if quick else 3
    fast = [
        *speed(network, image, captum, rounds),
        *sampling(network, image, 20, rounds),
        *reading(network, 10_000, 3 * rounds),
    ]
    publish(fast, title=f"Speed: one digit of {np.count_nonzero(image)} pixels, all nodes of all views")
    if json:
        json.write_text(dumps([asdict(row) for row in (*exact, *fast)], indent=1) + "\n")


def agreement_with_loops(network: Network, image: Array) -> list[Row]:
    """Return how far one-pixel is from the plain loop, and exact Shapley values from brute force."""
    ours, loop = influence.one_pixel(network, image), plain_loop(network, image)()
    rows = [
        Row(f"one-pixel, {view}, against the plain loop", _apart(ours[view], loop[view]), None, None, "")
        for view in network.views
    ]
    few = np.where(np.cumsum(image.ravel() > 100).reshape(28, 28) <= 14, image * (image > 100), 0).astype(np.uint8)
    exact, truth = influence.shapley_exact(network, few), brute_force(network, few, ("z1", "a2"))
    for view in truth:
        title = f"exact Shapley, {view}, against 2^{np.count_nonzero(few)} teams"
        rows.append(Row(title, _apart(exact[view], truth[view]), None, None, ""))
    pairs = influence.interactions(network, image, view="z1", node=0)
    whole = influence.shapley_exact(network, image)["z1"][0]
    rows.append(Row("Shapley = alone + together / 2, z1", _apart(pairs.picture(pairs.total), whole), None, None, ""))
    return rows


def agreement_with_captum(network: Network, image: Array, captum: Captum) -> list[Row]:
    """Return how far each method is from captum's, over all nodes."""
    pairs: list[tuple[str, Callable[..., influence.InfluenceMaps], Array]] = [
        ("one-pixel, against captum's FeatureAblation", influence.one_pixel, captum.one_pixel()),
        ("gradient, against captum's Saliency", influence.gradient, captum.gradient()),
        ("integrated gradients, against captum's", influence.integrated_gradients, captum.integrated_gradients()),
    ]
    rows = [Row(name, _apart(_all_nodes(ours(network, image)), theirs), None, None, "") for name, ours, theirs in pairs]
    before = len(captum.deep_lift()) - network.classes  # captum takes quotients behind a softmax, which do not add up
    apart = _apart(_all_nodes(influence.deep_lift(network, image))[:before], captum.deep_lift()[:before])
    digits = load_digits().split("train").images[:BASELINES]
    expected = influence.expected_gradients(network, image, digits, views=["z3"])["z3"][3]
    off = _apart(expected, captum.mean_integrated_gradients(digits))
    return [
        *rows,
        Row("DeepLIFT before the softmax, against captum's", apart, None, None, ""),
        Row("expected gradients of ONE output, against the mean of captum's IntegratedGradients", off, None, None, ""),
    ]


def brute_force(network: Network, image: Array, views: tuple[str, ...]) -> dict[str, Array]:
    """Return Shapley values by listing every team, view -> (nodes, rows, columns)."""
    game = Game.of(network, image)
    k = game.size
    teams = np.arange(1 << k)
    members = ((teams[:, None] >> np.arange(k)) & 1).astype(float)
    sizes = members.sum(axis=1).astype(int)
    weights = np.array([1 / (k * comb(k - 1, size)) for size in range(k)])
    found = {}
    for view, values in game.chain.values(game.teams(members), views).items():
        shares = []
        for i in range(k):
            without = teams[members[:, i] == 0]
            shares.append(weights[sizes[without]] @ (values[without | (1 << i)] - values[without]))
        found[view] = game.picture(np.array(shares))
    return found


def speed(network: Network, image: Array, captum: Captum | None, rounds: int) -> list[Row]:
    """Return our times beside those of the plain loop and of captum."""

    def ours(method: Callable[..., object], **options: Any) -> Callable[[], object]:
        return repeated(partial(method, network, image, **options), TIMES)

    one_pixel, deep_lift = ours(influence.one_pixel), ours(influence.deep_lift)
    near = ours(influence.mask_mean_gradient, batches=1)
    tasks: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "one-pixel, against the plain loop": (one_pixel, plain_loop(network, image))
    }
    if captum:
        digits = load_digits().split("train").images[:BASELINES]
        expected = ours(influence.expected_gradients, baseline=digits)
        one_logit = "near-Shapley of all nodes, against captum's ShapleyValueSampling of ONE logit, 25 samples"
        tasks |= {
            "one-pixel, against captum's FeatureAblation": (one_pixel, captum.one_pixel),
            "integrated gradients, against captum's, neuron by neuron": (
                ours(influence.integrated_gradients),
                captum.integrated_gradients,
            ),
            "DeepLIFT, against captum's, neuron by neuron": (deep_lift, captum.deep_lift),
            f"expected gradients of all nodes, {BASELINES} baselines, against captum's GradientShap of ONE output": (
                expected,
                partial(captum.expected_gradients, digits, PLACES * BASELINES),
            ),
            one_logit: (near, captum.shapley_of_one_logit),
            f"{one_logit}, 64 at a time": (near, lambda: captum.shapley_of_one_logit(at_once=64)),
        }
    best = {name: _both(rounds, our, their) for name, (our, their) in tasks.items()}
    rows = [_row(name, times["ours"] / TIMES * 1000, times["theirs"] * 1000) for name, times in best.items()]
    alone: dict[str, Callable[[Network, Array], object]] = {
        "near-Shapley of all nodes, with its standard error": influence.mask_mean_gradient,
        "two levels, 1024 masks and 16 toggles": influence.two_level,
        "exact Shapley values of a1, z1, a2": influence.shapley_exact,
        "Shapley values of all nodes": influence.shapley,
        "pairs of one node of z1": influence.interactions,
    }
    best_alone = best_of(4 * rounds, **{name: partial(method, network, image) for name, method in alone.items()})
    return rows + [Row(name, time * 1000, None, None, "ms") for name, time in best_alone.items()]


def repeated(task: Callable[[], object], times: int) -> Callable[[], None]:
    """Return a task that does another one `times` times, and keeps no result."""

    def many_times() -> None:
        for _ in range(times):
            task()

    return many_times


def _both(rounds: int, ours: Callable[[], object], theirs: Callable[[], object]) -> dict[str, float]:
    """Return the best times of both in seconds; a peer that takes seconds is run once, a fast one often."""
    start = perf_counter()
    theirs()
    first = perf_counter() - start
    if first > 2:
        return {"theirs": first, **best_of(4 * rounds, ours=ours)}
    return dict(best_of(10 * rounds if first < 0.1 else 2 * rounds, ours=ours, theirs=theirs))


def sampling(network: Network, image: Array, pairs: int, rounds: int) -> list[Row]:
    """Return our time for the ten sums before the softmax beside shap's, if both are to have the same error.

    An error falls with the root of the time, so shap's time is scaled by the squared ratio of errors.
    """
    theirs = shap_permutations(network, image, pairs)
    if theirs is None:
        print("shap is not installed: its rows are left out.")
        return []
    truth = influence.two_level(network, image, views=["a3"], masks=10_000, toggles=2_000)["a3"]
    their_squares = np.mean([_error(theirs(seed), truth) ** 2 for seed in range(10)])
    rows = []
    methods: dict[str, Callable[..., influence.InfluenceMaps]] = {
        "mask-mean gradient, 64 masks": partial(influence.mask_mean_gradient, masks=64, batches=1),
        "two levels": influence.two_level,
        "permutations": influence.shapley_permutations,
    }
    for name, method in methods.items():
        ours = partial(method, network, image, views=["a3"])
        times = best_of(3 * rounds, ours=repeated(ours, 5), theirs=partial(theirs, 0))
        squares = [_error(ours(rng=np.random.default_rng(seed))["a3"], truth) ** 2 for seed in range(10)]
        equal = times["theirs"] * their_squares / np.mean(squares)
        title = f"Shapley of ten logits by {name}, against shap's PermutationExplainer at equal error"
        rows.append(_row(title, times["ours"] / 5 * 1000, float(equal) * 1000))
    return rows


def reading(network: Network, count: int, rounds: int) -> list[Row]:
    """Return the time to read `count` digits at once beside the book's way, one after the other."""
    images = load_digits().images[:count]
    layers = [(layer.weights, layer.biases) for layer in network.dense_layers]

    def one_by_one() -> list[int]:
        answers = []
        for image in images:
            x = image.ravel().astype(np.float32) / 255
            for weights, biases in layers[:-1]:
                x = 1 / (1 + np.exp(-(x @ weights + biases)))
            a = x @ layers[-1][0] + layers[-1][1]
            powers = np.exp(a - a.max())
            answers.append(int(np.argmax(powers / powers.sum())))
        return answers

    best = best_of(rounds, ours=lambda: network.predict(images), theirs=one_by_one)
    title = f"forward pass of {count:,} digits, against image by image"
    return [_row(title, best["ours"] * 1000, best["theirs"] * 1000)]


def _row(name: str, ours: float, peer: float) -> Row:
    return Row(name, ours, peer, peer / ours, "ms")


def _all_nodes(maps: influence.InfluenceMaps) -> Array:
    """Return the maps of all views one below the other, shape (nodes, 784)."""
    return np.array(list(chain.from_iterable(maps.values()))).reshape(-1, 784)


def _apart(ours: Array, theirs: Array) -> float:
    return float(np.abs(ours.ravel() - theirs.ravel()).max())


def _error(found: Array, truth: Array) -> float:
    return float(np.nanmean(relative_rmse(found.reshape(truth.shape), truth)))


if __name__ == "__main__":
    main()
