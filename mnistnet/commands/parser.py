"""The parser knows all commands, hands each its words, and turns what goes wrong into a sentence and an exit code."""

import re
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from functools import partial
from textwrap import fill
from typing import Any

from threadpoolctl import threadpool_limits

import mnistnet
from mnistnet.commands.app import APP
from mnistnet.commands.command import EXIT_CODES, Command, WrongUsage
from mnistnet.commands.convert import CONVERT
from mnistnet.commands.evaluate import EVALUATE
from mnistnet.commands.handwriting import HANDWRITING
from mnistnet.commands.influence import INFLUENCE
from mnistnet.commands.layers import LAYERS
from mnistnet.commands.needed import how_to_get
from mnistnet.commands.networks import NETWORKS
from mnistnet.commands.predict import PREDICT
from mnistnet.commands.printing import finish, give_up, note, prepare, say
from mnistnet.commands.serve import SERVE
from mnistnet.commands.stopping import exit_code, stoppable
from mnistnet.commands.sweep import SWEEP
from mnistnet.commands.sweep_up import SWEEP_UP
from mnistnet.commands.train import TRAIN
from mnistnet.commands.trust import TRUST
from mnistnet.words.told import Told

__all__ = ["COMMANDS", "main"]

COMMANDS: tuple[Command, ...] = (
    TRAIN,
    PREDICT,
    INFLUENCE,
    TRUST,
    LAYERS,
    EVALUATE,
    HANDWRITING,
    SWEEP,
    CONVERT,
    NETWORKS,
    APP,
    SERVE,
    SWEEP_UP,
)
WRONG_INPUT = (Told, ValueError, OSError, MemoryError)
PROGRAM = "python -m mnistnet"
STORY = """\
Open a network that reads handwritten digits: train it, let it read, see what every pixel did,
judge it, convert it. Every command has a help of its own: python -m mnistnet predict --help"""
FIRST_STEPS = """\
examples:
  python -m mnistnet networks
  python -m mnistnet predict --digit 0 1 2
  python -m mnistnet influence --digit 7 --view z1 -o z1.png"""


class Look(RawDescriptionHelpFormatter):
    """Help as it is written; on a narrow screen sentences are broken between words, and examples left whole."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if max(map(len, text.splitlines()), default=0) <= width:
            return super()._fill_text(text, width, indent)
        parts = re.sub(r"(?<=\S)\n(?=\S)", " ", text).splitlines()
        return "\n".join(part if part.startswith(" ") else fill(part, max(width, 20)) for part in parts)


class Parser(ArgumentParser):
    """A parser that says so where its help cannot be printed."""

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is sys.stdout and message:  # the version
            say(message.rstrip("\n"))
        else:
            super()._print_message(message, file)

    def print_help(self, file: Any = None) -> None:
        """Print the help to a file, by default as a result."""
        if file is None:
            say(self.format_help().rstrip("\n"))
        else:
            super().print_help(file)


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; without words it prints the help.

    Parameters
    ----------
    words : sequence of str, optional
        What stands behind ``python -m mnistnet``; the words of this process by default.
    """
    prepare()
    parser, parts = _parsers()
    try:
        asked = _parsed(parser, words)
        if isinstance(asked, int):
            return asked
        arguments = asked
        with (
            stoppable(),
            threadpool_limits(1),
        ):  # NumPy is loaded before any line of ours: variables would come too late
            code = int(arguments.run(arguments))
        finish()  # whatever is wrong with it shows here and not when Python ends
        return code
    except WrongUsage as wrong:
        parts[arguments.command].print_usage(sys.stderr)
        note(f"{parts[arguments.command].prog}: {wrong}")
        return 2
    except KeyboardInterrupt as stop:
        note("Interrupted.")
        return exit_code(stop)
    except BrokenPipeError:  # whoever read our output, such as `head`, has seen enough
        give_up()
        return 0
    except ModuleNotFoundError as error:
        note(how_to_get(error))
        return 1
    except WRONG_INPUT as error:
        note(_sentence(error))
        return 1


def _parsed(parser: ArgumentParser, words: Sequence[str] | None) -> Namespace | int:
    """Return what a line asks for, or an exit code where its help or usage was all there is to show."""
    code = 0
    try:
        arguments = parser.parse_args(words)
        if arguments.command is not None:
            return arguments
        parser.print_help()
    except SystemExit as stop:
        code = int(stop.code or 0)
    finish()
    return code


def _parsers() -> tuple[Parser, dict[str, Parser]]:
    """Return the parser of the whole line and those of the commands."""
    look = partial(Look, max_help_position=34)
    epilog = f"{FIRST_STEPS}\n\n{EXIT_CODES}"
    usage = f"{PROGRAM} [-h] [--version] COMMAND ..."
    parser = Parser(PROGRAM, usage, STORY, epilog, formatter_class=look)
    parser.add_argument("--version", action="version", version=f"mnistnet {mnistnet.__version__}")
    group = parser.add_subparsers(prog=PROGRAM, dest="command", metavar="COMMAND OPTIONS", title="commands")
    parts = {}
    for command in COMMANDS:
        part = group.add_parser(
            command.name,
            help=command.summary,
            description=command.story,
            epilog=command.epilog,
            formatter_class=look,
            allow_abbrev=False,
        )
        command.options(part)
        part.set_defaults(run=command.run)
        parts[command.name] = part
    return parser, parts


def _sentence(error: BaseException) -> str:
    """Return what went wrong, for people."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'A file'} cannot be read or written: {error.strerror}."
    return str(error) or "There was not enough memory."
