"""The classes of people that entitlements are for (帮扶对象类别), as predicates over a case."""

from __future__ import annotations

from typing import Final

from ..algebra.operand import Truth
from ..models.household import KEPT_AFTER_EXIT as KEPT
from ..models.household import UNSTATED
from .entitlement import Case, Unstated

__all__ = ["KEPT_AFTER_EXIT", "disabled", "exited", "female", "poor", "poor_and_disabled"]

KEPT_AFTER_EXIT: Final = Unstated(KEPT, *UNSTATED[KEPT])
"""hunan-13fyp-2017 十一（三）: the exited keep the help for a prescribed period (规定的期限内), of no stated length."""


def exited(case: Case) -> Truth:
    """Whether the household is one that exited poverty (脱贫户)."""
    return case.household.exited_by(case.on)


def poor(case: Case) -> Truth:
    """Whether the household counts as poor (建档立卡贫困户); open once it has exited: see `KEPT_AFTER_EXIT`."""
    return case.household.poor_on(case.on)


def disabled(case: Case) -> Truth:
    """Whether the person is disabled (残疾人)."""
    return case.person.disabled()


def poor_and_disabled(case: Case) -> Truth:
    """Whether the person is poor and disabled (贫困残疾人)."""
    return poor(case) & disabled(case)


def female(case: Case) -> Truth:
    """Whether the person is female (女性)."""
    return case.person.female()
