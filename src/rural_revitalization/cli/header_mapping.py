"""Mapping files: which fact each header is, and what the codes of a register mean.

    thousands_separators = true

    [columns]
    "人均纯收入" = "per_capita_net_income"
    "危房户" = "not housing_secured"
    "户类型" = { exited = { "脱贫户" = true, "一般农户" = false, "不详" = "" } }

A code may mean true, false, a whole number, or "", which is not recorded; one column may be mapped to several facts.
One file may serve several rules: a line for a fact of another rule is passed over.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from ..encodings import text_of
from ..errors import InvalidInput, Mismatch, heading
from ..fields import Spec
from ..records import parse
from .near_names import near
from .suffixes import suffix_of

_NOT: Final = "not "
_SEPARATORS: Final = "thousands_separators"
_TABLE: Final = f'a table "columns" of lines header = fact and, if wanted, {_SEPARATORS}'
_VALUE: Final = 'the name of a fact, "not " and its name, or a table of codes for each fact'
_CODED: Final = ("truth", "count")
NOT_RECORDED: Final = ""
"""What a code means whose cells are like empty ones."""


@frozen
class HeaderSource:
    """Where a fact is read from: a column whose cells hold it, or its contrary, or codes with their values."""

    header: str
    contrary: bool = False
    codes: Mapping[str, Any] | None = None


@frozen
class FactMapping:
    """The lines of a mapping file, each a fact and its source; whether numbers may have separators of thousands."""

    lines: Sequence[tuple[str, HeaderSource]] = ()
    thousands_separators: bool = False
    headers: frozenset[str] = field(init=False)

    @headers.default
    def _(self) -> frozenset[str]:
        return frozenset(source.header for _, source in self.lines)

    def faults(self, headers: Sequence[str], facts: Mapping[str, Spec], others: Collection[str]) -> Iterator[Mismatch]:
        """Yield what does not fit the headers of a table and the facts of a rule; facts of `others` are not its own."""
        for header in self.headers.difference(headers):
            path, close = f"columns.{heading(header)}", map(heading, near([header], headers))
            yield Mismatch(path, "a header of the file", "no such column", suggestions=close)
        for fact, source in self.lines:
            if fact in facts or fact not in others:
                yield from _unfit(fact, source, facts)
        for fact, times in Counter(fact for fact, _ in self.lines).items():
            if times > 1:
                yield Mismatch(fact, "one column", f"{times} headers mapped to it")


def _unfit(fact: str, source: HeaderSource, facts: Mapping[str, Spec]) -> Iterator[Mismatch]:
    path = f"columns.{heading(source.header)}"
    if fact not in facts:
        yield Mismatch.of_name(path, fact, facts, "a fact: {}")
        return
    spec = facts[fact]
    if source.contrary and spec.kind.name != "truth":
        yield Mismatch(path, "a fact that is true or false, to take the contrary of", fact)
    if source.codes is None:
        return
    if spec.kind.name not in _CODED:
        yield Mismatch(path, "a fact that is true or false, or a whole number, to map codes to", fact)
        return
    for code, value in source.codes.items():
        if value != NOT_RECORDED and not _is_valid(value, spec):
            yield Mismatch(f"{path}.{fact}.{code}", f'{spec.expected}, or ""', "something else")


def _is_valid(value: Any, spec: Spec) -> bool:
    try:
        spec.parse(value)
    except (TypeError, ValueError, ArithmeticError):
        return False
    return True


# -- reading ------------------------------------------------------------------------------------------------


def read_mapping(file: Path) -> FactMapping:
    """Read a mapping in TOML or JSON; raises `InvalidInput` for any other content, `OSError` if it cannot be read."""
    content = _content(file)
    columns, separators = content.get("columns"), content.get(_SEPARATORS, False)
    if not isinstance(columns, dict) or type(separators) is not bool or set(content) - {"columns", _SEPARATORS}:
        raise InvalidInput([Mismatch("$", _TABLE, "something else")], about=str(file))
    lines, wrong = list[tuple[str, HeaderSource]](), list[Mismatch]()
    for header, value in columns.items():
        try:
            lines.extend(_sources(header.strip(), value))
        except TypeError:
            wrong.append(Mismatch(f"columns.{heading(header)}", _VALUE, "something else"))
    if wrong:
        raise InvalidInput(wrong, about=str(file))
    return FactMapping(lines, separators)


def _content(file: Path) -> dict[str, Any]:
    kind = suffix_of(file).removeprefix(".").upper()
    try:
        text = text_of(file, kind)
        content: Any = parse(text) if kind == "JSON" else tomllib.loads(text, parse_float=Decimal)
    except InvalidInput as error:
        raise InvalidInput(error.mismatches, about=str(file)) from None
    except (ValueError, RecursionError) as error:  # TOML that is malformed, too deep, or with a number too long
        raise InvalidInput([Mismatch("$", f"{kind} in UTF-8", str(error))], about=str(file)) from None
    return content if isinstance(content, dict) else {}


def _sources(header: str, value: Any) -> Iterator[tuple[str, HeaderSource]]:
    """The facts of a line with their source; raises `TypeError` for a line of another form."""
    if isinstance(value, str):
        yield value.removeprefix(_NOT).strip(), HeaderSource(header, contrary=value.startswith(_NOT))
        return
    if not isinstance(value, dict) or not value:
        raise TypeError
    for fact, codes in value.items():
        if not isinstance(codes, dict) or not codes:
            raise TypeError
        yield fact, HeaderSource(header, codes=codes)
