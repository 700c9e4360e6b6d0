"""A mapping file (TOML): a county's own columns and lists, beside those that the library knows.

    [monitored]                             # a list of the library, to which columns are added
    header_row = 4                          # where its headers stand, if not to be looked for
    [monitored.columns]
    "危房" = "not household.housing_secured"
    "年人均收入" = { field = "household.per_capita_net_income", unit = "万元" }
    "户属性" = { field = "household.exited", codes = { "脱贫" = true, "一般" = false, "待定" = "" } }

    [settlements]
    every_row = { "bill.scheme" = "residents" }  # where no column says by which scheme bills were settled

    [roster]                                # a list of the county's own
    members = true                          # it lists everybody who belongs to a household, a person a row
    [roster.columns]
    "户号" = "household.id"
    "身份证号" = "person.document"

A field is one that a list of the library has, or a plain one of `Household` or `Person`, such as `household.at_risk`,
or a status of a person, such as `person.orphan`. A code means true, false, a value of the field's own codes, or "",
which is not recorded. An amount, a term, days overdue and a rate need a unit: at the end of the header, such as
`年收入（万元）`, as `unit`, or in each cell. A list of the county's own is told by all its headers, or by those of
`needs`; its rows are joined by the number of the household, or else by that of a person.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve

from ..encodings import text_of
from ..errors import InvalidInput, Mismatch, add_first, heading, quoted, raise_if_any
from ..fields import Spec, specs
from ..limits import toml_excess
from ..models import Household, MedicalScheme, Person
from .cells import UNITS, narrow, unsettled
from .joining import OF_HOUSEHOLD, OF_PERSON, STATUSES
from .layouts import Code, Layout, SheetColumn, header_key, layouts
from .listed import BILLS, LISTED
from .tables import KEYS, TITLES

_NOT: Final = "not "
_KEYS: Final = ("columns", "every_row", "header_row", "members", "needs", "sheet", "title")
_PARTS: Final = ("codes", "field", "unit")
_CODED: Final = ("truth", "code", "codes", "word")
_KINDS: Final = MappingProxyType({"money": "amount", "date": "day", "choice": "code"})
"""The kind of cells of a plain field, where it is not called like that of the field."""
_OTHERS: Final = (
    SheetColumn("行政区划代码", "key", "village.code"),
    SheetColumn("借据号", "text", "loan.id"),
    SheetColumn("停发月份", "month", "allowance.until"),
)
"""Columns of which no list of the library has any, though a county's own may."""


_STATED: Final = re.compile(r"\((?:单位:)?([^()]+)\)$")


_SAID_OF_ALL: Final = tuple((BILLS.asks, str(scheme)) for scheme in MedicalScheme)
"""What a file may say of every row of a list: by which scheme bills were settled."""


@cache
def known_fields() -> Mapping[str, SheetColumn]:
    """Every field that a column can hold, each as a column of it: plain ones, statuses, and those of the lists."""
    plain = {field: _plain(field, specs(Household)[name]) for field, name in OF_HOUSEHOLD.items()}
    plain |= {field: _plain(field, specs(Person)[name]) for field, name in OF_PERSON.items()}
    statuses = {field: SheetColumn(specs(Person)[name].zh, "truth", field) for field, name in STATUSES.items()}
    records = {field: _plain(field, specs(of.model)[name]) for of in LISTED for field, name in of.fields.items()}
    columns = [column for layout in layouts().values() for column in layout.columns.values() if column.is_held]
    shipped = {item.field: evolve(item, kind=unsettled(item.kind)) for item in (*columns, *_OTHERS)}
    return MappingProxyType(plain | statuses | records | shipped)


def _plain(field: str, spec: Spec) -> SheetColumn:
    codes = {str(code): Code(str(code), str(code)) for code in spec.of} if spec.kind.name == "choice" else {}
    return SheetColumn(spec.zh, _KINDS.get(spec.kind.name, spec.kind.name), field, codes=codes)


def read_mapping(file: Path) -> Mapping[str, Layout]:
    """Return the layouts of the library with those of a mapping file.

    Raises `InvalidInput` with all faults of the file, `OSError` if it cannot be read.
    """
    wrong = list[Mismatch]()
    found = {name: layout for name, row in _content(file).items() for layout in _layout(name, row, wrong)}
    raise_if_any(wrong, str(file))
    return MappingProxyType({**layouts(), **found})


def _content(file: Path) -> dict[str, Any]:
    text = text_of(file, "TOML")
    excess = toml_excess(text)
    try:
        if excess is None:
            return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        excess = Mismatch("$", "TOML in UTF-8", str(error))
    raise InvalidInput([excess], about=str(file))


def _layout(name: str, row: Any, wrong: list[Mismatch]) -> Iterator[Layout]:
    """Yield the layout of a table of the file; append what is wrong with it."""
    path = heading(name)
    if not isinstance(row, dict) or not isinstance(row.get("columns", {}), dict):
        wrong.append(Mismatch(path, "a table, with columns in a table", "something else"))
        return
    before, faults = len(wrong), wrong
    add_first(faults, (Mismatch.of_name(path, key, _KEYS, "one of the keys {}") for key in row if key not in _KEYS))
    faults.extend(_misfits(path, row))
    columns = {
        header_key(header): column
        for header, value in row.get("columns", {}).items()
        for column in _column(f"{path}.columns.{heading(header)}", header, value, faults)
    }
    base = layouts().get(name)
    own = [column.field for column in {**(base.columns if base else {}), **columns}.values()]
    keys = KEYS[:1] if row.get("members", base and base.members) else KEYS
    if "household.id" in own and "household.document" in own:
        wrong.append(Mismatch(f"{path}.columns", "household.document only without household.id", "both"))
    if len(wrong) == before and not any(key in own for key in keys):
        wrong.append(Mismatch(f"{path}.columns", f"a column of {' or '.join(keys)}", "none"))
    if len(wrong) > before:
        return
    title = row.get("title", name)
    layout = base or Layout(name, title, title, tuple(columns), {})
    known = {**layout.columns, **columns}
    yield evolve(
        layout,
        columns=known,
        needs=_with_key(tuple(map(header_key, row.get("needs", layout.needs))), known),
        members=row.get("members", layout.members),
        every_row=row.get("every_row", {}),
        header_row=row.get("header_row"),
        sheet=row.get("sheet"),
    )


def _with_key(needs: tuple[str, ...], columns: Mapping[str, SheetColumn]) -> tuple[str, ...]:
    """The headers of `needs`, with one by which rows are told apart."""
    keys = [header for header, column in columns.items() if column.field in KEYS]
    return needs if any(header in needs for header in keys) else (*needs, keys[0])


def _misfits(path: str, row: Mapping[str, Any]) -> Iterator[Mismatch]:
    at, needs = row.get("header_row", 1), row.get("needs", [])
    if type(at) is not int or not 1 <= at <= TITLES:
        yield Mismatch(f"{path}.header_row", f"a row from 1 to {TITLES}", "something else")
    if type(row.get("members", False)) is not bool:
        yield Mismatch(f"{path}.members", "true or false", "something else")
    if not isinstance(needs, list) or not all(isinstance(header, str) for header in needs):
        yield Mismatch(f"{path}.needs", "a list of headers", "something else")
    every_row = row.get("every_row", {})
    if not isinstance(every_row, dict) or not all(said in _SAID_OF_ALL for said in every_row.items()):
        expected = " or ".join(f"{name} = {value}" for name, value in _SAID_OF_ALL)
        yield Mismatch(f"{path}.every_row", f"a table of {expected}", "something else")
    for key in ("sheet", "title"):
        if not isinstance(row.get(key, ""), str):
            yield Mismatch(f"{path}.{key}", "text", "something else")


def _column(path: str, header: str, value: Any, wrong: list[Mismatch]) -> Iterator[SheetColumn]:
    """Yield the column of a line; append what is wrong with it."""
    line = {"field": value} if isinstance(value, str) else value
    if not isinstance(line, dict) or not isinstance(line.get("field"), str) or not set(line) <= set(_PARTS):
        wrong.append(Mismatch(path, "a field, or a table of field and, if wanted, codes or unit", "something else"))
        return
    field = line["field"].removeprefix(_NOT).strip()
    known = known_fields().get(field)
    if known is None:
        wrong.append(Mismatch.of_name(path, field, known_fields(), "a field that a column can hold"))
        return
    column = evolve(known, header=header, contrary=line["field"].startswith(_NOT))
    faults = [*_unfit(path, column, line)]
    wrong.extend(faults)
    if faults:
        return
    unit = line.get("unit", _stated(column))
    if unit:
        column = evolve(column, kind=UNITS[column.kind][unit])
    if "codes" in line:
        codes = {
            narrow(code).strip(): Code("") if means == "" else Code(code, means)
            for code, means in line["codes"].items()
        }
        column = evolve(column, kind="codes" if column.kind == "codes" else "code", codes=codes)
    yield column


def _unfit(path: str, column: SheetColumn, line: Mapping[str, Any]) -> Iterator[Mismatch]:
    if column.contrary and (column.kind != "truth" or "codes" in line):
        yield Mismatch(path, "a field that is true or false, to take the contrary of", column.field)
    units, stated = UNITS.get(column.kind, {}), _stated(column)
    if "unit" in line and line["unit"] not in units:
        expected = " or ".join(units) or "none, since the field has no unit to choose"
        yield Mismatch(f"{path}.unit", expected, quoted(line["unit"]))
    elif stated and units[line.get("unit", stated)] != units[stated]:
        yield Mismatch(f"{path}.unit", f"the unit that the header states, {stated}", quoted(line["unit"]))
    codes = line.get("codes", {})
    meant = {code.means for code in column.codes.values() if code.means is not None}
    if "codes" in line and (not isinstance(codes, dict) or not codes or column.kind not in _CODED):
        yield Mismatch(f"{path}.codes", "a table of codes, of a field that is true or false or has codes", column.field)
        return
    if len({narrow(code).strip() for code in codes}) < len(codes):
        yield Mismatch(f"{path}.codes", "codes that differ in plain characters", "two that are alike")
    allowed = {True, False, ""} if column.kind == "truth" else meant | {""}
    for code, means in codes.items():
        if not isinstance(means, str | bool) or means not in allowed:
            expected = f"one of {', '.join(sorted(map(_said, allowed)))}"
            yield Mismatch(f"{path}.codes.{heading(code)}", expected, "something else")


def _stated(column: SheetColumn) -> str:
    """The unit that the header of a column states, which its cells are in; "" if none."""
    found = _STATED.search(header_key(column.header))
    return found[1] if found and found[1] in UNITS.get(column.kind, {}) else ""


def _said(means: object) -> str:
    return str(means).lower() if isinstance(means, bool) else means if means and isinstance(means, str) else '""'
