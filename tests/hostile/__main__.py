"""``python -m tests.hostile --seconds 60``: a longer visit of somebody with bad intentions, to a server of its own."""

import argparse
import tempfile

from benchmarks.server import running_server
from tests.hostile.attacker import PAGES, attack
from tests.hostile.soak import soak
from tests.loops import run_beside


def main() -> int:
    """Attack a server on the loopback and say how it stood."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--messages", type=int, default=500, help="things said of the widgets of each page before")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        variables = {"MNISTNET_HOSTED": "1", "MNISTNET_RUNS_DIR": folder}
        with running_server(variables=variables) as server:
            failed = [text for page in PAGES for text in run_beside(attack(server.address, page, 0, asked.messages))]
            print(
                *failed, f"{asked.messages} things said of each of {len(PAGES)} pages: {len(failed)} failures", sep="\n"
            )
            outcome = soak(server, asked.seconds, asked.seed)
            print(*outcome.failed, sep="\n")
            print(
                f"{outcome.rounds} rounds, {len(outcome.failed)} failures, {server.complaints()} tracebacks; "
                f"memory {outcome.grown_megabytes:+.0f} MB; others waited {outcome.longest_wait:.2f} s at most"
            )
    return bool(failed or outcome.failed)


if __name__ == "__main__":
    raise SystemExit(main())
