"""`schema`: its arguments; the package it needs is imported only when it runs."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable
from typing import Any, Final

from ..catalogue import DECLARED
from ..errors import InvalidInput, Mismatch
from ..extras import need
from ..wording import Language
from ..wording import say as worded
from ..wording.worded import Words
from .arguments import add_language_option, one_of
from .figures_file import figures_form
from .named_choices import Choices
from .printing import aligned
from .rejecting import check_files
from .reports import report_to
from .suffixes import rows_file
from .terminal import say
from .whole import whole

_LOCAL: Final = "local"
_DESCRIBED: Final = Choices.of({_LOCAL: Words("local figures", "当地标准")} | dict(DECLARED))


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("schema", help="columns that a rule reads and writes", description=_run.__doc__)
    command.add_argument(
        "rule", type=one_of(_DESCRIBED), metavar="RULE", help=f"{_LOCAL}, or a rule: {Choices.of(DECLARED).listed}"
    )
    add_language_option(command, of="units and labels")
    command.add_argument("--template", action="store_true", help="print a table to fill in")
    command.add_argument(
        "--out", type=rows_file, metavar="FILE", help="with --template: write the table, not print it: .csv or .xlsx"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Print the columns that a rule reads and writes, with type, unit and label; or the county's figures there are.

    --template is a table to fill in: the headers of a rule's facts, or a row for each figure of the county.
    """
    if options.out is not None and not options.template:
        raise InvalidInput([Mismatch("--out", "--template beside it", "none")])
    check_files({"--out": options.out})
    if options.rule != _LOCAL:
        need("narwhals")
    if not options.template:
        say(_described(options.rule, options.lang))
        return 0
    header, rows = figures_form(options.lang) if options.rule == _LOCAL else (_headers(options.rule, options.lang), [])
    if options.out is None:
        say(_as_csv([header, *rows]))
        return 0
    with whole(options.out) as (part,):
        assert part is not None, "there is a file to write"
        sheet = worded("sheets", "form", options.lang)
        with report_to(part, options.out, *header, sheet=sheet, marked=True) as report:
            report.write(rows)
    return 0


def _described(name: str, lang: Language) -> list[str]:
    if name == _LOCAL:
        _, rows = figures_form(lang)
        return aligned([[row[0], row[-1]] for row in rows])
    from .listed_columns import description  # noqa: PLC0415 - its package is optional

    return description(DECLARED[name].module, lang)


def _headers(name: str, lang: Language) -> list[str]:
    from .listed_columns import headers  # noqa: PLC0415 - its package is optional

    return headers(DECLARED[name].module, lang)


def _as_csv(rows: Iterable[Iterable[str]]) -> list[str]:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().splitlines()
