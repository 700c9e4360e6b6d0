"""Sources of figures and rules: document, section and rule-register id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from attrs import evolve, frozen

FigureValue = object


def after_its_period(section: str, last: date) -> str:
    """Return a section as cited once its document is carried on after its last day; in both languages at once.

    >>> after_its_period("第二章第二节二", date(2025, 12, 31))
    '第二章第二节二 (carried on after its period, ended on 2025-12-31; 2025-12-31期满后延续适用)'
    """
    return f"{section} (carried on after its period, ended on {last}; {last}期满后延续适用)"


_AFTER_ITS_PERIOD: Final = re.compile(r" \((carried on after its period, ended on [-\d]+); ([-\d]+期满后延续适用)\)$")


def in_language(text: str, lang: str) -> str:
    """Return what `after_its_period` wrote in one language, "en" or "zh"; any other text as it is.

    >>> in_language(after_its_period("第二章第二节二", date(2025, 12, 31)), "zh")
    '第二章第二节二（2025-12-31期满后延续适用）'
    """
    return _AFTER_ITS_PERIOD.sub(r" (\1)" if lang == "en" else r"（\2）", text)


def together(sections: Sequence[str]) -> str:
    """Return sections of one document as one citation: each once, though it be part of several.

    >>> together(["专栏12（一）", "六（二）", "专栏12（一）；六（二）"])
    '专栏12（一）；六（二）'
    """
    told = [_AFTER_ITS_PERIOD.split(section, maxsplit=1)[0] for section in sections]
    carried = next((found[0] for found in map(_AFTER_ITS_PERIOD.search, sections) if found), "")
    return "；".join(dict.fromkeys(part for section in told for part in section.split("；"))) + carried


@frozen
class Source:
    """A section of a document, with the rule-register id of the provision."""

    document: str
    section: str
    register: str

    def __str__(self) -> str:
        return f"{self.document} {self.section}"


def cited_on(source: Source, carried_on: Mapping[str, date]) -> Source:
    """Return a section as it is cited, given the documents that are carried on after their period, by last day."""
    last = carried_on.get(source.document)
    return source if last is None else evolve(source, section=after_its_period(source.section, last))


@frozen(kw_only=True)
class Figure:
    """One figure of a document (政策数值): its value as written in the pack, section and period.

    `name` is `rule.term`; `pack` is the policy pack it was read from; `register` the id in the rule register, or None
    for figures of national practice and of overlays; `since` and `until` are the first and last day it holds.
    `granted` marks a benefit the document grants without stating a value; `value` is then None. `in_principle` marks a
    figure the document states in principle (原则上), `left_to_localities` one whose exact standard it leaves to them
    (具体标准由……确定), and `at_most` one it states as a limit (不超过), which a locality may lower but not raise. If
    its document is carried on after its period, `section` says so. `unit` is the unit an overlay gives; `confidence`
    says how well a figure of national practice is attested.
    """

    name: str
    value: FigureValue
    document: str
    section: str
    register: str | None
    since: date
    until: date
    pack: str
    granted: bool = False
    in_principle: bool = False
    left_to_localities: bool = False
    at_most: bool = False
    unit: str | None = None
    confidence: str | None = None

    def __str__(self) -> str:
        return f"{self.document} {self.section}"
