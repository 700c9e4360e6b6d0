"""Answers typed by a person, read by the declaration of the field: forgiving in form, as exact in value as any input.

Blanks, full-width characters and separators of thousands do not count; days and amounts are read as `import` does.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from ..algebra import NO_CEILING
from ..fields import Spec
from ..models.unknowable import MARKS
from ..registers.cells import Blank, read_cell
from .named_choices import Choices

_YES: Final = frozenset({"是", "有", "对", "yes", "y", "true", "1"})
_NO: Final = frozenset({"否", "没有", "无", "不是", "no", "n", "false", "0"})
_NOT_KNOWN: Final = frozenset({*MARKS, "?", "不知道", "不清楚", "未知", "unknown"})
_NO_LIMIT: Final = frozenset({"无", "没有", "none"})
_IN_THOUSANDS: Final = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_KINDS: Final = {"date": "day", "money": "yuan"}
"""What is read as a cell of a register is, by the kind of the field."""


def plain(text: str) -> str:
    """Return typed text without what does not count, in lower case.

    >>> plain(" １，２３４．５０ ")
    '1,234.50'
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def not_known(text: str) -> bool:
    """Whether an answer says that the fact cannot be known.

    >>> not_known("？"), not_known("不知道"), not_known("不")
    (True, True, False)
    """
    return plain(text) in _NOT_KNOWN


def read(spec: Spec, text: str) -> Any:
    """Return the value of a field that is no list; raise `ValueError`, `TypeError` or `ArithmeticError` for another.

    >>> from rural_revitalization.fields import specs
    >>> from rural_revitalization.models import Person
    >>> read(specs(Person)["birth_date"], "1950年5月1日"), read(specs(Person)["insured"], "是")
    (datetime.date(1950, 5, 1), True)
    """
    kind, said = spec.kind.name, plain(text)
    if kind == "truth":
        return truth(said)
    if kind == "choice":
        return _option(spec, said)
    if kind in _KINDS:
        found = read_cell(_KINDS[kind], said)
        if isinstance(found, Blank):
            raise ValueError
        return spec.parse(found)
    if kind == "text":
        return spec.parse(text.strip())
    if kind == "ceiling" and said in _NO_LIMIT:
        return NO_CEILING
    digits = ungrouped(said.removesuffix("元").strip())
    return spec.parse(whole(digits) if kind == "count" else digits)


def ungrouped(digits: str) -> str:
    """Return a number without separators of thousands; what has commas elsewhere stays as it is.

    >>> ungrouped("1,234.50"), ungrouped("12,50")
    ('1234.50', '12,50')
    """
    return digits.replace(",", "") if _IN_THOUSANDS.fullmatch(digits) else digits


def whole(digits: str) -> int:
    """Return a whole number; raises `ValueError` for other text, also with underscores, which `int` reads over."""
    if "_" in digits:
        raise ValueError
    return int(digits)


def truth(said: str) -> bool:
    """Read yes or no; raise `ValueError` for anything else."""
    if said in _YES or said in _NO:
        return said in _YES
    raise ValueError


def chosen(text: str, count: int) -> tuple[frozenset[int], frozenset[int]]:
    """Return the numbers that were typed, of a list so long, from 1 on, and those with "?", of whom it cannot be known.

    0 or "no" is none of them. Raises `ValueError` for anything else, and for a number with "?" and without.

    >>> chosen("1、3 4？", 5) == ({1, 3}, {4}), chosen("没有", 5) == (set(), set())
    (True, True)
    """
    said = plain(text)
    if said in _NO:
        return frozenset(), frozenset()
    items = re.split(r"[\s,、;]+", said)
    not_said = frozenset(whole(item.removesuffix("?")) for item in items if item.endswith("?"))
    found = frozenset(whole(item) for item in items if not item.endswith("?"))
    if found & not_said or not all(1 <= number <= count for number in found | not_said):
        raise ValueError
    return found, not_said


def _option(spec: Spec, said: str) -> Any:
    """An option by its number, its value, or what it is called."""
    options = list(spec.of)
    if said.isdecimal() and 1 <= int(said) <= len(options):
        return options[int(said) - 1]
    return spec.of(Choices.of_enum(spec.of).code(said))
