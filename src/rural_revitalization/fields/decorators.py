"""What builds the classes that hold fields: the `Facts`, `Terms` and `Worksheet` of a rule, and the models (字段类)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import wraps
from typing import Any, Final, TypeVar, dataclass_transform

import attrs

from ..algebra.operand import UNSET
from ..errors import InvalidInput, Mismatch, bare, step
from ..readonly import ReadOnly
from .citations import Figure
from .makers import area, ceiling, choice, count, day, kept, money, number, rate, schedule, shares, sums, text, truth
from .parts import PartsOfWholes, beyond_their_whole, wholes_of
from .spec import SPEC, Spec, figure_of, specs

__all__ = [
    "StatedTerms",
    "evolve_unchecked",
    "facts_class",
    "model_class",
    "terms_class",
    "unknown_field",
    "wholes_of",
    "worksheet_class",
]

C = TypeVar("C")

_REFUSALS: Final = (ValueError, TypeError, ArithmeticError)

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
            item.evolve(default=None, converter=converting(owner, item.name, item.metadata[SPEC]))
            if SPEC in item.metadata
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
        if convert is not None and (SPEC in item.metadata or item.name in values):
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
