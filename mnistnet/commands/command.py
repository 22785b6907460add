"""A command is a name, the words of its help, its options, and the function that does the work."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from mnistnet.words.told import Told

__all__ = ["Command", "EXIT_CODES", "WrongUsage"]

EXIT_CODES = """\
exit codes:
  0    done
  1    what was given is wrong or cannot be read; one sentence on stderr says why
  2    the command was not understood; its usage is shown
  128+n  stopped by the signal n: 130 with Ctrl-C, 143 with kill; `train` keeps what it has learned"""


class WrongUsage(Told):
    """The words of a command do not go together; the message says how."""


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes
    ----------
    name : str
    summary : str
        A line for the list of commands.
    story : str
        What it does, in plain words.
    examples : tuple of str
        Whole lines that work as they stand.
    options : callable
        Adds its options to a parser.
    run : callable
        Does it; returns the exit code.
    """

    name: str
    summary: str
    story: str
    examples: tuple[str, ...]
    options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]

    @property
    def epilog(self) -> str:
        """The examples and the exit codes, as the help shows them at its end."""
        lines = "\n".join(f"  {example}" for example in self.examples)
        return f"{'examples' if len(self.examples) > 1 else 'example'}:\n{lines}\n\n{EXIT_CODES}"
