"""The layers after basic insurance (三重制度保障), chained, under the figures of one day.

Serious-illness insurance pays on the year's in-scope cost left by basic insurance, medical assistance on what that
leaves, tilted assistance on what is left then. What was paid before in the year under other classes, or for other kinds
of care with a cap of their own, uses up the caps: `used_caps` works that out. Amounts are yuan per person and year.
Sections and readings are those of the rules.

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

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeAlias

import attrs

from ..algebra import NO_CEILING, ZERO, Amount, Truth, Unknown, maximum, sum_of, when
from ..cases import Case
from ..catalogue import LAYERS
from ..fields import comparable, evolve_unchecked
from ..models import CareKind, Household, LocalFigures, Person
from ..policy import Policy
from ..readonly import ReadOnly
from ..rules.form import AnyRule
from . import used_caps
from .used_caps import Stretch

Care: TypeAlias = CareKind | None


def chained(rules: tuple[AnyRule, ...], left: Any, worked: Callable[[AnyRule, Any], Any]) -> Iterator[tuple[str, Any]]:
    """The name and worksheet of each rule of a chain, each applied to what the previous one leaves."""
    for rule in rules:
        worksheet = worked(rule, left)
        yield rule.name, worksheet
        left = rule.line(worksheet, rule.leaves)


@attrs.frozen
class Used:
    """What a layer has really paid in the year (本年已支付): on which cost, and how much for each kind of care."""

    cost: Amount = ZERO
    paid: Amount = ZERO
    by_care: Mapping[Care, Amount] = ReadOnly({})

    def of_care(self, care: Care) -> Amount:
        """What was paid for one kind of care, at most with all that was paid where the kind was not recorded."""
        known, of_any = self.by_care.get(care, ZERO), self.by_care.get(None)
        if care is None or of_any is None:
            return known
        return sum_of((known, when(Unknown(False, True, {"bills"}), of_any, ZERO)))

    def more(self, part: Part, care: Care) -> Used:
        """What is used after a stretch of care of one kind, or of any kind where None."""
        of_care = {care: sum_of((self.by_care.get(care, ZERO), part.paid))}
        return Used(
            cost=sum_of((self.cost, part.cost)),
            paid=sum_of((self.paid, part.paid)),
            by_care=ReadOnly({**self.by_care, **of_care}),
        )


UNUSED: Final = (Used(),) * len(LAYERS)
"""Each layer at the start of a year."""


@attrs.frozen
class Part:
    """What one layer pays over a stretch: the cost that reached it, its payment and what it leaves, in yuan.

    `worksheet` is the rule's, on the year's cost up to the end of the stretch. Where something was paid before, or the
    kind of care has a cap of its own, it is what the whole year would be paid in these classes, and `stretch` shows
    what is really paid.
    """

    worksheet: Any
    cost: Amount = attrs.field(eq=comparable)
    paid: Amount = attrs.field(eq=comparable)
    left: Amount = attrs.field(eq=comparable)
    stretch: Stretch | None = None


class Layers:
    """The layers after basic insurance applied to the cost of a stretch of bills (年度费用): one part per rule.

    `used` is what each layer paid before the stretch. Each part is computed lazily. Layers are equal if their parts
    are, and are pickled as parts.
    """

    def __init__(self, day: Day, cost: Amount, used: tuple[Used, ...] = UNUSED, care: Care = None) -> None:
        self._day, self._cost, self._used, self._care = day, cost, used, care
        self._parts: list[Part] = []

    def __getitem__(self, name: str) -> Any:
        return self._part(_NAMES.index(name)).worksheet

    @property
    def cost(self) -> Amount:
        """The cost of the stretch that basic insurance left, in yuan."""
        return self._cost

    def part(self, rule: AnyRule) -> Part:
        """What one layer pays."""
        return self._part(_NAMES.index(rule.name))

    @property
    def parts(self) -> tuple[Part, ...]:
        """What each layer pays, in order."""
        return tuple(self._part(at) for at in range(len(LAYERS)))

    @property
    def worksheets(self) -> dict[str, Any]:
        """The worksheet of each layer by rule name, in order."""
        return {rule.name: part.worksheet for rule, part in zip(LAYERS, self.parts, strict=True)}

    def _part(self, at: int) -> Part:
        while len(self._parts) <= at:
            reached, before = len(self._parts), self._parts[-1:]
            cost = before[0].left if before else self._cost
            self._parts.append(self._day.part(LAYERS[reached], cost, self._used[reached], self._care))
        return self._parts[at]

    @cached_property
    def paid(self) -> tuple[Amount, ...]:
        """The payment of each layer on the cost, in yuan."""
        return tuple(part.paid for part in self.parts)

    @cached_property
    def left(self) -> tuple[Amount, ...]:
        """The cost that each layer leaves, in yuan."""
        return tuple(part.left for part in self.parts)

    @property
    def used(self) -> tuple[Used, ...]:
        """What each layer has paid in the year up to the end of the stretch."""
        return tuple(used.more(part, self._care) for used, part in zip(self._used, self.parts, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layers) and self.parts == other.parts

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Layers({', '.join(repr(part.worksheet) for part in self.parts)})"

    def __getstate__(self) -> dict[str, Any]:
        # Once all parts are found, the day is not read again.
        return {"_day": None, "_parts": [*self.parts], **{name: getattr(self, name) for name in _KEPT}}


_KEPT: Final = ("_cost", "_used", "_care")
_NAMES: Final = tuple(rule.name for rule in LAYERS)


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
        """The layers for a year's cost left by basic insurance, in yuan; memoised by cost."""
        key = comparable(cost)
        if key not in self._layers:
            self._layers[key] = Layers(self, cost)
        return self._layers[key]

    def part(self, rule: AnyRule, cost: Amount, used: Used, care: Care) -> Part:
        """What a layer pays on the cost of a stretch that reaches it, in yuan."""
        facts, _ = self.basis(rule)
        caps = (getattr(facts, rule.capped_by or ""), NO_CEILING)
        if rule.caps_of_care is not None:
            caps = rule.caps_of_care(self.case, care)
        if used is UNUSED[0] and caps[1] is NO_CEILING:
            worksheet = self.worked(rule, cost)
            return Part(worksheet, cost, rule.line(worksheet), rule.line(worksheet, rule.leaves))
        reached = maximum(sum_of((used.cost, cost)), ZERO)
        worksheet, uncapped = self.worked(rule, reached), self.worked(rule, reached, capped=False)
        without = self.worked(rule, used.cost, capped=False)
        lifted: Truth = False if rule.lifts is None else rule.line(worksheet, rule.lifts)
        sheet = used_caps.compute(
            used_caps.Facts(
                cost_before=used.cost,
                added_cost=cost,
                on_cost_before=rule.line(without),
                on_cost=rule.line(uncapped),
                cap=when(lifted, NO_CEILING, caps[0]),
                paid_before=used.paid,
                care_cap=caps[1],
                paid_before_of_care=ZERO if caps[1] is NO_CEILING else used.of_care(care),
            ),
            used_caps.Terms(documents=self.policy.documents, titles=self.policy.titles),
        )
        return Part(worksheet, cost, sheet.paid, sheet.left, sheet)

    def worked(self, rule: AnyRule, cost: Amount, *, capped: bool = True) -> Any:
        """The worksheet of a layer for a cost left by the previous layer, in yuan; without its cap unless `capped`."""
        facts, terms = self.basis(rule)
        cap = {} if capped else {rule.capped_by or "": NO_CEILING}
        return rule.compute(evolve_unchecked(facts, **{rule.takes or "": cost}, **cap), terms)

    def basis(self, rule: AnyRule) -> tuple[Any, Any]:
        """The facts of a layer at zero cost, and its terms."""
        if rule.name not in self._facts:
            self._facts[rule.name] = rule.facts.of(self.case, **{rule.takes or "": ZERO})
        return self._facts[rule.name], self.policy.terms(rule.module)
