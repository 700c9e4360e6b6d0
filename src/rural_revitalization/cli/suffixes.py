"""Files that a command takes by how their names end."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path

__all__ = ["csv_file", "mapping_file", "table_file"]


def table_file(text: str) -> Path:
    """A table."""
    return _suffixed(text, (".csv", ".parquet"))


def csv_file(text: str) -> Path:
    """A table that people open."""
    return _suffixed(text, (".csv",))


def mapping_file(text: str) -> Path:
    """Which header is which fact."""
    return _suffixed(text, (".toml", ".json"))


def _suffixed(text: str, suffixes: tuple[str, ...]) -> Path:
    file = Path(text)
    if file.suffix not in suffixes:
        raise ArgumentTypeError(f"{text!r} does not end in {' or '.join(suffixes)}")
    return file
