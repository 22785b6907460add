"""The command line: one file a command with its words, its options and what it does; `parser` joins them.

Nothing here computes a result: a command calls the library, then prints or writes what it gave. Results go to
stdout and progress to stderr, so that both can be sent where they are wanted.
"""

from mnistnet.commands.parser import main

__all__ = ["main"]
