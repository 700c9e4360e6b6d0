"""Policy cases: one TOML file per rule, jurisdiction and date; and how a case is held against a policy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from rural_revitalization import (
    NO_CEILING,
    RULES,
    Household,
    LocalFigures,
    Person,
    Policy,
    Spell,
    Unknown,
    blockers,
    cases,
    load_policy,
    missing,
    not_stated,
)
from rural_revitalization.catalogue import PLACE_RULES
from rural_revitalization.fields import specs
from rural_revitalization.loans import ledger
from rural_revitalization.procedures import Taken, procedure_of, progress, time_limits
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import serious_illness

__all__ = [
    "ORIGINS",
    "Case",
    "check_case",
    "check_ledger",
    "check_prone",
    "check_time_limits",
    "policy_of",
    "read_cases",
]

FOLDER = Path(__file__).parent / "policy" / "cases"
evolve: Any = attrs.evolve  # type checkers do not see that terms are attrs classes
ORIGINS = ("official_example", "published", "worked_from_text", "property", "regression")


@attrs.frozen(kw_only=True)
class Case:
    """One worked case and the policy it holds under."""

    file: str
    rule: Any
    jurisdiction: str
    on: Any
    practice: bool
    section: str
    name: str
    origin: str
    working: str
    facts: dict[str, Any]
    expected: dict[str, Any]
    missing: list[str] | None
    not_stated: list[str] | None
    blockers: list[str] | None


def read_cases() -> Iterator[Case]:
    """Every case of every file; a file is named after its rule, then where and when."""
    by_name = {rule.__name__.rsplit(".", 1)[-1]: rule for rule in (*RULES, *PLACE_RULES)}
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in content.pop("case"):
            unrecorded = entry.get("unrecorded", [])
            facts = content["facts"] | entry.get("facts", {})
            assert set(unrecorded) <= set(facts), (path.name, entry["name"])
            yield Case(
                file=path.stem,
                rule=by_name[path.stem.split("-", 1)[0]],
                jurisdiction=content["jurisdiction"],
                on=content["on"],
                practice=content.get("practice", True),
                section=content["section"],
                name=entry["name"],
                origin=entry["from"],
                working=entry["working"],
                facts={name: value for name, value in facts.items() if name not in unrecorded},
                expected=entry["expected"],
                missing=entry.get("missing"),
                not_stated=entry.get("not_stated"),
                blockers=entry.get("blockers"),
            )


def check_ledger(policy: Policy) -> None:
    """Hold a loan that outlives its interest subsidy against guizhou-14fyp-2021 第七章第三节: subsidies end with 2025.

    50,000 at 3.65% on a basis of 365 bear 5.00 a day: 31 days of December 2025 are subsidised, 155.00; 31 days of
    January 2026 are not; interest is 310.00.
    """
    book = ledger.Ledger(
        entries=[
            ledger.Drawing(on=date(2025, 12, 1), drawn=50_000),
            ledger.RateChange(on=date(2025, 12, 1), annual_rate="0.0365"),
        ],
        terms=evolve(policy.terms(small_loan), subsidised_cap=50_000),
        day_count=365,
        subsidised_share=1,
        until=date(2026, 1, 31),
    )
    totals = book.totals()
    assert (totals.interest, totals.interest_subsidy) == (Decimal("310.00"), Decimal("155.00"))


def check_prone(policy: Policy) -> None:
    """Hold a monitored household against guizhou-14fyp-2021 第四章第五节: people prone to poverty have the tilt."""
    nothing: Any = []
    person = Person(id="1-1", extreme_poverty=nothing, minimum_living_allowance=nothing, returned_to_poverty=nothing)
    household = Household(id="1", members=[person], monitored=[Spell(since=date(2021, 1, 1))])
    on = date(2022, 6, 1)
    case = cases.Case(household=household, local=LocalFigures(year=on.year), on=on).of(person)
    facts = serious_illness.Facts.of(case)
    assert (facts.returned_to_poverty, facts.monitored) == (False, True)
    worksheet = serious_illness.compute(facts, policy.terms(serious_illness))
    assert worksheet.tilted is (policy.jurisdiction == "guizhou")


def check_time_limits(policy: Policy) -> None:
    """Hold two runs of monitoring against national practice: 5 days of publicity, 15 from the clue to the decision.

    Made public on 2 June, reviewed on the 7th, which is 5 days later, or on the 6th, a day too soon; found on 1 June
    and decided on the 16th, 15 days later, or on the 17th, a day late. Risk elimination waits for publicity.
    """
    limits = policy.terms(time_limits)
    for review, decision, irregular in ((7, 16, []), (6, 16, [("too_soon", 1)]), (7, 17, [("late", 1)])):
        days = [1, 1, 2, 2, review, decision]
        run = procedure_of("hunan-2021/monitoring/identification-procedure")
        taken = [Taken(step=step.name, on=date(2022, 6, day)) for step, day in zip(run.steps, days, strict=True)]
        found = progress(run, taken, on=date(2022, 6, 30), limits=limits)
        assert found.state == "completed"
        assert [(item.what, item.days) for item in found.irregular] == irregular
    run = procedure_of("hunan-2021/monitoring/risk-elimination-procedure")
    taken = [Taken(step=name, on=date(2022, 6, 1)) for name in ("village_list", "household_check", "appraisal")]
    assert [step.step.name for step in progress(run, taken, on=date(2022, 6, 1), limits=limits).next] == ["publicity"]


def policy_of(case: Case) -> Policy:
    """The policy a case holds under."""
    return load_policy(case.jurisdiction, on=case.on, practice=case.practice)


def as_expected(value: Any, spec: Any) -> Any:
    """An expected value as written, in the form a test can compare: ends of a range, or the plain value."""
    if value == "open":
        return (False, True)
    if isinstance(value, dict):
        low, high = value.get("low"), value.get("high")
        return (None if low is None else Decimal(low), None if high is None else Decimal(high))
    return Decimal(value) if spec.kind.name in ("money", "area", "rate") else value


def as_found(value: Any) -> Any:
    return (value.low, value.high) if isinstance(value, Unknown) else value


def check_case(case: Case, policy: Policy) -> None:
    """Hold the worksheet that a policy gives against what the case expects, to the fen."""
    facts = {name: NO_CEILING if value == "none" else value for name, value in case.facts.items()}
    worksheet = case.rule.compute(case.rule.Facts(**facts), policy.terms(case.rule))
    declared = specs(case.rule.Worksheet)
    found = {name: as_found(getattr(worksheet, name)) for name in case.expected}
    assert found == {name: as_expected(value, declared[name]) for name, value in case.expected.items()}, case.working
    if case.missing is not None:
        assert missing(worksheet) == tuple(case.missing)
    if case.not_stated is not None:
        assert not_stated(worksheet) == tuple(case.not_stated)
    if case.blockers is not None:
        assert blockers(worksheet) == tuple(case.blockers)
