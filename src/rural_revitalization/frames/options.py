"""Check the arguments of what works on tables, all at once, before one is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from ..errors import InvalidInput, Mismatch, quoted, shown
from ..fields.protocols import RuleModule
from ..policy import Policy
from ..policy.load import holds

_OF_A_RULE: Final = ("Facts", "Terms", "Worksheet", "compute")
_RULE: Final = "the module of a rule, such as rural_revitalization.rules.medical.contribution_subsidy"


def name_of(rule: RuleModule[Any, Any, Any]) -> str:
    """The name of a rule, the prefix of its columns."""
    return rule.__name__.rsplit(".", 1)[-1]


def check_rule(rule: Any) -> None:
    """Raise `InvalidInput` for what is not the module of a rule."""
    if not all(hasattr(rule, name) for name in ("__name__", *_OF_A_RULE)):
        raise InvalidInput([Mismatch("rule", _RULE, quoted(rule))])


def check_options(
    rule: Any, terms: Any, *, money: Any, absent: Any, columns: Any, prefix: Any, texts: Mapping[str, Any]
) -> None:
    """Raise `InvalidInput` with all arguments of a wrong type; `texts` are those that are None or several texts."""
    check_rule(rule)
    wrong = [*_words(money, absent), *_columns(columns), *_texts(texts)]
    if not isinstance(terms, rule.Terms):
        expected = f"the Terms of {name_of(rule)}, such as policy.terms(rule)"
        wrong.append(Mismatch("terms", expected, type(terms).__qualname__))
    if prefix is not None and (not isinstance(prefix, str) or not prefix):
        wrong.append(Mismatch("prefix", "text that is not empty, or None", quoted(prefix)))
    if wrong:
        raise InvalidInput(wrong, about=name_of(rule))


def check_words(money: Any, absent: Any, policy: Any) -> None:
    """Raise `InvalidInput` for invalid values of `money` and `absent`, and for what is not a policy."""
    wrong = [*_words(money, absent)]
    if not isinstance(policy, Policy):
        wrong.append(Mismatch("policy", "a Policy, as load_policy returns it", type(policy).__qualname__))
    if wrong:
        raise InvalidInput(wrong, about="assess")


def check_day(policy: Policy, on: Any) -> None:
    """Raise `InvalidInput` for what is no day, and for a day on which the policy does not hold."""
    if not isinstance(on, date) or isinstance(on, datetime):
        raise InvalidInput([Mismatch("on", "a date", shown(on))], about="assess")
    if policy.on != on and not holds(policy, on):
        given = f"one loaded for {policy.on}"
        raise InvalidInput([Mismatch("policy", f"a policy that holds on {on}", given)], about="assess")


def check_texts(several: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` for arguments that are no collections of names."""
    wrong = [*_texts(several)]
    if wrong:
        raise InvalidInput(wrong, about="assess")


def _words(money: Any, absent: Any) -> Iterator[Mismatch]:
    if money is not None and money not in ("fen", "yuan"):
        yield Mismatch("money", '"fen" or "yuan"', quoted(money))
    if absent not in ("error", "unknown"):
        yield Mismatch("absent", '"error" or "unknown"', quoted(absent))


def _columns(columns: Any) -> Iterator[Mismatch]:
    if columns is not None and not isinstance(columns, Mapping):
        yield Mismatch("columns", "a mapping from facts to names of columns, or None", quoted(columns))
        return
    for fact, column in (columns or {}).items():
        if not isinstance(fact, str) or not isinstance(column, str):
            name = fact if isinstance(fact, str) else quoted(fact)
            yield Mismatch(f"columns.{name}", "the name of a fact, and the name of a column as text", quoted(column))


def _texts(texts: Mapping[str, Any]) -> Iterator[Mismatch]:
    for name, several in texts.items():
        plain = several is None or (isinstance(several, Collection) and not isinstance(several, str | bytes))
        if not plain or not all(isinstance(item, str) for item in several or ()):
            yield Mismatch(name, "a collection of names, or None", quoted(several))
