"""A household in; payments, decisions, entitlements, workings and missing facts out."""

from .door import assess
from .result import (
    PARTS,
    Assessment,
    Decision,
    Inputs,
    MissingFact,
    Payment,
    Place,
    Skipped,
    Status,
    Working,
)

__all__ = [
    "PARTS",
    "Assessment",
    "Decision",
    "Inputs",
    "MissingFact",
    "Payment",
    "Place",
    "Skipped",
    "Status",
    "Working",
    "assess",
]
