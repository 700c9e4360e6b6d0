"""The three layers after basic insurance (三重制度保障), one on what the other leaves, under the figures of one day.

Serious-illness insurance pays of the year's in-scope cost that basic insurance has left, medical assistance of what
that leaves, tilted assistance of what is left after it. Amounts are yuan per person and year. Sections and readings are
those of the three rules.

>>> from datetime import date
>>> from decimal import Decimal
>>> from rural_revitalization import Household, LocalFigures, NO_CEILING, Person, Spell, load_policy
>>> from rural_revitalization.rules.medical.layers import Day
>>> person = Person(id="1-1", insured=True, extreme_poverty=[], returned_to_poverty=[], gravely_ill=False,
...                 minimum_living_allowance=[Spell(since=date(2020, 1, 1))])
>>> local = LocalFigures(year=2022, area_disposable_income=32000, serious_illness_ceiling=NO_CEILING,
...     sources={"area_disposable_income": "made up", "serious_illness_ceiling": "made up"})
>>> on = date(2022, 6, 1)
>>> day = Day.of(person, Household(id="1", members=[person]), local, load_policy("hunan", on=on), on)
>>> day.layers(Decimal("9000")).serious_illness.reimbursement
Decimal('650.00')
"""

from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import Any

import attrs

from ...algebra import ZERO, Amount
from ...fields import comparable, replaced
from ...models import Household, LocalFigures, Person
from ...policy import Policy
from . import medical_assistance, serious_illness, tilted_assistance

__all__ = ["Day", "Layers"]


@attrs.frozen(kw_only=True)
class Layers:
    """A year's cost (年度费用), as the three layers after basic insurance pay of it: a worksheet of each."""

    serious_illness: serious_illness.Worksheet
    medical_assistance: medical_assistance.Worksheet
    tilted_assistance: tilted_assistance.Worksheet

    @property
    def paid(self) -> tuple[Amount, Amount, Amount]:
        """What each pays of the year's cost, in yuan."""
        return (
            self.serious_illness.reimbursement,
            self.medical_assistance.assistance,
            self.tilted_assistance.assistance,
        )

    @property
    def left(self) -> tuple[Amount, Amount, Amount]:
        """What each leaves of the year's cost, in yuan."""
        return (
            self.serious_illness.own_payment,
            self.medical_assistance.own_payment,
            self.tilted_assistance.own_payment,
        )


@attrs.frozen
class Day:
    """A person's classes and the figures of one day, under which a year's cost is shared out (当日身份与标准).

    Two days are equal where the classes and the figures are.
    """

    _serious_illness: tuple[Any, Any]
    _medical_assistance: tuple[Any, Any]
    _tilted_assistance: tuple[Any, Any]
    _found: dict[Any, Layers] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def of(cls, person: Person, household: Household, local: LocalFigures, policy: Policy, on: date) -> Day:
        """The day of one person, under a policy that holds on it."""
        first: Any = serious_illness.Facts.of(person, household, local, on)
        second = medical_assistance.Facts.of(person, household, ZERO, local, on)
        third = tilted_assistance.Facts.of(person, household, ZERO, local, on)
        return cls(
            (replaced(first, in_scope_cost=ZERO), policy.terms(serious_illness)),
            (second, policy.terms(medical_assistance)),
            (third, policy.terms(tilted_assistance)),
        )

    def layers(self, cost: Amount) -> Layers:
        """The three layers of a cost that basic insurance has left, in yuan; worked out once for each cost."""
        key = comparable(cost)
        if key not in self._found:
            self._found[key] = self._layers(cost)
        return self._found[key]

    def _layers(self, cost: Amount) -> Layers:
        first: Any = _worked(serious_illness, self._serious_illness, cost)
        second: Any = _worked(medical_assistance, self._medical_assistance, first.own_payment)
        third: Any = _worked(tilted_assistance, self._tilted_assistance, second.own_payment)
        return Layers(serious_illness=first, medical_assistance=second, tilted_assistance=third)


def _worked(rule: ModuleType, of: tuple[Any, Any], cost: Amount) -> Any:
    facts, terms = of
    return rule.compute(replaced(facts, in_scope_cost=cost), terms)
