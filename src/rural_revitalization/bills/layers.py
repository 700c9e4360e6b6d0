"""The three layers after basic insurance (三重制度保障), one on what the other leaves, under the figures of one day.

Serious-illness insurance pays of the year's in-scope cost that basic insurance has left, medical assistance of what
that leaves, tilted assistance of what is left after it. Amounts are yuan per person and year. Sections and readings are
those of the three rules.

>>> from datetime import date
>>> from decimal import Decimal
>>> from rural_revitalization import Household, LocalFigures, NO_CEILING, Person, Spell, load_policy
>>> from rural_revitalization.bills.layers import Day
>>> person = Person(id="1-1", insured=True, extreme_poverty=[], returned_to_poverty=[], gravely_ill=False,
...                 minimum_living_allowance=[Spell(since=date(2020, 1, 1))])
>>> local = LocalFigures(year=2022, area_disposable_income=32000, serious_illness_ceiling=NO_CEILING,
...     sources={"area_disposable_income": "made up", "serious_illness_ceiling": "made up"})
>>> on = date(2022, 6, 1)
>>> day = Day(person=person, household=Household(id="1", members=[person]), local=local,
...           policy=load_policy("hunan", on=on), on=on)
>>> day.layers(Decimal("9000")).serious_illness.reimbursement
Decimal('650.00')
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from types import ModuleType
from typing import Any, Final

import attrs

from ..algebra import ZERO, Amount
from ..fields import comparable, replaced
from ..models import Household, LocalFigures, Person
from ..policy import Policy
from ..rules.medical import medical_assistance, serious_illness, tilted_assistance

__all__ = ["Day", "Layers"]


class Layers:
    """A year's cost (年度费用), as the three layers after basic insurance pay of it: a worksheet of each.

    A layer is worked out when it is first asked for. Layers are equal where their worksheets are, and are sent to
    another process as worksheets.
    """

    def __init__(self, day: Day, cost: Amount) -> None:
        self._day, self._cost = day, cost

    @cached_property
    def serious_illness(self) -> serious_illness.Worksheet:
        """What serious-illness insurance (大病保险) pays of the cost."""
        return self._day.worked(serious_illness, self._cost)  # type: ignore[no-any-return]

    @cached_property
    def medical_assistance(self) -> medical_assistance.Worksheet:
        """What medical assistance (医疗救助) pays of what serious-illness insurance leaves."""
        return self._day.worked(medical_assistance, self.serious_illness.own_payment)  # type: ignore[no-any-return]

    @cached_property
    def tilted_assistance(self) -> tilted_assistance.Worksheet:
        """What tilted assistance (倾斜救助) pays of what medical assistance leaves."""
        return self._day.worked(tilted_assistance, self.medical_assistance.own_payment)  # type: ignore[no-any-return]

    @property
    def worksheets(self) -> tuple[Any, Any, Any]:
        """The three of them, in their order."""
        return self.serious_illness, self.medical_assistance, self.tilted_assistance

    @property
    def paid(self) -> tuple[Amount, Amount, Amount]:
        """What each pays of the year's cost, in yuan."""
        illness, assistance, tilted = self.worksheets
        return illness.reimbursement, assistance.assistance, tilted.assistance

    @property
    def left(self) -> tuple[Amount, Amount, Amount]:
        """What each leaves of the year's cost, in yuan."""
        illness, assistance, tilted = self.worksheets
        return illness.own_payment, assistance.own_payment, tilted.own_payment

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layers) and self.worksheets == other.worksheets

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Layers({', '.join(repr(worksheet) for worksheet in self.worksheets)})"

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _worked_out, self.worksheets


def _worked_out(*worksheets: Any) -> Layers:
    """Layers that were worked out elsewhere."""
    layers = object.__new__(Layers)
    layers.serious_illness, layers.medical_assistance, layers.tilted_assistance = worksheets
    return layers


@attrs.frozen(kw_only=True, eq=False)
class Day:
    """A person's classes and the figures of one day, under which a year's cost is shared out (当日身份与标准).

    `policy` is one that holds on the day `on`. Two days are equal where the classes and the figures are.
    """

    person: Person
    household: Household
    local: LocalFigures
    policy: Policy
    on: date
    _facts: dict[ModuleType, Any] = attrs.field(factory=dict, init=False, repr=False)
    _layers: dict[Any, Layers] = attrs.field(factory=dict, init=False, repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Day) and all(self.basis(rule) == other.basis(rule) for rule in _RULES)

    __hash__ = None  # type: ignore[assignment]

    def layers(self, cost: Amount) -> Layers:
        """The three layers of a cost that basic insurance has left, in yuan; the same for the same cost."""
        key = comparable(cost)
        if key not in self._layers:
            self._layers[key] = Layers(self, cost)
        return self._layers[key]

    def worked(self, rule: ModuleType, cost: Amount) -> Any:
        """The worksheet of one of the three rules for a cost that the layer before has left, in yuan."""
        facts, terms = self.basis(rule)
        return rule.compute(replaced(facts, in_scope_cost=cost), terms)

    def basis(self, rule: ModuleType) -> tuple[Any, Any]:
        """The facts of one of the three rules, at no cost, and its terms."""
        if rule not in self._facts:
            self._facts[rule] = self._at_no_cost(rule)
        return self._facts[rule], self.policy.terms(rule)

    def _at_no_cost(self, rule: ModuleType) -> Any:
        if rule is serious_illness:
            facts = rule.Facts.of(self.person, self.household, self.local, self.on)
            facts = rule.with_prone(facts, self.policy.terms(rule), self.household, self.on)
            return replaced(facts, in_scope_cost=ZERO)
        return rule.Facts.of(self.person, self.household, ZERO, self.local, self.on)


_RULES: Final = (serious_illness, medical_assistance, tilted_assistance)
