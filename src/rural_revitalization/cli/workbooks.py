"""Workbooks (工作簿, .xlsx) for those who work in a spreadsheet: a sheet for each table, its header in sight, filtered.

Each prints on A4, crosswise and as wide as the page, with its header, its name and the number on every page.

Text stays text: an identity number is not shortened to a number, and nothing begins a formula. A number is written as
one only where a spreadsheet holds every digit of it; others are text. Nothing is cut off: what a sheet cannot hold is
refused. The same cells give the same file, byte for byte. Needs the extra `excel`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from attrs import Factory, define, field

from ..algebra.exact import FEN
from ..errors import InvalidInput, Mismatch
from ..extras import need
from ..wording import display_width
from .formula_guard import APOSTROPHE, as_text

SUFFIX: Final = ".xlsx"
LONGEST_NAME: Final = 31
"""The most characters of the name of a sheet."""
WRITER: Final = "xlsxwriter"
"""The package that writes workbooks."""
CellNumber = int | float | Decimal
"""A number of a table; a binary fraction is the user's own."""
Cell = str | CellNumber | bool | date | time | None
"""What a cell holds; None is an empty one."""
_EXACT_DIGITS: Final = 15
"""A spreadsheet shows no more digits of a number, and holds no more for sure."""
_FIRST_YEAR: Final = 1901
"""Days of earlier years are text: spreadsheets count days from 1900, and count that year wrongly."""
_MOST_ROWS, _MOST_COLUMNS, _LONGEST_TEXT = 1_048_576, 16_384, 32_767
_REFUSALS: Final = {
    -1: f"at most {_MOST_ROWS:,} rows and {_MOST_COLUMNS:,} columns in a sheet; write .csv instead",
    -2: f"text of at most {_LONGEST_TEXT:,} characters in a cell; write .csv instead",
}
"""What is expected where the writer did not take a cell, by the number that it returns."""
_WIDTHS: Final = (8, 60)
"""The narrowest and the widest column, in characters; longer text is on several lines."""
_FORMATS: Final[Mapping[str, dict[str, Any]]] = {
    "header": {"bold": True, "text_wrap": True},
    "money": {"num_format": "#,##0.00"},
    "day": {"num_format": "yyyy-mm-dd"},
    "plain": {},
    "long": {"text_wrap": True},
}
_BESIDE_LONG: Final[dict[str, Any]] = {"valign": "top"}
"""How all cells stand: what is beside a long text, at its first line."""
_A4: Final = 9
"""The number of the paper, as spreadsheets count it."""
_ALL: Final = f"A1:XFD{_MOST_ROWS}"
"""All cells, none of which is marked where its text is digits: it is a number of somebody, and no amount."""
_FOOTER: Final = "&L&A&R&P / &N"
"""The name of the sheet, then the number of the page and how many there are."""
_MADE: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - written as it stands
"""When a workbook says that it was made, as its parts do, so that it depends on its cells alone."""


@contextmanager
def workbook_to(part: Path) -> Iterator[Workbook]:
    """Open a workbook for writing; it is complete when the block ends.

    Raises `NotInstalled` without the extra, and `InvalidInput` for what a sheet cannot hold.
    """
    need(WRITER)
    import xlsxwriter  # noqa: PLC0415 - an extra
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "use_zip64": True}
    with TemporaryDirectory(dir=part.parent, prefix=f"{part.stem}.", suffix=".part") as waiting:
        written = xlsxwriter.Workbook(part, options | {"tmpdir": waiting})
        written.set_properties({"created": _MADE})
        workbook = Workbook(written)
        try:
            yield workbook
        finally:  # where the block failed, the rows written so far are in files that are still open
            try:
                workbook.finish()
            except FileCreateError as error:
                raise error.args[0] from None


@define
class Workbook:
    """A workbook being written; see `workbook_to`."""

    _written: Any
    _formats: dict[str, Any] = field(init=False)
    _sheets: list[WrittenSheet] = Factory(list)

    @_formats.default
    def _(self) -> dict[str, Any]:
        return {name: self._written.add_format(_BESIDE_LONG | form) for name, form in _FORMATS.items()}

    def sheet(self, name: str, *header: str) -> WrittenSheet:
        r"""Begin a sheet; its name has up to `LONGEST_NAME` characters, none of `[]:*?/\`."""
        begun = WrittenSheet(self._written.add_worksheet(name), self._formats)
        begun.begin(header)
        self._sheets.append(begun)
        return begun

    def finish(self) -> None:
        """Give all sheets their filters and widths, and write the file."""
        for sheet in self._sheets:
            sheet.finish()
        self._written.close()


@define
class WrittenSheet:
    """A sheet of a workbook being written: a header, then rows."""

    _sheet: Any
    _formats: Mapping[str, Any]
    _rows: int = 0
    _widths: list[int] = Factory(list)

    def begin(self, header: Iterable[str]) -> None:
        """Write the header, which stays in sight, on the screen and on every page."""
        for at, cell in enumerate(header):
            self._taken(at, self._text(at, cell, self._formats["header"]))
        self._rows = 1
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_paper(_A4)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_footer(_FOOTER)
        self._sheet.ignore_errors({"number_stored_as_text": _ALL})

    def write(self, rows: Iterable[Iterable[Cell]]) -> None:
        """Append rows."""
        for row in rows:
            for at, cell in enumerate(row):
                self._taken(at, self._put(at, cell))
            self._rows += 1

    def finish(self) -> None:
        """Let all columns be filtered, and make each as wide as what it holds."""
        if not self._widths:
            return
        self._sheet.autofilter(0, 0, self._rows - 1, len(self._widths) - 1)
        least, most = _WIDTHS
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, min(max(width + 2, least), most))  # room for the sign of the filter

    def _put(self, at: int, cell: Cell) -> int:
        """Write a cell as what it is; return what the writer returns."""
        if cell is None or cell == "":
            return 0
        if isinstance(cell, bool):
            return int(self._sheet.write_boolean(self._rows, at, cell, self._formats["plain"]))
        if isinstance(cell, CellNumber) and _is_exact(cell):
            self._widen(at, f"{cell:,.2f}")
            is_money = isinstance(cell, Decimal) and _exponent(cell) >= _exponent(FEN)
            form = self._formats["money" if is_money else "plain"]
            return int(self._sheet.write_number(self._rows, at, cell, form))
        if isinstance(cell, date) and not isinstance(cell, datetime) and cell.year >= _FIRST_YEAR:
            self._widen(at, str(cell))
            return int(self._sheet.write_datetime(self._rows, at, cell, self._formats["day"]))
        return self._text(at, in_words(cell))

    def _text(self, at: int, text: str, form: Any = None) -> int:
        said = as_text(text)
        if said.startswith("<r>"):
            said = APOSTROPHE + said  # the writer takes it for the markup of a text in several fonts
        width = self._widen(at, said)
        usual = self._formats["long" if width > _WIDTHS[1] else "plain"]
        return int(self._sheet.write_string(self._rows, at, said, form or usual))

    def _widen(self, at: int, text: str) -> int:
        """Make a column as wide as a text, and return its width, of a long one that of its beginning."""
        width = display_width(text[: _WIDTHS[1] + 1])
        self._widths += [0] * (at + 1 - len(self._widths))
        self._widths[at] = max(self._widths[at], width)
        return width

    def _taken(self, at: int, status: int) -> None:
        if status:
            given = f"more, in row {self._rows + 1:,}, column {at + 1:,}"
            raise InvalidInput([Mismatch("$", _REFUSALS[status], given)], about="a workbook")


def in_words(cell: Cell) -> str:
    """A cell as text: nothing for an empty one, digits for a number.

    >>> in_words(Decimal("1E+2")), in_words(date(2022, 6, 1)), in_words(None)
    ('100', '2022-06-01', '')
    """
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _is_exact(number: CellNumber) -> bool:
    """Whether a spreadsheet, which keeps numbers in binary, gives back every digit of a number, and shows it."""
    exact = Decimal(str(number))
    digits = "".join(map(str, exact.as_tuple().digits)).strip("0")
    return exact.is_finite() and exact.adjusted() < _EXACT_DIGITS and len(digits) <= _EXACT_DIGITS


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "the number is finite"
    return exponent
