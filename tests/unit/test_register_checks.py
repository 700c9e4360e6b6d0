"""Checks of registers: each fires on what cannot be right, and not at its boundary, nor on what was not recorded."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import Any, Final

import pytest

import rural_revitalization as rr
from rural_revitalization.fields import evolve_unchecked
from rural_revitalization.models import (
    DisabilityKind,
    Employment,
    LabourCapacity,
    MedicalScheme,
    RiskKind,
    RiskState,
    SchoolStage,
    SupportKind,
)
from rural_revitalization.registers import CheckFinding, check, check_all, register_checks
from rural_revitalization.registers.of_households import OF_HOUSEHOLDS
from rural_revitalization.registers.of_people import OF_PEOPLE
from rural_revitalization.registers.record_checks import IN_TWO_HOUSEHOLDS
from rural_revitalization.wording import LANGUAGES

ON: Final = date(2023, 12, 31)
AT: Final = (rr.Spell(since=date(2020, 1, 1)),)
ENDED: Final = (rr.Spell(since=date(2020, 1, 1), until=date(2023, 12, 30)),)
FULL, PARTIAL, NONE = LabourCapacity.FULL, LabourCapacity.PARTIAL, LabourCapacity.NONE
NO: Final[tuple[rr.Schooling, ...]] = ()
KINDERGARTEN, SCHOOL, UPPER, COLLEGE = (
    (rr.Schooling(stage=stage, since=date(2023, 9, 1)),)
    for stage in (
        SchoolStage.PRESCHOOL,
        SchoolStage.PRIMARY,
        SchoolStage.SECONDARY_VOCATIONAL,
        SchoolStage.HIGHER_VOCATIONAL,
    )
)
NUMBERS: Final = ("99010119700101001X", "990101197203150029")


JUNIOR: Final = rr.Schooling(
    stage=SchoolStage.JUNIOR_SECONDARY, since=date(2020, 9, 1), until=date(2023, 7, 1), completed=True
)


def person(**facts: Any) -> rr.Household:
    return rr.Household(id="H-1", members=[rr.Person(id="P-1", **facts)])


def people(*members: dict[str, Any], **facts: Any) -> rr.Household:
    return rr.Household(id="H-1", members=[rr.Person(id=f"P-{at}", **own) for at, own in enumerate(members)], **facts)


def work(since: date, until: date | None = None, kind: Employment = Employment.WORKING_AWAY) -> rr.Job:
    return rr.Job(since=since, until=until, kind=kind)


def post(**facts: Any) -> rr.Household:
    return person(employment=[work(date(2023, 1, 1), kind=Employment.PUBLIC_POST)], **facts)


def risk(
    kind: RiskKind = RiskKind.ILLNESS,
    found: date = date(2023, 1, 1),
    settled: date | None = None,
    state: RiskState | None = RiskState.OPEN,
) -> rr.Risk:
    return rr.Risk(kind=kind, found_on=found, settled_on=settled, state=state)


def resolved(found: date, settled: date, state: RiskState = RiskState.RESOLVED) -> rr.Household:
    return people({}, risks=[risk(found=found, settled=settled, state=state)])


def at_risk(kind: RiskKind, *members: dict[str, Any], **facts: Any) -> rr.Household:
    return people(*(members or ({},)), risks=[risk(kind)], **facts)


def income(amount: str) -> rr.Household:
    return people({}, per_capita_net_income=amount)


def loan(**facts: Any) -> rr.Household:
    return people({}, loans=[rr.SmallLoan(**facts)])


LENT: Final = {"lent_on": date(2022, 5, 1), "principal": 30_000}


def loans(*facts: dict[str, Any]) -> rr.Household:
    return people({}, loans=[rr.SmallLoan(**own) for own in facts])


def bill(
    paid: str, settled: date = ON, scheme: MedicalScheme | None = MedicalScheme.RESIDENTS, **more: Any
) -> rr.MedicalBill:
    return rr.MedicalBill(settled_on=settled, basic_insurance_paid=paid, scheme=scheme, **more)


def support(*kinds: str) -> list[rr.Support]:
    return [rr.Support(kind=SupportKind(kind)) for kind in kinds]


CASES: Final[dict[str, tuple[list[rr.Household], list[rr.Household]]]] = {
    "person-twice-in-household": (
        [people({"identity_number": NUMBERS[0]}, {"identity_number": NUMBERS[0]})],
        [
            people({"identity_number": NUMBERS[0]}, {"identity_number": NUMBERS[1]}, {}, {}),
            people({"identity_number": NUMBERS[0]}, {"identity_number": NUMBERS[0], "left_on": ON}),
        ],
    ),
    "severe-disability-full-labour": (
        [person(disability_kind="limb", disability_grade=2, labour_capacity=FULL)],
        [
            person(disability_kind="limb", disability_grade=3, labour_capacity=FULL),
            person(disability_kind="limb", disability_grade=1, labour_capacity=PARTIAL),
            person(disability_kind="visual", disability_grade=1, labour_capacity=FULL),
        ],
    ),
    "child-with-labour": (
        [person(birth_date=date(2008, 1, 1), labour_capacity=PARTIAL)],
        [person(birth_date=date(2007, 12, 31), labour_capacity=FULL), person(labour_capacity=FULL)],
    ),
    "old-full-labour": (
        [person(birth_date=date(1963, 12, 31), labour_capacity=FULL)],
        [person(birth_date=date(1964, 1, 1), labour_capacity=FULL), person(labour_capacity=FULL)],
    ),
    "pupil-with-labour": (
        [person(schoolings=COLLEGE, labour_capacity=PARTIAL)],
        [person(schoolings=COLLEGE, labour_capacity=NONE), person(labour_capacity=FULL)],
    ),
    "stage-differs-from-age": (
        [
            person(schoolings=KINDERGARTEN, birth_date=date(2015, 12, 31)),
            person(schoolings=SCHOOL, birth_date=date(2019, 1, 1)),
            person(schoolings=SCHOOL, birth_date=date(2004, 12, 31)),
            person(schoolings=UPPER, birth_date=date(2010, 1, 1)),
            person(schoolings=COLLEGE, birth_date=date(2009, 1, 1)),
        ],
        [
            person(schoolings=KINDERGARTEN, birth_date=date(2016, 1, 1)),
            person(schoolings=SCHOOL, birth_date=date(2018, 12, 31)),
            person(schoolings=SCHOOL, birth_date=date(2005, 1, 1)),
            person(schoolings=UPPER, birth_date=date(2009, 12, 31)),
            person(schoolings=COLLEGE, birth_date=date(2008, 12, 31)),
            person(schoolings=NO, birth_date=date(1950, 1, 1)),
        ],
    ),
    "school-age-not-at-school": (
        [person(schoolings=NO, birth_date=born) for born in (date(2017, 8, 31), date(2008, 1, 1))],
        [
            person(schoolings=NO, birth_date=date(2017, 9, 1)),
            person(schoolings=NO, birth_date=date(2007, 12, 31)),
            person(schoolings=SCHOOL, birth_date=date(2012, 1, 1)),
            person(birth_date=date(2012, 1, 1)),
            person(birth_date=date(2008, 1, 1), schoolings=[JUNIOR]),
        ],
    ),
    "allowance-and-destitute": (
        [person(minimum_living_allowance=AT, extreme_poverty=AT)],
        [person(minimum_living_allowance=AT, extreme_poverty=ENDED), person(minimum_living_allowance=AT)],
    ),
    "destitute-works": (
        [person(extreme_poverty=AT, employment=[work(ON)])],
        [
            person(extreme_poverty=AT, employment=[work(date(2023, 1, 1), date(2023, 12, 30))]),
            person(extreme_poverty=ENDED, employment=[work(ON)]),
        ],
    ),
    "orphan-grown-up": (
        [
            person(orphan=AT, schoolings=NO, birth_date=date(2005, 12, 31)),
            person(de_facto_unattended_child=AT, schoolings=NO, birth_date=date(2005, 12, 31)),
        ],
        [
            person(orphan=AT, schoolings=NO, birth_date=date(2006, 1, 1)),
            person(orphan=AT, schoolings=COLLEGE, birth_date=date(2005, 12, 31)),
            person(orphan=ENDED, schoolings=NO, birth_date=date(2005, 12, 31)),
        ],
    ),
    "post-by-child": ([post(birth_date=date(2008, 1, 1))], [post(birth_date=date(2007, 12, 31)), post()]),
    "post-by-old": ([post(birth_date=date(1953, 12, 31))], [post(birth_date=date(1954, 1, 1)), post()]),
    "post-without-labour": ([post(labour_capacity=NONE)], [post(labour_capacity=PARTIAL), post()]),
    "work-by-child": (
        [person(birth_date=date(2005, 5, 20), employment=[work(date(2021, 4, 30))])],
        [
            person(birth_date=date(2005, 5, 20), employment=[work(date(2021, 5, 1))]),
            person(birth_date=date(2005, 5, 20), employment=[work(date(2020, 1, 1), kind=Employment.FARMING)]),
            person(employment=[work(date(2021, 4, 30))]),
        ],
    ),
    "work-by-pupil": (
        [person(schoolings=UPPER, employment=[work(date(2023, 7, 1))])],
        [
            person(schoolings=COLLEGE, employment=[work(date(2023, 7, 1))]),
            person(schoolings=UPPER, employment=[work(date(2023, 7, 1), date(2023, 12, 30))]),
        ],
    ),
    "work-without-labour": (
        [person(labour_capacity=NONE, employment=[work(date(2022, 1, 1), date(2023, 1, 1))])],
        [
            person(labour_capacity=NONE, employment=[work(date(2022, 1, 1), date(2022, 12, 31))]),
            person(labour_capacity=PARTIAL, employment=[work(date(2022, 1, 1))]),
        ],
    ),
    "work-overlaps": (
        [
            person(employment=[work(date(2023, 4, 1)), work(date(2022, 1, 1), date(2023, 5, 31))]),
            person(employment=[work(date(2022, 1, 1)), work(date(2022, 2, 1))]),
            person(employment=[work(date(2023, 1, 1), date(2023, 12, 31)), work(date(2023, 1, 1))]),
        ],
        [
            person(employment=[work(date(2023, 5, 1)), work(date(2022, 1, 1), date(2023, 5, 31))]),
            person(employment=[work(date(2022, 1, 1)), work(date(2022, 1, 31))]),
        ],
    ),
    "work-in-the-future": (
        [person(employment=[work(date(2024, 1, 1))]), person(employment=[work(date(2023, 1, 1), date(2024, 1, 31))])],
        [person(employment=[work(date(2023, 12, 1), date(2023, 12, 31))])],
    ),
    "work-open-very-long": (
        [person(employment=[work(date(2020, 11, 30))])],
        [person(employment=[work(date(2020, 12, 1))]), person(employment=[work(date(2015, 1, 1), ON)])],
    ),
    "work-after-death": (
        [person(died_on=date(2023, 5, 1), employment=[work(date(2023, 5, 2))])],
        [person(died_on=date(2023, 5, 1), employment=[work(date(2023, 5, 1))])],
    ),
    "insured-bill-but-uninsured": (
        [person(insured=False, bills=[bill("0.01", date(2023, 1, 1))])],
        [
            person(insured=False, bills=[bill("9", date(2022, 12, 31))]),
            person(insured=False, bills=[bill("0")]),
            person(insured=False, bills=[bill("9", scheme=MedicalScheme.EMPLOYEES)]),
            person(insured=False, bills=[bill("9", scheme=None)]),
            person(insured=True, bills=[bill("9")]),
            person(bills=[bill("9")]),
        ],
    ),
    "eliminated-too-soon": (
        [
            # The first and the last day of months, as registers are read: five months between them.
            resolved(date(2022, 5, 1), date(2022, 10, 31)),
            resolved(date(2022, 10, 15), date(2023, 4, 14)),
            resolved(date(2021, 11, 1), date(2022, 4, 30)),
        ],
        [
            resolved(date(2022, 5, 1), date(2022, 11, 30)),
            resolved(date(2022, 10, 15), date(2023, 4, 15)),
            resolved(date(2021, 11, 1), date(2022, 3, 31)),
            resolved(date(2022, 5, 1), date(2022, 6, 30), RiskState.VANISHED),
        ],
    ),
    "eliminated-almost-at-once": (
        [resolved(date(2023, 5, 1), date(2023, 5, 31)), resolved(date(2023, 12, 31), date(2024, 1, 31))],
        [
            resolved(date(2023, 5, 31), date(2023, 7, 1)),
            resolved(date(2023, 5, 1), date(2023, 5, 31), RiskState.VANISHED),
        ],
    ),
    "eliminated-without-labour": (
        [people({"labour_capacity": NONE}, risks=[risk(settled=ON, state=RiskState.RESOLVED)])],
        [
            people({"labour_capacity": NONE}, {}, risks=[risk(settled=ON, state=RiskState.RESOLVED)]),
            people({"labour_capacity": NONE}, risks=[risk(settled=ON, state=RiskState.VANISHED)]),
            people({"labour_capacity": NONE}, risks=[risk()]),
        ],
    ),
    "risk-missing": (
        [people({}, monitored=AT, risks=[])],
        [people({}, monitored=AT), people({}, monitored=ENDED, risks=[]), people({}, monitored=AT, risks=[risk()])],
    ),
    "disability-risk-without-person": (
        [at_risk(RiskKind.DISABILITY, {"disability_kind": DisabilityKind.NONE})],
        [
            at_risk(RiskKind.DISABILITY, {"disability_kind": DisabilityKind.NONE}, {}),
            at_risk(RiskKind.ILLNESS, {"disability_kind": DisabilityKind.NONE}),
        ],
    ),
    "schooling-risk-without-pupil": (
        [at_risk(RiskKind.SCHOOLING, {"schoolings": NO})],
        [
            at_risk(RiskKind.SCHOOLING, {"schoolings": NO}, {"schoolings": KINDERGARTEN}),
            at_risk(RiskKind.SCHOOLING, {"schoolings": NO}, {}),
            people(
                {"schoolings": NO},
                risks=[risk(RiskKind.SCHOOLING, settled=date(2023, 12, 31), state=RiskState.RESOLVED)],
            ),
        ],
    ),
    "lack-of-labour-but-able": (
        [at_risk(RiskKind.LACK_OF_LABOUR, {"labour_capacity": FULL}, {"labour_capacity": NONE})],
        [
            at_risk(RiskKind.LACK_OF_LABOUR, {"labour_capacity": FULL}, {"labour_capacity": PARTIAL}, {}),
            at_risk(RiskKind.ILLNESS, {"labour_capacity": FULL}),
        ],
    ),
    "unstable-work-without-labour": (
        [at_risk(RiskKind.UNSTABLE_WORK, {"labour_capacity": NONE})],
        [
            at_risk(RiskKind.UNSTABLE_WORK, {"labour_capacity": NONE}, {}),
            at_risk(RiskKind.UNSTABLE_WORK, {"labour_capacity": PARTIAL}),
        ],
    ),
    "housing-risk-without-measure": (
        [at_risk(RiskKind.HOUSING, support=support("water")), at_risk(RiskKind.HOUSING, support=[])],
        [at_risk(RiskKind.HOUSING, support=support("housing")), at_risk(RiskKind.HOUSING)],
    ),
    "water-risk-without-measure": (
        [at_risk(RiskKind.WATER, support=support("housing"))],
        [at_risk(RiskKind.WATER, support=support("water")), at_risk(RiskKind.HOUSING, support=[])],
    ),
    "open-without-measure": (
        [at_risk(RiskKind.ILLNESS, support=[]), people({}, risks=[risk(found=date(2023, 10, 31))], support=[])],
        [
            people({}, risks=[risk(found=date(2023, 11, 1))], support=[]),
            at_risk(RiskKind.ILLNESS, support=support("other")),
            at_risk(RiskKind.ILLNESS),
            people({}, risks=[risk(settled=date(2023, 5, 1), state=RiskState.VANISHED)], support=[]),
        ],
    ),
    "illness-without-measure": (
        [at_risk(RiskKind.ILLNESS, support=support("water"))],
        [
            at_risk(RiskKind.ILLNESS, support=support("health")),
            at_risk(RiskKind.ILLNESS, support=support("other")),
            at_risk(RiskKind.ILLNESS),
            people({}, risks=[risk(settled=date(2023, 5, 1), state=RiskState.RESOLVED)], support=support("water")),
        ],
    ),
    "disability-risk-without-measure": (
        [at_risk(RiskKind.DISABILITY, support=support("health"))],
        [
            at_risk(RiskKind.DISABILITY, support=support("social_security")),
            at_risk(RiskKind.DISABILITY, support=support("other")),
            at_risk(RiskKind.ILLNESS, support=support("health")),
        ],
    ),
    "schooling-risk-without-measure": (
        [at_risk(RiskKind.SCHOOLING, support=support("health"))],
        [
            at_risk(RiskKind.SCHOOLING, support=support("education")),
            at_risk(RiskKind.SCHOOLING, support=support("other")),
            at_risk(RiskKind.ILLNESS, support=support("health")),
        ],
    ),
    "unstable-work-without-worker": (
        [
            at_risk(RiskKind.UNSTABLE_WORK, {"employment": []}),
            at_risk(RiskKind.UNSTABLE_WORK, {"employment": [work(ON, kind=Employment.FARMING)]}),
        ],
        [
            at_risk(RiskKind.UNSTABLE_WORK, {"employment": []}, {}),
            at_risk(RiskKind.UNSTABLE_WORK, {"employment": [work(date(2015, 1, 1), date(2015, 2, 1))]}),
            at_risk(RiskKind.UNSTABLE_WORK, {"employment": [rr.Job(since=ON)]}),
            at_risk(RiskKind.ILLNESS, {"employment": []}),
        ],
    ),
    "eliminated-without-measure": (
        [people({}, risks=[risk(settled=date(2023, 12, 1), state=RiskState.RESOLVED)], support=[])],
        [
            people({}, risks=[risk(settled=date(2023, 12, 1), state=RiskState.RESOLVED)], support=support("other")),
            people({}, risks=[risk(settled=date(2023, 12, 1), state=RiskState.RESOLVED)]),
            people({}, risks=[risk(settled=date(2023, 12, 1), state=RiskState.VANISHED)], support=[]),
        ],
    ),
    "guarantee-broken-not-monitored": (
        [
            people({}, exited=True, monitored=[], housing_secured=False),
            people({}, exited=True, monitored=ENDED, water_secured=False),
            people({"schoolings": NO, "birth_date": date(2012, 1, 1)}, exited=True, monitored=[]),
        ],
        [
            people({}, exited=True, monitored=AT, housing_secured=False),
            people({}, exited=True, housing_secured=False),
            people({}, exited=False, monitored=[], housing_secured=False),
            people({}, exited=True, monitored=[], housing_secured=True),
        ],
    ),
    "guarantee-broken-without-risk": (
        [
            at_risk(RiskKind.ILLNESS, monitored=AT, housing_secured=False),
            at_risk(RiskKind.HOUSING, monitored=AT, water_secured=False),
        ],
        [
            at_risk(RiskKind.HOUSING, monitored=AT, housing_secured=False),
            at_risk(RiskKind.ILLNESS, monitored=ENDED, housing_secured=False),
            at_risk(RiskKind.ILLNESS, monitored=AT),
            people({}, monitored=AT, housing_secured=False),
        ],
    ),
    "only-safety-net": (
        [
            people({"labour_capacity": PARTIAL, "birth_date": born}, monitored=AT, support=support("social_security"))
            for born in (date(1964, 1, 1), date(2007, 12, 31))
        ],
        [
            people(
                {"labour_capacity": PARTIAL, "birth_date": date(1963, 12, 31)},
                monitored=AT,
                support=support("social_security"),
            ),
            people(
                {"labour_capacity": FULL, "birth_date": date(1990, 1, 1)},
                monitored=AT,
                support=support("social_security", "health"),
            ),
        ],
    ),
    "labourless-without-relief": (
        [people({"labour_capacity": NONE, "minimum_living_allowance": [], "extreme_poverty": ENDED}, exited=True)],
        [
            people({"labour_capacity": NONE, "minimum_living_allowance": AT, "extreme_poverty": []}, exited=True),
            people({"labour_capacity": NONE, "minimum_living_allowance": []}, exited=True),
            people({"labour_capacity": NONE, "minimum_living_allowance": [], "extreme_poverty": []}, exited=False),
        ],
    ),
    "dropout-differs": (
        [
            people({"schoolings": NO, "birth_date": date(2012, 1, 1)}, education_secured=True),
            people({"schoolings": SCHOOL, "birth_date": date(2012, 1, 1)}, education_secured=False),
        ],
        [
            people({"schoolings": NO, "birth_date": date(2012, 1, 1)}, education_secured=False),
            people({"schoolings": SCHOOL, "birth_date": date(2012, 1, 1)}, education_secured=True),
            people({"schoolings": SCHOOL, "birth_date": date(2012, 1, 1)}, {}, education_secured=False),
            people({"schoolings": NO, "birth_date": date(2012, 1, 1)}),
        ],
    ),
    "exit-date-implausible": (
        [
            people({}, exited_on=date(2021, 1, 1)),
            people({}, exited_on=date(2015, 12, 31), registered_poor=[rr.Spell(since=date(2016, 1, 1))]),
        ],
        [
            people({}, exited_on=date(2020, 12, 31)),
            people({}, exited_on=date(2016, 1, 1), registered_poor=[rr.Spell(since=date(2016, 12, 31))]),
        ],
    ),
    "income-unit-suspect": (
        [income("0.01"), income("299.99"), income("100000.01")],
        [income("0"), income("300"), income("100000"), income("-5"), people({})],
    ),
    "loan-term-too-long": (
        [loan(term_months=37), loan(lent_on=date(2020, 5, 1), due_on=date(2023, 5, 2))],
        [loan(term_months=36), loan(lent_on=date(2020, 5, 1), due_on=date(2023, 5, 1)), loan()],
    ),
    "loan-dates-differ": (
        [
            loan(lent_on=date(2024, 1, 1)),
            loan(lent_on=date(2023, 5, 1), due_on=date(2023, 5, 1)),
            loan(lent_on=date(2023, 5, 1), due_on=date(2024, 6, 2), term_months=12),
            loan(lent_on=date(2023, 5, 1), due_on=date(2024, 3, 30), term_months=12),
        ],
        [
            loan(lent_on=ON),
            loan(lent_on=date(2023, 5, 1), due_on=date(2023, 5, 2)),
            loan(lent_on=date(2023, 5, 1), due_on=date(2024, 6, 1), term_months=12),
            loan(lent_on=date(2023, 5, 1), due_on=date(2024, 3, 31), term_months=12),
            loan(due_on=date(2020, 1, 1), term_months=12),
        ],
    ),
    "loan-overdue-differs": (
        [loan(outstanding=0, overdue_days=1)],
        [loan(outstanding="0.01", overdue_days=1), loan(outstanding=0, overdue_days=0), loan(overdue_days=1)],
    ),
    "loan-rate-implausible": ([loan(annual_rate="0.2001")], [loan(annual_rate="0.2"), loan()]),
    "bill-twice": (
        [
            person(bills=[bill("80", total=100), bill("80", total=100)]),
            # Of what only one of them records, nothing differs.
            person(bills=[bill("80", total=100, scheme=None), bill("80", in_scope=90)]),
            person(bills=[bill("80"), bill("90"), bill("80")]),
        ],
        [
            person(bills=[bill("80"), bill("80.01")]),
            person(bills=[bill("80"), bill("80", settled=date(2023, 12, 30))]),
            person(bills=[bill("80", care="inpatient"), bill("80", care="outpatient")]),
            person(bills=[rr.MedicalBill(settled_on=ON), rr.MedicalBill(settled_on=ON)]),
            person(bills=[rr.MedicalBill(settled_on=ON, total=100), bill("80")]),
            # Taken back, and written again.
            person(bills=[bill("80"), bill("-80"), bill("80")]),
            people({"bills": [bill("80")]}, {"bills": [bill("80")]}),
        ],
    ),
    "loan-twice": (
        [
            loans(LENT, LENT),
            loans(LENT, LENT | {"term_months": 36}),
            loans({"entries": [rr.Drawing(on=date(2022, 5, 1), drawn=30_000)]}, LENT),
        ],
        [
            loans(LENT, LENT | {"principal": 30_001}),
            loans(LENT, LENT | {"lent_on": date(2022, 5, 2)}),
            loans(LENT | {"term_months": 12}, LENT | {"term_months": 36}),
            loans({"principal": 30_000}, {"principal": 30_000}),
            loans({"lent_on": date(2022, 5, 1)}, {"lent_on": date(2022, 5, 1)}),
            loans(LENT),
        ],
    ),
    "loan-unit-suspect": (
        [loan(principal="99.99"), loan(principal="1000000.01")],
        [loan(principal=0), loan(principal=100), loan(principal=1_000_000), loan()],
    ),
}
"""For each check, records on which it fires, and those at its boundary or without the fact, on which it does not."""


def found(household: rr.Household) -> set[str]:
    return {item.check.id for item in check(household, on=ON)}


@pytest.mark.parametrize("name", CASES)
def test_each_check_fires_and_does_not_at_its_boundary(name: str) -> None:
    fires, quiet = CASES[name]
    assert [name in found(household) for household in fires] == [True] * len(fires)
    assert [name in found(household) for household in quiet] == [False] * len(quiet)
    assert fires
    assert quiet


def test_tables_of_all_cases_yield_the_findings_of_each() -> None:
    pytest.importorskip("polars")
    frames = pytest.importorskip("rural_revitalization.frames")
    cases = [household for fires, quiet in CASES.values() for household in (*fires, *quiet)]
    households = [evolve_unchecked(household, id=f"H-{at}") for at, household in enumerate(cases)]
    tables = frames.to_tables(households)
    singly = [(item.household, item.member, item.check.id) for item in chain.from_iterable(map(found_in, households))]
    over_tables = frames.check(tables.people, tables.households, on=ON)
    rows = over_tables.select("household", "member", "check").rows()
    assert rows[: len(singly)] == singly
    assert {name for _, _, name in singly} == {*CASES}
    assert {name for _, _, name in rows[len(singly) :]} == {"person-in-two-households"}


def test_every_check_has_a_test_and_words_in_both_languages() -> None:
    checks = register_checks()
    assert set(checks) == {*OF_PEOPLE, *OF_HOUSEHOLDS, IN_TWO_HOUSEHOLDS} == {*CASES, IN_TWO_HOUSEHOLDS}
    assert {item.about for item in checks.values()} == {"person", "household"}
    for lang in LANGUAGES:
        said = [item.words(lang) for item in checks.values()]
        assert len(set(said)) == len(said)


def found_in(household: rr.Household) -> tuple[CheckFinding, ...]:
    return check(household, on=ON)


def test_a_record_of_which_nothing_else_is_known_raises_no_finding() -> None:
    assert check(people({}), on=ON) == ()


def test_a_finding_names_whom_it_is_about_by_the_keys_of_the_record() -> None:
    household = people({"name": "张三甲", "identity_number": NUMBERS[0]}, {"identity_number": NUMBERS[0]})
    findings = check(household, on=ON)
    assert [(item.household, item.member, item.check.level) for item in findings] == [
        ("H-1", "P-0", "error"),
        ("H-1", "P-1", "error"),
    ]
    assert "张三甲" not in repr(findings)
    assert NUMBERS[0] not in repr(findings)


def test_arguments_of_another_kind_are_refused() -> None:
    with pytest.raises(rr.InvalidInput, match="household: expected a Household"):
        check(None, on=ON)  # type: ignore[arg-type]
    with pytest.raises(rr.InvalidInput):
        register_checks()["risk-missing"].words("fr")  # type: ignore[arg-type]


# -- over several households ----------------------------------------------------------------------------------------


def home(key: str, *members: tuple[str, str | None], **left: Any) -> rr.Household:
    """A household of members by key and identity number, the last of whom may have left, joined or died."""
    *others, (last, number) = members
    people = [rr.Person(id=own, identity_number=known) for own, known in others]
    return rr.Household(id=key, members=[*people, rr.Person(id=last, identity_number=number, **left)])


def across(*households: rr.Household) -> list[tuple[str, str | None]]:
    found = check_all(households, on=ON)
    return [(item.household, item.member) for item in found if item.check.id == IN_TWO_HOUSEHOLDS]


def test_a_member_of_two_households_is_found_in_both_and_nobody_else() -> None:
    one, other = NUMBERS
    found = across(home("A", ("1", one), ("2", None)), home("B", ("1", other)), home("C", ("9", one), ("8", None)))
    assert found == [("A", "1"), ("C", "9")]


@pytest.mark.parametrize(
    "second",
    [
        home("B", ("1", NUMBERS[1])),
        home("B", ("1", None)),
        home("B", ("1", NUMBERS[0]), left_on=ON),
        home("B", ("1", NUMBERS[0]), joined_on=date(2024, 1, 1)),
    ],
    ids=["another number", "no number", "left", "to join"],
)
def test_who_moved_or_has_another_number_is_a_member_of_one(second: rr.Household) -> None:
    assert across(home("A", ("1", NUMBERS[0])), second) == []


def test_twice_in_one_household_is_another_finding() -> None:
    household = home("A", ("1", NUMBERS[0]), ("2", NUMBERS[0]))
    assert across(household) == []
    assert [item.check.id for item in check_all([household], on=ON)] == ["person-twice-in-household"] * 2
    assert across(household, home("B", ("3", NUMBERS[0]))) == [("A", "1"), ("A", "2"), ("B", "3")]


def test_all_households_are_checked_one_by_one_and_then_together() -> None:
    homes = [household for fires, _ in CASES.values() for household in fires]
    found = check_all(iter(homes), on=ON)
    singly = [item for household in homes for item in check(household, on=ON)]
    assert [*found[: len(singly)]] == singly
    assert NUMBERS[0] not in repr(found)


def test_what_is_no_household_is_refused() -> None:
    with pytest.raises(rr.InvalidInput, match="household: expected a Household, got str"):
        check_all(["张三"], on=ON)  # type: ignore[list-item]
    with pytest.raises(rr.InvalidInput, match="households"):
        check_all(7, on=ON)  # type: ignore[arg-type]
