"""Time limits of procedures (办理时限): figures of packs, most of them national practice.

No document of the five states one; what no pack states is *not stated*, and an overlay may state its county's.
"""

from __future__ import annotations

from typing import Final

from .. import fields
from ..fields.annotations import CountFact, TruthFact


@fields.terms_class
class Terms(fields.StatedTerms):
    """The limits that documents state, each in days: calendar days, unless a locality counts working days."""

    publicity_days: CountFact = fields.count("days of publicity, at least", zh="公示天数（不少于）", unit="days")
    identification_days: CountFact = fields.count(
        "days from the clue to identification, at most", zh="从发现线索到认定的天数（不超过）", unit="days"
    )
    elimination_publicity: TruthFact = fields.truth("risk elimination is made public", zh="风险消除须公示")
    working_days: TruthFact = fields.truth("limits count working days", zh="时限按工作日计算", may_be_unset=True)


LIMITS: Final = tuple(fields.specs(Terms))
"""The names of all limits."""
