"""Every policy case comes out to the fen."""

from __future__ import annotations

from datetime import date

import pytest

from policy_cases import ORIGINS, Case, check_case, check_ledger, policy_of
from rural_revitalization import load_policy


def test_the_case_comes_out_as_worked(case: Case) -> None:
    check_case(case, policy_of(case))


@pytest.mark.parametrize("jurisdiction", ["guizhou", "hunan"])
def test_a_loan_outlives_its_subsidy_as_worked(jurisdiction: str) -> None:
    check_ledger(load_policy(jurisdiction, on=date(2022, 6, 1)))


def test_the_case_says_where_its_result_comes_from(case: Case) -> None:
    assert case.origin in ORIGINS
    assert case.working.strip()
    assert case.section.strip()
    assert case.expected
