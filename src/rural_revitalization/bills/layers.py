"""The layers after basic insurance (三重制度保障), chained, under the figures of one day.

Serious-illness insurance pays on the year's in-scope cost left by basic insurance, medical assistance on what that
leaves, tilted assistance on what is left then. Amounts are yuan per person and year. Sections and readings are those
of the rules.

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
>>> day.layers(Decimal("9000"))["serious_illness"].reimbursement
Decimal('650.00')
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from ..algebra import ZERO, Amount
from ..cases import Case
from ..catalogue import LAYERS
from ..fields import comparable, evolve_unchecked
from ..models import Household, LocalFigures, Person
from ..policy import Policy
from ..rules.form import AnyRule


def chained(rules: tuple[AnyRule, ...], left: Any, worked: Callable[[AnyRule, Any], Any]) -> Iterator[tuple[str, Any]]:
    """The name and worksheet of each rule of a chain, each applied to what the previous one leaves."""
    for rule in rules:
        worksheet = worked(rule, left)
        yield rule.name, worksheet
        left = rule.line(worksheet, rule.leaves)


class Layers:
    """The layers after basic insurance applied to a year's cost (年度费用): one worksheet per rule.

    Each worksheet is computed lazily. Layers are equal if their worksheets are, and are pickled as worksheets.
    """

    def __init__(self, day: Day, cost: Amount) -> None:
        self._day, self._cost = day, cost
        self._found: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            next(worksheet for found, worksheet in self._chain() if found == name)
        return self._found[name]

    @property
    def worksheets(self) -> dict[str, Any]:
        """The worksheet of each layer by rule name, in order."""
        return dict(self._chain())

    def _chain(self) -> Iterator[tuple[str, Any]]:
        return chained(LAYERS, self._cost, self._worked)

    def _worked(self, rule: AnyRule, cost: Amount) -> Any:
        if rule.name not in self._found:
            self._found[rule.name] = self._day.worked(rule, cost)
        return self._found[rule.name]

    @cached_property
    def paid(self) -> tuple[Amount, ...]:
        """The payment of each layer on the year's cost, in yuan."""
        return tuple(rule.line(self[rule.name]) for rule in LAYERS)

    @cached_property
    def left(self) -> tuple[Amount, ...]:
        """The cost that each layer leaves, in yuan."""
        return tuple(rule.line(self[rule.name], rule.leaves) for rule in LAYERS)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layers) and self.worksheets == other.worksheets

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Layers({', '.join(repr(worksheet) for worksheet in self.worksheets.values())})"

    def __getstate__(self) -> dict[str, Any]:
        # Once all are found, neither the day nor the cost is read again.
        return {"_day": None, "_cost": None, "_found": self.worksheets}


@attrs.frozen(kw_only=True, eq=False)
class Day:
    """A person's classes and the figures of one day, which determine how a year's cost is paid (当日身份与标准).

    `policy` must hold on the day `on`. Two days are equal if their classes and figures are.
    """

    person: Person
    household: Household
    local: LocalFigures
    policy: Policy
    on: date
    _facts: dict[str, Any] = attrs.field(factory=dict, init=False, repr=False)
    _layers: dict[Any, Layers] = attrs.field(factory=dict, init=False, repr=False)
    _case: list[Case] = attrs.field(factory=list, init=False, repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Day) and all(self.basis(rule) == other.basis(rule) for rule in LAYERS)

    __hash__ = None  # type: ignore[assignment]

    @property
    def case(self) -> Case:
        """The person as a case on the day."""
        if not self._case:
            self._case.append(Case(household=self.household, local=self.local, on=self.on).of(self.person))
        return self._case[0]

    def layers(self, cost: Amount) -> Layers:
        """The layers for a cost left by basic insurance, in yuan; memoised by cost."""
        key = comparable(cost)
        if key not in self._layers:
            self._layers[key] = Layers(self, cost)
        return self._layers[key]

    def worked(self, rule: AnyRule, cost: Amount) -> Any:
        """The worksheet of a layer for a cost left by the previous layer, in yuan."""
        facts, terms = self.basis(rule)
        return rule.compute(evolve_unchecked(facts, **{rule.takes or "": cost}), terms)

    def basis(self, rule: AnyRule) -> tuple[Any, Any]:
        """The facts of a layer at zero cost, and its terms."""
        if rule.name not in self._facts:
            self._facts[rule.name] = rule.facts.of(self.case, **{rule.takes or "": ZERO})
        return self._facts[rule.name], self.policy.terms(rule.module)
