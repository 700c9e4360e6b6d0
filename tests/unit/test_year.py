"""Years of medical bills worked by hand, and the sheets a counter prints of them."""

from __future__ import annotations

import pickle
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from rural_revitalization import (
    NO_CEILING,
    AllowanceSpell,
    Band,
    Household,
    InvalidInput,
    InvalidPack,
    LocalFigures,
    MedicalBill,
    OutsidePeriod,
    Person,
    Policy,
    Spell,
    Unknown,
    explain,
    load_policy,
    missing,
    not_stated,
)
from rural_revitalization.algebra import Schedule
from rural_revitalization.bills.statement import statement, year_statement
from rural_revitalization.bills.year import SettledBill, Year
from rural_revitalization.fields import specs
from rural_revitalization.rules.allowance import gradual_exit
from rural_revitalization.rules.medical import contribution_subsidy, medical_assistance, serious_illness

CLASSES = [name for name, spec in specs(Person).items() if spec.of in (Spell, AllowanceSpell)]
ALWAYS = (Spell(since=date(2010, 1, 1)),)
FEBRUARY, JULY = date(2022, 2, 1), date(2022, 7, 1)

NOTICE = """
[document]
id = "county-notice"
title = "made up for these tests"
from = 2022-01-01
until = 2022-12-31
"""
ASSISTANCE = {
    "medical_assistance.low_income_covered": ("true", "truth"),
    "medical_assistance.allowance_threshold": ("1000", "yuan"),
    "medical_assistance.allowance_rate": ("0.70", "share"),
    "medical_assistance.other_threshold": ("3000", "yuan"),
    "medical_assistance.other_rate": ("0.60", "share"),
    "tilted_assistance.threshold": ("2000", "yuan"),
    "tilted_assistance.rate": ("0.50", "share"),
}


def stated(figures: dict[str, tuple[str, str]]) -> str:
    return NOTICE + "".join(
        f'\n[{name}]\nvalue = {value}\nunit = "{unit}"\nsection = "第二条"\n' for name, (value, unit) in figures.items()
    )


@pytest.fixture
def county(tmp_path: Path) -> Callable[..., Policy]:
    def policy(jurisdiction: str = "hunan", **more: tuple[str, str]) -> Policy:
        path = tmp_path / "notice.toml"
        changes = {name.replace("__", "."): figure for name, figure in more.items()}
        path.write_text(stated(ASSISTANCE | changes), encoding="utf-8")
        return load_policy(jurisdiction, on=date(2022, 6, 1), overlay=path)

    return policy


def local(year: int = 2022, **changes: Any) -> LocalFigures:
    figures: dict[str, Any] = {
        "area_disposable_income": 32000,
        "serious_illness_ceiling": NO_CEILING,
        "inpatient_share": "0.70",
        "medical_assistance_cap": 10000,
        "tilted_assistance_cap": NO_CEILING,
    } | changes
    return LocalFigures(year=year, **figures, sources=dict.fromkeys(figures, "made up"))


def bill(on: date, total: int | str, in_scope: int | str, basic: int | None, **more: Any) -> MedicalBill:
    return MedicalBill(settled_on=on, total=total, in_scope=in_scope, basic_insurance_paid=basic, **more)


TWO = (bill(FEBRUARY, 42000, 40000, 28000), bill(JULY, 50000, 50000, 35000))


def year_of(policy: Policy, figures: LocalFigures | None = None, **recorded: Any) -> Year:
    """The year of somebody enrolled, in no class and no trouble, but for what is given."""
    at_home: dict[str, Any] = {
        name: recorded.pop(name, default)
        for name, default in (
            ("monitored", ()),
            ("registered_poor", ()),
            ("basic_living_severely_hard", False),
            ("at_risk", False),
        )
    }
    known: dict[str, Any] = dict.fromkeys(CLASSES, ()) | {
        "bills": TWO,
        "insured": True,
        "disability_kind": "none",
        "birth_date": date(1980, 1, 1),
        "gravely_ill": False,
        "high_medical_cost": False,
        "burden_heavy": False,
    }
    person = Person(id="p", **known | recorded)
    return Year(
        person=person, household=Household(id="h", members=[person], **at_home), local=figures or local(), policy=policy
    )


def amounts(item: Any) -> tuple[str, ...]:
    names = ("basic_paid", "serious_illness_paid", "assistance_paid", "tilted_paid", "own_payment")
    return tuple(str(getattr(item, name)) for name in names)


# -- worked by hand -------------------------------------------------------------------------------------------


def test_bills_accumulate_against_the_deductible() -> None:
    year = year_of(load_policy("hunan", on=JULY))
    # 12,000 lies below 16,000; 12,000 + 15,000 = 27,000, less 16,000 = 11,000 x 60% = 6,600
    first, second = year.bills()
    assert amounts(first) == ("28000.00", "0.00", "0.00", "0.00", "14000.00")
    assert amounts(second) == ("35000.00", "6600.00", "0.00", "0.00", "8400.00")
    assert amounts(year.totals()) == ("63000.00", "6600.00", "0.00", "0.00", "22400.00")
    assert year.totals().bills == 2
    assert second.within["serious_illness"].deductible == Decimal("16000.00")


def test_bills_accumulate_against_the_ceiling() -> None:
    year = year_of(load_policy("hunan", on=JULY), local(serious_illness_ceiling=6000))
    # 6,600 is above the ceiling of 6,000
    assert [item.serious_illness_paid for item in year.bills()] == [Decimal("0.00"), Decimal("6000.00")]


def test_a_class_that_begins_within_the_year_counts_from_its_day_on(county: Callable[..., Policy]) -> None:
    year = year_of(county(), minimum_living_allowance=[Spell(since=JULY)])
    # From July on: deductible 8,000, 65%. With the bill: (27,000 - 8,000) x 65% = 12,350, 14,650 left, of which
    # (14,650 - 1,000) x 70% = 9,555. Without it: (12,000 - 8,000) x 65% = 2,600, 9,400 left, and 8,400 x 70% = 5,880.
    first, second = year.bills()
    assert amounts(first) == ("28000.00", "0.00", "0.00", "0.00", "14000.00")
    # 12,350 - 2,600 = 9,750; 9,555 - 5,880 = 3,675; 15,000 - 9,750 - 3,675 = 1,575
    assert amounts(second) == ("35000.00", "9750.00", "3675.00", "0.00", "1575.00")
    assert amounts(year.totals()) == ("63000.00", "9750.00", "3675.00", "0.00", "15575.00")


def test_assistance_stops_at_its_annual_cap(county: Callable[..., Policy]) -> None:
    year = year_of(county(), local(medical_assistance_cap=9000), minimum_living_allowance=ALWAYS)
    # As above, all year: 5,880 of the first bill, and 9,000 - 5,880 = 3,120 of the second
    assert [item.assistance_paid for item in year.bills()] == [Decimal("5880.00"), Decimal("3120.00")]


def test_assistance_by_bands(county: Callable[..., Policy]) -> None:
    policy = county(
        medical_assistance__allowance_rate=(
            '{ measured_on = "whole", bands = [{ up_to = 9400, rate = 0.70 }, { rate = 0.80 }] }',
            "schedule",
        )
    )
    first, second = year_of(policy, minimum_living_allowance=ALWAYS).bills()
    # 9,400 lies in the first band, on whose edge it ends: 8,400 x 70% = 5,880; 14,650: and 5,250 x 80% = 4,200 more
    assert [item.within["medical_assistance"].rate for item in (first, second)] == [Decimal("0.70"), Decimal("0.80")]
    assert [item.assistance_paid for item in (first, second)] == [Decimal("5880.00"), Decimal("4120.00")]
    # 5,880 + 4,200 = 10,080, capped at 10,000: 4,120 of the second bill


def test_tilted_assistance_comes_last(county: Callable[..., Policy]) -> None:
    hardship: dict[str, Any] = {"gravely_ill": True, "high_medical_cost": True, "burden_heavy": True}
    year = year_of(county(), basic_living_severely_hard=True, at_risk=True, **hardship)
    # First: 12,000 left; (12,000 - 3,000) x 60% = 5,400; 6,600 left; (6,600 - 2,000) x 50% = 2,300; 4,300 + 2,000
    first, second = year.bills()
    assert amounts(first) == ("28000.00", "0.00", "5400.00", "2300.00", "6300.00")
    # Second: 27,000 - 6,600 = 20,400; 17,400 x 60% = 10,440, capped at 10,000: 4,600; 10,400 left; 8,400 x 50% = 4,200,
    # of which 1,900; 15,000 - 6,600 - 4,600 - 1,900 = 1,900
    assert amounts(second) == ("35000.00", "6600.00", "4600.00", "1900.00", "1900.00")


def test_the_countys_share_is_an_estimate_of_what_basic_insurance_pays_and_more_for_the_poor_until_2020() -> None:
    stay = (bill(date(2018, 5, 1), 20000, 20000, None, in_county_inpatient=True),)
    year = year_of(load_policy("hunan", on=date(2018, 6, 1)), local(2018), bills=stay, registered_poor=ALWAYS)
    (settled,) = year.bills()
    # 70% + 10% = 80% of 20,000 by the average of the county; what was paid is nobody's average, so it is open.
    assert settled.basic.reimbursement == Decimal("16000.00")
    assert isinstance(settled.basic_paid, Unknown)
    assert (settled.basic_paid.low, settled.basic_paid.high) == (Decimal("0.00"), Decimal("20000.00"))
    assert settled.worksheet.no_deposit is True
    # In 2022 no plan grants the ten points.
    now = year_of(load_policy("hunan", on=JULY), bills=(bill(JULY, 20000, 20000, None, in_county_inpatient=True),))
    assert now.bills()[0].basic.reimbursement == Decimal("14000.00")
    # What was recorded needs no estimate.
    assert [item.basic for item in year_of(load_policy("hunan", on=JULY)).bills()] == [None, None]


@pytest.mark.parametrize("where", [None, False])
def test_out_of_the_county_what_basic_insurance_pays_must_be_recorded(where: bool | None) -> None:
    stay = (bill(JULY, 20000, 20000, None, in_county_inpatient=where),)
    (settled,) = year_of(load_policy("hunan", on=JULY), bills=stay).bills()
    assert isinstance(settled.basic_paid, Unknown)
    assert settled.basic_paid.facts == {"bills"}


def test_who_is_not_enrolled_is_paid_nothing() -> None:
    stay = (bill(JULY, 90000, 90000, None, in_county_inpatient=True),)
    year = year_of(load_policy("hunan", on=JULY), bills=stay, insured=False, extreme_poverty=ALWAYS)
    assert amounts(year.totals()) == ("0.00", "0.00", "0.00", "0.00", "90000.00")
    assert amounts(year.bills()[0]) == amounts(year.totals())


# -- caps over a year, and reversals ----------------------------------------------------------------------------


def paid_by_assistance(year: Year) -> list[Decimal]:
    return [item.assistance_paid for item in year.bills()]  # type: ignore[misc]


def test_a_cap_is_used_up_by_what_was_paid_under_another_class(county: Callable[..., Policy]) -> None:
    # Until June on the allowance; from July in a monitored household with high cost.
    other = {"monitored": [Spell(since=JULY)], "high_medical_cost": True}
    until_june = [Spell(since=date(2010, 1, 1), until=date(2022, 6, 30))]
    year = year_of(county(), local(medical_assistance_cap=8000), minimum_living_allowance=until_june, **other)
    # First: 12,000 - 2,600 = 9,400 left, (9,400 - 1,000) x 70% = 5,880.
    # Second, without the tilt: (27,000 - 16,000) x 60% = 6,600, of which none on the 12,000 before: 8,400 reach
    # assistance, after the 9,400 before. (17,800 - 3,000) x 60% - (9,400 - 3,000) x 60% = 8,880 - 3,840 = 5,040,
    # and 8,000 - 5,880 = 2,120 of the cap are left.
    assert paid_by_assistance(year) == [Decimal("5880.00"), Decimal("2120.00")]
    assert year.totals().assistance_paid == Decimal("8000.00")


def test_a_class_without_payment_uses_up_nothing(county: Callable[..., Policy]) -> None:
    year = year_of(county(), local(medical_assistance_cap=3000), minimum_living_allowance=[Spell(since=JULY)])
    # Nothing of the first bill; of the second 3,675 as above, of which the cap, all of it left, allows 3,000.
    assert paid_by_assistance(year) == [Decimal("0.00"), Decimal("3000.00")]


def test_care_of_each_kind_has_its_cap(county: Callable[..., Policy]) -> None:
    bills = tuple(
        bill(day, 10000, 10000, 2000, care=care)
        for day, care in ((FEBRUARY, "outpatient"), (date(2022, 3, 1), "inpatient"), (date(2022, 4, 1), "outpatient"))
    )
    caps: dict[str, Any] = {"medical_assistance_outpatient_cap": 6000, "medical_assistance_inpatient_cap": NO_CEILING}
    figures = local(**caps, medical_assistance_cap=None, serious_illness_ceiling=0)
    year = year_of(county(), figures, bills=bills, extreme_poverty=(), minimum_living_allowance=ALWAYS)
    # The tilt lifts the ceiling: 8,000 are the deductible, then 65%. First: nothing, (8,000 - 1,000) x 70% = 4,900.
    # Second: 8,000 x 65% = 5,200, 2,800 x 70% = 1,960. Third: the same 1,960, of which 6,000 - 4,900 = 1,100.
    assert paid_by_assistance(year) == [Decimal("4900.00"), Decimal("1960.00"), Decimal("1100.00")]
    # All care together is capped too, where the county says so: 6,000 - 4,900 = 1,100 of the second, none of the third.
    both = year_of(
        county(),
        local(**caps, medical_assistance_cap=6000, serious_illness_ceiling=0),
        bills=bills,
        minimum_living_allowance=ALWAYS,
    )
    assert paid_by_assistance(both) == [Decimal("4900.00"), Decimal("1100.00"), Decimal("0.00")]


def test_care_of_a_kind_that_nobody_recorded_is_paid_within_either_cap(county: Callable[..., Policy]) -> None:
    caps: dict[str, Any] = {"medical_assistance_outpatient_cap": 2000, "medical_assistance_inpatient_cap": 3000}
    figures = local(**caps, medical_assistance_cap=None)
    bills = (bill(FEBRUARY, 10000, 10000, 2000), bill(JULY, 10000, 10000, 2000, care="inpatient"))
    first, second = year_of(county(), figures, bills=bills, minimum_living_allowance=ALWAYS).bills()
    # 4,900 would be paid of the first; of the second 1,960, for which 3,000 are left, or nothing.
    assert isinstance(first.assistance_paid, Unknown)
    assert first.assistance_paid.high == Decimal("3000.00")
    assert isinstance(second.assistance_paid, Unknown)
    assert (second.assistance_paid.low, second.assistance_paid.high) == (Decimal("0.00"), Decimal("1960.00"))


def test_a_reversal_gives_back_what_the_bill_was_paid() -> None:
    back = bill(date(2022, 8, 1), -50000, -50000, -35000)
    year = year_of(load_policy("hunan", on=JULY), bills=(*TWO, back))
    # 6,600 of the bill of July, as above, and 8,400 left to the patient
    assert [item.serious_illness_paid for item in year.bills()] == [
        Decimal("0.00"),
        Decimal("6600.00"),
        Decimal("-6600.00"),
    ]
    reversal = year.bills()[-1]
    assert (reversal.total, reversal.own_payment) == (Decimal("-50000.00"), Decimal("-8400.00"))
    assert amounts(year.totals()) == amounts(year_of(load_policy("hunan", on=JULY), bills=TWO[:1]).totals())


@pytest.mark.parametrize(
    ("what", "of_reversal", "of_bill", "taken_back"),
    [
        ("care", None, "inpatient", True),
        ("care", "inpatient", "inpatient", True),
        ("care", "outpatient", "inpatient", False),
        ("scheme", None, "residents", True),
        ("scheme", "residents", "residents", True),
        ("scheme", "employees", "residents", False),
    ],
)
def test_a_reversal_takes_back_a_bill_of_its_own_care_and_scheme(
    what: str, of_reversal: str | None, of_bill: str, taken_back: bool
) -> None:
    back = bill(JULY, -10000, -10000, -2000, **{what: of_reversal})
    assert back.reverses(bill(FEBRUARY, 10000, 10000, 2000, **{what: of_bill})) is taken_back


def test_after_a_reversal_the_year_is_as_without_the_bill_also_for_those_between() -> None:
    back = bill(date(2022, 8, 1), -42000, -40000, -28000)
    year = year_of(load_policy("hunan", on=JULY), bills=(*TWO, back))
    # 15,000 alone are below 16,000: what the bill of July was paid is taken back with the one of February.
    assert [item.serious_illness_paid for item in year.bills()][-1] == Decimal("-6600.00")
    assert amounts(year.totals()) == amounts(year_of(load_policy("hunan", on=JULY), bills=TWO[1:]).totals())


def test_a_correction_in_part_is_settled_as_cost_taken_back() -> None:
    back = bill(date(2022, 8, 1), -5000, -5000, 0)
    year = year_of(load_policy("hunan", on=JULY), bills=(*TWO, back))
    # 27,000 - 5,000 = 22,000; (22,000 - 16,000) x 60% = 3,600, which is 3,000 less than 6,600
    assert year.bills()[-1].serious_illness_paid == Decimal("-3000.00")
    assert year.totals().serious_illness_paid == Decimal("3600.00")


def ends(amount: Any) -> tuple[str, str]:
    assert isinstance(amount, Unknown)
    assert amount.facts == {"bills"}
    return str(amount.low), str(amount.high)


def test_what_a_negative_bill_takes_back_that_nobody_recorded_is_open() -> None:
    bills = (bill(FEBRUARY, -10000, -9000, -4000), bill(JULY, 50000, 50000, 20000))
    year = year_of(load_policy("hunan", on=JULY), bills=bills)
    back, other = year.bills()
    # Of the 9,000 - 4,000 = 5,000 in scope that basic insurance left, the layers may have paid all or nothing, and the
    # patient the rest and the 1,000 out of scope.
    assert (back.total, back.basic_paid) == (Decimal("-10000.00"), Decimal("-4000.00"))
    assert ends(back.serious_illness_paid) == ("-5000.00", "0.00")
    assert ends(back.own_payment) == ("-6000.00", "-1000.00")
    # (30,000 - 16,000) x 60% = 8,400: what is not of this year uses up nothing of it.
    assert amounts(other) == ("20000.00", "8400.00", "0.00", "0.00", "21600.00")
    totals = year.totals()
    assert (totals.total, totals.in_scope, totals.basic_paid) == tuple(map(Decimal, ("40000", "41000", "16000")))
    assert ends(totals.serious_illness_paid) == ("3400.00", "8400.00")
    assert ends(totals.own_payment) == ("15600.00", "20600.00")
    assert ends(year.so_far(date(2022, 12, 31)).paid(serious_illness.RULE)) == ("3400.00", "8400.00")
    assert "To be recorded\n  which bill it takes back, and what that was paid" in statement(back)
    assert "冲销的原单据及其支付情况" in statement(back, "zh")
    assert "which bill" not in statement(other)


# 28,000 are left of the first: 12,000 x 60% = 7,200. 5,000 less are 23,000: 7,000 x 60% = 4,200.
# Until June on the allowance: 70% of 12,000 - 1,000. Of 8,000 they are 4,900, whatever the class at the time of the
# correction: 7,700 - 4,900 are given back, and the patient gets the rest of 4,000.
def test_a_correction_is_under_the_classes_of_the_bill_it_corrects(county: Callable[..., Policy]) -> None:
    until_june = [Spell(since=date(2010, 1, 1), until=date(2022, 6, 30))]
    bills = (bill(FEBRUARY, 12000, 12000, 0), bill(JULY, -4000, -4000, 0))
    figures = local(area_disposable_income=60000)
    year = year_of(county(), figures, bills=bills, minimum_living_allowance=until_june)
    assert [amounts(item)[2::2] for item in year.bills()] == [("7700.00", "4300.00"), ("-2800.00", "-1200.00")]
    assert amounts(year.totals()) == ("0.00", "0.00", "4900.00", "0.00", "3100.00")


def test_a_negative_bill_after_a_larger_one_is_a_correction_of_it() -> None:
    bills = (bill(FEBRUARY, 50000, 48000, 20000), bill(JULY, -10000, -9000, -4000))
    year = year_of(load_policy("hunan", on=JULY), bills=bills)
    assert [item.serious_illness_paid for item in year.bills()] == [Decimal("7200.00"), Decimal("-3000.00")]
    assert amounts(year.totals()) == ("16000.00", "4200.00", "0.00", "0.00", "19800.00")
    assert year.totals().total == Decimal("40000.00")


DECEMBER, JANUARY, MARCH = date(2021, 12, 20), date(2022, 1, 5), date(2022, 3, 1)
ACROSS = (bill(DECEMBER, 30000, 30000, 0), bill(JANUARY, -30000, -30000, 0), bill(MARCH, 40000, 40000, 0))


def test_a_reversal_of_a_bill_of_the_year_before_gives_back_what_that_was_paid() -> None:
    year = year_of(load_policy("hunan", on=JULY), bills=ACROSS)
    before = local(2021, area_disposable_income=30000)
    known = Year(person=year.person, household=year.household, local=year.local, policy=year.policy, earlier=[before])
    # 2021: (30,000 - 15,000) x 60% = 9,000. 2022: (40,000 - 16,000) x 60% = 14,400, as without the reversal.
    assert [amounts(item)[1::3] for item in known.bills()] == [("-9000.00", "-21000.00"), ("14400.00", "25600.00")]
    assert amounts(known.totals()) == ("0.00", "5400.00", "0.00", "0.00", "4600.00")
    assert [item.origin_open for item in known.bills()] == [False, False]
    # What is due of 2022 is that of March, whatever is given back of 2021.
    for item in (known, year):
        assert item.so_far(date(2022, 12, 31)).paid(serious_illness.RULE) == Decimal("14400.00")
    # Without the figures of 2021 it is not known what the bill was paid.
    assert ends(year.bills()[0].serious_illness_paid) == ("-30000.00", "0.00")
    assert ends(year.totals().serious_illness_paid) == ("-15600.00", "14400.00")
    assert year.bills()[0].origin_open
    assert pickle.loads(pickle.dumps(known)).totals() == known.totals()  # noqa: S301 - our own


def test_a_bill_of_the_year_before_is_reversed_once() -> None:
    twice = (*ACROSS[:2], bill(date(2022, 1, 6), -30000, -30000, 0))
    year = year_of(load_policy("hunan", on=JULY), bills=twice)
    known = attrs.evolve(year, earlier=[local(2021, area_disposable_income=30000)])
    first, second = known.bills()
    assert first.serious_illness_paid == Decimal("-9000.00")
    assert ends(second.serious_illness_paid) == ("-30000.00", "0.00")
    # One that was taken back in its own year stands no more.
    gone = (ACROSS[0], bill(date(2021, 12, 21), -30000, -30000, 0), ACROSS[1])
    (back,) = attrs.evolve(year_of(year.policy, bills=gone), earlier=known.earlier).bills()
    assert back.origin_open


# In July the allowance begins: deductible 8,000, 65%. What is reversed is the bill of February, at 16,000 and 60%, or
# that of July. First (30,000 - 16,000) x 60% = 8,400; second 52,000 x 65% - 22,000 x 65% = 33,800 - 14,300 = 19,500;
# without the first (30,000 - 8,000) x 65% = 14,300, that is 13,600 less than 27,900; without the second 8,400, 19,500
# less.
def test_of_two_bills_alike_under_different_classes_a_reversal_takes_back_either() -> None:
    alike = [bill(day, 30000, 30000, 0) for day in (FEBRUARY, JULY)]
    back = bill(date(2022, 9, 1), -30000, -30000, 0)
    policy = load_policy("hunan", on=JULY)
    figures = local(medical_assistance_cap=0)
    year = year_of(policy, figures, bills=(*alike, back), minimum_living_allowance=[Spell(since=JULY)])
    assert ends(year.bills()[2].serious_illness_paid) == ("-19500.00", "-13600.00")
    assert ends(year.totals().serious_illness_paid) == ("8400.00", "14300.00")
    assert ends(year.totals().own_payment) == ("15700.00", "21600.00")
    assert [item.origin_open for item in year.bills()] == [False, False, True]
    # Under the same classes it is all the same.
    always = year_of(policy, bills=(*alike, back))
    assert amounts(always.totals())[1] == "8400.00"
    assert not any(item.origin_open for item in always.bills())


def test_a_bill_of_which_nothing_is_recorded_may_be_what_a_reversal_takes_back() -> None:
    bills = (bill(FEBRUARY, 20000, 20000, 0), MedicalBill(settled_on=MARCH), bill(JULY, -20000, -20000, 0))
    totals = year_of(load_policy("hunan", on=JULY), bills=bills).totals()
    # What stands is the bill of March, of any amount, or else that of February, if the one of March was the same.
    assert ends(totals.total) == ("0.00", "None")
    assert ends(totals.serious_illness_paid) == ("0.00", "None")


def test_what_was_corrected_before_is_not_taken_back_in_full() -> None:
    bills = [bill(day, yuan, yuan, 0) for day, yuan in ((FEBRUARY, 30000), (MARCH, -20000), (JULY, -30000))]
    year = year_of(load_policy("hunan", on=JULY), bills=bills)
    # 8,400, of which 10,000 leave nothing; the 30,000 are more than what is left.
    assert [item.serious_illness_paid for item in year.bills()[:2]] == [Decimal("8400.00"), Decimal("-8400.00")]
    assert year.totals().total == Decimal("-20000.00")
    assert ends(year.totals().serious_illness_paid) == ("-30000.00", "0.00")


def test_where_there_are_too_many_ways_to_read_the_reversals_all_is_open() -> None:
    alike = [bill(date(2022, month, 1), yuan, yuan, 0) for month in (2, 8) for yuan in (20000, 30000, 40000, 50000)]
    back = [bill(date(2022, 9, 1), -yuan, -yuan, 0) for yuan in (20000, 30000, 40000, 50000)]
    policy = load_policy("hunan", on=JULY)
    year = year_of(policy, bills=(*alike, *back), minimum_living_allowance=[Spell(since=JULY)])
    totals = year.totals()
    assert totals.total == Decimal("140000.00")
    # Sixteen ways: 2 x 140,000 and all of 140,000 taken back, or none.
    assert ends(totals.serious_illness_paid) == ("-140000.00", "280000.00")
    assert totals.own_payment.holds(Decimal(100000))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("amounts_given", "path"),
    [((-100, 50, 0), "in_scope"), ((-100, -120, 0), "in_scope"), ((-100, -50, -60), "basic_insurance_paid")],
)
def test_a_reversal_has_one_sign_and_parts_within_the_whole(amounts_given: tuple[int, ...], path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        bill(JULY, *amounts_given)
    assert [mismatch.path for mismatch in caught.value.mismatches] == [path]


# -- days and figures ------------------------------------------------------------------------------------------


def test_bills_of_other_years_and_after_the_last_day_are_left_aside() -> None:
    taken = (*TWO, bill(date(2021, 12, 31), 1, 1, 0), bill(date(2023, 1, 1), 1, 1, 0))
    policy = load_policy("hunan", on=JULY)
    year = year_of(policy, bills=taken)
    assert [item.settled_on for item in year.bills()] == [FEBRUARY, JULY]
    until = Year(person=year.person, household=year.household, local=year.local, policy=policy, until=FEBRUARY)
    assert [item.settled_on for item in until.bills()] == [FEBRUARY]


def test_two_bills_alike_are_settled_one_after_the_other() -> None:
    twice = (bill(JULY, 50000, 50000, 35000),) * 2
    # 15,000 lie below 16,000; 30,000 less 16,000 = 14,000 x 60% = 8,400
    settled = year_of(load_policy("hunan", on=JULY), bills=twice).bills()
    assert [item.serious_illness_paid for item in settled] == [Decimal("0.00"), Decimal("8400.00")]


def test_a_year_without_bills_is_paid_nothing() -> None:
    year = year_of(load_policy("hunan", on=JULY), bills=())
    assert (year.bills(), amounts(year.totals())) == ((), ("0.00",) * 5)


def test_each_bill_is_settled_under_the_figures_of_its_own_day() -> None:
    # The plan of 2016 to 2020 was issued on 31 March 2017, and its benefits begin with it.
    stays = tuple(
        bill(day, 20000, 20000, None, in_county_inpatient=True) for day in (date(2017, 3, 30), date(2017, 3, 31))
    )
    year = year_of(load_policy("hunan", on=date(2017, 6, 1)), local(2017), bills=stays, registered_poor=ALWAYS)
    assert [item.basic.reimbursement for item in year.bills()] == [Decimal("14000.00"), Decimal("16000.00")]


def test_the_totals_are_narrower_than_the_bills_where_a_fact_is_missing() -> None:
    year = year_of(load_policy("hunan", on=JULY), minimum_living_allowance=None)
    paid = year.totals().serious_illness_paid
    # 6,600 without the tilt; (27,000 - 8,000) x 65% = 12,350 with it
    assert isinstance(paid, Unknown)
    assert (paid.low, paid.high) == (Decimal("6600.00"), Decimal("12350.00"))


def test_a_class_of_which_nothing_was_recorded_may_have_changed_between_two_bills() -> None:
    bills = (bill(FEBRUARY, "20000.04", "20000.04", 0), bill(JULY, "0.01", "0.01", 0))
    until_june = (Spell(since=date(2010, 1, 1), until=date(2022, 6, 30)),)
    from_june, policy = (Spell(since=date(2022, 6, 1)),), load_policy("hunan", on=JULY)
    # On the allowance for the first bill alone: 12,000.04 x 65% = 7,800.026, and of the second what 4,000.05 x 60% =
    # 2,400.03 has more than 4,000.04 x 60% = 2,400.024: 7,800.03 + 0.01. For the second alone: 2,400.02, and what
    # 12,000.05 x 65% = 7,800.0325 has more than 7,800.03. On it throughout it is 7,800.03, and never on it 2,400.03.
    paid = {
        classes: year_of(policy, bills=bills, minimum_living_allowance=classes).totals().serious_illness_paid
        for classes in (until_june, from_june, ALWAYS, (), None)
    }
    possible = paid.pop(None)
    assert list(paid.values()) == [Decimal(yuan) for yuan in ("7800.04", "2400.02", "7800.03", "2400.03")]
    assert isinstance(possible, Unknown)
    assert (possible.low, possible.high) == (Decimal("2400.02"), Decimal("7800.04"))
    assert possible.facts == {"minimum_living_allowance"}


def test_a_year_of_many_bills_in_classes_not_recorded_is_no_wider_than_it_may_be() -> None:
    gone = dict.fromkeys(("extreme_poverty", "minimum_living_allowance", "returned_to_poverty"))
    bills = [bill(date(2022, 1 + at // 5, 1 + at % 5), 1000, 1000, 0) for at in range(60)]
    paid = year_of(load_policy("hunan", on=JULY), bills=bills, **gone).totals().serious_illness_paid
    # Of 60,000: (60,000 - 16,000) x 60% = 26,400 without the tilt, (60,000 - 8,000) x 65% = 33,800 with it; no change
    # in between pays less than the one or more than the other.
    assert isinstance(paid, Unknown)
    assert (paid.low, paid.high) == (Decimal("26400.00"), Decimal("33800.00"))


def test_a_bill_of_a_kind_of_care_not_recorded_may_find_its_cap_used_up(county: Callable[..., Policy]) -> None:
    capped = local(
        medical_assistance_cap=NO_CEILING, medical_assistance_inpatient_cap=1000, medical_assistance_outpatient_cap=1000
    )
    bills = (bill(FEBRUARY, 6000, 6000, 0, care="outpatient"), bill(JULY, 2000, 2000, 0))
    settled = year_of(county("yiyang"), capped, bills=bills, minimum_living_allowance=ALWAYS).bills()
    # Below the deductible of 8,000. (6,000 - 1,000) x 70% = 3,500 uses up the 1,000 for outpatients; of 1,400 more for
    # the second, nothing is left if it is one of an outpatient, and 1,000 if it is not.
    assert settled[0].assistance_paid == Decimal("1000.00")
    paid = settled[1].assistance_paid
    assert isinstance(paid, Unknown)
    assert (paid.low, paid.high) == (Decimal("0.00"), Decimal("1000.00"))
    assert paid.facts == {"bills"}


def test_what_nobody_recorded_of_a_bill_is_open_and_bounded() -> None:
    gaps = (MedicalBill(settled_on=JULY), MedicalBill(settled_on=JULY, total=500, basic_insurance_paid=100))
    unknown, some = year_of(load_policy("hunan", on=JULY), bills=gaps).bills()
    assert isinstance(unknown.total, Unknown)
    assert (unknown.total.low, unknown.total.high) == (Decimal("0.00"), None)
    assert isinstance(some.in_scope, Unknown)
    assert (some.in_scope.low, some.in_scope.high) == (Decimal("100.00"), Decimal("500.00"))
    assert isinstance(some.worksheet.out_of_scope, Unknown)
    assert (some.worksheet.out_of_scope.low, some.worksheet.out_of_scope.high) == (Decimal("0.00"), Decimal("400.00"))
    whole = (MedicalBill(settled_on=JULY, total=500, basic_insurance_paid=500),)
    (paid,) = year_of(load_policy("hunan", on=JULY), bills=whole).bills()
    assert (paid.in_scope, paid.own_payment) == (Decimal("500.00"), Decimal("0.00"))


def shown(year: Year) -> list[Any]:
    """The sheets of the bills, and the totals."""
    return [*year.bills(), year.totals()]


# Of 30,000, 5,000 to 30,000 are in scope, of which 0 to 25,000 are left by basic insurance: above 16,000, 60% of 9,000
# are 5,400. The patient is left with 30,000 - 5,000 - 5,400 to 30,000 - 5,000.
def test_what_is_left_of_a_recorded_total_is_at_most_what_nobody_paid() -> None:
    one = MedicalBill(settled_on=JULY, total=30000, basic_insurance_paid=5000)
    year = year_of(load_policy("hunan", on=JULY), bills=(one,))
    for item in shown(year):
        assert item.total == Decimal("30000.00")
        assert isinstance(item.own_payment, Unknown)
        assert (item.own_payment.low, item.own_payment.high) == (Decimal("19600.00"), Decimal("25000.00"))


def test_where_no_layer_pays_what_is_in_scope_need_not_be_known() -> None:
    one = MedicalBill(settled_on=JULY, total=30000, basic_insurance_paid=15000)
    year = year_of(load_policy("hunan", on=JULY), bills=(one,))
    # At most 15,000 are left in scope, which is below the deductible of 16,000.
    assert [item.own_payment for item in shown(year)] == [Decimal("15000.00")] * 2


def test_the_poor_who_exited_may_keep_their_help_for_as_long_as_no_document_says() -> None:
    stay = (bill(date(2018, 5, 1), 20000, 20000, None, in_county_inpatient=True),)
    exited = (Spell(since=date(2014, 1, 1), until=date(2017, 12, 31)),)
    year = year_of(load_policy("hunan", on=date(2018, 6, 1)), local(2018), bills=stay, registered_poor=exited)
    basic = year.bills()[0].basic
    assert basic is not None
    assert isinstance(basic.rate, Unknown)
    assert (basic.rate.low, basic.rate.high) == (Decimal("0.70"), Decimal("0.80"))
    assert (missing(basic), not_stated(basic)) == ((("entitlements.kept_after_exit",)),) * 2
    assert "how long the exited keep the help of the poor" in " ".join(explain(basic))
    assert "脱贫后继续享受政策的期限" in " ".join(explain(basic, "zh"))


# -- what is refused ------------------------------------------------------------------------------------------


def test_a_year_needs_bills_and_a_member_of_the_household() -> None:
    policy = load_policy("hunan", on=JULY)
    with pytest.raises(InvalidInput) as caught:
        year_of(policy, bills=None)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["person.bills"]
    someone = Person(id="q", bills=())
    with pytest.raises(InvalidInput) as caught:
        Year(person=someone, household=year_of(policy).household, local=local(), policy=policy)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["person"]


def test_a_bill_of_a_day_that_no_document_covers_is_refused() -> None:
    late = (bill(date(2026, 1, 1), 1, 1, 0),)
    with pytest.raises(OutsidePeriod):
        year_of(load_policy("hunan", on=JULY), local(2026), bills=late).bills()


BANDS = (Band(Decimal(20000), Decimal("0.5")), Band(None, Decimal("0.6")))


def test_bands_and_their_base_come_together() -> None:
    alone: Any = Schedule
    with pytest.raises(TypeError, match="measured_on"):
        alone(BANDS)
    for bands, base, path in (((), "whole", "bands"), (BANDS, "all", "measured_on")):
        with pytest.raises(InvalidInput) as caught:
            alone(bands, measured_on=base)
        assert [mismatch.path for mismatch in caught.value.mismatches] == [path]
    for rule, name in ((medical_assistance, "other_rate"), (serious_illness, "rate")):
        with pytest.raises(InvalidInput) as caught:
            rule.Terms(**{name: BANDS})
        assert [mismatch.path for mismatch in caught.value.mismatches] == [name]
        assert getattr(rule.Terms(**{name: Schedule(BANDS, measured_on="whole")}), name).bands == BANDS


@pytest.mark.parametrize(
    "value", ["{ bands = [{ rate = 0.5 }] }", '{ measured_on = "whole" }', '{ measured_on = "whole", bands = [] }']
)
def test_an_overlay_states_bands_with_their_base(county: Callable[..., Policy], value: str) -> None:
    with pytest.raises(InvalidPack) as caught:
        county(medical_assistance__other_rate=(value, "schedule"))
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["medical_assistance.other_rate.value"]


def test_shares_by_year_never_rise() -> None:
    rising = [Decimal("0.2"), Decimal("0.3")]
    with pytest.raises(InvalidInput) as caught:
        contribution_subsidy.Terms(exited_shares=rising)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["exited_shares"]
    with pytest.raises(InvalidInput) as caught:
        gradual_exit.Terms(kept_shares=rising)
    assert [mismatch.path for mismatch in caught.value.mismatches] == ["kept_shares"]


# -- a subsidy that only a locality states --------------------------------------------------------------------


NOBODY: dict[str, Any] = {
    name: False for name, spec in specs(contribution_subsidy.Facts).items() if spec.kind.name == "truth"
}


@pytest.mark.parametrize(
    ("who", "figures", "subsidy"),
    [
        # a fixed sum of 200 in place of 50% of 320
        ({"minimum_living_allowance": True}, {"allowance_sum": 200}, "200.00"),
        ({"low_income": True}, {"low_income_sum": 100}, "100.00"),
        ({"monitored": True}, {"monitored_sum": 90}, "90.00"),
        # never above the contribution
        ({"monitored": True}, {"monitored_sum": 400}, "320.00"),
        # two fixed sums: the higher; a share of 160 and a sum of 90: the share; a share of 100%: all
        ({"monitored": True, "low_income": True}, {"monitored_sum": 90, "low_income_sum": 100}, "100.00"),
        ({"monitored": True, "low_income": True}, {"monitored_sum": 90}, "160.00"),
        ({"monitored": True, "orphan": True}, {"monitored_sum": 90}, "320.00"),
        # 320 x 40% = 128 in the year of exit, x 20% = 64 in the next, and nothing from then on
        ({"exited": True, "years_since_exit": 0}, {"exited_shares": ["0.40", "0.20", "0"]}, "128.00"),
        ({"exited": True, "years_since_exit": 1}, {"exited_shares": ["0.40", "0.20", "0"]}, "64.00"),
        ({"exited": True, "years_since_exit": 2}, {"exited_shares": ["0.40", "0.20", "0"]}, "0.00"),
        ({"exited": True, "years_since_exit": 9}, {"exited_shares": ["0.40", "0.20", "0"]}, "0.00"),
        # 320 x 30% = 96 for the poor
        ({"poor": True}, {"poor_rate": "0.30"}, "96.00"),
    ],
)
def test_what_a_locality_states_of_the_subsidy_is_paid(
    who: dict[str, Any], figures: dict[str, Any], subsidy: str
) -> None:
    stated_terms = contribution_subsidy.Terms(full_rate=1, partial_rate="0.50", **shares_of(figures))
    facts = contribution_subsidy.Facts(contribution=320, **NOBODY | who)
    worksheet = contribution_subsidy.compute(facts, stated_terms)
    assert (worksheet.subsidy, worksheet.eligible) == (Decimal(subsidy), True)
    assert worksheet.own_payment == Decimal(320) - Decimal(subsidy)


def shares_of(figures: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [Decimal(share) for share in value] if name == "exited_shares" else value
        for name, value in figures.items()
    }


# -- sheets ---------------------------------------------------------------------------------------------------

SHEET = """\
============================================================================
Settlement of a medical bill
Person p, settled on 2022-07-01
----------------------------------------------------------------------------
The bill
  total cost                                                  50,000.00 yuan
  cost out of scope                                                0.00 yuan
  in-scope cost                                               50,000.00 yuan
1. Basic insurance
  paid by basic insurance                                     35,000.00 yuan
    as recorded
2. Serious-illness insurance
  paid by serious-illness insurance                            9,750.00 yuan
    deductible                                                 8,000.00 yuan
    cost above the deductible                                 19,000.00 yuan
    rate on the last yuan                                                65%
    of the year so far                               12,350.00 yuan per year
    under Yiyang: 14th five-year plan to consolidate the way out of poverty
    and link it with rural revitalization, 第二章第二节二
3. Medical assistance
  paid by medical assistance                                   3,675.00 yuan
    threshold                                                  1,000.00 yuan
    rate on the last yuan                                                70%
    of the year so far                                9,555.00 yuan per year
    under made up for these tests, 第二条
4. Tilted assistance
  paid by tilted assistance                                        0.00 yuan
    of the year so far                                    0.00 yuan per year
    under Yiyang: 14th five-year plan to consolidate the way out of poverty
    and link it with rural revitalization, 第二章第二节二
Settlement result
  left to the patient                                          1,575.00 yuan
    under Hunan: 14th five-year plan to consolidate the way out of poverty
    and link it with rural revitalization, 第二章第二节二; Yiyang: 14th
    five-year plan to consolidate the way out of poverty and link it with
    rural revitalization, 第二章第二节二; made up for these tests, 第二条
  no deposit: only what is left is paid, at discharge                    yes
    under Yiyang: 14th five-year plan to consolidate the way out of poverty
    and link it with rural revitalization, 第二章第二节二
  goes on to temporary relief                                             no
    under Yiyang: 14th five-year plan to consolidate the way out of poverty
    and link it with rural revitalization, 第二章低收入人口(节序缺)二
  is made known to charities                                              no
============================================================================"""


# 27,000 - 8,000 = 19,000 above the deductible. Who is on the allowance is covered by the county's notice alone; who is
# not gravely ill has no tilt, which the plan grants, and is told to nobody, whatever a document says; whom relief is
# for, the plan says in one sentence, which is cited.
def settled_in_yiyang(policy: Policy) -> SettledBill:
    second = bill(JULY, 50000, 50000, 35000, in_county_inpatient=True)
    return year_of(policy, local(poor_area=True), bills=(TWO[0], second), minimum_living_allowance=ALWAYS).bills()[1]


def test_a_counter_can_print_a_settled_bill(county: Callable[..., Policy]) -> None:
    assert statement(settled_in_yiyang(county("yiyang"))) == SHEET


def test_the_sheet_reads_the_same_in_chinese_and_no_wider(county: Callable[..., Policy]) -> None:
    text = statement(settled_in_yiyang(county("yiyang")), "zh")
    for part in ("医疗费用一站式结算单", "9,750.00元", "免交住院押金", "个人负担金额", "《made up for these tests》第"):
        assert part in text
    assert all(displayed(line) <= 76 for line in text.split("\n"))


def displayed(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_an_open_sheet_says_what_to_record_and_what_no_document_states() -> None:
    policy = load_policy("guizhou", on=JULY)
    settled = year_of(policy, local(medical_assistance_cap=None), bills=TWO[:1], burden_heavy=None).bills()[0]
    english, chinese = statement(settled), statement(settled, "zh")
    assert "To be recorded" in english
    assert "annual cap of medical assistance" in english
    assert "Not stated by Guizhou: 14th five-year plan" in english
    assert all(displayed(line) <= 76 for line in (*english.split("\n"), *chinese.split("\n")))
    assert "National practice" in english
    assert "reimbursed share above the deductible" in english.replace("\n ", "")
    assert "医疗救助年度限额" in chinese
    assert "全国通行做法均未载明" in chinese.replace("\n", "")
    assert "_" not in english.replace("=", "")


def test_a_year_is_printed_bill_by_bill_with_its_totals() -> None:
    stay = bill(FEBRUARY, 20000, 20000, 14000, in_county_inpatient=True)
    year = year_of(load_policy("hunan", on=JULY), bills=(stay, TWO[1]))
    text = year_statement(year)
    assert text.count("Settlement of a medical bill") == 2
    assert "Medical bills of the year 2022\nPerson p, 2 bills" in text
    # 6,000 + 15,000 = 21,000, less 16,000 = 5,000 x 60% = 3,000; 21,000 - 3,000 = 18,000
    assert "paid by serious-illness insurance                            3,000.00 yuan" in text
    assert "left to the patient                                         18,000.00 yuan" in text
    assert "2022年度医疗费用结算汇总" in year_statement(year, "zh")


def test_a_sheet_marks_an_estimate_as_one() -> None:
    stay = bill(FEBRUARY, 20000, 20000, None, in_county_inpatient=True)
    (settled,) = year_of(load_policy("hunan", on=JULY), bills=(stay,)).bills()
    text = statement(settled)
    assert "paid by basic insurance               between 0.00 yuan and 20,000.00 yuan" in text
    assert "not recorded; by the county's share, an average           14,000.00 yuan" in text
    assert "按全县平均比例估算" in statement(settled, "zh")


def test_a_sheet_names_nobody(county: Callable[..., Policy]) -> None:
    year = year_of(county(), name="欧阳娜娜甲")
    assert "欧阳" not in year_statement(year, "zh") + repr(year) + repr(year.bills())


def test_there_are_no_sheets_in_other_languages() -> None:
    year = year_of(load_policy("hunan", on=JULY))
    french: Any = "fr"
    with pytest.raises(InvalidInput):
        statement(year.bills()[0], french)
    with pytest.raises(InvalidInput):
        year_statement(year, french)


def test_layers_are_equal_where_their_worksheets_are_wherever_they_were_worked_out() -> None:
    year = year_of(load_policy("hunan", on=JULY))
    layers, dearer = year.layers(JULY, Decimal("20000.00")), year.layers(JULY, Decimal("20000.01"))
    sent = pickle.loads(pickle.dumps(layers))  # noqa: S301 - our own
    assert layers == sent
    assert repr(layers) == repr(sent)
    assert layers != dearer
    assert layers != layers.worksheets
    # (20,000 - 16,000) x 60%
    assert sent.paid == (Decimal("2400.00"), Decimal("0.00"), Decimal("0.00"))
    assert sent.left == (Decimal("17600.00"),) * 3
    assert year.layers(date(2022, 8, 1), Decimal("20000.00")) == layers, "the classes are those of July"


def test_a_settled_bill_explains_itself_and_can_be_sent_elsewhere(county: Callable[..., Policy]) -> None:
    settled = settled_in_yiyang(county("yiyang"))
    assert any("1,575.00" in line for line in explain(settled.worksheet))
    assert repr(pickle.loads(pickle.dumps(settled))) == repr(settled)  # noqa: S301 - our own


def test_a_year_is_the_same_in_any_decimal_context(hostile: Callable[..., Iterator[Any]]) -> None:
    year = year_of(load_policy("hunan", on=JULY), minimum_living_allowance=None)

    def worked() -> str:
        return repr((year.bills(), year.totals()))

    expected = worked()
    assert all(found == expected for found in hostile(worked))


GUIZHOU_FIGURES = {
    "serious_illness__deductible_share": ("0.50", "share"),
    "serious_illness__rate": ("0.60", "share"),
    "serious_illness__deductible_cut": ("0.50", "share"),
    "serious_illness__allowance_deductible_cut": ("0.50", "share"),
    "serious_illness__rate_uplift": ("0.05", "share"),
    "serious_illness__ceiling_lifted": ("true", "truth"),
}


# Guizhou 第四章第五节 tilts to people prone to poverty, whom its monitoring finds (第四章第二节). Of 60,000 under an
# income of 32,000: with the tilt (60,000 - 8,000) x 65% = 33,800.00, without it (60,000 - 16,000) x 60% = 26,400.00.
@pytest.mark.parametrize(("monitored", "paid"), [((), "26400.00"), ((Spell(since=date(2021, 1, 1)),), "33800.00")])
def test_in_guizhou_people_of_monitored_households_have_the_tilt(
    county: Callable[..., Policy], monitored: Any, paid: str
) -> None:
    one = bill(JULY, 60000, 60000, 0)
    year = year_of(county("guizhou", **GUIZHOU_FIGURES), monitored=monitored, bills=[one])
    assert [item.serious_illness_paid for item in year.bills()] == [Decimal(paid)]


def test_in_hunan_monitoring_alone_is_no_tilt() -> None:
    one = bill(JULY, 60000, 60000, 0)
    year = year_of(load_policy("hunan", on=JULY), monitored=(Spell(since=date(2021, 1, 1)),), bills=[one])
    assert [item.serious_illness_paid for item in year.bills()] == [Decimal("26400.00")]


WHOLE: dict[str, Any] = {"total": 50000, "in_scope": 50000, "basic_insurance_paid": 20000}


@pytest.mark.parametrize(
    ("left_out", "label"),
    [
        ("total", "total cost"),
        ("in_scope", "in-scope cost"),
        ("basic_insurance_paid", "paid by basic insurance"),
        ("in_county_inpatient", "inpatient care at a designated institution in the county"),
    ],
)
def test_a_sheet_asks_for_what_the_bill_does_not_record_and_for_nothing_else(left_out: str, label: str) -> None:
    recorded = WHOLE | {"in_county_inpatient": True}
    del recorded[left_out]
    one = MedicalBill(settled_on=JULY, **recorded)
    settled = year_of(load_policy("hunan", on=JULY), bills=(one,)).bills()[0]
    assert settled.unrecorded == (left_out,)
    asked = statement(settled).split("To be recorded\n")[1].split("Not stated")[0]
    assert asked.strip() == label
