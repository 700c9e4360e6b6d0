"""The figure lock: whichever figure is changed by its smallest step, either way, a policy case fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import attrs
import pytest

from policy_cases import Case, check_case, check_ledger, check_prone, policy_of, read_cases
from rural_revitalization import Figure, Policy, load_policy
from rural_revitalization.policy.pack import shipped_packs

CASES = list(read_cases())
FIGURES = [figure for pack in shipped_packs().values() for figure in pack.figures.values()]


def smallest_steps(value: Any) -> Iterator[Any]:
    """The values next to a figure: the other truth, a unit of its last place or of a fen, a month, a day."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value - 1, value + 1)
    elif isinstance(value, date):
        yield from (value - timedelta(days=1), value + timedelta(days=1))
    else:
        step = Decimal("0.01") if value > 2 else Decimal((0, (1,), value.as_tuple().exponent))
        yield from (value - step, value + step)


def changed(policy: Policy, figure: Figure, value: Any) -> Policy | None:
    """The policy with one figure changed; None where the policy does not rely on that figure."""
    in_force = {item.name: item for item in policy.figures()}
    if in_force.get(figure.name) != figure:
        return None
    figures = in_force | {figure.name: attrs.evolve(figure, value=value)}
    return attrs.evolve(policy, figures=figures)


def fails(check: Callable[[Policy], None], policy: Policy | None) -> bool:
    if policy is None:
        return False
    try:
        check(policy)
    except AssertionError:
        return True
    return False


def catches(case: Case, figure: Figure, value: Any) -> bool:
    return fails(partial(check_case, case), changed(policy_of(case), figure, value))


def caught_elsewhere(figure: Figure, value: Any) -> bool:
    """Whether what is no `compute` notices: the life of a loan, and whom a document takes for prone to poverty."""
    policies = [load_policy(jurisdiction, on=date(2022, 6, 1)) for jurisdiction in ("guizhou", "hunan")]
    tried = [changed(policy, figure, value) for policy in policies]
    return any(fails(check, policy) for check in (check_ledger, check_prone) for policy in tried)


def legal(figure: Figure, value: Any) -> bool:
    """A share stays between 0 and 1: a whole one has a neighbour on one side only."""
    return figure.unit != "share" or 0 <= value <= 1


@pytest.mark.parametrize("figure", FIGURES, ids=[f"{figure.pack}: {figure.name}" for figure in FIGURES])
def test_a_changed_figure_makes_a_case_fail(figure: Figure) -> None:
    rule = figure.name.split(".", 1)[0]
    cases = [case for case in CASES if case.rule.__name__.endswith(f".{rule}")]
    tried = [value for value in smallest_steps(figure.value) if legal(figure, value)]
    assert tried
    for value in tried:
        noticed = any(catches(case, figure, value) for case in cases) or caught_elsewhere(figure, value)
        assert noticed, f"no case notices {figure.name} = {value}"


def test_a_case_that_does_not_rely_on_a_figure_does_not_notice_it() -> None:
    """The lock itself is tried: an orphan's case is blind to the partial rate, so the lock can fail."""
    figure = shipped_packs()["hunan-14fyp-2021"].figures["contribution_subsidy.partial_rate"]
    orphan = next(case for case in CASES if case.name == "orphan: paid in full")
    assert policy_of(orphan).figure(figure.name) == figure
    assert not catches(orphan, figure, Decimal("0.51"))
