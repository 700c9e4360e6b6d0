"""The laws of a ledger: each period is the sum of its days, rounded once; the rest adds up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from rural_revitalization import Unknown
from rural_revitalization.algebra import UNSET, sum_of
from rural_revitalization.fields import specs
from rural_revitalization.loans.ledger import (
    Drawing,
    Entry,
    InterestPeriod,
    Ledger,
    Overdue,
    PeriodTotals,
    Quarter,
    RateChange,
    Repayment,
)
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.strategies import terms

DAY = timedelta(days=1)
FIRST = date(2021, 1, 1)
HALF_A_FEN = Decimal("0.005")
SUMMED = ("days", "overdue_days", "interest", "interest_subsidy", "own_interest", "roundings")


# -- ledgers to try -------------------------------------------------------------------------------------------

amounts = st.one_of(
    st.sampled_from([0, 1, 10_000_00, 30_000_00, 49_999_99, 50_000_00, 50_000_01, 80_000_00]),
    st.integers(0, 120_000_00),
)
rates = st.one_of(st.sampled_from(["0", "0.0365", "0.0435"]), st.decimals(0, 1, places=4)).map(Decimal)
days = st.integers(0, 1400).map(lambda later: FIRST + timedelta(later))


def yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


@st.composite
def bookings(draw: st.DrawFn) -> list[Entry]:
    """A first drawing, then drawings and repayments, none above the balance; what is drawn is in order of booking."""
    opening = draw(days)
    plan = draw(st.lists(st.tuples(st.integers(0, 400), st.booleans(), amounts), max_size=6))
    planned = sorted((opening + timedelta(later), repaid, fen) for later, repaid, fen in plan)
    entries: list[Entry] = []
    balance = 0
    for on, repaid, fen in [(opening, False, draw(amounts)), *planned]:
        amount = min(fen, balance) if repaid else fen
        balance += -amount if repaid else amount
        entries.append(Repayment(on=on, repaid=yuan(amount)) if repaid else Drawing(on=on, drawn=yuan(amount)))
    return entries


@st.composite
def spells(draw: st.DrawFn, opening: date) -> list[Entry]:
    found: list[Entry] = []
    since = opening
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 120)), max_size=3)):
        since += timedelta(gap)
        found.append(Overdue(since=since, until=since + timedelta(length)))
        since += timedelta(length + 1)
    if draw(st.booleans()):
        found.append(Overdue(since=since))
    return found


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Ledgers of which everything is known."""
    booked: list[Any] = draw(bookings())
    opening = booked[0].on
    changes = draw(st.dictionaries(st.integers(1, 500), rates, max_size=3))
    changed = [RateChange(on=opening + timedelta(later), annual_rate=rate) for later, rate in changes.items()]
    first_rate = RateChange(on=opening, annual_rate=draw(rates))
    stated = draw(terms(small_loan))
    return Ledger(
        entries=(*booked, first_rate, *changed, *draw(spells(opening))),
        terms=attrs.evolve(
            stated,
            subsidised_cap=yuan(draw(amounts)),
            subsidy_until=draw(st.one_of(st.none(), st.just(date(2025, 12, 31)), days)),
        ),
        day_count=draw(st.sampled_from([360, 365, 366])),
        subsidised_share=draw(st.one_of(st.sampled_from([Decimal(1), Decimal("0.7")]), st.decimals(0, 1, places=2))),
        until=opening + timedelta(draw(st.integers(0, 700))),
        unsubsidised_first=draw(st.booleans()),
        need_confirmed=draw(st.booleans()),
        able_to_repay=draw(st.booleans()),
        tops_up=draw(st.booleans()),
    )


@st.composite
def unchanging(draw: st.DrawFn) -> Ledger:
    """Ledgers of one drawing at one rate, subsidised all along, on any day of which it may be overdue."""
    opening = draw(days)
    return Ledger(
        entries=(
            Drawing(on=opening, drawn=yuan(draw(amounts.filter(bool)))),
            RateChange(on=opening, annual_rate=draw(rates)),
            *draw(spells(opening)),
        ),
        terms=attrs.evolve(draw(terms(small_loan)), subsidised_cap=yuan(draw(amounts)), subsidy_until=None),
        day_count=draw(st.sampled_from([360, 365, 366])),
        subsidised_share=draw(st.decimals(0, 1, places=2)),
        until=opening + timedelta(draw(st.integers(0, 900))),
    )


def evolved(ledger: Ledger, **changes: Any) -> Ledger:
    made: Any = ledger
    changed: Ledger = attrs.evolve(made, **changes)
    return changed


def of_kind(ledger: Ledger, kind: type[Any]) -> list[Any]:
    return [entry for entry in ledger.entries if isinstance(entry, kind)]


# -- an independent working: day by day, in fractions -----------------------------------------------------------


@attrs.frozen
class Day:
    """One day of a loan."""

    on: date
    balance: Fraction
    subsidised: Fraction
    rate: Fraction
    overdue: bool


def day_by_day(ledger: Any) -> list[Day]:
    """Every day with a balance, worked out from the readings alone."""
    cap, last = Fraction(ledger.terms.subsidised_cap), ledger.terms.subsidy_until
    if last is UNSET:
        last = date.max
    drawn, repaid = summed_by_day(of_kind(ledger, Drawing)), summed_by_day(of_kind(ledger, Repayment))
    changes = {change.on: Fraction(change.annual_rate) for change in of_kind(ledger, RateChange)}
    spells = of_kind(ledger, Overdue)
    balance, subsidised, rate = Fraction(0), Fraction(0), Fraction(0)
    found = []
    on = min(drawn)
    while on <= ledger.until:
        rate = changes.get(on, rate)
        if on in drawn or on in repaid:
            more, less = drawn.get(on, Fraction(0)), repaid.get(on, Fraction(0))
            balance += more - less
            if ledger.unsubsidised_first:
                subsidised = min(balance, cap)
            else:
                subsidised = max(min(subsidised + more, cap) - less, Fraction(0))
        if balance:
            late = any(spell.since <= on <= (spell.until or date.max) for spell in spells)
            found.append(Day(on, balance, subsidised if on <= last else Fraction(0), rate, late))
        on += DAY
    return found


def summed_by_day(entries: Sequence[Any]) -> dict[date, Fraction]:
    found: dict[date, Fraction] = {}
    for entry in entries:
        found[entry.on] = found.get(entry.on, Fraction(0)) + Fraction(abs(entry.change))
    return found


def interest(ledger: Any, held: Sequence[Day]) -> Fraction:
    yearly = sum((day.balance * day.rate for day in held), Fraction(0))
    return yearly / int(ledger.day_count)


def subsidy(ledger: Any, held: Sequence[Day]) -> Fraction:
    bearing = sum((day.subsidised * day.rate for day in held if not day.overdue), Fraction(0))
    return bearing * Fraction(ledger.subsidised_share) / int(ledger.day_count)


def to_the_fen(amount: Fraction) -> Decimal:
    return yuan(floor(amount * 100 + Fraction(1, 2)))


@given(ledgers())
def test_every_period_is_the_sum_of_its_days_rounded_once(ledger: Ledger) -> None:
    by_day = day_by_day(ledger)
    periods = ledger.periods()
    for period in periods:
        held = [day for day in by_day if period.first <= day.on <= period.last]
        assert len(held) == period.days == (period.last - period.first).days + 1
        assert {(day.balance, day.subsidised, day.rate) for day in held} == {
            (Fraction(period.balance), Fraction(str(period.subsidised_principal)), Fraction(period.annual_rate))
        }
        assert period.overdue_days == sum(day.overdue for day in held)
        assert period.interest == to_the_fen(interest(ledger, held))
        assert period.interest_subsidy == to_the_fen(subsidy(ledger, held))
    assert sum(period.days for period in periods) == len(by_day)


@given(ledgers())
def test_totals_are_off_by_at_most_half_a_fen_for_each_rounding(ledger: Ledger) -> None:
    by_day, totals = day_by_day(ledger), ledger.totals()
    most = Fraction(HALF_A_FEN) * totals.roundings
    assert abs(Fraction(str(totals.interest)) - interest(ledger, by_day)) <= most
    assert abs(Fraction(str(totals.interest_subsidy)) - subsidy(ledger, by_day)) <= most


# -- what each period and each sum keeps ------------------------------------------------------------------------


@given(ledgers())
def test_no_subsidy_is_above_its_interest_and_the_two_leave_the_rest(ledger: Ledger) -> None:
    found: list[Any] = [*ledger.periods(), *ledger.quarters(), ledger.totals()]
    for item in found:
        assert 0 <= item.interest_subsidy <= item.interest
        assert item.own_interest == item.interest - item.interest_subsidy
        assert 0 <= item.overdue_days <= item.days


@given(ledgers())
def test_periods_follow_one_another_within_their_quarters(ledger: Ledger) -> None:
    periods = ledger.periods()
    for before, after in pairwise(periods):
        assert before.last < after.first
    for period in periods:
        assert period.first <= period.last
        assert (period.first.year, (period.first.month - 1) // 3) == (period.last.year, (period.last.month - 1) // 3)


@given(ledgers())
def test_quarters_and_totals_are_the_sums_of_their_periods(ledger: Ledger) -> None:
    periods, quarters, totals = ledger.periods(), ledger.quarters(), ledger.totals()
    for name in SUMMED[:-1]:
        assert getattr(totals, name) == sum(getattr(period, name) for period in periods)
    assert totals.roundings == len(periods)
    for name in SUMMED:
        assert getattr(totals, name) == sum(getattr(quarter, name) for quarter in quarters)
    assert [(quarter.year, quarter.number) for quarter in quarters] == sorted(
        {(period.first.year, (period.first.month - 1) // 3 + 1) for period in periods}
    )


@given(ledgers(), st.randoms())
def test_the_order_in_which_entries_are_given_does_not_matter(ledger: Ledger, random: Any) -> None:
    entries = list(ledger.entries)
    random.shuffle(entries)
    assert evolved(ledger, entries=entries).periods() == ledger.periods()


@given(ledgers())
def test_leaving_the_cap_to_what_is_still_owed_never_lowers_the_subsidy(ledger: Ledger) -> None:
    """Repaying what is not subsidised first is the better reading for the household, on every day."""
    better = evolved(ledger, unsubsidised_first=True).periods()
    worse = evolved(ledger, unsubsidised_first=False).periods()
    for one, other in zip(better, worse, strict=True):
        assert one.subsidised_principal >= other.subsidised_principal
        assert one.interest_subsidy >= other.interest_subsidy
        assert one.interest == other.interest


# -- roundings ------------------------------------------------------------------------------------------------


def one_period(ledger: Ledger) -> Any:
    """The small loan of a ledger in which nothing changes, over all its days at once."""
    totals = ledger.totals()
    (drawing,), (rate,) = of_kind(ledger, Drawing), of_kind(ledger, RateChange)
    facts = small_loan.Facts(
        borrower_in_scope=True,
        outstanding=drawing.drawn,
        bearing=drawing.drawn,
        older_balance=0,
        requested=0,
        year=FIRST.year,
        annual_rate=rate.annual_rate,
        days=totals.days,
        overdue_days=totals.overdue_days,
        day_count=ledger.day_count,
        subsidised_share=ledger.subsidised_share,
    )
    return small_loan.compute(facts, ledger.terms)


@given(unchanging())
def test_where_nothing_changes_quarters_add_up_to_the_one_period_formula(ledger: Ledger) -> None:
    quarters: list[Any] = list(ledger.quarters())
    whole = one_period(ledger)
    most = (len(quarters) + 1) * HALF_A_FEN
    assert sum(quarter.roundings for quarter in quarters) == len(quarters)
    assert abs(sum(quarter.interest for quarter in quarters) - whole.interest) <= most
    assert abs(sum(quarter.interest_subsidy for quarter in quarters) - whole.interest_subsidy) <= most


@given(unchanging())
def test_a_ledger_that_is_not_cut_is_the_one_period_formula(ledger: Ledger) -> None:
    until = ledger.periods()[0].last
    short = evolved(ledger, until=until)
    whole = one_period(short)
    (quarter,) = short.quarters()
    for item in (quarter, short.totals()):
        assert item.roundings == 1
        assert (item.interest, item.interest_subsidy, item.own_interest) == (
            whole.interest,
            whole.interest_subsidy,
            whole.own_interest,
        )


@given(ledgers(), st.lists(st.integers(0, 700), max_size=8))
def test_a_cut_changes_interest_by_at_most_half_a_fen_for_each_rounding(ledger: Ledger, cuts: list[int]) -> None:
    """A rate that stays the same cuts a period and changes nothing else."""
    opening = min(entry.on for entry in of_kind(ledger, Drawing))
    changes = sorted(of_kind(ledger, RateChange), key=lambda change: change.on)
    cut_on = {opening + timedelta(later) for later in cuts} - {change.on for change in changes}
    same = [attrs.evolve([change for change in changes if change.on <= on][-1], on=on) for on in cut_on]
    cut_ledger = evolved(ledger, entries=(*ledger.entries, *same))
    whole: Any = ledger.totals()
    cut: Any = cut_ledger.totals()
    assert cut.days == whole.days
    # A period that was cut into k was rounded once and is now rounded k times; the others are as they were.
    spans, cut_spans = ({(item.first, item.last) for item in made.periods()} for made in (ledger, cut_ledger))
    most = len(spans ^ cut_spans) * HALF_A_FEN
    assert abs(cut.interest - whole.interest) <= most
    assert abs(cut.interest_subsidy - whole.interest_subsidy) <= most


# -- more is never less ---------------------------------------------------------------------------------------


@given(ledgers(), amounts)
def test_more_principal_lowers_neither_interest_nor_subsidy(ledger: Ledger, more: int) -> None:
    first = of_kind(ledger, Drawing)[0]
    maximum = attrs.evolve(first, drawn=first.drawn + yuan(more))
    rest = [entry for entry in ledger.entries if entry is not first]
    less: Any = ledger.totals()
    dearer: Any = evolved(ledger, entries=(maximum, *rest)).totals()
    assert dearer.interest >= less.interest
    assert dearer.interest_subsidy >= less.interest_subsidy


@given(ledgers(), st.decimals(0, 1, places=4), st.data())
def test_a_higher_rate_lowers_neither_interest_nor_subsidy(ledger: Ledger, rate: Decimal, data: st.DataObject) -> None:
    change = data.draw(st.sampled_from(of_kind(ledger, RateChange)))
    higher = attrs.evolve(change, annual_rate=max(rate, change.annual_rate))
    entries = [higher if entry is change else entry for entry in ledger.entries]
    less: Any = ledger.totals()
    dearer: Any = evolved(ledger, entries=entries).totals()
    assert dearer.interest >= less.interest
    assert dearer.interest_subsidy >= less.interest_subsidy


@given(ledgers())
def test_overdue_spells_lower_the_subsidy_and_never_change_the_interest(ledger: Ledger) -> None:
    on_time = [entry for entry in ledger.entries if not isinstance(entry, Overdue)]
    late: Any = ledger.totals()
    prompt: Any = evolved(ledger, entries=on_time).totals()
    assert late.interest == prompt.interest
    assert late.interest_subsidy <= prompt.interest_subsidy


# -- what is not known ----------------------------------------------------------------------------------------


def holds(open_value: Any, plain: Any) -> bool:
    return open_value.holds(plain) if isinstance(open_value, Unknown) else bool(open_value == plain)


def figures(ledger: Ledger) -> list[tuple[str, Any]]:
    parts: list[tuple[type[Any], Sequence[Any]]] = [
        (InterestPeriod, ledger.periods()),
        (Quarter, ledger.quarters()),
        (PeriodTotals, [ledger.totals()]),
    ]
    return [(name, getattr(item, name)) for cls, items in parts for item in items for name in specs(cls)]


@given(ledgers(), st.sets(st.sampled_from(["subsidised_cap", "subsidised_share", "day_count"]), min_size=1))
def test_no_filling_overturns_a_figure_given_while_something_was_not_known(ledger: Ledger, gone: set[str]) -> None:
    without = dict.fromkeys(gone - {"subsidised_cap"})
    stated: Any = ledger.terms
    open_figures = attrs.evolve(stated, subsidised_cap=None) if "subsidised_cap" in gone else stated
    open_ledger = evolved(ledger, terms=open_figures, **without)
    for (name, open_value), (_, plain) in zip(figures(open_ledger), figures(ledger), strict=True):
        assert holds(open_value, plain), name
        if isinstance(open_value, Unknown):
            assert open_value.facts <= {"small_loan.subsidised_cap", "subsidised_share", "day_count"}


@given(ledgers())
def test_both_ends_are_reached_where_the_cap_and_the_share_are_not_known(ledger: Ledger) -> None:
    stated: Any = ledger.terms
    open_figures = evolved(ledger, terms=attrs.evolve(stated, subsidised_cap=None), subsidised_share=None).totals()
    least = evolved(ledger, subsidised_share=0).totals()
    most = evolved(ledger, terms=attrs.evolve(stated, subsidised_cap=10**9), subsidised_share=1).totals()
    assume(isinstance(open_figures.interest_subsidy, Unknown))
    open_subsidy: Any = open_figures.interest_subsidy
    assert (open_subsidy.low, open_subsidy.high) == (least.interest_subsidy, most.interest_subsidy)
    assert open_subsidy.low < open_subsidy.high
    open_rest: Any = open_figures.own_interest
    assert (open_rest.low, open_rest.high) == (most.own_interest, least.own_interest)


@given(ledgers())
def test_sums_are_those_of_the_algebra(ledger: Ledger) -> None:
    open_ledger = evolved(ledger, subsidised_share=None, day_count=None)
    for name in ("interest", "interest_subsidy", "own_interest"):
        one = sum_of(getattr(period, name) for period in open_ledger.periods())
        other: Any = getattr(open_ledger.totals(), name)
        assert repr(one) == repr(other)
