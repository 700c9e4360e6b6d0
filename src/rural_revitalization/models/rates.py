"""Loan prime rates by the day they took effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from .. import fields
from ..errors import Mismatch
from ..fields.annotations import RateRecord, RequiredDay


@fields.model_class
class PrimeRate:
    """The loan prime rates (贷款市场报价利率，LPR) from a day on, until the next."""

    since: RequiredDay = fields.day("in force from", zh="执行日期", required=True)
    one_year: RateRecord = fields.rate("one-year loan prime rate", zh="一年期贷款市场报价利率")
    five_year: RateRecord = fields.rate("five-year loan prime rate", zh="五年期以上贷款市场报价利率")


def in_force(rates: Iterable[PrimeRate], on: date) -> PrimeRate | None:
    """Return the rates in force on a date; None before the first."""
    return max((rate for rate in rates if rate.since <= on), key=lambda rate: rate.since, default=None)


def twice(rates: Iterable[PrimeRate]) -> Iterator[Mismatch]:
    """Check that no two take effect on the same day."""
    seen: dict[date, int] = {}
    for at, rate in enumerate(rates):
        if seen.setdefault(rate.since, at) != at:
            expected = f"a different day from lpr[{seen[rate.since]}]"
            yield Mismatch(f"lpr[{at}].since", expected, str(rate.since), rule="one_rate_a_day")
