"""The arguments of the table commands `apply` and `schema`; their packages are imported only when they run."""

from __future__ import annotations

import argparse
from typing import Any, Final

from ..catalogue import DECLARED
from ..wording import LANGUAGES
from .extras import need
from .suffixes import csv_file, mapping_file, table_file

_BY_NAME: Final = {name: rule.module for name, rule in DECLARED.items()}


def add_rule_commands(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the commands `apply` and `schema`; `policy_options` is the parent parser of policy options."""
    apply = commands.add_parser(
        "apply", help="work out a rule for every row of a table", description=_apply.__doc__, parents=[policy_options]
    )
    _rule_argument(apply)
    apply.add_argument("file", type=table_file, metavar="FILE", help="table to read, .csv or .parquet")
    apply.add_argument("--out", required=True, type=table_file, metavar="FILE", help="results file, .csv or .parquet")
    apply.add_argument("--rejects", type=csv_file, metavar="FILE", help="file for rejected rows and reasons, .csv")
    apply.add_argument(
        "--columns", type=mapping_file, metavar="FILE", help="mapping of headers to facts, .toml or .json"
    )
    apply.add_argument("--money", choices=("yuan", "fen"), help="unit of amounts given as whole numbers")
    apply.add_argument(
        "--absent",
        choices=("error", "unknown"),
        default="error",
        help="whether a needed fact without a column is an error or unknown",
    )
    apply.add_argument("--bounds", action="store_true", help="also write lower and upper bounds of amounts and rates")
    apply.add_argument("--facts", action="store_true", help="also write which facts are missing")
    apply.add_argument("--encoding", choices=("utf-8", "gb18030"), default="utf-8", help="encoding of a CSV input file")
    apply.set_defaults(run=_apply)
    described = commands.add_parser("schema", help="columns that a rule reads and writes", description=_schema.__doc__)
    _rule_argument(described)
    described.add_argument("--lang", choices=LANGUAGES, default="en", help="language of units and labels")
    described.add_argument("--template", action="store_true", help="print the header line of a CSV file to fill in")
    described.set_defaults(run=_schema)


def _rule_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument("rule", choices=tuple(_BY_NAME), metavar="RULE", help=", ".join(_BY_NAME))


def _apply(options: argparse.Namespace) -> int:
    """Work out a rule for every row of a table, and write the table with the worksheet's columns added."""
    arrow = ("pyarrow",) if options.out.suffix == ".parquet" else ()
    need("narwhals", "polars", *arrow)
    from .apply_command import run  # noqa: PLC0415 - its packages are optional

    return run(options, _BY_NAME[options.rule])


def _schema(options: argparse.Namespace) -> int:
    """Print the columns that a rule reads and writes, with type, unit and label."""
    need("narwhals")
    from .schema_command import description, header_line  # noqa: PLC0415 - likewise

    shown = header_line if options.template else description
    print(shown(_BY_NAME[options.rule], options.lang))  # noqa: T201 - console output
    return 0
