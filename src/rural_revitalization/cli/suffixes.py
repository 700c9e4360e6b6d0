"""Argument types for files, checked by suffix."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path


def table_file(text: str) -> Path:
    """A table: .csv or .parquet."""
    return _suffixed(text, (".csv", ".parquet"))


def parquet_file(text: str) -> Path:
    """A table whose cells may hold lists: .parquet."""
    return _suffixed(text, (".parquet",))


def csv_file(text: str) -> Path:
    """A CSV file: .csv."""
    return _suffixed(text, (".csv",))


def rows_file(text: str) -> Path:
    """A table of rows to write: .csv or .xlsx."""
    return _suffixed(text, (".csv", ".xlsx"))


def answers_file(text: str) -> Path:
    """Answers: .csv or .json."""
    return _suffixed(text, (".csv", ".json"))


def checked_file(text: str) -> Path:
    """What was checked, to write: .csv, .xlsx or .json."""
    return _suffixed(text, (".csv", ".xlsx", ".json"))


def results_file(text: str) -> Path:
    """A table of results to write: .csv, .parquet or .xlsx."""
    return _suffixed(text, (".csv", ".parquet", ".xlsx"))


def calendar(text: str) -> Path:
    """A calendar file to write: .ics."""
    return _suffixed(text, (".ics",))


def ledger_file(text: str) -> Path:
    """A ledger: .csv, or a workbook."""
    return _suffixed(text, (".csv", ".xlsx", ".xlsm", ".xls"))


def picture(text: str) -> Path:
    """A picture to write: .svg or .png."""
    return _suffixed(text, (".svg", ".png"))


def document_file(text: str) -> Path:
    """A document to write: .txt, .html or .docx."""
    return _suffixed(text, (".txt", ".html", ".docx"))


def mapping_file(text: str) -> Path:
    """A mapping of headers to facts: .toml or .json."""
    return _suffixed(text, (".toml", ".json"))


def _suffixed(text: str, suffixes: tuple[str, ...]) -> Path:
    file = Path(text)
    if file.suffix not in suffixes:
        raise ArgumentTypeError(f"{text!r} does not end in {' or '.join(suffixes)}")
    return file
