"""The layers after basic insurance (三重制度保障), chained, under the figures of one day.

Serious-illness insurance pays on the year's in-scope cost left by basic insurance, medical assistance on what that
leaves, tilted assistance on what is left then. What was paid before in the year under other classes, or for other kinds
of care with a cap of their own, uses up the caps: `used_caps` works that out. Amounts are yuan per person and year.
Sections and readings are those of the rules.

>>> from datetime import date
>>> from decimal import Decimal
>>> from rural_revitalization import Household, LocalFigures, NO_CEILING, Person, Spell, load_policy
>>> from rural_revitalization.bills.day import Day
>>> from rural_revitalization.bills.layers import Layers
>>> person = Person(id="1-1", insured=True, extreme_poverty=[], returned_to_poverty=[], gravely_ill=False,
...                 minimum_living_allowance=[Spell(since=date(2020, 1, 1))])
>>> local = LocalFigures(year=2022, area_disposable_income=32000, serious_illness_ceiling=NO_CEILING,
...     sources={"area_disposable_income": "made up", "serious_illness_ceiling": "made up"})
>>> on = date(2022, 6, 1)
>>> day = Day(person=person, household=Household(id="1", members=[person]), local=local,
...           policy=load_policy("hunan", on=on), on=on)
>>> Layers(day, Decimal("9000"))["serious_illness"].reimbursement
Decimal('650.00')
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from ..algebra import ZERO, Amount, Unknown, maximum, sum_of
from ..catalogue import LAYERS
from ..rules.form import AnyRule
from .courses import Courses, courses_after, courses_of, stretch_in, used_in
from .day import Day, Part
from .used import UNUSED, Care

_NAMES: Final = tuple(rule.name for rule in LAYERS)


class Layers:
    """The layers after basic insurance applied to the cost of a stretch of bills (年度费用): one part per rule.

    `before` is what may have been paid before the stretch, None where nothing was. Each part is computed lazily. Layers
    are equal if their parts are, and are pickled as parts.
    """

    def __init__(self, day: Day, cost: Amount, before: Courses | None = None, care: Care = None) -> None:
        self._day, self._cost, self._before, self._care = day, cost, before, care
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
            self._parts.append(self._next_part(len(self._parts)))
        return self._parts[at]

    def _next_part(self, at: int) -> Part:
        if self._before is None:
            cost = self._parts[-1].left if self._parts else self._cost
            return self._day.part(LAYERS[at], cost, UNUSED[at], self._care)
        sheet = stretch_in(self.courses, at)
        reached = maximum(sum_of((sheet.facts.cost_before, sheet.facts.added_cost)), ZERO)
        worksheet = self._day.worked(LAYERS[at], reached)
        return Part(worksheet, sheet.facts.added_cost, sheet.paid, sheet.left, sheet)

    @cached_property
    def paid(self) -> tuple[Amount, ...]:
        """The payment of each layer on the cost, in yuan."""
        return tuple(part.paid for part in self.parts)

    @cached_property
    def left(self) -> tuple[Amount, ...]:
        """The cost that each layer leaves, in yuan."""
        return tuple(part.left for part in self.parts)

    @cached_property
    def courses(self) -> Courses:
        """What may have been paid up to the end of the stretch, for each class that the person may be in."""
        if self._before is None:
            return courses_of(self._day, self._cost, self._care)
        return courses_after(self._before, self._day, self._cost, self._care)

    @property
    def in_all(self) -> tuple[Amount, ...]:
        """What each layer paid in the year up to the end of the stretch, and what the last of them left, in yuan."""
        if self._before is None:
            return (*self.paid, self.left[-1])
        used = used_in(self.courses)
        return (*(layer.paid for layer in used), used[-1].left)

    def end_before(self, day: Day, care: Care) -> bool:
        """Whether the stretch ends before a later day, on which other classes would have been paid otherwise for it.

        A class that differs, or may differ, begins no stretch of its own where it has changed nothing so far.
        """
        either = self._day if day is self._day else self._day.or_(day)
        of_any_kind = care is None and day.local.caps_by_care
        if either is None or care is not self._care or of_any_kind:
            return True
        layers = self if either is self._day else Layers(either, self._cost, self._before, self._care)
        return layers._in_doubt  # noqa: SLF001 - same class

    @property
    def _in_doubt(self) -> bool:
        """Whether anything depends on a class that may be another on a later day."""
        turning = self._day.turning
        denied = map(self._day.denied, LAYERS, self.parts) if turning else ()
        amounts = (*self.paid, *self.left, *denied) if turning else ()
        return any(isinstance(amount, Unknown) and not turning.isdisjoint(amount.facts) for amount in amounts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Layers) and self.parts == other.parts

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Layers({', '.join(repr(part.worksheet) for part in self.parts)})"

    def __getstate__(self) -> dict[str, Any]:
        # Once all parts are found, neither the day nor the courses are read again.
        return {"_day": None, "_before": None, "_care": self._care, "_cost": self._cost, "_parts": [*self.parts]}
