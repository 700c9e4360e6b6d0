"""An interview for programs that embed it: what it asks, what it takes, what it refuses, and when it ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rural_revitalization import Household, InvalidInput, LocalFigures, Person, Spell, interview, load_policy
from rural_revitalization.assessment import Interview

ON = date(2022, 6, 1)
POLICY = load_policy("hunan", on=ON)
LOCAL = LocalFigures(year=2022, monitoring_line=7500, sources={"monitoring_line": "a local notice"})


def talk_about(*people: Person, of: str | None = "identification", **facts: Any) -> Interview:
    members = people or (Person(id="a"), Person(id="b"))
    return interview(Household(id="1", members=members, **facts), POLICY, LOCAL, of=of)


def test_each_question_is_chosen_after_the_last_answer() -> None:
    talk = talk_about(per_capita_net_income=8000)
    asked = []
    for question in talk:
        asked.append(question.fact)
        talk.answer(question.fact != "spending_large")
    # After a shock without large spending, it turns on whether the income fell, and then on how hard living is.
    assert asked == ["shock", "spending_large", "income_fell", "basic_living_severely_hard"]
    assert talk.settled
    assert talk.assessment.decisions[0].outcome is True


def test_an_answer_may_make_others_needless() -> None:
    talk = talk_about(per_capita_net_income=8000)
    next(talk)
    talk.answer(value=False)
    assert talk.open_questions == ()
    assert talk.settled
    with pytest.raises(StopIteration):
        next(talk)


def test_what_was_passed_over_is_not_asked_again() -> None:
    talk = talk_about(per_capita_net_income=7000)
    asked = [question.fact for question in talk]
    assert asked[0] == "at_risk"
    assert len(asked) == len(set(asked)) == 5
    assert talk.open_questions == ()
    assert not talk.settled
    assert talk.household.at_risk is None


def test_of_members_one_is_answered_for_or_all() -> None:
    people = [Person(id=key, insured=True, disability_kind="none") for key in "ab"]
    talk = talk_about(*people, of="contribution_subsidy", monitored=[])
    question = next(talk)
    assert question.people == ("a", "b")
    spells = [Spell(since=date(2020, 1, 1))]
    talk.answer(spells, "a")
    first, second = talk.household.people
    assert getattr(first, question.fact)
    assert getattr(second, question.fact) is None
    talk.answer([])
    assert {getattr(person, question.fact) for person in talk.household.people} == {()}


def test_what_is_not_accepted_leaves_the_household_as_it_was() -> None:
    talk = talk_about(per_capita_net_income=7000)
    with pytest.raises(InvalidInput, match="an answer to a question that was taken, got no question"):
        talk.answer(value=True)
    next(talk)
    before = talk.household
    with pytest.raises(InvalidInput, match="at_risk: expected True or False, got <hidden>"):
        talk.answer("perhaps")
    with pytest.raises(InvalidInput, match="person: expected somebody of whom it was asked, got <hidden>"):
        talk.answer(True, "a")
    assert talk.household is before


def test_what_the_assessment_does_not_accept_is_refused_too() -> None:
    talk = talk_about(Person(id="a"), of=None)
    for question in talk:
        if question.fact == "birth_date":
            break
    with pytest.raises(InvalidInput, match="a birth no later than 2022-06-01"):
        talk.answer(date(2023, 1, 1))
    assert talk.household.people[0].birth_date is None


def test_an_answer_takes_back_that_it_cannot_be_known() -> None:
    talk = talk_about(per_capita_net_income=7000)
    next(talk)
    talk.cannot_be_known()
    assert talk.household.unknowable == {"at_risk"}
    talk.answer(value=True)
    assert talk.household.unknowable == frozenset()
    assert talk.household.at_risk is True


def test_of_two_records_that_contradict_each_other_neither_is_taken_away() -> None:
    person = Person(
        id="a",
        disability_kind="limb",
        disability_grade=1,
        severely_disabled=[],
        insured=True,
        minimum_living_allowance=[],
    )
    local = LocalFigures(year=2022, severe_disability_grade=2, sources={"severe_disability_grade": "made up"})
    talk = interview(Household(id="1", members=[person], monitored=[]), POLICY, local, of="contribution_subsidy")
    for _ in talk:
        talk.cannot_be_known()
    kept = talk.household.people[0]
    assert (kept.disability_grade, kept.severely_disabled) == (1, ())
    assert not kept.unknowable & {"disability_grade", "severely_disabled"}


def test_what_only_the_county_can_say_is_not_asked() -> None:
    household = Household(id="1", members=[Person(id="a")], per_capita_net_income=7000, monitored=[])
    talk = interview(household, POLICY, LocalFigures(year=2022), of="identification")
    assert "monitoring_line" not in {question.fact for question in talk}
    assert "monitoring_line" in {question.fact for question in talk.for_the_county}


def test_a_rule_that_begins_with_a_record_is_asked_for_it_by_its_name_alone() -> None:
    talk = talk_about(of="small_loan", exited=True, exited_on=date(2018, 1, 1))
    assert not talk.settled
    question = next(talk)
    assert question.fact == "loans"
    talk.answer([])
    assert talk.settled
