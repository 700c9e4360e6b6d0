"""The exception hierarchy; every error carries its data.

An error holds `path`, `expected`, `given` and so on, and composes its message from them. What may identify a person
never appears in the text of an error: `shown` and `quoted` hide it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from difflib import get_close_matches
from typing import Final

# -- what a message may show ------------------------------------------------------------------------------------

HIDDEN: Final = "<hidden>"
_LONGEST: Final = 60
_LONG_NUMBER: Final = re.compile(r"\d(?:[\W_]*\d){10,}")
"""Eleven digits or more, of any script and however separated: perhaps a telephone, card or identity number."""
_WORDS: Final = frozenset(["是", "否", "有", "无", "对", "错", "不详", "未知"])
_FIGURES: Final = re.compile("[0-9０-９+\\-.,，:：%％eE_ /¥￥元万千百年月日]+")


def shown(value: object) -> str:
    """Return a value of a record or a cell as shown in messages: short, on one line, and nobody's.

    Hidden are eleven digits or more, and text in Chinese that is neither a figure nor a word such as "是".

    >>> shown("twelve"), shown("320元"), shown("张三"), shown("138-1234-5678")
    ("'twelve'", "'320元'", '<hidden>', '<hidden>')
    """
    try:
        text = repr(value)
    except ValueError:  # an int with too many digits for repr
        return f"<{type(value).__name__}>"
    given = value if isinstance(value, str) else text
    if _LONG_NUMBER.search(given) or not (given.isascii() or given in _WORDS or _FIGURES.fullmatch(given)):
        return HIDDEN
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def quoted(name: object) -> str:
    """Return a name that a program or a document uses - a key, a rule, a jurisdiction - as shown in messages.

    >>> quoted("hunna"), quoted("张三"), quoted("13812345678")
    ("'hunna'", '<hidden>', '<hidden>')
    """
    if not isinstance(name, str):
        return shown(name)
    if not (name.isascii() and name.isprintable()) or _LONG_NUMBER.search(name):
        return HIDDEN
    text = repr(name)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def close_to(name: object, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names, at most three, that a misspelt one may stand for; the closest first.

    >>> close_to("identificaton", ["identification", "small_loan"])
    ('identification',)
    """
    by_sound = {item.casefold(): item for item in known}
    return tuple(by_sound[item] for item in get_close_matches(str(name).casefold(), by_sound))


# -- errors -----------------------------------------------------------------------------------------------------


class RuralRevitalizationError(Exception):
    """Base class of all errors the library raises deliberately."""


class Mismatch:
    """One fault of an input: its path, what was expected, what was given.

    Not an exception itself: `InvalidInput` and `InvalidPack` carry all mismatches found.
    `path` looks like `$.members[0].birth_date`; `rule` names the cross-field check that failed, if any; `suggestions`
    are the accepted names that a misspelt one may stand for, the closest first.
    """

    __slots__ = ("expected", "given", "path", "rule", "suggestions")

    def __init__(
        self, path: str, expected: str, given: str, *, rule: str | None = None, suggestions: Iterable[str] = ()
    ) -> None:
        self.path = path
        self.expected = expected
        self.given = given
        self.rule = rule
        self.suggestions = tuple(suggestions)

    @classmethod
    def of_name(cls, path: str, name: object, known: Collection[str], expected: str = "one of {}") -> Mismatch:
        """Return the mismatch for a name that is none of the known ones, which take the place of `{}`."""
        return cls(path, expected.format(", ".join(known)), quoted(name), suggestions=close_to(name, known))

    @property
    def field(self) -> str:
        """The last name on the path: the invalid field."""
        return self.path.rsplit(".", 1)[-1].split("[", 1)[0]

    def under(self, prefix: str) -> Mismatch:
        """Return the mismatch with its path prefixed by that of the containing object."""
        return self.at(prefix + self.path.removeprefix("$"))

    def at(self, path: str) -> Mismatch:
        """Return the mismatch with another path."""
        return Mismatch(path, self.expected, self.given, rule=self.rule, suggestions=self.suggestions)

    def __str__(self) -> str:
        given = "" if not self.given else f", got {self.given}"
        hint = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        return f"{self.path}: expected {self.expected}{given}{hint}"

    def __repr__(self) -> str:
        return f"Mismatch({str(self)!r})"


class _Mismatched(RuralRevitalizationError):
    """Base class of errors that carry mismatches."""

    def __init__(self, mismatches: Iterable[Mismatch], about: str = "") -> None:
        self.mismatches = tuple(mismatches)
        self.about = about
        super().__init__(self.mismatches, about)

    def __str__(self) -> str:
        lines = [str(mismatch) for mismatch in self.mismatches]
        if self.about:
            lines.insert(0, self.about)
        return "\n  ".join(lines) if self.about else "; ".join(lines)


class InvalidInput(_Mismatched, ValueError):
    """Invalid facts, models or records; `mismatches` lists every fault found, not only the first."""


class InvalidPack(_Mismatched, ValueError):
    """An invalid policy pack or overlay; `about` is the file, each path a key."""


class NotStated(RuralRevitalizationError, LookupError):
    """No document in force states the requested figure."""

    def __init__(self, name: str, documents: Iterable[str]) -> None:
        self.name = name
        self.documents = tuple(documents)
        super().__init__(name, self.documents)

    def __str__(self) -> str:
        return f"{self.name}: not stated by {', '.join(self.documents) or 'any document'}"


class OutsidePeriod(RuralRevitalizationError, LookupError):
    """No document of the jurisdiction covers the date; `periods` holds (document, first, last)."""

    def __init__(self, jurisdiction: str, on: date, periods: Iterable[tuple[str, date, date]]) -> None:
        self.jurisdiction = jurisdiction
        self.on = on
        self.periods = tuple(periods)
        super().__init__(jurisdiction, on, self.periods)

    def __str__(self) -> str:
        spans = "; ".join(f"{first} to {last} ({document})" for document, first, last in self.periods)
        return (
            f"no document of {self.jurisdiction} covers {self.on}; periods: {spans}. "
            "To carry a period forward, use an overlay that cites its authority."
        )


class Undecided(RuralRevitalizationError, TypeError):
    """An unknown value was used as if it were known: in `bool()`, `if`, `and`, `==`.

    `facts` names the missing facts. Use `&`, `|`, `not_`, `when` and comparisons instead.
    """

    def __init__(self, what: str, facts: Iterable[str] = ()) -> None:
        self.what = what
        self.facts = tuple(sorted(facts))
        super().__init__(what, self.facts)

    def __str__(self) -> str:
        on = f" (it depends on {', '.join(self.facts)})" if self.facts else ""
        return f"{self.what}{on}; use &, |, not_(), when() and comparisons on operands"
