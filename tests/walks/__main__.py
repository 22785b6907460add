"""Take random walks, and tell of each that saw something untrue: ``python -m tests.walks --walks 1000 --seed 1``."""

import argparse
import logging
import os
import sys
import tempfile


def main() -> int:
    """Take the walks that are asked for and return 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.walks", description=__doc__)
    parser.add_argument("--walks", type=int, default=100)
    parser.add_argument("--steps", type=int, default=12, help="of each walk")
    parser.add_argument("--seed", type=int, default=1, help="of the first walk; the others follow")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MNISTNET_RUNS_DIR"] = folder
        from tests.walks.walk import walk

        for seed in range(asked.seed, asked.seed + asked.walks):
            try:
                walk(seed, asked.steps)
            except AssertionError as lie:
                failed += 1
                print(lie, flush=True)
    print(f"{asked.walks} walks of {asked.steps} steps, {failed} saw something untrue")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
