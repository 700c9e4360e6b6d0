"""The figure lock: whichever figure is changed by its smallest step, either way, a policy case fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import attrs
import pytest

from policy_cases import Case, check_case, check_ledger, check_prone, check_time_limits, policy_of, read_cases
from rural_revitalization import Figure, Policy, load_policy
from rural_revitalization.catalogue import term_spec
from rural_revitalization.policy.pack import shipped_packs

CASES = list(read_cases())
GONE = object()
"""Instead of a value: the figure is not in the pack."""
GRANTED = object()
"""Instead of a value: the figure is granted without being stated."""
FIGURES = [figure for pack in shipped_packs().values() for figure in pack.figures.values()]


# What a figure that is granted without being stated is least like: stated, at either end.
ENDS: dict[str, tuple[Any, ...]] = {"money": (0, 1), "rate": (0, 1), "truth": (False, True), "shares": ((0,), (1,))}


def smallest_steps(figure: Figure) -> Iterator[Any]:
    """The values next to a figure: the other truth, a unit of its last place or of a fen, a month, a day."""
    kind, value = term_spec(figure.name).kind.name, figure.value
    if figure.granted:
        yield from ENDS[kind]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, date):
        yield from (value - timedelta(days=1), value + timedelta(days=1))
    elif kind == "count":
        assert isinstance(value, int)
        yield from (value - 1, value + 1)
    else:
        amount = Decimal(str(value))
        step = Decimal("0.01") if kind == "money" else Decimal(1).scaleb(int(amount.as_tuple().exponent))
        yield from (amount - step, amount + step)


def changed(policy: Policy, figure: Figure, value: Any) -> Policy | None:
    """The policy with one figure changed, or gone; None where the policy does not rely on that figure."""
    in_force = {item.name: item for item in policy.figures()}
    if in_force.get(figure.name) != figure:
        return None
    if value is GONE:
        figures = {name: item for name, item in in_force.items() if name != figure.name}
    else:
        stated = value is not GRANTED
        figures = in_force | {figure.name: attrs.evolve(figure, value=value if stated else None, granted=not stated)}
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
    """Whether what is no `compute` notices: the life of a loan, who is prone to poverty, how long procedures last."""
    policies = [load_policy(jurisdiction, on=date(2022, 6, 1)) for jurisdiction in ("guizhou", "hunan")]
    tried = [changed(policy, figure, value) for policy in policies]
    return any(fails(check, policy) for check in (check_ledger, check_prone, check_time_limits) for policy in tried)


def legal(figure: Figure, value: Any) -> bool:
    """A value stays within its bounds: a whole share has a neighbour on one side only."""
    spec = term_spec(figure.name)
    low, high = (0, 1) if spec.kind.name == "schedule" else (spec.low, spec.high)
    if not isinstance(value, int | Decimal):
        return True
    return (low is None or low <= value) and (high is None or value <= high)


def noticed(figure: Figure, values: Iterable[Any]) -> Iterator[bool]:
    """Whether some case notices each of some values instead of a figure."""
    rule = figure.name.split(".", 1)[0]
    cases = [case for case in CASES if case.rule.__name__.endswith(f".{rule}")]
    for value in values:
        yield any(catches(case, figure, value) for case in cases) or caught_elsewhere(figure, value)


@pytest.mark.parametrize("figure", FIGURES, ids=[f"{figure.pack}: {figure.name}" for figure in FIGURES])
def test_a_changed_figure_makes_a_case_fail(figure: Figure) -> None:
    tried = [value for value in smallest_steps(figure) if legal(figure, value)]
    assert tried
    for value, seen in zip(tried, noticed(figure, tried), strict=True):
        assert seen, f"no case notices {figure.name} = {value}"


# What is granted of a term that may not be unset is as open as if no document spoke of it: only the citation tells.
TELLING = [figure for figure in FIGURES if not figure.granted or term_spec(figure.name).may_be_unset]


@pytest.mark.parametrize("figure", TELLING, ids=[f"{figure.pack}: {figure.name}" for figure in TELLING])
def test_a_figure_that_is_left_out_of_its_pack_makes_a_case_fail(figure: Figure) -> None:
    assert list(noticed(figure, [GONE])) == [True]


STATED = [figure for figure in FIGURES if not figure.granted and not isinstance(figure.value, date)]


@pytest.mark.parametrize("figure", STATED, ids=[f"{figure.pack}: {figure.name}" for figure in STATED])
def test_a_stated_figure_that_were_only_granted_makes_a_case_fail(figure: Figure) -> None:
    assert list(noticed(figure, [GRANTED])) == [True]


def test_a_case_that_does_not_rely_on_a_figure_does_not_notice_it() -> None:
    """The lock itself is tried: an orphan's case is blind to the partial rate, so the lock can fail."""
    figure = shipped_packs()["hunan-14fyp-2021"].figures["contribution_subsidy.partial_rate"]
    orphan = next(case for case in CASES if case.name == "orphan: paid in full")
    assert policy_of(orphan).figure(figure.name) == figure
    assert not catches(orphan, figure, Decimal("0.51"))
    assert not catches(orphan, figure, GONE)
    assert any(catches(case, figure, Decimal("0.51")) for case in CASES if case.rule is orphan.rule)


def test_a_granted_figure_that_a_case_relies_on_is_noticed_by_that_case_alone() -> None:
    """Likewise for what is granted without being stated: who is not poor is blind to the share of the poor."""
    figure = shipped_packs()["hunan-13fyp-2017"].figures["contribution_subsidy.poor_rate"]
    assert figure.granted
    named = {case.name: case for case in CASES if case.file == "contribution_subsidy-hunan-2018"}
    poor = named["poor: has a right to a share that is not stated"]
    other = named["neither poor nor in another class: nothing, whatever the share"]
    for value in (Decimal(0), Decimal(1), GONE):
        assert catches(poor, figure, value)
        assert not catches(other, figure, value)
