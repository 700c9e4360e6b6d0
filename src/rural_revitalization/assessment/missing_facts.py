"""What an assessment lacks: facts that were not recorded (未登记事项), and rules left out for want of a record."""

from __future__ import annotations

from typing import Literal

import attrs

from ..errors import quoted

Whose = Literal["person", "household", "local"]
"""The record that a fact belongs to."""


@attrs.frozen(kw_only=True)
class MissingFact:
    """A fact that was not recorded, the record it belongs to, and the answers it would help to settle.

    `settles` names answers as `rule.answer` and entitlements as `entitlements.name`; `alone` names those of them that
    wait for nothing else, so that they are settled whatever the fact is, unless it raises another question. `person` is
    the record key where the fact belongs to a person, otherwise None. An `unknowable` fact was asked for and cannot be
    known: it is not asked again. A fact is for `later` where each of the answers lacks a record that says whether it
    comes into question at all, such as whether the household is monitored: that is asked for first.
    """

    fact: str
    place: Whose
    person: str | None = attrs.field(repr=quoted)
    label: str
    zh: str
    settles: tuple[str, ...]
    alone: tuple[str, ...] = ()
    unknowable: bool = False
    later: bool = False


@attrs.frozen(kw_only=True)
class Skipped:
    """A rule that was not worked out because the record it `needs` is missing."""

    rule: str
    needs: str
    label: str
    zh: str
