"""The laws of the loans on record: they come to what their ledgers do, and what more is recorded never overturns it.

The rounding: interest and subsidy are rounded once for each loan, rate and calendar year. So an assessment's interest
of a year equals, to the fen, the sum of `Ledger.years()` of that year over the loans; both equal the sum over days in
fractions, rounded once for each loan.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import Household, LocalFigures, Payment, Person, Policy, SmallLoan, Unknown, assess
from rural_revitalization.loading import load_policy
from rural_revitalization.loans.ledger import Drawing, Ledger, Overdue, RateChange, Repayment
from rural_revitalization.rules.credit import small_loan

DAY = timedelta(days=1)
FIRST = date(2021, 1, 1)
CAP = 50_000
# -- loans to try ---------------------------------------------------------------------------------------------

yuan = st.one_of(st.sampled_from([1, 10_000_00, 30_000_00, 49_999_99, 50_000_00]), st.integers(1, 80_000_00)).map(
    lambda fen: Decimal(fen).scaleb(-2)
)
rates = st.one_of(st.sampled_from(["0.0365", "0.0435"]), st.decimals(0, 1, places=4)).map(Decimal)
days = st.integers(0, 1000).map(lambda later: FIRST + timedelta(later))
ends = st.one_of(st.just(date(2025, 12, 31)), st.dates(date(2021, 3, 1), date(2024, 12, 30)))


@st.composite
def entries(draw: st.DrawFn, lent_on: date) -> tuple[Any, ...]:
    """A drawing and repayments of parts of it, some on one day."""
    drawn = draw(yuan)
    parts = draw(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 100)), max_size=4))
    left, repaid = drawn, []
    for later, share in sorted(parts):
        back = (left * share / 100).quantize(Decimal("0.01"))
        left -= back
        repaid.append(Repayment(on=lent_on + timedelta(later), repaid=back))
    return (Drawing(on=lent_on, drawn=drawn), *repaid)


@st.composite
def recorded(draw: st.DrawFn, lent_on: date) -> SmallLoan:
    return SmallLoan(
        entries=draw(entries(lent_on)),
        due_on=lent_on + timedelta(draw(st.integers(1, 1100))),
        annual_rate=draw(rates),
        overdue_days=draw(st.one_of(st.just(0), st.integers(0, 200))),
    )


@st.composite
def several(draw: st.DrawFn, *, apart: bool = True) -> list[SmallLoan]:
    """Loans with entries; lent on different days where they are `apart`."""
    lent = draw(st.lists(days, min_size=1, max_size=3, unique=apart))
    return [draw(recorded(on)) for on in lent]


OVERLAY = """[document]
id = "made-up-notice"
title = "made up"
from = 2021-01-01
until = 2025-12-31

[small_loan.subsidy_until]
value = {until}
section = "1"
"""


@cache
def policy(on: date, until: date) -> Policy:
    with TemporaryDirectory() as folder:
        notice = Path(folder) / "notice.toml"
        notice.write_text(OVERLAY.format(until=until), encoding="utf-8")
        return load_policy("guizhou", on=on, overlay=notice)


def due(loans: Sequence[SmallLoan], on: date, until: date, share: Decimal) -> Payment:
    household = Household(id="h", members=[Person(id="p")], exited=True, exited_on=date(2019, 1, 1), loans=loans)
    figures: dict[str, Any] = {"day_count": 360, "subsidised_share": share}
    local = LocalFigures(year=on.year, **figures, sources=dict.fromkeys(figures, "made up"))
    (payment,) = assess(household, policy(on, until), local, on=on, only={"small_loan"}).payments
    return payment


shares = st.one_of(st.just(Decimal(1)), st.decimals(0, 1, places=2))
assessed_on = st.one_of(st.sampled_from([date(2022, 12, 31), date(2023, 12, 31)]), days)


def holds(found: Any, value: Any) -> bool:
    if isinstance(value, Unknown):
        return isinstance(found, Unknown) and found.holds(value.low) and (value.high is None or found.holds(value.high))
    return found.holds(value) if isinstance(found, Unknown) else bool(found == value)


# -- an independent working: day by day, in fractions -----------------------------------------------------------


def balance_at(loan: SmallLoan, day: date, on: date) -> Fraction:
    """The balance at the end of a day, as far as it is known on another; repaid when due, if that is still to come."""
    assert loan.entries is not None
    if loan.due_on is not None and loan.due_on > on and day >= loan.due_on:
        return Fraction(0)
    booked = [item for item in loan.entries if item.on <= day and (isinstance(item, Drawing) or item.on <= on)]
    return sum((Fraction(item.change) for item in booked), Fraction(0))


def late(loan: SmallLoan, day: date, on: date) -> bool:
    """Whether a day is overdue: after the term, or among the days overdue before the day, or before it was repaid."""
    assert loan.due_on is not None
    repaid = [item.on for item in loan.entries or () if balance_at(loan, item.on, on) == 0 and item.on <= on]
    close = min([on, *repaid])
    return day < close and day >= min(loan.due_on, close - timedelta(loan.overdue_days or 0))


def by_day(loans: list[SmallLoan], on: date, until: date, share: Decimal) -> tuple[Decimal, Decimal]:
    """Interest and subsidy of the year, each loan rounded once."""
    ordered = sorted(loans, key=lambda loan: loan.lent or FIRST)
    interest, subsidy = Decimal(0), Decimal(0)
    for at, loan in enumerate(ordered):
        assert loan.due_on is not None
        rate, borne, helped = Fraction(loan.annual_rate or 0), Fraction(0), Fraction(0)
        day = date(on.year, 1, 1)
        while day.year == on.year:
            balance = balance_at(loan, day, on)
            if balance and (day < loan.due_on or day < on):
                older = sum((balance_at(other, day, on) for other in ordered[:at]), Fraction(0))
                borne += balance
                if not late(loan, day, on) and day <= until:
                    helped += min(balance, max(CAP - older, Fraction(0)))
            day += DAY
        interest += to_the_fen(borne * rate / 360)
        subsidy += to_the_fen(helped * rate * Fraction(share) / 360)
    return interest, subsidy


def to_the_fen(amount: Fraction) -> Decimal:
    return Decimal(floor(amount * 100 + Fraction(1, 2))).scaleb(-2)


@given(several(), assessed_on, ends, shares)
def test_a_year_of_loans_is_the_sum_of_its_days_rounded_once_for_each_loan(
    loans: list[SmallLoan], on: date, until: date, share: Decimal
) -> None:
    loans = [agreeing(loan, on) for loan in loans]
    payment = due(loans, on, until, share)
    interest, subsidy = by_day(loans, on, until, share)
    assert payment.amount == subsidy
    assert (payment.worksheet.interest, payment.worksheet.interest_subsidy) == (interest, subsidy)
    assert payment.worksheet.own_interest == interest - subsidy


# -- the ledgers of the same loans ------------------------------------------------------------------------------


def ledgers(loans: list[SmallLoan], on: date, until: date, share: Decimal) -> list[Ledger]:
    """The ledger of each loan up to the end of the year, the oldest first; each holds what the older ones leave."""
    found: list[Ledger] = []
    terms = policy(on, until).terms(small_loan)
    for loan in sorted(loans, key=lambda item: item.lent or FIRST):
        assert loan.lent is not None
        assert loan.due_on is not None
        booked: list[Any] = [item for item in loan.entries or () if isinstance(item, Drawing) or item.on <= on]
        left = sum((item.change for item in booked), Decimal(0))
        last = max(loan.due_on, on) - DAY
        close = min([on, *(item.on for item in booked if balance_at(loan, item.on, on) == 0)])
        if left and loan.due_on > on:
            booked.append(Repayment(on=loan.due_on, repaid=left))
        since = max(min(loan.due_on, close - timedelta(loan.overdue_days or 0)), loan.lent)
        spells = [Overdue(since=since, until=close - DAY)] if since < close else []
        found.append(
            Ledger(
                entries=(*booked, RateChange(on=loan.lent, annual_rate=loan.annual_rate or 0), *spells),
                terms=terms,
                day_count=360,
                subsidised_share=share,
                until=max(last, loan.lent),
                older=tuple(found),
            )
        )
    return found


@given(several(), assessed_on, ends, shares)
def test_loans_on_record_come_to_what_their_ledgers_come_to_in_the_year(
    loans: list[SmallLoan], on: date, until: date, share: Decimal
) -> None:
    loans = [agreeing(loan, on) for loan in loans]
    worksheet = due(loans, on, until, share).worksheet
    years = [year for one in ledgers(loans, on, until, share) for year in one.years() if year.year == on.year]
    for name in ("interest", "interest_subsidy", "own_interest"):
        assert getattr(worksheet, name) == sum((getattr(year, name) for year in years), Decimal(0)), name


# -- what is recorded overturns nothing ------------------------------------------------------------------------


def without_entries(loan: SmallLoan, on: date, **gone: None) -> SmallLoan:
    """What the record of a loan says without its entries, as of a day."""
    made: Any = loan
    known = {"lent_on": loan.lent, "principal": loan.amount_lent, "outstanding": loan.balance(on)}
    plain: SmallLoan = attrs.evolve(made, entries=None, **known | gone)
    return plain


def agreeing(loan: SmallLoan, on: date) -> SmallLoan:
    """The same loan as recorded on a day, whose days overdue include those after its term, as its entries have them."""
    made: Any = loan
    repaid = [item.on for item in loan.entries or () if item.on <= on and balance_at(loan, item.on, on) == 0]
    after = (min([on, *repaid]) - made.due_on).days
    entries = [item for item in made.entries if isinstance(item, Drawing) or item.on <= on]
    found: SmallLoan = attrs.evolve(made, entries=entries, overdue_days=max(made.overdue_days, after))
    return found


gaps = st.sets(st.sampled_from(["lent_on", "principal", "outstanding", "due_on", "overdue_days"]), max_size=2)


@given(several(), assessed_on, ends, shares, st.data())
def test_entries_that_agree_with_the_balance_take_back_no_answer(
    loans: list[SmallLoan], on: date, until: date, share: Decimal, data: st.DataObject
) -> None:
    lacking = data.draw(gaps)
    loans = [agreeing(loan, on) for loan in loans]
    known: Any = due(loans, on, until, share)
    open_loans = [without_entries(loan, on, **dict.fromkeys(lacking)) for loan in loans]
    found: Any = due(open_loans, on, until, share)
    assert holds(found.amount, known.amount)
    for name in ("balance_permitted", "balance", "interest", "interest_subsidy", "own_interest", "permitted_total"):
        assert holds(getattr(found.worksheet, name), getattr(known.worksheet, name)), name


@given(several(apart=False), assessed_on, ends, shares, st.randoms(), st.data())
def test_the_order_of_loans_and_of_their_entries_does_not_matter(
    loans: list[SmallLoan], on: date, until: date, share: Decimal, random: Any, data: st.DataObject
) -> None:
    some = [
        without_entries(loan, on, **dict.fromkeys(data.draw(gaps))) if data.draw(st.booleans()) else loan
        for loan in loans
    ]
    other = [shuffled(loan, random) for loan in some]
    random.shuffle(other)
    one, same = due(some, on, until, share), due(other, on, until, share)
    assert (one.status, repr(one.amount), one.missing) == (same.status, repr(same.amount), same.missing)
    assert repr(one.worksheet) == repr(same.worksheet)


def shuffled(loan: SmallLoan, random: Any) -> SmallLoan:
    made: Any = loan
    entries = list(loan.entries or ())
    random.shuffle(entries)
    changed: SmallLoan = attrs.evolve(made, entries=entries or None)
    return changed


# -- what is recorded beside the dates --------------------------------------------------------------------------


@given(several(), assessed_on, ends, shares, st.data())
def test_what_is_not_recorded_beside_the_dates_leaves_the_answer_open_around_what_it_is(
    loans: list[SmallLoan], on: date, until: date, share: Decimal, data: st.DataObject
) -> None:
    told = [agreeing(loan, on) for loan in loans]
    known: Any = due(told, on, until, share)
    months = st.one_of(st.none(), st.integers(1, 60))
    less = [attrs.evolve(one, overdue_days=None, term_months=data.draw(months)) for one in cast(told)]
    found: Any = due(less, on, until, share)
    for name in ("interest", "interest_subsidy", "own_interest", "balance", "permitted_total"):
        assert holds(getattr(found.worksheet, name), getattr(known.worksheet, name)), name
    assert holds(found.amount, known.amount)


# -- top-ups ------------------------------------------------------------------------------------------------------


confirmed = st.fixed_dictionaries({"need_confirmed": st.booleans(), "able_to_repay": st.booleans()})


@given(several(), assessed_on, ends, shares, st.data())
def test_a_top_up_is_whatever_was_lent_while_another_loan_was_outstanding(
    loans: list[SmallLoan], on: date, until: date, share: Decimal, data: st.DataObject
) -> None:
    loans = [attrs.evolve(one, **data.draw(confirmed)) for one in cast(loans)]
    on = max(on, *(loan.lent or FIRST for loan in loans))
    payment = due(loans, on, until, share)
    ordered = sorted(loans, key=lambda loan: loan.lent or FIRST)
    of_year = [loan for loan in ordered if not loan.is_over(on)] or ordered
    for loan, part in zip(of_year, payment.parts or (payment.worksheet,), strict=True):
        lent: Any = loan.lent
        older = [other for other in ordered if other.lent is not None and other.lent < lent]
        tops_up = any(entered(other, lent) for other in older)
        owed = entered(loan, on) + sum(entered(other, on) for other in older)
        topped_up = tops_up and owed > 0 and loan.need_confirmed and loan.able_to_repay
        assert part.permitted_total == (100_000 if topped_up else 50_000)


def entered(loan: SmallLoan, day: date) -> Fraction:
    """What the entries of a loan leave outstanding at the end of a day."""
    booked = [item for item in loan.entries or () if item.on <= day]
    return sum((Fraction(item.change) for item in booked), Fraction(0))


def cast(loans: list[SmallLoan]) -> list[Any]:
    """The loans, for type checkers that do not take a model for a class of attrs."""
    return list(loans)
