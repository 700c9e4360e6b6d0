"""The classes of people that entitlements are for (帮扶对象类别), as predicates over a case."""

from __future__ import annotations

from typing import Final

from ..models import Sex, recorded
from ..operand import Truth
from ..unknown import Unknown
from .entitlement import Case, Unstated

__all__ = ["KEPT_AFTER_EXIT", "disabled", "exited", "female", "poor", "poor_and_disabled"]

KEPT_AFTER_EXIT: Final = Unstated(
    "entitlements.kept_after_exit", "how long the exited keep the help of the poor", "脱贫后继续享受政策的期限"
)
"""hunan-13fyp-2017 十一（三）: the exited keep the help for a prescribed period (规定的期限内), of no stated length."""


def exited(case: Case) -> Truth:
    """Whether the household is one that exited poverty (脱贫户)."""
    truth: Truth = recorded(case.household, "exited")
    return truth


def poor(case: Case) -> Truth:
    """Whether the household counts as poor (建档立卡贫困户); open once it has exited: see `KEPT_AFTER_EXIT`."""
    registered, on = case.household.registered_poor, case.on
    if registered is None:
        return Unknown(False, True, {"registered_poor"})
    if any(spell.covers(on) for spell in registered):
        return True
    has_exited = any(spell.until is not None and spell.until < on for spell in registered)
    return KEPT_AFTER_EXIT.open if has_exited else False


def disabled(case: Case) -> Truth:
    """Whether the person is disabled (残疾人)."""
    return case.person.disabled()


def poor_and_disabled(case: Case) -> Truth:
    """Whether the person is poor and disabled (贫困残疾人)."""
    return poor(case) & disabled(case)


def female(case: Case) -> Truth:
    """Whether the person is female (女性)."""
    return Unknown(False, True, {"sex"}) if case.person.sex is None else case.person.sex is Sex.FEMALE
