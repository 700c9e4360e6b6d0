"""Argument types for files, checked by suffix."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Final

from .notes import either

LISTS: Final = (".csv", ".xlsx", ".xlsm", ".xls")
"""What lists that an office keeps end in."""


def data_file(text: str) -> Path:
    """What programs read again: .json."""
    return _suffixed(text, (".json",))


def read_or_shown(text: str) -> Path:
    """What programs read again, or people: .json or .xlsx."""
    return _suffixed(text, (".json", ".xlsx"))


def table_file(text: str) -> Path:
    """A table: .csv or .parquet."""
    return _suffixed(text, (".csv", ".parquet"))


def parquet_file(text: str) -> Path:
    """A table whose cells may hold lists: .parquet."""
    return _suffixed(text, (".parquet",))


def list_file(text: str) -> Path:
    """A list that an office keeps: .csv, or a workbook."""
    return _suffixed(text, LISTS)


def rows_file(text: str) -> Path:
    """A table of rows to write: .csv or .xlsx."""
    return _suffixed(text, (".csv", ".xlsx"))


def answers_file(text: str) -> Path:
    """Answers: a list, or .json."""
    return _suffixed(text, (*LISTS, ".json"))


def checked_file(text: str) -> Path:
    """What was checked, to write: .csv, .xlsx or .json."""
    return _suffixed(text, (".csv", ".xlsx", ".json"))


def results_file(text: str) -> Path:
    """A table of results to write: .csv, .parquet or .xlsx."""
    return _suffixed(text, (".csv", ".parquet", ".xlsx"))


def calendar(text: str) -> Path:
    """A calendar file to write: .ics."""
    return _suffixed(text, (".ics",))


def picture(text: str) -> Path:
    """A picture to write: .svg or .png."""
    return _suffixed(text, (".svg", ".png"))


def document_file(text: str) -> Path:
    """A document to write: .txt, .html or .docx."""
    return _suffixed(text, (".txt", ".html", ".docx"))


def mapping_file(text: str) -> Path:
    """A mapping of headers to facts: .toml or .json."""
    return _suffixed(text, (".toml", ".json"))


def suffix_of(file: Path) -> str:
    """Return the suffix of a file in lower case, by which its kind is known."""
    return file.suffix.lower()


def is_table(file: Path) -> bool:
    """Whether a file is a list that an office keeps, and not JSON."""
    return suffix_of(file) in LISTS


def _suffixed(text: str, suffixes: tuple[str, ...]) -> Path:
    file = Path(text)
    is_device = file.exists() and not (file.is_file() or file.is_dir())
    if suffix_of(file) not in suffixes and not is_device:
        raise ArgumentTypeError(f"{text!r} does not end in {either(suffixes)}")
    return file
