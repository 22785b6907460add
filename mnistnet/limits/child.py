"""Run as a program: ``python -I child.py READER [ARGUMENT ...]`` lets a reader read stdin within limits, to stdout.

The libraries behind some files are large and written in C; whatever a forged file does to them, it does here and not
to the app. A reader is a Python file with `MEMORY` and `SECONDS`, `prepare(*arguments)`, which imports what it needs
while it may, and `read(content, *arguments)`, which returns bytes. Any exception ends the process with a code.
"""

import runpy
import sys


def limit(memory: int, seconds: int) -> None:
    """Take away what reading does not need: memory, processor time, files to write."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone ends it
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))


def main() -> None:
    """Read, and write what was found."""
    path, *arguments = sys.argv[1:]
    reader = runpy.run_path(path)
    reader["prepare"](*arguments)
    content = sys.stdin.buffer.read()
    limit(reader["MEMORY"], reader["SECONDS"])
    sys.stdout.buffer.write(reader["read"](content, *arguments))


if __name__ == "__main__":
    main()
