"""The exception hierarchy; every error carries its data.

An error holds `path`, `expected`, `given` and so on, and composes its message from them. A value that identifies a
person never appears in an error: `given` is then `HIDDEN`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

HIDDEN: Final = "<hidden>"
_LONGEST: Final = 60


def shown(value: object) -> str:
    """Return a value as shown in messages: short, on one line.

    >>> shown("twelve")
    "'twelve'"
    """
    try:
        text = repr(value)
    except ValueError:  # an int with too many digits for repr
        text = f"<{type(value).__name__}>"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class RuralRevitalizationError(Exception):
    """Base class of all errors the library raises deliberately."""


class Mismatch:
    """One fault of an input: its path, what was expected, what was given.

    Not an exception itself: `InvalidInput` and `InvalidPack` carry all mismatches found.
    `path` looks like `$.members[0].birth_date`; `rule` names the cross-field check that failed, if any.
    """

    __slots__ = ("expected", "given", "path", "rule")

    def __init__(self, path: str, expected: str, given: str, *, rule: str | None = None) -> None:
        self.path = path
        self.expected = expected
        self.given = given
        self.rule = rule

    @property
    def field(self) -> str:
        """The last name on the path: the invalid field."""
        return self.path.rsplit(".", 1)[-1].split("[", 1)[0]

    def under(self, prefix: str) -> Mismatch:
        """Return the mismatch with its path prefixed by that of the containing object."""
        rest = self.path.removeprefix("$")
        return Mismatch(prefix + rest, self.expected, self.given, rule=self.rule)

    def __str__(self) -> str:
        given = "" if not self.given else f", got {self.given}"
        return f"{self.path}: expected {self.expected}{given}"

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
