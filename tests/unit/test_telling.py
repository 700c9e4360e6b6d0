"""An assessment in words, what changed between two, and amounts of a month and of a year apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import Any, Final

import pytest

from rural_revitalization import (
    Assessment,
    Decision,
    Household,
    InvalidInput,
    LocalFigures,
    Payment,
    Period,
    Person,
    Spell,
    Undecided,
    Unknown,
    Working,
    assess,
    catalogue,
    compare,
    explain,
    load_policy,
)

ON: Final = date(2022, 6, 1)
POLICY: Final = load_policy("hunan", on=ON)
SINCE_2020: Final = [Spell(since=date(2020, 1, 1))]
CLASSES: Final = (
    *("extreme_poverty", "severely_disabled", "orphan", "de_facto_unattended_child"),
    *("minimum_living_allowance", "low_income", "returned_to_poverty", "bills"),
)
LOCAL: Final = LocalFigures(
    year=2022,
    insurance_contribution=320,
    allowance_standard=600,
    child_living_standard=950,
    sources=dict.fromkeys(("insurance_contribution", "allowance_standard", "child_living_standard"), "made up"),
)


def family(*, household: str = "H-1", **known: Any) -> Household:
    """A family of one, in no class, whose income is 400 yuan a month, unless given otherwise."""
    of_person: dict[str, Any] = dict.fromkeys(CLASSES, ()) | {"insured": True, "pension_insured": False}
    of_person |= {"in_institution": (), "disability_kind": "none"}
    of_person |= {name: value for name, value in known.items() if name in of_person}
    of_household: dict[str, Any] = {
        "exited": False,
        "monitored": (),
        "loans": (),
        "family_income": 400,
        "employment_cost": 0,
        "rigid_spending": 0,
    }
    of_household |= {"exempt_income": 0, "registered_poor": (), "allowance_borderline": False}
    of_household |= {name: value for name, value in known.items() if name not in of_person}
    return Household(id=household, members=[Person(id="H-1-1", name="张三", **of_person)], **of_household)


def assessed(**known: Any) -> Assessment:
    return assess(family(**known), POLICY, LOCAL)


# -- amounts by period ----------------------------------------------------------------------------------------


def test_what_is_paid_per_year_and_per_month_is_added_up_apart() -> None:
    # An orphan is subsidised in full, 320 a year; the family is short of 600 - 400 = 200 a month, and 950
    # for the child make 1,150.
    found = assessed(orphan=SINCE_2020)
    assert dict(found.by_period()) == {Period.YEAR: Decimal("320.00"), Period.MONTH: Decimal("1150.00")}
    assert (found.total, found.total_period) == (Decimal("320.00"), Period.YEAR)
    periods = {payment.rule: payment.period for payment in found.payments}
    assert periods["contribution_subsidy"] is Period.YEAR
    assert periods["minimum_living"] is Period.MONTH
    assert all(payment.unit == payment.period.unit for payment in found.payments)


def test_what_is_skipped_leaves_its_period_open() -> None:
    found = assessed(orphan=SINCE_2020, family_income=None, loans=None)
    for period, record in ((Period.YEAR, "loans"), (Period.MONTH, "family_income")):
        amount = found.by_period()[period]
        assert isinstance(amount, Unknown)
        assert amount.high is None
        assert record in amount.facts


@pytest.mark.parametrize("kind", [Payment, Decision, Working])
def test_findings_are_not_added_up_in_silence(kind: type[Any]) -> None:
    found = assessed(orphan=SINCE_2020, per_capita_net_income=5000)
    items = [item for item in found.findings if isinstance(item, kind)]
    for item in items or found.payments[:1]:
        for other in (0, Decimal(1), item):
            with pytest.raises(Undecided, match="by_period"):
                item + other
            with pytest.raises(Undecided, match="by_period"):
                other + item
    with pytest.raises(Undecided, match="by_period"):
        sum(found.payments)


# -- in words -------------------------------------------------------------------------------------------------


def test_a_summary_says_what_is_paid_what_was_decided_and_what_to_ask() -> None:
    lines = assessed(orphan=SINCE_2020).summary().splitlines()
    assert lines[0].startswith("Household H-1 on 2022-06-01 (Hunan")
    assert lines[1:3] == ["total: 320.00 yuan per year", "total: 1,150.00 yuan per month"]
    assert lines[-1].startswith("not recorded: ")
    assert len(lines) < 12
    in_chinese = assessed(orphan=SINCE_2020).summary("zh").splitlines()
    assert in_chinese[1:3] == ["合计：320.00元/年", "合计：1,150.00元/月"]
    assert len(in_chinese) == len(lines)


def test_a_summary_says_what_no_document_states_where_nothing_else_is_missing() -> None:
    # Guizhou's plan gives temporary relief, and says not to whom.
    struck = family(shock=True, temporary_difficulty=True, basic_living_severely_hard=True)
    found = assess(struck, load_policy("guizhou", on=ON), LOCAL, only={"relief_in_difficulty"})
    assert found.summary("zh").splitlines()[1:] == [
        "本户 临时救助：待定",
        "无未登记事项",
        "现行文件未明确标准或条件：实施临时救助",
    ]
    assert found.summary().splitlines()[-1].startswith("standards or conditions that no document in force states: ")


def test_a_total_of_which_nothing_is_known_is_open_and_no_zero_or_more() -> None:
    told = assessed(family_income=None, loans=None, exited=None).summary("zh")
    assert "合计：待定（元/月）" in told.splitlines()
    assert "合计：0.00" not in told


def test_a_payment_of_which_nothing_is_known_says_its_status_alone() -> None:
    orphan = assess(family(orphan=None), POLICY, LocalFigures(year=2022)).payment("child_living_grant", "H-1-1")
    assert orphan is not None
    assert (orphan.text(), orphan.text("zh")) == ("not determined", "待定")


def test_names_that_hold_a_comma_are_told_apart() -> None:
    found = assessed(orphan=None)
    (line,) = [item for item in found.explain("zh") if item.startswith("  H-1-1：孤儿 - ")]
    assert line == "  H-1-1：孤儿 - 将确定参保资助；孤儿、事实无人抚养儿童基本生活费"


def test_an_explanation_is_of_a_worksheet_of_a_finding_and_of_a_whole_assessment() -> None:
    found = assessed(orphan=SINCE_2020)
    payment = found.payment("contribution_subsidy", "H-1-1")
    assert payment is not None
    of_worksheet, of_finding, of_all = explain(payment.worksheet), explain(payment), explain(found)
    assert of_finding == of_worksheet == payment.explain()
    assert of_all == found.explain()
    assert "H-1-1, contribution subsidy: due, 320.00 yuan per year" in of_all
    assert all(f"  {line}" in of_all for line in of_worksheet)
    assert "张三" not in "\n".join((*of_all, *explain(found, "zh"), found.summary(), repr(found)))


def test_help_is_listed_by_theme_what_is_held_first_and_the_rest_on_demand() -> None:
    person = Person(id="H-1-1", special_difficulty=SINCE_2020, disability_kind="mental")
    found = assess(Household(id="H-1", members=[person]), POLICY, LOCAL)
    mental = "rehabilitation, nursing and other basic services"
    assert f"  children, the elderly and the disabled: {mental}" in found.summary().splitlines()
    assert "  社会关爱：康复、照护等基本服务" in found.summary("zh").splitlines()
    held, whole = found.explain(), found.explain(in_full=True)
    rights = {str(item.line()): item.outcome for item in found.entitlements}
    assert [line.strip() for line in held if line.strip() in rights] == [
        line for line, outcome in rights.items() if outcome is True
    ]
    assert {line.strip() for line in whole} >= set(rights)
    # Of a theme, what is held comes first, then what is open, then what is not held.
    begins = whole.index("  children, the elderly and the disabled") + 1
    answers = [rights[line.strip()] for line in takewhile(lambda line: line.strip() in rights, whole[begins:])]
    assert answers[0] is True
    order = [(True, False).index(answer) * 2 if isinstance(answer, bool) else 1 for answer in answers]
    assert order == sorted(order)
    assert 1 in order


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_documents_are_named_by_their_titles(lang: Any) -> None:
    told = "\n".join((*assessed().explain(lang), assessed().summary(lang)))
    title = {"en": "Hunan: 14th five-year plan to consolidate", "zh": "《湖南省“十四五”巩固拓展脱贫攻坚成果"}[lang]
    assert title in told
    assert "14fyp" not in told
    assert "national-practice" not in told


@pytest.mark.parametrize("call", [Assessment.summary, Assessment.explain])
def test_a_language_there_is_none_of_is_refused(call: Any) -> None:
    with pytest.raises(InvalidInput, match="lang: expected one of en, zh"):
        call(assessed(), "fr")


# -- what changed ---------------------------------------------------------------------------------------------


def test_nothing_changes_between_an_assessment_and_itself() -> None:
    assert compare(assessed(), assessed()) == ()


def test_a_change_has_the_finding_before_and_after_and_the_amount_between() -> None:
    # In no class, nothing is paid; an orphan's contribution of 320 is paid in full.
    changes = compare(assessed(), assessed(orphan=SINCE_2020))
    (change,) = [item for item in changes if item.name == "contribution_subsidy.subsidy"]
    assert (change.person, change.difference) == ("H-1-1", Decimal("320.00"))
    assert str(change) == "H-1-1, contribution subsidy: not eligible -> due, 320.00 yuan per year"
    assert change.text("zh") == "H-1-1 参保资助：不符合条件 → 应享受，320.00元/年"
    # The other way round, it is lost.
    (lost,) = [item for item in compare(assessed(orphan=SINCE_2020), assessed()) if item.name == change.name]
    assert lost.difference == Decimal("-320.00")


def test_a_change_of_what_is_unknown_is_a_range() -> None:
    (change,) = [item for item in compare(assessed(orphan=None), assessed()) if item.name.startswith("contribution")]
    # From anything between 0 and 320 down to 0.
    assert isinstance(change.difference, Unknown)
    assert (change.difference.low, change.difference.high) == (Decimal("-320.00"), Decimal("0.00"))


def test_what_is_there_on_one_side_alone_is_a_change() -> None:
    # Without an income counted by civil affairs, the allowance is not worked out at all.
    changes = {item.name: item for item in compare(assessed(family_income=None), assessed())}
    change = changes["minimum_living.grant"]
    assert (change.before, change.difference) == (None, None)
    assert str(change) == "household, minimum living allowance: none -> due, 200.00 yuan per month"


def test_two_households_are_not_compared() -> None:
    with pytest.raises(InvalidInput, match="after: expected an assessment of the same household as before, got <hidd"):
        compare(assessed(), assessed(household="H-2"))
    with pytest.raises(InvalidInput, match="after: expected an Assessment, got Household"):
        compare(assessed(), family())  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", [rule for rule in catalogue.DECLARED.values() if rule.pays], ids=repr)
def test_every_payment_is_of_a_period_that_its_unit_names(rule: Any) -> None:
    period = Period.of(rule.unit)
    named = "once" if " per " not in rule.unit else rule.unit.rsplit(" ", 1)[-1]
    assert str(period) == named
