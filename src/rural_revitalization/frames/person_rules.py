"""The rules of people, over the rows of a table that their households are joined to."""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw

from ..fields import Spec
from ..models import DisabilityKind
from ..rules.allowance import single_person_household
from ..rules.medical import contribution_subsidy, serious_illness
from . import ends
from .column import Numbers, Truth
from .expressions import Truths
from .levels import Level, Setting, opened, recorded_on
from .linked import HOUSEHOLDS, PEOPLE
from .local import Figures
from .models import Households, People
from .stages import MARK

__all__ = ["OF_HOUSEHOLD", "open_people", "person_rules"]

OF_HOUSEHOLD: Final = f"{MARK}household_"
"""How the columns begin that people have of their household."""
_TOLD: Final[dict[str, Spec]] = {
    "monitored": HOUSEHOLDS["monitored"],
    "allowance_borderline": HOUSEHOLDS["allowance_borderline"],
    "counted": HOUSEHOLDS["monitored"],
    "receiving": HOUSEHOLDS["monitored"],
}
"""What people need to know of their household."""


def open_people(setting: Setting, joined: Any, figures: Figures) -> Level:
    """People with their household and the figures of its county, as operands."""
    names = {name: f"{OF_HOUSEHOLD}{name}" for name in _TOLD} | figures.names
    declared = dict(PEOPLE) | _TOLD | figures.declared
    return opened(setting, joined, declared, about="people", label="p", names=names)


def person_rules(level: Level, figures: Figures) -> dict[str, Numbers]:
    """Write what the rules of people say; give what is due to each, by rule."""
    people, local, on = _models(level), figures.of(level), level.setting.on
    household: Any = Households({name: level.held[name] for name in _TOLD})
    insured = level.held["insured"]
    contribution = level.worked(contribution_subsidy, contribution_subsidy.Facts.of(people, household, local, on))
    illness = level.worked(serious_illness, serious_illness.Facts.of(people, household, local, on))
    due = {
        "contribution_subsidy": level.payment(
            contribution_subsidy, contribution, "subsidy", insured & contribution.eligible, where=_EVERYBODY
        ),
        "serious_illness": level.payment(
            serious_illness, illness, "reimbursement", insured, where=_with_bills(level.held["in_scope_cost"])
        ),
    }
    alone = level.worked(single_person_household, single_person_household.Facts.of(people, household, local, on))
    borderline, receiving = level.held["allowance_borderline"], level.held["receiving"]
    counted = level.held["counted"].held.certain() | recorded_on(borderline)
    where = counted & borderline.held.possible() & ~receiving.held.certain()
    level.decision(single_person_household, alone, True, where=where)
    return due


_EVERYBODY: Final = Truths.of(truth=True)


def _with_bills(cost: Numbers) -> Truths:
    """Who has bills, or whose bills nobody recorded."""
    return cost.open | ends.positive(cost.low)


def _models(level: Level) -> Any:
    kind = nw.col("disability_kind")
    flags = {f"kind_{item.value}": kind == item.value for item in DisabilityKind}
    flags["kind_recorded"] = ~kind.is_null()
    held = {name: _flag(level, expr) for name, expr in flags.items()}
    for name in ("severely_disabled", "disability_grade"):
        rows = level.stages.keep(recorded_on(level.held[name]))
        held[f"{name.removeprefix('disability_')}_recorded"] = Truth(level.stages, rows, {})
    return People(dict(level.held) | held)


def _flag(level: Level, expr: nw.Expr) -> Truth:
    held = Truths(expr.fill_null(value=False), frozenset(("disability_kind",)))
    return Truth(level.stages, level.stages.keep(held), {})
