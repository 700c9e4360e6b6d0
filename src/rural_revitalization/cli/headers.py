"""Match columns of a file to facts: by a mapping, by the fact's name, or by its Chinese label."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import attrs
from attrs import frozen

from ..errors import InvalidInput, Mismatch, shown
from ..fields import Spec, specs
from ..fields.kinds import TRUTH
from ..frames.reading import column_type
from ..records import parse

RESERVED: Final = "__fact_"
"""Prefix of temporary columns; no header may begin with it."""
_TABLE: Final = 'a table "columns" of lines header = fact'


@frozen(kw_only=True)
class Columns:
    """The match of a file's columns to a rule's facts.

    `read` is the header of each fact; `by_label` are those of `read` matched by their Chinese label; `passed` are
    headers without a fact, `absent` facts without a column.
    """

    facts: Mapping[str, Spec]
    read: Mapping[str, str]
    by_label: tuple[str, ...]
    passed: tuple[str, ...]
    absent: tuple[str, ...]

    def reports(self) -> Iterator[str]:
        """Yield notes on the match for the user, one per line."""
        if self.by_label:
            named = (f"{self.read[fact]} ({fact})" for fact in self.by_label)
            yield f"read by their Chinese labels: {', '.join(named)}"
        if self.passed:
            yield f"passed through, not read: {', '.join(self.passed)}"
        if self.absent:
            lacking = (f"{fact} ({self.facts[fact].zh})" for fact in self.absent)
            yield f"no column, so unknown on every row: {', '.join(lacking)}"


def facts_of(rule: ModuleType) -> dict[str, Spec]:
    """The facts of a rule, with a truth `no_NAME` added for each ceiling."""
    found = dict[str, Spec]()
    for name, spec in specs(rule.Facts).items():
        found[name] = spec
        if spec.kind.name == "ceiling":
            label, zh = f"there is no {spec.label}", f"无{spec.zh}"
            found[f"no_{name}"] = attrs.evolve(spec, kind=TRUTH, label=label, zh=zh, unit="", low=False, high=True)
    return found


# -- the mapping --------------------------------------------------------------------------------------------


def read_mapping(file: Path) -> dict[str, str]:
    """Read a TOML or JSON file that maps headers to facts; raises `InvalidInput` for any other content."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        content: Any = parse(text) if file.suffix == ".json" else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        expected = f"{file.suffix.removeprefix('.').upper()} in UTF-8"
        raise InvalidInput([Mismatch("$", expected, str(error))], about=str(file)) from None
    except InvalidInput as error:
        raise InvalidInput(error.mismatches, about=str(file)) from None
    if not isinstance(content, dict) or set(content) != {"columns"} or not isinstance(content["columns"], dict):
        raise InvalidInput([Mismatch("$", _TABLE, shown(content))], about=str(file))
    wrong = [
        Mismatch(f"columns.{header}", "the name of a fact", shown(fact))
        for header, fact in content["columns"].items()
        if not isinstance(fact, str)
    ]
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    return dict(content["columns"])


# -- matching -----------------------------------------------------------------------------------------------


def matched(
    headers: Sequence[str], facts: Mapping[str, Spec], mapping: Mapping[str, str], *, needed: Collection[str]
) -> Columns:
    """Match headers to facts; the facts `needed` must have a column.

    A mapping takes precedence; otherwise a header matches a fact by name, or by its Chinese label if that is unique.

    Raises `InvalidInput` with all faults: duplicate headers, unknown headers or facts in the mapping, facts matched by
    two columns, and needed facts without a column.
    """
    wrong = [*_bad_headers(headers), *_bad_mapping(headers, facts, mapping)]
    labels = _labels(facts)
    read, by_label = {fact: header for header, fact in mapping.items() if fact in facts}, list[str]()
    settled = set(read)
    for header in headers:
        fact = header if header in facts else labels.get(header)
        if header in mapping or fact is None or fact in settled:
            continue
        if fact in read:
            wrong.append(Mismatch(fact, "one column, or a mapping with --columns", f"{read[fact]} and {header}"))
            continue
        read[fact] = header
        if header != fact:
            by_label.append(fact)
    absent = [fact for fact in facts if fact not in read and not _is_mark(fact, facts)]
    wrong.extend(Mismatch(fact, _described(facts[fact]), "no such column") for fact in absent if fact in needed)
    if not read and not wrong:
        wrong.append(Mismatch("$", f"at least one column of: {', '.join(facts)}", "none"))
    if wrong:
        raise InvalidInput(wrong, about="columns")
    passed = tuple(header for header in headers if header not in read.values())
    in_order = {fact: read[fact] for fact in facts if fact in read}
    return Columns(facts=facts, read=in_order, by_label=tuple(by_label), passed=passed, absent=tuple(absent))


def _bad_headers(headers: Sequence[str]) -> Iterator[Mismatch]:
    for at, header in enumerate(headers, start=1):
        if not header.strip() or header.startswith(RESERVED):
            yield Mismatch(f"column {at}", f"a header, not empty, not beginning with {RESERVED}", shown(header))
    for header, times in Counter(headers).items():
        if times > 1:
            yield Mismatch(header, "a header that appears once", f"{times} columns of that name")


def _bad_mapping(headers: Sequence[str], facts: Mapping[str, Spec], mapping: Mapping[str, str]) -> Iterator[Mismatch]:
    for header, fact in mapping.items():
        if header not in headers:
            yield Mismatch(f"columns.{header}", "a header of the file", "no such column")
        if fact not in facts:
            yield Mismatch(f"columns.{header}", f"a fact: {', '.join(facts)}", shown(fact))
    for fact, times in Counter(mapping.values()).items():
        if times > 1:
            yield Mismatch(fact, "one column", f"{times} headers mapped to it")


def _labels(facts: Mapping[str, Spec]) -> dict[str, str]:
    """Facts by Chinese label, where the label is unique."""
    times = Counter(spec.zh for spec in facts.values())
    return {spec.zh: fact for fact, spec in facts.items() if times[spec.zh] == 1}


def _is_mark(fact: str, facts: Mapping[str, Spec]) -> bool:
    """True if a fact only says that there is no ceiling; it needs no column."""
    of = facts.get(fact.removeprefix("no_"))
    return fact.startswith("no_") and of is not None and of.kind.name == "ceiling"


def _described(spec: Spec) -> str:
    unit = f", in {spec.unit}" if spec.unit else ""
    return f"a column of type {column_type(spec)}{unit}: {spec.label} ({spec.zh})"
