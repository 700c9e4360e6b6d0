"""Duties and prohibitions: what authorities owe, as rows, and how each stands on a day."""

from .agenda import DutyCause, due_days, pressing, standings
from .calendar_file import calendar_file
from .duty import Cycle, Duty
from .log import LogEntry
from .reading import duties_in_force, duty_of, read_duties, shipped_duties
from .responsible import Office, Responsibility, responsibility, responsible_for
from .standing import DutyStanding, DutyStatus, status

__all__ = [
    "Cycle",
    "Duty",
    "DutyCause",
    "DutyStanding",
    "DutyStatus",
    "LogEntry",
    "Office",
    "Responsibility",
    "calendar_file",
    "due_days",
    "duties_in_force",
    "duty_of",
    "pressing",
    "read_duties",
    "responsibility",
    "responsible_for",
    "shipped_duties",
    "standings",
    "status",
]
