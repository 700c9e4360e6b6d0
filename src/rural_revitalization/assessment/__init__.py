"""Assessment of a household: payments, decisions, entitlements, workings and missing facts."""

from ..catalogue import PARTS
from .comparing import Change, compare
from .conflicts import Conflict
from .findings import Decision, Entitled, Finding, Payment, Period, Status, Working
from .result import Assessment, Inputs, MissingFact, Skipped
from .running import assess, entitlements_of

__all__ = [
    "PARTS",
    "Assessment",
    "Change",
    "Conflict",
    "Decision",
    "Entitled",
    "Finding",
    "Inputs",
    "MissingFact",
    "Payment",
    "Period",
    "Skipped",
    "Status",
    "Working",
    "assess",
    "compare",
    "entitlements_of",
]
