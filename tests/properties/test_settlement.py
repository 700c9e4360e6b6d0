"""The laws of a year of medical bills: order, division, accumulation, and never more than the bill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rural_revitalization import (
    NO_CEILING,
    AllowanceSpell,
    Household,
    LocalFigures,
    MedicalBill,
    Person,
    Policy,
    Spell,
    Unknown,
    load_policy,
)
from rural_revitalization.bills.day import Day
from rural_revitalization.bills.layers import Layers
from rural_revitalization.bills.year import SettledBill, Year, YearTotals
from rural_revitalization.catalogue import LAYERS
from rural_revitalization.fields import specs
from rural_revitalization.models import CareKind
from rural_revitalization.rules.medical import basic_insurance, medical_assistance, settlement, tilted_assistance
from rural_revitalization.strategies import amounts, known_facts, terms

FEN = Decimal("0.01")
PAID = ("basic_paid", "serious_illness_paid", "assistance_paid", "tilted_paid")
OVERLAY = """
[document]
id = "county-notice"
title = "made up for these laws"
from = 2021-01-01
until = 2025-12-31

[serious_illness.rate]
unit = "schedule"
section = "1"

[serious_illness.rate.value]
measured_on = "excess"
bands = [{ up_to = 30000, rate = 0.60 }, { up_to = 60000, rate = 0.65 }, { rate = 0.75 }]

[medical_assistance.low_income_covered]
value = true
unit = "truth"
section = "2"
"""
FIGURES = {
    "medical_assistance.extreme_poverty_threshold": ("0", "yuan"),
    "medical_assistance.extreme_poverty_rate": ("0.90", "share"),
    "medical_assistance.allowance_threshold": ("1000", "yuan"),
    "medical_assistance.allowance_rate": (
        '{ measured_on = "whole", bands = [{ up_to = 20000, rate = 0.70 }, { rate = 0.75 }] }',
        "schedule",
    ),
    "medical_assistance.other_threshold": ("3000", "yuan"),
    "medical_assistance.other_rate": ("0.60", "share"),
    "tilted_assistance.threshold": ("5000", "yuan"),
    "tilted_assistance.rate": ("0.50", "share"),
}


@cache
def policy() -> Policy:
    """Hunan's, with a county's made-up schedule for all that the plan leaves open."""
    text = OVERLAY + "".join(
        f'\n[{name}]\nvalue = {value}\nunit = "{unit}"\nsection = "2"\n' for name, (value, unit) in FIGURES.items()
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "overlay.toml"
        path.write_text(text, encoding="utf-8")
        return load_policy("hunan", on=date(2022, 6, 1), overlay=path)


def local(**changes: Any) -> LocalFigures:
    figures: dict[str, Any] = {
        "area_disposable_income": 32000,
        "serious_illness_ceiling": 60000,
        "inpatient_share": "0.70",
        "medical_assistance_cap": 30000,
        "tilted_assistance_cap": NO_CEILING,
        "elderly_age": 60,
        "oldest_minor_age": 17,
    } | changes
    return LocalFigures(year=2022, **figures, sources=dict.fromkeys(figures, "made up"))


RECORDED: dict[str, Any] = {
    "insured": True,
    "birth_date": date(1980, 1, 1),
    "disability_kind": "none",
    "gravely_ill": True,
    "high_medical_cost": True,
    "burden_heavy": True,
    **{name: () for name, spec in specs(Person).items() if spec.of in (Spell, AllowanceSpell)},
}
AT_HOME: dict[str, Any] = {"registered_poor": (), "monitored": (), "basic_living_severely_hard": True, "at_risk": True}
SINCE = st.dates(date(2022, 1, 1), date(2022, 12, 31)).map(lambda day: [Spell(since=day)])
ALWAYS = [Spell(since=date(2015, 1, 1))]


def worked(bills: Sequence[MedicalBill], figures: LocalFigures | None = None, **recorded: Any) -> Year:
    """A year of somebody of whom everything is recorded, but for what is given."""
    at_home = AT_HOME | {name: recorded.pop(name) for name in list(recorded) if name in AT_HOME}
    person = Person(id="p", bills=bills, **RECORDED | recorded)
    return Year(
        person=person,
        household=Household(id="h", members=[person], **at_home),
        local=figures or local(),
        policy=policy(),
    )


@st.composite
def bills(draw: st.DrawFn, *, recorded: bool = True) -> MedicalBill:
    """A bill of the year; what basic insurance paid of it is `recorded`, or may not be."""
    paid, in_scope, total = sorted(draw(amounts(high=Decimal(120000))) for _ in range(3))
    return MedicalBill(
        settled_on=draw(st.dates(date(2022, 1, 1), date(2022, 12, 31))),
        total=total,
        in_scope=in_scope,
        basic_insurance_paid=paid if recorded or draw(st.booleans()) else None,
        in_county_inpatient=True,
    )


DATED = ("extreme_poverty", "minimum_living_allowance", "low_income", "monitored")
years = st.lists(bills(), max_size=5)
classes = st.fixed_dictionaries(
    {
        name: st.one_of(st.just(()), st.just(ALWAYS))
        for name in ("extreme_poverty", "minimum_living_allowance", "low_income", "monitored")
    }
)
changing = st.fixed_dictionaries(
    {name: st.one_of(st.just(()), SINCE) for name in ("extreme_poverty", "minimum_living_allowance", "monitored")}
)

QUARTERS = st.lists(st.integers(0, 3), unique=True, max_size=3).map(
    lambda quarters: [Spell(since=date(2022, 3 * q + 1, 1), until=date(2022, 3 * q + 3, 28)) for q in quarters]
)
regained = st.fixed_dictionaries(dict.fromkeys(("extreme_poverty", "minimum_living_allowance", "monitored"), QUARTERS))


def payments(item: SettledBill | YearTotals) -> tuple[Any, ...]:
    return tuple(getattr(item, name) for name in (*PAID, "own_payment"))


@given(years, st.one_of(classes, changing))
def test_the_layers_together_and_what_is_left_are_the_bill(given_bills: list[MedicalBill], who: dict[str, Any]) -> None:
    year = worked(given_bills, **who)
    for settled in year.bills():
        assert all(amount >= 0 for amount in payments(settled))
        assert sum(payments(settled)) == settled.bill.total
        assert settled.own_payment >= settled.bill.total - settled.bill.in_scope  # type: ignore[operator]


@given(years, st.one_of(classes, changing))
def test_the_bills_add_up_to_the_year(given_bills: list[MedicalBill], who: dict[str, Any]) -> None:
    year = worked(given_bills, **who)
    settled = year.bills()
    for name in (*PAID, "own_payment", "total", "in_scope"):
        assert getattr(year.totals(), name) == sum(getattr(item, name) for item in settled), name
    so_far = year.so_far(date(2022, 12, 31))
    assert tuple(map(so_far.paid, LAYERS)) == payments(year.totals())[1:4]
    assert year.totals().bills == len(given_bills)
    assert [item.settled_on for item in settled] == sorted(item.settled_on for item in settled)


GAPS = st.sets(st.sampled_from(("total", "in_scope", "basic_insurance_paid")))


@given(
    st.lists(st.tuples(bills(), GAPS), min_size=1, max_size=4),
    st.one_of(classes, changing),
    st.sets(st.sampled_from(DATED)),
)
def test_a_recorded_total_is_shown_as_recorded_and_bounds_what_is_left(
    some: list[tuple[MedicalBill, set[str]]], who: dict[str, Any], gone: set[str]
) -> None:
    given_bills = [attrs.evolve(bill, **dict.fromkeys(gaps)) for bill, gaps in some]  # type: ignore[misc]
    year = worked(given_bills, **who | dict.fromkeys(gone))
    settled = year.bills()
    for item in settled:
        assert item.bill.total is None or item.total == item.worksheet.facts.total == item.bill.total
        if item.bill.total is not None:
            within(item.own_payment, item.bill.total)
    if all(bill.total is not None for bill in given_bills):
        total = sum(bill.total or 0 for bill in given_bills)
        assert year.totals().total == total
        within(year.totals().own_payment, total)


def within(amount: Any, most: Any) -> None:
    """An amount, or both ends of its range, lies between nothing and the most."""
    ends = (amount.low, amount.high) if isinstance(amount, Unknown) else (amount,)
    assert all(end is not None and 0 <= end <= most for end in ends)


@given(st.lists(st.tuples(bills(), GAPS), min_size=1, max_size=4), st.one_of(classes, changing))
def test_no_amount_of_a_bill_overturns_a_settlement(
    some: list[tuple[MedicalBill, set[str]]], who: dict[str, Any]
) -> None:
    known = [bill for bill, _ in some]
    gaps = [attrs.evolve(bill, **dict.fromkeys(gone)) for bill, gone in some]  # type: ignore[misc]
    nothing_is_overturned(worked(gaps, **who), worked(known, **who))


@st.composite
def with_negative(draw: st.DrawFn) -> list[MedicalBill]:
    """Bills of the year and some of the year before, some of them alike, and some that take back others or anything."""
    found = draw(st.lists(bills(), min_size=1, max_size=3))
    found += draw(st.lists(st.sampled_from(found).map(partial(attrs.evolve, settled_on=date(2022, 9, 1))), max_size=1))
    found += draw(st.lists(st.sampled_from(found).map(partial(attrs.evolve, settled_on=date(2021, 9, 1))), max_size=1))
    for taken_back in draw(st.lists(st.one_of(st.sampled_from(found), bills()), min_size=1, max_size=2)):
        total, in_scope, paid = (-amount for amount in taken_back.amounts if amount is not None)
        on = draw(st.dates(date(2022, 1, 1), date(2022, 12, 31)))
        found.append(MedicalBill(settled_on=on, total=total, in_scope=in_scope, basic_insurance_paid=paid))
    return found


def ends_of(amount: Any) -> tuple[Any, Any]:
    return (amount.low, amount.high) if isinstance(amount, Unknown) else (amount, amount)


def adds_up(item: Any) -> None:
    """The total is what the layers paid and what is left, to the fen; where it is open, it can be."""
    *paid, own = map(ends_of, payments(item))
    least, most = (item.total - sum(amounts) for amounts in zip(*paid, strict=True))
    if least == most:
        assert own == (least, most)
    assert most <= own[0] <= own[1] <= least


@given(with_negative(), st.one_of(classes, changing, regained))
def test_no_negative_bill_is_dropped_and_the_sheets_add_up(given_bills: list[MedicalBill], who: dict[str, Any]) -> None:
    year = worked(given_bills, **who)
    settled, totals = year.bills(), year.totals()
    taken = [bill for bill in given_bills if bill.settled_on.year == 2022]
    assert (totals.bills, len(settled)) == (len(taken), len(taken))
    for name, of in (("total", "total"), ("in_scope", "in_scope"), ("basic_paid", "basic_insurance_paid")):
        assert getattr(totals, name) == sum(getattr(bill, of) for bill in taken), name
    for item in (*settled, totals):
        adds_up(item)
    for name in (*PAID, "own_payment"):
        found, each = ends_of(getattr(totals, name)), [ends_of(getattr(item, name)) for item in settled]
        least, most = map(sum, zip(*each, strict=True))
        assert least <= found[0] <= found[1] <= most, name
        if least == most:
            assert found == (least, most), name
    if len(taken) == len(given_bills) and not any(item.origin_open for item in settled):
        assert 0 <= totals.own_payment <= totals.total


@given(with_negative(), st.one_of(classes, changing), st.randoms(use_true_random=False))
def test_negative_bills_count_by_day_in_whatever_order_they_are_given(
    given_bills: list[MedicalBill], who: dict[str, Any], chance: Any
) -> None:
    one_day = [attrs.evolve(bill, settled_on=date(2022, 6, 1)) for bill in given_bills]  # type: ignore[misc]
    for taken in (given_bills, one_day):
        shuffled = list(taken)
        chance.shuffle(shuffled)
        one, other = (payments(worked(some, **who).totals()) for some in (taken, shuffled))
        assert list(map(ends_of, one)) == list(map(ends_of, other))


@given(bills(), years, st.one_of(classes, changing))
def test_a_reversal_in_the_year_after_gives_back_what_the_bill_was_paid(
    wrong: MedicalBill, given_bills: list[MedicalBill], who: dict[str, Any]
) -> None:
    assume(any(wrong.amounts) and all(item.amounts != wrong.amounts for item in given_bills))
    before = attrs.evolve(wrong, settled_on=date(2021, 11, 1))  # type: ignore[misc]
    total, in_scope, paid = (-amount for amount in wrong.amounts if amount is not None)
    back = MedicalBill(settled_on=wrong.settled_on, total=total, in_scope=in_scope, basic_insurance_paid=paid)
    figures = attrs.evolve(local(), year=2021)  # type: ignore[misc]
    year = attrs.evolve(worked([before, back, *given_bills], **who), earlier=[figures])
    (of_before,) = worked([before], figures, **who).bills()
    without = worked(given_bills, **who).totals()
    for name in (*PAID, "own_payment", "total"):
        assert getattr(year.totals(), name) == getattr(without, name) - getattr(of_before, name), name


@given(
    with_negative(),
    st.one_of(classes, changing, regained),
    st.sets(st.sampled_from((*DATED, "insured"))),
    st.lists(GAPS, min_size=8, max_size=8),
    st.data(),
)
def test_nothing_overturns_what_reversals_leave_open(
    given_bills: list[MedicalBill], who: dict[str, Any], gone: set[str], gaps: list[set[str]], data: st.DataObject
) -> None:
    # What neither a bill nor its reversal records is taken to be the same of both.
    lacking = [
        bill if bill.is_reversal else attrs.evolve(bill, **dict.fromkeys(gap))  # type: ignore[misc]
        for bill, gap in zip(given_bills, gaps, strict=False)
    ]
    filling = {name: data.draw(QUARTERS if name in DATED else st.booleans()) for name in sorted(gone)}
    nothing_is_overturned(worked(lacking, **who | dict.fromkeys(gone)), worked(given_bills, **who | filling))


@given(years, st.one_of(classes, changing), st.randoms(use_true_random=False))
def test_the_order_in_which_bills_are_given_does_not_change_the_year(
    given_bills: list[MedicalBill], who: dict[str, Any], chance: Any
) -> None:
    one_day = [attrs.evolve(bill, settled_on=date(2022, 6, 1)) for bill in given_bills]  # type: ignore[misc]
    for taken in (given_bills, one_day):
        shuffled = list(taken)
        chance.shuffle(shuffled)
        assert payments(worked(shuffled, **who).totals()) == payments(worked(taken, **who).totals())


@given(st.lists(bills(), max_size=3), bills(), st.one_of(classes, changing), st.data())
def test_dividing_a_bill_does_not_change_the_year(
    others: list[MedicalBill], whole: MedicalBill, who: dict[str, Any], data: st.DataObject
) -> None:
    assert whole.total is not None
    assert whole.in_scope is not None
    assert whole.basic_insurance_paid is not None
    paid = data.draw(amounts(high=whole.basic_insurance_paid))
    left = data.draw(amounts(high=whole.in_scope - whole.basic_insurance_paid))
    beyond = data.draw(amounts(high=whole.total - whole.in_scope))
    part = attrs.evolve(whole, total=paid + left + beyond, in_scope=paid + left, basic_insurance_paid=paid)  # type: ignore[misc]
    rest = attrs.evolve(  # type: ignore[misc]
        whole,
        total=whole.total - paid - left - beyond,
        in_scope=whole.in_scope - paid - left,
        basic_insurance_paid=whole.basic_insurance_paid - paid,
    )
    one, two = worked([*others, whole], **who).totals(), worked([*others, part, rest], **who).totals()
    assert payments(one) == payments(two)


@given(years, bills(), st.one_of(classes, changing))
def test_one_more_bill_lowers_no_payment_of_the_year_nor_what_is_left(
    given_bills: list[MedicalBill], more: MedicalBill, who: dict[str, Any]
) -> None:
    before, after = worked(given_bills, **who).totals(), worked([*given_bills, more], **who).totals()
    if who.keys() == {"extreme_poverty", "minimum_living_allowance", "low_income", "monitored"}:
        assert all(now >= then for then, now in zip(payments(before), payments(after), strict=True))
    assert after.total == before.total + (more.total or 0)


@given(years, classes)
def test_what_was_paid_of_earlier_bills_stays(given_bills: list[MedicalBill], who: dict[str, Any]) -> None:
    year = worked(given_bills, **who)
    whole = year.bills()
    for settled in whole:
        so_far = attrs.evolve(year, until=settled.settled_on).bills()
        assert [payments(item) for item in so_far] == [payments(item) for item in whole[: len(so_far)]]


# -- caps over a year, and reversals ---------------------------------------------------------------------------

CAPS = amounts(high=Decimal(20000))


@given(years, regained, CAPS, CAPS, CAPS)
def test_no_more_is_paid_in_a_year_than_the_largest_cap_in_force(
    given_bills: list[MedicalBill], who: dict[str, Any], ceiling: Decimal, cap: Decimal, of_tilt: Decimal
) -> None:
    figures = local(serious_illness_ceiling=ceiling, medical_assistance_cap=cap, tilted_assistance_cap=of_tilt)
    year = worked(given_bills, figures, **who)
    totals = year.totals()
    assert totals.assistance_paid <= cap
    assert totals.tilted_paid <= of_tilt
    # Hunan lifts the ceiling for the tilted, of whom the monitored alone are none.
    if not who["extreme_poverty"] and not who["minimum_living_allowance"]:
        assert totals.serious_illness_paid <= ceiling
    assert sum(item.assistance_paid for item in year.bills()) == totals.assistance_paid


@given(bills(), bills(), CAPS)
def test_no_bill_is_paid_less_because_of_a_payment_nobody_made(
    earlier: MedicalBill, later: MedicalBill, cap: Decimal
) -> None:
    # Nobody reaches this deductible, so all that basic insurance leaves goes to assistance; it pays nothing before
    # the class begins.
    figures = local(area_disposable_income=10_000_000, medical_assistance_cap=cap)
    who: dict[str, Any] = {"minimum_living_allowance": [Spell(since=date(2022, 7, 1))], "high_medical_cost": False}
    before = attrs.evolve(earlier, settled_on=date(2022, 2, 1))  # type: ignore[misc]
    after = attrs.evolve(later, settled_on=date(2022, 9, 1))  # type: ignore[misc]
    alone, both = worked([after], figures, **who).bills(), worked([before, after], figures, **who).bills()
    assert both[0].assistance_paid == 0
    assert both[1].assistance_paid >= alone[0].assistance_paid


@given(years, bills(), st.one_of(classes, changing, regained), st.integers(0, 200))
def test_a_bill_and_its_reversal_change_nothing_of_the_year(
    given_bills: list[MedicalBill], wrong: MedicalBill, who: dict[str, Any], later: int
) -> None:
    # Of two bills of the same amounts a reversal does not say which it takes back.
    assume(any(wrong.amounts) and all(item.amounts != wrong.amounts for item in given_bills))
    on = min(wrong.settled_on + timedelta(days=later), date(2022, 12, 31))
    total, in_scope, paid = (-amount for amount in wrong.amounts if amount is not None)
    back = MedicalBill(settled_on=on, total=total, in_scope=in_scope, basic_insurance_paid=paid)
    without, year = worked(given_bills, **who), worked([back, *given_bills, wrong], **who)
    assert payments(year.totals()) == payments(without.totals())
    for at, name in enumerate((*PAID, "own_payment")):
        assert payments(year.totals())[at] == sum(getattr(item, name) for item in year.bills()), name


@given(st.lists(amounts(high=Decimal(90000)), min_size=1, max_size=5), classes, CAPS, CAPS, CAPS, st.data())
def test_stretches_under_the_same_classes_pay_what_one_stretch_does(
    costs: list[Decimal], who: dict[str, Any], ceiling: Decimal, cap: Decimal, of_tilt: Decimal, data: st.DataObject
) -> None:
    figures = local(serious_illness_ceiling=ceiling, medical_assistance_cap=cap, tilted_assistance_cap=of_tilt)
    year, on = worked([], figures, **who), date(2022, 6, 1)
    day = Day(person=year.person, household=year.household, local=figures, policy=policy(), on=on)
    reached, before = Decimal("0.00"), None
    for cost in costs:  # some of which is taken back again
        back = data.draw(amounts(high=reached))
        for more in (cost, -back):
            stretch = Layers(day, more, before)
            before, reached = stretch.courses, reached + more
    assert stretch.in_all == Layers(day, reached).in_all


OF_THE_YEAR = ("gravely_ill", "insured", "high_medical_cost")


@st.composite
def reversed_or_not(draw: st.DrawFn) -> list[MedicalBill]:
    """Bills of a year, one of which may be taken back, in full or with other amounts."""
    found = draw(st.lists(bills(), min_size=1, max_size=4))
    taken_back = draw(st.sampled_from([None, *found, draw(bills())]))
    if taken_back is None:
        return found
    total, in_scope, paid = (-amount for amount in taken_back.amounts if amount is not None)
    return [
        *found,
        MedicalBill(settled_on=date(2022, 12, 31), total=total, in_scope=in_scope, basic_insurance_paid=paid),
    ]


@given(
    reversed_or_not(),
    st.one_of(classes, changing, regained),
    st.sets(st.sampled_from((*DATED, *OF_THE_YEAR)), min_size=1),
    st.data(),
)
def test_no_filling_of_missing_facts_overturns_a_settlement(
    given_bills: list[MedicalBill], who: dict[str, Any], gone: set[str], data: st.DataObject
) -> None:
    open_year = worked(given_bills, **who | dict.fromkeys(gone))
    filling = {name: data.draw(QUARTERS if name in DATED else st.booleans()) for name in sorted(gone)}
    known_year = worked(given_bills, **who | filling)
    nothing_is_overturned(open_year, known_year)


def nothing_is_overturned(open_year: Year, known_year: Year) -> None:
    """Whatever the one year leaves open, the other comes to something that it held to be possible."""
    pairs: list[tuple[Any, Any]] = [
        (open_year.totals(), known_year.totals()),
        *zip(open_year.bills(), known_year.bills(), strict=True),
    ]
    for one, other in pairs:
        for was, now in zip(payments(one), payments(other), strict=True):
            if isinstance(was, Unknown):
                assert was.holds(now)
            else:
                assert not isinstance(now, Unknown)
                assert was == now


CARE = st.sampled_from(CareKind)


@given(st.lists(bills(), min_size=1, max_size=4), regained, CAPS, CAPS, st.one_of(st.none(), CAPS), st.data())
def test_no_kind_of_care_overturns_a_settlement_under_caps_by_kind(
    given_bills: list[MedicalBill],
    who: dict[str, Any],
    inpatient: Decimal,
    outpatient: Decimal,
    cap: Decimal | None,
    data: st.DataObject,
) -> None:
    caps = {"medical_assistance_inpatient_cap": inpatient, "medical_assistance_outpatient_cap": outpatient}
    figures = local(**caps, medical_assistance_cap=NO_CEILING if cap is None else cap)
    known = [attrs.evolve(bill, care=data.draw(CARE)) for bill in given_bills]  # type: ignore[misc]
    gaps = [attrs.evolve(bill, care=data.draw(st.sampled_from([None, bill.care]))) for bill in known]  # type: ignore[misc]
    gone = data.draw(st.sets(st.sampled_from(DATED)))
    filling = {name: data.draw(QUARTERS) for name in sorted(gone)}
    nothing_is_overturned(worked(gaps, figures, **who | dict.fromkeys(gone)), worked(known, figures, **who | filling))


@given(st.lists(bills(), min_size=1, max_size=3))
def test_the_uninsured_pay_all_but_what_basic_insurance_is_recorded_to_have_paid(
    given_bills: list[MedicalBill],
) -> None:
    totals = worked(given_bills, insured=False, extreme_poverty=ALWAYS).totals()
    assert payments(totals)[1:4] == (0, 0, 0)
    assert totals.own_payment == totals.total - totals.basic_paid


# -- single rules ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [medical_assistance, tilted_assistance])
@given(data=st.data())
def test_assistance_lies_between_nothing_and_the_cost_and_its_cap(rule: Any, data: st.DataObject) -> None:
    facts, stated = data.draw(known_facts(rule)), data.draw(terms(rule))
    worksheet = rule.compute(facts, stated)
    assert 0 <= worksheet.assistance <= facts.in_scope_cost
    assert worksheet.assistance + worksheet.own_payment == facts.in_scope_cost
    assert facts.annual_cap is NO_CEILING or worksheet.assistance <= facts.annual_cap
    assert worksheet.eligible or worksheet.assistance == 0


@pytest.mark.parametrize("rule", [medical_assistance, tilted_assistance])
@given(data=st.data(), more=amounts())
def test_more_cost_lowers_neither_the_assistance_nor_what_is_left(
    rule: Any, data: st.DataObject, more: Decimal
) -> None:
    facts, stated = data.draw(known_facts(rule)), data.draw(terms(rule))
    less = rule.compute(facts, stated)
    dearer = rule.compute(attrs.evolve(facts, in_scope_cost=facts.in_scope_cost + more), stated)
    assert dearer.assistance >= less.assistance
    assert dearer.own_payment >= less.own_payment


@given(known_facts(settlement), terms(settlement))
def test_a_settlement_leaves_between_what_is_out_of_scope_and_the_whole(facts: Any, stated: Any) -> None:
    worksheet: Any = settlement.compute(facts, stated)
    assume(facts.in_scope >= 0 or facts.total < 0)
    if facts.total >= 0:
        assert worksheet.out_of_scope == facts.total - facts.in_scope
        assert worksheet.out_of_scope <= worksheet.own_payment <= facts.total
    else:  # a reversal: the patient gets back, or pays, what the layers do not
        assert worksheet.own_payment == facts.total - sum(getattr(facts, name) for name in PAID)


@given(known_facts(basic_insurance), terms(basic_insurance))
def test_the_poor_are_never_paid_less_by_basic_insurance(facts: Any, stated: Any) -> None:
    assume(facts.in_scope_cost > 0)
    others: Any = basic_insurance.compute(attrs.evolve(facts, poor=False), stated)
    poor: Any = basic_insurance.compute(attrs.evolve(facts, poor=True), stated)
    assert others.reimbursement <= poor.reimbursement <= facts.in_scope_cost
