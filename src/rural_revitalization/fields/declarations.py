"""Field declarations: kind, label in English and Chinese, unit, bounds.

Explanations, JSON, documentation, dataframe schemas and Hypothesis strategies are all derived from these declarations.
A field checks only its kind and bounds; zero is valid. Four decorators build the classes that hold fields: the `Facts`,
`Terms` and `Worksheet` of a rule, and the models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import wraps
from types import MappingProxyType
from typing import Any, Final, TypeVar, dataclass_transform

import attrs

from ..algebra.exact import ONE, ZERO
from ..algebra.operand import NO_CEILING, PLAIN, UNSET, Operand, Schedule
from ..algebra.unknown import Unknown
from ..errors import HIDDEN, InvalidInput, Mismatch, bare, close_to, kind_of, quoted, shown, step, unlike_items
from ..readonly import ReadOnly
from .citations import Figure
from .kinds import (
    AREA,
    CEILING,
    COUNT,
    DAY,
    LARGEST_COUNT,
    MONEY,
    NUMBER,
    RATE,
    SCHEDULE,
    SHARES,
    SUMS,
    TEXT,
    TRUTH,
    Kind,
)
from .parts import PartsOfWholes, beyond_their_whole, wholes_of
from .units import UNITS

__all__ = [
    "Spec",
    "StatedTerms",
    "area",
    "ceiling",
    "choice",
    "comparable",
    "count",
    "day",
    "declare",
    "declared_by",
    "evolve_unchecked",
    "facts_class",
    "figure_of",
    "kept",
    "model_class",
    "money",
    "number",
    "rate",
    "record",
    "records",
    "schedule",
    "shares",
    "specs",
    "sums",
    "terms_class",
    "text",
    "truth",
    "unknown_field",
    "wholes_of",
    "worksheet_class",
]

C = TypeVar("C")

_SPEC: Final = "rural_revitalization.spec"
_REFUSALS: Final = (ValueError, TypeError, ArithmeticError)


@attrs.frozen(kw_only=True)
class Spec:
    """The declaration of a field.

    `low` and `high` bound the value, and an unrecorded value lies between them (None = unbounded). In a worksheet,
    `answer` marks a result of the rule, `reading` is the documented reading it relies on (a key of
    `wording.READINGS`), and `criteria` are the fields that make up a decision. A term that `may_be_unset` is `UNSET` if
    no document sets it; `within` names another term whose stated limit also applies to this one, `figure` the figure
    that fills it where that is another rule's. A fact that is `part_of` another is at most that one, and so are all its
    parts together. `private` values never appear in `repr` or errors; `of` is the class or enumeration of the values,
    and `widen` makes one of a record that says less.
    """

    kind: Kind
    label: str
    zh: str
    unit: str = attrs.field(validator=attrs.validators.in_(UNITS))
    low: Any = None
    high: Any = None
    required: bool = False
    may_be_unset: bool = False
    within: str | None = None
    figure: str | None = None
    part_of: str | None = None
    private: bool = False
    answer: bool = False
    reading: str | None = None
    criteria: tuple[str, ...] = ()
    of: Any = None
    widen: Any = None

    @property
    def unit_zh(self) -> str:
        """The Chinese term of the unit."""
        return UNITS[self.unit]

    @property
    def expected(self) -> str:
        """The accepted values, in words."""
        most = LARGEST_COUNT if self.kind.name == "count" and self.high is None else self.high
        sides = (("at least", self.low), ("at most", most))
        bounds = [f"{side} {bound}" for side, bound in sides if bound is not None and not isinstance(bound, bool)]
        return ", ".join([self.kind.expected, *bounds])

    def parse(self, value: Any) -> Any:
        """Return the plain value in canonical form; raise `ValueError`, `TypeError` or `ArithmeticError` if invalid."""
        plain = self.kind.parse(value)
        if not self.kind.operand or plain is NO_CEILING or type(plain) is Schedule:
            return plain
        if (self.low is not None and plain < self.low) or (self.high is not None and plain > self.high):
            raise ValueError
        return plain

    def unknown(self, name: str) -> Unknown[Any]:
        """The value if not recorded: anywhere within the bounds, depending on the fact `name`."""
        return Unknown(self.low, self.high, name)

    def not_stated(self, name: str) -> Any:
        """The value of a figure granted without a stated value: a range that depends on the figure `name`."""
        if self.kind is SHARES:
            return (Unknown(Decimal(0), ONE, name),)
        if self.kind is SUMS:  # neither from which contribution on nor how much
            return ((Unknown(ZERO, None, name), Unknown(ZERO, None, name)),)
        return self.unknown(name)

    @property
    def grantable(self) -> bool:
        """Whether a document may grant the figure without stating it: whether `not_stated` has a value for it."""
        return self.kind.operand or self.kind.name in (SHARES.name, SUMS.name)

    def operand(self, value: Any) -> Any:
        """Return an operand of this kind; a range must lie within the bounds."""
        if type(value) in PLAIN:
            return self.parse(value)
        if type(value) is Unknown:
            if value.low is self.low and value.high is self.high:  # made by `unknown`
                return value
            low = self.low if value.low is None else self.parse(value.low)
            high = self.high if value.high is None else self.parse(value.high)
            return low if low is not None and low == high else Unknown(low, high, value.facts)
        return value if isinstance(value, Operand) else self.parse(value)

    def mismatches(self, path: str, value: Any) -> tuple[Mismatch, ...]:
        """Return the mismatches of an invalid value, of records those of each item; private values are hidden."""
        if self.kind.name == "records":
            taken = self.of if self.widen is None else self.of.__mro__[1]
            return tuple(unlike_items(path, value, taken)) or (Mismatch(path, self.expected, kind_of(value)),)
        given = HIDDEN if self.private else shown(value)
        likely = close_to(value, (str(member.value) for member in self.of)) if self.kind.name == "choice" else ()
        return (Mismatch(path, self.expected, given, suggestions=likely),)


# -- field makers -------------------------------------------------------------------------------------------


def _maker(kind: Kind, label: str, zh: str, options: dict[str, Any]) -> Any:
    declared = {"unit": kind.unit, "low": kind.low, "high": kind.high} | options
    return declare(Spec(kind=kind, label=label, zh=zh, **declared))


def declare(spec: Spec, **more: Any) -> Any:
    """Return an attrs field for a `Spec`; `more` is added to its metadata."""
    return attrs.field(metadata={_SPEC: spec} | more, repr=_repr_of(spec), eq=comparable)


def _repr_of(spec: Spec) -> Any:
    """How a field is shown in a `repr`: a private one never; text, which may be a misplaced name, as a code only."""
    if spec.private or spec.kind.name == "record":
        return not spec.private
    return quoted if spec.kind.name == "text" else _plain_repr


def _plain_repr(value: object) -> str:
    return shown(value) if isinstance(value, int | Decimal) else repr(value)


def declared_by(field: Any) -> Spec:
    """Return the `Spec` of a field that is not yet part of a class."""
    spec: Spec = field.metadata[_SPEC]
    return spec


def money(label: str, *, zh: str, **options: Any) -> Any:
    """An amount in yuan, to the fen; at least 0 unless `low` is given (`low=None`: may be negative)."""
    return _maker(MONEY, label, zh, options)


def ceiling(label: str, *, zh: str, **options: Any) -> Any:
    """An amount in yuan that caps another, or `NO_CEILING`."""
    return _maker(CEILING, label, zh, options)


def area(label: str, *, zh: str, **options: Any) -> Any:
    """An area of up to a million square metres, to two places."""
    return _maker(AREA, label, zh, options)


def rate(label: str, *, zh: str, **options: Any) -> Any:
    """A share of 1, such as 0.65."""
    return _maker(RATE, label, zh, options)


def number(label: str, *, zh: str, **options: Any) -> Any:
    """A number of any unit, with at most twelve decimal places."""
    return _maker(NUMBER, label, zh, options)


def count(label: str, *, zh: str, **options: Any) -> Any:
    """A whole number up to a million, at least 0 unless `low` is given; `unit` names what is counted."""
    return _maker(COUNT, label, zh, options)


def truth(label: str, *, zh: str, **options: Any) -> Any:
    """A truth value: True or False."""
    return _maker(TRUTH, label, zh, options)


def day(label: str, *, zh: str, **options: Any) -> Any:
    """A date."""
    return _maker(DAY, label, zh, options)


def text(label: str, *, zh: str, **options: Any) -> Any:
    """Non-empty text."""
    return _maker(TEXT, label, zh, options)


def schedule(label: str, *, zh: str, **options: Any) -> Any:
    """The share of a cost that is paid: one share of the whole, or a `Schedule` of bands (分段)."""
    return _maker(SCHEDULE, label, zh, options)


def shares(label: str, *, zh: str, **options: Any) -> Any:
    """A share for each step, such as a month; never rising, the last holds for all later steps."""
    return _maker(SHARES, label, zh, options)


def sums(label: str, *, zh: str, **options: Any) -> Any:
    """A fixed sum for each tier of the contribution (缴费档次), which holds up to the next tier."""
    return _maker(SUMS, label, zh, options)


def choice(label: str, *, zh: str, of: type[Enum], **options: Any) -> Any:
    """A member of an enumeration, given as the member or its value."""
    names = ", ".join(str(member.value) for member in of)
    return _maker(Kind("choice", f"one of {names}", of, operand=False), label, zh, options | {"of": of})


def record(label: str, *, zh: str, of: type[Any], **options: Any) -> Any:
    """A nested model."""

    def parse(value: Any) -> Any:
        if not isinstance(value, of):
            raise TypeError
        return value

    return _maker(Kind("record", f"a {of.__name__}", parse, operand=False), label, zh, options | {"of": of})


def records(label: str, *, zh: str, of: type[Any], widen: Callable[[Any], Any] | None = None, **options: Any) -> Any:
    """A sequence of nested models, kept as a tuple; empty means none, None means not recorded.

    `widen` makes one of a record of the class that `of` extends, which says less.
    """
    taken: type[Any] = of if widen is None else of.__mro__[1]

    def parse(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, tuple | list) or not all(isinstance(item, taken) for item in value):
            raise TypeError
        return tuple(value) if widen is None else tuple(map(widen, value))

    kind = Kind("records", f"a sequence of {of.__name__}", parse, operand=False)
    return _maker(kind, label, zh, options | {"of": of, "widen": widen})


def kept() -> Any:
    """An input of a worksheet: its facts or its terms."""
    return attrs.field(repr=False)


def comparable(value: Any) -> Any:
    """Return a comparison key for values that refuse `==`: an `Unknown` compares by its ends and facts."""
    if type(value) in PLAIN:
        return value
    if type(value) is Unknown:
        return value.low, value.high, value.facts
    if type(value) is tuple:
        return tuple(map(comparable, value))
    if type(value) is Schedule:
        return value.measured_on, tuple((band.up_to, comparable(band.rate)) for band in value.bands)
    return {name: comparable(item) for name, item in value.items()} if isinstance(value, Mapping) else value


_DECLARED: Final[dict[type[Any], Mapping[str, Spec]]] = {}


def specs(cls: type[Any]) -> Mapping[str, Spec]:
    """Return the declared fields of a class by name, in order of declaration."""
    found = _DECLARED.get(cls)
    if found is None:
        declared = {item.name: item.metadata[_SPEC] for item in attrs.fields(cls) if _SPEC in item.metadata}
        found = _DECLARED[cls] = MappingProxyType(declared)
    return found


def figure_of(rule: str, term: str, spec: Spec) -> str:
    """Return the name of the figure that fills a term of a rule: `rule.term`, unless it is another rule's."""
    return spec.figure or f"{rule}.{term}"


def evolve_unchecked(part: C, **values: Any) -> C:
    """Return a copy with some fields replaced, checking only the new values.

    Raises `InvalidInput` for a value that its field does not accept; cross-field checks are skipped.
    """
    cls: Any = type(part)
    copy = object.__new__(cls)
    for item in cls.__attrs_attrs__:
        value = item.converter(values[item.name]) if item.name in values else getattr(part, item.name)
        object.__setattr__(copy, item.name, value)
    return copy  # type: ignore[no-any-return]


# For type checkers, a maker that is not a field specifier counts as a default, so facts, terms and records are
# optional; the makers of worksheet lines are field specifiers, so every line is required.

# -- class decorators ---------------------------------------------------------------------------------------

Converting = Callable[[type[Any], str, Spec], Callable[[Any], Any]]


def _as_fact(cls: type[Any], name: str, spec: Spec) -> Callable[[Any], Any]:
    return _as_operand(spec, name, name) if spec.kind.operand else _as_recorded(cls, name, spec)


def _as_term(cls: type[Any], name: str, spec: Spec) -> Callable[[Any], Any]:
    fact = figure_of(cls.__module__.rsplit(".", 1)[-1], name, spec)
    if spec.kind.operand:
        return _or_unset(spec, _as_operand(spec, name, fact))
    return _or_unset(spec, _as_recorded(cls, name, spec))


def _or_unset(spec: Spec, convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    if not spec.may_be_unset:
        return convert
    return lambda value: UNSET if value is None or value is UNSET else convert(value)


def _as_operand(spec: Spec, name: str, fact: str) -> Callable[[Any], Any]:
    unknown, operand, settled, low, high = spec.unknown(fact), spec.operand, spec.kind.settled, spec.low, spec.high

    def convert(value: Any) -> Any:
        if value is None:
            return unknown
        # Fast path: facts mostly come from models, whose values are already canonical.
        if settled(value) and (low is None or low <= value) and (high is None or value <= high):
            return value
        with suppress(*_REFUSALS):
            return operand(value)
        raise InvalidInput(spec.mismatches(name, value))

    return convert


def _as_recorded(_cls: type[Any], name: str, spec: Spec) -> Callable[[Any], Any]:
    parse = spec.parse

    def convert(value: Any) -> Any:
        if value is None:
            if spec.required:
                raise InvalidInput([Mismatch(name, spec.expected, "nothing")])
            return None
        try:
            return parse(value)
        except _REFUSALS:
            wrong = spec.mismatches(name, value)
        raise InvalidInput(wrong)

    return convert


def _built(cls: type[C], converting: Converting) -> type[C]:
    """Build an attrs class whose fields default to not recorded and convert their values."""

    def transform(owner: type[Any], fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
        return [
            item.evolve(default=None, converter=converting(owner, item.name, item.metadata[_SPEC]))
            if _SPEC in item.metadata
            else item
            for item in fields
        ]

    built = attrs.frozen(cls, kw_only=True, field_transformer=transform)
    _gather_mismatches(built, wholes_of(specs(built)))
    return built


def _gather_mismatches(cls: type[Any], wholes: PartsOfWholes) -> None:
    """Make `__init__` report every invalid argument at once, not only the first, then parts beyond their whole."""
    build = cls.__init__
    names = {item.name for item in attrs.fields(cls)}

    @wraps(build)
    def gathering(self: Any, **values: Any) -> None:
        refused: Exception
        try:
            build(self, **values)
        except (InvalidInput, TypeError) as error:
            mismatches = list(_mismatches(cls, names, values))
            refused = InvalidInput(mismatches, about=cls.__qualname__) if mismatches else _as_ours(error)
        else:
            beyond = [*beyond_their_whole(wholes, {name: getattr(self, name) for name in names})] if wholes else []
            if not beyond:
                return
            refused = InvalidInput(beyond, about=cls.__qualname__)
        # Raised outside `except`, and without the arguments: what a traceback keeps may be private.
        del self, values
        raise refused

    cls.__init__ = gathering


def _as_ours(error: InvalidInput | TypeError) -> InvalidInput | TypeError:
    return bare(error) if isinstance(error, InvalidInput) else error


def _mismatches(cls: type[Any], names: set[str], values: Mapping[str, Any]) -> Iterator[Mismatch]:
    for name in sorted(set(values) - names):
        yield unknown_field(name, sorted(names))
    for item in attrs.fields(cls):
        convert: Any = item.converter
        if convert is not None and (_SPEC in item.metadata or item.name in values):
            try:
                convert(values.get(item.name))
            except InvalidInput as error:
                yield from error.mismatches


def unknown_field(name: str, known: Iterable[str]) -> Mismatch:
    """Return the mismatch for a keyword that names no field."""
    return Mismatch.of_name(step(name).removeprefix(".") if name else "", name, list(known))


@dataclass_transform(kw_only_default=True, frozen_default=True)
def facts_class(cls: type[C]) -> type[C]:
    """The `Facts` of a rule: keyword-only operands; omitted or None becomes an `Unknown` named after the field."""
    return _built(cls, _as_fact)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def terms_class(cls: type[C]) -> type[C]:
    """The `Terms` of a rule: a figure no document states becomes an `Unknown` named after the figure."""
    return _built(cls, _as_term)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def model_class(cls: type[C]) -> type[C]:
    """A model: plain values, None where not recorded; `required` fields must be given."""
    return _built(cls, _as_recorded)


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    # What these make must be given. Facts, terms and models name none of them, since whatever is left out there is not
    # recorded or not stated.
    field_specifiers=(
        money,
        ceiling,
        area,
        rate,
        number,
        count,
        truth,
        day,
        text,
        schedule,
        shares,
        sums,
        choice,
        kept,
    ),
)
def worksheet_class(cls: type[C]) -> type[C]:
    """The `Worksheet` of a rule: every intermediate figure and result that `compute` returns."""
    return attrs.frozen(cls, kw_only=True)


@terms_class
class StatedTerms:
    """Base of every `Terms`: the source of each figure, and the documents searched.

    `cited` maps a term to its figure, `titles` a document to its title in English and Chinese, `carried_on` a document
    that is carried on after its period to its last day. None of them counts in comparison: terms are equal if their
    values are.
    """

    cited: Mapping[str, Figure] = attrs.field(factory=dict, converter=ReadOnly, eq=False, repr=False)
    documents: tuple[str, ...] = attrs.field(default=(), eq=False, repr=False)
    titles: Mapping[str, tuple[str, str]] = attrs.field(factory=dict, converter=ReadOnly, eq=False, repr=False)
    carried_on: Mapping[str, date] = attrs.field(factory=dict, converter=ReadOnly, eq=False, repr=False)
