"""An argument of the wrong kind, to whatever is public, is named in an error of the library, with what it is."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import pytest

import rural_revitalization as rr
from rural_revitalization import records, worksheets
from rural_revitalization.bills.statement import statement, year_statement
from rural_revitalization.bills.year import Year
from rural_revitalization.cases import Case
from rural_revitalization.errors import RuralRevitalizationError
from rural_revitalization.fields import specs
from rural_revitalization.loans.ledger import Drawing, Ledger, Overdue, RateChange
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import contribution_subsidy

ON: Final = date(2022, 6, 1)
POLICY: Final = rr.load_policy("hunan", on=ON)
LOCAL: Final = rr.LocalFigures(year=2022)
PERSON: Final = rr.Person(id="H-1", bills=[rr.MedicalBill(settled_on=ON, total=100)])
HOUSEHOLD: Final = rr.Household(id="H", members=[PERSON])
ASSESSMENT: Final = rr.assess(HOUSEHOLD, POLICY, LOCAL)
WORKSHEET: Final = contribution_subsidy.compute(contribution_subsidy.Facts(), POLICY.terms(contribution_subsidy))
YEAR: Final = Year(person=PERSON, household=HOUSEHOLD, local=LOCAL, policy=POLICY)
TERMS: Final = POLICY.terms(small_loan)
ENTRIES: Final = (Drawing(on=ON, drawn=100), RateChange(on=ON, annual_rate="0.03"))
OF_WORKSHEETS: Final = ("answers", "blockers", "explain", "lines", "missing", "not_stated")

CALLS: Final[dict[str, tuple[Callable[..., Any], dict[str, Any]]]] = {
    # each with arguments that are right
    "assess": (rr.assess, {"household": HOUSEHOLD, "policy": POLICY, "local": LOCAL, "on": ON, "only": ["small_loan"]}),
    "entitlements_of": (
        rr.entitlements_of,
        {"person": PERSON, "household": HOUSEHOLD, "policy": POLICY, "local": LOCAL, "on": ON},
    ),
    "compare": (rr.compare, {"before": ASSESSMENT, "after": ASSESSMENT}),
    "timeline": (
        rr.timeline,
        {"household": HOUSEHOLD, "jurisdiction": "hunan", "local": [LOCAL], "since": ON, "until": ON},
    ),
    "next_change": (
        rr.next_change,
        {"household": HOUSEHOLD, "jurisdiction": "hunan", "local": [LOCAL], "after": ON, "until": ON},
    ),
    "next_questions": (
        rr.next_questions,
        {"assessment": ASSESSMENT, "of": "identification", "shares": {"insured": {True: 1}}},
    ),
    "questions_over": (
        rr.questions_over,
        {"assessments": [ASSESSMENT], "of": "identification", "shares": {"insured": {True: 1}}},
    ),
    "interview": (
        rr.interview,
        {"household": HOUSEHOLD, "policy": POLICY, "local": LOCAL, "on": ON, "of": "identification"},
    ),
    "settling_sets": (
        rr.settling_sets,
        {"assessment": ASSESSMENT, "of": "risk_elimination", "document": None, "certain": True, "most": 1, "tries": 9},
    ),
    "since_when": (rr.since_when, {"assessment": ASSESSMENT}),
    "what_would_change": (
        rr.what_would_change,
        {"assessment": ASSESSMENT, "of": "contribution_subsidy", "person": "H-1", "document": None},
    ),
    "verify": (rr.verify, {"file": __file__}),
    "envelope": (rr.envelope, {"assessments": [ASSESSMENT]}),
    "replay": (rr.replay, {"file": __file__}),
    "load_policy": (rr.load_policy, {"jurisdiction": "hunan", "on": ON, "practice": True}),
    "register_map": (rr.register_map, {"document": "hunan-14fyp-2021"}),
    "Policy.terms": (POLICY.terms, {"rule": small_loan}),
    "Policy.figure": (POLICY.figure, {"name": "serious_illness.rate"}),
    "Policy.where": (POLICY.where, {"name": "serious_illness.rate"}),
    "Assessment.payment": (ASSESSMENT.payment, {"rule": "contribution_subsidy", "person": "H-1"}),
    "Assessment.decision": (ASSESSMENT.decision, {"rule": "identification"}),
    "structure": (records.structure, {"cls": rr.Spell, "data": {"since": "2022-06-01"}}),
    "unstructure": (records.unstructure, {"model": PERSON}),
    "loads": (records.loads, {"cls": rr.Spell, "text": '{"since": "2022-06-01"}'}),
    "dumps": (records.dumps, {"model": PERSON, "indent": 1}),
    "parse": (records.parse, {"text": "{}", "path": "$"}),
    "assessment_data": (records.assessment_data, {"assessment": ASSESSMENT}),
    **{name: (getattr(worksheets, name), {"worksheet": WORKSHEET}) for name in OF_WORKSHEETS},
    "Year": (Year, {"person": PERSON, "household": HOUSEHOLD, "local": LOCAL, "policy": POLICY, "until": ON}),
    "statement": (statement, {"bill": YEAR.bills()[0], "lang": "en"}),
    "year_statement": (year_statement, {"year": YEAR, "lang": "zh"}),
    "Ledger": (Ledger, {"entries": ENTRIES, "terms": TERMS, "until": ON, "older": (), "count": "calendar days"}),
    "Drawing": (Drawing, {"on": ON, "drawn": 100}),
    "Overdue": (Overdue, {"since": ON, "until": ON}),
    "Case": (Case, {"household": HOUSEHOLD, "local": LOCAL, "on": ON}),
    "Schedule": (rr.algebra.Schedule, {"bands": [rr.Band(None, Decimal(1))], "measured_on": "whole"}),
}
OF_ANY: Final = {("structure", "data"), ("Assessment.payment", "person")}
MAY_BE_NONE: Final = {
    *(("assess", "on"), ("assess", "only"), ("entitlements_of", "on"), ("dumps", "indent")),
    *(("register_map", "document"), ("next_questions", "of"), ("questions_over", "of")),
    *(("interview", "on"), ("interview", "of"), ("what_would_change", "document")),
    ("settling_sets", "document"),
    *(("next_questions", "shares"), ("questions_over", "shares")),
    *(("Year", "until"), ("Ledger", "until"), ("Overdue", "until")),
}
WRONG: Final[tuple[Any, ...]] = ({}, None, "text", 5, 0.5, object(), [object()], datetime(2022, 6, 1), "2022-06-01")  # noqa: DTZ001 - what is refused
TAKES: Final[dict[tuple[str, str], tuple[Any, ...]]] = {
    ("envelope", "assessments"): (),
    ("next_questions", "shares"): ({},),
    ("questions_over", "shares"): ({},),
    ("replay", "file"): ("text", "2022-06-01"),
    ("verify", "file"): ("text", "2022-06-01"),
    ("timeline", "local"): ({},),
    ("next_change", "local"): ({},),
    ("load_policy", "jurisdiction"): (),
    ("loads", "text"): (),
    ("settling_sets", "most"): (5,),
    ("settling_sets", "tries"): (5,),
    ("parse", "path"): ("text", "2022-06-01"),
    ("dumps", "indent"): (5,),
    ("Drawing", "drawn"): (5,),
}


@pytest.mark.parametrize(
    ("name", "argument"),
    [(name, argument) for name, (_, right) in CALLS.items() for argument in right if (name, argument) not in OF_ANY],
)
def test_an_argument_of_the_wrong_kind_is_named_with_what_it_is(name: str, argument: str) -> None:
    call, right = CALLS[name]
    for wrong in WRONG:
        if wrong in TAKES.get((name, argument), ()) or (wrong is None and (name, argument) in MAY_BE_NONE):
            continue
        with pytest.raises(RuralRevitalizationError) as refused:
            call(**right | {argument: wrong})
        assert isinstance(refused.value, ValueError | LookupError)
        if isinstance(refused.value, rr.InvalidInput):
            (mismatch,) = refused.value.mismatches
            assert mismatch.path.split("[")[0].split(".")[0] in (argument, "$")
            assert mismatch.expected
            assert mismatch.given


def models() -> list[tuple[type[Any], str]]:
    found = [getattr(rr, name) for name in rr.__all__]
    classes = [item for item in found if isinstance(item, type) and specs_of(item)]
    return [(cls, name) for cls in classes for name in specs(cls)]


def specs_of(cls: type[Any]) -> bool:
    return hasattr(cls, "__attrs_attrs__") and bool(specs(cls))


@pytest.mark.parametrize(("cls", "name"), models(), ids=lambda item: getattr(item, "__name__", item))
def test_a_field_of_a_model_names_what_it_was_given(cls: type[Any], name: str) -> None:
    for wrong in ({}, object(), 0.5, [object()], [{}], datetime(2022, 6, 1)):  # noqa: DTZ001 - what is refused
        with pytest.raises(rr.InvalidInput) as refused:
            cls(**{name: wrong})
        (mismatch,) = [item for item in refused.value.mismatches if item.path.split("[")[0] == name]
        assert mismatch.given
        if isinstance(wrong, list) and specs(cls)[name].kind.name == "records":
            assert mismatch.path == f"{name}[0]"
            assert mismatch.given == type(wrong[0]).__name__


def test_the_item_of_a_sequence_is_named() -> None:
    members: list[Any] = [rr.Person(id="1"), rr.Person(id="2"), {"id": "3"}]
    with pytest.raises(rr.InvalidInput, match=r"members\[2\]: expected a Person, got dict"):
        rr.Household(id="H", members=members)
    entries: list[Any] = [*ENTRIES, {"repaid": 5}]
    with pytest.raises(rr.InvalidInput, match=r"entries\[2\]: expected an Entry, got dict"):
        Ledger(entries=entries, terms=TERMS, until=ON)


def test_every_public_function_is_held_to_it() -> None:
    public = {name for name in rr.__all__ if inspect.isfunction(getattr(rr, name))}
    assert public - set(CALLS) == {"coverage"}  # which takes nothing
    assert {name for name in vars(records) if name in ("structure", "unstructure", "loads", "dumps")} <= set(CALLS)
