"""People, households and counties as columns: they answer what the facts of a rule ask of a record, for every row.

`Facts.of(person, household, local, on)` reads a person's record, a household's and a county's. Over tables it is given
these instead, which have the same methods and give columns. What they answer is what the records would, row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, Self

from attrs import evolve, frozen

from ...algebra import ZERO, Amount, Number, Truth, Unknown, minimum, not_, per_head, when
from ...models import DisabilityKind, Disease, IncomeKind, recorded
from ...models.household import KEPT_AFTER_EXIT

__all__ = ["Columns", "Households", "People"]

_MENTAL: Final = (DisabilityKind.INTELLECTUAL, DisabilityKind.MENTAL)


@frozen
class Columns:
    """Columns of a table by the name of the record they hold."""

    held: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.held[name]
        except KeyError:
            raise AttributeError(name) from None

    def with_(self, **changed: Any) -> Self:
        """The same with some columns in place of others."""
        return evolve(self, held=dict(self.held) | changed)

    def belongs(self, name: str, _on: date) -> Truth:
        """Whether a class holds on the day that the table is of."""
        held: Truth = self.held[name]
        return held


class People(Columns):
    """People, a row each; `kind_recorded` tells where the kind of a disability was recorded, `kind` which it is."""

    def severely_disabled_on(self, on: date, local: Any) -> Truth:
        """As for `Person.severely_disabled_on`."""
        by_grade = when(
            self.is_kind(*_MENTAL),
            self.disability_grade <= recorded(local, "severe_mental_disability_grade"),
            self.disability_grade <= recorded(local, "severe_disability_grade"),
        )
        disabled = not_(self.is_kind(DisabilityKind.NONE))
        by_record = when(self.kind_recorded, disabled & by_grade, _open("disability_kind"))
        return when(self.severely_disabled_recorded, self.belongs("severely_disabled", on), by_record)

    def grade_or_none(self) -> Number:
        """As for `Person.grade_or_none`."""
        least = when(self.kind_recorded, Unknown(1, 4, {"disability_grade"}), Unknown(0, 4, {"disability_grade"}))
        graded: Number = when(self.grade_recorded, self.disability_grade, least)
        return when(self.is_kind(DisabilityKind.NONE), 0, graded)

    def intellectual_or_mental(self) -> Truth:
        """As for `Person.intellectual_or_mental`."""
        return when(self.kind_recorded, self.is_kind(*_MENTAL), _open("disability_kind"))

    def is_kind(self, *kinds: DisabilityKind) -> Truth:
        """Where the disability is known to be of one of some kinds."""
        found: Truth = False
        for kind in kinds:
            found = found | self.held[f"kind_{kind.value}"]
        return found

    def disabled(self) -> Truth:
        """As for `Person.disabled`."""
        return when(self.kind_recorded, not_(self.is_kind(DisabilityKind.NONE)), _open("disability_kind"))

    def female(self) -> Truth:
        """As for `Person.female`."""
        return when(self.sex_recorded, self.held["sex_female"], _open("sex"))

    def diagnosed(self, among: Iterable[Disease], _on: date) -> Truth:
        """As for `Person.diagnosed`: of the diseases that the table has columns of."""
        found: Truth = False
        for disease in sorted(among):
            found = found | self.held[f"diagnosed_{disease.value}"]
        return found

    def elderly_or_minor(self, _on: date, local: Any) -> Truth:
        """As for `Person.elderly_or_minor`: by the age on the day that the table is of."""
        elderly = recorded(local, "elderly_age") <= self.age
        by_age = elderly | (self.age <= recorded(local, "oldest_minor_age"))
        return when(self.age_recorded, by_age, _open("age"))

    def in_scope_cost(self, _on: date) -> Amount:
        """As for `Person.in_scope_cost`: what the table says of the year up to the day."""
        held: Amount = self.held["in_scope_cost"]
        return held

    def while_insured(self, amount: Amount) -> Amount:
        """As for `Person.while_insured`."""
        return when(self.insured, amount, ZERO)


class Households(Columns):
    """Households, a row each, with what follows from the rows of their members."""

    def monitored_on(self, on: date) -> Truth:
        """As for `Household.monitored_on`."""
        return self.belongs("monitored", on)

    def poor_on(self, on: date) -> Truth:
        """As for `Household.poor_on`: once exited it is open."""
        kept = self.once_registered_poor & _open(KEPT_AFTER_EXIT)
        return when(self.registered_recorded, self.belongs("registered_poor", on) | kept, _open("registered_poor"))

    def exited_by(self, on: date) -> Truth:
        """As for `Household.exited_by`: who has an exit so many years ago has exited."""
        exited: Truth = self.exit_recorded | self.belongs("exited", on)
        return exited

    def years_since_exit(self, _on: date) -> Number:
        """As for `Household.years_since_exit`."""
        held: Number = self.held["years_since_exit"]
        return held

    def receives_allowance_on(self, on: date) -> Truth:
        """As for `Household.receives_allowance_on`."""
        return self.belongs("minimum_living_allowance", on)

    def has_labour_capacity(self) -> Truth:
        """As for `Household.has_labour_capacity`."""
        held: Truth = self.held["labour_capacity"]
        return held

    def allowance_income(self) -> Amount:
        """As for `Household.allowance_income`."""
        return per_head(self.family_income - self.employment_cost, self.size)

    def loans_outstanding(self) -> Amount:
        """As for `Household.loans_outstanding`."""
        held: Amount = self.held["loans_outstanding"]
        return held

    def of_every_loan(self, name: str) -> Any:
        """As for `Household.of_every_loan`: what the table says of all loans together."""
        return self.held[f"loan_{name}"]

    def loan_days(self, year: int) -> Number:
        """As for `Household.loan_days`."""
        held: Number = self.held["loan_days"]
        return minimum(held, (date(year + 1, 1, 1) - date(year, 1, 1)).days)

    def loan_overdue_days(self, _on: date) -> Number:
        """As for `Household.loan_overdue_days`."""
        held: Number = self.held["loan_overdue_days"]
        return held

    def income_of(self, kind: IncomeKind) -> Amount:
        """As for `Household.income_of`."""
        held: Amount = self.held[f"income_{kind.value}"]
        return held

    def risks_resolved(self, on: date) -> Truth:
        """As for `Household.risks_resolved`."""
        return self.belongs("risks_resolved", on)

    def risk_vanished(self, on: date) -> Truth:
        """As for `Household.risk_vanished`."""
        return self.belongs("risk_vanished", on)

    def new_risk(self, on: date) -> Truth:
        """As for `Household.new_risk`."""
        return self.belongs("new_risk", on)


def _open(fact: str) -> Truth:
    return Unknown(False, True, {fact})
