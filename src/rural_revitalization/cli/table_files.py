"""Tables that an office keeps (表格): CSV, or the first sheet of a workbook not hidden, as `import` reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from attrs import frozen

from ..algebra.exact import EXACT
from ..errors import InvalidInput, Mismatch, heading
from ..registers.cells import RawCell, narrow
from ..registers.sheets import sheets
from ..registers.tabular import Row
from ..wording import say as worded
from .near_names import near
from .notes import spoken, tell
from .recognised_encoding import encoding_of


@frozen
class TableFile:
    """A table: its headers, as they stand in its first row, and the rows below, each with its number from 1 on."""

    headers: tuple[str, ...]
    rows: Iterator[tuple[int, Row]]


def table_in(file: Path, encoding: str | None) -> TableFile:
    """Return the table of a file; without an encoding, that of CSV is recognised. Rows without any cell are left out.

    Raises what `registers.sheets` raises, and `InvalidInput` for a workbook all of whose sheets are hidden.
    """
    sheet = next((sheet for sheet in sheets(file, encoding_of(file, encoding)) if not sheet.hidden), None)
    if sheet is None:
        raise InvalidInput([Mismatch("$", "a sheet that is not hidden", "none")], about=str(file))
    rows = ((at, row) for at, row in enumerate(sheet.rows, start=1) if any(map(cell_text, row)))
    _, first = next(rows, (1, ()))
    return TableFile(tuple(cell_text(cell).lstrip("\ufeff") for cell in first), rows)


def cell_text(cell: RawCell) -> str:
    """Return a cell as it would stand in CSV, without the blanks around it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return cell.strip() if isinstance(cell, str) else f"{EXACT.normalize(Decimal(str(cell))):f}"


def placed(
    headers: Sequence[str], labels: Mapping[str, str], file: Path, *, may_lack: Collection[str], beside: Collection[str]
) -> dict[str, int]:
    """Return where each column is, by the name or the Chinese label of its header; tell which headers are not read.

    Those `beside` them need no telling.

    Raises `InvalidInput` for columns that are lacking, or there twice, each with the headers that it may be.
    """
    keys = [_key(header) for header in headers]
    found = {name: [at for at, key in enumerate(keys) if key in (_key(name), _key(zh))] for name, zh in labels.items()}
    read = {at for places in found.values() for at in places}
    unread = [header for at, header in enumerate(headers) if header and at not in read and header not in beside]
    lacking = {name: labels[name] for name, places in found.items() if not places}
    wrong = [
        Mismatch(
            _told(name, zh),
            f"a column {name} or {zh}",
            "no such column",
            suggestions=map(heading, near([name, zh], unread)),
        )
        for name, zh in lacking.items()
        if name not in may_lack
    ]
    wrong += (
        Mismatch(_told(name, labels[name]), "one column", "several")
        for name, places in found.items()
        if len(places) > 1
    )
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    tell_unread(unread, lacking.values(), file)
    return {name: places[0] for name, places in found.items() if places}


def tell_unread(headers: Iterable[str], lacking: Collection[str], file: Path) -> None:
    """Tell which headers are not read, each with the column that it may be of those that are lacking."""
    lang = spoken()
    named = [_unread(heading(header), near([header], lacking)) for header in headers]
    if named:
        listed = worded("registers", "comma", lang).join(named)
        tell(worded("command_line", "columns_unread", lang, file=file, headers=listed))


def _unread(header: str, meant: Sequence[str]) -> str:
    return worded("command_line", "column_unread_like", spoken(), header=header, meant=meant[0]) if meant else header


def _told(name: str, zh: str) -> str:
    return zh if spoken() == "zh" else name


def _key(header: str) -> str:
    return "".join(narrow(header).split()).casefold()
