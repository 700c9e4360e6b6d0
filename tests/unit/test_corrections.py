"""The trail of corrections: who amended what and when, before and after, and the answers that changed with it."""

from __future__ import annotations

import json
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
    compare,
    load_policy,
    records,
)
from rural_revitalization.desk import Amendment, correction_trail

ON: Final = date(2022, 6, 1)
NAME: Final = "欧阳某某"
NUMBER: Final = "110101199003070011"
"""A made-up name and a made-up number."""
LOCAL: Final = LocalFigures(year=2022, allowance_standard=400, sources={"allowance_standard": "made up"})
POLICY: Final = load_policy("hunan", on=ON)
MAN: Final = Person(id="H-1-1", name=NAME, minimum_living_allowance=[], extreme_poverty=[])


def family(*people: Person, **facts: Any) -> Household:
    known: dict[str, Any] = {"employment_cost": 0, "family_income": 150, "helper": NAME}
    return Household(id="H-1", members=people or [MAN], **known | facts)


def evolved(record: Any, **facts: Any) -> Any:
    return attrs.evolve(record, **facts)


def assessed(household: Household) -> Assessment:
    return assess(household, POLICY, LOCAL, only=["minimum_living"])


def amendment(household: Household, day: int = 3, **more: Any) -> Amendment:
    return Amendment(by="clerk 7", on=date(2022, 6, day), household=household, **more)


def test_a_trail_says_who_when_before_after_and_what_came_of_it() -> None:
    """400 a month less 150 is 250; less 380 it is 20; two people, 800 less 380, 420."""
    second = Person(id="H-1-2", minimum_living_allowance=[], extreme_poverty=[])
    more = amendment(family(family_income=380), reason="a payslip was found")
    born = amendment(family(MAN, second, family_income=380), 9)
    one, other = correction_trail(assessed(family()), [more, born])
    assert one.text().splitlines() == [
        "Household H-1, amended on 2022-06-03 by clerk 7:",
        "  reason: a payslip was found",
        "  family income as civil affairs counts it: 150.00 yuan per month -> 380.00 yuan per month",
        "answers that changed:",
        "  household, minimum living allowance: due, 250.00 yuan per month -> due, 20.00 yuan per month",
    ]
    assert other.text("zh").splitlines() == [
        "户H-1，2022-06-09由clerk 7更正：",
        "  H-1-2 家庭成员：否 → 是",
        "相应变化的结论：",
        "  本户 最低生活保障：应享受，20.00元/月 → 应享受，420.00元/月",
    ]


@pytest.mark.parametrize(
    ("fact", "before", "after", "told"),
    [
        ("at_risk", None, True, "存在返贫致贫风险：未登记 → 是"),
        ("exited_on", date(2019, 12, 1), date(2019, 11, 1), "脱贫日期：2019-12-01 → 2019-11-01"),
        ("monitored", [], [Spell(since=ON)], "防止返贫监测对象：无 → 起始日期 2022-06-01"),
        ("unknowable", [], ["at_risk"], "存在返贫致贫风险：未登记 → 不详"),
        ("helper", NAME, "某某", "帮扶责任人：<hidden> → <hidden>"),
        ("village", "上村", "下村", "行政村：上村 → 下村"),
    ],
)
def test_a_fact_is_told_as_it_was_recorded(fact: str, before: Any, after: Any, told: str) -> None:
    (entry,) = correction_trail(assessed(family(**{fact: before})), [amendment(family(**{fact: after}))])
    assert [item.text("zh") for item in entry.facts] == [told]
    assert entry.text("zh").endswith("各项结论不变")


def test_of_a_person_the_key_is_told_and_the_choice_in_words() -> None:
    blind = evolved(MAN, disability_grade=1, disability_kind="visual")
    (entry,) = correction_trail(assessed(family()), [amendment(family(blind))])
    assert [item.text() for item in entry.facts] == [
        "H-1-1 kind of disability: not recorded -> visual",
        "H-1-1 grade of disability: not recorded -> 1",
    ]
    assert entry.facts[0].text("zh") == "H-1-1 残疾类别：未登记 → 视力"


def test_an_amendment_that_amends_nothing_says_so() -> None:
    (entry,) = correction_trail(assessed(family()), [amendment(family())])
    assert (entry.facts, entry.answers) == ((), ())
    assert "登记内容未变" in entry.text("zh")
    assert correction_trail(assessed(family()), []) == ()


@given(st.lists(st.integers(0, 500), min_size=1, max_size=4))
def test_the_answers_of_a_trail_lead_from_the_first_record_to_the_last(incomes: list[int]) -> None:
    """The differences along the way add up to that of the ends: each step begins where the one before ended."""
    made = [amendment(family(family_income=income)) for income in incomes]
    first, last = assessed(family()), assessed(made[-1].household)
    steps = [item.difference for entry in correction_trail(first, made) for item in entry.answers]
    whole = [item.difference for item in compare(first, last)]
    assert sum(steps) == sum(whole)  # type: ignore[arg-type]


def test_nobody_is_named_by_a_trail() -> None:
    renamed = evolved(MAN, name="某某", identity_number=NUMBER)
    made = amendment(family(renamed, helper=NUMBER, family_income=200))
    (entry,) = correction_trail(assessed(family()), [made])
    assert {item.fact for item in entry.facts} == {"name", "identity_number", "helper", "family_income"}
    for text in (entry.text(), entry.text("zh"), records.dumps(entry), repr(entry)):
        assert not any(name in text for name in (NAME, NUMBER, "某某"))
    assert "clerk 7" not in repr(entry) + repr(made)


def test_records_go_in_and_the_trail_comes_out_as_json() -> None:
    made = amendment(family(family_income=200))
    assert records.loads(Amendment, records.dumps(made)) == made
    (entry,) = correction_trail(assessed(family()), [made])
    told = json.loads(records.dumps(entry))
    assert (told["by"], told["on"]) == ("clerk 7", "2022-06-03")
    assert told["facts"][0]["before"] == {"label": "150.00 yuan per month", "zh": "150.00元/月"}
    assert [change["after"]["amount"] for change in told["answers"]] == ["200.00"]


def test_faults_of_the_amendments_are_named() -> None:
    other = evolved(family(), id=NUMBER)
    with pytest.raises(InvalidInput, match=r"amendments\[1\]\.on: expected a day from 2022-06-09") as caught:
        correction_trail(assessed(family()), [amendment(family(), 9), amendment(other, 3)])
    assert "amendments[1].household.id: expected the household that was assessed" in str(caught.value)
    assert NUMBER not in str(caught.value)
    with pytest.raises(InvalidInput, match=r"amendments\[0\]"):
        correction_trail(assessed(family()), [family()])  # type: ignore[list-item]
