"""The layers after basic insurance (三重制度保障), one on what the other leaves, under the figures of one day.

Serious-illness insurance pays of the year's in-scope cost that basic insurance has left, medical assistance of what
that leaves, tilted assistance of what is left after it. Amounts are yuan per person and year. Sections and readings are
those of the rules.

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
    """The name and the worksheet of each rule of a chain, worked out on what the one before it leaves."""
    for rule in rules:
        worksheet = worked(rule, left)
        yield rule.name, worksheet
        left = rule.line(worksheet, rule.leaves)


class Layers:
    """A year's cost (年度费用), as the layers after basic insurance pay of it: a worksheet of each, by rule.

    A layer is worked out when it, or one after it, is first asked for. Layers are equal where their worksheets are, and
    are sent to another process as worksheets.
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
        """The worksheet of each layer by the name of its rule, in their order."""
        return dict(self._chain())

    def _chain(self) -> Iterator[tuple[str, Any]]:
        return chained(LAYERS, self._cost, self._worked)

    def _worked(self, rule: AnyRule, cost: Amount) -> Any:
        if rule.name not in self._found:
            self._found[rule.name] = self._day.worked(rule, cost)
        return self._found[rule.name]

    @cached_property
    def paid(self) -> tuple[Amount, ...]:
        """What each layer pays of the year's cost, in yuan."""
        return tuple(rule.line(self[rule.name]) for rule in LAYERS)

    @cached_property
    def left(self) -> tuple[Amount, ...]:
        """What each layer leaves of the year's cost, in yuan."""
        return tuple(rule.line(self[rule.name], rule.leaves) for rule in LAYERS)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layers) and self.worksheets == other.worksheets

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Layers({', '.join(repr(worksheet) for worksheet in self.worksheets.values())})"

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _worked_out, (self.worksheets,)


def _worked_out(worksheets: dict[str, Any]) -> Layers:
    """Layers that were worked out elsewhere."""
    found = Layers(None, None)  # type: ignore[arg-type]
    found._found.update(worksheets)  # noqa: SLF001 - a layer of the same class, all of it known
    return found


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
        """The layers of a cost that basic insurance has left, in yuan; the same for the same cost."""
        key = comparable(cost)
        if key not in self._layers:
            self._layers[key] = Layers(self, cost)
        return self._layers[key]

    def worked(self, rule: AnyRule, cost: Amount) -> Any:
        """The worksheet of one of the layers for a cost that the layer before has left, in yuan."""
        facts, terms = self.basis(rule)
        return rule.compute(evolve_unchecked(facts, **{rule.takes or "": cost}), terms)

    def basis(self, rule: AnyRule) -> tuple[Any, Any]:
        """The facts of one of the layers, at no cost, and its terms."""
        if rule.name not in self._facts:
            self._facts[rule.name] = rule.facts.of(self.case, **{rule.takes or "": ZERO})
        return self._facts[rule.name], self.policy.terms(rule.module)
