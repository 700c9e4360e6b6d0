"""Procedures: steps in order, with who takes each, and how far one has come."""

from typing import Final

from ..policy import Policy
from ..policy.prescribed import rows_in_force
from . import (
    asset_management,
    funds_and_projects,
    monitoring,
    post_management,
    social_assistance,
    time_limits,
    village_affairs,
)
from .procedure import Days, Procedure, Step, Taken, Way, in_order
from .progress import Irregular, Irregularity, NextStep, ProcedureState, Progress, progress
from .working_days import working_day_after

__all__ = [
    "PROCEDURES",
    "Days",
    "Irregular",
    "Irregularity",
    "NextStep",
    "Procedure",
    "ProcedureState",
    "Progress",
    "Step",
    "Taken",
    "Way",
    "in_order",
    "procedure_of",
    "procedures_in_force",
    "progress",
    "time_limits",
    "working_day_after",
]

PROCEDURES: Final = (
    *(*monitoring.ROWS, *social_assistance.ROWS, *post_management.ROWS),
    *(*village_affairs.ROWS, *funds_and_projects.ROWS, *asset_management.ROWS),
)
"""Every procedure in display order."""


def procedure_of(register: str) -> Procedure:
    """Return a procedure by an id of the rule register that it carries out; raises `KeyError` for any other."""
    found = {name: procedure for procedure in PROCEDURES for name in procedure.registers}
    return found[register]


def procedures_in_force(policy: Policy) -> tuple[Procedure, ...]:
    """Return the procedures in force under a policy, in order of precedence of the documents."""
    return rows_in_force(PROCEDURES, policy)
