"""Rows of a small CSV file whose columns bear a name or its Chinese label: a list that an office writes by hand."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from ..encodings import open_text
from ..errors import InvalidInput, Mismatch, close_to, counted, heading
from ..fields import Spec, specs
from ..fields.written import TRUTHS
from ..records import structure

T = TypeVar("T")


def labelled_records(file: Path, encoding: str, of: type[T], may_lack: Collection[str]) -> list[T]:
    """Read the records of a file, one a row; an empty cell is not recorded, and a truth may be in words.

    Raises `InvalidInput` with every fault, by line, and `OSError` if the file cannot be read.
    """
    fields = specs(of)
    wrong: list[Mismatch] = []
    found: list[T] = []
    for line, cells in labelled_rows(file, encoding, {name: spec.zh for name, spec in fields.items()}, may_lack, wrong):
        try:
            found.append(structure(of, {name: _plain(cell, fields[name]) for name, cell in cells.items()}))
        except InvalidInput as error:
            wrong += (item.at(f"line {line}, {item.path.removeprefix('$.')}") for item in error.mismatches)
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    return found


def _plain(cell: str, spec: Spec) -> Any:
    """A cell as data."""
    return TRUTHS.get(cell.casefold(), cell or None) if spec.kind.name == "truth" else cell or None


def labelled_rows(
    file: Path, encoding: str, labels: Mapping[str, str], may_lack: Collection[str], wrong: list[Mismatch]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line and the cells of each row, by the names of its columns, without the blanks around them.

    `labels` are the names with their Chinese labels. A row with more or fewer cells than there are headers, and what is
    no CSV, is added to `wrong`. Raises `InvalidInput` for columns that are lacking, or there twice, and `OSError` if
    the file cannot be read.
    """
    try:
        with open_text(file, encoding) as stream:
            rows = csv.reader(stream, strict=True)
            headers = [header.strip() for header in next(rows, [])]
            at = _placed(headers, labels, may_lack)
            for row in filter(None, rows):
                if len(row) == len(headers):
                    yield rows.line_num, {name: row[place].strip() for name, place in at.items()}
                else:
                    asked, given = counted(len(headers), "cell"), counted(len(row), "cell")
                    wrong.append(Mismatch(f"line {rows.line_num}", asked, given))
    except (csv.Error, UnicodeDecodeError):
        wrong.append(Mismatch("$", f"CSV in {encoding}", "other text"))


def _placed(headers: Sequence[str], labels: Mapping[str, str], may_lack: Collection[str]) -> dict[str, int]:
    """Where each column is."""
    found = {
        name: [place for place, header in enumerate(headers) if header in (name, zh)] for name, zh in labels.items()
    }
    wrong = [
        Mismatch(name, f"a column {name} or {labels[name]}", "no such column", suggestions=_likely(name, headers))
        for name, places in found.items()
        if not places and name not in may_lack
    ]
    wrong += (Mismatch(name, "one column", "several") for name, places in found.items() if len(places) > 1)
    if wrong:
        raise InvalidInput(wrong, about="columns")
    return {name: places[0] for name, places in found.items() if places}


def _likely(name: str, headers: Collection[str]) -> Iterator[str]:
    return map(heading, close_to(name, headers))
