"""The sheets of workbooks and CSV files, row by row, each cell as it was kept, with its address.

Workbooks need the extra `excel`: python-calamine reads .xlsx, and xlrd .xls. What is broken, encrypted or far too large
raises `InvalidInput` before it can take up memory.
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from attrs import frozen

from ..encodings import open_text
from ..errors import InvalidInput, Mismatch
from ..extras import need
from ..limits import LARGEST_UNPACKED, LARGEST_WORKBOOK, MOST_CELLS
from .cells import Raw

SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".csv")
_WORKBOOK: Final = "an Excel workbook (.xlsx or .xls)"
ERROR: Final = "#N/A"
"""What stands for a cell that holds an error of the spreadsheet, of whichever kind: no reader takes it for a value."""
Row = Sequence[Raw]


@frozen
class Sheet:
    """A sheet (工作表): the name of its file, its own name ("" for CSV), and its rows from the first row on.

    A hidden sheet has its rows as well; whoever reads decides whether to.
    """

    workbook: str
    name: str
    rows: Iterator[Row]
    hidden: bool = False


def column_name(column: int) -> str:
    """The letters of a column, which counts from 0.

    >>> column_name(0), column_name(25), column_name(26), column_name(701), column_name(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    at = column + 1
    while at:
        at, letter = divmod(at - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def sheets(file: Path, encoding: str) -> Iterator[Sheet]:
    """Yield the sheets of a workbook, or the one of a CSV file in an encoding; each is to be read before the next.

    Raises `InvalidInput` for another kind of file and for one that is broken, encrypted or too large, `NotInstalled`
    where the extra is missing, `OSError` where the file cannot be opened.
    """
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise _refused(file, f"a file that ends in {', '.join(SUFFIXES)}", suffix or "no ending")
    size = file.stat().st_size
    if size > LARGEST_WORKBOOK and suffix != ".csv":
        raise _refused(
            file, f"a workbook of at most {LARGEST_WORKBOOK:,} bytes", f"{size:,}; split it, or save it as CSV"
        )
    read = {".csv": _csv, ".xls": _xls}.get(suffix, _xlsx)
    yield from read(file, encoding)


def _refused(file: Path, expected: str, given: str) -> InvalidInput:
    return InvalidInput([Mismatch("$", expected, given)], about=str(file))


# -- CSV ----------------------------------------------------------------------------------------------------------


def _csv(file: Path, encoding: str) -> Iterator[Sheet]:
    yield Sheet(file.name, "", _csv_rows(file, encoding))


def _csv_rows(file: Path, encoding: str) -> Iterator[Row]:
    try:
        with open_text(file, encoding) as stream:
            yield from csv.reader(stream, strict=True)
    except csv.Error as error:
        raise _refused(file, "well-formed CSV", str(error)) from None
    except UnicodeDecodeError:
        raise _refused(file, f"text in {encoding}", "other bytes; another encoding may be given") from None


# -- .xlsx --------------------------------------------------------------------------------------------------------


def _xlsx(file: Path, _: str) -> Iterator[Sheet]:
    need("python_calamine")
    import python_calamine as calamine  # noqa: PLC0415 - an extra

    errors = _checked(file)
    try:
        with closing(calamine.load_workbook(file)) as workbook:
            for about in workbook.sheets_metadata:
                if about.typ is calamine.SheetTypeEnum.WorkSheet:
                    sheet = workbook.get_sheet_by_name(about.name)
                    hidden = about.visible is not calamine.SheetVisibleEnum.Visible
                    yield Sheet(file.name, about.name, _placed(sheet, errors.get(about.name, {})), hidden)
    except calamine.PasswordError:
        raise _refused(file, "a workbook without a password", "an encrypted one") from None
    except (calamine.CalamineError, ValueError):
        raise _refused(file, _WORKBOOK, "a damaged file, or one of another kind") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which the reader's language raises past `Exception`
            raise
        raise _refused(file, _WORKBOOK, "a damaged file") from None


def _placed(sheet: Any, errors: Mapping[int, Collection[int]]) -> Iterator[Row]:
    """The rows of a sheet with the empty columns before its first; its empty rows are there already.

    The cells of `errors`, by row, hold an error of the spreadsheet, which the reader takes for empty.
    """
    if sheet.start is None:
        return
    before = [None] * sheet.start[1]
    for at, found in enumerate(sheet.iter_rows(), start=1):
        row = before + found if before else found
        for column in errors.get(at, ()):
            row[column] = ERROR
        yield row


# Patterns begin with letters, which are looked for faster than classes of characters.
_ROW: Final = re.compile(rb"""row\s(?:[^>]*\s)?r=["']([0-9]{1,9})["']""")
_WIDE: Final = (re.compile(rb'r="[A-Z]{3}[0-9]'), re.compile(rb"r='[A-Z]{3}[0-9]"))
_CELL_OF_ERROR: Final = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*\s)?t=["']e["'][^>]*>""")
_ADDRESS: Final = re.compile(rb"""\sr=["']([A-Z]{1,2})([0-9]{1,9})["']""")
_WORKBOOK_PART: Final = "xl/workbook.xml"
_FROM_1904: Final = re.compile(rb"""date1904=["'](?:1|true)["']""")
_FROM_1900: Final = "a workbook that counts days from 1900, since nothing tells the serial number of a day from another"
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 1 << 10
_WIDEST: Final = 702
"""The columns up to ZZ, which two letters name."""
_LONGEST_CONTENTS: Final = 10_000_000
"""Bytes of the parts that name the sheets of a workbook."""
Errors = dict[int, set[int]]


def _checked(file: Path) -> Mapping[str, Errors]:
    """The cells that hold an error, by sheet and row; refuse a workbook that would take up far too much memory.

    A reader keeps room for every cell of the area that a sheet takes up; one cell far off makes that very large.
    """
    if not zipfile.is_zipfile(file):
        return {}  # an encrypted workbook, or none: the reader says which
    try:
        with zipfile.ZipFile(file) as packed:
            unpacked = sum(item.file_size for item in packed.infolist())
            if unpacked > LARGEST_UNPACKED:
                raise _refused(file, f"a workbook of at most {LARGEST_UNPACKED:,} bytes unpacked", f"{unpacked:,}")
            if _WORKBOOK_PART in packed.namelist() and _FROM_1904.search(_part(packed, _WORKBOOK_PART)):
                raise _refused(file, _FROM_1900, "days counted from 1904")
            found = dict[str, Errors]()
            for part in packed.namelist():
                if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                    with packed.open(part) as stream:
                        errors = _checked_sheet(file, stream)
                    if errors:
                        found[part] = errors
            return {name: found[part] for name, part in _parts(packed).items() if part in found} if found else {}
    except InvalidInput:
        raise
    except (zipfile.BadZipFile, zlib.error, ET.ParseError, LookupError, RuntimeError, EOFError, ValueError):
        raise _refused(file, _WORKBOOK, "a damaged file") from None


def _checked_sheet(file: Path, stream: Any) -> Errors:
    last, before, errors = 0, b"", Errors()
    for chunk in iter(lambda: stream.read(_CHUNK), b""):
        text = before + chunk
        if any(form.search(text) for form in _WIDE):
            raise _refused(file, f"sheets of at most {_WIDEST} columns", "a cell further to the right")
        last = max(last, *map(int, _ROW.findall(text)), 0)
        if last * _WIDEST > MOST_CELLS:
            most = MOST_CELLS // _WIDEST
            raise _refused(file, f"sheets of at most {most:,} rows", "more; split it, or save it as CSV")
        for cell in _CELL_OF_ERROR.findall(text) if b't="e"' in text else ():
            address = _ADDRESS.search(cell)
            if address:
                errors.setdefault(int(address[2]), set()).add(_column(address[1].decode()))
        before = text[-_OVERLAP:]
    return errors


def _column(name: str) -> int:
    """The column of letters, from 0: the inverse of `column_name`."""
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """The part of a workbook that holds each sheet, by its name."""
    targets = {item.get("Id"): item.get("Target", "") for item in _tree(packed, "xl/_rels/workbook.xml.rels")}
    named = {
        item.get("name", ""): targets.get(next((at for key, at in item.items() if key.endswith("}id")), None), "")
        for item in _tree(packed, _WORKBOOK_PART).iter()
        if item.tag.endswith("}sheet")
    }
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in named.items()}


def _part(packed: zipfile.ZipFile, part: str) -> bytes:
    with packed.open(part) as stream:
        text = stream.read(_LONGEST_CONTENTS + 1)
    if len(text) > _LONGEST_CONTENTS:
        raise ValueError
    return text


def _tree(packed: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(_part(packed, part))  # noqa: S314 - the parser bounds what entities expand to, and the text is short


# -- .xls ---------------------------------------------------------------------------------------------------------


def _xls(file: Path, _: str) -> Iterator[Sheet]:
    need("xlrd")
    import xlrd  # noqa: PLC0415 - an extra

    # A damaged file may raise anything, from struct.error to AssertionError; what it prints is of no use.
    workbook = _whole(file, lambda: xlrd.open_workbook(file, logfile=StringIO(), ragged_rows=True))
    if workbook.datemode:
        raise _refused(file, _FROM_1900, "days counted from 1904")
    for sheet in workbook.sheets():
        rows = _whole(file, partial(_xls_rows, sheet, workbook.datemode))
        yield Sheet(file.name, sheet.name, iter(rows), hidden=bool(sheet.visibility))


def _whole(file: Path, read: Callable[[], Any]) -> Any:
    """Read a part of a workbook of the old kind; raises `InvalidInput` where it cannot be."""
    from xlrd import XLRDError  # noqa: PLC0415 - an extra

    try:
        return read()
    except (OSError, MemoryError):
        raise
    except XLRDError as error:
        given = "an encrypted one" if "encrypt" in str(error) else "a damaged file, or one of another kind"
    except Exception:  # noqa: BLE001 - see above
        given = "a damaged file"
    raise _refused(file, f"{_WORKBOOK}, without a password", given)


def _xls_rows(sheet: Any, datemode: int) -> list[Row]:
    return [[_xls_cell(cell, datemode) for cell in sheet.row(at)] for at in range(sheet.nrows)]


def _xls_cell(cell: Any, datemode: int) -> Raw:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR  # noqa: PLC0415 - an extra
    from xlrd.xldate import xldate_as_datetime  # noqa: PLC0415

    if cell.ctype == XL_CELL_DATE:
        day: datetime = xldate_as_datetime(cell.value, datemode)
        return day
    if cell.ctype == XL_CELL_BOOLEAN:
        return bool(cell.value)
    value: Raw = ERROR if cell.ctype == XL_CELL_ERROR else cell.value
    return value
