"""The exception hierarchy; every error carries its data.

An error holds `path`, `expected`, `given` and so on, and composes its message from them. What may identify a person
never appears in an error: neither in its text (`shown`, `quoted`) nor in the variables of its traceback (`discreet`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from functools import partial, wraps
from itertools import islice
from numbers import Real
from typing import Any, Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
E = TypeVar("E", bound=BaseException)

# -- what a message may show ------------------------------------------------------------------------------------

HIDDEN: Final = "<hidden>"
_LONGEST: Final = 60
_FEW: Final = 20
_SHOWN: Final = 3
MOST_FAULTS: Final = 100
"""How many faults of one text or table are listed."""
_LONG_NUMBER: Final = re.compile(r"\d(?:[\W_]*\d){10,}")
"""Eleven digits or more, of any script and however separated: perhaps a telephone, card or identity number."""
_LONG_FIGURE: Final = re.compile(r"\d{11,}")
_FIGURES: Final = re.compile(r"[0-9０-９+\-.,，:：%％eE_ /¥￥元万千百年月日]{1,30}")
_DAY_WITH_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.+Z]+")
_WORDS: Final = frozenset(
    {"true", "false", "yes", "no", "t", "f", "y", "n", "是", "否", "有", "无", "对", "错", "不详", "未知"}
    | {"none", "null", "na", "n/a", "nan", "inf", "-inf", "infinity", "-infinity", "unknown"}
)
_WORDS_APART: Final = re.compile(r"\w\s+\w")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def shown(value: object) -> str:
    """Return a value of a record or a cell as shown in messages: short, on one line, and nobody's.

    Of text, figures and a few words such as "yes" are shown; other text may be a name and is hidden, like eleven digits
    or more. Of anything but text, numbers and dates, the class is named.

    >>> shown("1,234.50"), shown(900.5), shown("张三"), shown("138-1234-5678"), shown([1])
    ("'1,234.50'", '900.5', '<hidden>', '<hidden>', 'list')
    """
    if value is None or isinstance(value, bool | date):
        return repr(value)
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, str):
        return _shown_text(value)
    if isinstance(value, int | Decimal):
        return _shown_number(value)
    if isinstance(value, Real):  # a binary fraction, which no field accepts
        text = re.sub(r"(\.[0-9]{4})[0-9]+", r"\1…", str(value))
        return HIDDEN if _LONG_NUMBER.search(text) else text
    return type(value).__name__


def _shown_text(text: str) -> str:
    timed = _DAY_WITH_TIME.fullmatch(text)
    if timed:
        return repr(f"{timed[1]}…")
    harmless = (len(text) <= 1 and text.isprintable()) or text.casefold() in _WORDS or _FIGURES.fullmatch(text)
    return repr(text) if harmless and not _LONG_NUMBER.search(text) else HIDDEN


def _shown_number(value: int | Decimal) -> str:
    try:
        text = repr(value)
    except ValueError:  # an int with too many digits for repr
        return HIDDEN
    # The fen of an amount do not count.
    return HIDDEN if _LONG_NUMBER.search(re.sub(r"\.[0-9]{1,2}'", "", text)) else text


def quoted(name: object) -> str:
    """Return a name that a program or a document uses - a key, a rule, a jurisdiction - as shown in messages.

    It is hidden where it cannot be one: with a space in it, eleven digits or more, or characters other than ASCII.

    >>> quoted("hunna"), quoted("张三"), quoted("13812345678")
    ("'hunna'", '<hidden>', '<hidden>')
    """
    if not isinstance(name, str):
        return shown(name)
    if not (name.isascii() and name.isprintable()) or _WORDS_APART.search(name) or _LONG_NUMBER.search(name):
        return HIDDEN
    return in_short(name)


def heading(header: str) -> str:
    """Return the header of a column as shown in messages; hidden where it holds eleven digits or more.

    Where a file has no headers, its first row is taken for them, and may hold an identity number or a telephone.

    >>> heading("2022 年收入"), heading("13812345678")
    ('2022 年收入', '<hidden>')
    """
    return HIDDEN if _LONG_NUMBER.search(header) else header


def in_short(value: object) -> str:
    """Return a value of a document, which is about nobody, as shown in messages: short, on one line."""
    text = repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def some_of(names: Collection[str]) -> str:
    """Return names as a text's fault lists them, which may be one of many: all of a few, of many the first.

    >>> some_of(["hunan", "yiyang"]), some_of([f"article_{number}" for number in range(1, 31)])
    ('hunan, yiyang', 'article_1, article_2, article_3 and 27 others')
    """
    if len(names) <= _FEW:
        return ", ".join(names)
    return f"{', '.join(islice(names, _SHOWN))} and {len(names) - _SHOWN} others"


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, in the plural but for 1.

    >>> counted(1, "row"), counted(2000, "row")
    ('1 row', '2,000 rows')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def step(key: object) -> str:
    """Return the step of a path to a key, such as `.birth_date`; a key that is no plain name is quoted, or hidden.

    >>> step("birth_date"), step("3"), step("张三")
    ('.birth_date', "['3']", '[<hidden>]')
    """
    name = quoted(key)
    plain = isinstance(key, str) and len(key) < _LONGEST and _PLAIN_KEY.fullmatch(key) and name != HIDDEN
    return f".{key}" if plain else f"[{name}]"


def kind_of(value: object) -> str:
    """Return the class of a value as shown in messages; "None" for None."""
    return "None" if value is None else type(value).__name__


def close_to(name: object, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names, at most three, that a misspelt one may stand for; the closest first.

    >>> close_to("identificaton", ["identification", "small_loan"])
    ('identification',)
    """
    if len(str(name)) > _LONGEST:
        return ()
    by_sound = {item.casefold(): item for item in known}
    return tuple(by_sound[item] for item in get_close_matches(str(name).casefold(), by_sound))


def discreet(function: Callable[P, R]) -> Callable[P, R]:
    """Let the library's errors leave a function without the frames below it and what caused them.

    Their variables hold the records that were being read, which tools that print tracebacks would show.
    """

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except RuralRevitalizationError as error:
            refused = bare(error)
        del args, kwargs
        raise refused

    return called


def discreetly(items: Iterator[R]) -> Iterator[R]:
    """Yield items; an error of the library between them leaves as from a `discreet` function."""
    following = discreet(partial(next, items, None))
    while (item := following()) is not None:
        yield item


def bare(error: E) -> E:
    """Return an error without its traceback and causes."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


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
        self.expected = _LONG_FIGURE.sub(HIDDEN, expected)
        self.given = _LONG_FIGURE.sub(HIDDEN, given)
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


def first(mismatches: Iterable[Mismatch], path: str = "$") -> Iterator[Mismatch]:
    """Yield the first hundred mismatches, then one that says that more were found.

    A text of a megabyte can be wrong in half a million places; what is not asked for is not made.

    >>> [str(item) for item in first((Mismatch("$.a", "a date", str(at)) for at in range(300)))][-2:]
    ['$.a: expected a date, got 99', '$: expected no further faults, got more']
    """
    found = iter(mismatches)
    yield from islice(found, MOST_FAULTS)
    if next(found, None) is not None:
        yield Mismatch(path, "no further faults", "more")


def add_first(found: list[Mismatch], more: Iterable[Mismatch]) -> None:
    """Add mismatches to those found until there are more than are listed; the others are not made."""
    found.extend(islice(more, max(0, MOST_FAULTS + 1 - len(found))))


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
    """Invalid facts, models or records; `mismatches` lists every fault found, of one text the first hundred."""


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
            "To carry a period forward, use an overlay that cites its authority, or carry=True."
        )


class Undecided(RuralRevitalizationError, TypeError):
    """A program asked `if`, `and`, `==` or `+` of what may be unknown or open: an operand or a finding.

    `facts` names the missing facts, and `instead` says what to ask for.
    """

    def __init__(
        self,
        what: str,
        facts: Iterable[str] = (),
        instead: str = "use &, |, not_(), when() and comparisons on operands",
    ) -> None:
        self.what = what
        self.facts = tuple(sorted(facts))
        self.instead = instead
        super().__init__(what, self.facts, instead)

    def __str__(self) -> str:
        on = f" (it depends on {', '.join(self.facts)})" if self.facts else ""
        return f"{self.what}{on}; {self.instead}"


# -- arguments of the wrong kind --------------------------------------------------------------------------------

_IN_WORDS: Final[dict[Any, str]] = {
    None: "None",
    str: "text",
    int: "a whole number",
    bool: "True or False",
    date: "a date",
    Decimal: "a Decimal",
}
Class = type[Any] | None


def check_kinds(about: str, /, **arguments: tuple[Any, ...]) -> None:
    """Raise `InvalidInput` for all arguments of the wrong class, each given as (value, class, ...).

    None among the classes allows None. A `datetime` is no date, and a bool no whole number.
    """
    raise_if_any((item for name, (value, *kinds) in arguments.items() for item in unlike(name, value, *kinds)), about)


def unlike(path: str, value: object, *kinds: Class) -> Iterator[Mismatch]:
    """Yield the mismatch of a value that is of none of the classes."""
    if not any(_is_a(value, kind) for kind in kinds):
        yield Mismatch(path, " or ".join(map(_in_words, kinds)), kind_of(value))


def items_of(values: Any) -> Any:
    """Return the items of an iterable as a tuple, for `unlike_items`; what is none, text or a mapping, as it is."""
    return values if isinstance(values, str | Mapping) or not isinstance(values, Iterable) else tuple(values)


def unlike_items(path: str, values: object, kind: type[Any]) -> Iterator[Mismatch]:
    """Yield the mismatches of what is no list or tuple, or of its items of another class, as `path[2]`."""
    if not isinstance(values, tuple | list):
        yield Mismatch(path, f"a sequence of {kind.__name__}", kind_of(values))
        return
    for at, value in enumerate(values):
        yield from unlike(f"{path}[{at}]", value, kind)


def raise_if_any(mismatches: Iterable[Mismatch], about: str) -> None:
    """Raise `InvalidInput` with all mismatches, the first hundred of them, if there are any."""
    found = list(first(mismatches))
    if found:
        raise InvalidInput(found, about=about)


def _is_a(value: object, kind: Class) -> bool:
    if kind is None:
        return value is None
    unless = datetime if kind is date else bool if kind is int else ()
    return isinstance(value, kind) and not isinstance(value, unless)


def _in_words(kind: Class) -> str:
    name = getattr(kind, "__name__", "")
    return _IN_WORDS.get(kind) or f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
