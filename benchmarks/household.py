"""e  One household, against one OpenFisca simulation.

The household is assessed three times: for the four outputs that OpenFisca is asked for; for everything, with every fact
recorded and every figure that is left to the county stated; and for everything, with the gaps that records have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
from benchmarks.agreement import Disagreement
from benchmarks.sides import HOUSEHOLD_RULES, HUNAN, ON, PEOPLE_RULES, TERMS
from benchmarks.timing import Timed, in_turn, show, times, whole

from rural_revitalization import (
    DisabilityKind,
    Household,
    LabourCapacity,
    LocalFigures,
    MedicalBill,
    Person,
    PrimeRate,
    Risk,
    RiskKind,
    RiskState,
    Sex,
    SmallLoan,
    Spell,
    assess,
    fields,
    load_policy,
)
from rural_revitalization.cases import Case
from rural_revitalization.rules.credit import small_loan

__all__ = ["COUNTY", "made_up_figures", "made_up_household", "one_household"]

COUNTY: Final = load_policy("hunan", on=ON, overlay=Path(__file__).with_name("county.toml"))
FOUR: Final = frozenset({"contribution_subsidy", "serious_illness", "small_loan", "risk_elimination"})


def one_household(rounds: int) -> None:
    from benchmarks import openfisca_peer as peer  # noqa: PLC0415 -- only two measurements need OpenFisca

    system = peer.system()
    for members in (1, 3):
        household, local = made_up_household(members), made_up_figures()
        recorded_whole, all_figures = made_up_household(members, whole=True), made_up_figures(whole=True)
        case = Case(household=recorded_whole, local=all_figures, on=ON)
        facts = [(rule, rule.Facts.of(member)) for member in case.members for rule in PEOPLE_RULES]
        facts += [(rule, _of_household(rule, case)) for rule in HOUSEHOLD_RULES]
        people, record = _as_variables(facts)

        def compute(facts: Sequence[tuple[Any, Any]] = facts) -> list[Any]:
            return [rule.compute(fact, TERMS[rule]) for rule, fact in facts]

        def built_and_computed(facts: Sequence[tuple[Any, Any]] = facts) -> list[Any]:
            return [rule.compute(rule.Facts(**_values(fact)), TERMS[rule]) for rule, fact in facts]

        def assessed(household: Household = recorded_whole, local: LocalFigures = all_figures) -> Any:
            return assess(household, COUNTY, local, on=ON)

        def assessed_four(household: Household = recorded_whole, local: LocalFigures = all_figures) -> Any:
            return assess(household, COUNTY, local, on=ON, only=FOUR)

        def assessed_with_gaps(household: Household = household, local: LocalFigures = local) -> Any:
            return assess(household, HUNAN, local, on=ON)

        def from_json(people: list[dict[str, Any]] = people, record: dict[str, Any] = record) -> Any:
            return peer.one_household(system, people, record)

        arrays = (
            {name: np.array([person[name] for person in people]) for name in people[0]},
            {name: np.array([value]) for name, value in record.items()},
            np.zeros(members, dtype=np.int64),
        )

        def from_arrays(arrays: Any = arrays) -> Any:
            return peer.simulate(system, *arrays).outputs

        for assessment in (assessed(), assessed_four(), assessed_with_gaps()):
            _check_household(compute(), assessment, from_json(), from_arrays())
        found = _each(
            {
                "OpenFisca, from values by name": from_json,
                "OpenFisca, from arrays": from_arrays,
                "compute, facts at hand": compute,
                "Facts and compute": built_and_computed,
                "assess, the four outputs": assessed_four,
                "assess, everything": assessed,
                "assess, everything, with gaps": assessed_with_gaps,
            },
            rounds,
        )
        by_name, by_array = (found[name] for name in list(found)[:2])
        show(
            f"e  one household of {members}: {len(facts)} worksheets against one simulation of four outputs",
            ("", "best run", "faster than by name", "faster than arrays"),
            [
                (name, f"{seconds * 1e6:,.1f} us", times(by_name / seconds), times(by_array / seconds))
                for name, seconds in found.items()
            ],
        )


def _each(sides: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    """The time of one call in the best of many turns of about twenty milliseconds."""
    calls = {}
    for name, side in sides.items():
        begun = perf_counter()
        side()
        calls[name] = max(1, int(0.02 / (perf_counter() - begun)))

    def turn(name: str) -> Callable[[], Timed]:
        def run() -> None:
            for _ in range(calls[name]):
                sides[name]()

        return whole(run)

    found = in_turn({name: turn(name) for name in sides}, 3 * rounds)
    return {name: run.best / calls[name] for name, run in found.items()}


def _check_household(computed: Sequence[Any], assessment: Any, *outputs: Mapping[str, Any]) -> None:
    sheets = {name: [sheet for sheet in computed if hasattr(sheet, name)] for name in ("subsidy", "reimbursement")}
    *_, loan, risk = computed
    ours = {
        "contribution_subsidy": [sheet.subsidy for sheet in sheets["subsidy"]],
        "reimbursement": [sheet.reimbursement for sheet in sheets["reimbursement"]],
        "interest_subsidy": [loan.interest_subsidy],
        "may_eliminate": [risk.may_eliminate],
    }
    for theirs in outputs:
        for name, values in ours.items():
            if not np.allclose(np.array(values, dtype=float), theirs[name].astype(float), rtol=0, atol=0.02):
                raise Disagreement(f"{name}: {values}, and {theirs[name]} of OpenFisca")
    for rule, name in (("contribution_subsidy", "contribution_subsidy"), ("serious_illness", "reimbursement")):
        if assessment.totals[rule] != sum(ours[name]):
            raise Disagreement(f"{rule}: {assessment.totals[rule]} assessed, and {ours[name]}")


def _of_household(rule: Any, case: Case) -> Any:
    """The facts of a household or of its only loan, with what an application says and no record of it."""
    if rule is not small_loan:
        return rule.Facts.of(case)
    (loan,) = case.household.loans or ()
    return rule.Facts.of(case.of_loan(loan), borrower_age=40, for_production=True, older_balance=0)


def _values(facts: Any) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in fields.specs(type(facts))}


def _as_variables(facts: Sequence[tuple[Any, Any]]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The same facts by OpenFisca's names: of each person, and of the household."""
    from benchmarks import openfisca_peer as peer  # noqa: PLC0415

    plain = [{name: _plain(value) for name, value in _values(fact).items()} for _, fact in facts]
    people = [first | second for first, second in zip(plain[:-2:2], plain[1:-2:2], strict=True)]
    household = {**plain[-2], **plain[-1]}
    known = peer.variables()
    return [{name: person[name] for name in person if name in known} for person in people], {
        name: household[name] for name in household if name in known
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


_WHOLE: Final[dict[str, Any]] = {
    "registered_poor": [],
    "at_risk": False,
    "basic_living_severely_hard": False,
    "family_income": 900,
    "employment_cost": 100,
    "allowance_grant": 400,
    "raised_by_employment": True,
    "months_above_standard": 2,
}
_WHOLE_PERSON: Final[dict[str, Any]] = {
    "sex": Sex.FEMALE,
    "diagnoses": [],
    "high_medical_cost": False,
    "burden_heavy": False,
    "sick_or_disabled_child": [],
    "special_difficulty": [],
}
_WHOLE_FIGURES: Final[dict[str, Any]] = {
    "allowance_standard": 650,
    "medical_assistance_cap": 50000,
    "tilted_assistance_cap": 20000,
    "inpatient_share": "0.7",
    "elderly_age": 60,
    "oldest_minor_age": 17,
    "severe_disability_grade": 2,
    "severe_mental_disability_grade": 3,
}


def made_up_household(members: int, *, whole: bool = False) -> Household:
    """A monitored household with a loan and a risk; its first member receives the allowance and was ill."""
    return Household(
        id="1",
        members=[_person(place, whole=whole) for place in range(members)],
        exited=True,
        exited_on=date(2018, 12, 31),
        monitored=[Spell(since=date(2021, 3, 1))],
        identified_on=date(2021, 3, 1),
        per_capita_net_income=9000,
        months_above_line=8,
        food_and_clothing_secured=True,
        education_secured=True,
        medical_secured=True,
        housing_secured=True,
        water_secured=True,
        rigid_spending_controlled=True,
        risks=[
            Risk(
                kind=RiskKind.ILLNESS, found_on=date(2021, 3, 1), state=RiskState.RESOLVED, settled_on=date(2022, 3, 1)
            )
        ],
        loans=[
            SmallLoan(
                lent_on=date(2022, 1, 1),
                principal=30000,
                outstanding=30000,
                overdue_days=0,
                annual_rate="0.0365",
                term_months=12,
            )
        ],
        support=[],
        **(_WHOLE if whole else {}),
    )


def _person(place: int, *, whole: bool) -> Person:
    first, bill = (
        place == 0,
        MedicalBill(settled_on=date(2022, 2, 13), total=110000, in_scope=100000, basic_insurance_paid=10000),
    )
    return Person(
        id=f"1-{place}",
        birth_date=date(1983, 5, 28),
        disability_kind=DisabilityKind.NONE,
        labour_capacity=LabourCapacity.FULL,
        insured=True,
        gravely_ill=first,
        bills=[bill] if first else [],
        extreme_poverty=[],
        severely_disabled=[],
        orphan=[],
        de_facto_unattended_child=[],
        minimum_living_allowance=[Spell(since=date(2020, 1, 1))] if first else [],
        low_income=[],
        returned_to_poverty=[],
        **(_WHOLE_PERSON if whole else {}),
    )


def made_up_figures(*, whole: bool = False) -> LocalFigures:
    figures: dict[str, Any] = {
        "monitoring_line": 6900,
        "area_disposable_income": 32000,
        "insurance_contribution": 320,
        "serious_illness_ceiling": 300000,
        "lpr": [PrimeRate(since=date(2021, 12, 20), one_year="0.0380", five_year="0.0465")],
        "subsidised_share": 1,
        "day_count": 365,
        **(_WHOLE_FIGURES if whole else {}),
    }
    return LocalFigures(year=ON.year, **figures, sources=dict.fromkeys(figures, "made up"))
