"""Duties and prohibitions: what authorities owe, as rows, and how each stands on a day."""

from .agenda import Cause, due_days, pressing, standings
from .calendar_file import calendar_file
from .duty import Cycle, Duty
from .log import LogEntry
from .reading import duties_in_force, duty_of, read_duties, shipped_duties
from .responsible import Office, Responsibility, responsibility, responsible_for
from .standing import DutyStatus, Standing, status

__all__ = [
    "Cause",
    "Cycle",
    "Duty",
    "DutyStatus",
    "LogEntry",
    "Office",
    "Responsibility",
    "Standing",
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
