"""Where a figure or a rule comes from: document, section, and the rule register's id."""

from __future__ import annotations

from datetime import date

from attrs import frozen

__all__ = ["Figure", "Source"]

FigureValue = object


@frozen
class Source:
    """A section of a document that a rule carries out; `register` is the section's id in the rule register."""

    document: str
    section: str
    register: str


@frozen(kw_only=True)
class Figure:
    """One figure that a document states (政策数值): its value, unit, section and period.

    `name` is `rule.term`; `pack` is the policy pack it was read from; `register` the id in the rule register, or None
    for figures of national practice and of overlays; `since` and `until` are the first and last day it holds.
    `in_principle` marks a figure the document states in principle (原则上) and leaves to localities to settle;
    `at_most` one it states as a limit (不超过), which a locality may lower and never raise.
    `confidence` says how well a figure of national practice is attested.
    """

    name: str
    value: FigureValue
    unit: str
    document: str
    section: str
    register: str | None
    since: date
    until: date
    pack: str
    in_principle: bool = False
    at_most: bool = False
    confidence: str | None = None

    def __str__(self) -> str:
        return f"{self.document} {self.section}"
