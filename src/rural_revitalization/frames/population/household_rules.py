"""The rules of households, over the rows of a table: which apply where, as in an assessment."""

from __future__ import annotations

from typing import Any, Final

from attrs import evolve

from ...algebra import Unknown, not_, when
from ...fields import Spec, specs
from ...rules.allowance import gradual_exit, minimum_living
from ...rules.credit import small_loan
from ...rules.monitoring import identification, net_income, risk_elimination
from ..applying import name_of
from ..columns import ends
from ..columns.column import Numbers, Truth, lifted
from ..columns.expressions import Truths, chosen
from ..columns.formulas import col
from ..writing import settled
from .levels import Level, Setting, as_truth, between, flag_of_recorded, opened, recorded_on
from .linked import HOUSEHOLDS, INCOMES
from .local import Figures
from .members import HAS_LABOUR, IN_PARTS, RECEIVING, SIZE, income_ends
from .models import Households

__all__ = ["household_rules", "open_households"]

_FLAG: Final = HOUSEHOLDS["monitored"]
_UNRECORDED: Final = Unknown(False, True, {"allowance_borderline"})


def open_households(setting: Setting, joined: Any, figures: Figures) -> Level:
    """Households with what follows from their members and the figures of their counties, as operands."""
    of_members: dict[str, tuple[Spec, str]] = {
        "minimum_living_allowance": (_FLAG, RECEIVING),
        "labour_capacity": (_FLAG, HAS_LABOUR),
        "size": (specs(net_income.Facts)["members"], SIZE),
    }
    declared = dict(HOUSEHOLDS) | {name: spec for name, (spec, _) in of_members.items()} | figures.declared
    names = {name: column for name, (_, column) in of_members.items()} | figures.names
    return opened(setting, joined, declared, about="households", label="h", names=names)


def household_rules(level: Level, figures: Figures) -> tuple[Numbers, Truth]:
    """Write what the rules of households say; give the loan's subsidy of the year, and which are borderline."""
    held = _models(level)
    households: Any = held
    local, on = figures.of(level), level.setting.on
    income = level.worked(net_income, net_income.Facts.of(households, local, on))
    allowance = level.worked(minimum_living, minimum_living.Facts.of(households, local, on))
    net, borderline = level.held["per_capita_net_income"], level.held["allowance_borderline"]
    in_parts = Truths(col(IN_PARTS))
    worked_out = recorded_on(level.held["business_costs"]) | (in_parts & ~recorded_on(net))
    level.results.worksheet(name_of(net_income), income, where=worked_out)
    completed = held.with_(
        per_capita_net_income=_completed(level, net, income.per_capita_net_income, worked_out),
        allowance_borderline=_completed_truth(level, borderline, allowance.borderline),
    )
    _allowance(level, completed, local, allowance)
    subsidy = _loans(level, completed, local)
    _monitoring(level, completed, local)
    return subsidy, completed.allowance_borderline


def _models(level: Level) -> Households:
    columns = {kind: income_ends(kind) for kind in INCOMES}
    incomes = {f"income_{kind}": between(level.stages, low, high, "income") for kind, (low, high) in columns.items()}
    exits = {"exit_recorded": flag_of_recorded(level, level.held["years_since_exit"])}
    return Households(dict(level.held) | incomes | exits)


def _completed(level: Level, found: Numbers, worked_out: Any, where: Truths) -> Numbers:
    """What is recorded, and otherwise what was worked out, where that is settled."""
    if found.one:
        return found
    answer = lifted(level.stages, worked_out)
    assert isinstance(answer, Numbers), "an amount is completed by an amount"
    value = chosen(recorded_on(found), found.low, chosen(where, settled(answer), None))
    if value is None:
        return found
    whole = level.stages.keep(value)
    return evolve(found, low=whole, high=whole, facts=_facts(level, found, whole.is_null()))


def _completed_truth(level: Level, found: Truth, worked_out: Any) -> Truth:
    """What is recorded, and otherwise what was worked out of an income that is recorded."""
    counted = Truth(level.stages, level.stages.keep(recorded_on(level.held["family_income"])), {})
    answer = as_truth(level.stages, when(counted, worked_out, _UNRECORDED))
    held = level.stages.keep((found.held & recorded_on(found)) | (answer.held & ~recorded_on(found)))
    return evolve(found, held=held, facts=_facts(level, found, held.is_null()))


def _facts(level: Level, found: Truth | Numbers, rows: Truths) -> dict[str, Truths]:
    return {name: level.stages.keep(rows) for name in found.facts}


def _allowance(level: Level, households: Any, local: Any, allowance: Any) -> None:
    """Gradual exit for who receives the allowance, the grant by difference for who does not."""
    receiving, on = level.held["minimum_living_allowance"], level.setting.on
    receives, may_receive = receiving.held.certain(), receiving.held.possible()
    granted, counted = recorded_on(level.held["allowance_grant"]), recorded_on(level.held["family_income"])
    exiting = level.worked(gradual_exit, gradual_exit.Facts.of(households, local, on))
    level.payment(
        gradual_exit,
        exiting,
        "grant",
        exiting.keeps_allowance,
        where=receives | (may_receive & granted),
        skipped=receiving.open & ~granted,
    )
    level.payment(
        minimum_living,
        allowance,
        "grant",
        not_(receiving) & allowance.below_standard,
        where=~receives & counted,
        skipped=~receives & ~counted,
    )


def _loans(level: Level, households: Any, local: Any) -> Numbers:
    outstanding = level.held["loans_outstanding"]
    on = level.setting.on
    facts = small_loan.in_subsidy(small_loan.Facts.of(households, local, on), level.setting.terms(small_loan), on)
    worksheet = level.worked(small_loan, facts)
    known = recorded_on(outstanding)
    return level.payment(
        small_loan,
        worksheet,
        "interest_subsidy",
        worksheet.facts.borrower_in_scope,
        where=known & ends.positive(outstanding.low),
        skipped=~known,
    )


def _monitoring(level: Level, households: Any, local: Any) -> None:
    """Identification unless monitored already; elimination unless known not to be."""
    monitored, on = level.held["monitored"], level.setting.on
    found = level.worked(identification, identification.Facts.of(households, local, on))
    level.decision(identification, found, True, where=~monitored.held.certain())
    gone = level.worked(risk_elimination, risk_elimination.Facts.of(households, local, on))
    level.decision(risk_elimination, gone, monitored, where=monitored.held.possible())
