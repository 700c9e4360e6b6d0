"""Which schemes exclude each other, and which of two prevails (制度互斥).

Each row names two schemes that nobody receives together, which of them `prevails`, and when it does. A rule says which
scheme it is of; it pays, or decides, nothing where another scheme prevails over its own. The documentation shows the
same rows.

Readings: people in extreme poverty are on a track of their own (national practice, kept by the two tracks of Hunan's
plan): neither counted with the family nor granted the allowance. A family that receives goes on by its recorded grant,
also in its gradual exit, and is not granted the difference as well. Who may be counted alone belongs to a family that
does not receive; who already receives alone is not asked about again. Of several classes of one scheme, such as those
of the contribution subsidy, the most favourable counts once: that is said by the scheme's own rule.

>>> str(Scheme.EXTREME_POVERTY), [str(row.prevails) for row in OVERLAPS if row.yields is Scheme.SINGLE_ALLOWANCE]
('extreme poverty support', ['extreme poverty support'])
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from attrs import frozen

from ..algebra import Truth, not_
from ..cases import Case, in_extreme_poverty, receives_allowance, receives_alone

__all__ = ["OVERLAPS", "Overlap", "Scheme", "unless_another_prevails"]

Condition = Callable[[Case], Truth]


class Scheme(StrEnum):
    """A scheme that excludes another, or is excluded (救助制度)."""

    EXTREME_POVERTY = "extreme poverty support"
    FAMILY_ALLOWANCE = "allowance that a family receives, in its gradual exit too"
    NEW_ALLOWANCE = "allowance newly granted to a family"
    SINGLE_ALLOWANCE = "allowance that a person receives alone"
    NEW_SINGLE_ALLOWANCE = "allowance newly granted to a person alone"

    @property
    def zh(self) -> str:
        """The Chinese name."""
        return _ZH[self]


_ZH: Final = {
    Scheme.EXTREME_POVERTY: "特困人员救助供养",
    Scheme.FAMILY_ALLOWANCE: "家庭在享低保（含渐退期）",
    Scheme.NEW_ALLOWANCE: "家庭新增低保",
    Scheme.SINGLE_ALLOWANCE: "参照单人户在享低保",
    Scheme.NEW_SINGLE_ALLOWANCE: "参照单人户新增低保",
}


@frozen
class Overlap:
    """Two schemes that nobody receives together: the one that `prevails` where `held`, and the one that `yields`."""

    prevails: Scheme
    yields: Scheme
    held: Condition
    why: str
    zh: str


OVERLAPS: Final = (
    Overlap(
        Scheme.EXTREME_POVERTY,
        Scheme.SINGLE_ALLOWANCE,
        in_extreme_poverty,
        "extreme poverty is a track of its own",
        "特困与低保两条线，互不重复",
    ),
    Overlap(
        Scheme.EXTREME_POVERTY,
        Scheme.NEW_SINGLE_ALLOWANCE,
        in_extreme_poverty,
        "extreme poverty is a track of its own",
        "特困与低保两条线，互不重复",
    ),
    Overlap(
        Scheme.FAMILY_ALLOWANCE,
        Scheme.NEW_ALLOWANCE,
        receives_allowance,
        "the recorded grant of a family goes on, also in its gradual exit",
        "家庭已享受低保的，按原待遇（含渐退期）执行",
    ),
    Overlap(
        Scheme.FAMILY_ALLOWANCE,
        Scheme.NEW_SINGLE_ALLOWANCE,
        receives_allowance,
        "who is counted alone belongs to a family that does not receive",
        "参照单人户的，其家庭未享受低保",
    ),
    Overlap(
        Scheme.SINGLE_ALLOWANCE,
        Scheme.NEW_SINGLE_ALLOWANCE,
        receives_alone,
        "who receives alone is not granted it again",
        "已参照单人户享受低保的，不再重复纳入",
    ),
)
"""Every pair of schemes that exclude each other."""


def unless_another_prevails(scheme: Scheme | None, to: Condition) -> Condition:
    """Narrow whom a rule is for to those of whom no other scheme prevails over its own."""
    held = [row.held for row in OVERLAPS if row.yields is scheme]
    if not held:
        return to

    def narrowed(case: Case) -> Truth:
        found, *others = (other(case) for other in held)
        for other in others:
            found = found | other
        return to(case) & not_(found)

    return narrowed
