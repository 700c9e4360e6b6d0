"""Records as two linked tables, and back (记录与数据表互转): each column a field of the record, nothing left out.

A record of a record, such as a job of a person, stands in a list: null is not recorded, an empty list recorded as none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from importlib.util import find_spec
from itertools import chain, islice
from typing import Any, Final, Literal

import attrs
import narwhals as nw

from ..errors import (
    MOST_FAULTS,
    InvalidInput,
    Mismatch,
    check_kinds,
    close_to,
    discreet,
    discreetly,
    first,
    heading,
    items_of,
    quoted,
    raise_if_any,
    unlike_items,
)
from ..fields import Spec, specs
from ..models import Household, Person, Spell
from ..models.entries import ENTRIES, Booking
from ..records import structure
from .population.linked import check_links
from .user_tables import outline, table_of

Backend = Literal["polars", "pandas", "pyarrow"]
_BACKENDS: Final = ("polars", "pandas", "pyarrow")
BATCH: Final = 1_000
"""The households that are read at a time."""
_PLACES: Final = {"money": 2, "area": 2, "rate": 12, "number": 12}
_DIGITS: Final = 38
_UNKNOWABLE: Final = "unknowable"


@attrs.frozen
class RecordTables:
    """The records of households (记录表): a table of people and one of households, linked by `people.household`."""

    people: Any = attrs.field(repr=outline)
    households: Any = attrs.field(repr=outline)


# -- records to tables ----------------------------------------------------------------------------------------


@discreet
def to_tables(households: Iterable[Household], *, backend: Backend = "polars") -> RecordTables:
    """Return the records of households as two linked tables (转为数据表) of Polars, pandas or PyArrow.

    Columns are `id`, for people also `household`, and the fields of `Household` and `Person`, in the order of the
    models; records of records are lists of structs, codes text, amounts decimals in yuan. `from_tables` returns the
    households again, as they were.

    Raises `InvalidInput` for what is no household, and for another backend.
    """
    given = items_of(households)
    raise_if_any(unlike_items("households", given, Household), "to_tables")
    if backend not in _BACKENDS:
        raise InvalidInput([Mismatch.of_name("backend", backend, _BACKENDS)], about="to_tables")
    own = {"household": nw.String()} | _types(Person)
    people = [{"household": item.id, **_row(person)} for item in given for person in item.people]
    of_households = {name: kind for name, kind in _types(Household).items() if name != "members"}
    rows = [{name: value for name, value in _row(item).items() if name != "members"} for item in given]
    return RecordTables(made_of(people, own, backend), made_of(rows, of_households, backend))


def made_of(rows: Sequence[Mapping[str, Any]], types: Mapping[str, Any], backend: Backend) -> Any:
    """A table of rows in memory; of pandas in Arrow types, whose nulls are exact."""
    columns = {name: [row.get(name) for row in rows] for name in types}
    table = nw.from_dict(columns, types, backend="pyarrow" if backend == "pandas" else backend).to_native()
    if backend != "pandas":
        return table
    pandas: Any = nw.Implementation.from_backend("pandas").to_native_namespace()
    return table.to_pandas(types_mapper=pandas.ArrowDtype)


def _types(model: type[Any]) -> dict[str, Any]:
    """The type of the column of each field of a model."""
    own = {name: _type(spec) for name, spec in _fields(model).items()}
    return own | ({_UNKNOWABLE: nw.List(nw.String())} if hasattr(model, _UNKNOWABLE) else {})


def _fields(model: type[Any]) -> Mapping[str, Spec]:
    """The fields of a model; of the entries of a loan, those of all kinds."""
    if model is Booking:
        return {
            name: spec for kind in ENTRIES.values() if issubclass(kind, model) for name, spec in specs(kind).items()
        }
    return specs(model)


def _type(spec: Spec) -> Any:
    kind = spec.kind.name
    if kind in ("record", "records"):
        of = nw.Struct(_types(spec.of))
        return nw.List(of) if kind == "records" else of
    if kind in _PLACES:
        return nw.Decimal(_DIGITS, _PLACES[kind])
    return {"count": nw.Int64(), "truth": nw.Boolean(), "date": nw.Date()}.get(kind, nw.String())


def _row(record: Any) -> dict[str, Any]:
    """The fields of a record as plain values."""
    names = [*_fields(Booking if isinstance(record, Booking) else type(record))]
    names += [_UNKNOWABLE] if getattr(record, _UNKNOWABLE, None) else []
    return {name: _cell(getattr(record, name, None)) for name in names}


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_cell(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, StrEnum):
        return value.value
    return _row(value) if attrs.has(type(value)) else value


# -- tables to records ----------------------------------------------------------------------------------------


@discreet
def from_tables(people: Any, households: Any, *, on: date) -> Iterator[Household]:
    """Return the households that two linked tables record (由数据表读取), in the order of `households`.

    The tables are as `to_tables` makes them, of any engine and with any of these columns: a field without one was not
    recorded. Keys may be whole numbers. A class that is held in spells, such as `extreme_poverty`, may also be a
    boolean: what somebody is on the day `on`, and since when nobody recorded. Lazy tables are collected. Households are
    read as they are asked for, a few thousand at a time.

    Raises `InvalidInput` for columns that are no fields, and for keys that are lacking, double or without a
    counterpart; while it is read, with the first hundred faults of its values, each at its row, counted from 0.
    """
    check_kinds("from_tables", on=(on, date))
    given = {"people": _Rows.of(people, Person, "household"), "households": _Rows.of(households, Household)}
    raise_if_any((item.under(f"{name}.") for name, table in given.items() for item in table.faults()), "from_tables")
    check_links(given["people"].frame, given["households"].frame, about="from_tables")
    return discreetly(_read(given["people"], given["households"], on))


@attrs.frozen
class _Rows:
    """A table in memory, whose columns are fields of a model, beside the key of another table."""

    frame: Any
    model: type[Any]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, native: Any, model: type[Any], *keys: str) -> _Rows:
        """A table of any engine; as Arrow, which gives out nested rows the fastest, unless Polars stands alone."""
        given = table_of(native)
        frame = given.given if given.eager else given.given.collect()
        alone = frame.implementation.is_polars() and find_spec("pyarrow") is None
        return cls(frame if alone else nw.from_native(frame.to_arrow()), model, keys)

    def faults(self) -> Iterator[Mismatch]:
        """Yield the mismatches of columns: keys that are lacking, and what is no field."""
        known = [*self.keys, *(name for name in _types(self.model) if name != "members")]
        for key in ("id", *self.keys):
            if key not in self.frame.columns:
                yield Mismatch(key, "a column of record keys", "no such column")
        # Without the key, the headers may be a row of people.
        named = heading if "id" in self.frame.columns else quoted
        for name in self.frame.columns:
            if name not in known:
                suggestions = close_to(name, known)
                yield Mismatch(named(name), f"a field of {self.model.__name__}", "another", suggestions=suggestions)

    def recorded(self) -> Any:
        """The columns in which anything is recorded, but for the key of the other table; the own key as text."""
        own = self.frame.drop(*self.keys).with_columns(nw.col("id").cast(nw.String()))
        counts = own.select(nw.all().null_count()).row(0)
        return own.select(*(name for name, count in zip(own.columns, counts, strict=True) if count < len(own)))

    def classes(self) -> frozenset[str]:
        """The columns that say of a class, which is held in spells, only whether somebody is in it."""
        schema = self.frame.collect_schema()
        held = (name for name, spec in specs(self.model).items() if spec.kind.name == "records")
        spells = {name for name in held if issubclass(specs(self.model)[name].of, Spell)}
        return frozenset(name for name in schema.names() if name in spells and schema[name] == nw.Boolean)


def _read(people: _Rows, households: _Rows, on: date) -> Iterator[Household]:
    of_household = defaultdict[Any, list[int]](list)
    for at, key in enumerate(people.frame["household"].to_list()):
        of_household[key].append(at)
    members = [of_household[key] for key in households.frame["id"].to_list()]
    persons, homes = (_Recorded(table.recorded(), table.classes(), on) for table in (people, households))
    for start in range(0, len(members), BATCH):
        yield from _batch(persons, homes, start, members[start : start + BATCH])


@attrs.frozen
class _Recorded:
    """What a table records, as plain data of the day."""

    frame: Any
    classes: frozenset[str]
    on: date

    def rows(self, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
        """The rows of some numbers, in this order, without what was not recorded."""
        schema = self.frame.collect_schema()
        nested = {name for name, kind in schema.items() if kind.is_nested() or kind.is_temporal()}
        spells = {True: [{"since": self.on.isoformat()}], False: []}
        for row in self.frame[[*numbers]].iter_rows(named=True):
            found = {name: _plain(item) if name in nested else item for name, item in row.items() if item is not None}
            yield found | {name: spells[found[name]] for name in self.classes if name in found}


def _plain(value: Any) -> Any:
    """A value as records are read from: without nulls, and a day in text, though the engine has midnight with it."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if item is not None}
    return value.isoformat().removesuffix("T00:00:00") if isinstance(value, date) else value


def _batch(persons: _Recorded, homes: _Recorded, start: int, members: Sequence[Sequence[int]]) -> list[Household]:
    """The households of a batch, each with the rows of its members; raises `InvalidInput` with its faults."""
    found, wrong = list[Household](), list[Mismatch]()
    people = persons.rows([*chain.from_iterable(members)])
    for at, (home, rows) in enumerate(zip(homes.rows(range(start, start + len(members))), members, strict=True), start):
        try:
            found.append(structure(Household, home | {"members": [*islice(people, len(rows))]}, path=_path(at)))
        except InvalidInput as error:
            wrong += (_placed(item, at, rows) for item in error.mismatches)
        if len(wrong) > MOST_FAULTS:
            break
    raise_if_any(first(wrong, "households"), "from_tables")
    return found


def _path(at: int) -> str:
    return f"households[{at}]"


def _placed(item: Mismatch, at: int, rows: Sequence[int]) -> Mismatch:
    """A fault at the row of the person that it is about."""
    within = f"{_path(at)}.members["
    if not item.path.startswith(within):
        return item
    member, _, field = item.path.removeprefix(within).partition("]")
    return item.at(f"people[{rows[int(member)]}]{field}")
