"""A household in; payments, decisions, entitlements, workings and missing facts out."""

from ..catalogue import PARTS
from .door import assess
from .findings import Decision, Entitled, Finding, Payment, Status, Working
from .result import Assessment, Inputs, MissingFact, Skipped
from .running import entitlements_of

__all__ = [
    "PARTS",
    "Assessment",
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
