"""`who-qualifies`: its arguments; the packages it needs are imported only when it runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from ..catalogue import ENTITLEMENTS
from ..extras import need
from .arguments import LOCAL, add_encoding_option, add_language_option, one_of
from .named_choices import ABSENT, Choices
from .suffixes import rows_file, table_file

_HELP: Final = Choices.of({item.name: item for item in ENTITLEMENTS})


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "who-qualifies",
        help="list who has a right to a help granted without a figure",
        description=_run.__doc__,
        parents=[policy_options],
    )
    command.add_argument("name", type=one_of(_HELP), metavar="HELP", help=_HELP.listed)
    command.add_argument("people", type=table_file, metavar="PEOPLE", help="table of people, .csv or .parquet")
    command.add_argument("households", type=table_file, metavar="HOUSEHOLDS", help="table of households, likewise")
    command.add_argument("--out", required=True, type=rows_file, metavar="FILE", help="the list: .csv or .xlsx")
    command.add_argument("--local", type=Path, metavar="FILE", help=LOCAL)
    command.add_argument(
        "--keep", action="append", default=[], metavar="COLUMN", help="carry a further column along; may be repeated"
    )
    command.add_argument(
        "--absent",
        type=one_of(ABSENT),
        default="error",
        metavar="WHAT",
        help="whether a needed fact without a column is an error or unknown",
    )
    add_encoding_option(command, of="tables in CSV")
    add_language_option(command, of="the list")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """List who has a right to a help granted without a figure, who may have one, and which facts would decide it."""
    need("narwhals", "polars")
    from .qualifying_file import run  # noqa: PLC0415 - its packages are optional

    return run(options)
