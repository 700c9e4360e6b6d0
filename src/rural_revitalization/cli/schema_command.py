"""`schema`: its arguments; the package it needs is imported only when it runs."""

from __future__ import annotations

import argparse
from typing import Any

from ..extras import need
from .arguments import add_language_option, add_rule_argument, chosen_rule
from .terminal import say


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("schema", help="columns that a rule reads and writes", description=_run.__doc__)
    add_rule_argument(command)
    add_language_option(command, of="units and labels")
    command.add_argument("--template", action="store_true", help="print the header line of a CSV file to fill in")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Print the columns that a rule reads and writes, with type, unit and label."""
    need("narwhals")
    from .listed_columns import description, header_line  # noqa: PLC0415 - its package is optional

    shown = header_line if options.template else description
    say(shown(chosen_rule(options), options.lang))
    return 0
