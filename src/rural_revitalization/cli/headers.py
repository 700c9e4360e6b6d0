"""Match columns of a file to facts: by a mapping, by the fact's name, or by its Chinese label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

import attrs
from attrs import frozen

from ..catalogue import RULES
from ..errors import InvalidInput, Mismatch, heading
from ..fields import Spec, specs
from ..fields.kinds import TRUTH
from ..fields.protocols import RuleModule
from ..frames.reading import column_of
from .header_mapping import FactMapping, HeaderSource
from .near_names import near

RESERVED: Final = "__fact_"
"""Prefix of temporary columns; no header may begin with it."""
_MOST_COLUMNS: Final = 16_384


@frozen(kw_only=True)
class MatchedColumns:
    """The match of a file's columns to a rule's facts.

    `read` is where each fact is read from; `by_label` are those of `read` matched by their Chinese label; `passed` are
    headers without a fact, `absent` facts without a column.
    """

    facts: Mapping[str, Spec]
    read: Mapping[str, HeaderSource]
    by_label: tuple[str, ...]
    passed: tuple[str, ...]
    absent: tuple[str, ...]

    def reports(self) -> Iterator[str]:
        """Yield notes on the match for the user, one per line."""
        if self.by_label:
            named = (f"{heading(self.read[fact].header)} ({fact})" for fact in self.by_label)
            yield f"read by their Chinese labels: {', '.join(named)}"
        if self.passed:
            yield f"passed through, not read: {', '.join(map(heading, self.passed))}"
        if self.absent:
            lacking = (f"{fact} ({self.facts[fact].zh})" for fact in self.absent)
            yield f"no column, so unknown on every row: {', '.join(lacking)}"


def facts_of(rule: RuleModule[Any, Any, Any]) -> dict[str, Spec]:
    """The facts of a rule, with a truth `no_NAME` added for each ceiling."""
    found = dict[str, Spec]()
    for name, spec in specs(rule.Facts).items():
        found[name] = spec
        if spec.kind.name == "ceiling":
            label, zh = f"there is no {spec.label}", f"无{spec.zh}"
            found[f"no_{name}"] = attrs.evolve(spec, kind=TRUTH, label=label, zh=zh, unit="", low=False, high=True)
    return found


@cache
def _facts_of_all() -> frozenset[str]:
    return frozenset(name for rule in RULES for name in facts_of(rule))


# -- matching -----------------------------------------------------------------------------------------------


def matched(
    headers: Sequence[str], facts: Mapping[str, Spec], mapping: FactMapping, *, needed: Collection[str]
) -> MatchedColumns:
    """Match headers to facts; the facts `needed` must have a column.

    A mapping takes precedence; otherwise a header matches a fact by name, or by its Chinese label if that is unique.

    Raises `InvalidInput` with all faults: duplicate headers, unknown headers or facts in the mapping, facts matched by
    two columns, and needed facts without a column.
    """
    wrong = [*_bad_headers(headers), *mapping.faults(headers, facts, _facts_of_all())]
    labels = _labels(facts)
    read, by_label = {fact: source for fact, source in mapping.lines if fact in facts}, list[str]()
    settled = set(read)
    for header in headers:
        fact = header if header in facts else labels.get(header)
        if header in mapping.headers or fact is None or fact in settled:
            continue
        if fact in read:
            both = " and ".join(map(heading, (read[fact].header, header)))
            wrong.append(Mismatch(fact, "one column, or a mapping with --columns", both))
            continue
        read[fact] = HeaderSource(header)
        if header != fact:
            by_label.append(fact)
    absent = [fact for fact in facts if fact not in read and not _is_mark(fact, facts)]
    unread = [header for header in headers if header not in {source.header for source in read.values()}]
    wrong.extend(_lacking(fact, facts[fact], unread) for fact in absent if fact in needed)
    if not read and not wrong:
        wrong.append(Mismatch("$", f"at least one column of: {', '.join(facts)}", "none"))
    if wrong:
        raise InvalidInput(wrong, about="columns")
    in_order = {fact: read[fact] for fact in facts if fact in read}
    return MatchedColumns(
        facts=facts, read=in_order, by_label=tuple(by_label), passed=tuple(unread), absent=tuple(absent)
    )


def _bad_headers(headers: Sequence[str]) -> Iterator[Mismatch]:
    if len(headers) > _MOST_COLUMNS:
        expected = f"at most {_MOST_COLUMNS:,} columns, as many as a spreadsheet has"
        yield Mismatch("$", expected, f"{len(headers):,}")
        return
    filled = max((at for at, header in enumerate(headers, start=1) if header), default=0)
    if filled < len(headers):
        places = f"column {len(headers)}" if filled + 1 == len(headers) else f"columns {filled + 1} to {len(headers)}"
        yield Mismatch(places, "a header", "none: empty columns at the end are to be deleted")
    for at, header in enumerate(headers[:filled], start=1):
        if not header:
            yield Mismatch(f"column {at}", "a header", "none")
        elif header.startswith(RESERVED) or "\0" in header:
            expected = f"a header that does not begin with {RESERVED} and holds no NUL"
            yield Mismatch(f"column {at}", expected, repr(heading(header)))
    for header, times in Counter(filter(None, headers)).items():
        if times > 1:
            yield Mismatch(heading(header), "a header that appears once", f"{times} columns of that name")


def _labels(facts: Mapping[str, Spec]) -> dict[str, str]:
    """Facts by Chinese label, where the label is unique."""
    times = Counter(spec.zh for spec in facts.values())
    return {spec.zh: fact for fact, spec in facts.items() if times[spec.zh] == 1}


def _is_mark(fact: str, facts: Mapping[str, Spec]) -> bool:
    """True if a fact only says that there is no ceiling; it needs no column."""
    of = facts.get(fact.removeprefix("no_"))
    return fact.startswith("no_") and of is not None and of.kind.name == "ceiling"


def _lacking(fact: str, spec: Spec, unread: Sequence[str]) -> Mismatch:
    """The mismatch of a fact without a column; a header that is not read may be a misspelt one."""
    likely = near([fact, spec.zh], unread)
    return Mismatch(fact, column_of(spec), "no such column", suggestions=map(heading, likely))
