"""The values that a fact is tried with: all of them where it takes few, otherwise some on either side of figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
from dateutil.relativedelta import relativedelta

from ..algebra.exact import EXACT, FEN
from ..fields import Spec
from ..models import AllowanceSpell, Household, LocalFigures, Person, Spell
from ..models.derived import derived_facts

_MOST_OPTIONS: Final = 12
"""Up to how many numbers a fact is tried with each of them, such as a grade."""
_STEPS: Final[Mapping[str, Any]] = {"money": FEN, "ceiling": FEN, "area": FEN, "rate": Decimal("0.0001"), "count": 1}
_SOME: Final = (0, 1, 1000, 10**6)
"""Numbers that are tried of any fact, as far as it takes them."""
_YEARS: Final = (0, 1, 3, 5, 7, 10, 15, 18, 30, 58, 62, 68, 85)
"""How many years ago days are that are tried: of ages, one of each group that documents tell apart."""
_A_GRANT: Final = 300
_READ_OTHERWISE: Final = frozenset(
    fact.record for model in (Person, Household, LocalFigures) for fact in derived_facts(model).values()
)
"""The records that say more than whether they hold on a day."""


@attrs.frozen
class Tried:
    """The values that a fact is tried with (试填值).

    `every` is true where no other value could make another answer. A `number` that is not recorded is a range, which
    stands for all of its values; of one that takes many, only some are tried.
    """

    values: tuple[Any, ...]
    every: bool
    number: bool = False


def tried(fact: str, spec: Spec, on: date, figures: Iterable[Any] = ()) -> Tried:
    """Return the values to try of a fact; of a number, also those at and next to `figures` of its kind.

    >>> from rural_revitalization.fields import specs
    >>> tried("insured", specs(Person)["insured"], date(2022, 6, 1))
    Tried(values=(False, True), every=True, number=False)
    """
    kind = spec.kind.name
    if kind in ("truth", "choice"):
        return Tried((False, True) if kind == "truth" else tuple(spec.of), every=True)
    if kind == "records":
        return Tried(tuple(_records(fact, spec, on)), every=spec.of is Spell)
    if kind == "date":
        return Tried(tuple(on - relativedelta(years=years) for years in _YEARS), every=False)
    if kind not in _STEPS:
        return Tried((), every=False)
    if kind == "count" and spec.high is not None and spec.high - spec.low < _MOST_OPTIONS:
        return Tried(tuple(range(spec.low, spec.high + 1)), every=True, number=True)
    return Tried(tuple(dict.fromkeys(_numbers(spec, figures))), every=False, number=True)


def _records(fact: str, spec: Spec, on: date) -> Iterator[Any]:
    """No record; of a class, one of the day, and where that is told apart, one that ended before."""
    yield ()
    if spec.of is AllowanceSpell:
        yield from ((AllowanceSpell(since=on, alone=alone, grant=_A_GRANT),) for alone in (False, True))
    elif spec.of is Spell:
        yield (Spell(since=on),)
        if fact in _READ_OTHERWISE:
            yield (Spell(since=on - relativedelta(years=2), until=on - relativedelta(years=1)),)


def _numbers(spec: Spec, figures: Iterable[Any]) -> Iterator[Any]:
    """The ends of a range, some numbers in it, and those at and next to figures."""
    step = _STEPS[spec.kind.name]
    near = (EXACT.add(figure, step * sign) for figure in figures for sign in (-1, 0, 1))
    for number in (spec.low, spec.high, *_SOME, *near):
        if number is not None and _lies_within(number, spec):
            yield int(number) if spec.kind.name == "count" else Decimal(number)


def _lies_within(number: Any, spec: Spec) -> bool:
    return (spec.low is None or spec.low <= number) and (spec.high is None or number <= spec.high)
