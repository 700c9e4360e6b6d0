"""`read`: workbooks and CSV files of registers in, households out, with everything that was not read and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from attrs import frozen

from ..encodings import ENCODINGS
from ..errors import InvalidInput, Mismatch, check_kinds, discreet, raise_if_any
from ..models import Household
from .joining import households, village_facts
from .layouts import Layout, layouts
from .mapping import read_mapping
from .refusals import Refusal
from .sheets import sheets
from .tables import Record, RegisterTable, records, table_of
from .tabular import Sheet


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

    Raises `InvalidInput` for a file that is broken, encrypted or far too large, where no sheet of a file has the
    headers of a list that is known, and for an invalid mapping; `NotInstalled` where the extra `excel` is missing;
    `OSError` for a file that cannot be opened.
    """
    check_kinds("read", on=(on, date), encoding=(encoding, str))
    raise_if_any(_wrong(encoding), "read")
    known = layouts() if mapping is None else read_mapping(Path(mapping))
    tables, skipped, rows = list[RegisterTable](), list[tuple[str, str]](), list[Record]()
    for file in files:
        for sheet, table, found in _tables(Path(file), encoding, known):
            if table is None:
                skipped.append((sheet.workbook, sheet.name))
            else:
                tables.append(table)
                rows.extend(found)
    of_villages = [record for record in rows if record.table.key == "village.name"]
    return Register(
        households=tuple(households((record for record in rows if record.table.key != "village.name"), on)),
        villages=tuple(map(village_facts, of_villages)),
        tables=tuple(tables),
        skipped=tuple(skipped),
    )


def _wrong(encoding: str) -> Iterator[Mismatch]:
    if encoding not in ENCODINGS:
        yield Mismatch.of_name("encoding", encoding, ENCODINGS)


def _tables(
    file: Path, encoding: str, known: Mapping[str, Layout]
) -> Iterator[tuple[Sheet, RegisterTable | None, Iterator[Record]]]:
    """Yield the sheets of a file, each with its table and rows; raises `InvalidInput` where none has a table."""
    any_known = False
    for sheet in sheets(file, encoding):
        found = None if sheet.hidden else table_of(sheet, known)
        if found is None:
            yield sheet, None, iter(())
        else:
            any_known = True
            yield sheet, found[0], records(*found)
    if not any_known:
        needed = "; ".join(f"{layout.zh}: {'、'.join(layout.needs)}" for layout in known.values())
        raise InvalidInput([Mismatch("$", f"the headers of a list that is known ({needed})", "")], about=str(file))
