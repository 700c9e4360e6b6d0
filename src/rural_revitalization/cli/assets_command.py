"""`assets`: what the assets of a ledger lack; on the terminal, and as rows."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from ..assets import AssetFinding, AssetState, ProjectAsset, findings, read_ledger_rows
from ..errors import InvalidInput, Mismatch, heading
from ..fields import Spec, specs
from ..policy.titles import cited
from ..registers.cells import Blank, NotRead, RawCell, read_cell
from ..wording import Language
from ..wording import say as worded
from .arguments import add_encoding_option, add_language_option, chosen_policy
from .named_choices import Choices
from .printing import aligned
from .rejecting import check_files
from .reports import report_to
from .suffixes import list_file, rows_file
from .table_files import cell_text, table_in, tell_unread
from .terminal import say
from .text_columns import to_terminal
from .whole import whole

_COLUMNS: Final = ("asset", "state", "lack", "section")
_MOST: Final = 30
"""So many findings are printed unless asked otherwise."""


def add_to(commands: Any, policy_options: argparse.ArgumentParser) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "assets",
        help="what project assets lack: a keeper, a plan, a title, a disclosure, an approval",
        description=_run.__doc__,
        parents=[policy_options],
    )
    command.add_argument("ledger", type=list_file, metavar="LEDGER", help="the ledger: .csv, .xlsx or .xls")
    add_encoding_option(command, of="LEDGER")
    command.add_argument("--most", type=int, default=_MOST, metavar="N", help=f"print so many findings ({_MOST})")
    command.add_argument("--out", type=rows_file, metavar="OUT", help="write all findings: .csv or .xlsx")
    add_language_option(command, of="what is written")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """List what the project assets of a ledger lack under the documents in force, one finding per lack.

    The ledger is CSV, or the first sheet of a workbook that is not hidden; its headers are fields of an asset, named as
    in code or in Chinese. All faults are told at once, each with its row and column.
    """
    check_files({"LEDGER": options.ledger, "--overlay": options.overlay, "--out": options.out})
    policy = chosen_policy(options)
    assets = _read(options.ledger, options.encoding)
    found = [finding for asset in assets for finding in findings(asset, policy)]
    with whole(options.out) as (part,):
        if part is not None:
            _write(part, found, options)
    say(_listed(len(assets), found, options.most, options.lang))
    return 0


def _read(file: Path, encoding: str | None) -> tuple[ProjectAsset, ...]:
    """The assets of a ledger; days are read as `import` reads them, and a misspelt code is told with the nearest."""
    table = table_in(file, encoding)
    fields = [_field(header) for header in table.headers]
    lacking = [spec.zh for spec in specs(ProjectAsset).values() if spec not in fields]
    tell_unread(
        [header for header, spec in zip(table.headers, fields, strict=True) if header and not spec], lacking, file
    )
    at, rows, misspelt = 1, [[*table.headers]], dict[str, Mismatch]()
    for number, row in table.rows:
        rows += ([] for _ in range(number - at - 1))  # so that faults name the row
        cells = [*row, *([None] * (len(fields) - len(row)))]
        rows.append([_text(cell, spec) for cell, spec in zip_longest(cells, fields)])
        for header, cell, spec in zip(table.headers, cells, fields, strict=False):
            if spec is not None and spec.kind.name == "choice":
                place = f"row {number}, {heading(header)}"
                misspelt[place] = Choices.of_enum(spec.of).mismatch(place, cell_text(cell))
        at = number
    try:
        return read_ledger_rows(rows)
    except InvalidInput as error:
        raise InvalidInput([misspelt.get(item.path, item) for item in error.mismatches], about=str(file)) from None


def _field(header: str) -> Spec | None:
    """The field that a column is of."""
    return next((spec for name, spec in specs(ProjectAsset).items() if header in (name, spec.zh)), None)


def _text(cell: RawCell, spec: Spec | None) -> str:
    """A cell as the ledger takes it."""
    if spec is not None and spec.kind.name == "date":
        with suppress(NotRead):
            day = read_cell("day", cell)
            return cell_text(cell) if isinstance(day, Blank) else str(day)
    return cell_text(cell)


# -- what is printed ----------------------------------------------------------------------------------------


def _listed(assets: int, found: list[AssetFinding], most: int, lang: Language) -> list[str]:
    """How many assets lack what, and how many are open, then the first findings."""
    lacking = len({item.asset for item in found if item.state is AssetState.LACKING})
    heading = worded(
        "assets", "heading", lang, assets=f"{assets:,}", lacking=f"{lacking:,}", findings=f"{len(found):,}"
    )
    counts = Counter((item.check, item.state) for item in found)
    heads = [worded("assets", key, lang) for key in ("head_lack", *(f"state_{state}" for state in AssetState))]
    checks = dict.fromkeys(item.check for item in found)
    rows = [[worded("assets", check, lang), *(f"{counts[check, state]:,}" for state in AssetState)] for check in checks]
    left = len(found) - most
    more = [worded("assets", "more", lang, count=f"{left:,}")] if left > 0 else []
    lines = to_terminal(item.line(lang) for item in found[:most])
    return [heading, "", *(aligned([heads, *rows]) if rows else ()), "", *lines, *more]


# -- the file -----------------------------------------------------------------------------------------------


def _write(part: Path, found: Iterable[AssetFinding], options: argparse.Namespace) -> None:
    """Write every finding; with a byte-order mark, since the file is made for spreadsheets."""
    lang: Language = options.lang
    heads = (worded("assets", f"head_{name}", lang) for name in _COLUMNS)
    with report_to(part, options.out, *heads, sheet=worded("assets", "sheet", lang), marked=True) as report:
        report.write(
            (
                item.asset,
                worded("assets", f"state_{item.state}", lang),
                item.words(lang),
                cited(item.source.document, item.source.section, lang),
            )
            for item in found
        )
