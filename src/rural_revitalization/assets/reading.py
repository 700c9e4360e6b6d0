"""Reading a ledger of project assets (扶贫项目资产台账) from CSV."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from ..errors import HIDDEN, InvalidInput, Mismatch, counted, discreet, heading, shown
from ..fields import Spec, specs
from ..fields.written import FORMULA, TRUTH_EXPECTED, TRUTHS, day_of
from .asset import ProjectAsset

_FORMULA: Final = re.compile(FORMULA)


@discreet
def read_ledger(lines: Iterable[str]) -> tuple[ProjectAsset, ...]:
    """Read a ledger from the lines of a CSV file, such as a file opened with `encoding="utf-8"` and `newline=""`.

    A column is a field of `ProjectAsset`, named as in code or by its Chinese label; other columns are not read, and
    neither are rows without any cell. Blanks around headers and cells do not count; an empty cell is not recorded.
    Truths are true or false, 是 or 否, 1 or 0; days 2022-06-01; codes as in code or in Chinese, such as 公益性资产.

    Raises `InvalidInput` with all faults, each with its row, as a spreadsheet counts them, and its column.

    >>> read_ledger(["资产编号,资产类型,已公告公示", "A-1,公益性,是"])[0].kind.value
    'public'
    """
    try:
        return read_ledger_rows(list(csv.reader(lines, strict=True)))
    except csv.Error as error:
        raise InvalidInput([Mismatch("$", "well-formed CSV", str(error))], about="ledger") from error


@discreet
def read_ledger_rows(cells: Iterable[Sequence[str]]) -> tuple[ProjectAsset, ...]:
    """Read a ledger from its rows, the headers first, each cell as text; all else as for `read_ledger`."""
    rows = [[cell.strip() for cell in row] for row in cells]
    headers = [header.lstrip("\ufeff").strip() for header in rows[0]] if rows else []
    columns, faults = _columns(headers)
    if faults:
        raise InvalidInput(faults, about="ledger")
    assets = list[ProjectAsset]()
    first = dict[str, int]()
    for at, row in enumerate(rows[1:], start=2):
        if any(row):
            assets.extend(_asset(at, row, headers, columns, first, faults))
    if faults:
        raise InvalidInput(faults, about="ledger")
    return tuple(assets)


def _columns(headers: Sequence[str]) -> tuple[dict[int, str], list[Mismatch]]:
    """The field of each column that is read, and the faults of the headers."""
    by_label = {spec.zh: name for name, spec in specs(ProjectAsset).items()}
    named = [header if header in specs(ProjectAsset) else by_label.get(header) for header in headers]
    faults = [
        Mismatch(f"row 1, {name}", "one column", f"{times} columns")
        for name, times in Counter(filter(None, named)).items()
        if times > 1
    ]
    if "id" not in named:
        faults.append(Mismatch("row 1, id", f"a column id or {specs(ProjectAsset)['id'].zh}", "no such column"))
    return {at: name for at, name in enumerate(named) if name is not None}, faults


def _asset(
    at: int,
    row: Sequence[str],
    headers: Sequence[str],
    columns: Mapping[int, str],
    first: dict[str, int],
    faults: list[Mismatch],
) -> Iterator[ProjectAsset]:
    """Yield the asset of a row, if it has no fault; `first` is the row on which each id stands first."""
    if len(row) != len(headers):
        faults.append(Mismatch(f"row {at}", counted(len(headers), "cell"), str(len(row))))
        return
    values, wrong = dict[str, Any](), list[Mismatch]()
    places = {name: f"row {at}, {heading(headers[column])}" for column, name in columns.items()}
    for column, name in columns.items():
        if row[column]:
            values[name], fault = _value(row[column], specs(ProjectAsset)[name], places[name])
            wrong.extend(fault)
    known = first.setdefault(values["id"], at) if values.get("id") else at
    if known != at:
        wrong.append(Mismatch(places["id"], "an id that stands once", f"that of row {known}"))
    try:
        # What the fields say of each other is told with what is wrong with the cells, and so is an id that lacks.
        asset = ProjectAsset(**values)
    except InvalidInput as error:
        told = {item.path for item in wrong}
        wrong.extend(item.at(places[item.field]) for item in error.mismatches if places[item.field] not in told)
    faults.extend(wrong)
    if not wrong:
        yield asset


def _value(cell: str, spec: Spec, path: str) -> tuple[Any, tuple[Mismatch, ...]]:
    """The value of a cell, and what is wrong with it."""
    if _FORMULA.match(cell):
        return None, (Mismatch(path, "no formula: no cell that begins with =, +, - or @", HIDDEN),)
    if spec.kind.name == "text":
        return cell, ()
    if spec.kind.name == "choice":
        term = cell.removesuffix("资产")
        value = next((code for code in spec.of if term in (code, code.zh)), None)
        return value, () if value is not None else spec.mismatches(path, cell)
    read, expected = _READERS[spec.kind.name]
    value = read(cell)
    return value, () if value is not None else (Mismatch(path, expected, shown(cell)),)


def _day(cell: str) -> date | None:
    try:
        return day_of(cell)
    except ValueError:
        return None


_READERS: Final[Mapping[str, tuple[Callable[[str], Any], str]]] = MappingProxyType(
    {
        "truth": (lambda cell: TRUTHS.get(cell.casefold()), TRUTH_EXPECTED),
        "date": (_day, "a day such as 2022-06-01, or an empty cell"),
    }
)
