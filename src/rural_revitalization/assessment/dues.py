"""What is due by calendar month and by calendar year over a period (分月、分年应享受金额)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, cast

import attrs
from dateutil.relativedelta import relativedelta

from ..algebra import Amount
from ..fields import comparable
from .changes import Answer
from .findings import Period, Status
from .stretches import Stretch
from .turns import DAY

_STEPS: Final = {Period.MONTH: relativedelta(months=1, day=1), Period.YEAR: relativedelta(years=1, month=1, day=1)}


@attrs.frozen(kw_only=True)
class Held:
    """A payment as it was on some days in a row, the first and the last included; `amount` in the unit of its due."""

    since: date
    until: date
    status: Status
    amount: Amount = attrs.field(eq=comparable)


@attrs.frozen(kw_only=True)
class Due:
    """A payment over one calendar month or year (应享受金额), as far as it lies in the period; amounts in `unit`.

    `held` is what was due on its days, in order. Where that changed within the month, there are several: no document
    says which day decides. A payment of the year is worked out for the year so far: the last one counts.
    """

    since: date
    until: date
    name: str
    person: str | None
    label: str
    zh: str
    unit: str
    held: tuple[Held, ...]


def dues(stretches: Iterable[Stretch], of: Period) -> Iterator[Due]:
    """The payments of a month or a year, by months or years in order, those of one as they first appear."""
    periods: dict[tuple[date, date], dict[tuple[str, str | None], tuple[Answer, list[Held]]]] = {}
    for stretch in stretches:
        paid = [answer for answer in stretch.answers if answer.status is not None and Period.of(answer.unit) is of]
        for first, last in _parts(stretch, of) if paid else ():
            found = periods.setdefault(_period(first, of), {})
            for answer in paid:
                _, held = found.setdefault((answer.name, answer.person), (answer, []))
                _hold(held, first, last, answer)
    for found in periods.values():
        for answer, held in found.values():
            yield Due(
                since=held[0].since,
                until=held[-1].until,
                name=answer.name,
                person=answer.person,
                label=answer.finding.label("en"),
                zh=answer.finding.label("zh"),
                unit=answer.unit,
                held=tuple(held),
            )


def _hold(held: list[Held], first: date, last: date, answer: Answer) -> None:
    """Add days on which a payment is so, to those before where it does not differ."""
    status, amount = answer.status, cast("Amount", answer.value)
    assert status is not None
    new = Held(since=first, until=last, status=status, amount=amount)
    if (
        held
        and held[-1].until + DAY == first
        and attrs.evolve(new, since=held[-1].since) == attrs.evolve(held[-1], until=last)
    ):
        held[-1] = attrs.evolve(held[-1], until=last)
    else:
        held.append(new)


def _parts(stretch: Stretch, of: Period) -> Iterator[tuple[date, date]]:
    """A stretch cut where months or years end."""
    first = stretch.since
    while first <= stretch.until:
        after = first + _STEPS[of]
        yield first, min(after - DAY, stretch.until)
        first = after


def _period(day: date, of: Period) -> tuple[date, date]:
    opening = day.replace(day=1) if of is Period.MONTH else day.replace(month=1, day=1)
    return opening, opening + _STEPS[of] - DAY
