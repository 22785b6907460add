"""The command line: ``python -m mnistnet`` prints what it can do."""

import sys

from mnistnet.commands import main

if __name__ == "__main__":
    sys.exit(main())
