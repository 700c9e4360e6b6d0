"""Fields say what they are, once: kind, label in English and Chinese, unit, bounds.

Explanations, JSON, documentation, dataframe schemas and Hypothesis strategies are all read off these declarations. A
field checks kind and sign, no more: zero is legal. Four decorators give a class its part: the `Facts`, `Terms` and
`Worksheet` of a rule, and the models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import wraps
from types import MappingProxyType
from typing import Any, Final, TypeVar, dataclass_transform

import attrs

from ..algebra.exact import ONE
from ..algebra.operand import NO_CEILING, PLAIN, UNSET, Operand, Schedule
from ..algebra.unknown import Unknown
from ..errors import HIDDEN, InvalidInput, Mismatch, shown
from ..readonly import ReadOnly
from .citations import Figure
from .kinds import CEILING, COUNT, DAY, MONEY, RATE, SCHEDULE, SHARES, TEXT, TRUTH, Kind
from .units import UNITS

__all__ = [
    "Spec",
    "StatedTerms",
    "ceiling",
    "choice",
    "comparable",
    "count",
    "day",
    "declare",
    "declared_by",
    "evolve_unchecked",
    "facts_class",
    "kept",
    "model_class",
    "money",
    "rate",
    "record",
    "records",
    "schedule",
    "shares",
    "specs",
    "terms_class",
    "text",
    "truth",
    "worksheet_class",
]

C = TypeVar("C")

_SPEC: Final = "rural_revitalization.spec"
_REFUSALS: Final = (ValueError, TypeError, ArithmeticError)


@attrs.frozen(kw_only=True)
class Spec:
    """What a field declares of itself.

    `low` and `high` bound the value, and an unrecorded value lies between them (None = unbounded). In a worksheet,
    `answer` marks what the rule is asked for, `reading` the documented reading it relies on (a key of
    `wording.READINGS`), and `criteria` the fields a decision is made of. A term that `may_be_unset` is `UNSET` where no
    document sets it; one is `within` another term where the limit of that, which a document states, holds for it too.
    `private` values never appear in `repr` or errors; `of` is the class or enumeration that the values belong to.
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
    private: bool = False
    answer: bool = False
    reading: str | None = None
    criteria: tuple[str, ...] = ()
    of: Any = None

    @property
    def unit_zh(self) -> str:
        """The Chinese term of the unit."""
        return UNITS[self.unit]

    @property
    def expected(self) -> str:
        """What the field takes, in words."""
        sides = (("at least", self.low), ("at most", self.high))
        bounds = [f"{side} {bound}" for side, bound in sides if bound is not None and not isinstance(bound, bool)]
        return ", ".join([self.kind.expected, *bounds])

    def parse(self, value: Any) -> Any:
        """The plain value in its one form; raises `ValueError`, `TypeError` or `ArithmeticError` where it is none."""
        plain = self.kind.parse(value)
        if not self.kind.operand or plain is NO_CEILING or type(plain) is Schedule:
            return plain
        if (self.low is not None and plain < self.low) or (self.high is not None and plain > self.high):
            raise ValueError
        return plain

    def unknown(self, name: str) -> Unknown[Any]:
        """The value while nobody has recorded it: anywhere within the bounds, depending on the fact `name`."""
        return Unknown(self.low, self.high, name)

    def not_stated(self, name: str) -> Any:
        """The value of a figure that a document grants without stating it, which depends on the figure `name`."""
        return (Unknown(Decimal(0), ONE, name),) if self.kind is SHARES else self.unknown(name)

    def operand(self, value: Any) -> Any:
        """An operand of this kind; a range must lie within the bounds."""
        if type(value) in PLAIN:
            return self.parse(value)
        if type(value) is Unknown:
            if value.low is self.low and value.high is self.high:  # as `unknown` made it
                return value
            low = self.low if value.low is None else self.parse(value.low)
            high = self.high if value.high is None else self.parse(value.high)
            return low if low is not None and low == high else Unknown(low, high, value.facts)
        return value if isinstance(value, Operand) else self.parse(value)

    def mismatch(self, path: str, value: Any) -> Mismatch:
        """The fault of a value; private values are not shown."""
        if self.kind.name in ("record", "records"):
            given = type(value).__name__  # what it holds may be private
        else:
            given = HIDDEN if self.private else shown(value)
        return Mismatch(path, self.expected, given)


# -- the makers ---------------------------------------------------------------------------------------------


def _maker(kind: Kind, label: str, zh: str, options: dict[str, Any]) -> Any:
    declared = {"unit": kind.unit, "low": kind.low, "high": kind.high} | options
    return declare(Spec(kind=kind, label=label, zh=zh, **declared))


def declare(spec: Spec, **more: Any) -> Any:
    """A field as a `Spec` describes it, with `more` kept beside it under names of its user's own."""
    return attrs.field(metadata={_SPEC: spec} | more, repr=not spec.private, eq=comparable)


def declared_by(field: Any) -> Spec:
    """What a field declares that a maker has made and no class holds yet."""
    spec: Spec = field.metadata[_SPEC]
    return spec


def money(label: str, *, zh: str, **options: Any) -> Any:
    """An amount in yuan, to the fen; at least 0 unless `low` says otherwise (`low=None`: it may be negative)."""
    return _maker(MONEY, label, zh, options)


def ceiling(label: str, *, zh: str, **options: Any) -> Any:
    """An amount in yuan that caps another, or `NO_CEILING`."""
    return _maker(CEILING, label, zh, options)


def rate(label: str, *, zh: str, **options: Any) -> Any:
    """A share of 1, such as 0.65."""
    return _maker(RATE, label, zh, options)


def count(label: str, *, zh: str, **options: Any) -> Any:
    """A whole number, at least 0 unless `low` says otherwise; `unit` says of what."""
    return _maker(COUNT, label, zh, options)


def truth(label: str, *, zh: str, **options: Any) -> Any:
    """A truth: True or False."""
    return _maker(TRUTH, label, zh, options)


def day(label: str, *, zh: str, **options: Any) -> Any:
    """A date."""
    return _maker(DAY, label, zh, options)


def text(label: str, *, zh: str, **options: Any) -> Any:
    """Text that is not empty."""
    return _maker(TEXT, label, zh, options)


def schedule(label: str, *, zh: str, **options: Any) -> Any:
    """What is paid of a cost: one share for all of it, or a `Schedule` of bands (分段)."""
    return _maker(SCHEDULE, label, zh, options)


def shares(label: str, *, zh: str, **options: Any) -> Any:
    """A share for each step, such as each month; they never rise, and the last holds for all later steps."""
    return _maker(SHARES, label, zh, options)


def choice(label: str, *, zh: str, of: type[Enum], **options: Any) -> Any:
    """A member of an enumeration, given as the member or its value."""
    names = ", ".join(str(member.value) for member in of)
    return _maker(Kind("choice", f"one of {names}", of, operand=False), label, zh, options | {"of": of})


def record(label: str, *, zh: str, of: type[Any], **options: Any) -> Any:
    """Another model."""

    def parse(value: Any) -> Any:
        if not isinstance(value, of):
            raise TypeError
        return value

    return _maker(Kind("record", f"a {of.__name__}", parse, operand=False), label, zh, options | {"of": of})


def records(label: str, *, zh: str, of: type[Any], **options: Any) -> Any:
    """A sequence of other models, kept as a tuple; empty means none, None means not recorded."""

    def parse(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, tuple | list) or not all(isinstance(item, of) for item in value):
            raise TypeError
        return tuple(value)

    kind = Kind("records", f"a sequence of {of.__name__}", parse, operand=False)
    return _maker(kind, label, zh, options | {"of": of})


def kept() -> Any:
    """What a worksheet was made from: its facts, its terms."""
    return attrs.field(repr=False)


def comparable(value: Any) -> Any:
    """A stand-in by which values that refuse == can be compared: an `Unknown` by its ends and facts."""
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
    """The declared fields of a class by name, in order of declaration."""
    found = _DECLARED.get(cls)
    if found is None:
        declared = {item.name: item.metadata[_SPEC] for item in attrs.fields(cls) if _SPEC in item.metadata}
        found = _DECLARED[cls] = MappingProxyType(declared)
    return found


def evolve_unchecked(part: C, **values: Any) -> C:
    """The same with other values in some fields, of which only these are checked.

    Raises `InvalidInput` for a value that its field does not take; how fields go together is not checked again.
    """
    cls: Any = type(part)
    copy = object.__new__(cls)
    for item in cls.__attrs_attrs__:
        value = item.converter(values[item.name]) if item.name in values else getattr(part, item.name)
        object.__setattr__(copy, item.name, value)
    return copy  # type: ignore[no-any-return]


# For type checkers: a maker that is no field specifier reads as a default, so facts, terms and records may be left out;
# the lines of a worksheet are specified, so none may be.

# -- the parts a class can have -----------------------------------------------------------------------------

Converting = Callable[[type[Any], str, Spec], Callable[[Any], Any]]


def _as_fact(cls: type[Any], name: str, spec: Spec) -> Callable[[Any], Any]:
    return _as_operand(spec, name, name) if spec.kind.operand else _as_recorded(cls, name, spec)


def _as_term(cls: type[Any], name: str, spec: Spec) -> Callable[[Any], Any]:
    rule = cls.__module__.rsplit(".", 1)[-1]
    fact = f"{rule}.{name}"
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
        # Facts are mostly drawn from models, which hold values in their one form.
        if settled(value) and (low is None or low <= value) and (high is None or value <= high):
            return value
        try:
            return operand(value)
        except _REFUSALS as error:
            raise InvalidInput([spec.mismatch(name, value)]) from error

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
        except _REFUSALS as error:
            raise InvalidInput([spec.mismatch(name, value)]) from (None if spec.private else error)

    return convert


def _built(cls: type[C], converting: Converting) -> type[C]:
    """An attrs class whose fields are unrecorded by default and converted on the way in."""

    def transform(owner: type[Any], fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
        return [
            item.evolve(default=None, converter=converting(owner, item.name, item.metadata[_SPEC]))
            if _SPEC in item.metadata
            else item
            for item in fields
        ]

    built = attrs.frozen(cls, kw_only=True, field_transformer=transform)
    _gather_mismatches(built)
    return built


def _gather_mismatches(cls: type[Any]) -> None:
    """Let `__init__` report all that is wrong with its arguments at once, not the first thing."""
    build = cls.__init__
    names = {item.name for item in attrs.fields(cls)}

    @wraps(build)
    def gathering(self: Any, **values: Any) -> None:
        try:
            build(self, **values)
        except (InvalidInput, TypeError):
            mismatches = list(_mismatches(cls, names, values))
            if not mismatches:
                raise
            raise InvalidInput(mismatches, about=cls.__qualname__) from None

    cls.__init__ = gathering


def _mismatches(cls: type[Any], names: set[str], values: Mapping[str, Any]) -> Iterator[Mismatch]:
    for name in sorted(set(values) - names):
        yield Mismatch(name, f"one of {', '.join(sorted(names))}", f"a field {name}")
    for item in attrs.fields(cls):
        convert: Any = item.converter
        if convert is not None and (_SPEC in item.metadata or item.name in values):
            try:
                convert(values.get(item.name))
            except InvalidInput as error:
                yield from error.mismatches


@dataclass_transform(kw_only_default=True, frozen_default=True)
def facts_class(cls: type[C]) -> type[C]:
    """The `Facts` of a rule: keyword-only operands; left out or None is an `Unknown` that bears the field's name."""
    return _built(cls, _as_fact)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def terms_class(cls: type[C]) -> type[C]:
    """The `Terms` of a rule: what no document states is an `Unknown` that bears the figure's name."""
    return _built(cls, _as_term)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def model_class(cls: type[C]) -> type[C]:
    """A model: plain values, None where nothing is recorded; `required` fields must be."""
    return _built(cls, _as_recorded)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(money, ceiling, rate, count, truth, kept)
)
def worksheet_class(cls: type[C]) -> type[C]:
    """The `Worksheet` of a rule: every figure on the way, as `compute` worked it out."""
    return attrs.frozen(cls, kw_only=True)


@terms_class
class StatedTerms:
    """What every `Terms` carries beside its figures: where each came from, and which documents were looked in.

    `cited` maps a term to its figure. Neither takes part in comparison: terms are equal where their values are.
    """

    cited: Mapping[str, Figure] = attrs.field(factory=dict, converter=ReadOnly, eq=False, repr=False)
    documents: tuple[str, ...] = attrs.field(default=(), eq=False, repr=False)
