"""``python -m mnistnet.limits`` prints the tables that stand in SECURITY.md."""

import sys

from mnistnet.limits.document import tables

if __name__ == "__main__":
    sys.stdout.write(tables())
