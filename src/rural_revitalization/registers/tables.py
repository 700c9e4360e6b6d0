"""Tables of registers: the rows below the headers of a sheet, each cell read, with what was not read and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final

from attrs import Factory, define, field, frozen

from ..errors import close_to, heading
from .cells import Blank, NotRead, RawCell
from .layouts import PRIVATE, Code, Layout, SheetColumn, header_key, layout_of
from .reasons import RefusalReason
from .refusals import Refusal, RefusalKind, place_of
from .tabular import Row, Sheet, column_name

TITLES: Final = 20
"""The rows in which headers are looked for, since titles may stand above them."""
LOST: Final = object()
"""The value of a cell that is not empty and yet not known: one that is refused, or says that it cannot be known."""
_REMEMBERED: Final = 10_000
"""The cells of a column whose reading is remembered, since most repeat."""
NUMBERS: Final = ("household.document", "person.document")
"""The fields by which rows are joined that give no household: the number of anybody of it, and of whom a row is."""
_OF_SOMEBODY: Final = ("person.id", "person.document")
"""The numbers by which a row is of a person, and no sum of others; where a list has neither, the name is."""
KEYS: Final = ("household.id", "village.name", *NUMBERS)
"""The fields by which the rows of a table are joined to others; a table has one of them."""


@frozen
class ColumnPosition:
    """A column of a table that is read: where it stands in a row, from 0, and what it is."""

    at: int
    column: SheetColumn


@define
class CellTally:
    """What became of the cells of a table (单元格统计), and which words the models do not hold."""

    read: int = 0
    empty: int = 0
    unknowable: int = 0
    refused: list[Refusal] = Factory(list)
    unheld: Counter[tuple[str, str]] = Factory(Counter)


@define(eq=False)
class RegisterTable:
    """A list in a sheet (数据表): its layout, the row of its headers, its columns, and its rows as they are read.

    `unread` are headers whose facts no model holds, `private` those of which nothing is kept, `unknown` those that are
    not of the layout, each with the headers that it may stand for. `rows` counts those with any cell; `strays` are rows
    of people without a key, by the number of the row above them, to which they may belong.
    """

    workbook: str
    sheet: str
    layout: Layout
    header_row: int
    places: tuple[ColumnPosition, ...]
    unread: tuple[str, ...]
    private: tuple[str, ...]
    unknown: tuple[tuple[str, tuple[str, ...]], ...]
    rows: int = 0
    strays: dict[int, list[Record]] = field(init=False, repr=False, factory=dict)
    tally: CellTally = Factory(CellTally)
    by_field: Mapping[str, tuple[int, ...]] = field(init=False, repr=False)
    about: frozenset[str] = field(init=False, repr=False)
    """What its fields are of: household, person, bill and so on."""

    @by_field.default
    def _(self) -> Mapping[str, tuple[int, ...]]:
        fields = [place.column.field for place in self.places]
        return {name: tuple(at for at, other in enumerate(fields) if other == name) for name in dict.fromkeys(fields)}

    @about.default
    def _(self) -> frozenset[str]:
        return frozenset(name.partition(".")[0] for name in self.by_field)

    @property
    def key(self) -> str:
        """The first field by which its rows are joined."""
        return next(name for name in KEYS if name in self.by_field)

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields of which a row needs one to be joined: the numbers, where it is by them."""
        return NUMBERS if self.key in NUMBERS else (self.key,)

    def refuse(self, kind: RefusalKind, row: int, index: int, reason: RefusalReason) -> None:
        """Note that a cell, or the row that it stands in, is refused; `index` counts the columns that are read."""
        header = self.places[index].column.header
        refusal = Refusal(kind, self.workbook, self.sheet, self._address(row, index), header, reason)
        self.tally.refused.append(refusal)

    def place(self, row: int, index: int) -> str:
        """Where a cell stands: file, sheet and address."""
        return place_of(self.workbook, self.sheet, self._address(row, index))

    def _address(self, row: int, index: int) -> str:
        return f"{column_name(self.places[index].at)}{row}"


@frozen
class Record:
    """A row of a table: its number, and its values in the order of the columns that are read; None is an empty cell."""

    table: RegisterTable = field(repr=False)
    number: int
    values: list[Any] = field(repr=False)

    def of(self, name: str) -> list[tuple[Any, int]]:
        """What was recorded of a field, each value with the index of its column."""
        found = ((self.values[index], index) for index in self.table.by_field.get(name, ()))
        return [(value, index) for value, index in found if value is not None and value is not LOST]

    def lost(self, name: str) -> bool:
        """Whether a cell of a field is not empty and yet not known."""
        return any(self.values[index] is LOST for index in self.table.by_field.get(name, ()))

    def get(self, name: str) -> Any:
        """The first value of a field; None if it is not recorded."""
        for index in self.table.by_field.get(name, ()):
            value = self.values[index]
            if value is not None and value is not LOST:
                return value
        return None

    def place(self, index: int) -> str:
        """Where the cell of a column stands."""
        return self.table.place(self.number, index)

    def refuse(self, kind: RefusalKind, index: int, reason: RefusalReason) -> None:
        """Note that a cell of this row, or the row, is refused."""
        self.table.refuse(kind, self.number, index, reason)


def table_of(sheet: Sheet, known: Mapping[str, Layout]) -> tuple[RegisterTable, Iterator[tuple[int, Row]]] | None:
    """Return the table of a sheet and the rows below its headers; None if no layout that is known has these."""
    rows = iter(sheet.rows)
    first = list(islice(rows, TITLES))
    for at, row in enumerate(first):
        headers = [header_key(cell) if isinstance(cell, str) else "" for cell in row]
        layout = layout_of(headers, [item for item in known.values() if item.may_stand_in(sheet.name, at + 1)])
        if layout is not None:
            below = chain(first[at + 1 :], rows)
            return _table(sheet, layout, at + 1, row, headers), enumerate(below, start=at + 2)
    return None


def _table(sheet: Sheet, layout: Layout, row: int, cells: Row, headers: Sequence[str]) -> RegisterTable:
    named = [(at, header, layout.columns.get(header)) for at, header in enumerate(headers) if header]
    columns = [column for _, _, column in named if column is not None]
    others = [str(cells[at]).strip() for at, _, column in named if column is None]
    absent = [column.header for key, column in layout.columns.items() if key not in headers]
    return RegisterTable(
        sheet.workbook,
        sheet.name,
        layout,
        row,
        places=tuple(ColumnPosition(at, column) for at, _, column in named if column is not None and column.is_held),
        unread=tuple(dict.fromkeys(column.header for column in columns if not column.field)),
        private=tuple(dict.fromkeys(column.header for column in columns if column.field == PRIVATE)),
        unknown=tuple((heading(header), close_to(header, absent)) for header in others),
    )


def records(table: RegisterTable, rows: Iterator[tuple[int, Row]]) -> Iterator[Record]:
    """Read the rows of a table, but for empty ones and for headers that are repeated; refuse those without a key."""
    memories: list[dict[str, Any]] = [{} for _ in table.places]
    key, keys = table.by_field[table.key][0], table.keys
    place = table.places[key]
    title = header_key(place.column.header)
    last = 0
    for number, row in rows:
        if not any(cell is not None and cell != "" for cell in row):
            continue
        raw = row[place.at] if place.at < len(row) else None
        if isinstance(raw, str) and header_key(raw) == title:
            continue
        table.rows += 1
        record = Record(table, number, _values(table, number, row, memories))
        if all(record.get(name) is None for name in keys):
            _set_aside(record, key, last, is_empty=not raw)
        else:
            last = number
            yield record


def _set_aside(record: Record, key: int, last: int, *, is_empty: bool) -> None:
    """Refuse a row without a key; one of somebody may belong to the row above it."""
    telling = [name for name in _OF_SOMEBODY if name in record.table.by_field] or ["person.name"]
    of_somebody = any(record.get(name) is not None or record.lost(name) for name in telling)
    may_be_merged, header = of_somebody and is_empty, record.table.places[key].column.header
    reason = RefusalReason("joined_by_its_own" if may_be_merged else "joined_by", header=header)
    record.refuse(RefusalKind.ROW, key, reason)
    if of_somebody:
        record.table.strays.setdefault(last, []).append(record)


def _values(table: RegisterTable, number: int, row: Row, memories: Sequence[dict[str, Any]]) -> list[Any]:
    values, tally, width, empty = list[Any](), table.tally, len(row), 0
    for index, (place, memory) in enumerate(zip(table.places, memories, strict=True)):
        raw = row[place.at] if place.at < width else None
        if raw is None or raw == "":
            empty += 1
            values.append(None)
            continue
        value = memory.get(raw) if isinstance(raw, str) else None
        if value is None:
            try:
                value = _read(place.column, raw)
            except NotRead as refused:
                table.refuse(RefusalKind.CELL, number, index, refused.reason)
                values.append(LOST)
                continue
            if isinstance(raw, str) and len(memory) < _REMEMBERED:
                memory[raw] = value
        values.append(_counted(value, place.column, tally))
    tally.empty += empty
    return values


def _read(column: SheetColumn, raw: RawCell) -> Any:
    """What a cell says, or its contrary where the column holds that."""
    value = column.read(raw)
    return not value if column.contrary and isinstance(value, bool) else value


def _counted(value: Any, column: SheetColumn, tally: CellTally) -> Any:
    """Count a cell that was read, and return what it means to the models."""
    if value is Blank.EMPTY:
        tally.empty += 1
        return None
    if value is Blank.UNKNOWABLE:
        tally.unknowable += 1
        return LOST
    tally.read += 1
    if not column.codes:
        return value
    for code in [value] if isinstance(value, Code) else value:
        if code.means is None and code.word:
            tally.unheld[column.header, code.word] += 1
    return (LOST if value.means is None else value.means) if isinstance(value, Code) else value
