"""Every policy case comes out to the fen."""

from __future__ import annotations

from policy_cases import ORIGINS, Case, check_case, policy_of


def test_the_case_comes_out_as_worked(case: Case) -> None:
    check_case(case, policy_of(case))


def test_the_case_says_where_its_result_comes_from(case: Case) -> None:
    assert case.origin in ORIGINS
    assert case.working.strip()
    assert case.section.strip()
    assert case.expected
