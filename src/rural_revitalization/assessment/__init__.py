"""Assessment of a household: payments, decisions, entitlements, workings and missing facts."""

from ..catalogue import PARTS
from .conflicts import Conflict
from .findings import Decision, Entitled, Finding, Payment, Status, Working
from .result import Assessment, Inputs, MissingFact, Skipped
from .running import assess, entitlements_of

__all__ = [
    "PARTS",
    "Assessment",
    "Conflict",
    "Decision",
    "Entitled",
    "Finding",
    "Inputs",
    "MissingFact",
    "Payment",
    "Skipped",
    "Status",
    "Working",
    "assess",
    "entitlements_of",
]
