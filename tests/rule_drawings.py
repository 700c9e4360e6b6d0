"""One drawing of a rule's facts and terms, on which all its laws are tried."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from random import Random
from types import ModuleType
from typing import Any, Final

import attrs
import pytest
from hypothesis import strategies as st

from cases import BELOW_THE_LINE, MAY_BE_ELIMINATED, STRUCK
from rural_revitalization import InvalidInput, Unknown, strategies
from rural_revitalization.algebra import UNSET
from rural_revitalization.catalogue import RULES
from rural_revitalization.fields import figure_of, specs
from rural_revitalization.rules.monitoring import identification, risk_elimination

__all__ = [
    "Drawn",
    "agreed",
    "drawings",
    "every_rule",
    "is_open",
    "name_of",
    "near_cases",
    "open_fields",
    "some_unrecorded",
]

FEW: Final = 3


def name_of(rule: Any) -> str:
    """The name of a rule's module."""
    return str(rule.__name__).rsplit(".", 1)[-1]


every_rule = pytest.mark.parametrize("rule", RULES, ids=name_of)


@attrs.frozen
class Drawn:
    """Facts and terms of a rule: open ones, the same filled in, and others; `seed` is for choices among them."""

    rule: Any
    open_facts: Any
    facts: Any
    other_facts: Any
    open_terms: Any
    terms: Any
    other_terms: Any
    seed: int

    @property
    def random(self) -> Random:
        """A source of choices, the same each time."""
        return Random(self.seed)  # noqa: S311 - only chooses among what was drawn


@cache
def drawings(rule: ModuleType) -> st.SearchStrategy[Drawn]:
    """Any facts and terms of a rule; made once, since making strategies takes longer than drawing from them."""
    facts, terms, gone = near_cases(rule), strategies.terms(rule), st.sets(st.sampled_from(list(specs(rule.Facts))))
    figures = list(specs(rule.Terms))
    not_stated = st.sets(st.sampled_from(figures)) if figures else st.just(set[str]())

    def drawn(known: Any, others: Any, gone: Any, stated: Any, other: Any, not_stated: Any, seed: int) -> Drawn:
        some, rest = dict.fromkeys(gone[0]), dict.fromkeys(gone[1])
        return Drawn(
            rule=rule,
            open_facts=attrs.evolve(known, **some),
            facts=known,
            other_facts=attrs.evolve(others, **rest),
            open_terms=_not_stated(rule, stated, not_stated[0]),
            terms=stated,
            other_terms=_not_stated(rule, other, not_stated[1]),
            seed=seed,
        )

    two = st.tuples
    return st.builds(
        drawn, facts, facts, two(gone, gone), terms, terms, two(not_stated, not_stated), st.integers(0, 2**32)
    )


def _not_stated(rule: ModuleType, terms: Any, names: Collection[str]) -> Any:
    """Terms of which some figures are granted without being stated; what is left out, or is no operand, stays."""
    changed = {
        name: spec.not_stated(figure_of(name_of(rule), name, spec))
        for name, spec in specs(rule.Terms).items()
        if name in names and getattr(terms, name) is not UNSET and spec.grantable
    }
    return attrs.evolve(terms, **changed)


@cache
def near_cases(rule: Any) -> st.SearchStrategy[Any]:
    """Recorded facts: any, and for decisions also such as nearly pass, where more depends on a single fact."""
    passing = {risk_elimination: [MAY_BE_ELIMINATED], identification: [BELOW_THE_LINE, STRUCK]}.get(rule, [])
    near = [
        st.builds(
            lambda case, flips: rule.Facts(**case | {name: not case[name] for name in flips}),
            st.just(case),
            st.lists(st.sampled_from([name for name, value in case.items() if isinstance(value, bool)]), max_size=1),
        )
        for case in passing
    ]
    return st.one_of(*near, strategies.known_facts(rule))


def agreed(facts: Any, **changes: Any) -> Any | None:
    """Facts with some changed; None where no case can be so, since parts would be more than their whole."""
    try:
        return attrs.evolve(facts, **changes)
    except InvalidInput as error:
        assert all("_within_" in str(item.rule) for item in error.mismatches)  # noqa: PT017 - nothing else may be refused
        return None


@cache
def some_unrecorded(rule: Any) -> st.SearchStrategy[Any]:
    """Facts of which a few are unrecorded: few enough to try every filling."""
    names = st.lists(st.sampled_from(list(specs(rule.Facts))), min_size=1, max_size=FEW, unique=True)
    return st.builds(lambda case, gone: attrs.evolve(case, **dict.fromkeys(gone)), near_cases(rule), names)


def is_open(value: Any) -> bool:
    """Whether a value is a range, or shares by step of which one is."""
    return any(map(is_open, value)) if isinstance(value, tuple) else isinstance(value, Unknown)


def open_fields(part: Any) -> list[str]:
    """The fields of facts, terms or a worksheet that are open."""
    return [name for name in specs(type(part)) if is_open(getattr(part, name))]
