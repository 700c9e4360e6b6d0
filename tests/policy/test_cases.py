"""Every policy case comes out to the fen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rural_revitalization import NO_CEILING, Unknown, blockers, load_policy, missing, not_stated
from rural_revitalization.fields import specs


def as_expected(value: Any, spec: Any) -> Any:
    """An expected value as written, in the form a test can compare: ends of a range, or the plain value."""
    if value == "open":
        return (False, True)
    if isinstance(value, dict):
        low, high = value.get("low"), value.get("high")
        return (None if low is None else Decimal(low), None if high is None else Decimal(high))
    return Decimal(value) if spec.kind.name in ("money", "rate") else value


def as_found(value: Any) -> Any:
    return (value.low, value.high) if isinstance(value, Unknown) else value


def test_the_case_comes_out_as_worked(case: Any) -> None:
    policy = load_policy(case.jurisdiction, on=case.on, practice=case.practice)
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


def test_the_case_says_where_its_result_comes_from(case: Any) -> None:
    assert case.origin in ("official_example", "worked_from_text", "property", "regression")
    assert case.working.strip()
    assert case.section.strip()
    assert case.expected
