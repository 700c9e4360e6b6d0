"""Apply the rules of an assessment to tables: those of households, then those of people, as they are declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve

from ...algebra import ZERO, not_
from ...cases import grade_contradicts_register, income_disputed, on_both_tracks, place_of, recorded
from ...cases.origins import AnyMember, Slot
from ...catalogue import DECLARED, completed_by
from ...fields import Spec
from ...models import Household, IncomeKind, Person
from ...models.derived import derived_facts
from ..columns.column import NumberColumn
from ..columns.column_names import MARK
from ..columns.expressions import Truths
from ..columns.formulas import col
from .aggregates import column_of, ends_of, income_ends, lack_of
from .column_case import GATHERED, ChoiceColumn, ColumnCase, asked_by
from .county_figures import Figures
from .levels import Setting, TableLevel, as_truth, between, opened
from .linked import DIAGNOSES, HOUSEHOLDS, INCOMES, LOANS, NAMES, OF_MEMBERS, PEOPLE

_OF_HOUSEHOLD: Final = f"{MARK}household_"


# -- households -----------------------------------------------------------------------------------------------


def open_households(
    setting: Setting, joined: Any, figures: Figures, unknowable: Mapping[str, str] = {}
) -> tuple[TableLevel, ColumnCase]:
    """Open households, with aggregates of their members and the figures of their counties, as a case.

    What it holds are the columns that there are: an assessment has all of them.
    """
    there, read = frozenset(joined.collect_schema().names()), derived_facts(Household)
    of_members: dict[str, Spec] = {place.name: place.spec for place in GATHERED}
    in_ends = (*INCOMES.values(), "members_counted")
    of_members |= {name: read[name].spec for name in OF_MEMBERS if name not in in_ends}
    of_members = {name: spec for name, spec in of_members.items() if column_of(name) in there}
    names = {name: column_of(name) for name in of_members} | figures.names
    declared = {name: spec for name, spec in HOUSEHOLDS.items() if name in there} | of_members | figures.declared
    level = opened(setting, joined, declared, about="households", label="h", names=names, unknowable=unknowable)
    incomes = {
        name: between(level.stages, *income_ends(name), "income", signed=IncomeKind(kind).may_be_negative)
        for kind, name in INCOMES.items()
        if there.issuperset(income_ends(name))
    }
    gathered = {place.name: _of_members(level, place) for place in GATHERED if place.name in of_members}
    counted = {
        name: between(level.stages, *ends_of(name), "extreme_poverty", scale=0)
        for name in ("members_counted",)
        if there.issuperset(ends_of(name))
    }
    loan = {name: level.held[column] for name, column in LOANS.items() if column in there}
    case = level.case("household", figures.one, loan=loan, **figures.held(level))
    names_held = {name: ChoiceColumn(level.stages, name, name) for name in NAMES if name in there}
    return level, case.having(household=dict(level.held) | incomes | gathered | counted | names_held)


def household_rules(level: TableLevel, case: ColumnCase) -> tuple[dict[str, NumberColumn], ColumnCase]:
    """Write the results of household and loan rules; return the amounts due by rule, and the case as completed."""
    known, due, worked = case, dict[str, NumberColumn](), dict[str, Any]()
    for rule in DECLARED.values():
        if rule.about == "household" and rule.completes:
            worksheet = worked[rule.name] = level.setting.worked(rule, case)
            begins, _ = rule.standing(case)
            if rule.works_out:
                where = as_truth(level.stages, begins).held.certain()
                level.results.worksheet(rule.name, worksheet, where=where)
            for origin, line in rule.completes.items():
                known = known.knowing(origin, rule.line(worksheet, line), begins)
    for rule in level.setting.rules_about("household", "loan"):
        worksheet = worked.get(rule.name) or level.setting.worked(rule, known, ZERO if rule.takes else None)
        amount = level.said(rule, known, worksheet)
        if amount is not None:
            due[rule.name] = amount
    _write_grants(level, known, "household")
    disputed = {_against(place): rows for place, rows in known.contradicted.items()}
    level.conflicts({**disputed, "per_capita_net_income/income": known[income_disputed]})
    return due, known


def _against(completed: Slot) -> str:
    """The two records that contradict each other: one that a rule completes, and what it is worked out from."""
    return f"{completed.record}/{place_of(completed_by(completed).needs[0]).record}"


# -- people ---------------------------------------------------------------------------------------------------


def _asked(setting: Setting) -> dict[str, Slot]:
    """The facts of their household that people need, by the names they have among people."""
    asked = asked_by(setting.rules_about("person"), *(item.to for item in setting.grants_about("person")))
    return {_among_people(place): place for place in asked if place.about == "household"}


def _among_people(place: Slot) -> str:
    return f"{_OF_HOUSEHOLD}{place.name}" if place.name in PEOPLE else place.name


def told(level: TableLevel, case: ColumnCase) -> dict[str, str]:
    """The stages that hold the facts people need of their household, by the columns they are passed on in."""
    return {
        f"{_OF_HOUSEHOLD}{place.name}": level.stage_of(case.held["household"][place.name])
        for place in _asked(level.setting).values()
    }


def open_people(
    setting: Setting, joined: Any, figures: Figures, unknowable: Mapping[str, str] = {}
) -> tuple[TableLevel, ColumnCase]:
    """Open people, with their household and the figures of its county, as a case."""
    asked = _asked(setting)
    columns = {name: f"{_OF_HOUSEHOLD}{place.name}" for name, place in asked.items()}
    apart = {name for name, place in asked.items() if place.spec.kind.name in ("money", "text")}
    there = frozenset(joined.collect_schema().names())
    of_people = {**PEOPLE, **DIAGNOSES} if setting.grants else PEOPLE
    own = {name: spec for name, spec in of_people.items() if name in there}
    declared = own | {name: place.spec for name, place in asked.items() if name not in apart} | figures.declared
    names = {name: column for name, column in columns.items() if name not in apart} | figures.names
    level = opened(setting, joined, declared, about="people", label="p", names=names, unknowable=unknowable)
    household = {place.name: _of_household(level, name, columns[name], place) for name, place in asked.items()}
    return level, level.case("person", figures.one, household=household, **figures.held(level))


def _of_household(level: TableLevel, name: str, column: str, place: Slot) -> Any:
    """A fact of their household among people, in the column that it is passed on in."""
    if place.spec.kind.name == "text":
        return ChoiceColumn(level.stages, column, place.name)
    if place.spec.kind.name == "money":
        return between(level.stages, column, column, name, signed=place.spec.low is None)
    return _of_record(level, level.held[name], place)


def _of_members(level: TableLevel, place: AnyMember) -> Any:
    """What any member has, with the records of members that it lacks."""
    held = level.held[place.name]
    if not (place.also and level.setting.facts):
        return _of_record(level, held, place)
    lacks = {record: Truths(col(lack_of(place, record))) for record in (place.record, *place.also)}
    return evolve(held, facts={record: held.open & rows for record, rows in lacks.items()})


def _of_record(level: TableLevel, operand: Any, place: Slot) -> Any:
    """An operand whose missing facts are named as in the records."""
    name = place.record if isinstance(place, AnyMember) else place.name
    return evolve(operand, facts={level.stages.called(name): rows for rows in operand.facts.values()})


def person_rules(level: TableLevel, case: ColumnCase) -> dict[str, NumberColumn]:
    """Write the results of people's rules; return the amounts due to each person, by rule."""
    due, left = dict[str, NumberColumn](), None
    for rule in level.setting.rules_about("person"):
        worksheet = level.setting.worked(rule, case, left if rule.takes else None)
        if rule.leaves:
            left = rule.line(worksheet, rule.leaves)
        amount = level.said(rule, case, worksheet)
        if amount is not None:
            due[rule.name] = amount
    _write_grants(level, case, "person")
    disputed, graded = grade_contradicts_register(case), recorded(case[Person.disability_grade])
    level.conflicts(
        {
            "disability_grade/severely_disabled": disputed & graded,
            "disability_kind/severely_disabled": disputed & not_(graded),
            "extreme_poverty/minimum_living_allowance": case[on_both_tracks],
        }
    )
    return due


def _write_grants(level: TableLevel, case: ColumnCase, about: str) -> None:
    """Write who is entitled to each help granted without a figure that is asked for."""
    for item in level.setting.grants_about(about):
        name = f"entitlements__{item.source.document.replace('-', '_')}__{item.name}"
        outcome = item.to(case)
        level.results.line(name, outcome, HOUSEHOLDS["monitored"])
        level.missing(name, outcome, (open_item.name for open_item in item.leaves_open))
