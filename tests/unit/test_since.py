"""Since when an answer holds, with the days worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from rural_revitalization import (
    Assessment,
    Drawing,
    Household,
    InvalidInput,
    LocalFigures,
    MedicalBill,
    Person,
    PrimeRate,
    Repayment,
    SmallLoan,
    Spell,
    assess,
    load_policy,
    since_when,
)
from rural_revitalization.assessment import Since

ON: Final = date(2022, 6, 1)
NEW_YEAR: Final = date(2022, 1, 1)
OR_BEFORE: Final = Since(day=NEW_YEAR, or_before=True)
NO_CLASS: Final[dict[str, Any]] = {
    "extreme_poverty": [],
    "severely_disabled": [],
    "minimum_living_allowance": [],
    "low_income": [],
    "returned_to_poverty": [],
    "sick_or_disabled_child": [],
    "special_difficulty": [],
    "orphan": [],
    "de_facto_unattended_child": [],
    "bills": [],
    "insured": True,
    "birth_date": date(1980, 3, 5),
}
FIGURES: Final[dict[str, Any]] = {
    "insurance_contribution": 380,
    "area_disposable_income": 32000,
    "serious_illness_ceiling": 10000,
    "day_count": 365,
    "subsidised_share": 1,
    "lpr": [PrimeRate(since=date(2019, 8, 20), one_year="0.0365", five_year="0.0465")],
}


def assessed(*members: Person, only: str, place: str = "hunan", **facts: Any) -> Assessment:
    local = LocalFigures(year=2022, **FIGURES, sources=dict.fromkeys(FIGURES, "made up"))
    known: dict[str, Any] = {"monitored": [], "registered_poor": [], "exited": False, "loans": []}
    return assess(Household(id="H", members=members, **known | facts), load_policy(place, on=ON), local, only=[only])


def since(found: Assessment, name: str, person: str | None = None) -> Since | None:
    """Since when the answer of a name holds."""
    dated = zip(found.findings, since_when(found), strict=True)
    return next(item for finding, item in dated if (finding.name, finding.person) == (name, person))


def subsidised(**facts: Any) -> Since:
    """Since when a person's contribution subsidy is what it is on 1 June 2022."""
    found = since(
        assessed(Person(id="1", **NO_CLASS | facts), only="contribution_subsidy"), "contribution_subsidy.subsidy", "1"
    )
    assert found is not None
    return found


# -- the first day ---------------------------------------------------------------------------------------------------


def test_what_begins_within_the_year_holds_since_that_day_and_says_why() -> None:
    found = subsidised(extreme_poverty=[Spell(since=date(2022, 2, 11))])
    assert (found.day, found.or_before) == (date(2022, 2, 11), False)
    assert found.text("zh") == "自2022-02-11起（1：特困人员：开始）"
    assert found.text("en") == "since 2022-02-11 (1: in extreme poverty: begins)"
    with pytest.raises(InvalidInput, match="lang"):
        found.text("de")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("begun", "day"), [(date(2022, 1, 2), date(2022, 1, 2)), (NEW_YEAR, NEW_YEAR), (date(2021, 12, 31), NEW_YEAR)]
)
def test_what_began_by_the_first_day_of_the_year_may_hold_since_before(begun: date, day: date) -> None:
    """What was due in earlier years rests on figures that an assessment does not have, whatever a spell says."""
    found = subsidised(extreme_poverty=[Spell(since=begun)])
    assert (found.day, found.or_before, bool(found.why)) == (day, day == NEW_YEAR, day != NEW_YEAR)


def test_what_begins_on_the_day_itself_or_after_a_spell_has_ended() -> None:
    assert subsidised(extreme_poverty=[Spell(since=ON)]).day == ON
    ended = subsidised(extreme_poverty=[Spell(since=date(2020, 1, 1), until=date(2022, 4, 30))])
    assert (ended.day, ended.text("en")) == (date(2022, 5, 1), "since 2022-05-01 (1: in extreme poverty: has ended)")


def test_an_interruption_counts_and_the_last_change_alone() -> None:
    twice = [Spell(since=date(2020, 1, 1), until=date(2022, 2, 28)), Spell(since=date(2022, 3, 8))]
    assert subsidised(extreme_poverty=twice).day == date(2022, 3, 8)


def test_the_last_bill_says_since_when_what_is_reimbursed_is_the_same() -> None:
    """Half of 32,000 is deducted; 60% of the rest, up to 10,000: of the second bill 0.6 x (26,000 - 16,000)."""
    bills = [
        MedicalBill(settled_on=day, total=13000, in_scope=13000, basic_insurance_paid=0)
        for day in (date(2022, 1, 20), date(2022, 3, 8))
    ]
    found = assessed(Person(id="1", **NO_CLASS | {"bills": bills}), only="serious_illness")
    paid = found.payment("serious_illness", "1")
    assert paid is not None
    assert paid.amount == Decimal("6000.00")
    dated = since(found, "serious_illness.reimbursement", "1")
    assert dated is not None
    assert (dated.day, dated.or_before, {reason.field for reason in dated.why}) == (date(2022, 3, 8), False, {"bills"})


def test_a_loan_is_followed_where_it_is_asked_for() -> None:
    """Repaid in part on 1 March 2022, which lowers the subsidy of the year; no day after that does."""
    entries = [Drawing(on=date(2021, 9, 1), drawn=30000), Repayment(on=date(2022, 3, 1), repaid=10000)]
    loan = SmallLoan(term_months=12, annual_rate="0.0365", lent_in_scope=True, overdue_days=0, entries=entries)
    found = assessed(Person(id="1", **NO_CLASS), only="small_loan", place="guizhou", exited=True, loans=[loan])
    dated = since(found, "small_loan.interest_subsidy")
    assert dated is not None
    assert (dated.day, dated.or_before) == (date(2022, 3, 1), False)
    assert dated.text("zh") == "自2022-03-01起（小额信贷：还款日期）"


# -- what is open ----------------------------------------------------------------------------------------------------


def test_an_open_answer_has_no_day() -> None:
    assert since_when(assessed(Person(id="1"), only="contribution_subsidy")) == (None,)


def test_an_answer_that_was_open_on_the_day_before_may_hold_since_before() -> None:
    """Nobody recorded whether somebody is at school; from 60 on, on 1 May 2022, it does not matter any more."""
    found = assessed(Person(id="1", birth_date=date(1962, 5, 1)), only="entitlements", exited=True)
    refused = since(found, "entitlements.national_grants", "1")
    assert refused is not None
    assert (refused.day, refused.or_before) == (date(2022, 5, 1), True)
    assert refused.text("zh") == "自2022-05-01起（1：满60周岁），或更早"
    assert refused.text() == "since 2022-05-01 (1: turns 60), or before"


def test_days_that_no_document_covers_are_left_out(tmp_path: Path) -> None:
    """Hunan's plans end with 2025; a county's own notice holds from March 2026 on."""
    (tmp_path / "own.toml").write_text(
        '[document]\nid = "made-up-2026"\ntitle = "made up"\nfrom = 2026-03-01\nuntil = 2026-12-31\n'
        '[contribution_subsidy.full_rate]\nvalue = 1\nsection = "1"\n',
        encoding="utf-8",
    )
    on = date(2026, 6, 1)
    policy = load_policy("hunan", on=on, overlay=tmp_path / "own.toml")
    local = LocalFigures(year=2026, **FIGURES, sources=dict.fromkeys(FIGURES, "made up"))
    person = Person(id="1", **NO_CLASS | {"extreme_poverty": [Spell(since=date(2020, 1, 1))]})
    family = Household(id="H", members=[person], monitored=[], registered_poor=[], exited=False)
    found = assess(family, policy, local, only=["contribution_subsidy"])
    assert since_when(found) == (Since(day=date(2026, 3, 1), or_before=True),)


def test_it_takes_an_assessment() -> None:
    with pytest.raises(InvalidInput, match="assessment"):
        since_when("H")  # type: ignore[arg-type]
