"""`read`: workbooks and CSV files of registers in, households out, with everything that was not read and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from ..encodings import ENCODINGS
from ..errors import InvalidInput, Mismatch, check_kinds, close_to, discreet, raise_if_any
from ..models import Household
from .joining import households, village_facts
from .layouts import Layout, header_key, layouts
from .mapping import read_mapping
from .refusals import Refusal
from .sheets import sheets
from .tables import TITLES, Record, RegisterTable, records, table_of
from .tabular import Row, Sheet


@frozen
class Register:
    """What workbooks held (读取结果): their households, facts of villages, and what was not read.

    `villages` are the facts of `Village` without its division code, which the exports do not hold. `tables` say what
    became of each list. `skipped` are sheets of no layout that is known, and hidden ones, as file and name.
    """

    households: tuple[Household, ...]
    villages: tuple[Mapping[str, Any], ...]
    tables: tuple[RegisterTable, ...]
    skipped: tuple[tuple[str, str], ...]

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The cells, conflicts and rows that were refused, list by list, each with its place and the reason."""
        return tuple(refusal for table in self.tables for refusal in table.tally.refused)

    @property
    def unheld(self) -> Mapping[tuple[str, str], int]:
        """How often a code was met that no model holds, by header and word."""
        return sum((table.tally.unheld for table in self.tables), Counter[tuple[str, str]]())


@discreet
def read(
    files: Iterable[str | PathLike[str]],
    *,
    on: date,
    encoding: str = "utf-8",
    mapping: str | PathLike[str] | None = None,
) -> Register:
    """Read the exports of the national system (全国防返贫监测信息系统导出表), joined by household and person.

    `files` are .xlsx, .xls and .csv files in any order. Those with people say who belongs to a household; the other
    exports add to them by the number of the household, lists of the allowance (低保名册), settlements of medical
    insurance (医保结算清单) and small loans (小额信贷台账) by identity number. `on` is the day of the register, on
    which its statuses hold. `encoding` is that of CSV files. `mapping` is a TOML file of the county's own columns and
    lists, as `registers.mapping` describes it.

    A cell that does not say exactly one thing is refused with its place and the reason, and its fact is not recorded.
    So is a fact of which several cells say different things.

    Raises `InvalidInput` for files that are broken, encrypted or far too large, where no sheet of a file has the
    headers of a list that is known, and for an invalid mapping; `NotInstalled` where the extra `excel` is missing;
    `OSError` for a file that cannot be opened.
    """
    check_kinds("read", on=(on, date), encoding=(encoding, str))
    raise_if_any(_wrong(encoding), "read")
    known = layouts() if mapping is None else read_mapping(Path(mapping))
    tables, skipped, rows = list[RegisterTable](), list[tuple[str, str]](), list[Record]()
    unread = list[InvalidInput]()
    for file in files:
        try:
            for sheet, table, found in _tables(Path(file), encoding, known):
                if table is None:
                    skipped.append((sheet.workbook, sheet.name))
                else:
                    tables.append(table)
                    rows.extend(found)
        except InvalidInput as error:
            unread.append(error)
    _raise_for(unread)
    of_villages = [record for record in rows if record.table.key == "village.name"]
    return Register(
        households=tuple(households((record for record in rows if record.table.key != "village.name"), on)),
        villages=tuple(map(village_facts, of_villages)),
        tables=tuple(tables),
        skipped=tuple(skipped),
    )


def _raise_for(unread: Sequence[InvalidInput]) -> None:
    """Raise `InvalidInput` for the files that cannot be used: all faults, each at its file where they are several."""
    if len(unread) == 1:
        raise unread[0]
    if unread:
        raise InvalidInput([item.at(error.about) for error in unread for item in error.mismatches])


def _wrong(encoding: str) -> Iterator[Mismatch]:
    if encoding not in ENCODINGS:
        yield Mismatch.of_name("encoding", encoding, ENCODINGS)


def _tables(
    file: Path, encoding: str, known: Mapping[str, Layout]
) -> Iterator[tuple[Sheet, RegisterTable | None, Iterator[Record]]]:
    """Yield the sheets of a file, each with its table and rows; raises `InvalidInput` where none has a table."""
    any_known, hidden, near = False, list[str](), dict[str, tuple[str, ...]]()
    for sheet in sheets(file, encoding):
        first = [*islice(sheet.rows, TITLES)]
        found = table_of(evolve(sheet, rows=chain(first, sheet.rows)), known)
        if found is not None and sheet.hidden:
            hidden.append(sheet.name)
        if found is None or sheet.hidden:
            near |= {} if sheet.hidden else _near(first, known)
            yield sheet, None, iter(())
        else:
            any_known = True
            yield sheet, found[0], records(*found)
    if not any_known:
        raise InvalidInput([_without_list(known, hidden, near)], about=str(file))


def _without_list(known: Mapping[str, Layout], hidden: Sequence[str], near: Mapping[str, tuple[str, ...]]) -> Mismatch:
    """The fault of a file without a list: which are known, which stand on hidden sheets, and which headers are near."""
    lists = [known[name] for name in near] or known.values()
    needed = "; ".join(f"{layout.zh}: {'、'.join(layout.needs)}" for layout in lists)
    given = f"one on the hidden sheet {', '.join(hidden)}" if hidden else ""
    likely = dict.fromkeys(header for headers in near.values() for header in headers)
    return Mismatch("$", f"the headers of a list that is known ({needed})", given, suggestions=likely)


def _near(rows: Sequence[Row], known: Mapping[str, Layout]) -> dict[str, tuple[str, ...]]:
    """The lists of whose headers some are there and the fewest others misspelt, with the headers that are meant."""
    found = dict[str, tuple[str, ...]]()
    for row in rows:
        headers = [header_key(cell) for cell in row if isinstance(cell, str)]
        for name, layout in known.items():
            lacking = [need for need in layout.needs if need not in headers]
            if len(lacking) < len(layout.needs) and all(close_to(need, headers) for need in lacking):
                found[name] = tuple(layout.columns[need].header for need in lacking)
    fewest = min(map(len, found.values()), default=0)
    return {name: meant for name, meant in found.items() if len(meant) == fewest}
