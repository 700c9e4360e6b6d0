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
    """Add both commands to those of a parser; `policy_options` are the options that say what is in force."""
    apply = commands.add_parser(
        "apply", help="a rule over every row of a table", description=_apply.__doc__, parents=[policy_options]
    )
    _rule_argument(apply)
    apply.add_argument("file", type=table_file, metavar="FILE", help="a table, .csv or .parquet")
    apply.add_argument("--out", required=True, type=table_file, metavar="FILE", help="results, .csv or .parquet")
    apply.add_argument("--rejects", type=csv_file, metavar="FILE", help="rows that cannot be read, with reasons, .csv")
    apply.add_argument(
        "--columns", type=mapping_file, metavar="FILE", help="which header is which fact, .toml or .json"
    )
    apply.add_argument("--money", choices=("yuan", "fen"), help="what whole numbers of money count")
    apply.add_argument(
        "--absent",
        choices=("error", "unknown"),
        default="error",
        help="what a fact is that has no column, where an answer can depend on it",
    )
    apply.add_argument("--bounds", action="store_true", help="also write what amounts and rates lie between")
    apply.add_argument("--facts", action="store_true", help="also write which facts keep the answers open")
    apply.add_argument("--encoding", choices=("utf-8", "gb18030"), default="utf-8", help="of a CSV file that is read")
    apply.set_defaults(run=_apply)
    described = commands.add_parser("schema", help="the columns a rule reads and writes", description=_schema.__doc__)
    _rule_argument(described)
    described.add_argument("--lang", choices=LANGUAGES, default="en", help="language of units and labels")
    described.add_argument("--template", action="store_true", help="print the header line of a CSV file to fill in")
    described.set_defaults(run=_schema)


def _rule_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument("rule", choices=tuple(_BY_NAME), metavar="RULE", help=", ".join(_BY_NAME))


def _apply(options: argparse.Namespace) -> int:
    """Work a rule out for every row of a table, and write the table with the worksheet beside its columns."""
    arrow = ("pyarrow",) if options.out.suffix == ".parquet" else ()
    need("narwhals", "polars", *arrow)
    from .apply_command import run  # noqa: PLC0415 - needs what may not be installed

    return run(options, _BY_NAME[options.rule])


def _schema(options: argparse.Namespace) -> int:
    """Print the columns that a rule reads and writes, with type, unit and label."""
    need("narwhals")
    from .schema_command import description, header_line  # noqa: PLC0415 - likewise

    shown = header_line if options.template else description
    print(shown(_BY_NAME[options.rule], options.lang))  # noqa: T201 - a command line speaks
    return 0
