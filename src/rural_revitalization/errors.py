"""What can go wrong, in one small tree; every error carries its data.

Wording is kept apart from data: an error holds `path`, `expected`, `given` and so on, and its message
is composed from them. A value that identifies a person is never put into an error: `given` then is
`HIDDEN`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

HIDDEN: Final = "<hidden>"
_LONGEST: Final = 60


def shown(value: object) -> str:
    """A value as a message may show it: short, and on one line.

    >>> shown("twelve")
    "'twelve'"
    """
    try:
        text = repr(value)
    except ValueError:  # an int too long to be written out
        text = f"<{type(value).__name__}>"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class RuralRevitalizationError(Exception):
    """The root of the tree: catch this to catch everything the library raises on purpose."""


class Mismatch:
    """One fault of an input: its path, what was expected, what was given.

    Not an exception itself: `InvalidInput` and `InvalidPack` carry all of them at once.
    `path` reads like `$.members[0].birth_date`; `rule` names the cross-field check, where one failed.
    """

    __slots__ = ("expected", "given", "path", "rule")

    def __init__(self, path: str, expected: str, given: str, *, rule: str | None = None) -> None:
        self.path = path
        self.expected = expected
        self.given = given
        self.rule = rule

    @property
    def field(self) -> str:
        """The last name on the path: the field that is at fault."""
        return self.path.rsplit(".", 1)[-1].split("[", 1)[0]

    def under(self, prefix: str) -> Mismatch:
        """The same mismatch, seen from an object that holds this one at `prefix`."""
        rest = self.path.removeprefix("$")
        return Mismatch(prefix + rest, self.expected, self.given, rule=self.rule)

    def __str__(self) -> str:
        given = "" if not self.given else f", got {self.given}"
        return f"{self.path}: expected {self.expected}{given}"

    def __repr__(self) -> str:
        return f"Mismatch({str(self)!r})"


class _Mismatched(RuralRevitalizationError):
    """Errors that carry mismatches."""

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
    """Facts, models or records that cannot be right; `mismatches` lists everything found, not the first."""


class InvalidPack(_Mismatched, ValueError):
    """A policy pack or overlay that cannot be used; `about` is the file, each path the key."""


class NotStated(RuralRevitalizationError, LookupError):
    """A figure was asked for that no document in force states."""

    def __init__(self, name: str, documents: Iterable[str]) -> None:
        self.name = name
        self.documents = tuple(documents)
        super().__init__(name, self.documents)

    def __str__(self) -> str:
        return f"{self.name}: not stated by {', '.join(self.documents) or 'any document'}"


class OutsidePeriod(RuralRevitalizationError, LookupError):
    """A date that no document of the jurisdiction covers; `periods` holds (document, first, last)."""

    def __init__(self, jurisdiction: str, on: date, periods: Iterable[tuple[str, date, date]]) -> None:
        self.jurisdiction = jurisdiction
        self.on = on
        self.periods = tuple(periods)
        super().__init__(jurisdiction, on, self.periods)

    def __str__(self) -> str:
        spans = "; ".join(f"{first} to {last} ({document})" for document, first, last in self.periods)
        return (
            f"no document of {self.jurisdiction} covers {self.on}; periods: {spans}. "
            "Carry a period forward with an overlay that cites why."
        )


class Undecided(RuralRevitalizationError, TypeError):
    """An unknown was used as if it were settled: `bool()`, `if`, `and`, `==`.

    `facts` names what is missing. Use `&`, `|`, `not_`, `when` and comparisons instead.
    """

    def __init__(self, what: str, facts: Iterable[str] = ()) -> None:
        self.what = what
        self.facts = tuple(sorted(facts))
        super().__init__(what, self.facts)

    def __str__(self) -> str:
        on = f" (it depends on {', '.join(self.facts)})" if self.facts else ""
        return f"{self.what}{on}; use &, |, not_(), when() and comparisons on operands"
