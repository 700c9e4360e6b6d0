"""A small loan (小额信贷) to a household."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from .. import fields
from ..algebra import Amount, Number, Unknown
from ..algebra.exact import EXACT, ZERO
from ..errors import Mismatch, raise_if_any, shown
from ..fields.annotations import CountRecord, DayRecord, MoneyRecord, RateRecord, Records, TruthRecord
from .cross_field import in_order, not_above
from .derived import derived
from .entries import Booking, Drawing, balances
from .periods import months_between
from .spans import Span, days_from, days_gone, days_shared


@fields.model_class
class SmallLoan:
    """One small loan (脱贫人口小额信贷), lent at once or in stages; amounts in yuan, the rate per year.

    A top-up is a loan of its own. `entries` are every drawing and repayment so far; without them the balance of an
    earlier day lies between the amount lent and the balance outstanding. `outstanding`, `principal` and `lent_on` must
    agree with the entries, and may be left out beside them. `need_confirmed` and `able_to_repay` are what a top-up
    requires; `tops_up` says whether it is one, where the household's other loans do not; `lent_in_scope` whether it was
    lent as such a loan, where the household's record does not. `borrower_age` and `for_production` are what the loan is
    permitted by; they change no amount.
    """

    lent_on: DayRecord = fields.day("lent on", zh="发放日期")
    due_on: DayRecord = fields.day("due on", zh="到期日期")
    principal: MoneyRecord = fields.money("amount lent", zh="贷款金额")
    outstanding: MoneyRecord = fields.money("balance outstanding", zh="贷款余额")
    overdue_days: CountRecord = fields.count("days overdue", zh="逾期天数", unit="days")
    annual_rate: RateRecord = fields.rate("annual rate", zh="年利率", unit="share per year")
    term_months: CountRecord = fields.count("term", zh="贷款期限", unit="months", low=1)
    entries: Records[Booking] = fields.records("entries", zh="台账记录", of=Booking)
    lent_in_scope: TruthRecord = fields.truth("lent as a small loan in scope", zh="按脱贫人口小额信贷发放")
    need_confirmed: TruthRecord = fields.truth("need confirmed", zh="确有需求")
    able_to_repay: TruthRecord = fields.truth("able to repay", zh="具备还款能力")
    tops_up: TruthRecord = fields.truth("on top of a first loan outstanding", zh="首贷未还清时追加")
    borrower_age: CountRecord = fields.count(
        "age of the borrower when lent", zh="借款时借款人年龄", unit="years", high=150
    )
    for_production: TruthRecord = fields.truth("for production only", zh="用于发展生产")

    # -- what follows from what is recorded -------------------------------------------------------------------

    @property
    def lent(self) -> date | None:
        """The day it was lent, as recorded or that of the first drawing; None if neither is recorded."""
        return self.lent_on if self.lent_on is not None or not self.entries else min(item.on for item in self.entries)

    @property
    def amount_lent(self) -> Decimal | None:
        """The amount lent in yuan, as recorded or drawn in all; None if neither is recorded."""
        if self.principal is not None or self.entries is None:
            return self.principal
        return _drawn(self.entries)

    @property
    def falls_due(self) -> date | None:
        """The due date, as recorded or derived from the term; None if neither is recorded."""
        if self.due_on is not None or self.lent is None or self.term_months is None:
            return self.due_on
        return _months_after(self.lent, self.term_months)

    def balances(self, on: date) -> dict[date, Decimal]:
        """The balance in yuan from the day lent and from each day of an entry up to a date, in order of days.

        Empty where no entries are recorded.
        """
        lent = self.lent
        known = (
            item for item in self.entries or () if item.on <= on or (isinstance(item, Drawing) and item.on == lent)
        )
        return balances(known)

    @derived(fields.money, "balance outstanding", zh="现有贷款余额", record="loans", part_of="highest_balance")
    def balance(self, on: date) -> Amount:
        """The balance outstanding on a date, in yuan; at most the amount lent if not recorded."""
        *_, last = self.balances(on).values() or [self.outstanding]
        if last is not None:
            return last
        return ZERO if self.principal == ZERO else Unknown(ZERO, self.principal, {"outstanding"})

    @derived(fields.money, "highest balance of the year", zh="当年最高贷款余额", record="loans")
    def highest_balance(self, on: date) -> Amount:
        """The highest balance of the year's days of interest, in yuan: what was lent, unless entries say otherwise.

        That of the date, where no day of interest of its year lies before it. A range if the amount lent is not
        recorded.
        """
        opening = date(on.year, 1, 1)
        if self.lent is not None and max(self.lent, opening) >= on:
            return self.balance(on)
        if self.entries:
            held = list(self.balances(on).items())
            # The first balance of the year is the last one from before it, if any.
            begun = next((at for at in range(len(held) - 1, -1, -1) if held[at][0] <= opening), 0)
            return max(balance for _, balance in held[begun:])
        if self.principal is not None:
            return self.principal
        return Unknown(self.outstanding or ZERO, None, {"principal"})

    def is_over(self, on: date) -> bool:
        """Test whether nothing is outstanding on a date and nothing bore interest in its year."""
        borne_nothing = _is(self.days_in_year(on), 0) or _is(self.highest_balance(on), ZERO)
        return borne_nothing and _is(self.balance(on), ZERO)

    # -- the term ----------------------------------------------------------------------------------------------

    @derived(fields.count, "term", zh="贷款期限", record="loans", unit="months", low=1)
    def term(self, _on: date) -> Number | None:
        """The term in months, as recorded or from the day lent to the day due, a begun month counting as one.

        A range between the two where they contradict each other.
        """
        recorded, by_dates = self.term_months, self._months_of_dates()
        if recorded is None:
            return Unknown(1, None, {"term_months"}) if by_dates is None else by_dates
        if by_dates is None or not self.term_disputed:
            return recorded
        return Unknown(min(recorded, by_dates), max(recorded, by_dates), _OF_TERM)

    def _months_of_dates(self) -> int | None:
        """The months from the day lent to the day due, if both are recorded, a begun month counting as one."""
        if self.lent is None or self.due_on is None or self.due_on < self.lent:
            return None
        months = months_between(self.lent, self.due_on)
        months -= _months_after(self.lent, months) > self.due_on
        return max(months + (_months_after(self.lent, months) < self.due_on), 1)

    @property
    def term_disputed(self) -> bool:
        """Whether the term recorded ends a month or more before, or after, the day that the loan is recorded as due."""
        if self.lent is None or self.due_on is None or self.term_months is None:
            return False
        before, after = (_months_after(self.lent, self.term_months + month) for month in (-1, 1))
        return self.due_on <= before or (self.due_on >= after and after < date.max)

    def falls_due_between(self) -> tuple[date, date] | None:
        """The earliest and the latest due date: one day, unless dates and term contradict each other.

        None if neither is recorded.
        """
        due = self.falls_due
        if due is None or not self.term_disputed:
            return None if due is None else (due, due)
        assert self.lent is not None
        assert self.term_months is not None
        other = _months_after(self.lent, self.term_months)
        return min(due, other), max(due, other)

    # -- days of interest --------------------------------------------------------------------------------------

    def interest_span(self, on: date) -> tuple[date, date, date]:
        """The days of interest in the year of a date: the first, and the earliest and latest day after the last.

        From the day lent to the day due or repaid, that day not counted; after the term, up to the day before the date
        while a balance is outstanding. A day that is not recorded is taken as outside the year.
        """
        first = max(self.lent or date.min, date(on.year, 1, 1))
        least, most = (max(min(end, date(on.year + 1, 1, 1)), first) for end in self._end(on))
        return first, least, most

    def _end(self, on: date) -> tuple[date, date]:
        """The earliest and latest day after the last day of interest, in whatever year."""
        ends = [self._end_if_due(due, on) for due in self.falls_due_between() or (date.max,)]
        return min(earliest for earliest, _ in ends), max(latest for _, latest in ends)

    def _end_if_due(self, due: date, on: date) -> tuple[date, date]:
        owing = max(due, on)  # while a balance is outstanding, interest goes on after the term
        if self.entries:
            return (self.repaid_on(on) or owing,) * 2
        balance, overdue = self.balance(on), self.overdue_days
        if isinstance(balance, Unknown):
            return date.min, owing
        if balance > ZERO:
            return owing, owing
        return date.min, on if overdue is None or (on - due).days < overdue else due + timedelta(days=overdue)

    def repaid_on(self, on: date) -> date | None:
        """The day from which nothing is outstanding any more, by the entries up to a date; None if something is."""
        return _repaid(self.balances(on))

    @derived(
        fields.count,
        "days of interest of the year, those overdue included",
        zh="当年计息天数",
        record="loans",
        unit="days",
        high=366,
    )
    def days_in_year(self, on: date) -> Number:
        """The days of interest in the calendar year of a date, those overdue included; a range if not all is recorded.

        Counted from the day lent up to the day before it is due or repaid; after the term, up to the day before the
        date.
        """
        first, least, most = self.interest_span(on)
        lacking = self.lacking_of_days()
        if self.lent is None or self.falls_due is None:
            return _between(self._after_term(on, (first, least)), days_from(first, most), lacking)
        return _between(days_from(first, least), days_from(first, most), lacking)

    def lacking_of_days(self) -> frozenset[str]:
        """What its record lacks that says which its days of interest are, or what of it contradicts itself."""
        lacking = {name for name, value in (("lent_on", self.lent), ("due_on", self.falls_due)) if value is None}
        lacking |= _OF_TERM if self.term_disputed else frozenset()
        if not self.entries:
            if self.outstanding is None:
                lacking.add("outstanding")
            elif self.outstanding == ZERO:
                lacking.add("entries")
                lacking |= {"overdue_days"} if self.overdue_days is None else set()
        return frozenset(lacking)

    @derived(
        fields.count, "days overdue of the year", zh="当年逾期天数", record="loans", unit="days", part_of="days_in_year"
    )
    def overdue_days_in_year(self, on: date) -> Number:
        """The days of interest overdue in the calendar year of a date; a range if not all is recorded.

        Days after the term are overdue; so are the recorded days overdue, counted back from the date, or from the day
        it was repaid.
        """
        first, least, most = self.interest_span(on)
        earliest, latest = self.overdue_since(on, most)
        late = days_shared((earliest, min(on, most)), (first, most))
        lacking = self.lacking_of_overdue()
        if self.lent is None:
            return _between(min(self._after_term(on, (first, least)), late), late, lacking)
        return _between(days_shared((latest, min(on, least)), (first, least)), late, lacking)

    def lacking_of_overdue(self) -> frozenset[str]:
        """What its record lacks that says which days are overdue, or what of it contradicts itself."""
        lacking = self.lacking_of_days()
        if self.overdue_days is None:
            return lacking | {"overdue_days"}
        return lacking | ({"overdue_days", "entries"} if self.overdue_disputed else frozenset())

    def overdue_since(self, on: date, end: date) -> tuple[date, date]:
        """The earliest and latest first day overdue, if its days of interest end on the day before `end`."""
        due = self.falls_due_between()
        if self.overdue_days is None:
            return date.min, end if due is None else due[1]
        close = min(on, end)
        since = close - timedelta(days=min(self.overdue_days, (close - date.min).days))
        earliest, latest = due or (since, since)
        if self.overdue_disputed:
            return min(since, earliest), max(since, latest)
        return min(since, earliest), min(since, latest)

    @property
    def overdue_disputed(self) -> bool:
        """True if the entries have it repaid longer after the day it was due than it is recorded to have been overdue.

        More days may be overdue, since a part of a loan, or its interest, can fall due within the term. Fewer may have
        been true when they were recorded, while it is outstanding.
        """
        due, repaid = self.falls_due, self.repaid_on(date.max) if self.entries else None
        if due is None or repaid is None or self.overdue_days is None:
            return False
        return self.overdue_days < (repaid - due).days

    def _after_term(self, on: date, span: Span) -> int:
        """The days of a span that lie after the term and before a date."""
        due = self.falls_due_between()
        return 0 if due is None else days_shared((due[1], on), span)

    @derived(
        fields.count,
        "days of the year before interest begins",
        zh="年初至起息日天数",
        record="loans",
        unit="days",
        high=365,
    )
    def days_before_in_year(self, on: date) -> Number:
        """The days of the calendar year of a date before its first day of interest; any if not recorded."""
        if self.lent is None:
            return Unknown(0, 365, {"lent_on"})
        return days_gone(min(max(self.lent, date(on.year, 1, 1)), date(on.year, 12, 31)))

    def __attrs_post_init__(self) -> None:
        checks = (
            *not_above("outstanding", self.outstanding, "principal", self.principal),
            *in_order("lent_on", self.lent_on, "due_on", self.due_on),
            *self._of_term(),
            *self._of_entries(),
        )
        raise_if_any(checks, "SmallLoan")

    def _of_term(self) -> Iterator[Mismatch]:
        """Check that the term ends on a day there is: no calendar goes beyond the year 9999."""
        if self.term_months is None or self.lent is None:
            return
        most = months_between(self.lent, date.max)
        if self.term_months > most:
            expected = f"at most {most}, to the year 9999"
            yield Mismatch("term_months", expected, shown(self.term_months), rule="term_ends")

    def _of_entries(self) -> Iterator[Mismatch]:
        """Check that repayments follow drawings, and that the entries agree with what else is recorded."""
        if self.entries is None:
            return
        days = [item.on for item in self.entries if isinstance(item, Drawing)]
        if not days:
            yield Mismatch("entries", "at least one drawing", "none", rule="drawing_first")
            return
        lent, drawn = min(days), _drawn(self.entries)
        for at, item in enumerate(self.entries):
            if item.on < lent:
                expected = f"a date not before the first drawing ({lent})"
                yield Mismatch(f"entries[{at}].on", expected, str(item.on), rule="drawing_first")
        if self.lent_on not in (None, lent):
            yield Mismatch("lent_on", f"the day of the first drawing ({lent})", str(self.lent_on), rule="entries_agree")
        if self.principal not in (None, drawn):
            yield Mismatch("principal", f"what was drawn ({drawn})", str(self.principal), rule="entries_agree")
        left = list(balances(self.entries).values())
        if min(left) < ZERO:
            expected = f"repayments of at most {drawn} in all"
            yield Mismatch("entries", expected, str(EXACT.subtract(drawn, min(left))), rule=_WITHIN)
        elif self.outstanding not in (None, left[-1]):
            expected = f"the balance that the entries leave ({left[-1]})"
            yield Mismatch("outstanding", expected, str(self.outstanding), rule="entries_agree")


def _repaid(held: Mapping[date, Decimal]) -> date | None:
    """Return the day from which nothing is outstanding any more; None if something is."""
    repaid = None
    for day, balance in held.items():
        repaid = None if balance != ZERO else repaid or day
    return repaid


def _drawn(entries: Iterable[Booking]) -> Decimal:
    """Return what was drawn in all, in yuan."""
    drawn = ZERO
    for item in entries:
        drawn = EXACT.add(drawn, item.drawn) if isinstance(item, Drawing) else drawn
    return drawn


def _is(value: Any, number: Decimal | int) -> bool:
    """Test whether a number is known, and is another."""
    return not isinstance(value, Unknown) and value == number


_WITHIN: Final = "repayment_within_balance"


_DUE: Final = "due_on"
_OF_TERM: Final = frozenset({_DUE, "term_months"})
"""What contradicts each other where the dates and the term do."""


def _between(least: int, most: int, lacking: frozenset[str]) -> Number:
    """Return a count, or the range between two, which depends on what the record lacks."""
    return most if least >= most else Unknown(least, most, lacking)


@lru_cache(maxsize=1 << 16)
def _months_after(day: date, months: int) -> date:
    """Return the date some months later, at most the last there is; memoised, as loans of a county share dates."""
    return date.max if months > months_between(day, date.max) else day + relativedelta(months=months)
