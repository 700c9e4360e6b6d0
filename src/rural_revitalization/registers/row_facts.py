"""What rows say of a fact (登记事实): agreed by all its cells, or in conflict; and the model that is made of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Any, Final, TypeVar

from attrs import Factory, define

from ..errors import InvalidInput
from ..fields import specs
from ..models import Household, Person
from .reasons import RefusalReason
from .refusals import RefusalKind
from .tables import LOST, Record

_M = TypeVar("_M", Person, Household)
FoundRecord = tuple[Record, Any, int]
"""A value, the row that it stands in, and the index of its column."""
_UNFIT: Final = MappingProxyType(
    {"number_fits_birth_date": "birth_date", "number_fits_sex": "sex", "grade_needs_kind": "disability_grade"}
)
"""What is left out where a record contradicts itself: the identity number has a check digit, and is kept."""


def refuse_row(record: Record, name: str, reason: RefusalReason) -> None:
    """Set a row aside, for want of what a field of it should say."""
    of = record.table.by_field
    record.refuse(RefusalKind.ROW, of.get(name, of[record.table.key])[0], reason)


def refuse(found: FoundRecord, reason: RefusalReason) -> None:
    """Refuse what was found, since it cannot be."""
    record, _, index = found
    record.refuse(RefusalKind.CONFLICT, index, reason)


def past(found: FoundRecord | None, on: date) -> FoundRecord | None:
    """What was found of a month, unless that begins after the day of the register."""
    if found is not None and found[1].first > on:
        refuse(found, RefusalReason("until_the_register"))
        return None
    return found


def agreed(found: Iterable[FoundRecord]) -> FoundRecord | None:
    """The value that all cells hold, with the first of them; None where there is none, or they differ."""
    first, differs = None, False
    for record, value, index in found:
        if first is None:
            first = record, value, index
        elif value != first[1]:
            same = first[0].place(first[2])
            record.refuse(RefusalKind.CONFLICT, index, RefusalReason("the_same", place=same))
            differs = True
    return None if differs else first


def one(rows: Sequence[Record], name: str) -> FoundRecord | None:
    """What rows say of a field, once."""
    first = None
    for record in rows:
        for index in record.table.by_field.get(name, ()):
            value = record.values[index]
            if value is None or value is LOST:
                continue
            if first is None:
                first = record, value, index
            elif value != first[1]:
                return agreed([(other, said, at) for other in rows for said, at in other.of(name)])
    return first


def said_of(found: FoundRecord | None) -> Any:
    """The value that was found; None where none was."""
    return None if found is None else found[1]


def held(rows: Iterable[Record]) -> Iterable[str]:
    """The fields of the tables of rows."""
    first, *others = dict.fromkeys(record.table for record in rows)
    return dict.fromkeys(chain(first.by_field, *(table.by_field for table in others))) if others else first.by_field


@define
class Facts:
    """The facts of a model, each with a cell that it was read from."""

    values: dict[str, Any] = Factory(dict)
    cells: dict[str, tuple[Record, int]] = Factory(dict)

    def put(self, name: str, found: FoundRecord | None, value: Any = None) -> None:
        """Put a fact in, as it was found or as it follows from that; nothing where nothing was found."""
        if found is not None:
            record, said, index = found
            self.values[name], self.cells[name] = said if value is None else value, (record, index)

    def drop(self, name: str) -> None:
        """Take a fact out, if it was put in."""
        self.values.pop(name, None)
        self.cells.pop(name, None)

    def put_plain(self, fields: Mapping[str, str], rows: Sequence[Record]) -> None:
        """Put in what rows say of plain fields."""
        for field in held(rows):
            if field in fields:
                self.put(fields[field], one(rows, field))

    def built(self, model: type[_M]) -> _M:
        """The model of the facts; what it refuses is left out, and told of the cell that it was read from."""
        while True:
            try:
                return model(**self.values)
            except InvalidInput as error:
                wrong = {_UNFIT.get(item.rule or "", item.field): item for item in error.mismatches}
                if not wrong.keys() <= self.cells.keys():
                    raise
                for name, item in wrong.items():
                    record, index = self.cells.pop(name)
                    del self.values[name]
                    record.refuse(
                        RefusalKind.CONFLICT, index, RefusalReason.of_model(item, specs(model).get(item.field))
                    )
