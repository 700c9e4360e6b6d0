"""`replay`: recompute a results file, and print what differs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..envelopes import replay
from ..wording import say as worded
from .arguments import add_language_option
from .terminal import say


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("replay", help="recompute a results file and compare", description=_run.__doc__)
    command.add_argument("file", type=Path, metavar="FILE", help="a file written by `assess --out`")
    add_language_option(command, of="what is printed")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Recompute a results file and print the differences; exit status 1 where there are any."""
    again = replay(options.file)
    lines = [
        worded("command_line", "differs", options.lang, path=item.path, then=then, now=now)
        for item in again.differences
        for then, now in [item.told]
    ]
    say(lines or [worded("command_line", "same", options.lang)])
    return 0 if again.same else 1
