"""Whom the consolidation of the way out of poverty is for first (重点巩固拓展对象).

References: guizhou-14fyp-2021 前言.

Readings: Guizhou's focus is on people of unstable exited, marginal and suddenly hard-hit households, who are those it
monitors, and on rural people in special difficulty.

Limitations: how special difficulty is told is not stated: it is recorded. The villages and settlements that the plan
names beside them are places.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..algebra import Truth
from ..cases import Case
from ..models import Household, Person
from .entitlement import Entitlement


def _in_focus(case: Case) -> Truth:
    return case[Household.monitored] | case[Person.special_difficulty]


ROWS: Final = (
    Entitlement(
        name="focus_of_consolidation",
        label="priority in consolidating the way out of poverty",
        zh="重点巩固拓展帮扶",
        who="people of monitored households, and rural people in special difficulty",
        who_zh="脱贫不稳定人口、边缘易致贫户、突发严重困难户、农村特殊困难群体",
        register="guizhou-2021/scope/focus-groups",
        holds=_in_focus,
    ),
)
"""Every entitlement, by document."""

NOT_CARRIED: Final[Mapping[str, str]] = MappingProxyType({})
"""Ids of the register that no row implements, and why."""
