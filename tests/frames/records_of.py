"""Rows of the two tables as the records they stand for, to be assessed one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

import pyarrow as pa
from dateutil.relativedelta import relativedelta

from rural_revitalization import (
    AllowanceSpell,
    Business,
    BusinessKind,
    BusinessStage,
    Certificate,
    ContractedLand,
    Diagnosis,
    DisabilityKind,
    Disease,
    Dwelling,
    GrassrootsPost,
    Household,
    HousingHelp,
    HousingHelpKind,
    Income,
    IncomeKind,
    Insurance,
    InsuranceKind,
    LabourCapacity,
    LoanWanted,
    LocalFigures,
    MedicalBill,
    Outage,
    Person,
    PostKind,
    Relocation,
    ResettlementMode,
    Risk,
    RiskKind,
    RiskState,
    Schooling,
    SchoolStage,
    SecurityKind,
    SelfCare,
    SettlementKind,
    SettlementSize,
    Sex,
    SmallLoan,
    Spell,
    Training,
    WaterSource,
    WaterTest,
)
from rural_revitalization.fields import specs
from rural_revitalization.frames.population.linked import LOANS, OF_MOVES, OF_POSTS, OF_SCHOOLS, OF_WORK

__all__ = [
    "BUSINESSES",
    "HOMES",
    "INSURED",
    "RISKS",
    "SCHOOLING",
    "WANTED",
    "WATER",
    "agreeing",
    "households_of",
    "record_names",
]

Row = Mapping[str, Any]

FIRST: Final = date(2014, 1, 1)
IDENTIFIED: Final = date(2017, 6, 1)
RISKS: Final = ("risks_resolved", "risk_vanished", "new_risk", "risk_of_main_cause")
SCHOOLING: Final = ("in_school", "in_junior_secondary", "compulsory_completed", "in_vocational", *OF_SCHOOLS)
LATER: Final[Mapping[str, SchoolStage]] = {
    "in_preschool": SchoolStage.PRESCHOOL,
    "in_upper_secondary": SchoolStage.UPPER_SECONDARY,
    "in_secondary_vocational": SchoolStage.SECONDARY_VOCATIONAL,
}
LEFT: Final[Mapping[str, SchoolStage]] = {
    "left_upper_secondary": SchoolStage.UPPER_SECONDARY,
    "left_vocational_school": SchoolStage.SECONDARY_VOCATIONAL,
    "left_college": SchoolStage.UNIVERSITY,
}
HELP: Final[Mapping[str, HousingHelpKind]] = {
    "renovation_subsidised": HousingHelpKind.RENOVATION,
    "in_disaster_rebuilding": HousingHelpKind.DISASTER_REBUILDING,
    "housing_helped_otherwise": HousingHelpKind.OTHER,
}
HOMES: Final = ("housed_safely", "endangered_by_disaster", *HELP)
WATER: Final = ("water_cut_off", "water_polluted")
BUSINESSES: Final = ("wishes_to_start", "runs_business", "in_online_trade", "in_photovoltaics", "in_incubator")
INSURED: Final = ("insured_against_poverty", "insured_products")
WANTED: Final = ("wants_loan", "offers_farm_assets", "offers_land", "offers_house", "offers_homestead")
SPELLS: Final = {
    model: [name for name, spec in specs(model).items() if spec.of in (Spell, AllowanceSpell)]
    for model in (Person, Household)
}
# A column that several say one record of, or that is called otherwise in the records.
RECORDS: Final[Mapping[str, str]] = {
    "in_scope_cost": "bills",
    **dict.fromkeys(("age", "age_at_school_start"), "birth_date"),
    **dict.fromkeys(("allowance_alone", "own_allowance_grant"), "minimum_living_allowance"),
    "years_since_exit": "exited_on",
    "once_registered_poor": "registered_poor",
    **{f"diagnosed_{disease.value}": "diagnoses" for disease in Disease},
    **{f"income_{kind.value}": "income" for kind in IncomeKind},
    **dict.fromkeys(RISKS, "risks"),
    **dict.fromkeys(SCHOOLING, "schoolings"),
    **dict.fromkeys(OF_POSTS, "posts"),
    "certified_training": "trainings",
    **dict.fromkeys(HOMES, "dwellings"),
    **dict.fromkeys(WATER, "water_sources"),
    **dict.fromkeys(BUSINESSES, "businesses"),
    **dict.fromkeys(INSURED, "insurances"),
    **dict.fromkeys(WANTED, "loans_wanted"),
    "land_registered": "contracted_land",
    **dict.fromkeys(OF_MOVES, "relocations"),
    **{name: getattr(Person, name).record for name in OF_WORK},
    **dict.fromkeys(LOANS.values(), "loans"),
}


def record_names(columns: Iterable[str]) -> set[str]:
    """The records that columns stand for."""
    return {RECORDS.get(name, name) for name in columns}


def households_of(people: Iterable[Row], households: Iterable[Row], on: date) -> Iterator[Household]:
    """The record of each household as of a day, in the order of the rows; people are ordered by household as they are.

    The record of a year's bills ends on that day, so it is to be assessed then.
    """
    members = {key: list(rows) for key, rows in groupby(people, key=lambda row: row["household"])}
    for row in households:
        yield _household(row, members[row["id"]], on)


def _household(row: Row, members: list[Row], on: date) -> Household:
    plain = {name: row[name] for name in specs(Household) if name in row and name not in SPELLS[Household]}
    return Household(
        **plain,
        **_spells(Household, row)
        | {"registered_poor": _registered(row["registered_poor"], row["once_registered_poor"], on)},
        exited_on=_years_before(on, row["years_since_exit"]),
        members=[_person(member, on) for member in members],
        identified_on=IDENTIFIED,
        risks=_risks(*(row[name] for name in RISKS)),
        loans=_loans(row, on),
        dwellings=_dwellings(row),
        water_sources=_water_sources(row),
        insurances=_insurances(row),
        loans_wanted=_loans_wanted(row),
        contracted_land=_contracted_land(row.get("land_registered")),
        relocations=_relocations(row),
    )


def _person(row: Row, on: date) -> Person:
    codes = ("sex", "disability_kind", "labour_capacity", "self_care", *SPELLS[Person])
    plain = {name: row[name] for name in specs(Person) if name in row and name not in codes}
    sex, kind, capacity = row["sex"], row["disability_kind"], row["labour_capacity"]
    care = row.get("self_care")
    return Person(
        **plain,
        **_spells(Person, row) | {"minimum_living_allowance": _allowance(row)},
        birth_date=_born(on, row["age"], row["age_at_school_start"]),
        schoolings=_schoolings(row, on),
        trainings=_trainings(row["certified_training"]),
        sex=None if sex is None else Sex(sex),
        disability_kind=None if kind is None else DisabilityKind(kind),
        labour_capacity=None if capacity is None else LabourCapacity(capacity),
        self_care=None if care is None else SelfCare(care),
        diagnoses=_diagnoses(row),
        posts=_posts(row, on),
        businesses=_businesses(row),
        income=_income(row),
        bills=_bills(row["in_scope_cost"], on),
    )


def _years_before(on: date, years: int | None) -> date | None:
    return None if years is None else on.replace(year=on.year - years)


def _born(on: date, age: int | None, age_at_school_start: int | None) -> date | None:
    """The day of birth: of who was as old when the school year began, a year and a day off the next birthday."""
    if age is None or age_at_school_start != age:
        return _years_before(on, age)
    return _years_before(on + timedelta(days=1), age + 1) if age else _years_before(on, 0)


def _schoolings(row: Row, on: date) -> list[Schooling] | None:
    """The stages attended: in the ninth year completed a year ago, or now."""
    attends, junior, completed, vocational = (row[name] for name in SCHOOLING[:4])
    if attends is None:
        return None
    year_ago = on - timedelta(days=365)
    over = [Schooling(stage=SchoolStage.JUNIOR_SECONDARY, since=FIRST, until=year_ago, completed=True)]
    if completed and not attends:
        over += [
            Schooling(stage=stage, since=FIRST + timedelta(days=1), until=year_ago, completed=True)
            for name, stage in LEFT.items()
            if row[name]
        ]
    later = next((stage for name, stage in LATER.items() if row[name]), SchoolStage.PRIMARY)
    higher = SchoolStage.HIGHER_VOCATIONAL if vocational else SchoolStage.UNIVERSITY
    stage = SchoolStage.JUNIOR_SECONDARY if junior else higher if row["in_higher_education"] else later
    where = {"boarding": row["boards_in_compulsory"], "rural": row["in_rural_compulsory"]}
    now = [Schooling(stage=stage, since=year_ago, **where)] if attends or row["in_preschool"] else []
    return [*(over if completed else ()), *now]


def _posts(row: Row, on: date) -> list[GrassrootsPost] | None:
    """The post held: in a poor area where it is of some years, and otherwise elsewhere."""
    kinds = {PostKind.RURAL_TEACHER: "teaches_in_rural_school", PostKind.RURAL_HEALTH_WORKER: "works_in_rural_health"}
    if row["teaches_in_rural_school"] is None:
        return None
    years = row["years_served_in_poor_areas"]
    since = on + timedelta(days=1) - relativedelta(years=years) if years else on
    return [GrassrootsPost(kind=kind, since=since, in_poor_area=years > 0) for kind, name in kinds.items() if row[name]]


def _trainings(months: int | None) -> list[Training] | None:
    """A course of so many months that led to an initial certificate."""
    if months is None:
        return None
    last = FIRST + relativedelta(months=months) - timedelta(days=1)
    return [Training(since=FIRST, until=last, certificate=Certificate.INITIAL)] if months else []


def _dwellings(row: Row) -> list[Dwelling] | None:
    safe, endangered, *had = (row[name] for name in HOMES)
    if safe is None:
        return None
    granted = [HousingHelp(kind=kind, on=FIRST) for kind, has in zip(HELP.values(), had, strict=True) if has]
    # Any help is some help: another kind only where nothing else says that there was some.
    helped = granted[:-1] if had[-1] and len(granted) > 1 else granted
    return [Dwelling(since=FIRST, grade="a" if safe else "d", endangered_by_disaster=endangered, help=helped)]


def _water_sources(row: Row) -> list[WaterSource] | None:
    cut_off, polluted = (row[name] for name in WATER)
    if cut_off is None:
        return None
    outages = [Outage(since=FIRST, whole_village=True)] if cut_off else []
    return [WaterSource(since=FIRST, outages=outages, tests=[WaterTest(on=FIRST, severe_excess=polluted)])]


def _businesses(row: Row) -> list[Business] | None:
    """A business for each that the columns tell of."""
    wished, runs, shop, sun, incubated = (row.get(name) for name in BUSINESSES)
    if wished is None:
        return None
    running = [
        (shop, BusinessKind.ONLINE_SHOP, False),
        (sun, BusinessKind.PHOTOVOLTAIC, False),
        (incubated, BusinessKind.OTHER, True),
        (runs and not any((shop, sun, incubated)), BusinessKind.TOURISM, False),
    ]
    found = [
        Business(kind=kind, stage=BusinessStage.RUNNING, since=FIRST, in_incubator=inside)
        for has, kind, inside in running
        if has
    ]
    wish = Business(kind=BusinessKind.FARMING, stage=BusinessStage.WISHED_FOR, since=FIRST)
    return [*found, *([wish] if wished else [])]


def _insurances(row: Row) -> list[Insurance] | None:
    kinds = (InsuranceKind.AGAINST_POVERTY, InsuranceKind.FEATURED_PRODUCTS)
    held = [row.get(name) for name in INSURED]
    if held[0] is None:
        return None
    return [Insurance(kind=kind, since=FIRST) for kind, has in zip(kinds, held, strict=True) if has]


def _loans_wanted(row: Row) -> list[LoanWanted] | None:
    """A loan wanted for each security offered, or one without any."""
    wants, assets, land, house, homestead = (row.get(name) for name in WANTED)
    if wants is None:
        return None
    offered = {
        SecurityKind.GREENHOUSE: assets and not land,
        SecurityKind.LAND_MANAGEMENT_RIGHT: land,
        SecurityKind.HOUSE: house,
        SecurityKind.HOMESTEAD: homestead,
        SecurityKind.NONE: wants and not any((assets, land, house, homestead)),
    }
    return [LoanWanted(since=FIRST, security=kind) for kind, has in offered.items() if has]


def _contracted_land(registered: bool | None) -> list[ContractedLand] | None:
    return None if registered is None else [ContractedLand(since=FIRST, registered=registered)]


def _relocations(row: Row) -> list[Relocation] | None:
    if not row["to_move"]:
        return None if row["to_move"] is None else []
    together, urban, small = (row[f"in_{name}"] for name in ("settlement", "urban_settlement", "small_settlement"))
    move = Relocation(
        planned_on=FIRST,
        harsh_nature=row["left_harsh_nature"],
        poor_living=row["left_poor_living"],
        undeveloped=row["left_undeveloped"],
        agreed=row["agreed_to_move"],
        floor_area=row["new_floor_area"],
        borrowed_to_enlarge=row["borrowed_to_enlarge"],
        mode=_either(together, ResettlementMode.CONCENTRATED, ResettlementMode.SCATTERED),
        kind=_either(urban, SettlementKind.URBAN, SettlementKind.RURAL),
        size=_either(small, SettlementSize.SMALL, SettlementSize.MEDIUM),
    )
    return [move]


def _either(holds: bool | None, yes: Any, no: Any) -> Any:
    return None if holds is None else yes if holds else no


def _spells(model: type[Any], row: Row) -> dict[str, Any]:
    held: Mapping[bool | None, list[Spell] | None] = {None: None, False: [], True: [Spell(since=FIRST)]}
    return {name: held[row.get(name)] for name in SPELLS[model]}


def _allowance(row: Row) -> list[AllowanceSpell] | None:
    """The spell of the allowance, and what the table says of it."""
    if row["minimum_living_allowance"] is None:
        return None
    alone = row.get("allowance_alone")
    grant = row.get("own_allowance_grant") if alone else None
    return [AllowanceSpell(since=FIRST, alone=alone, grant=grant)] if row["minimum_living_allowance"] else []


def _registered(now: bool | None, once: bool | None, on: date) -> list[Spell] | None:
    """The register of the poor, which a record keeps whole: until the day before, if it is over."""
    if now is None:
        assert once is None, "a register is recorded or not"
        return None
    if now:
        return [Spell(since=FIRST if once else on)]
    return [Spell(since=FIRST, until=on - timedelta(days=1))] if once else []


def _diagnoses(row: Row) -> list[Diagnosis] | None:
    """Diagnoses, which a record keeps whole; those that are over are no more than none."""
    had = {disease: row[f"diagnosed_{disease.value}"] for disease in Disease}
    if None in had.values():
        assert set(had.values()) == {None}, "diagnoses are recorded or not"
        return None
    return [Diagnosis(disease=disease, since=FIRST) for disease, has in had.items() if has]


def _income(row: Row) -> list[Income] | None:
    amounts = {kind: row[f"income_{kind.value}"] for kind in IncomeKind}
    if all(amount is None for amount in amounts.values()):
        return None
    return [Income(kind=kind, amount=amount) for kind, amount in amounts.items()]


def _bills(cost: Decimal | None, on: date) -> list[MedicalBill] | None:
    if cost is None:
        return None
    # A table says who is in which class on the day it is of, and a bill is paid by the classes of its own.
    bill: dict[str, Any] = {"settled_on": on, "total": cost, "in_scope": cost, "basic_insurance_paid": 0}
    return [MedicalBill(**bill)] if cost else []


def _loans(row: Row, on: date) -> list[SmallLoan] | None:
    outstanding = row["loans_outstanding"]
    if outstanding is None:
        return None
    names = (
        *("annual_rate", "term_months", "overdue_days", "lent_in_scope", "need_confirmed", "able_to_repay"),
        *("tops_up", "borrower_age", "for_production"),
    )
    terms = {name: row.get(f"loan_{name}") for name in names} | {"principal": row["loan_highest_balance"]}
    lent, due = _term_of(row, on)
    return [SmallLoan(lent_on=lent, due_on=due, outstanding=outstanding, **terms)] if outstanding else []


def _term_of(row: Row, on: date) -> tuple[date | None, date | None]:
    """The days on which a loan was lent and is due: overdue for so many days, or lent so long before the year ends."""
    days, late, months = (row[f"loan_{name}"] for name in ("days", "overdue_days", "term_months"))
    if days is None:
        return None, None
    if late:
        due = on - timedelta(days=late)
        return due - relativedelta(months=months), due
    lent = date(on.year + 1, 1, 1) - timedelta(days=days)
    return lent, lent + relativedelta(months=months)


def agreeing(households: pa.Table, local: LocalFigures, on: date) -> pa.Table:
    """The same households, of whose loans the columns say together what the record of one loan can say on a day.

    Dates settle the term and the days overdue: either all of them are known, or, where the days are not, neither are
    the days overdue. Who is overdue was lent to a term ago, at the prime rate of that day, and owes until the day.
    """
    if not {f"loan_{name}" for name in ("days", "days_before", "overdue_days")} <= set(households.column_names):
        return households
    rows = [row | _agreeing(row, local, on) for row in households.to_pylist()]
    return pa.Table.from_pylist(rows, schema=households.schema)


def _agreeing(row: Row, local: LocalFigures, on: date) -> Row:
    days, late, months = row["loan_days"], row["loan_overdue_days"], max(row["loan_term_months"] or 24, 12)
    if not row["loans_outstanding"]:
        return {}
    if days is None:
        return {"loan_overdue_days": None}
    gone = on.timetuple().tm_yday - 1
    if not late or row["loan_days_before"] is None or row["loan_days_before"] >= gone:
        return {"loan_overdue_days": 0, "loan_term_months": months}
    found = {"loan_days": gone, "loan_days_before": 0, "loan_overdue_days": min(late, gone), "loan_term_months": months}
    lent, _ = _term_of(found, on)
    prime = local.prime_rate(lent) if lent is not None else None
    terms = ("one_year", "five_year")
    rates = {f"loan_lpr_{term}": None if prime is None else getattr(prime, term) for term in terms}
    return found | {name: None if rate is None else rate.quantize(Decimal("0.000001")) for name, rate in rates.items()}


# What the risks are of which the three columns hold: found before the household was identified, or after.
_BEFORE, _AFTER = date(2017, 5, 20), date(2018, 3, 1)
_FOUND: Final[Mapping[tuple[bool | None, ...], list[tuple[date, RiskState]] | None]] = {
    (None, None, None): None,
    (True, False, False): [(_BEFORE, RiskState.RESOLVED)],
    (False, False, False): [(_BEFORE, RiskState.OPEN)],
    (False, True, False): [(_BEFORE, RiskState.VANISHED)],
    (False, False, True): [(_BEFORE, RiskState.RESOLVED), (_AFTER, RiskState.OPEN)],
    (True, True, False): [(_BEFORE, RiskState.RESOLVED), (_AFTER, RiskState.VANISHED)],
}


def _risks(resolved: bool | None, vanished: bool | None, new: bool | None, main: bool | None) -> list[Risk] | None:
    found, kind = _FOUND[resolved, vanished, new], RiskKind.ILLNESS if main else RiskKind.OTHER
    return None if found is None else [Risk(kind=kind, found_on=day, state=state) for day, state in found]
