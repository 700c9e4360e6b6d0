"""f  One household of three over a year, against an assessment of each of its days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from benchmarks.agreement import Disagreement
from benchmarks.timing import Timed, in_turn, milliseconds, show, times, whole

from rural_revitalization import (
    AllowanceSpell,
    Household,
    LocalFigures,
    MedicalBill,
    Person,
    SmallLoan,
    Spell,
    assess,
    load_policy,
    timeline,
)
from rural_revitalization.assessment.changes import answers_of

__all__ = ["over_a_year"]

FIRST: Final = date(2024, 1, 1)
DAYS: Final = [FIRST + timedelta(days=at) for at in range(366)]
FIGURES: Final[dict[str, Any]] = {
    "monitoring_line": 7700,
    "allowance_standard": 650,
    "area_disposable_income": 34000,
    "insurance_contribution": 380,
    "serious_illness_ceiling": 300000,
    "subsidised_share": 1,
    "day_count": 365,
}
LOCAL: Final = LocalFigures(year=FIRST.year, **FIGURES, sources=dict.fromkeys(FIGURES, "made up"))
POLICY: Final = load_policy("guizhou", on=FIRST)
"""One policy holds on every day of the year."""


def over_a_year(rounds: int) -> None:
    """Time a year of a loan all of which is known, and of one that each day that passes leaves more open."""
    for name, overdue_days in (("all known", 0), ("days overdue not recorded", None)):
        household = _household(overdue_days)
        _check(household)

        def at_once(household: Household = household) -> Any:
            return timeline(household, "guizhou", [LOCAL], since=FIRST, until=DAYS[-1])

        def day_by_day(household: Household = household) -> Any:
            return [assess(household, POLICY, LOCAL, on=day) for day in DAYS]

        sides: dict[str, Callable[[], Timed]] = {"timeline": whole(at_once), "assess, every day": whole(day_by_day)}
        found = in_turn(sides, rounds)
        each = found["assess, every day"]
        turns, changes = len(at_once().stretches), len(at_once().changes)
        show(
            f"f  a household of three over a year, {name}: {turns} stretches, {changes} changes",
            ("", "in all", "best run", "faster", "of best runs"),
            [
                (
                    side,
                    milliseconds(run.total),
                    milliseconds(run.best),
                    times(each.total / run.total),
                    times(each.best / run.best),
                )
                for side, run in found.items()
            ],
        )


def _check(household: Household) -> None:
    found = timeline(household, "guizhou", [LOCAL], since=FIRST, until=DAYS[-1])
    for day in DAYS:
        if set(found.on(day).answers) != set(answers_of(assess(household, POLICY, LOCAL, on=day))):
            raise Disagreement(f"the answers of {day} differ")


def _household(overdue_days: int | None) -> Household:
    """A monitored family: the father was ill, the daughter turns 18, the grandmother dies; the loan falls due."""
    loan = SmallLoan(
        lent_on=date(2023, 6, 1),
        term_months=24,
        principal=30000,
        outstanding=30000,
        overdue_days=overdue_days,
        annual_rate="0.0365",
    )
    return Household(
        id="1",
        members=[
            _person("1-1", date(1980, 3, 5), bills=[_bill(2, 30000), _bill(6, 20000)]),
            _person("1-2", date(2006, 5, 1), de_facto_unattended_child=None),
            _person("1-3", date(1950, 9, 9), died_on=date(2024, 11, 3)),
        ],
        exited=True,
        exited_on=date(2019, 12, 31),
        monitored=[Spell(since=date(2023, 3, 1), until=date(2024, 8, 31))],
        registered_poor=[],
        family_income=2100,
        employment_cost=0,
        allowance_grant=300,
        raised_by_employment=True,
        months_above_standard=12,
        per_capita_net_income=9000,
        risks=[],
        loans=[loan],
    )


def _person(key: str, born: date, **more: Any) -> Person:
    known: dict[str, Any] = {
        "birth_date": born,
        "insured": True,
        "bills": [],
        "extreme_poverty": [],
        "severely_disabled": [],
        "orphan": [],
        "de_facto_unattended_child": [],
        "minimum_living_allowance": [AllowanceSpell(since=date(2020, 1, 1), until=date(2023, 5, 31))],
        "low_income": [],
        "returned_to_poverty": [],
    }
    return Person(id=key, **known | more)


def _bill(month: int, cost: int) -> MedicalBill:
    on = date(FIRST.year, month, 10)
    return MedicalBill(settled_on=on, total=cost + 3000, in_scope=cost + 1000, basic_insurance_paid=1000)
