"""The sheets of workbooks and CSV files, row by row, each cell as it was kept, with its address.

Workbooks need the extra `excel`: python-calamine reads .xlsx, and xlrd .xls. What is broken, encrypted, far too large
or another kind of file than its name says raises `InvalidInput` before it can take up memory.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..encodings import open_text
from ..limits import LARGEST_WORKBOOK
from .signatures import Signature, signature_of
from .tabular import Row, Sheet, unusable
from .xls import xls_sheets
from .xlsx import xlsx_sheets

SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".csv")
_SAVE_AGAIN: Final = "; open it in a spreadsheet and save it as .xlsx"
_ADVICE: Final = {
    Signature.XLSX: " under another name; rename it",
    Signature.XLS: " under another name; rename it",
    Signature.PAGE: _SAVE_AGAIN,
    Signature.XML: _SAVE_AGAIN,
    Signature.TEXT: "; name it .csv if it is that",
}


def sheets(file: Path, encoding: str) -> Iterator[Sheet]:
    """Yield the sheets of a workbook, or the one of a CSV file in an encoding; each is to be read before the next.

    Raises `InvalidInput` for another kind of file and for one that is broken, encrypted or too large, `NotInstalled`
    where the extra is missing, `OSError` where the file cannot be opened.
    """
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise unusable(file, f"a file that ends in {', '.join(SUFFIXES)}", suffix or "no ending")
    if suffix == ".csv":
        yield Sheet(file.name, "", _csv_rows(file, encoding))
        return
    size = file.stat().st_size
    if size > LARGEST_WORKBOOK:
        most = f"a workbook of at most {LARGEST_WORKBOOK:,} bytes"
        raise unusable(file, most, f"{size:,}; split it, or save it as CSV")
    kind, found = Signature.XLS if suffix == ".xls" else Signature.XLSX, signature_of(file)
    if found is Signature.ENCRYPTED:
        raise unusable(file, "a workbook without a password", found)
    if found is not kind:
        raise unusable(file, kind, f"{found}{_ADVICE.get(found, '')}")
    yield from (xls_sheets if kind is Signature.XLS else xlsx_sheets)(file)


def _csv_rows(file: Path, encoding: str) -> Iterator[Row]:
    try:
        with open_text(file, encoding) as stream:
            yield from csv.reader(stream, strict=True)
    except csv.Error as error:
        raise unusable(file, "well-formed CSV", str(error)) from None
    except UnicodeDecodeError:
        raise unusable(file, f"text in {encoding}", "other bytes; another encoding may be given") from None
