"""Facts of linked tables that were asked for and cannot be known (不详): their names in a column beside them.

The column `unknowable` of people, and of households, holds names of columns that are null on that row, separated by
commas, as the results name what is missing. The name of a record, such as `income`, stands for all columns that say
something of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any, Final

import narwhals as nw
from attrs import field, frozen

from ...errors import InvalidInput, Mismatch
from ..columns.column_names import MARK
from .linked import RECORDS_OF_HOUSEHOLDS, RECORDS_OF_PEOPLE, UNKNOWABLE, rows_of

_OF_HOUSEHOLD: Final = f"{MARK}unknowable_of_household_"
_KINDS: Final = (nw.String, nw.Categorical, nw.Enum, nw.Unknown)
_RECORDS: Final[Mapping[str, Mapping[str, str]]] = {"people": RECORDS_OF_PEOPLE, "households": RECORDS_OF_HOUSEHOLDS}

Flags = Mapping[str, str]
"""By fact, the column that is true where it cannot be known."""


@frozen
class Unknowable:
    """What cannot be known of people and of households: the names on each of the different rows of the column."""

    people: Mapping[str, Collection[str]] = field(factory=dict)
    households: Mapping[str, Collection[str]] = field(factory=dict)
    county: Collection[str] = ()
    """The figures of the one county that cannot be known; of several, each has its own."""

    def marked_people(self, people: Any) -> Any:
        """People with a column for each fact that cannot be known of some of them, true where it cannot."""
        return _with(people, _flags(self.people, RECORDS_OF_PEOPLE))

    def joined_to(self, households: Any, people: Any) -> Any:
        """Households with such columns, of their own facts and of what all members who lack it cannot be asked for.

        `people` are those of `marked_people`.
        """
        of_county = {_flag(name): nw.lit(value=True) for name in self.county}
        own = _with(households, _flags(self.households, RECORDS_OF_HOUSEHOLDS) | of_county)
        records = self._records_of_members()
        if not records:
            return own
        rows = people.select(
            nw.col("household").alias(f"{_OF_HOUSEHOLD}id"),
            **{f"{name}_marked": nw.col(_flag(name)).cast(nw.Int64) for name in records},
            **{f"{name}_asked": (~nw.col(_flag(name)) & _lacks(name)).cast(nw.Int64) for name in records},
        )
        sums = rows.group_by(f"{_OF_HOUSEHOLD}id").agg(
            *(nw.col(f"{name}_{said}").max() for name in records for said in ("marked", "asked"))
        )
        settled = {_member(name): (nw.col(f"{name}_marked") == 1) & (nw.col(f"{name}_asked") == 0) for name in records}
        found = sums.select(f"{_OF_HOUSEHOLD}id", **settled)
        return own.join(found, left_on="id", right_on=f"{_OF_HOUSEHOLD}id", how="left")

    def of_households(self) -> Flags:
        """The columns that say what cannot be known of households."""
        return {name: _member(name) for name in self._records_of_members()} | {
            name: _flag(name) for name in self._of_homes()
        }

    def passed_on(self) -> dict[str, str]:
        """The columns of households that are passed on to people unchanged, by the names that they have there."""
        return {_passed(name): _flag(name) for name in self._of_homes()}

    def of_people_and_theirs(self) -> Flags:
        """The columns that say, of people, what cannot be known of them and of their households."""
        own = {name: _flag(name) for name in _marked(self.people, RECORDS_OF_PEOPLE)}
        return {name: _passed(name) for name in self._of_homes()} | own

    def _of_homes(self) -> list[str]:
        """The facts of households, and the figures of their county, of which some cannot be known."""
        return [*_marked(self.households, RECORDS_OF_HOUSEHOLDS), *self.county]

    def _records_of_members(self) -> list[str]:
        marked = _marked(self.people, RECORDS_OF_PEOPLE)
        return [name for name in marked if name not in RECORDS_OF_HOUSEHOLDS]


def unknowable_of(people: Any, households: Any, county: Collection[str]) -> Unknowable:
    """Read what cannot be known of two tables, beside the figures of the county of which that is said.

    Raises `InvalidInput` for names of no fact, and for facts that are recorded all the same.
    """
    tables = {"people": people, "households": households}
    wrong = [fault for about, table in tables.items() for fault in _wrong_kind(about, table)]
    if wrong:
        raise InvalidInput(wrong, about="assess")
    found = {about: _names(table) for about, table in tables.items()}
    wrong = [fault for about, table in tables.items() for fault in _faults(about, table, found[about])]
    if wrong:
        raise InvalidInput(wrong, about="assess")
    return Unknowable(found["people"], found["households"], sorted(county))


def _wrong_kind(about: str, table: Any) -> Iterator[Mismatch]:
    kind = table.collect_schema()[UNKNOWABLE]
    if not isinstance(kind, _KINDS):
        yield Mismatch(f"{about}.{UNKNOWABLE}", "text: names of columns, separated by commas", str(kind))


def _names(table: Any) -> dict[str, Collection[str]]:
    """The names on each of the different rows of the column."""
    written = (text for (text,) in rows_of(table.select(UNKNOWABLE).unique()) if text is not None)
    named = {text: tuple(filter(None, (name.strip() for name in text.split(",")))) for text in written}
    return {text: names for text, names in named.items() if names}


def _faults(about: str, table: Any, named: Mapping[str, Collection[str]]) -> Iterator[Mismatch]:
    """Yield the mismatches of names that are none of a fact, or of a fact that is recorded all the same."""
    path, records = f"{about}.{UNKNOWABLE}", _RECORDS[about]
    known = sorted({*records, *records.values()})
    for name in sorted({name for names in named.values() for name in names}):
        if name not in known:
            yield Mismatch.of_name(path, name, known, "names of columns")
            continue
        columns = _columns(name, records)
        own = [name] if name in records else columns
        recorded = reduce(and_, (~nw.col(column).is_null() for column in own))
        here = table.filter(_says(name, named) & recorded)
        count = len(rows_of(here.select("id")))
        if count:
            expected = f"no value, since {UNKNOWABLE} names it"
            yield Mismatch(f"{about}.{name}", expected, f"a value on {count} rows", rule="unknowable_is_not_recorded")


def _columns(name: str, records: Mapping[str, str]) -> list[str]:
    """The columns that hold a fact, or say something of a record."""
    return [column for column, record in records.items() if name in (column, record)]


def _marked(named: Mapping[str, Collection[str]], records: Mapping[str, str]) -> list[str]:
    """The facts of which some cannot be known: columns, and the records that they say something of."""
    names = {name for names in named.values() for name in names}
    columns = [column for column, record in records.items() if names & {column, record}]
    return list(dict.fromkeys([*columns, *(records[column] for column in columns)]))


def _flags(named: Mapping[str, Collection[str]], records: Mapping[str, str]) -> dict[str, Any]:
    flags = {}
    for fact in _marked(named, records):
        others = {fact, records.get(fact, fact)} | {column for column, record in records.items() if record == fact}
        flags[_flag(fact)] = reduce(or_, (_says(name, named) for name in sorted(others)))
    return flags


def _with(table: Any, columns: Mapping[str, Any]) -> Any:
    return table.with_columns(**columns) if columns else table


def _says(name: str, named: Mapping[str, Collection[str]]) -> Any:
    """Whether the column names a fact on a row."""
    texts = [text for text, names in named.items() if name in names]
    said = nw.col(UNKNOWABLE).is_in(texts) if texts else nw.lit(value=False)
    return nw.when(~nw.col(UNKNOWABLE).is_null()).then(said).otherwise(nw.lit(value=False))


def _lacks(name: str) -> Any:
    """Whether a fact of people is not recorded on a row."""
    columns = [name] if name in RECORDS_OF_PEOPLE else _columns(name, RECORDS_OF_PEOPLE)
    return reduce(or_, (nw.col(column).is_null() for column in columns))


def _flag(fact: str) -> str:
    return f"{MARK}unknowable_{fact}"


def _member(fact: str) -> str:
    return f"{_OF_HOUSEHOLD}{fact}"


def _passed(fact: str) -> str:
    return f"{MARK}unknowable_passed_{fact}"
