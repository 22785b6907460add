"""How exact a map behind a softmax is, and in what time: against Shapley's value from 200,000 random orders a digit."""

import argparse
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from time import process_time

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.influence_peers import captum_or_none, shap_permutations
from mnistnet import influence, load_digits, load_network
from mnistnet.faithfulness import relative_rmse
from mnistnet.influence import Game

Array = NDArray[np.float64]
Peer = Callable[[Array], Callable[[], Array] | None]  # None where it is not installed
Ways = dict[str, Callable[[Array, Generator], influence.InfluenceMaps]]
AT_ONCE = 8  # orders, whose sums stay in the processor's cache
ONE = 3  # the output that captum is asked for
VIEW, FREEDOM, HALF = "z3", 7, 1.96  # eight batches; where a normal distribution has 95 % of its mass


def main() -> None:
    """Run the command line, with one thread for matrix products."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digits", type=int, default=20)
    parser.add_argument("--orders", type=int, default=200_000, help="of each digit's truth, each with its reverse")
    parser.add_argument("--truth", type=Path, default=Path(gettempdir()) / "mnistnet-truth", help="where it is kept")
    choices = parser.parse_args()
    with threadpool_limits(1):
        truths = [truth_of(number, choices.orders, choices.truth) for number in range(choices.digits)]
        print(f'"scratch", {VIEW}, {choices.digits} digits; truth: {choices.orders:,} random orders each, ', end="")
        print(f"± {100 * np.mean([_size(error, mean) for mean, error in truths]):.2f} %\n")
        print("| way | relative RMSE | of the worst digit | ms | held by 95 % intervals |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for line in (*lines(truths), *lines_of_peers(truths)):
            print(line, flush=True)


def truth_of(number: int, orders: int, folder: Path) -> tuple[Array, Array]:
    """Return the mean over random orders of one test digit and its standard error; computed once, then kept."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{number}.npz"
    if not path.exists():
        mean, error = from_orders(_game(number), np.random.default_rng(1000 + number), orders)
        np.savez(path, mean=mean, se=error)
    with np.load(path) as file:
        return file["mean"], file["se"]


def from_orders(game: Game, rng: Generator, orders: int) -> tuple[Array, Array]:
    """Return the mean over random orders and its standard error, as `shapley_permutations` does, a few at a time.

    In single precision, which is far finer than what chance leaves open: it takes a third of the time.
    """
    quick, pairs = game.astype(np.float32), orders // 2
    total, squares = np.zeros((2, game.size, game.chain.nodes(VIEW)))
    for start in range(0, pairs, AT_ONCE):
        order = rng.permuted(np.tile(np.arange(game.size), (min(AT_ONCE, pairs - start), 1)), axis=1)
        changes = (_entering(quick, order) + _entering(quick, order[:, ::-1])) / 2
        total += changes.sum(axis=0)
        squares += (changes**2).sum(axis=0)
    mean = total / pairs
    return mean, np.sqrt((squares / pairs - mean**2) / (pairs - 1))


def _entering(game: Game, orders: NDArray[np.intp]) -> Array:
    """Return what each player changed as all entered in each of some orders, shape (orders, k, nodes)."""
    sums = np.empty((len(orders), game.size + 1, game.chain.width), np.float32)
    sums[:, 0], sums[:, 1:] = game.start[0], game.moves[orders]
    np.cumsum(sums, axis=1, out=sums)
    values = game.chain.values(sums.reshape(-1, 1, game.chain.width), [VIEW])[VIEW].reshape(*sums.shape[:2], -1)
    changes = np.empty((*orders.shape, values.shape[2]))
    changes[np.arange(len(orders))[:, None], orders] = np.diff(values, axis=1)
    return changes


def _game(number: int) -> Game:
    return Game.of(load_network("scratch"), load_digits().split("test").images[number])


def ways() -> Ways:
    """Return what is measured, by name: each takes a picture and luck."""
    network = load_network("scratch")

    def shapley(masks: int, toggles: int) -> Callable[[Array, Generator], influence.InfluenceMaps]:
        return lambda image, rng: influence.shapley(network, image, rng=rng, views=[VIEW], masks=masks, toggles=toggles)

    return {
        "256 random orders": lambda image, rng: influence.shapley_permutations(
            network, image, rng=rng, views=[VIEW], permutations=256
        ),
        "two levels, 1,024 masks and 32 toggles": lambda image, rng: influence.two_level(
            network, image, rng=rng, views=[VIEW], masks=1024, toggles=32, batches=8
        ),
        "two levels, 4,096 masks and 128 toggles": lambda image, rng: influence.two_level(
            network, image, rng=rng, views=[VIEW], masks=4096, toggles=128, batches=8
        ),
        "shapley": shapley(2048, 32),
        "shapley, 4,096 masks and 64 toggles": shapley(4096, 64),
        "shapley, 16,384 masks and 128 toggles": shapley(16_384, 128),
        "shapley, 32,768 masks and 256 toggles": shapley(32_768, 256),
    }


def lines(truths: list[tuple[Array, Array]]) -> Iterator[str]:
    """Yield a line of the table for each way."""
    images = load_digits().split("test").images
    for name, way in ways().items():
        errors, times, held = [], [], []
        for number, (mean, error) in enumerate(truths):
            began = process_time()
            maps = way(images[number], np.random.default_rng(number))
            times.append(process_time() - began)
            spread = maps.standard_error[VIEW]
            assert spread is not None
            truth, luck = (_game(number).picture(values) for values in (mean, error))
            errors.append(np.nanmean(relative_rmse(maps[VIEW], truth)))
            inked = images[number] > 0
            near = np.abs(maps[VIEW] - truth) <= reach(spread, luck) * np.hypot(spread, luck)
            held.append(near[:, inked].mean())
        cells = (100 * np.mean(errors), 100 * np.max(errors), 1000 * np.mean(times), 100 * np.mean(held))
        by_orders = "orders" in name  # its intervals rest on more than eight batches
        last = "" if by_orders else f"{cells[3]:.1f} %"
        yield f"| {name} | {cells[0]:.2f} % | {cells[1]:.2f} % | {cells[2]:.0f} | {last} |"


def peers() -> dict[str, Peer]:
    """Return what others compute, by name, with as much sampling as takes about as long as `shapley`."""
    network = load_network("scratch")

    def shap(image: Array) -> Callable[[], Array] | None:
        task = shap_permutations(network, image, 20, VIEW)
        return None if task is None else partial(task, 0)

    def captum(image: Array) -> Callable[[], Array] | None:
        peer = captum_or_none(network, image)
        return None if peer is None else partial(peer.shapley_of_one_logit, 2, 64, True)

    return {
        "shap's PermutationExplainer, 20 orders and their reverses": shap,
        "captum's ShapleyValueSampling of ONE output, 2 orders": captum,
    }


def lines_of_peers(truths: list[tuple[Array, Array]]) -> Iterator[str]:
    """Yield a line for each peer that is installed."""
    warnings.filterwarnings("ignore", category=UserWarning)  # captum's, about its own hooks
    images = load_digits().split("test").images
    for name, peer in peers().items():
        measured: list[tuple[float, float]] = []
        for number, (mean, _) in enumerate(truths):
            if (task := peer(images[number])) is None:
                break
            if not measured:
                task()  # what is compiled at the first call
            began = process_time()
            found = task()
            measured.append((_off(found, _game(number).picture(mean)), process_time() - began))
        if measured:
            errors, times = zip(*measured, strict=True)
            cells = (100 * np.mean(errors), 100 * np.max(errors), 1000 * np.mean(times))
            yield f"| {name} | {cells[0]:.2f} % | {cells[1]:.2f} % | {cells[2]:.0f} |  |"


def _off(found: Array, truth: Array) -> float:
    """Return how far all maps are off, or the one of the output that captum was asked for."""
    truth = truth if found.ndim == 2 else truth[ONE : ONE + 1]
    return float(np.nanmean(relative_rmse(found.reshape(truth.shape), truth)))


def reach(spread: Array, luck: Array) -> Array:
    """Return how many standard errors a 95 % interval goes to each side of a map's difference from the truth.

    Student's t with Welch and Satterthwaite's degrees of freedom: a map's own standard error comes from eight
    batches, while that of the truth is known well. The quantile is Cornish and Fisher's, right to 0.001 from 7 on.
    """
    share = np.divide(spread**2, spread**2 + luck**2, out=np.ones_like(spread), where=spread > 0)
    n, z = FREEDOM / share.clip(1e-9) ** 2, HALF
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return np.asarray(z + first / n + second / n**2 + third / n**3)


def _size(error: Array, mean: Array) -> float:
    return float(np.mean(np.sqrt((error**2).sum(axis=0) / (mean**2).sum(axis=0))))


if __name__ == "__main__":
    main()
