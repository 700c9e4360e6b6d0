"""`apply`: its arguments; the packages it needs are imported only when it runs."""

from __future__ import annotations

import argparse
from typing import Any

from ..extras import need
from .arguments import add_encoding_option, add_language_option, add_rule_argument, chosen_rule, one_of
from .named_choices import ABSENT, MONEY
from .suffixes import mapping_file, results_file, rows_file, suffix_of, table_file


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "apply", help="work out a rule for every row of a table", description=_run.__doc__, parents=[policy_options]
    )
    add_rule_argument(command)
    command.add_argument("file", type=table_file, metavar="FILE", help="table to read, .csv or .parquet")
    command.add_argument(
        "--out", required=True, type=results_file, metavar="FILE", help="results file: .csv, .parquet or .xlsx"
    )
    command.add_argument(
        "--rejects", type=rows_file, metavar="FILE", help="file for rejected rows and reasons: .csv or .xlsx"
    )
    command.add_argument(
        "--columns", type=mapping_file, metavar="FILE", help="mapping of headers to facts, .toml or .json"
    )
    command.add_argument(
        "--money",
        type=one_of(MONEY),
        metavar="UNIT",
        help="unit of amounts: yuan or fen, where they are whole numbers; wan: all are in ten thousand yuan (万元)",
    )
    command.add_argument(
        "--absent",
        type=one_of(ABSENT),
        default="error",
        metavar="WHAT",
        help="whether a needed fact without a column is an error or unknown",
    )
    command.add_argument("--bounds", action="store_true", help="also write lower and upper bounds of amounts and rates")
    command.add_argument("--facts", action="store_true", help="also write which facts are missing")
    add_encoding_option(command, of="FILE")
    add_language_option(command, of="the notes, and of a workbook")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Work out a rule for every row of a table, and write the table with the worksheet's columns added."""
    arrow = ("pyarrow",) if suffix_of(options.out) == ".parquet" else ()
    need("narwhals", "polars", *arrow)
    from .applied_file import run  # noqa: PLC0415 - its packages are optional

    return run(options, chosen_rule(options))
