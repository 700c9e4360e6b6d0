"""Rows of a small CSV file whose columns bear a name or its Chinese label: a list that an office writes by hand."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from ..encodings import open_text
from ..errors import InvalidInput, Mismatch, close_to, heading


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
                    wrong.append(Mismatch(f"line {rows.line_num}", f"{len(headers)} cells", f"{len(row)} cells"))
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
