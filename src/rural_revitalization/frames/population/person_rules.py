"""The rules of people, over the rows of a table that their households are joined to."""

from __future__ import annotations

from typing import Any, Final

from ...entitlements.catalogue import in_force
from ...entitlements.entitlement import Case
from ...fields import Spec
from ...models import DisabilityKind, Sex
from ...rules.allowance import single_person_household
from ...rules.medical import contribution_subsidy, medical_assistance, serious_illness, tilted_assistance
from ..columns import ends
from ..columns.column import Numbers, Truth
from ..columns.expressions import Truths
from ..columns.formulas import Formula, col, text, truth
from ..columns.stages import MARK
from .levels import Level, Setting, flag_of_recorded, opened, recorded_on
from .linked import DIAGNOSES, HOUSEHOLDS, PEOPLE
from .local import Figures
from .models import Households, People

__all__ = ["AS_RECORDED", "OF_HOUSEHOLD", "open_people", "person_rules"]

OF_HOUSEHOLD: Final = f"{MARK}household_"
"""How the columns begin that people have of their household."""
AS_RECORDED: Final = (
    "monitored",
    "registered_poor",
    "once_registered_poor",
    "exited",
    "years_since_exit",
    "at_risk",
    "basic_living_severely_hard",
)
"""What people need to know of their household, as it is recorded there."""
_TOLD: Final[dict[str, Spec]] = {
    name: HOUSEHOLDS[name] for name in (*AS_RECORDED, "allowance_borderline")
} | dict.fromkeys(("counted", "receiving"), HOUSEHOLDS["monitored"])
"""The same, with what was worked out there."""


def open_people(setting: Setting, joined: Any, figures: Figures) -> Level:
    """People with their household and the figures of its county, as operands."""
    names = {name: f"{OF_HOUSEHOLD}{name}" for name in _TOLD} | figures.names
    declared = dict(PEOPLE) | _TOLD | figures.declared | (dict(DIAGNOSES) if setting.entitlements else {})
    return opened(setting, joined, declared, about="people", label="p", names=names)


def person_rules(level: Level, figures: Figures) -> dict[str, Numbers]:
    """Write what the rules of people say; give what is due to each, by rule."""
    people, local, on = _models(level), figures.of(level), level.setting.on
    told = {name: level.held[name] for name in _TOLD}
    household: Any = Households(
        told
        | {
            "registered_recorded": flag_of_recorded(level, told["registered_poor"]),
            "exit_recorded": flag_of_recorded(level, told["years_since_exit"]),
        }
    )
    contribution = level.worked(contribution_subsidy, contribution_subsidy.Facts.of(people, household, local, on))
    eligible = level.held["insured"] & contribution.eligible
    due = {
        "contribution_subsidy": level.payment(
            contribution_subsidy, contribution, "subsidy", eligible, where=_EVERYBODY
        ),
        **_layers(level, people, household, local),
    }
    alone = level.worked(single_person_household, single_person_household.Facts.of(people, household, local, on))
    borderline, receiving = level.held["allowance_borderline"], level.held["receiving"]
    counted = level.held["counted"].held.certain() | recorded_on(borderline)
    where = counted & borderline.held.possible() & ~receiving.held.certain()
    level.decision(single_person_household, alone, True, where=where)
    if level.setting.entitlements:
        _entitlements(level, Case(person=people, household=household, local=local, on=on))
    return due


def _entitlements(level: Level, case: Case) -> None:
    """Write who has a right to each help that the documents in force grant without a figure."""
    for item in in_force(level.setting.policy, case.on):
        name = f"entitlements__{item.source.document.replace('-', '_')}__{item.name}"
        outcome = item.holds(case)
        level.results.line(name, outcome, HOUSEHOLDS["monitored"])
        if level.setting.facts:
            order = level.order(unstated.name for unstated in item.leaves_open)
            level.results.missing(f"{name}__missing", [outcome], order)


_EVERYBODY: Final = Truths.of(truth=True)


def _layers(level: Level, people: Any, household: Any, local: Any) -> dict[str, Numbers]:
    """What the layers after basic insurance pay of the year, each of what the one before it left."""
    insured, on, where = level.held["insured"], level.setting.on, _with_bills(level.held["in_scope_cost"])
    terms = level.setting.terms(serious_illness)
    tilted_facts = serious_illness.with_prone(
        serious_illness.Facts.of(people, household, local, on), terms, household, on
    )
    illness: Any = level.worked(serious_illness, tilted_facts)
    left = illness.own_payment
    assistance: Any = level.worked(medical_assistance, medical_assistance.Facts.of(people, household, left, local, on))
    left = assistance.own_payment
    tilted: Any = level.worked(tilted_assistance, tilted_assistance.Facts.of(people, household, left, local, on))
    return {
        "serious_illness": level.payment(serious_illness, illness, "reimbursement", insured, where=where),
        "medical_assistance": level.payment(
            medical_assistance, assistance, "assistance", insured & assistance.eligible, where=where
        ),
        "tilted_assistance": level.payment(
            tilted_assistance, tilted, "assistance", insured & tilted.eligible, where=where
        ),
    }


def _with_bills(cost: Numbers) -> Truths:
    """Who has bills, or whose bills nobody recorded."""
    return cost.open | ends.positive(cost.low)


def _models(level: Level) -> Any:
    kind = col("disability_kind")
    flags = {f"kind_{item.value}": kind.equals(text(item.value)) for item in DisabilityKind}
    flags["kind_recorded"] = ~kind.is_null()
    held = {name: _flag(level, found) for name, found in flags.items()}
    if level.setting.entitlements:
        sex = col("sex")
        held["sex_recorded"] = _flag(level, ~sex.is_null())
        held["sex_female"] = _flag(level, sex.equals(text(Sex.FEMALE.value)))
    for name in ("severely_disabled", "disability_grade", "age"):
        held[f"{name.removeprefix('disability_')}_recorded"] = flag_of_recorded(level, level.held[name])
    return People(dict(level.held) | held)


def _flag(level: Level, found: Formula) -> Truth:
    return Truth(level.stages, level.stages.keep(Truths(found.filled(truth(False)))), {})
