"""The command line: ``python -m mnistnet`` prints what it can do."""

import sys

__all__ = ["run"]

INTERRUPTED = 130


def run() -> int:
    """Run the command line and return its exit code; Ctrl-C is understood while its parts are loaded, too."""
    try:
        from mnistnet.commands import main
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return INTERRUPTED
    return main()


if __name__ == "__main__":
    sys.exit(run())
