"""What to ask next: in which order, of whom, in which words, held by whom; of one household and of many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import attrs
import pytest

from rural_revitalization import (
    Assessment,
    Household,
    Income,
    IncomeKind,
    InvalidInput,
    LocalFigures,
    Person,
    Spell,
    Unknown,
    assess,
    interview,
    load_policy,
    next_questions,
    questions_over,
)
from rural_revitalization.assessment import Period, Question
from rural_revitalization.assessment.holders import holder_of
from rural_revitalization.assessment.question_words import asked, expected_in_words, is_class
from rural_revitalization.cli.typed_answers import read
from rural_revitalization.fields import Spec, specs
from rural_revitalization.wording import LANGUAGES, Language

ON = date(2022, 6, 1)
POLICY = load_policy("hunan", on=ON)
FIGURES: dict[str, Any] = {"monitoring_line": 7500, "insurance_contribution": 380}
LOCAL = LocalFigures(year=2022, **FIGURES, sources=dict.fromkeys(FIGURES, "a local notice"))
MODELS: tuple[tuple[str, type[Any]], ...] = (("person", Person), ("household", Household), ("local", LocalFigures))
FACTS = [(place, name, spec) for place, model in MODELS for name, spec in specs(model).items() if not spec.required]


def family(*people: dict[str, Any], **facts: Any) -> Household:
    return Household(id="1", members=[Person(id=f"1-{at}", **person) for at, person in enumerate(people, 1)], **facts)


def assessed(household: Household, *only: str) -> Assessment:
    return assess(household, POLICY, LOCAL, on=ON, only=only or None)


# -- whom, and in which order ---------------------------------------------------------------------------------------


def test_one_fact_of_several_members_is_one_question() -> None:
    people: tuple[dict[str, Any], ...] = ({"insured": True}, {}, {"insured": None})
    asked_for = {item.fact: item for item in next_questions(assessed(family(*people), "contribution_subsidy"))}
    assert asked_for["insured"].people == ("1-2", "1-3")
    assert asked_for["monitored"].people == ()


def with_truths(names: list[str], household: Household) -> Iterator[Household]:
    """The household with every value of some truths of its own."""
    whole: Any = household
    for values in product((False, True), repeat=len(names)):
        yield attrs.evolve(whole, **dict(zip(names, values, strict=True)))


RISKS = ["at_risk", "shock", "income_fell", "spending_large", "basic_living_severely_hard"]
GUARANTEES = ["food_and_clothing_secured", "education_secured", "medical_secured", "housing_secured", "water_secured"]
OTHERS: dict[str, Any] = {"months_above_line": 6, "rigid_spending_controlled": True, "risks": [], "income_stable": True}


@pytest.mark.parametrize("income", [7000, 8000, 20000])
@pytest.mark.parametrize("lacking", [["at_risk"], ["at_risk", "shock"], ["shock", "income_fell"], RISKS[1:4]])
def test_what_is_asked_first_settles_no_less_than_anything_else_by_brute_force(income: int, lacking: list[str]) -> None:
    facts = dict.fromkeys(RISKS, False) | dict.fromkeys(lacking)
    household = family({}, monitored=[], per_capita_net_income=income, **facts)
    found = assessed(household, "identification")
    if not isinstance(found.decisions[0].outcome, Unknown):
        assert next_questions(found) == ()
        return

    def settled(fact: str) -> int:
        """Of the two answers to a question, how many settle the decision."""
        answers = (assessed(item, "identification").decisions[0] for item in with_truths([fact], household))
        return sum(not isinstance(answer.outcome, Unknown) for answer in answers)

    questions = next_questions(found)
    by_force = {fact for fact in lacking if _matters(fact, household)}
    assert {question.fact for question in questions} == by_force
    counts = [settled(question.fact) for question in questions]
    assert [question.alone != () for question in questions] == [count == 2 for count in counts]
    assert counts == sorted(counts, reverse=True)


def _matters(fact: str, household: Household) -> bool:
    """Whether the decision can turn on a fact, whatever the others that are lacking may be."""
    others = [name for name in RISKS if getattr(household, name) is None and name != fact]
    return any(
        len({assessed(item, "identification").decisions[0].outcome for item in with_truths([fact], filled)}) > 1
        for filled in with_truths(others, household)
    )


def test_a_rule_that_was_skipped_is_asked_for_the_record_that_it_begins_with() -> None:
    found = assessed(family({}, exited=True))
    assert "loans" not in {question.fact for question in next_questions(found)}
    (question,) = next_questions(found, of="small_loan")
    assert (question.fact, question.settles, question.alone) == ("loans", ("small_loan.interest_subsidy",), ())


# -- many households ------------------------------------------------------------------------------------------------


def test_over_many_households_everything_is_added_up() -> None:
    homes = [family({}, {}), family({"insured": True}), family({}, monitored=[])]
    found = [assessed(home, "contribution_subsidy") for home in homes]
    by_fact = {item.fact: item for item in questions_over(found)}
    assert (by_fact["insured"].households, by_fact["insured"].people) == (2, 3)
    assert (by_fact["monitored"].households, by_fact["monitored"].people) == (2, 0)
    assert by_fact["monitored"].answers == 3
    single = [next_questions(item) for item in found]
    assert set(by_fact) == {question.fact for questions in single for question in questions}


def test_what_a_question_closes_of_the_ranges_is_counted_by_period() -> None:
    classes = ("extreme_poverty", "severely_disabled", "minimum_living_allowance", "low_income", "returned_to_poverty")
    nothing: dict[str, Any] = dict.fromkeys((*classes, "orphan", "de_facto_unattended_child"), ())
    known = {"insured": True, "disability_kind": "none"} | nothing
    # Half of 380.00 if monitored, else nothing: two people, so 380.00 of the range closes with one question.
    found = assessed(family(known, known), "contribution_subsidy")
    (question,) = next_questions(found)
    assert (question.fact, dict(question.narrows), question.bounds) == (
        "monitored",
        {Period.YEAR: Decimal("380.00")},
        0,
    )
    (over,) = questions_over([found, found])
    assert (over.households, over.answers, over.settled) == (2, 4, 4)
    assert dict(over.narrows) == {Period.YEAR: Decimal("760.00")}


def test_a_payment_without_a_highest_amount_is_counted_by_itself() -> None:
    found = assessed(family({"insured": True}), "serious_illness")
    assert sum(question.bounds for question in next_questions(found)) == 0  # it lacks more than one fact
    assert questions_over([]) == ()


@pytest.mark.parametrize("given", [["no assessment"], 5])
def test_what_are_no_assessments_is_refused(given: Any) -> None:
    with pytest.raises(InvalidInput, match=r"assessments.*: expected"):
        questions_over(given)


def test_an_unknown_part_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidInput, match=r"did you mean identification\b"):
        questions_over([assessed(family({}))], of="identificaton")


# -- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "fact"), [(place, name) for place, name, _ in FACTS])
def test_every_fact_has_a_holder_and_a_proof(place: str, fact: str) -> None:
    holder = holder_of(fact, place)
    assert holder.confidence in ("national rule", "usual", "varies")
    assert holder.proof in holder.text("en")
    assert holder.zh in holder.text("zh")


def test_no_holder_is_said_of_what_is_no_fact() -> None:
    with pytest.raises(InvalidInput, match="did you mean insured"):
        holder_of("insurd", "person")
    with pytest.raises(InvalidInput, match="place: expected one of person, household, local"):
        holder_of("insured", "village")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("spec", [spec for *_, spec in FACTS], ids=[f"{place}-{name}" for place, name, _ in FACTS])
def test_the_question_names_the_fact_and_the_example_is_an_answer(spec: Spec, lang: Language) -> None:
    assert (spec.label if lang == "en" else spec.zh) in asked(spec, lang)
    expected = expected_in_words(spec, lang)
    if spec.unit and spec.kind.name in ("money", "area", "count"):
        assert (spec.unit if lang == "en" else spec.unit_zh) in expected
    if is_class(spec) or spec.kind.name in ("records", "text"):
        return
    named = {"truth": "yes" if lang == "en" else "否", "choice": "1"}
    example = re.search(r"(?:such as|如) ([0-9.-]*[0-9])|$", expected)
    assert example is not None
    assert read(spec, named.get(spec.kind.name) or example[1]) is not None


def test_a_question_says_all_that_a_visitor_needs() -> None:
    questions = {item.fact: item for item in next_questions(assessed(family({}, {})))}
    income = questions["per_capita_net_income"]
    assert income.text("en") == "per-capita net income of the year: how much?"
    assert income.expected("zh") == "单位为元/人·年，最多2位小数，如 1234.50"
    assert income.holder.name == "village_visit"
    assert questions["minimum_living_allowance"].text("zh") == "现在或以前是否低保对象？"
    with pytest.raises(InvalidInput, match="lang"):
        income.text("de")  # type: ignore[arg-type]


# -- an ordinary household ------------------------------------------------------------------------------------------

HOLDS = {"insured", "medical_secured", "housing_secured", "water_secured", "education_secured"}
"""What is so in an ordinary household; of everything else that is a truth or a record there is none."""


def ordinary(question: Question) -> Any:
    if question.spec.kind.name == "truth":
        return question.fact in HOLDS
    return {"records": (), "count": 0, "money": 0}.get(question.spec.kind.name, _USUAL.get(question.fact))


_USUAL: dict[str, str] = {"disability_kind": "none", "labour_capacity": "full", "self_care": "full"}


BORN = {"father": 1980, "mother": 1982, "grandmother": 1950, "son": 2010, "daughter": 2013}
WAGES = {name: [Income(kind=IncomeKind.WAGE, amount=20000)] for name in ("father", "mother")}
OF_FIVE = [
    Person(
        id=name,
        birth_date=date(year, 5, 1),
        sex="male" if name in ("father", "son") else "female",
        income=WAGES.get(name, ()),
    )
    for name, year in BORN.items()
]
OF_COUNTY: dict[str, Any] = {
    "monitoring_line": 7500,
    "area_disposable_income": 34000,
    "insurance_contribution": 350,
    "serious_illness_ceiling": 300000,
    "medical_assistance_cap": 50000,
    "tilted_assistance_cap": 50000,
    "elderly_age": 60,
    "oldest_minor_age": 17,
    "poor_area": False,
}


def test_a_household_of_five_is_asked_for_no_more_than_25_facts() -> None:
    on = date(2022, 6, 30)
    local = LocalFigures(year=2022, **OF_COUNTY, sources=dict.fromkeys(OF_COUNTY, "made up"))
    found = assess(Household(id="1", members=OF_FIVE), load_policy("hunan", on=on), local, on=on)
    asked, later = ({item.fact for item in found.missing if item.later is of} for of in (False, True))
    assert {item.fact for item in found.to_ask} == asked
    assert len(asked) <= 25
    # Whether a risk may be marked eliminated is asked of the monitored alone, and what is paid of a bill of the ill.
    assert {"monitored", "bills"} <= asked
    assert {"months_above_line", "rigid_spending_controlled", "high_medical_cost"} <= later
    monitored = Household(id="1", members=OF_FIVE, monitored=[Spell(since=date(2022, 1, 1))])
    then = assess(monitored, load_policy("hunan", on=on), local, on=on)
    assert {"months_above_line", "rigid_spending_controlled"} <= {item.fact for item in then.to_ask}


def test_an_ordinary_household_of_five_is_asked_no_more_than_25_questions() -> None:
    on, members = date(2022, 6, 30), OF_FIVE
    talk = interview(Household(id="1", members=members), load_policy("hunan", on=on), LocalFigures(year=2022), on=on)
    questions = 0
    for question in talk:
        questions += 1
        talk.answer(ordinary(question))
    assert questions <= 25
    assert talk.settled or talk.for_the_county
    work = {"employment", "unemployment_insured", "hard_to_employ", "employee_pension", "discharged_soldier"}
    found = assess(Household(id="1", members=members), load_policy("hunan", on=on), LocalFigures(year=2022), on=on)
    assert {item.person for item in found.missing if item.fact in work} == {"father", "mother", "grandmother"}


# -- stated shares --------------------------------------------------------------------------------------------------


def test_what_narrows_on_average_is_exact_and_the_order_stays() -> None:
    classes = ("extreme_poverty", "minimum_living_allowance", "orphan", "de_facto_unattended_child")
    known: dict[str, Any] = {"insured": True, "disability_kind": "none"} | dict.fromkeys(classes, ())
    found = assessed(family(known | {"returned_to_poverty": ()}), "contribution_subsidy")
    half: dict[Any, Any] = {True: Decimal("0.05"), False: Decimal("0.95")}
    thirds: dict[Any, Any] = {True: Fraction(1, 3), False: Fraction(2, 3)}
    without, stated = next_questions(found), next_questions(found, shares={"low_income": half, "monitored": thirds})
    assert [item.fact for item in stated] == [item.fact for item in without]
    assert all(item.expected_narrowing is None for item in without)
    expected = {item.fact: item.expected_narrowing for item in stated}
    # From 0.00 to 190.00, the half of 380.00. Either class closes it; without one, the other is still open.
    assert expected == {"low_income": {Period.YEAR: Fraction("9.5")}, "monitored": {Period.YEAR: Fraction(190, 3)}}


def test_where_a_value_does_not_agree_with_what_is_recorded_it_says_nothing() -> None:
    caps: dict[str, Any] = {"medical_assistance_cap": 50000, "tilted_assistance_cap": 30000}
    local = LocalFigures(year=2022, **caps, sources=dict.fromkeys(caps, "a local notice"))
    found = assess(family({"insured": True}), POLICY, local, on=ON, only={"tilted_assistance"})
    for birth in (date(2030, 1, 1), date(1960, 1, 1)):
        asked = {item.fact: item for item in next_questions(found, shares={"birth_date": {birth: 1}})}
        assert (asked["birth_date"].expected_narrowing is None) == (birth > ON)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([], "shares: expected a mapping of facts to the shares of their values, got list"),
        ({"insurd": {True: 1}}, "did you mean insured"),
        ({"insured": {}}, r"shares\.insured: expected the share of each value, got none"),
        ({"insured": [True]}, r"shares\.insured: expected the share of each value, got list"),
        ({"insured": {True: Decimal("0.5"), False: Decimal("0.4")}}, r"shares that add up to 1, got 9/10"),
        ({"insured": {True: 1.0}}, "shares of 1 as Decimal, Fraction or int, got 1.0"),
        ({"insured": {True: Decimal("1.5"), False: Decimal("-0.5")}}, r"Fraction or int, got Decimal\('1.5'\)"),
        ({"insured": {True: Decimal("NaN")}}, "Fraction or int"),
        ({"insured": {"yes": 1}}, r"shares\.insured: expected True or False, got 'yes'"),
        ({"orphan": {3: 1}}, r"shares\.orphan: expected True or False, got 3"),
        ({"disability_kind": {"left": 1}}, r"shares\.disability_kind: expected "),
        ({"disability_grade": {5: 1}}, r"shares\.disability_grade: expected .* at most 4, got 5"),
        ({"contribution": {"5": Decimal("0.5"), 5: Decimal("0.5")}}, "each value once"),
        ({"bills": {True: 1}}, "a fact of plain values, or a class"),
        ({"name": {"n": 1}}, "a fact of plain values, or a class"),
        ({"insurd": {True: 1}, "insured": {True: 2}}, r"insurd(?s:.*)shares\.insured"),
    ],
)
def test_shares_that_cannot_be_are_refused_all_at_once(shares: Any, expected: str) -> None:
    found = assessed(family({}))
    for ask in (lambda: next_questions(found, shares=shares), lambda: questions_over([found], shares=shares)):
        with pytest.raises(InvalidInput, match=expected):
            ask()
