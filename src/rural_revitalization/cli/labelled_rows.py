"""Rows of a small table whose columns bear a name or its Chinese label: a list that an office writes by hand.

A day, a month, a number, a truth and a code are read as `import` reads them, whatever a spreadsheet made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import frozen

from ..errors import InvalidInput, Mismatch, counted, heading, shown
from ..fields import Spec, specs
from ..records import structure
from ..registers.cells import Blank, NotRead, RawCell, blank, narrow, read_cell
from ..registers.tabular import ERROR
from .named_choices import Choices
from .notes import spoken
from .table_files import cell_text, placed, table_in

T = TypeVar("T")

_KINDS: Final[Mapping[str, str]] = {"money": "yuan", "date": "day", "count": "count"}
"""How cells of fields are read, by the kind of the field; others are text."""
_WHETHER: Final = "是否"
_NOT: Final = "不"


@frozen
class LabelledRow:
    """A row: its number, as a spreadsheet counts, its cells by the name of their column, and the headers of these."""

    at: int
    cells: Mapping[str, RawCell]
    headers: Mapping[str, str]

    def text(self, name: str) -> str:
        """The text of a cell; "" where it is empty, or there is no such column."""
        cell = self.cells.get(name)
        return "" if blank(cell) is Blank.EMPTY else cell_text(cell)

    def place(self, name: str) -> str:
        """Where a cell stands."""
        return f"row {self.at}, {heading(self.headers[name])}" if name in self.headers else f"row {self.at}"

    def placed(self, items: Iterable[Mismatch]) -> Iterator[Mismatch]:
        """Yield faults of fields as those of the cells that they were read from."""
        return (item.at(self.place(item.field)) for item in items)

    def read(self, name: str, kind: str, wrong: list[Mismatch]) -> Any:
        """The value of a cell of a kind of `registers.cells`; None where it is empty or refused, as `wrong` says."""
        return self._as(name, lambda cell: read_cell(kind, cell), wrong)

    def truth(self, name: str, zh: str, wrong: list[Mismatch]) -> bool | None:
        """Whether something is so: 是 or 否, or the label of the column itself, as 符合 or 不符合 under 是否符合."""
        word = zh.removeprefix(_WHETHER)
        said = {word: True, f"{_NOT}{word}": False}
        text = narrow(self.text(name))
        found = said[text] if text in said else self.read(name, "truth", wrong)
        return found if isinstance(found, bool) else None

    def code(self, name: str, choices: Choices, wrong: list[Mismatch]) -> str | None:
        """The code of a cell; None where it is empty, or none of the choices, which adds to `wrong`."""
        text = self.text(name)
        found = choices.code(text) if text else None
        if text and found is None:
            wrong.append(choices.mismatch(self.place(name), text))
        return found

    def _as(self, name: str, reading: Callable[[RawCell], Any], wrong: list[Mismatch]) -> Any:
        try:
            found = reading(self.cells.get(name))
        except NotRead as refused:
            text = cell_text(self.cells[name])
            wrong.append(Mismatch(self.place(name), refused.reason.words(spoken()), shown(text)))
            return None
        return None if isinstance(found, Blank) else found


def labelled_records(
    file: Path, encoding: str | None, of: type[T], *, may_lack: Collection[str] = (), beside: Collection[str] = ()
) -> list[T]:
    """Read the records of a file, one a row; an empty cell is not recorded.

    Raises `InvalidInput` with every fault, by row and header, and `OSError` if the file cannot be read.
    """
    fields = specs(of)
    labels = {name: spec.zh for name, spec in fields.items()}

    def record(row: LabelledRow, faults: list[Mismatch]) -> T | None:
        values = {name: _value(row, name, fields[name], faults) for name in row.cells}
        return None if faults else structure(of, values)

    return made_of_rows(file, encoding, labels, record, may_lack=may_lack, beside=beside)


def made_of_rows(
    file: Path,
    encoding: str | None,
    labels: Mapping[str, str],
    make: Callable[[LabelledRow, list[Mismatch]], T | None],
    *,
    may_lack: Collection[str] = (),
    beside: Collection[str] = (),
) -> list[T]:
    """Make one thing of each row; `make` adds the faults of its cells to a list, and makes nothing of a row with any.

    Raises as `labelled_records` does.
    """
    wrong: list[Mismatch] = []
    found: list[T] = []
    for row in labelled_rows(file, encoding, labels, wrong, may_lack=may_lack, beside=beside):
        faults: list[Mismatch] = []
        try:
            made = make(row, faults)
        except InvalidInput as error:
            made, faults = None, [*faults, *row.placed(error.mismatches)]
        wrong += faults
        if made is not None:
            found.append(made)
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    return found


def _value(row: LabelledRow, name: str, spec: Spec, wrong: list[Mismatch]) -> Any:
    """A cell as data."""
    if spec.kind.name == "truth":
        return row.truth(name, spec.zh, wrong)
    if spec.kind.name == "choice":
        return row.code(name, Choices.of_enum(spec.of), wrong)
    if spec.kind.name in _KINDS:
        found = row.read(name, _KINDS[spec.kind.name], wrong)
        return found if found is None else str(found)
    return row.text(name) or None


def labelled_rows(
    file: Path,
    encoding: str | None,
    labels: Mapping[str, str],
    wrong: list[Mismatch],
    *,
    may_lack: Collection[str] = (),
    beside: Collection[str] = (),
) -> Iterator[LabelledRow]:
    """Yield the rows of a file; rows without any cell are passed over.

    `labels` are the names of the columns with their Chinese labels. What is in others is not read, and it is told,
    but of those `beside`. A row with cells beyond its headers, and a cell that holds an error of the spreadsheet, is
    added to `wrong`. Raises `InvalidInput` for a file that cannot be used and for columns that are lacking, or there
    twice, and `OSError`.
    """
    table = table_in(file, encoding)
    places = placed(table.headers, labels, file, may_lack=may_lack, beside=beside)
    headers = {name: table.headers[at] for name, at in places.items()}
    width = len(table.headers)
    for at, cells in table.rows:
        row = LabelledRow(
            at, {name: cells[place] if place < len(cells) else None for name, place in places.items()}, headers
        )
        if any(map(cell_text, cells[width:])):
            wrong.append(Mismatch(f"row {at}", counted(width, "cell"), counted(len(cells), "cell")))
        elif ERROR in row.cells.values():
            name = next(name for name, cell in row.cells.items() if cell == ERROR)
            wrong.append(Mismatch(row.place(name), "a value, and no error of the spreadsheet", ERROR))
        else:
            yield row
