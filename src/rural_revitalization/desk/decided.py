"""On whom a decision holds (认定成立)."""

from __future__ import annotations

from ..assessment import Assessment


def holds(assessment: Assessment, decision: str) -> bool:
    """Whether a decision was made about a household, and is certainly yes."""
    found = assessment.decision(decision)
    return found is not None and found.outcome is True
