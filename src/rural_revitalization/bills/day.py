"""A person's classes and the figures of one day (当日身份与标准), which determine what the layers pay on a bill.

Amounts are yuan per person and year. Sections and readings are those of the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Final

import attrs

from ..algebra import NO_CEILING, ZERO, Amount, Truth, Unknown, maximum, sum_of, when
from ..cases import Case, Slot, place_of
from ..catalogue import LAYERS
from ..fields import comparable, evolve_unchecked, specs
from ..models import Household, LocalFigures, Person
from ..policy import Policy
from ..rules.form import AnyRule
from . import used_caps
from .used import UNUSED, Care, Used
from .used_caps import LayerStretch

_OF_PEOPLE: Final = frozenset((*specs(Person), *specs(Household))) - {"bills"}
"""The facts that a class may hang on; what a bill lacks is the same on all days."""


def chained(rules: tuple[AnyRule, ...], left: Any, worked: Callable[[AnyRule, Any], Any]) -> Iterator[tuple[str, Any]]:
    """The name and worksheet of each rule of a chain, each applied to what the previous one leaves."""
    for rule in rules:
        worksheet = worked(rule, left)
        yield rule.name, worksheet
        left = rule.line(worksheet, rule.leaves)


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
    stretch: LayerStretch | None = None


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Day:
    """A person's classes and the figures of one day.

    `policy` must hold on the day `on`; facts without a date are told of the day `told_on`. Two days are equal if their
    classes and figures are.
    """

    person: Person
    household: Household
    local: LocalFigures
    policy: Policy
    on: date
    told_on: date | None = None
    _facts: dict[str, Any] = attrs.field(factory=dict, repr=False)
    _worked: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False)
    _supposing: dict[tuple[Slot, bool], Day] = attrs.field(factory=dict, init=False, repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Day) and all(self.basis(rule) == other.basis(rule) for rule in LAYERS)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def case(self) -> Case:
        """The person as a case on the day."""
        whole = Case(household=self.household, local=self.local, on=self.on, told_on=self.told_on)
        return whole.of(self.person)

    def basis(self, rule: AnyRule) -> tuple[Any, Any]:
        """The facts of a layer at zero cost, and its terms."""
        if rule.name not in self._facts:
            self._facts[rule.name] = rule.facts.of(self.case, **{rule.takes or "": ZERO})
        return self._facts[rule.name], self.policy.terms(rule.module)

    def worked(self, rule: AnyRule, cost: Amount, *, capped: bool = True) -> Any:
        """The worksheet of a layer for a cost left by the previous layer, in yuan; without its cap unless `capped`."""
        key = rule.name, comparable(cost), capped
        if key not in self._worked:
            facts, terms = self.basis(rule)
            cap = {} if capped else {rule.capped_by or "": NO_CEILING}
            self._worked[key] = rule.compute(evolve_unchecked(facts, **{rule.takes or "": cost}, **cap), terms)
        return self._worked[key]

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
        of_care = used.of_care(care) if self.local.caps_by_care else used.of_all_care
        sheet = used_caps.compute(
            used_caps.Facts(
                cost_before=used.cost,
                added_cost=cost,
                on_cost_before=rule.line(without),
                on_cost=rule.line(uncapped),
                cap=when(lifted, NO_CEILING, caps[0]),
                paid_before=used.paid,
                denied_before=of_care.denied,
                care_cap=caps[1],
                paid_before_of_care=ZERO if caps[1] is NO_CEILING else of_care.paid,
            ),
            used_caps.Terms(documents=self.policy.documents, titles=self.policy.titles),
        )
        return Part(worksheet, cost, sheet.paid, sheet.left, sheet)

    def denied(self, rule: AnyRule, part: Part) -> Amount:
        """What the caps of a layer denied by the end of a stretch, in yuan."""
        if part.stretch is not None:
            return part.stretch.denied
        uncapped = rule.line(self.worked(rule, part.cost, capped=False))
        return maximum(sum_of((uncapped, ZERO - part.paid)), ZERO)

    # -- classes that are open --------------------------------------------------------------------------

    @cached_property
    def turning(self) -> frozenset[str]:
        """The missing facts about person and household, which may turn out to differ from one day to another."""
        missing = frozenset[str]().union(*(value.facts for _, value in self._open))
        return missing & _OF_PEOPLE

    @cached_property
    def _open(self) -> tuple[tuple[Slot, Unknown[Any]], ...]:
        """The open truths of the layers, each with its place in the records."""
        found = dict[Slot, Unknown[Any]]()
        for rule in LAYERS:
            facts, _ = self.basis(rule)
            for name, origin in rule.origins.items():
                value = getattr(facts, name)
                if isinstance(value, Unknown) and specs(rule.facts)[name].kind.name == "truth":
                    found[place_of(origin)] = value
        return tuple(found.items())

    def open_class(self, *amounts: Amount) -> tuple[Slot, Unknown[Any]] | None:
        """The first open class that any of the amounts depends on; None where there is none."""
        asked = frozenset[str]().union(*(amount.facts for amount in amounts if isinstance(amount, Unknown)))
        return next((item for item in self._open if not asked.isdisjoint(item[1].facts)), None)

    def or_(self, other: Day) -> Day | None:
        """A day that may be either, with the classes open that differ; None where the figures differ too."""
        facts = {rule.name: self._either(rule, other) for rule in LAYERS}
        return None if None in facts.values() else attrs.evolve(self, facts=facts)

    def _either(self, rule: AnyRule, other: Day) -> Any:
        (own, terms), (others, other_terms) = self.basis(rule), other.basis(rule)
        names = [name for name in rule.origins if comparable(getattr(own, name)) != comparable(getattr(others, name))]
        if terms != other_terms or any(specs(rule.facts)[name].kind.name != "truth" for name in names):
            return None
        records = {name: place_of(rule.origins[name]).record for name in names}
        return evolve_unchecked(own, **{name: Unknown(False, True, {record}) for name, record in records.items()})

    def supposing(self, of: Slot, holds: bool) -> Day:
        """The same day, on which the person is taken to be in a class, or not."""
        if (of, holds) not in self._supposing:
            facts = {rule.name: self._with(rule, of, holds) for rule in LAYERS}
            self._supposing[of, holds] = attrs.evolve(self, facts=facts)
        return self._supposing[of, holds]

    def _with(self, rule: AnyRule, of: Slot, holds: bool) -> Any:
        names = [name for name, origin in rule.origins.items() if place_of(origin) is of]
        return evolve_unchecked(self.basis(rule)[0], **dict.fromkeys(names, holds))
