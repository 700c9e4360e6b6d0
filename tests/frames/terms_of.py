"""Terms of rules as packs may fill them: stated, left open, left out, or granted without being stated."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from rural_revitalization import strategies
from rural_revitalization.algebra import UNSET
from rural_revitalization.fields import specs

__all__ = ["terms_of"]


def terms_of(rule: Any) -> st.SearchStrategy[Any]:
    """The `Terms` of a rule: each figure on its own, so that a few that may be left out are, and others are not."""
    name = rule.__name__.rsplit(".", 1)[-1]
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for term, spec in specs(rule.Terms).items():
        drawn[term] = strategies.values(spec)
        if spec.kind.operand or spec.kind.name == "shares":
            drawn[term] = st.one_of(drawn[term], st.just(spec.not_stated(f"{name}.{term}")))
        if spec.may_be_unset:
            drawn[term] = st.one_of(st.just(UNSET), drawn[term])
    return st.builds(rule.Terms, **drawn)
