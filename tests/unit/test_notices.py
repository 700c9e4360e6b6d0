"""Notices: what a household is told, and what a village makes public, in which nobody's number can stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import (
    Assessment,
    Household,
    InvalidInput,
    LocalFigures,
    Person,
    Spell,
    assess,
    load_policy,
    records,
    since_when,
)
from rural_revitalization.desk import PublicEntry, PublicNotice, notice, public_notice
from rural_revitalization.models import Diagnosis, Disease, Job

ON: Final = date(2022, 6, 1)
NAME: Final = "欧阳某某"
NUMBER: Final = "110101199003070011"
"""A made-up name and a made-up number."""
LOCAL: Final = LocalFigures(
    year=2022,
    monitoring_line=6900,
    allowance_standard=400,
    sources=dict.fromkeys(("monitoring_line", "allowance_standard"), "made up"),
)


ASKED: Final = ("identification", "minimum_living", "contribution_subsidy")


def family(key: str = "H-1", *, only: Sequence[str] = ASKED, **facts: Any) -> Assessment:
    ill = Diagnosis(disease=Disease.CATARACT, since=date(2022, 1, 1))
    person = Person(
        id=f"{key}-1",
        name=NAME,
        identity_number=NUMBER,
        diagnoses=[ill],
        minimum_living_allowance=[],
        extreme_poverty=[],
    )
    known: dict[str, Any] = {
        "village": "上村",
        "helper": NAME,
        "exited": True,
        "monitored": [],
        "at_risk": True,
        "shock": False,
        "income_fell": False,
        "spending_large": False,
        "basic_living_severely_hard": False,
        "per_capita_net_income": 6800,
        "family_income": 150,
        "employment_cost": 0,
    }
    household = Household(id=key, members=[person], **known | facts)
    return assess(household, load_policy("hunan", on=ON), LOCAL, only=only)


# -- to a household ---------------------------------------------------------------------------------------------


def test_a_household_is_told_what_is_due_why_what_is_missing_and_how_to_contest() -> None:
    """400.00 a month less an income of 150.00; 6,800 is below the line of 6,900."""
    told = str(notice(family(), contact="某某乡人民政府")).split("\n\n")
    assert told[0] == "告知书：H-1（按2022-06-01登记情况）"
    assert told[1].startswith("应享受待遇：\n  1. 最低生活保障：应享受，250.00元/月［《湖南省")
    assert "纳入监测：是" in told[2]
    assert told[3].startswith("未注明起始日期的，自2022-01-01起，或更早。\n起始日期按现有登记推算")
    assert "H-1-1 参保资助" in told[4]
    assert "参加城乡居民医保" in told[5]
    assert told[6] == "如有异议或登记有误，请向某某乡人民政府提出核实。"
    assert told[7].startswith("单位（盖章）：")


def test_a_person_is_told_of_what_is_about_that_person_alone() -> None:
    told = str(notice(family(), "H-1-1", "en"))
    assert told.startswith("Notice to H-1-1: as recorded on 2022-06-01")
    assert "minimum living allowance" not in told
    assert "contribution subsidy" in told
    assert told.split("\n\n")[-2].endswith("turn to the office that gave this notice.")
    with pytest.raises(InvalidInput, match="a member of the household") as caught:
        notice(family(), NAME)
    assert NAME not in str(caught.value)
    with pytest.raises(InvalidInput, match="lang"):
        notice(family(), lang="de")  # type: ignore[arg-type]


def test_help_without_a_figure_is_told_once_with_whose_it_is_and_the_section() -> None:
    """Hunan's plan, 第二章第二节二: people of exited households have the contract service of a family doctor."""
    (told,) = [part for part in notice(family(only=["entitlements"])).parts if part.heading.startswith("可享受")]
    assert "家庭医生签约服务：H-1-1［《湖南省" in told.lines[0]
    assert told.lines[0].endswith("第二章第二节二］")
    assert "Help that is granted:" in str(notice(family(only=["entitlements"]), lang="en"))


def test_it_is_told_since_when_where_that_lies_in_the_year() -> None:
    """Monitored up to 4 March, the household may be identified again from 5 March on, by what is recorded now."""
    told = family(monitored=[Spell(since=date(2021, 5, 1), until=date(2022, 3, 4))], only=["identification"])
    (decided,) = [part for part in notice(told).parts if part.heading.startswith("认定")]
    assert decided.lines[0].startswith("  1. 纳入监测：是，自2022-03-05起（防止返贫监测对象：结束）［《湖南省")
    text = str(notice(told, lang="en"))
    assert "monitor: yes, since 2022-03-05 (monitored: has ended) [" in text
    assert "Where no day is named" not in text
    assert "what is recorded without a date counts as unchanged" in text


def test_who_has_help_since_another_day_is_told_apart() -> None:
    """A member who joined on 5 March has the contract service since then, the other since before the year."""
    known: Any = family(only=["entitlements"]).inputs.household
    members = (*known.people, Person(id="H-1-2", joined_on=date(2022, 3, 5)))
    found = assess(attrs.evolve(known, members=members), load_policy("hunan", on=ON), LOCAL, only=["entitlements"])
    (told,) = [part for part in notice(found).parts if part.heading.startswith("可享受")]
    service = [line.split("［")[0][5:] for line in told.lines if "家庭医生签约服务" in line]
    assert service == ["家庭医生签约服务：H-1-1", "家庭医生签约服务：H-1-2，自2022-03-05起（H-1-2：入户日期）"]


def test_nothing_is_said_of_days_where_nothing_is_told() -> None:
    text = str(notice(family(at_risk=None, only=["identification"]), lang="en"))
    assert "since" not in text


@given(st.text("甲乙丙丁", min_size=4), st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
def test_since_when_names_nobody(name: str, telephone: str) -> None:
    spell = Spell(since=date(2022, 3, 1))
    person = Person(
        id="H-1-1", name=f"{name}{telephone}", identity_number=NUMBER, minimum_living_allowance=[spell], orphan=[]
    )
    household = Household(id="H-1", members=[person], helper=telephone, exited=True, monitored=[spell])
    found = assess(household, load_policy("hunan", on=ON), LOCAL)
    for text in (str(notice(found)), str(notice(found, lang="en")), repr(since_when(found))):
        assert name not in text
        assert telephone not in text
        assert NUMBER not in text
    assert "2022-03-01" in str(notice(found))


def test_people_are_named_where_asked_and_their_name_is_recorded() -> None:
    found = family()
    assert NAME not in str(notice(found))
    assert f"{NAME} 参保资助：" in str(notice(found, names=True)), "what is open is told of a person by name as well"
    assert str(notice(found, "H-1-1", names=True)).startswith(f"告知书：{NAME}（")
    household: Any = found.inputs.household
    unnamed = attrs.evolve(household, members=[Person(id="H-1-1")])
    told = notice(attrs.evolve(found, inputs=attrs.evolve(found.inputs, household=unnamed)), names=True)
    assert "H-1-1 参保资助：" in str(told)


def test_why_something_holds_names_whom_it_is_about_where_people_are_named() -> None:
    away = Job(since=date(2022, 3, 1), kind="working_away")
    person = Person(id="H-1-1", name=NAME, birth_date=date(1980, 1, 1), labour_capacity="full", employment=[away])
    found = assess(Household(id="H-1", members=[person], exited=True), load_policy("hunan", on=ON), LOCAL)
    assert "：H-1-1，自2022-03-01起（H-1-1：就业：开始）" in str(notice(found))
    told = str(notice(found, names=True))
    assert f"：{NAME}，自2022-03-01起（{NAME}：就业：开始）" in told
    assert "H-1-1" not in told


def test_a_decision_that_is_open_is_told_as_open() -> None:
    parts = {part.heading: part.lines for part in notice(family(at_risk=None, only=["identification"])).parts}
    assert "认定结论：" not in parts
    assert parts["待定事项："] == ("  1. 纳入监测：待定",)


# -- to the public ----------------------------------------------------------------------------------------------


def public(*assessments: Assessment, decision: str = "identification", village: str = "上村") -> PublicNotice:
    return public_notice(assessments, decision, village, ON)


def test_a_village_makes_public_the_households_on_which_the_decision_holds() -> None:
    found = public(
        family("H-2"), family("H-1"), family("H-3", per_capita_net_income=6900), family("H-4", village="下村")
    )
    assert [item.household for item in found.entries] == ["H-1", "H-2"]
    assert found.text(contact="某某乡人民政府").splitlines() == [
        "上村拟纳入监测对象公示",
        "",
        "1. H-1，1人，脱贫不稳定户",
        "2. H-2，1人，脱贫不稳定户",
        "",
        "公示期：2022-06-01至2022-06-06",
        "如有异议，请向某某乡人民政府反映。",
        "依据：《湖南省“十四五”巩固拓展脱贫攻坚成果同乡村振兴有效衔接规划》第二章第一节一",
        "",
        "单位（盖章）：____________________　日期：______________",
    ]


def test_without_a_stated_length_there_is_no_last_day() -> None:
    plain = family()
    policy = load_policy("hunan", on=ON, practice=False)
    found = public(assess(plain.inputs.household, policy, LOCAL, only=["identification"]))
    assert found.until is None
    assert "期限未载明" in found.text()


def test_a_public_notice_has_no_field_for_what_is_nobodys_business() -> None:
    assert [item.name for item in attrs.fields(PublicEntry)] == ["household", "people", "label", "zh"]
    assert [item.name for item in attrs.fields(PublicNotice)] == [
        *("decision", "village", "since", "until", "source", "entries")
    ]


@given(st.text(min_size=2, max_size=12), st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
def test_no_name_number_telephone_or_disease_stands_in_a_public_notice(name: str, telephone: str) -> None:
    assessment = family()
    given_household: Any = assessment.inputs.household
    people = [attrs.evolve(given_household.people[0], name=f"{name}{telephone}")]
    household = attrs.evolve(given_household, members=people, helper=telephone)
    found = public(attrs.evolve(assessment, inputs=attrs.evolve(assessment.inputs, household=household)))
    for text in (found.text("zh"), found.text("en"), repr(found), records.dumps(found)):
        assert telephone not in text
        assert NUMBER not in text
        assert NAME not in text
        assert "cataract" not in text


def test_what_cannot_be_made_public_is_refused() -> None:
    with pytest.raises(InvalidInput, match="did you mean identification"):
        public(family(), decision="identificaton")
    with pytest.raises(InvalidInput, match="on which the decision holds"):
        public(family("H-1", per_capita_net_income=9000))
    with pytest.raises(InvalidInput, match="one assessment of each household"):
        public(family(), family())


@pytest.mark.parametrize("key", ["99010100000001", "9901010000001", "43092300001", "户-9901-01-0000001", "2022-0001"])
def test_the_number_of_a_household_may_be_made_public(key: str) -> None:
    assert [item.household for item in public(family(key)).entries] == [key]


@pytest.mark.parametrize(
    "key",
    [
        *(NUMBER, "11010519491231002X", "110101 19900307 0011", "１１０１０１１９９００３０７００１１"),
        *("110101900307001", "13812345678", "户3 138-1234-5678", "+86 138 1234 5678", "0086-13812345678"),
        *("0731-84123456", "010 6512 3456"),
        *("6222021234567890", "6222 0212 3456 7890 123", "张三6222021234567890123"),
    ],
)
def test_no_identity_number_telephone_or_card_is_made_public(key: str) -> None:
    with pytest.raises(InvalidInput, match="without an identity number, telephone or card") as caught:
        public(family(key))
    assert key not in str(caught.value)
    with pytest.raises(InvalidInput, match="without an identity number, telephone or card"):
        public_notice([family(village=key)], "identification", key, ON)
