"""Workbooks of the old kind, .xls (工作簿): their sheets, row by row. Needs xlrd, of the extra `excel`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, Final

from ..extras import need
from .cells import RawCell
from .tabular import DAMAGED, ERROR, FROM_1900, Row, Sheet, unusable

_WORKBOOK: Final = "an Excel workbook (.xls) without a password"


def xls_sheets(file: Path) -> Iterator[Sheet]:
    """Yield the sheets of a workbook; raises `InvalidInput` where it is broken or encrypted."""
    need("xlrd")
    import xlrd  # noqa: PLC0415 - an extra

    # A damaged file may raise anything, from struct.error to AssertionError; what it prints is of no use.
    workbook = _whole(file, lambda: xlrd.open_workbook(file, logfile=StringIO(), ragged_rows=True))
    if workbook.datemode:
        raise unusable(file, FROM_1900, "days counted from 1904")
    for sheet in workbook.sheets():
        rows = _whole(file, partial(_rows, sheet, workbook.datemode))
        yield Sheet(file.name, sheet.name, iter(rows), hidden=bool(sheet.visibility))


def _whole(file: Path, read: Callable[[], Any]) -> Any:
    """Read a part of a workbook; raises `InvalidInput` where it cannot be."""
    from xlrd import XLRDError  # noqa: PLC0415 - an extra

    given = DAMAGED
    try:
        return read()
    except (OSError, MemoryError):
        raise
    except XLRDError as error:
        given = "an encrypted one" if "encrypt" in str(error) else DAMAGED
    except Exception:  # noqa: BLE001, S110 - see above
        pass
    raise unusable(file, _WORKBOOK, given)


def _rows(sheet: Any, datemode: int) -> list[Row]:
    return [[_cell(cell, datemode) for cell in sheet.row(at)] for at in range(sheet.nrows)]


def _cell(cell: Any, datemode: int) -> RawCell:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR  # noqa: PLC0415 - an extra
    from xlrd.xldate import xldate_as_datetime  # noqa: PLC0415

    if cell.ctype == XL_CELL_DATE:
        day: datetime = xldate_as_datetime(cell.value, datemode)
        return day
    if cell.ctype == XL_CELL_BOOLEAN:
        return bool(cell.value)
    value: RawCell = ERROR if cell.ctype == XL_CELL_ERROR else cell.value
    return value
