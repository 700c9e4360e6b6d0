"""An answer given is never taken back: whatever is left out of a record, the full record's answer was possible.

Nor does asking for what is missing lead to any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Final

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from rural_revitalization import (
    AllowanceSpell,
    Assessment,
    Drawing,
    Household,
    Income,
    IncomeKind,
    LocalFigures,
    MedicalBill,
    Person,
    Policy,
    Repayment,
    SmallLoan,
    Spell,
    Unknown,
    assess,
    interview,
)
from rural_revitalization.assessment import MissingFact, Question
from rural_revitalization.fields import specs
from rural_revitalization.loading import policy_with
from rural_revitalization.strategies import amounts

ON: Final = date(2022, 9, 30)
MANY: Final = {"few": 25, "quick": 500, "deep": 20_000}[settings.get_current_profile_name()]
OVERLAY: Final = """
[document]
id = "made-up"
title = "made up for this law"
from = 2021-01-01
until = 2025-12-31
""" + "".join(
    f'\n[{name}]\nvalue = {value}\nunit = "{unit}"\nsection = "1"\n'
    for name, value, unit in (
        ("medical_assistance.low_income_covered", "true", "truth"),
        ("medical_assistance.unnamed_covered", "false", "truth"),
        ("medical_assistance.extreme_poverty_threshold", "0", "yuan"),
        ("medical_assistance.extreme_poverty_rate", "0.90", "share"),
        ("medical_assistance.allowance_threshold", "1000", "yuan"),
        ("medical_assistance.allowance_rate", "0.70", "share"),
        ("medical_assistance.other_threshold", "3000", "yuan"),
        ("medical_assistance.other_rate", "0.60", "share"),
        ("tilted_assistance.threshold", "5000", "yuan"),
        ("tilted_assistance.rate", "0.50", "share"),
    )
)
LOCAL: Final[dict[str, Any]] = {
    "monitoring_line": 6900,
    "allowance_standard": 500,
    "area_disposable_income": 20000,
    "insurance_contribution": 320,
    "serious_illness_ceiling": 30000,
    "medical_assistance_cap": 8000,
    "tilted_assistance_cap": 6000,
    "elderly_age": 60,
    "oldest_minor_age": 17,
    "subsidised_share": 1,
    "day_count": 360,
    "severe_disability_grade": 2,
    "severe_mental_disability_grade": 3,
    "poor_area": True,
    "poverty_standard": 4000,
    "seismic_intensity": 7,
}
# Where extreme poverty is recorded for nobody all are counted, and a contradiction is no lack of a record.
KEPT: Final = {"id", "extreme_poverty", "severely_disabled", "allowance_borderline", "joined_on", "left_on", "died_on"}


@cache
def policy(jurisdiction: str) -> Policy:
    return policy_with(jurisdiction, ON, [(OVERLAY, "made-up.toml")], practice=True)


# -- full records ------------------------------------------------------------------------------------------------

DAYS: Final = st.dates(date(2021, 10, 1), date(2022, 12, 31))
YUAN: Final = amounts(high=Decimal(60000))


@st.composite
def spells(draw: st.DrawFn, kind: type[Any] = Spell) -> list[Any]:
    """None, or one or two spells that may begin and end within the year."""
    days = sorted(draw(st.lists(DAYS, max_size=4, unique=True)))
    more = {"alone": False, "grant": 300} if kind is AllowanceSpell else {}
    pairs = zip(days[::2], [*days[1::2], None], strict=False)
    return [kind(since=since, until=until, **more) for since, until in pairs]


@st.composite
def bills(draw: st.DrawFn) -> MedicalBill:
    paid, in_scope, total = sorted(draw(st.lists(YUAN, min_size=3, max_size=3)))
    sign = draw(st.sampled_from([1, 1, 1, -1]))  # one of four takes back what may be of another year
    return MedicalBill(
        settled_on=draw(DAYS), total=sign * total, in_scope=sign * in_scope, basic_insurance_paid=sign * paid
    )


def truths_of(model: type[Any]) -> list[str]:
    return [name for name, spec in specs(model).items() if spec.kind.name == "truth"]


OF_CHILDREN: Final = ("orphan", "de_facto_unattended_child", "child_in_difficulty", "left_behind")
OF_WORKERS: Final = (
    *("employment", "willing_to_work", "hard_to_employ", "employee_pension", "unemployment_insured"),
    "discharged_soldier",
)


@st.composite
def people(draw: st.DrawFn, key: str) -> Person:
    classes: dict[str, Any] = {
        name: draw(spells(spec.of)) if name != "severely_disabled" else []
        for name, spec in specs(Person).items()
        if spec.kind.name == "records" and issubclass(spec.of, Spell)
    }
    if classes["extreme_poverty"]:  # who is on one track is not on the other
        classes["minimum_living_allowance"] = []
    born = draw(st.dates(date(1940, 1, 1), date(2021, 12, 31)))
    if born < date(2005, 1, 1):  # adults are in no class of children, unless somebody recorded that they are
        classes |= dict.fromkeys(OF_CHILDREN, ())
    else:  # and children are not at work
        classes |= dict.fromkeys(OF_WORKERS, ())
    truths: dict[str, Any] = {name: draw(st.booleans()) for name in truths_of(Person)}
    earned = [Income(kind=kind, amount=draw(amounts(high=Decimal(9000)))) for kind in draw(st.sets(KINDS))]
    return Person(
        id=key,
        birth_date=born,
        disability_kind="none",
        labour_capacity=draw(st.sampled_from(["full", "none"])) if born < date(2005, 1, 1) else "none",
        sex=draw(st.sampled_from(["female", "male"])),
        diagnoses=[],
        bills=draw(st.lists(bills(), max_size=3)),
        income=earned,
        **classes,
        **truths,
    )


KINDS: Final = st.sampled_from(IncomeKind)
UNASKED: Final = {
    *("single_person_household", "low_income_recognition", "compulsory_education", "housing_renovation"),
    *("one_worker", "warning_signal"),
}


@st.composite
def loans(draw: st.DrawFn) -> SmallLoan:
    lent, later = draw(st.dates(date(2020, 1, 1), ON)), timedelta(draw(st.integers(0, 900)))
    repaid, drawn = sorted(draw(st.lists(YUAN, min_size=2, max_size=2)))
    entries = [Drawing(on=lent, drawn=drawn), Repayment(on=lent + later, repaid=repaid)]
    return SmallLoan(
        due_on=lent + timedelta(draw(st.integers(30, 1000))),
        annual_rate=draw(st.sampled_from(["0.0365", "0.0435"])),
        term_months=36,
        overdue_days=0,
        need_confirmed=draw(st.booleans()),
        able_to_repay=draw(st.booleans()),
        entries=entries,
    )


@st.composite
def households(draw: st.DrawFn) -> Household:
    truths: dict[str, Any] = {name: draw(st.booleans()) for name in truths_of(Household)}
    exited_on = draw(st.sampled_from([date(2018, 6, 30), date(2020, 12, 1)])) if truths["exited"] else None
    members = [draw(people(key)) for key in "abc"[: draw(st.integers(1, 3))]]
    return Household(
        id="h",
        members=members,
        exited_on=exited_on,
        registered_poor=draw(st.sampled_from([(), (Spell(since=date(2014, 1, 1), until=date(2019, 12, 31)),)])),
        monitored=draw(spells()),
        identified_on=date(2021, 1, 1),
        months_above_line=draw(st.integers(0, 12)),
        business_costs=draw(amounts(high=Decimal(5000))),
        family_income=draw(amounts(high=Decimal(2500))),
        employment_cost=0,
        rigid_spending=0,
        exempt_income=0,
        allowance_grant=300,
        months_above_standard=draw(st.integers(0, 14)),
        loans=draw(st.lists(loans(), max_size=2)),
        # Where there is no child to be at school, schooling is secured.
        **truths | {"allowance_borderline": None, "education_secured": True},
    )


# -- what is left out --------------------------------------------------------------------------------------------


@st.composite
def partly(draw: st.DrawFn, full: Any, kept: set[str]) -> Any:
    """The same record without some of its facts."""
    names = [name for name in specs(type(full)) if name not in kept and getattr(full, name) is not None]
    return attrs.evolve(full, **dict.fromkeys(draw(st.sets(st.sampled_from(names), max_size=4))))


@st.composite
def person_partly(draw: st.DrawFn, full: Person) -> Any:
    left = draw(partly(full, KEPT))
    # That a bill takes back is read from its sign, which an amount tells.
    found = [
        draw(partly(bill, {"settled_on", "care"} | ({"total"} if bill.is_reversal else set())))
        for bill in left.bills or ()
    ]
    return attrs.evolve(left, bills=None if left.bills is None else found)


@st.composite
def household_partly(draw: st.DrawFn, full: Household) -> Any:
    left = draw(partly(full, KEPT | {"members"}))
    return attrs.evolve(left, members=[draw(person_partly(person)) for person in full.people])


def local(without: set[str] = frozenset()) -> LocalFigures:  # type: ignore[assignment]
    figures = {name: value for name, value in LOCAL.items() if name not in without}
    return LocalFigures(year=2022, **figures, sources=dict.fromkeys(figures, "made up"))


# -- the laws ------------------------------------------------------------------------------------------------------


JURISDICTIONS: Final = st.sampled_from(["hunan", "yiyang", "guizhou"])


def is_truth(value: Any) -> bool:
    return isinstance(value.low if isinstance(value, Unknown) else value, bool)


def possible(earlier: Any, later: Any) -> bool:
    """Whether whatever the later answer may be, the earlier one held it to be possible."""
    if isinstance(earlier, Unknown):
        return earlier.holds(later)
    return not isinstance(later, Unknown) and bool(earlier == later)


def answers(found: Assessment) -> dict[tuple[Any, ...], Any]:
    held: dict[tuple[Any, ...], Any] = {(item.rule, item.person): item.amount for item in found.payments}
    held |= {(item.rule, item.person): item.outcome for item in found.decisions}
    held |= {(item.name, str(item.entitlement.source), item.person): item.outcome for item in found.entitlements}
    return held


@settings(max_examples=MANY)
@given(
    households(), st.sampled_from(["hunan", "yiyang", "guizhou"]), st.sets(st.sampled_from(sorted(LOCAL))), st.data()
)
def test_an_answer_given_is_never_taken_back(
    full: Household, jurisdiction: str, without: set[str], data: st.DataObject
) -> None:
    left = data.draw(household_partly(full))
    open_answers = assess(left, policy(jurisdiction), local(without), on=ON)
    full_answers = assess(full, policy(jurisdiction), local(), on=ON)
    before, after = answers(open_answers), answers(full_answers)
    for key, value in before.items():
        # A payment that no longer comes into question is one of nothing; a decision is then not made.
        later = after.get(key, None if is_truth(value) else Decimal("0.00"))
        assert later is None or possible(value, later), key
    assert possible(open_answers.total, full_answers.total)
    skipped = {item.rule for item in open_answers.skipped}
    # What is decided only of who is known to be of whom it is decided was not asked before.
    assert {key[0] for key in after if key not in before} <= skipped | UNASKED


@given(households(), JURISDICTIONS, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(full: Household, jurisdiction: str, chance: Any) -> None:
    def shuffled(record: Any) -> Any:
        lists = {
            name: chance.sample(value, len(value))
            for name in specs(type(record))
            if isinstance(value := getattr(record, name), tuple)
        }
        return attrs.evolve(record, **lists)

    mixed = shuffled(attrs.evolve(full, members=[shuffled(person) for person in full.people]))  # type: ignore[misc]
    one, other = (assess(record, policy(jurisdiction), local(), on=ON) for record in (full, mixed))
    assert {key: comparable(value) for key, value in answers(one).items()} == {
        key: comparable(value) for key, value in answers(other).items()
    }
    assert comparable(one.total) == comparable(other.total)


def comparable(value: Any) -> Any:
    return (value.low, value.high, value.facts) if isinstance(value, Unknown) else value


# -- asking ----------------------------------------------------------------------------------------------------------


def told(question: Question, full: Household) -> dict[str | None, Any]:
    """What the full record says to a question: by member, or for the household."""
    if question.place == "household":
        return {None: getattr(full, question.fact)}
    return {person.id: getattr(person, question.fact) for person in full.people if person.id in question.people}


@given(households(), JURISDICTIONS, st.data())
def test_an_interview_ends_with_the_answers_of_the_full_record(
    full: Household, jurisdiction: str, data: st.DataObject
) -> None:
    talk = interview(data.draw(household_partly(full)), policy(jurisdiction), local(), on=ON)
    put = set[tuple[str, str | None]]()
    for question in talk:
        for person, value in told(question, full).items():
            assert (question.fact, person) not in put
            put.add((question.fact, person))
            talk.answer(value, person)
    assert talk.open_questions == ()
    full_answers = answers(assess(full, policy(jurisdiction), local(), on=ON))
    for key, value in answers(talk.assessment).items():
        later = full_answers.get(key, None if is_truth(value) else Decimal("0.00"))
        # What is open in the full record too is no question: a contradiction, or a figure that nobody states.
        assert later is None or isinstance(later, Unknown) or possible(value, later), key


def told_in_full(found: Assessment, full: Household) -> list[MissingFact]:
    """What is asked for now of which the full record says more."""
    known, more = ({None: of} | {person.id: person for person in of.people} for of in (found.inputs.household, full))
    asked = [item for item in found.to_ask if item.place != "local"]
    return [item for item in asked if getattr(known[item.person], item.fact) != getattr(more[item.person], item.fact)]


def recorded(household: Any, full: Household, asked: Sequence[MissingFact]) -> Any:
    """The household with what was asked for as the full record has it."""
    of_person = {(item.person, item.fact) for item in asked}
    more = {item.fact: getattr(full, item.fact) for item in asked if item.place == "household"}
    people = [
        attrs.evolve(left, **{fact: getattr(person, fact) for key, fact in of_person if key == person.id})
        for left, person in zip(household.people, full.people, strict=True)
    ]
    return attrs.evolve(household, members=people, **more)


@given(households(), JURISDICTIONS, st.data())
def test_to_record_what_is_asked_for_now_again_and_again_is_enough(
    full: Household, jurisdiction: str, data: st.DataObject
) -> None:
    found = assess(data.draw(household_partly(full)), policy(jurisdiction), local(), on=ON)
    while asked := told_in_full(found, full):
        known = recorded(found.inputs.household, full, asked)
        found = assess(known, policy(jurisdiction), local(), on=ON)
    assert bool(found.to_ask) == any(not item.unknowable for item in found.missing)
    nowhere = {item.fact for item in found.to_ask}  # not in the full record either
    in_full = answers(assess(full, policy(jurisdiction), local(), on=ON))
    for item in (*found.payments, *found.decisions):
        if isinstance(item.value, Unknown) and nowhere.isdisjoint(item.missing):
            assert isinstance(in_full[item.rule, item.person], Unknown), item.rule


@given(households(), JURISDICTIONS, st.data())
def test_what_cannot_be_known_leaves_every_answer_as_it_was(
    full: Household, jurisdiction: str, data: st.DataObject
) -> None:
    left = data.draw(household_partly(full))
    talk = interview(left, policy(jurisdiction), local(), on=ON)
    before = talk.assessment
    for _ in talk:
        talk.cannot_be_known()
    after = assess(talk.household, policy(jurisdiction), local(), on=ON)
    assert comparable_answers(after) == comparable_answers(before)
    assert {(item.fact, item.person) for item in after.missing} == {(item.fact, item.person) for item in before.missing}
    told_apart = {item.fact for item in after.to_ask if item.place != "local"}
    assert all(_is_recorded(left, fact) for fact in told_apart)


def _is_recorded(household: Household, fact: str) -> bool:
    """Whether a fact is recorded of somebody: of two that contradict each other, neither can be called unknowable."""
    records = [household] if fact in specs(Household) else [*household.people]
    return any(getattr(record, fact) is not None for record in records)


def comparable_answers(found: Assessment) -> dict[tuple[Any, ...], Any]:
    return {key: comparable(value) for key, value in answers(found).items()}
