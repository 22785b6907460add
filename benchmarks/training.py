"""How fast training is: against PyTorch, scikit-learn, a plain loop, and the matrix products that nobody can avoid."""

import tracemalloc
import warnings
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.table import Row, arguments, best_of, publish
from mnistnet import Digits, load_digits
from mnistnet.books.presets import PRESETS
from mnistnet.training import LayerPlan, Settings, train, untrained_network

Array = NDArray[Any]
HIDDEN = (50, 100)


def main() -> None:
    """Run the command line."""
    choices = arguments(__doc__)
    with threadpool_limits(1):
        rounds = 2 if choices.quick else 7
        rows = [
            *full_epoch(rounds),
            *one_by_one(1_500 if choices.quick else 10_000, rounds),
            *memory(),
            *growth((50, 200) if choices.quick else (25, 50, 100, 200, 400), (10_000, 30_000, 60_000), rounds),
        ]
    publish(rows, choices.json, "Training, one thread each")


def many_digits(count: int) -> Digits:
    """Return the embedded digits, repeated until there are `count`."""
    digits = load_digits()
    return Digits(np.resize(digits.images, (count, 28, 28)), np.resize(digits.labels, count), "repeated")


def plan(hidden: Sequence[int] = HIDDEN) -> Settings:
    """Return settings for one epoch of sigmoid layers under a softmax, batches of 100, plain gradient steps."""
    return Settings((*(LayerPlan(units) for units in hidden), LayerPlan(10, "softmax")), epochs=1)


def epoch(settings: Settings, digits: Digits) -> Callable[[], object]:
    """Return a task that trains one epoch, all reports included but the one before training."""
    start = next(train(settings, digits)).snapshot
    return lambda: list(train(settings, digits, start=start))[-1]


def full_epoch(rounds: int) -> list[Row]:
    """Return one epoch of 784-50-100-10 on 60,000 digits against each peer."""
    digits = many_digits(60_000)
    tasks = {
        "ours": epoch(plan(), digits),
        "its matrix products alone": products(HIDDEN, 60_000),
        "PyTorch": torch_epoch(digits),
        "scikit-learn": sklearn_epoch(digits),
    }
    best = best_of(rounds, **{name: task for name, task in tasks.items() if task is not None})
    title = "epoch of 784-50-100-10, batch 100, 60,000 digits, against "
    return [
        Row(title + name, best["ours"], best[name], best[name] / best["ours"], "s") for name in best if name != "ours"
    ]


def products(hidden: Sequence[int], images: int, batch: int = 100) -> Callable[[], object]:
    """Return a task that does the matrix products of an epoch and nothing else: the floor for any program."""
    widths = [784, *hidden, 10]
    rng = np.random.default_rng(0)
    signals = [rng.random((batch, width), np.float32) for width in widths]
    weights = [rng.random(pair, np.float32) for pair in pairwise(widths)]
    gradients = [np.empty_like(matrix) for matrix in weights]

    def task() -> None:
        for _ in range(images // batch):
            for k, matrix in enumerate(weights):
                np.dot(signals[k], matrix, out=signals[k + 1])
            for k in range(len(weights) - 1, -1, -1):
                np.dot(signals[k].T, signals[k + 1], out=gradients[k])
                if k:
                    np.dot(signals[k + 1], weights[k].T, out=signals[k])

    for matrix in weights:
        matrix *= 1e-3  # products of products must stay ordinary numbers
    return task


def torch_epoch(digits: Digits, hidden: Sequence[int] = HIDDEN) -> Callable[[], object] | None:
    """Return the same epoch as a PyTorch loop, or None where PyTorch is not installed."""
    try:
        import torch
    except ImportError:
        print("PyTorch is not installed (requirements-bench.txt): its rows are left out.")
        return None
    torch.set_num_threads(1)
    inputs = torch.from_numpy(digits.images.reshape(-1, 784).astype(np.float32) / 255)
    labels = torch.from_numpy(digits.labels.astype(np.int64))
    widths = [784, *hidden]
    layers = [
        part for pair in zip(widths, hidden, strict=False) for part in (torch.nn.Linear(*pair), torch.nn.Sigmoid())
    ]
    model = torch.nn.Sequential(*layers, torch.nn.Linear(hidden[-1], 10))
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    loss = torch.nn.CrossEntropyLoss()

    def task() -> None:
        order = torch.randperm(len(labels))
        for start in range(0, len(labels), 100):
            chosen = order[start : start + 100]
            optimiser.zero_grad()
            loss(model(inputs[chosen]), labels[chosen]).backward()
            optimiser.step()

    return task


def sklearn_epoch(digits: Digits, hidden: Sequence[int] = HIDDEN) -> Callable[[], object] | None:
    """Return the same epoch by scikit-learn's MLPClassifier, or None where it is not installed."""
    try:
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.neural_network import MLPClassifier
    except ImportError:
        print("scikit-learn is not installed (requirements-bench.txt): its rows are left out.")
        return None
    inputs = digits.images.reshape(-1, 784).astype(np.float32) / 255
    plain = {"solver": "sgd", "momentum": 0.0, "nesterovs_momentum": False, "alpha": 0.0, "learning_rate_init": 0.1}
    model = MLPClassifier(tuple(hidden), activation="logistic", batch_size=100, max_iter=1, **plain)

    def task() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(inputs, digits.labels)

    return task


def one_by_one(count: int, rounds: int) -> list[Row]:
    """Return 784-200-10 trained on single pictures, against the plain loop, and how far the weights differ."""
    digits = many_digits(count)
    settings = PRESETS["your-own"].settings.replace(epochs=1)
    ours, plain = epoch(settings, digits), plain_loop(settings, digits)
    best = best_of(rounds, ours=ours, plain=plain)
    network, weights = list(train(settings, digits))[-1].network, plain()
    pairs = zip(network.dense_layers, weights, strict=True)
    difference = max(float(np.abs(layer.weights - matrix).max()) for layer, matrix in pairs)
    times = {name: seconds / count * 1e6 for name, seconds in best.items()}
    ratio = times["plain"] / times["ours"]
    return [
        Row(
            "one picture at a time, 784-200-10, against a plain loop",
            times["ours"],
            times["plain"],
            ratio,
            "us a picture",
        ),
        Row(
            "largest difference of any weight from the plain loop's (1e-5 allowed)",
            difference,
            1e-5,
            1e-5 / difference,
            "",
        ),
    ]


def plain_loop(settings: Settings, digits: Digits) -> Callable[[], list[Array]]:
    """Return a task that trains on one picture after the other as a first program does: column vectors, float64."""
    start = untrained_network(settings)
    order = order_of(settings, digits)

    def task() -> list[Array]:
        hidden_weights, output_weights = (layer.weights.T.astype(np.float64) for layer in start.dense_layers)
        for i in order:
            targets = np.zeros(10) + 0.01
            targets[digits.labels[i]] = 0.99
            x = np.array(digits.images[i].reshape(784) / 255 * 0.99 + 0.01, ndmin=2).T
            wanted = np.array(targets, ndmin=2).T
            hidden = 1 / (1 + np.exp(-np.dot(hidden_weights, x)))
            outputs = 1 / (1 + np.exp(-np.dot(output_weights, hidden)))
            errors = wanted - outputs
            slopes = errors * outputs * (1 - outputs)
            hidden_slopes = np.dot(output_weights.T, errors) * hidden * (1 - hidden)
            output_weights += settings.learning_rate * np.dot(slopes, np.transpose(hidden))
            hidden_weights += settings.learning_rate * np.dot(hidden_slopes, np.transpose(x))
        return [hidden_weights.T, output_weights.T]

    return task


def order_of(settings: Settings, digits: Digits) -> Array:
    """Return the order in which the first epoch shows the digits."""
    from mnistnet.training.feed import Feed

    feed = Feed(digits, untrained_network(settings), settings.seed, settings.order)
    feed.shuffle(0)
    return feed.order


def memory() -> list[Row]:
    """Return the most memory that an epoch on 60,000 digits takes beyond the digits themselves."""
    digits = many_digits(60_000)
    used = {"ours": peak(lambda: list(train(plan(), digits))[-1])}
    if (there := sklearn_epoch(many_digits(100))) is not None:
        del there
        used["scikit-learn"] = peak(lambda: sklearn_epoch(digits)())  # type: ignore[misc]
    peer = used.get("scikit-learn")
    return [
        Row(
            "memory beyond the digits, against scikit-learn with its input",
            used["ours"],
            peer,
            peer and peer / used["ours"],
            "MB",
        )
    ]


def peak(task: Callable[[], object]) -> float:
    """Return the most memory that NumPy and Python held at once during a task, in MB."""
    tracemalloc.start()
    task()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def growth(units: Sequence[int], images: Sequence[int], rounds: int) -> list[Row]:
    """Return how the time of an epoch grows with hidden units and with digits, beside its matrix products alone."""
    rows = []
    for width, count in [*((width, 10_000) for width in units), *((HIDDEN[0], count) for count in images[1:])]:
        best = best_of(rounds, ours=epoch(plan([width]), many_digits(count)), floor=products([width], count))
        name = f"epoch of 784-{width}-10, {count:,} digits, against its matrix products alone"
        rows.append(Row(name, best["ours"], best["floor"], best["floor"] / best["ours"], "s"))
    return rows


if __name__ == "__main__":
    main()
