"""`replay`: recompute a results file, and print what differs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..envelopes import replay


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("replay", help="recompute a results file and compare", description=_run.__doc__)
    command.add_argument("file", type=Path, metavar="FILE", help="a file written by `assess --out`")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Recompute a results file and print the differences; exit status 1 where there are any."""
    again = replay(options.file)
    print("\n".join(map(str, again.differences)) or "no differences")  # noqa: T201 - console output
    return 0 if again.same else 1
