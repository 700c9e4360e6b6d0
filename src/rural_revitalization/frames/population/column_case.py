"""A case over tables: answers what a rule asks of a record with columns, for every row at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import define, evolve, field, frozen

from ...algebra import ZERO, Truth, Unknown, when
from ...cases import (
    Case,
    ForeignCase,
    allowance_ended,
    allowance_left_out,
    allowance_of_family,
    given,
    has_labour_capacity,
    low_income,
    out_of_school_from_seven,
    out_of_school_from_six,
    place_of,
    recorded,
    scattered_extreme_poverty,
    somebody_able_and_willing,
    somebody_in_business,
    somebody_returned_to_poverty,
    somebody_works,
    somebody_works_stably,
    special_difficulty,
    work_recorded,
)
from ...cases.listening import heard_by
from ...cases.origins import AnyMember, AsLent, Slot, contradicts
from ...models import Household, Person, SmallLoan
from ...rules.form import AnyRule
from ..columns.column import TruthColumn
from ..columns.expressions import Truths
from ..columns.formulas import Formula, col
from ..columns.stages import Stages

INSTEAD: Final[Mapping[Slot, Callable[[Case], Any]]] = {
    place_of(origin): condition
    for origin, condition in {
        Person.has_bills: lambda case: case[Person.in_scope_cost] > ZERO,
        Household.has_loans: lambda case: case[SmallLoan.balance] > ZERO,
        Household.exit_reached: lambda case: given(case[Household.years_since_exit], True),
        Household.family_grant: lambda case: case[Household.allowance_grant],
        allowance_ended: lambda _: False,
        Household.months_since_allowance: lambda _: 0,
    }.items()
}
"""Facts without a column, derived from others: a cost of 0 means a person without bills.

A table holds the spells of the day: whose allowance ended because of a rise is to be kept in it as receiving.
"""
GATHERED: Final[tuple[AnyMember, ...]] = tuple(
    place_of(origin)  # type: ignore[misc]
    for origin in (
        allowance_of_family,
        allowance_left_out,
        has_labour_capacity,
        out_of_school_from_six,
        out_of_school_from_seven,
        scattered_extreme_poverty,
        low_income,
        special_difficulty,
        somebody_in_business,
        somebody_returned_to_poverty,
        somebody_works,
        somebody_works_stably,
        somebody_able_and_willing,
        work_recorded,
    )
)
"""Facts true if any member has them; aggregated from the rows of people before household rules are computed."""


@define(kw_only=True, eq=False)
class ColumnCase(ForeignCase):
    """The rows of a table as a case; `held` maps the kind of record and the name to a column as an operand."""

    stages: Stages
    held: Mapping[str, Mapping[str, Any]]
    _choices: dict[str, ChoiceColumn] = field(factory=dict, init=False)

    def raw(self, place: Slot) -> Any:
        if place in INSTEAD:
            return INSTEAD[place](self)
        if place.about == "local" and "local" not in self.held:
            return place.read(self)  # one county's figures for all rows
        if place.spec.kind.name == "choice":
            return self._choices.setdefault(place.name, ChoiceColumn(self.stages, place.name, place.name))
        if place.spec.kind.name == "records":
            return DiagnosisColumns(self.held["person"])
        return self.held[place.about][place.name]

    def having(self, **held: Mapping[str, Any]) -> ColumnCase:
        """Return a copy with other columns."""
        return evolve(self, held={**self.held, **held})

    def any_member(self, place: AnyMember) -> Any:
        return self.held["household"][place.name]

    def as_lent(self, place: AsLent) -> Any:
        return self.held["loan"][place.name]

    def knowing(self, origin: Any, value: Any, where: Truth = True) -> ColumnCase:  # noqa: FBT002
        """As for records, on the rows `where` the value was computed."""
        found = self[origin]
        place, settled = place_of(origin), when(where, recorded(value), False)
        known = when(recorded(found), found, when(settled, value, found))
        if place.spec.kind.name != "truth":
            return self.having(household={**self.held["household"], place.name: known})
        differ = settled & contradicts(found, value)
        held = {**self.held["household"], place.name: when(differ, Unknown(False, True, {place.record}), known)}
        return evolve(self.having(household=held), contradicted={**self.contradicted, place: differ})


@frozen(eq=False)
class ChoiceColumn:
    """A column of codes or names (选项), null where not recorded; has the interface of the `Choice` of records."""

    stages: Stages
    column: str
    fact: str
    _kept: dict[str, Any] = field(factory=dict, init=False)

    def among(self, *options: Any) -> TruthColumn:
        """True where the code, or the name, is one of the options."""
        found = col(self.column).among([str(option) for option in options])
        return TruthColumn(self.stages, self.stages.keep(Truths(found, nullable=True)), self._facts)

    @property
    def recorded(self) -> TruthColumn:
        """True where it is recorded."""
        return TruthColumn(self.stages, self._once("recorded", lambda: ~col(self.column).is_null()), {})

    @property
    def open_truth(self) -> TruthColumn:
        """A truth that is open on every row because the code is not known."""
        return TruthColumn(self.stages, Truths.of(truth=None), self._facts)

    @property
    def _facts(self) -> dict[str, Truths]:
        if not self.stages.tracks:
            return {}
        return {self.stages.called(self.fact): self._once("null", lambda: col(self.column).is_null())}

    def _once(self, name: str, formula: Callable[[], Formula]) -> Truths:
        if name not in self._kept:
            self._kept[name] = self.stages.keep(Truths(formula()))
        held: Truths = self._kept[name]
        return held


@frozen(eq=False)
class DiagnosisColumns:
    """A boolean column for each disease; has the interface of the `Choice` of records."""

    held: Mapping[str, Any]

    def among(self, *diseases: Any) -> Truth:
        """True where any of the diseases was diagnosed."""
        found: Truth = False
        for disease in sorted(diseases):
            found = found | self.held[f"diagnosed_{disease.value}"]
        return found


def asked_by(rules: Iterable[AnyRule], *more: Callable[[Case], Any]) -> list[Slot]:
    """The facts that rules, and further conditions, ask of a case: the columns that they need."""
    conditions = [ask for rule in rules for ask in (rule.facts.of, rule.applies, rule.to, rule.lacks)]
    return heard_by([*conditions, *more], instead=INSTEAD)
