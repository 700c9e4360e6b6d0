"""Gives every test that asks for a `case` each of the policy cases."""

from __future__ import annotations

import pytest

from policy_cases import read_cases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One run for each case, named after its file and itself."""
    if "case" in metafunc.fixturenames:
        cases = list(read_cases())
        metafunc.parametrize("case", cases, ids=[f"{case.file}: {case.name}" for case in cases])
