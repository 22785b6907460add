"""Fuzz for as long as you like: ``python -m tests.fuzz --mutants 1000000``; exit code 1 if anything is found."""

import argparse
import hashlib
import sys
import time
import warnings
from pathlib import Path

from mnistnet import DataError, WeightFileError
from mnistnet.drawing import PictureError
from tests.fuzz import (
    digit_mutants,
    hostile_pictures,
    test_fuzz_digit_files,
    test_fuzz_pictures,
    test_fuzz_weight_files,
)
from tests.fuzz.guard import guarded, seconds
from tests.fuzz.inside import let_inside, with_few_digits
from tests.fuzz.mutants import damaged_copies, mutants, seeds

SLOW = 1.0  # seconds of processor time


def main(words=None):
    """Run mutants of every reader and return how many broke the promise; each is kept in a folder."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--mutants", type=int, default=20_000, help="how many for each reader (20,000)")
    parser.add_argument("--only", help="one reader, such as onnx (all)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other mutants (1)")
    parser.add_argument("--keep", type=Path, default=Path("found"), help="the folder for files that broke the promise")
    warnings.simplefilter("error")  # as in the tests
    choices = parser.parse_args(words)
    let_inside(setattr)
    with_few_digits(setattr)
    found = 0
    kinds = (*seeds(), "pictures", *digit_mutants.KINDS)
    for kind in (choices.only,) if choices.only else kinds:
        if kind == "pictures":
            read, refusal = test_fuzz_pictures.read, PictureError
            files, valid = (
                damaged_copies(hostile_pictures.seeds(), choices.mutants, choices.seed),
                hostile_pictures.seeds(),
            )
        elif kind in digit_mutants.KINDS:
            read, refusal = test_fuzz_digit_files.read, DataError
            files, valid = digit_mutants.mutants(kind, choices.mutants, choices.seed), digit_mutants.seeds(kind)
        else:
            read, refusal = test_fuzz_weight_files.read, WeightFileError
            files, valid = mutants(kind, choices.mutants, choices.seed), seeds()[kind]
        for content in valid:
            read(content)
        found += _run(kind, read, refusal, files, choices.keep)
    return found


def _run(kind, read, refusal, files, folder):
    """Return how many files broke the promise, and say how it went."""
    found, slowest, count, accepted, began = 0, 0.0, 0, 0, time.monotonic()
    for content in files:
        count += 1
        try:
            with guarded():
                result, spent = seconds(read, content, refusal)
            problem = f"took {spent:.1f} s" if spent > SLOW else ""
            slowest, accepted = max(slowest, spent), accepted + (not isinstance(result, refusal))
        except Exception as error:  # anything but the one exception is what this looks for
            problem = repr(error)
        if problem:
            found += 1
            folder.mkdir(exist_ok=True)
            whole = b"".join(content.values()) if isinstance(content, dict) else content
            path = folder / f"{hashlib.sha256(whole).hexdigest()[:12]}.{kind}"
            path.write_bytes(whole)
            print(f"{path}: {problem}", file=sys.stderr)
    rate = count / max(time.monotonic() - began, 1e-9)
    print(f"{kind:12} {count:9,} files, {accepted:,} readable, {rate:,.0f} a second, slowest {slowest:.3f} s")
    return found


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
