"""Workbooks of the new kind, .xlsx (工作簿): their sheets in slices of rows, so that none takes up memory unforeseen.

A reader keeps room for every cell of the area that a sheet takes up, and unpacks what it is given to the end. So it is
given a workbook of a slice at a time, of which the cells were counted before, each at a plain address; and no part is
unpacked further than the directory of the file says, nor one that says it grows a hundredfold. Needs python-calamine,
of the extra `excel`.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final
from xml.etree import ElementTree as ET
from xml.parsers.expat import ExpatError, ParserCreate

from attrs import frozen

from ..errors import InvalidInput
from ..extras import need
from ..limits import LARGEST_UNPACKED, LONGEST_CONTENTS, LONGEST_STRINGS, MOST_CELLS, MOST_GROWTH
from .tabular import DAMAGED, ERROR, FROM_1900, Row, Sheet, column_at, unusable

_WORKBOOK: Final = "an Excel workbook (.xlsx)"
_DIRECTORY: Final = b"PK\x05\x06"
_LONGEST_DIRECTORY: Final = 1_000_000
_END_OF_FILE: Final = 22 + 0xFFFF
_BOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_LONGEST: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("_rels/.rels", _BOOK, _LINKS, "xl/styles.xml"), LONGEST_CONTENTS),
        "xl/sharedstrings.xml": LONGEST_STRINGS,
    }
)
"""The parts that all sheets need, by their names in lower case, and how many bytes each may have."""
_FROM_1904: Final = re.compile(rb"""date1904=["'](?:1|true)["']""")
_SMALL: Final = 10_000_000
"""Bytes of a part that may grow as it likes."""
_CHUNK: Final = 1 << 16
_SLICE: Final = 1 << 25
"""Bytes of a slice of a sheet, about: strings that cells share are read anew for each."""
_ROWS: Final = 20_000
"""Rows of a slice, about."""
_WIDEST: Final = 702
"""The columns up to ZZ, which two letters name."""
_LAST_ROW: Final = 1_048_576
_ADDRESSES: Final = (
    f"a sheet of at most {_WIDEST} columns and {_LAST_ROW:,} rows in order, whose cells say where they stand"
)


def xlsx_sheets(file: Path) -> Iterator[Sheet]:
    """Yield the sheets of a workbook; raises `InvalidInput` where it is broken, encrypted or far too large."""
    need("python_calamine")
    import python_calamine as calamine  # noqa: PLC0415 - an extra

    with _reading(file):
        book = _Book.of(file)
        if _FROM_1904.search(book.contents[_BOOK]):
            raise unusable(file, FROM_1900, "days counted from 1904")
        with closing(calamine.load_workbook(book.with_sheet())) as workbook:
            listed = [item for item in workbook.sheets_metadata if item.typ is calamine.SheetTypeEnum.WorkSheet]
    for about in listed:
        hidden = about.visible is not calamine.SheetVisibleEnum.Visible
        yield Sheet(file.name, about.name, _rows(book, about.name), hidden)


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Say of a file that cannot be read that it is damaged."""
    import python_calamine as calamine  # noqa: PLC0415 - an extra

    try:
        yield
    except InvalidInput:
        raise
    except calamine.PasswordError:
        raise unusable(file, "a workbook without a password", "an encrypted one") from None
    except (zipfile.BadZipFile, zlib.error, ET.ParseError, ExpatError, LookupError, RuntimeError, EOFError, ValueError):
        pass
    except calamine.CalamineError:
        pass
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which the reader's language raises past `Exception`
            raise
    else:
        return
    raise unusable(file, _WORKBOOK, DAMAGED)


# -- the parts of a workbook --------------------------------------------------------------------------------------


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _END_OF_FILE))
        end = stream.read()
        at = end.rfind(_DIRECTORY)
        if at >= 0 and int.from_bytes(end[at + 12 : at + 16], "little") > _LONGEST_DIRECTORY:
            raise unusable(file, _WORKBOOK, "a package of far too many parts")
        stream.seek(0)
        with zipfile.ZipFile(stream) as packed:
            yield packed


def _parts(file: Path, packed: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    """The parts by their names in lower case; raises `InvalidInput` where they would grow beyond bounds."""
    found = {item.filename.replace("\\", "/").lower(): item for item in packed.infolist()}
    if _BOOK not in found:
        raise unusable(file, _WORKBOOK, "a package that holds none")
    unpacked = sum(item.file_size for item in found.values())
    if unpacked > LARGEST_UNPACKED:
        raise unusable(file, f"a workbook of at most {LARGEST_UNPACKED:,} bytes unpacked", f"{unpacked:,}")
    for item in found.values():
        if item.file_size > max(_SMALL, MOST_GROWTH * item.compress_size):
            most = f"parts that unpack to at most {MOST_GROWTH} times their size"
            raise unusable(file, most, f"{item.file_size:,} bytes of {item.compress_size:,}")
    for name, longest in _LONGEST.items():
        if name in found and found[name].file_size > longest:
            raise unusable(file, f"at most {longest:,} bytes of {name}", f"{found[name].file_size:,}")
    return found


@frozen
class _Book:
    """A workbook: its file, its parts as they are packed, those that all sheets need, and the part of each sheet."""

    file: Path
    parts: Mapping[str, zipfile.ZipInfo]
    contents: Mapping[str, bytes]
    sheets: Mapping[str, str]

    @classmethod
    def of(cls, file: Path) -> _Book:
        """Read what a workbook holds; raises `InvalidInput` where that is too much."""
        with _opened(file) as packed:
            parts = _parts(file, packed)
            contents = dict[str, bytes]()
            for name, longest in _LONGEST.items():
                if name in parts:
                    with packed.open(parts[name]) as stream:
                        contents[name] = stream.read(longest)  # without an end, it would be unpacked to its own
        return cls(file, parts, contents, _sheets(contents))

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """Open the part of a sheet."""
        with _opened(self.file) as packed, packed.open(self.parts[self.sheets[name].lower()]) as stream:
            yield stream

    def with_sheet(self, name: str | None = None, text: bytes = b"") -> BytesIO:
        """The workbook with one sheet, or with none."""
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as packed:
            for part, content in self.contents.items():
                packed.writestr(part, content)
            if name is not None:
                packed.writestr(self.sheets[name], text)
        made.seek(0)
        return made


def _sheets(contents: Mapping[str, bytes]) -> Mapping[str, str]:
    """The part of each sheet, by its name."""
    links = {item.get("Id"): item.get("Target", "") for item in _tree(contents[_LINKS])}
    named = {
        item.get("name", ""): links.get(next((at for key, at in item.items() if key.endswith("}id")), None), "")
        for item in _tree(contents[_BOOK]).iter()
        if item.tag.endswith("}sheet")
    }
    return {name: to.lstrip("/") if to.startswith("/") else f"xl/{to}" for name, to in named.items()}


def _tree(text: bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - the parser bounds what entities expand to, and the text is short


# -- the rows of a sheet ------------------------------------------------------------------------------------------

_BEGIN: Final = re.compile(rb"<([^\s<>/:]+:)?sheetData(?:\s[^>]*)?(/?)>")
_ATTRIBUTES: Final = rb"""(?:\s+(?!r\s*=)[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*"""
_CELL: Final = re.compile(rb"""<c(?:%b\s+r\s*=\s*["'][A-Z]{1,2}([0-9]{1,7})["']|[\s/>])""" % _ATTRIBUTES)
"""A cell, and the row of its address; none where it is without one, or at one that is not plain."""
_CELL_OF_ERROR: Final = re.compile(rb"""<c(?=\s[^>]*\bt\s*=\s*["']e["'])[^>]*\br\s*=\s*["']([A-Z]+)([0-9]+)["']""")
_ROW: Final = re.compile(rb"<(?:[^\s<>/:]+:)?row[\s/>]")
_PREFIXED: Final = re.compile(rb"<[^\s<>/:]+:c[\s/>]")


def _rows(book: _Book, name: str) -> Iterator[Row]:
    """The rows of a sheet, from the first row on; empty ones, and empty columns before the first cell, among them."""
    import python_calamine as calamine  # noqa: PLC0415 - an extra

    at = 0
    with _reading(book.file), book.opened(name) as stream:
        for text in _slices(book.file, stream):
            ParserCreate().Parse(text, True)  # the reader itself passes over rows that are not well-formed
            if not _is_plain(text, at):
                raise unusable(book.file, _ADDRESSES, "other cells, or rows far apart; split it, or save it as CSV")
            with closing(calamine.load_workbook(book.with_sheet(name, text))) as workbook:
                sheet = workbook.get_sheet_by_name(name)
            if sheet.start is not None:
                first, left = sheet.start
                yield from ([] for _ in range(at, first))
                yield from _placed(sheet.to_python(), first, left, _errors(text))
                at = first + sheet.height


def _slices(file: Path, stream: IO[bytes]) -> Iterator[bytes]:
    """The text of a sheet in pieces of whole rows, each a sheet by itself, without the prefix of its tags."""
    text = bytearray()
    while (begun := _BEGIN.search(text)) is None:
        chunk = stream.read(_CHUNK)
        if not chunk or len(text) > _SMALL:
            raise unusable(file, _WORKBOOK, DAMAGED)
        text += chunk
    prefix, has_rows, rows = bytes(begun[1] or b""), not begun[2], 0
    end_of_row = b"</%brow>" % prefix
    text = text[begun.end() :]
    for chunk in iter(partial(stream.read, _CHUNK), b""):
        text += chunk
        rows += chunk.count(b"row>")
        if len(text) < _SLICE and rows < _ROWS:
            continue
        at = text.rfind(end_of_row) + len(end_of_row)
        if at < len(end_of_row):
            raise unusable(file, f"rows of at most {_SLICE:,} bytes", "a longer one")
        yield _sheet_of(text[:at], prefix)
        del text[:at]
        rows = 0
    end = text.rfind(b"</%bsheetData" % prefix)
    if (has_rows and end < 0) or _ROW.search(text, max(end, 0) if has_rows else 0):
        raise unusable(file, _WORKBOOK, DAMAGED)
    yield _sheet_of(text[: max(end, 0)], prefix)


def _sheet_of(rows: bytearray, prefix: bytes) -> bytes:
    """A sheet of rows, whose tags bear no prefix any more: no text holds what begins them."""
    plain = rows.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else rows
    return b"<worksheet><sheetData>" + plain + b"</sheetData></worksheet>"


def _is_plain(text: bytes, at: int) -> bool:
    """Whether each cell of a slice is at an address in a row from `at` on, and its rows close to one another."""
    found = {*_CELL.findall(text)}
    if b"" in found or (b":c" in text and _PREFIXED.search(text)):
        return False
    rows = {*map(int, found)} or {at + 1}
    return at < min(rows) and max(rows) <= _LAST_ROW and (max(rows) - min(rows) + 1) * _WIDEST <= MOST_CELLS


def _errors(text: bytes) -> Mapping[int, set[int]]:
    """The cells of a slice that hold an error of the spreadsheet, by row: the reader takes them for empty."""
    found = dict[int, set[int]]()
    for letters, row in _CELL_OF_ERROR.findall(text) if b'"e"' in text or b"'e'" in text else ():
        found.setdefault(int(row) - 1, set()).add(column_at(letters.decode()))
    return found


def _placed(rows: Iterable[list[Any]], first: int, left: int, errors: Mapping[int, set[int]]) -> Iterator[Row]:
    """Rows from a first one on, with the empty columns before theirs, and with cells that hold an error."""
    before = [None] * left
    for at, found in enumerate(rows, start=first):
        row = before + found if before else found
        for column in errors.get(at, ()):
            row[column] = ERROR
        yield row
