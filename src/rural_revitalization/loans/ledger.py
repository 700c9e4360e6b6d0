"""A ledger over the life of a small loan (小额信贷台账): interest and interest subsidy (贴息), period by period.

Whom: banks that claim the subsidy by quarter (按季度申报), and offices that check the claim. Amounts are yuan, rates
per year, time in days.

A day bears interest on its closing balance, after the day's entries are booked: the day of drawing counts, the day of
repayment does not (算头不算尾). From a drawing on 2022-01-01 to its repayment on 2023-01-01 is 365 days. Drawings are
booked before repayments of the same day. A new rate applies from its day on, that day included; the first and last day
of an overdue spell (逾期) are included. A period ends on the day before a drawing, a repayment or a rate change, even
one without effect, at the end of each quarter (季度), on the last day of the subsidy, and on the last day worked out.
Days without a balance are in no period.

Each period is a small loan worked out by `small_loan.compute`, which rounds its interest once and its subsidy once.
Quarters and totals add up rounded figures. So n periods differ from the unrounded interest by at most n x 0.005 yuan,
and from a single period over the same days without changes by at most (n + 1) x 0.005 yuan; the subsidy likewise.
`roundings` is n. `years` round once for a year and rate instead, as an assessment does (see `loans.sums`).

References: guizhou-14fyp-2021 第七章第三节 (50,000 yuan of principal subsidised, and until when), as for `small_loan`.

Readings: a repayment reduces the unsubsidised part of the principal first; this is a parameter. With the subsidised
part first, later drawings are subsidised again up to the cap. Overdue days, and days after the last day of the subsidy
where one is stated, bear interest without subsidy.

Limitations: one set of terms and one subsidised share apply to a whole ledger. Where either changes with a quarter,
make a ledger for each and take the quarters of each. A balance above what is permitted is a line of the period
(`balance_permitted`) and no error. Enter penalty interest on overdue days (罚息) as a rate change. Interest is never
added to the balance.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.credit import small_loan
>>> from rural_revitalization.loans.ledger import Drawing, Ledger, RateChange, Repayment
>>> terms = load_policy("guizhou", on=date(2022, 6, 1)).terms(small_loan)
>>> ledger = Ledger(terms=terms, day_count=365, subsidised_share=1, entries=(
...     Drawing(on=date(2022, 1, 1), drawn=80000), RateChange(on=date(2022, 1, 1), annual_rate="0.0365"),
...     Repayment(on=date(2022, 7, 1), repaid=30000), Repayment(on=date(2023, 1, 1), repaid=50000)))
>>> for quarter in ledger.quarters():
...     print(quarter.year, quarter.number, quarter.days, quarter.interest, quarter.interest_subsidy)
2022 1 90 720.00 450.00
2022 2 91 728.00 455.00
2022 3 92 460.00 460.00
2022 4 92 460.00 460.00
>>> ledger.totals().interest, ledger.totals().interest_subsidy, ledger.totals().roundings
(Decimal('2368.00'), Decimal('1825.00'), 4)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import Any, Final, TypeVar

import attrs
from dateutil.relativedelta import relativedelta

from .. import fields
from ..algebra import UNSET, ZERO, Amount, Truth, exact_arithmetic, maximum, minimum, sum_of
from ..algebra.exact import EXACT
from ..errors import InvalidInput, Mismatch, kind_of, raise_if_any, shown, unlike_items
from ..fields.annotations import CountFact, DayRecord, Holding, RateFact, TruthFact
from ..models import Drawing, Overdue, RateChange, Repayment
from ..models.entries import Booking, Entry, balances
from ..models.spans import days_gone
from .sums import LOAN, of_one_loan

__all__ = [
    "Counting",
    "Drawing",
    "Entry",
    "InterestPeriod",
    "Ledger",
    "LoanYear",
    "Overdue",
    "PeriodTotals",
    "Quarter",
    "QuarterEnd",
    "RateChange",
    "Repayment",
]

E = TypeVar("E", bound=StrEnum)
_DAY: Final = timedelta(days=1)


# -- parameters ---------------------------------------------------------------------------------------------


class QuarterEnd(StrEnum):
    """The day on which a quarter ends, on which interest is settled (结息日)."""

    LAST = "last"
    TWENTIETH = "20th"


class Counting(StrEnum):
    """How days of interest are counted (计息天数算法).

    By calendar; or in whole years and months from the day of the first drawing, each month 30 days of a year of 360,
    and the rest by calendar, where the contract says so.
    """

    CALENDAR = "calendar days"
    WHOLE = "whole years and months"


# -- results ------------------------------------------------------------------------------------------------


@fields.worksheet_class
class InterestPeriod:
    """A period without changes (计息期间), from `first` to `last`, both included; amounts in yuan.

    `worksheet` is its worksheet as a small loan, for `explain` and `missing`.
    """

    worksheet: Any = fields.kept()
    balance_permitted: Truth = fields.truth("balance within the limit", zh="余额符合规定", reading="cap_on_balance")
    first: date = fields.day("first day", zh="起始日期")
    last: date = fields.day("last day", zh="截止日期")
    balance: Decimal = fields.money("balance at the end of each day", zh="贷款余额")
    subsidised_principal: Amount = fields.money("subsidised principal", zh="贴息本金")
    risk_compensated_principal: Amount = fields.money("principal under risk compensation", zh="风险补偿本金")
    annual_rate: Decimal = fields.rate("annual rate", zh="年利率")
    days: int = fields.count("days of interest, those overdue included", zh="计息天数", unit="days")
    overdue_days: int = fields.count("days overdue", zh="逾期天数", unit="days")
    interest: Amount = fields.money("interest", zh="利息", answer=True, reading="interest_rounded_once")
    interest_subsidy: Amount = fields.money(
        "interest subsidy", zh="贴息金额", answer=True, reading="overdue_not_subsidised"
    )
    own_interest: Amount = fields.money(
        "interest left to pay", zh="个人承担利息", answer=True, reading="rest_after_rounding"
    )


@fields.worksheet_class
class PeriodTotals:
    """Totals of periods (合计): the sums of their rounded figures, in yuan.

    `roundings` counts the roundings of the interest, one per period; the subsidy was rounded as often.
    """

    days: int = fields.count("days of interest, those overdue included", zh="计息天数", unit="days")
    overdue_days: int = fields.count("days overdue", zh="逾期天数", unit="days")
    interest: Amount = fields.money("interest", zh="利息", answer=True)
    interest_subsidy: Amount = fields.money("interest subsidy", zh="贴息金额", answer=True)
    own_interest: Amount = fields.money("interest left to pay", zh="个人承担利息", answer=True)
    roundings: int = fields.count("times rounded", zh="四舍五入次数")


@fields.worksheet_class
class Quarter(PeriodTotals):
    """Totals of one calendar quarter (季度)."""

    year: int = fields.count("year", zh="年度")
    number: int = fields.count("quarter", zh="季度", low=1, high=4)


@fields.worksheet_class
class LoanYear(PeriodTotals):
    """Totals of one calendar year (年度), rounded once for each rate: what an assessment of the year says of the loan.

    `worksheet` adds up the worksheets of the year's periods.
    """

    year: int = fields.count("year", zh="年度")
    worksheet: Any = fields.kept()


_ADDED: Final = ("interest", "interest_subsidy", "own_interest")
_WORKED_OUT: Final = ("subsidised_principal", "risk_compensated_principal", *_ADDED)

# -- the ledger ---------------------------------------------------------------------------------------------


@attrs.frozen
class _Standing:
    """The state of a loan at the end of a day, in yuan; `older` is what loans that go first hold."""

    older: Decimal = ZERO
    balance: Decimal = ZERO
    subsidised: Amount = ZERO
    annual_rate: Decimal | None = None


def _flag(value: object) -> bool:
    if type(value) is not bool:
        raise InvalidInput([Mismatch("unsubsidised_first", "True or False", shown(value))])
    return value


def _option(of: type[E], value: object) -> E:
    with suppress(ValueError):
        return of(str(value))
    raise InvalidInput([Mismatch.of_name(_OPTIONS[of], value, [*of])])


_OPTIONS: Final[Mapping[Any, str]] = {QuarterEnd: "quarters_end", Counting: "count"}


def _ledgers(value: object) -> tuple[Ledger, ...]:
    raise_if_any(unlike_items("older", value, Ledger), "Ledger")
    return tuple(value)  # type: ignore[arg-type]


@fields.facts_class
class Ledger:
    """The ledger of one small loan (小额信贷台账): its entries, in any order, and the terms that apply.

    `until` is the last day worked out, optional if everything was repaid; later entries are checked and then ignored. A
    day count or subsidised share that was not recorded, and a cap that no document states, are unknown and give ranges.
    `unsubsidised_first` says which part of the principal a repayment reduces first: the unsubsidised one (the default,
    see Readings) or the subsidised one. `quarters_end` says on which day quarters end: on the last of the month (the
    default), or on the 20th, so that the quarter from 21 December is the first of the next year. `count` says how days
    are counted, by default by calendar.
    `older` are the ledgers of loans of the household that hold first what is subsidised, whichever is meant to: the
    older ones, see Readings. Where one of them is outstanding on the day of the first drawing, the loan is a top-up;
    otherwise `tops_up` says so. Need and ability to repay, which a top-up requires, are unknown unless confirmed.

    Raises `InvalidInput` with all faults: no drawing, an entry before the first drawing, a repayment above the balance,
    a balance without a rate, two rates from the same day, overlapping overdue spells, an open loan without `until`,
    whole months counted on any other basis than 360 days.
    """

    entries: Holding[Sequence[Entry], tuple[Entry, ...]] = fields.records(
        "entries", zh="台账记录", of=Entry, required=True
    )
    terms: Holding[Any, Any] = fields.record("terms", zh="政策标准", of=LOAN.terms, required=True)
    day_count: CountFact = fields.count("days that count as a year", zh="计息年度天数", unit="days", low=360, high=366)
    subsidised_share: RateFact = fields.rate("share of the interest that is subsidised", zh="贴息比例")
    until: DayRecord = fields.day("last day worked out", zh="计息截止日期")
    unsubsidised_first: bool = attrs.field(default=True, converter=_flag)
    quarters_end: QuarterEnd = attrs.field(default=QuarterEnd.LAST, converter=partial(_option, QuarterEnd))
    count: Counting = attrs.field(default=Counting.CALENDAR, converter=partial(_option, Counting))
    need_confirmed: TruthFact = fields.truth("need confirmed", zh="确有需求")
    able_to_repay: TruthFact = fields.truth("able to repay", zh="具备还款能力")
    tops_up: TruthFact = fields.truth("on top of a first loan outstanding", zh="首贷未还清时追加")
    older: tuple[Ledger, ...] = attrs.field(default=(), converter=_ledgers)

    def __attrs_post_init__(self) -> None:
        raise_if_any(_mismatches(self), "Ledger")

    def periods(self) -> tuple[InterestPeriod, ...]:
        """The periods with a balance, in order, split at every change and at the end of each quarter."""
        standings, tops_up = _standings(self), _tops_up(self)
        standing = _Standing()
        periods = []
        for first, last in _spans(self, standings):
            standing = standings.get(first, standing)
            if standing.balance > ZERO:
                periods.append(_period(self, standing, first, last, tops_up))
        return tuple(periods)

    def quarters(self) -> tuple[Quarter, ...]:
        """Interest and subsidy by calendar quarter, in order, without quarters that have no balance."""
        by_quarter = groupby(self.periods(), key=lambda period: _quarter_of(self, period.last))
        return tuple(Quarter(year=year, number=number, **_sums(held)) for (year, number), held in by_quarter)

    def years(self) -> tuple[LoanYear, ...]:
        """Interest and subsidy by calendar year, in order, each rounded once and not by period.

        The year of quarters that end on the 20th begins on 21 December.
        """
        by_year = groupby(self.periods(), key=lambda period: _quarter_of(self, period.last)[0])
        return tuple(_year(year, tuple(periods)) for year, periods in by_year)

    def totals(self) -> PeriodTotals:
        """Interest and subsidy over all periods."""
        return PeriodTotals(**_sums(self.periods()))


def _booked(ledger: Ledger) -> list[tuple[int, Booking | RateChange]]:
    """The drawings, repayments and rate changes, each with its index, in booking order."""
    booked = [(at, entry) for at, entry in enumerate(ledger.entries) if isinstance(entry, Booking | RateChange)]
    return sorted(booked, key=lambda item: (item[1].on, isinstance(item[1], Repayment)))


def _standings(ledger: Ledger) -> dict[date, _Standing]:
    """The state of the loan at the end of each day with a booking, in order."""
    standing = _Standing()
    standings = {}
    booked = {day: list(held) for day, held in groupby(_booked(ledger), key=lambda item: item[1].on)}
    older = _held_by(ledger.older)
    for day in sorted({*booked, *older}):
        standing = _sharing(ledger, standing, older.get(day, standing.older))
        for _, entry in booked.get(day, ()):
            standing = _after(ledger, standing, entry)
        standings[day] = standing
    return {day: standing for day, standing in standings.items() if day >= min(booked)}


@exact_arithmetic
def _held_by(ledgers: Iterable[Ledger]) -> dict[date, Decimal]:
    """The balance of several ledgers together at the end of each day with a booking, in order."""
    of_each = [balances(entry for entry in one.entries if isinstance(entry, Booking)) for one in ledgers]
    days = sorted({day for held in of_each for day in held})
    return {day: sum((_last(held, day) for held in of_each), ZERO) for day in days}


def _last(held: dict[date, Decimal], day: date) -> Decimal:
    return next((held[on] for on in reversed(held) if on <= day), ZERO)


@exact_arithmetic
def _sharing(ledger: Ledger, standing: _Standing, older: Decimal) -> _Standing:
    """The state of the loan once loans that go first hold so much: what they leave may be subsidised."""
    if older == standing.older:
        return standing
    subsidised = minimum(standing.balance, maximum(ledger.terms.subsidised_cap - older, ZERO))
    return attrs.evolve(standing, older=older, subsidised=subsidised)


@exact_arithmetic
def _after(ledger: Ledger, standing: _Standing, entry: Booking | RateChange) -> _Standing:
    """The state of the loan after an entry is booked."""
    if isinstance(entry, RateChange):
        return attrs.evolve(standing, annual_rate=entry.annual_rate)
    if isinstance(entry, Drawing):
        left = maximum(ledger.terms.subsidised_cap - standing.older, ZERO)
        subsidised = minimum(standing.subsidised + entry.drawn, left)
        return attrs.evolve(standing, balance=standing.balance + entry.drawn, subsidised=subsidised)
    assert isinstance(entry, Repayment)
    balance = standing.balance - entry.repaid
    if ledger.unsubsidised_first:
        return attrs.evolve(standing, balance=balance, subsidised=minimum(standing.subsidised, balance))
    return attrs.evolve(standing, balance=balance, subsidised=maximum(standing.subsidised - entry.repaid, ZERO))


def _spans(ledger: Ledger, booked_on: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each span without changes, from the first booking to the last day worked out."""
    days = sorted(booked_on)
    opening, closing = days[0], ledger.until or days[-1]
    ends = {closing, *(day - _DAY for day in days[1:]), *_quarter_ends(ledger, opening, closing)}
    if ledger.terms.subsidy_until is not UNSET:
        ends.add(ledger.terms.subsidy_until)
    lasts = sorted(end for end in ends if opening <= end <= closing)
    return zip([opening, *(last + _DAY for last in lasts[:-1])], lasts, strict=True)


def _tops_up(ledger: Ledger) -> Truth:
    """Whether it is a top-up: as it says, or because an older loan is outstanding on the day of the first drawing."""
    opening = min(entry.on for entry in ledger.entries if isinstance(entry, Drawing))
    return ledger.tops_up | (_last(_held_by(ledger.older), opening) > ZERO)


def _period(ledger: Ledger, standing: _Standing, first: date, last: date, tops_up: Truth) -> InterestPeriod:
    """Work out the days from `first` to `last` as one small loan."""
    end = ledger.terms.subsidy_until
    subsidised = standing.subsidised if end is UNSET or last <= end else ZERO
    days, overdue_days = _counted(ledger, first, last), _overdue_days(ledger, first, last)
    terms: Any = ledger.terms
    # The subsidised part is already known here: after repayments it may be below the cap.
    stated: dict[str, Any] = {"subsidised_cap": subsidised + standing.older}
    if ledger.count is Counting.WHOLE:  # periods are cut at the end of the subsidy; counted days need not fit there
        stated["subsidy_until"] = UNSET
    assert standing.annual_rate is not None
    worksheet = LOAN.compute(
        LOAN.facts(
            borrower_in_scope=True,
            outstanding=standing.balance,
            bearing=standing.balance,
            requested=ZERO,
            need_confirmed=ledger.need_confirmed,
            able_to_repay=ledger.able_to_repay,
            older_balance=standing.older,
            tops_up=tops_up,
            year=first.year,
            days_gone=days_gone(last),
            days_before=days_gone(first),
            annual_rate=standing.annual_rate,
            days=days,
            overdue_days=overdue_days,
            day_count=ledger.day_count,
            subsidised_share=ledger.subsidised_share,
        ),
        attrs.evolve(terms, **stated),
    )
    return InterestPeriod(
        worksheet=worksheet,
        first=first,
        last=last,
        balance=standing.balance,
        annual_rate=standing.annual_rate,
        days=days,
        overdue_days=overdue_days,
        balance_permitted=worksheet.balance_permitted,
        **{name: getattr(worksheet, name) for name in _WORKED_OUT},
    )


def _year(year: int, periods: tuple[InterestPeriod, ...]) -> LoanYear:
    """Add up the periods of a year, rounding interest and subsidy once for each rate."""
    worksheet = of_one_loan(tuple(period.worksheet for period in periods), periods[-1].worksheet)
    rates = len(list(groupby(period.annual_rate for period in periods)))
    added = {name: getattr(worksheet, name) for name in _ADDED}
    return LoanYear(year=year, worksheet=worksheet, **_sums(periods) | added | {"roundings": rates})


def _sums(periods: Iterable[InterestPeriod]) -> dict[str, Any]:
    held = tuple(periods)
    added = {name: sum_of(getattr(period, name) for period in held) for name in _ADDED}
    counted = {name: sum(getattr(period, name) for period in held) for name in ("days", "overdue_days")}
    return added | counted | {"roundings": len(held)}


# -- days ---------------------------------------------------------------------------------------------------


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _counted(ledger: Ledger, first: date, last: date) -> int:
    """The days of interest from `first` to `last`, both included, as the contract counts them."""
    if ledger.count is not Counting.WHOLE:
        return _days(first, last)
    opening = min(entry.on for entry in ledger.entries if isinstance(entry, Drawing))
    return _elapsed(opening, last + _DAY) - _elapsed(opening, first)


def _elapsed(opening: date, day: date) -> int:
    """The days since the opening: 30 for each whole month, and those since the last of them."""
    gone = relativedelta(day, opening)
    months = 12 * gone.years + gone.months
    return 30 * months + (day - (opening + relativedelta(months=months))).days


def _overdue_days(ledger: Ledger, first: date, last: date) -> int:
    """Number of overdue days from `first` to `last`."""
    spells = (entry for entry in ledger.entries if isinstance(entry, Overdue))
    shared = ((max(first, spell.since), min(last, spell.until or last)) for spell in spells)
    return sum(_counted(ledger, since, until) for since, until in shared if since <= until)


def _quarter_of(ledger: Ledger, day: date) -> tuple[int, int]:
    """The year and the number of the quarter of a day."""
    if ledger.quarters_end is QuarterEnd.TWENTIETH and day.day > _TWENTIETH:
        day += relativedelta(months=1, day=1)
    return day.year, (day.month + 2) // 3


def _quarter_ends(ledger: Ledger, first: date, last: date) -> Iterator[date]:
    """Yield the last day of each quarter ending on or after `first` and before `last`."""
    closing = _TWENTIETH if ledger.quarters_end is QuarterEnd.TWENTIETH else 31
    year, number = _quarter_of(ledger, first)
    end = date(year, 3 * number, 1) + relativedelta(day=closing)
    while end < last:
        yield end
        end += relativedelta(months=3, day=closing)


_TWENTIETH: Final = 20


# -- validation ---------------------------------------------------------------------------------------------


def _mismatches(ledger: Ledger) -> Iterator[Mismatch]:
    strange = [(at, entry) for at, entry in enumerate(ledger.entries) if not isinstance(entry, _KINDS)]
    if strange:
        yield from (Mismatch(f"entries[{at}]", _EXPECTED, kind_of(entry)) for at, entry in strange)
        return
    if ledger.count is Counting.WHOLE and not _is_360(ledger.day_count):
        yield Mismatch("day_count", "360, where whole years and months count", shown(ledger.day_count))
    yield from _overlapping(ledger)
    yield from _rates_of_one_day(ledger)
    drawn_on = [entry.on for entry in ledger.entries if isinstance(entry, Drawing)]
    if not drawn_on:
        yield Mismatch("entries", "at least one drawing", "none", rule="drawing_first")
        return
    yield from _too_early(ledger, min(drawn_on))
    yield from _overdrawn(ledger)
    yield from _unrated(ledger)


def _is_360(day_count: object) -> bool:
    return type(day_count) is int and day_count == _WHOLE_YEAR


_WHOLE_YEAR: Final = 360
_KINDS: Final = (Drawing, Repayment, RateChange, Overdue)
_EXPECTED: Final = "a Drawing, Repayment, RateChange or Overdue"


def _overlapping(ledger: Ledger) -> Iterator[Mismatch]:
    spells = [(at, entry) for at, entry in enumerate(ledger.entries) if isinstance(entry, Overdue)]
    spells.sort(key=lambda item: item[1].since)
    reached: tuple[date, int] | None = None
    for at, spell in spells:
        if reached is not None and spell.since <= reached[0]:
            expected = f"a date after the last day of entries[{reached[1]}]"
            yield Mismatch(f"entries[{at}].since", expected, str(spell.since), rule="overdue_apart")
        last = spell.until or date.max
        reached = (last, at) if reached is None or last > reached[0] else reached


def _rates_of_one_day(ledger: Ledger) -> Iterator[Mismatch]:
    seen: dict[date, int] = {}
    for at, entry in enumerate(ledger.entries):
        if isinstance(entry, RateChange) and seen.setdefault(entry.on, at) != at:
            expected = f"a different day from entries[{seen[entry.on]}]"
            yield Mismatch(f"entries[{at}].on", expected, str(entry.on), rule="one_rate_a_day")


def _too_early(ledger: Ledger, opening: date) -> Iterator[Mismatch]:
    expected = f"a date not before the first drawing ({opening})"
    for at, entry in enumerate(ledger.entries):
        name = "since" if isinstance(entry, Overdue) else "on"
        if (day := getattr(entry, name)) < opening:
            yield Mismatch(f"entries[{at}].{name}", expected, str(day), rule="drawing_first")
    if ledger.until is not None and ledger.until < opening:
        yield Mismatch("until", expected, str(ledger.until), rule="drawing_first")


def _overdrawn(ledger: Ledger) -> Iterator[Mismatch]:
    balance = ZERO
    for at, entry in _booked(ledger):
        if isinstance(entry, Drawing):
            balance = EXACT.add(balance, entry.drawn)
        elif isinstance(entry, Repayment):
            if entry.repaid > balance:
                expected = f"at most the balance ({balance})"
                yield Mismatch(f"entries[{at}].repaid", expected, str(entry.repaid), rule="repayment_within_balance")
            else:
                balance = EXACT.subtract(balance, entry.repaid)
    if balance > ZERO and ledger.until is None:
        expected = f"the last day to work out, since {balance} yuan is not repaid"
        yield Mismatch("until", expected, "nothing", rule="end_of_an_open_loan")


def _unrated(ledger: Ledger) -> Iterator[Mismatch]:
    rates = sorted(entry.on for entry in ledger.entries if isinstance(entry, RateChange))
    given = f"one from {rates[0]} on" if rates else "none"
    for day, standing in _standings(ledger).items():
        if standing.balance > ZERO and standing.annual_rate is None:
            yield Mismatch("entries", f"an annual rate in force from {day} on", given, rule="rate_of_every_balance")
            return
