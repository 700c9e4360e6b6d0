"""Which figures the lines of a worksheet depend on, traced through the computation.

A rule is computed again with terms that carry their names. For a worksheet only the branches taken count, including
undecided ones; for a rule, every figure its lines can depend on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, frozen

from .algebra import UNSET, Schedule
from .algebra.traced import Traced, names_of
from .catalogue import EVERY_RULE
from .fields import Spec, specs
from .rules.form import AnyDeclaration


def declaration_of(worksheet: Any) -> AnyDeclaration | None:
    """Return the rule that computed a worksheet; None for worksheets that sum bills or loans."""
    return _by_worksheet().get(type(worksheet))


def rests_on(worksheet: Any) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the stated figures that each line of a worksheet depends on, in order of declaration.

    >>> from datetime import date
    >>> from rural_revitalization import load_policy
    >>> from rural_revitalization.rules.medical import contribution_subsidy as rule
    >>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
    >>> rests_on(rule.compute(rule.Facts(contribution=320, orphan=True, monitored=False), terms))["subsidy"]
    ('full_rate',)
    """
    rule = declaration_of(worksheet)
    if rule is None:
        return MappingProxyType(_of_parts(worksheet))
    return _lines(rule, [rule.compute(worksheet.facts, _traced_terms(_IdentityKey(worksheet.terms)))])


def _of_parts(worksheet: Any) -> dict[str, tuple[str, ...]]:
    """Return the figures that each line of a sum depends on: those of the same line of what it adds up."""
    found: dict[str, dict[str, None]] = {}
    for part in getattr(worksheet, "parts", ()):
        for line, names in rests_on(part).items():
            found.setdefault(line, {}).update(dict.fromkeys(names))
    return {line: tuple(names) for line, names in found.items()}


def may_rest_on(rule: AnyDeclaration) -> Mapping[str, tuple[str, ...]]:
    """Return the names of all figures that each line of a rule's worksheet can depend on, in order of declaration."""
    facts = _filled(rule.facts, lambda _name, _spec: Traced())
    with_all = _filled(rule.terms, _unknown)
    without = _filled(rule.terms, lambda name, spec: UNSET if spec.may_be_unset else _unknown(name, spec))
    return _lines(rule, [rule.compute(facts, terms) for terms in (with_all, without)])


@frozen
class Bearing:
    """What a line of a worksheet can depend on under given terms, whatever the case: facts and stated figures."""

    facts: frozenset[str]
    figures: tuple[str, ...]


def bearing_on(worksheet: Any) -> Mapping[str, Bearing]:
    """Return what each line can depend on under the worksheet's terms; empty for worksheets that sum others."""
    rule = declaration_of(worksheet)
    return _NONE if rule is None else _bearing(rule, _IdentityKey(worksheet.terms))


_NONE: Final[Mapping[str, Bearing]] = MappingProxyType({})
_FACT: Final = "facts."
"""Before the names of facts, which may be those of terms too."""


@lru_cache(maxsize=1 << 8)
def _bearing(rule: AnyDeclaration, terms: _IdentityKey) -> Mapping[str, Bearing]:
    facts = _filled(rule.facts, lambda name, _spec: Traced(None, frozenset({_FACT + name})))
    worked = rule.compute(facts, _traced_terms(terms))
    figures = _lines(rule, [worked])
    return MappingProxyType({line: Bearing(_facts_of(getattr(worked, line)), figures[line]) for line in figures})


def _facts_of(value: Any) -> frozenset[str]:
    return frozenset(name.removeprefix(_FACT) for name in names_of(value) if name.startswith(_FACT))


def needed_facts(rule: Any, terms: Any, lines: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return the facts that lines of a rule's worksheet can depend on under given terms, in order of declaration.

    `rule` is the rule's module; `lines` defaults to its answers.
    """
    declared = specs(rule.Worksheet)
    asked = [name for name, spec in declared.items() if spec.answer] if lines is None else list(lines)
    facts = _filled(rule.Facts, lambda name, _spec: Traced(None, frozenset({name})))
    worksheet = rule.compute(facts, terms)
    names = frozenset[str]().union(*(names_of(getattr(worksheet, line)) for line in asked))
    return tuple(name for name in specs(rule.Facts) if name in names)


_RULES: Final[dict[type[Any], AnyDeclaration]] = {}


def _by_worksheet() -> Mapping[type[Any], AnyDeclaration]:
    if not _RULES:
        _RULES.update({rule.worksheet: rule for rule in EVERY_RULE.values()})
    return _RULES


def _lines(rule: AnyDeclaration, worked: list[Any]) -> Mapping[str, tuple[str, ...]]:
    terms = list(specs(rule.terms))
    found = {}
    for line in specs(rule.worksheet):
        names = frozenset[str]().union(*(names_of(getattr(worksheet, line)) for worksheet in worked))
        found[line] = tuple(term for term in terms if term in names) if names else ()
    return MappingProxyType(found)


# -- values that carry names ----------------------------------------------------------------------------------


class _IdentityKey:
    """A cache key that compares by identity."""

    __slots__ = ("thing",)

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _IdentityKey) and self.thing is other.thing


@lru_cache(maxsize=1 << 8)
def _traced_terms(terms: _IdentityKey) -> Any:
    """Return terms whose stated figures carry their names; memoised, since worksheets under a policy share terms."""
    part = terms.thing
    return _filled(type(part), lambda name, _spec: _traced(getattr(part, name), name, part.cited))


def _traced(value: Any, name: str, cited: Mapping[str, Any]) -> Any:
    """Return a figure with its name attached, or unchanged if no document states it."""
    if name not in cited or value is UNSET:
        return value
    names = frozenset({name})
    if isinstance(value, Schedule):
        return evolve(value, bands=[evolve(band, rate=Traced(band.rate, names)) for band in value.bands])
    return _named(value, names)


def _named(value: Any, names: frozenset[str]) -> Any:
    """Return a value, or each of its steps, with names attached."""
    return tuple(_named(step, names) for step in value) if isinstance(value, tuple) else Traced(value, names)


def _unknown(name: str, spec: Spec) -> Any:
    found = Traced(None, frozenset({name}))
    steps: dict[str, Any] = {"shares": (found,), "sums": ((found, found),)}
    return steps.get(spec.kind.name, found)


def _filled(cls: Any, value: Callable[[str, Spec], Any]) -> Any:
    """Build an instance with its declared fields set, bypassing validation."""
    part = object.__new__(cls)
    for name, spec in specs(cls).items():
        object.__setattr__(part, name, value(name, spec))
    return part
