"""A population assessed as two tables says of every row, in every column, what `assess` says of the household."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Final

import attrs
import pytest

from rural_revitalization import (
    NO_CEILING,
    AllowanceSpell,
    Assessment,
    Disease,
    Household,
    InvalidInput,
    LocalFigures,
    MedicalBill,
    Person,
    Policy,
    SmallLoan,
    Spell,
    assess,
    load_policy,
)
from rural_revitalization.algebra import ZERO, Unknown
from rural_revitalization.bills.year import SettledBill, Year
from rural_revitalization.cases import Case, poor
from rural_revitalization.catalogue import DECLARED, ENTITLEMENTS, RULES
from rural_revitalization.fields import specs
from rural_revitalization.frames.population.linked import LOANS, OF_MOVES, OF_POSTS, OF_WORK
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.medical import settlement

pytest.importorskip("narwhals")
pytest.importorskip("pyarrow")

import narwhals as nw
import pyarrow as pa
from pyarrow import compute

from engines import QUICK, ROW, engine, fact_columns, rows_of, runs_here
from frames.records_of import (
    BUSINESSES,
    HOMES,
    INSURED,
    RISKS,
    SCHOOLING,
    WANTED,
    WATER,
    agreeing,
    households_of,
    record_names,
)
from rural_revitalization import frames
from rural_revitalization.frames import AssessedTables, Population, apply, sample_population
from rural_revitalization.frames.population import on_spark

ON: Final = date(2022, 6, 1)
DEEP: Final = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
MANY: Final = 20_000 if DEEP else 150
OF_PEOPLE: Final = [name for name, rule in DECLARED.items() if rule.about == "person" and rule.pays]
DECIDED_OF_PEOPLE: Final = [name for name, rule in DECLARED.items() if rule.about == "person" and rule.decides]
OF_HOUSEHOLDS: Final = [name for name, rule in DECLARED.items() if rule.about in ("household", "loan")]
NAMED: Final = {rule.__name__.rsplit(".", 1)[-1]: rule for rule in RULES}
WORKSHEETS: Final = {name: rule.Worksheet for name, rule in NAMED.items()}
POLICIES: Final = {
    "hunan": lambda: load_policy("hunan", on=ON),
    "guizhou": lambda: load_policy("guizhou", on=ON),
    "yiyang": lambda: load_policy("yiyang", on=ON),
    "guizhou, documents alone": lambda: load_policy("guizhou", on=ON, practice=False),
    "hunan, 2018": lambda: load_policy("hunan", on=date(2018, 6, 1)),
}
COLUMN_TYPES: Final = {
    "money": pa.decimal128(18, 2),
    "ceiling": pa.decimal128(18, 2),
    "area": pa.decimal128(18, 2),
    "rate": pa.decimal128(18, 6),
    "count": pa.int64(),
    "truth": pa.bool_(),
}
every_policy = pytest.mark.parametrize(
    "policy",
    [pytest.param(load, id=name) for name, load in POLICIES.items() if DEEP or name != "guizhou, documents alone"],
)
every_engine = pytest.mark.parametrize("name", QUICK)
# A plan takes an engine a second or more to make, DuckDB five, however few the rows are: the usual profile makes fewer.
ON_SPARK: Final = pytest.param("pyspark", marks=runs_here("pyspark"))
both_kinds = pytest.mark.parametrize("name", [*(QUICK[:4] if DEEP else ["polars-lazy", "pandas"]), ON_SPARK])

Row = dict[str, Any]


def changed(model: Any, **facts: Any) -> Any:
    """A model with other facts."""
    return attrs.evolve(model, **facts)


# -- what the assessment says, as columns ----------------------------------------------------------------------


def expected_of(assessment: Assessment, person: str | None) -> Row:
    """What an assessment says of a person, or of the household where `person` is None, by column."""
    row = entitlements_of(assessment, person) | {"conflicts": conflicts_of(assessment, person)}
    for payment in assessment.payments:
        if payment.person == person:
            row |= worksheet_columns(payment.rule, payment.worksheet) | amount_columns(
                f"{payment.rule}__due", payment.amount
            )
            lacking = {*payment.to_record, *payment.not_stated}
            row |= {f"{payment.rule}__status": payment.status.value, f"{payment.rule}__missing": lacking}
    for decision in assessment.decisions:
        if decision.person == person:
            row |= worksheet_columns(decision.rule, decision.worksheet)
            answer = "undetermined" if isinstance(decision.outcome, Unknown) else "yes" if decision.outcome else "no"
            row |= {f"{decision.rule}__outcome": answer, f"{decision.rule}__blockers": ", ".join(decision.blockers)}
            row[f"{decision.rule}__missing"] = set(decision.missing)
    if person is None:
        for working in assessment.workings:
            if working.rule != "settlement":  # bills are a table of their own
                row |= worksheet_columns(working.rule, working.worksheet)
        skipped = {item.rule for item in assessment.skipped}.intersection(OF_HOUSEHOLDS)
        row |= {f"{rule}__status": "skipped" for rule in skipped if DECLARED[rule].pays}
        row |= amount_columns("total", assessment.total)
        left_out = {item.rule: Unknown(ZERO, None, {item.needs}) for item in assessment.skipped}
        for rule in OF_PEOPLE:
            row |= amount_columns(f"{rule}__total", assessment.totals.get(rule, left_out.get(rule, ZERO)))
    else:
        given = assessment.inputs
        (member,) = (found for found in given.household.people if found.id == person)
        case = Case(household=given.household, local=given.local, on=assessment.on).of(member)
        row |= {f"{rule}__status": "skipped" for rule in OF_PEOPLE if DECLARED[rule].standing(case)[1] is True}
    return row


def conflicts_of(assessment: Assessment, person: str | None) -> str:
    """The conflicts that a table can hold, by the names of their columns."""
    pairs = [
        "/".join(field.rsplit(".", 1)[-1] for field in item.fields)
        for item in assessment.conflicts
        if item.person == person
    ]
    return ", ".join(pair for pair in pairs if pair not in ("monitored/risks", "settled_on/birth_date"))


def entitlements_of(assessment: Assessment, person: str | None) -> Row:
    """What an assessment says of help without a figure: null where it is open, and what keeps it open."""
    row: Row = {}
    for item in assessment.entitlements:
        if item.person == person:
            name = entitlement_column(item.entitlement)
            row[name] = None if isinstance(item.outcome, Unknown) else item.outcome
            row[f"{name}__missing"] = set(item.missing)
    return row


def worksheet_columns(rule: str, worksheet: Any) -> Row:
    row: Row = {}
    for name, spec in specs(type(worksheet)).items():
        value, called = getattr(worksheet, name), f"{rule}__{name}"
        truth = {called: None if isinstance(value, Unknown) else value}
        row |= truth if spec.kind.name == "truth" else amount_columns(called, value)
    return row


def amount_columns(name: str, value: Any) -> Row:
    if isinstance(value, Unknown):
        return {name: None, f"{name}__low": value.low, f"{name}__high": value.high}
    return {name: value, f"{name}__low": value, f"{name}__high": value}


def entitlement_column(item: Any) -> str:
    return f"entitlements__{item.source.document.replace('-', '_')}__{item.name}"


def entitlement_columns(policy: Policy, about: str) -> set[str]:
    """The columns of what the documents in force grant people, or households, without a figure."""
    names = {
        entitlement_column(item)
        for item in ENTITLEMENTS
        if item.about == about and item.source.document in policy.documents and item.since <= policy.on <= item.until
    }
    return names | {f"{name}__missing" for name in names}


def columns_of(rules: Sequence[str], *, totals: bool) -> set[str]:
    """The columns that are written with bounds and facts, all told."""
    names = set[str]()
    for rule in rules:
        for name, spec in specs(WORKSHEETS[rule]).items():
            names |= {f"{rule}__{name}"} if spec.kind.name == "truth" else set(amount_columns(f"{rule}__{name}", None))
        if DECLARED[rule].pays:
            names |= {*amount_columns(f"{rule}__due", None), f"{rule}__status", f"{rule}__missing"}
        elif DECLARED[rule].decides:
            names |= {f"{rule}__outcome", f"{rule}__blockers", f"{rule}__missing"}
    for name in ("total", *(f"{rule}__total" for rule in OF_PEOPLE)) if totals else ():
        names |= set(amount_columns(name, None))
    return names


COLUMNS_OF_PEOPLE: Final = {"conflicts"} | columns_of([*OF_PEOPLE, *DECIDED_OF_PEOPLE], totals=False)
COLUMNS_OF_HOUSEHOLDS: Final = {"conflicts"} | columns_of(OF_HOUSEHOLDS, totals=True)


def differences(found: Row, expected: Row, columns: set[str], given: set[str]) -> Iterator[str]:
    """Where a row of a table does not hold what was expected of it: null, wherever nothing was."""
    assert set(found) - given == columns
    assert set(expected) <= columns
    for name in sorted(columns):
        value, wanted = found[name], expected.get(name)
        if name.endswith("__missing") and value is not None and wanted is not None:
            value, wanted = record_names(value.split(", ") if value else []), record_names(wanted)
        if value != wanted:
            yield f"{name}: {value!r}, not {wanted!r}"


def unsorted_rows(frame: Any) -> list[Row]:
    """Any engine's table as rows, in the order they come in."""
    table = nw.from_native(frame)
    rows: list[Row] = (table.collect() if isinstance(table, nw.LazyFrame) else table).to_arrow().to_pylist()
    return rows


# -- both ways -------------------------------------------------------------------------------------------------


def numbered(table: pa.Table) -> pa.Table:
    return table.append_column(ROW, pa.array(range(table.num_rows), pa.int64()))


def tables(name: str, *given: pa.Table) -> Iterator[Any]:
    """Tables of one engine that can be joined."""
    yield from map(engine(name), given)


def assessed(given: Iterable[Any], policy: Policy, local: Any, on: date = ON, **options: Any) -> AssessedTables:
    """What `frames.assess` says of two tables."""
    people, households = given
    return frames.assess(people, households, policy, local, on=on, **options)


def check(made_up: Population, policy: Policy, name: str, local: Any = None, by: Any = None) -> None:
    """Assess a population on an engine and household by household, and hold every cell of one against the other.

    `local` is what the tables are given, `by` the figures of each county where there are several.
    """
    on = policy.on
    people, households = numbered(made_up.people), numbered(agreeing(made_up.households, made_up.local, on))
    of_year = changed(made_up.local, year=on.year)
    figures = of_year if local is None else local
    given = [people, households, *([figures] if isinstance(figures, pa.Table) else [])]
    of_people, of_households, *of_counties = tables(name, *given)
    figures = of_counties[0] if of_counties else figures
    found = frames.assess(of_people, of_households, policy, figures, on=on, bounds=True, facts=True, entitlements=True)
    columns_of_people = COLUMNS_OF_PEOPLE | entitlement_columns(policy, "person")
    columns_of_households = COLUMNS_OF_HOUSEHOLDS | entitlement_columns(policy, "household")
    found_people, found_households = rows_of(found.people), rows_of(found.households)
    assert [row[ROW] for row in found_people] == list(range(people.num_rows))
    assert [row[ROW] for row in found_households] == list(range(households.num_rows))
    people_rows, wrong = iter(found_people), list[tuple[Any, str]]()
    given_people, given_households = set(people.column_names), set(households.column_names)
    records = households_of(people.to_pylist(), households.to_pylist(), on)
    for row, household in zip(found_households, records, strict=True):
        assessment = assess(household, policy, of_year if by is None else by[household.county], on=on)
        wrong += [
            (household, line)
            for line in differences(row, expected_of(assessment, None), columns_of_households, given_households)
        ]
        for person in household.people:
            of_person = next(people_rows)
            assert of_person["id"] == person.id
            wrong += [
                ((household, person), line)
                for line in differences(of_person, expected_of(assessment, person.id), columns_of_people, given_people)
            ]
        assert len(wrong) < 10, told(wrong)
    assert not wrong, told(wrong)


def told(wrong: Sequence[tuple[Any, str]]) -> str:
    return "\n".join([*(line for _, line in wrong), "", repr(wrong[0][0])]) if wrong else ""


@every_policy
@pytest.mark.parametrize("missing", [0, 5, 25] if DEEP else [0, 5])
def test_a_population_is_assessed_as_each_household_is(policy: Any, missing: int) -> None:
    count = MANY if missing == 5 else MANY // 5
    check(sample_population(count, seed=missing + 1, backend="pyarrow", missing=missing), policy(), "polars")


@every_policy
@pytest.mark.parametrize("seed", range(1, 4 if DEEP else 2))
def test_so_are_households_of_which_nothing_goes_together(policy: Any, seed: int) -> None:
    drawn = sample_population(MANY // 3, seed=seed, backend="pyarrow", missing=10)
    draw = Random(seed)  # noqa: S311 - nothing here is secret
    check(
        changed(drawn, people=mixed(drawn.people, draw), households=mixed(drawn.households, draw)), policy(), "polars"
    )


AS_ONE: Final = {
    "disability_grade": "disability_kind",
    **dict.fromkeys(RISKS, "risks"),
    "age_at_school_start": "age",
    **dict.fromkeys(SCHOOLING, "schoolings"),
    **dict.fromkeys(OF_POSTS, "posts"),
    **dict.fromkeys(HOMES, "dwellings"),
    **dict.fromkeys(WATER, "water_sources"),
    **dict.fromkeys(BUSINESSES, "businesses"),
    **dict.fromkeys(INSURED, "insurances"),
    **dict.fromkeys(WANTED, "loans_wanted"),
    **dict.fromkeys(OF_MOVES, "relocations"),
    **{name: getattr(Person, name).record for name in OF_WORK},
    **dict.fromkeys(LOANS.values(), "loans_outstanding"),
    "years_since_exit": "exited",
    **dict.fromkeys(("allowance_alone", "own_allowance_grant"), "minimum_living_allowance"),
    "once_registered_poor": "registered_poor",
    **dict.fromkeys((f"diagnosed_{disease.value}" for disease in Disease), "diagnoses"),
}


def mixed(table: pa.Table, draw: Random) -> pa.Table:
    """A table each fact of which comes from another row; only what is recorded as one stays together."""
    orders: dict[str, list[int]] = {}
    for name in table.column_names[2:]:
        order = orders.setdefault(AS_ONE.get(name, name), draw.sample(range(table.num_rows), table.num_rows))
        table = table.set_column(table.column_names.index(name), name, table.column(name).take(order))
    return table


def test_a_population_has_everything_that_can_be_said(hunan: Policy) -> None:
    made = sample_population(3000, seed=9, missing=5)
    for policy in (hunan, load_policy("guizhou", on=ON, practice=False)):
        found = frames.assess(made.people, made.households, policy, made.local, on=ON)
        status, outcome = set[str](), set[str]()
        for table in (found.people, found.households):
            rows = unsorted_rows(table)
            status |= {row[name] for row in rows for name in table.columns if name.endswith("__status")}
            outcome |= {row[name] for row in rows for name in table.columns if name.endswith("__outcome")}
        assert status == {None, "skipped", "due", "not_eligible", "not_determined", "not_stated"}
        assert outcome == {None, "yes", "no", "undetermined"}


OF_EACH: Final = [(policy, name) for policy in POLICIES for name in QUICK]
OF_SOME: Final = [("hunan", "pyarrow"), ("guizhou", "pandas"), ("yiyang", "duckdb"), ("hunan, 2018", "polars-lazy")]


OF_SPARK: Final = pytest.param("hunan", "pyspark", marks=runs_here("pyspark"))


@pytest.mark.parametrize(("policy", "name"), [*(OF_EACH if DEEP else OF_SOME), OF_SPARK])
def test_every_engine_says_the_same(policy: str, name: str) -> None:
    check(sample_population(40, seed=60, backend="pyarrow", missing=12), POLICIES[policy](), name)


@runs_here("pyspark")
def test_several_buckets_say_what_one_household_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_spark, "PEOPLE_IN_A_BUCKET", 30)
    check(sample_population(40, seed=61, backend="pyarrow", missing=12), POLICIES["hunan"](), "pyspark")


@runs_here("pyspark")
def test_spark_says_of_twenty_thousand_households_what_polars_says() -> None:
    made, policy = sample_population(20_000, seed=62, backend="pyarrow", missing=12), POLICIES["hunan"]()
    found = []
    for name in ("pyspark", "polars"):
        people, households = (engine(name)(numbered(table)) for table in (made.people, made.households))
        found.append(frames.assess(people, households, policy, made.local, on=ON, bounds=True, facts=True))
    for of_spark, of_polars in ((found[0].people, found[1].people), (found[0].households, found[1].households)):
        assert rows_of(of_spark) == rows_of(of_polars)


def notice_of(year: int, figures: Mapping[str, tuple[str, str]]) -> str:
    """A made-up notice of a county that states some figures, as a pack."""
    period = f"from = {year}-01-01\nuntil = {year}-12-31"
    stated = (
        f'[{name}]\nvalue = {value}\nunit = "{unit}"\nsection = "第二条"\n' for name, (value, unit) in figures.items()
    )
    return "\n".join([f'[document]\nid = "county-notice"\ntitle = "made up"\n{period}\n', *stated])


VALUES: Final = {"money": "1000", "area": "25", "rate": "0.5", "schedule": "0.5", "truth": "true", "count": "3"}
OTHER_VALUES: Final = {
    "minimum_living.borderline_factor": "1.5",
    "small_loan.youngest": "18",
    "small_loan.oldest": "60",
}


def test_how_long_the_exited_keep_help_is_not_stated_though_all_figures_are(tmp_path: Path) -> None:
    on, notice = date(2018, 6, 1), tmp_path / "notice.toml"
    figures = dict[str, tuple[str, str]]()
    for name, rule in NAMED.items():
        terms = load_policy("hunan", on=on).terms(rule)
        for term, spec in specs(type(terms)).items():
            if isinstance(getattr(terms, term), Unknown) and spec.figure is None:
                value = OTHER_VALUES.get(f"{name}.{term}", VALUES[spec.kind.name])
                figures[f"{name}.{term}"] = (value, spec.unit or spec.kind.name)
    notice.write_text(notice_of(2018, figures), encoding="utf-8")
    policy = load_policy("hunan", on=on, overlay=notice)
    made = sample_population(60, seed=3, backend="pyarrow", missing=0)
    found = frames.assess(made.people, made.households, policy, changed(made.local, year=2018), on=on)
    assert "not_stated" in {row["contribution_subsidy__status"] for row in unsorted_rows(found.people)}
    assert "not_determined" not in {row["contribution_subsidy__status"] for row in unsorted_rows(found.people)}
    check(made, policy, "polars")


# -- a table of bills ------------------------------------------------------------------------------------------

ASSISTANCE: Final = {
    "medical_assistance.low_income_covered": ("true", "truth"),
    "medical_assistance.poor_covered": ("true", "truth"),
    "medical_assistance.allowance_threshold": ("1000", "yuan"),
    "medical_assistance.allowance_rate": ("0.70", "share"),
    "medical_assistance.other_threshold": ("3000", "yuan"),
    "medical_assistance.other_rate": ("0.60", "share"),
    "tilted_assistance.threshold": ("2000", "yuan"),
    "tilted_assistance.rate": ("0.50", "share"),
}


def bills_of(at: int) -> list[MedicalBill]:
    """A person's five made-up bills of a year, of which basic insurance leaves more and more."""
    found = []
    for month, (cost, inpatient) in enumerate(
        [(900, None), (12_345, True), (48_000, False), (96_000, True), (150_000, None)], start=1
    ):
        total = Decimal(cost * (at + 1)) + Decimal("0.37")
        in_scope = total - 125 * at
        found.append(
            MedicalBill(
                settled_on=date(2022, month, 20),
                total=total,
                in_scope=in_scope,
                basic_insurance_paid=(in_scope / 2).quantize(Decimal("0.01")),
                in_county_inpatient=inpatient,
            )
        )
    return found


CLASSES: Final = tuple(name for name, spec in specs(Person).items() if spec.of in (Spell, AllowanceSpell))


def settled_years(policy: Policy, local: LocalFigures) -> Iterator[tuple[Person, Household, SettledBill]]:
    """The bills of four people settled, each with who it is of: one is on the allowance, one poor, one hardly known."""
    always, none = [Spell(since=date(2020, 1, 1))], list[Spell]()
    usual: dict[str, Any] = dict.fromkeys(
        (name for name, spec in specs(Person).items() if spec.of in (Spell, AllowanceSpell)), none
    ) | {
        "insured": True,
        "disability_kind": "none",
        "gravely_ill": False,
        "high_medical_cost": False,
        "burden_heavy": False,
        "birth_date": date(1980, 1, 1),
    }
    people: list[dict[str, Any]] = [
        {"minimum_living_allowance": always, "gravely_ill": True, "burden_heavy": True},
        {"gravely_ill": True, "burden_heavy": True},
        {"low_income": always, "burden_heavy": None},
        {"insured": False, "gravely_ill": None},
    ]
    homes: list[dict[str, Any]] = [
        {"basic_living_severely_hard": True, "at_risk": True, "registered_poor": none},
        {"basic_living_severely_hard": False, "at_risk": True, "registered_poor": always},
        {"basic_living_severely_hard": None, "at_risk": False, "registered_poor": none},
        {"basic_living_severely_hard": True, "at_risk": False},
    ]
    for at, (known, of_home) in enumerate(zip(people, homes, strict=True)):
        person = Person(**usual | {"id": str(at), "bills": bills_of(at)} | known)
        household = Household(id=str(at), members=[person], monitored=[], **of_home)
        for bill in Year(person=person, household=household, local=local, policy=policy).bills():
            yield person, household, bill


def settlement_facts(person: Person, household: Household, local: LocalFigures, settled: SettledBill) -> Row:
    """A bill as a row of the table that `settlement` reads: what the year's layers paid of it, and who it is of."""
    known = Case(household=household, local=local, on=settled.settled_on)[poor]
    return {
        "total": settled.total,
        "in_scope": settled.in_scope,
        "basic_paid": settled.basic_paid,
        "serious_illness_paid": settled.serious_illness_paid,
        "assistance_paid": settled.assistance_paid,
        "tilted_paid": settled.tilted_paid,
        "in_county_inpatient": settled.bill.in_county_inpatient,
        "poor": None if isinstance(known, Unknown) else known,
        "poor_area": local.poor_area,
        "gravely_ill": person.gravely_ill,
        "burden_heavy": person.burden_heavy,
        "basic_living_severely_hard": household.basic_living_severely_hard,
    }


@every_engine
@pytest.mark.parametrize("jurisdiction", ["hunan", "yiyang"])
def test_a_table_of_bills_is_settled_as_each_bill_of_its_year_is(
    jurisdiction: str, name: str, some: Population, tmp_path: Path
) -> None:
    notice = tmp_path / "notice.toml"
    notice.write_text(notice_of(2022, ASSISTANCE), encoding="utf-8")
    policy = load_policy(jurisdiction, on=ON, overlay=notice)
    local = changed(some.local, county=None)
    years = list(settled_years(policy, local))
    facts = [settlement_facts(person, household, local, settled) for person, household, settled in years]
    table = fact_columns(settlement.Facts, facts)
    rows = rows_of(apply(settlement, engine(name)(table), policy.terms(settlement), bounds=True))
    assert len(rows) == 20
    for row, (_, _, settled) in zip(rows, years, strict=True):
        expected = worksheet_columns("settlement", settled.worksheet)
        assert {column: row[column] for column in expected} == expected
    paid = [(bill.serious_illness_paid, bill.assistance_paid, bill.tilted_paid) for _, _, bill in years]
    assert all(any(of) for of in zip(*paid, strict=True))


# -- loans -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUICK if DEEP else ["polars", "polars-lazy"])
def test_a_household_with_one_loan_is_due_what_its_record_is(name: str) -> None:
    made, policy = sample_population(400, seed=21, backend="pyarrow", missing=4), load_policy("guizhou", on=ON)
    households = agreeing(made.households, made.local, ON)
    found = assessed(tables(name, made.people, households), policy, made.local, bounds=True)
    rows = {row["id"]: row for row in unsorted_rows(found.households)}
    lent, amounts = 0, set[Any]()
    for household in households_of(made.people.to_pylist(), households.to_pylist(), ON):
        payment = assess(household, policy, made.local, on=ON).payment("small_loan")
        row = rows[household.id]
        if payment is None:
            assert {value for column, value in row.items() if column.startswith("small_loan__")} <= {None, "skipped"}
            continue
        assert household.loans is not None
        assert len(household.loans) == 1
        assert row["small_loan__status"] == payment.status.value
        expected = worksheet_columns("small_loan", payment.worksheet)
        expected |= amount_columns("small_loan__due", payment.amount)
        assert {column: row[column] for column in expected} == expected
        lent, amounts = lent + 1, amounts | {row["small_loan__due"]}
    assert lent > 5
    assert len(amounts) > 3


LOAN: Final[dict[str, Any]] = {"annual_rate": "0.0365", "term_months": 24, "overdue_days": 0}


def borrower(some: Population, *outstanding: str) -> tuple[Household, LocalFigures]:
    """A household that exited, with loans on the same terms, each lent a month after the other, and its figures."""
    lent = [date(2021, 11 + at, 1) for at in range(len(outstanding))]
    loans = [
        SmallLoan(principal=of, outstanding=of, lent_on=day, **LOAN) for of, day in zip(outstanding, lent, strict=True)
    ]
    local = changed(some.local, county=None, day_count=365, subsidised_share=1)
    return Household(id="1", members=[Person(id="1-1")], exited=True, monitored=[], loans=loans), local


@every_engine
def test_a_table_of_loans_has_what_older_loans_hold_in_a_column(name: str, some: Population) -> None:
    policy = load_policy("guizhou", on=ON)
    household, local = borrower(some, "30000.00", "40000.00")
    payment = assess(household, policy, local, on=ON).payment("small_loan")
    assert payment is not None
    of_each = {"borrower_in_scope": True, "requested": Decimal(0), "need_confirmed": False, "able_to_repay": False}
    of_each |= {"annual_rate": Decimal("0.0365"), "days": 365, "overdue_days": 0, "day_count": 365, "year": 2022}
    of_each |= {"subsidised_share": Decimal(1)}
    loans = [
        dict.fromkeys(specs(small_loan.Facts))
        | of_each
        | {"outstanding": Decimal(of), "bearing": Decimal(of), "older_balance": Decimal(older)}
        for of, older in ((30_000, 0), (40_000, 30_000))
    ]
    table = engine(name)(fact_columns(small_loan.Facts, loans))
    rows = rows_of(apply(small_loan, table, policy.terms(small_loan)))
    # The oldest holds first what is subsidised, 50,000 yuan in all: 30,000 and 20,000, at 3.65% for a whole year.
    assert [row["small_loan__subsidised_principal"] for row in rows] == [Decimal("30000.00"), Decimal("20000.00")]
    assert [row["small_loan__interest_subsidy"] for row in rows] == [Decimal("1095.00"), Decimal("730.00")]
    assert [row["small_loan__balance_in_all"] for row in rows] == [Decimal("30000.00"), Decimal("70000.00")]
    assert [part.interest_subsidy for part in payment.parts] == [row["small_loan__interest_subsidy"] for row in rows]
    assert payment.amount == Decimal("1825.00")


def test_a_table_of_households_knows_one_loan_of_each(some: Population) -> None:
    columns = [field.name for field in frames.households_schema() if field.name.startswith("loan")]
    one = ["loans_outstanding", "loan_highest_balance", "loan_annual_rate", "loan_term_months"]
    one += ["loan_days", "loan_days_before", "loan_overdue_days"]
    one += ["loan_lent_in_scope", "loan_need_confirmed", "loan_able_to_repay", "loan_tops_up"]
    one += ["loan_borrower_age", "loan_for_production"]
    one += ["loan_lpr_one_year", "loan_lpr_five_year"]
    assert sorted(columns) == sorted(one)
    # Several on the same terms come to what one loan of all that is owed does.
    policy = load_policy("guizhou", on=ON)
    household, local = borrower(some, "70000.00")
    assert assess(household, policy, local, on=ON).totals["small_loan"] == Decimal("1825.00")
    known = {"id": ["1"], "exited": [True], "monitored": [False], "loans_outstanding": [Decimal("70000.00")]}
    known |= {"loan_annual_rate": [Decimal("0.0365")], "loan_term_months": [24], "loan_lent_in_scope": [True]}
    known |= {"loan_highest_balance": [Decimal("70000.00")]}
    households = pa.table(known | {"loan_days": [365], "loan_overdue_days": [0]})
    people = pa.table({"household": ["1"], "id": ["1-1"]})
    given = tables("polars", people, households)
    (row,) = unsorted_rows(assessed(given, policy, local, absent="unknown").households)
    assert row["small_loan__due"] == Decimal("1825.00")
    assert row["small_loan__balance_in_all"] == Decimal("70000.00")


@every_engine
def test_a_table_says_whether_a_loan_tops_up_another(name: str, some: Population) -> None:
    # guizhou-14fyp-2021 第七章第三节: up to 100,000 in all with a top-up; a first loan is up to 50,000 by practice.
    policy, known = load_policy("guizhou", on=ON), {"exited": True, "monitored": False}
    known |= {"loan_need_confirmed": True, "loan_able_to_repay": True}
    owed = {"1": (80_000, True), "2": (80_000, False), "3": (80_000, None), "4": (50_000, None), "5": (50_000, False)}
    amounts, said = ([found[at] for found in owed.values()] for at in (0, 1))
    rows: dict[str, Any] = {key: [value] * len(owed) for key, value in known.items()}
    rows |= {"id": [*owed], "loans_outstanding": [Decimal(f"{amount}.00") for amount in amounts], "loan_tops_up": said}
    people = pa.table({"household": [*owed], "id": ["1-1"] * len(owed)})
    found = assessed(tables(name, people, pa.table(rows)), policy, some.local, absent="unknown")
    rows_found = {row["id"]: row["small_loan__balance_permitted"] for row in unsorted_rows(found.households)}
    assert rows_found == {"1": True, "2": False, "3": None, "4": True, "5": True}


# -- what the tables may be like -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hunan() -> Policy:
    return load_policy("hunan", on=ON)


@pytest.fixture(scope="module")
def some() -> Population:
    return sample_population(40, seed=8, backend="pyarrow", missing=12)


def with_column(table: pa.Table, name: str, values: list[Any], kind: Any = None) -> pa.Table:
    column = pa.array(values, kind or table.schema.field(name).type)
    return table.set_column(table.column_names.index(name), name, column)


def by_county(made_up: Population, counties: Sequence[str | None]) -> Population:
    """The same population, its households in several counties by turns."""
    of = [counties[at % len(counties)] for at in range(made_up.households.num_rows)]
    found: Population = changed(made_up, households=with_column(made_up.households, "county", of))
    return found


def figures_of_counties(local: LocalFigures) -> dict[str | None, LocalFigures]:
    """Figures of three counties: all, others without a ceiling, and next to none; no figures of a fourth."""
    # A table has the prime rates beside each loan, so they are those of every county.
    kept, lpr = {"allowance_standard": "made up", "lpr": "made up"}, local.lpr
    bare = {name: None for name in local.sources if name not in kept}
    other = changed(
        local,
        county="other",
        monitoring_line=Decimal("9000.00"),
        allowance_standard=Decimal("333.33"),
        serious_illness_ceiling=NO_CEILING,
        medical_assistance_cap=NO_CEILING,
        tilted_assistance_cap=Decimal("1234.56"),
        elderly_age=60,
        poor_area=False,
        severe_disability_grade=3,
    )
    return {
        "all": changed(local, county="all"),
        "other": other,
        "bare": changed(local, county="bare", **bare, sources=kept),
        "none": LocalFigures(county="none", year=2022, lpr=lpr, sources={"lpr": "made up"}),
        None: LocalFigures(year=2022, lpr=lpr, sources={"lpr": "made up"}),
    }


def table_of_figures(given: Sequence[LocalFigures]) -> pa.Table:
    """Figures as a table by county."""
    columns: dict[str, Any] = {
        "county": pa.array([item.county for item in given], pa.string()),
        "year": pa.array([item.year for item in given], pa.int64()),
    }
    for item, spec in specs(LocalFigures).items():
        if spec.kind.name in COLUMN_TYPES and item != "year":
            values = [getattr(of, item) for of in given]
            columns[item] = pa.array([None if of is NO_CEILING else of for of in values], COLUMN_TYPES[spec.kind.name])
            if spec.kind.name == "ceiling":
                columns[f"no_{item}"] = pa.array([of is NO_CEILING for of in values])
    return pa.table(columns)


@both_kinds
def test_each_household_is_assessed_with_the_figures_of_its_county(name: str, hunan: Policy, some: Population) -> None:
    figures = figures_of_counties(some.local)
    given = [figures[county] for county in ("other", "all", "bare")]
    check(by_county(some, ["all", "other", "bare", "none", None]), hunan, name, given, figures)


@pytest.mark.parametrize("name", [*(QUICK if DEEP else ["polars", "pyarrow"]), ON_SPARK])
def test_figures_of_counties_may_be_a_table(name: str, hunan: Policy, some: Population) -> None:
    figures = figures_of_counties(some.local)
    given = [figures[county] for county in ("other", "all", "bare")]
    check(by_county(some, ["all", "other", "bare", "none", None]), hunan, name, table_of_figures(given), figures)


def test_figures_that_nobody_gave_are_missing_on_every_row(hunan: Policy, some: Population) -> None:
    bare = changed(figures_of_counties(some.local)["bare"], county=None)
    check(some, hunan, "polars", bare, {some.local.county: bare})


@pytest.mark.parametrize("name", ["polars", "pandas", "pyarrow"])
def test_rows_come_back_in_the_order_they_were_given_in(name: str, hunan: Policy, some: Population) -> None:
    def both(people: pa.Table, households: pa.Table) -> tuple[list[Row], list[Row]]:
        found = assessed(tables(name, people, households), hunan, some.local)
        return unsorted_rows(found.people), unsorted_rows(found.households)

    draw = Random(4)  # noqa: S311 - nothing here is secret
    orders = [draw.sample(range(table.num_rows), table.num_rows) for table in (some.people, some.households)]
    straight = both(some.people, some.households)
    shuffled = both(some.people.take(orders[0]), some.households.take(orders[1]))
    for rows, order, found in zip(straight, orders, shuffled, strict=True):
        assert found == [rows[at] for at in order]


def test_pandas_keeps_its_index(hunan: Policy, some: Population) -> None:
    people, households = (
        table.set_index(table["id"] + "!") for table in tables("pandas", some.people, some.households)
    )
    found = frames.assess(people, households, hunan, some.local, on=ON)
    assert list(found.people.index) == list(people.index)
    assert list(found.households.index) == list(households.index)


@pytest.mark.parametrize("name", ["polars", "polars-lazy", "pandas"])
def test_other_columns_stay_and_tables_remain_what_they_were(name: str, hunan: Policy, some: Population) -> None:
    people = some.people.append_column("note", pa.array([{"of": at} for at in range(some.people.num_rows)]))
    given = list(tables(name, people, some.households))
    found = assessed(given, hunan, some.local)
    assert isinstance(found.people, type(given[0]))
    assert isinstance(found.households, type(given[1]))
    rows = unsorted_rows(found.people)
    assert sorted(row["note"]["of"] for row in rows) == list(range(people.num_rows))


def test_without_bounds_and_facts_the_rest_is_the_same(hunan: Policy, some: Population) -> None:
    policy = load_policy("guizhou", on=ON)
    for of in (hunan, policy):
        given = list(tables("polars", some.people, some.households))
        whole = assessed(given, of, some.local, bounds=True, facts=True)
        brief = assessed(given, of, some.local)
        for table, columns in ((whole.people, COLUMNS_OF_PEOPLE), (whole.households, COLUMNS_OF_HOUSEHOLDS)):
            kept = {name for name in columns if not name.endswith(("__low", "__high", "__missing", "conflicts"))}
            found = brief.people if table is whole.people else brief.households
            assert kept <= set(found.columns)
            assert not (columns - kept) & set(found.columns)
            assert unsorted_rows(found) == [{name: row[name] for name in found.columns} for row in unsorted_rows(table)]


def test_amounts_in_fen_come_to_the_same(hunan: Policy) -> None:
    yuan, fen = (sample_population(40, seed=8, backend="polars", missing=12, money=unit) for unit in ("yuan", "fen"))
    in_yuan = frames.assess(yuan.people, yuan.households, hunan, yuan.local, on=ON, bounds=True)
    in_fen = frames.assess(fen.people, fen.households, hunan, fen.local, on=ON, bounds=True, money="fen")
    assert in_fen.households["total"].dtype.is_integer()
    for one, other in ((in_yuan.people, in_fen.people), (in_yuan.households, in_fen.households)):
        for row, whole in zip(unsorted_rows(one), unsorted_rows(other), strict=True):
            for name, value in row.items():
                assert whole[name] in (value, value * 100 if isinstance(value, Decimal) else value), name


def test_columns_that_are_not_there_are_unknown_where_that_is_asked_for(hunan: Policy, some: Population) -> None:
    lacking = {
        "people": ["labour_capacity", "insured", "income_wage"],
        "households": ["monitored", "loans_outstanding"],
    }
    nulls = {
        name: of.select([item for item in of.column_names if item not in lacking[name]])
        for name, of in (("people", some.people), ("households", some.households))
    }
    emptied = [some.people, some.households]
    for at, names in enumerate(lacking.values()):
        for item in names:
            emptied[at] = with_column(emptied[at], item, [None] * emptied[at].num_rows)
    expected = assessed(tables("polars", *emptied), hunan, some.local, bounds=True, facts=True)
    given = list(tables("polars", *nulls.values()))
    found = assessed(given, hunan, some.local, bounds=True, facts=True, absent="unknown")
    for table, other in ((found.people, expected.people), (found.households, expected.households)):
        rows = [{name: row[name] for name in table.columns} for row in unsorted_rows(other)]
        assert unsorted_rows(table) == rows
    with pytest.raises(InvalidInput) as caught:
        assessed(given, hunan, some.local)
    assert [item.path for item in caught.value.mismatches] == lacking["people"]


@pytest.mark.parametrize(
    ("name", "every"), list(product(QUICK[:4], [2, 3])) if DEEP else [("polars-lazy", 2), ("pandas", 3)]
)
def test_columns_that_never_held_anything_are_not_recorded(
    name: str, every: int, hunan: Policy, some: Population
) -> None:
    typed, untyped = [some.people, some.households], [some.people, some.households]
    for at, table in enumerate((some.people, some.households)):
        nulls = [None] * table.num_rows
        gone = table.column_names[2::every]
        for column in {*gone, "disability_grade"} if "disability_kind" in gone else gone:
            typed[at] = with_column(typed[at], column, nulls)
            untyped[at] = with_column(untyped[at], column, nulls, pa.null())
    found = assessed(tables(name, *untyped), hunan, some.local, bounds=True, facts=True)
    expected = assessed(tables("polars", *typed), hunan, some.local, bounds=True, facts=True)
    for one, other in ((found.people, expected.people), (found.households, expected.households)):
        assert sorted(map(repr, unsorted_rows(one))) == sorted(map(repr, unsorted_rows(other)))


# -- what does not belong together -----------------------------------------------------------------------------


def refused(people: pa.Table, households: pa.Table, policy: Policy, local: Any, name: str, on: date = ON) -> list[Any]:
    """What `frames.assess` says is wrong."""
    with pytest.raises(InvalidInput) as caught:
        assessed(tables(name, people, households), policy, local, on)
    return list(caught.value.mismatches)


@every_engine
def test_rows_that_are_not_linked_are_refused_with_counts_and_examples(
    name: str, hunan: Policy, some: Population
) -> None:
    people, households = some.people, some.households
    keys = people.column("household").to_pylist()
    lost = ["X1", "X2", "X3", "X4"]
    orphans = with_column(people, "household", [*lost, *keys[4:]])
    (orphan,) = [item for item in refused(orphans, households, hunan, some.local, name) if "people" in item.path]
    assert (orphan.path, orphan.rule) == ("people.household", "rows_are_linked")
    assert orphan.given == "4 invalid, such as X1, X2, X3"
    gone = households.column("id").to_pylist()[7]
    empty = people.filter(compute.not_equal(people.column("household"), gone))
    (lone,) = refused(empty, households, hunan, some.local, name)
    assert (lone.path, lone.given, lone.rule) == ("households.id", f"1 invalid, such as {gone}", "rows_are_linked")


@every_engine
def test_keys_that_appear_twice_or_not_at_all_are_refused(name: str, hunan: Policy, some: Population) -> None:
    people, households = some.people, some.households
    twice = pa.concat_tables([households, households.slice(3, 1)])
    (found,) = refused(people, twice, hunan, some.local, name)
    key = households.column("id").to_pylist()[3]
    assert (found.path, found.given, found.rule) == ("households.id", f"1 invalid, such as {key}", "keys_are_unique")
    again = pa.concat_tables([people, people.slice(2, 1)])
    (found,) = refused(again, households, hunan, some.local, name)
    of, key = (people.column(column).to_pylist()[2] for column in ("household", "id"))
    assert (found.path, found.given, found.rule) == ("people.id", f"1 invalid, such as {of}/{key}", "keys_are_unique")
    unnamed = with_column(people, "id", [None, *people.column("id").to_pylist()[1:]])
    assert [item.path for item in refused(unnamed, households, hunan, some.local, name)] == ["people.id"]
    unnamed = with_column(households, "id", [None, *households.column("id").to_pylist()[1:]])
    assert "households.id" in [item.path for item in refused(people, unnamed, hunan, some.local, name)]
    nobodys = with_column(people, "household", [None, *people.column("household").to_pylist()[1:]])
    assert "people.household" in [item.path for item in refused(nobodys, households, hunan, some.local, name)]


@pytest.mark.parametrize("name", ["polars", "duckdb"])
def test_property_income_and_transfers_may_be_negative(name: str, hunan: Policy, some: Population) -> None:
    people = some.people
    for column in ("income_property", "income_transfer"):
        values = people.column(column).to_pylist()
        people = with_column(people, column, [None if value is None else 100 - value for value in values])
    check(changed(some, people=people), hunan, name)


def test_the_same_key_in_two_households_is_no_fault(hunan: Policy, some: Population) -> None:
    numbers = [key.rsplit("-", 1)[1] for key in some.people.column("id").to_pylist()]
    check(changed(some, people=with_column(some.people, "id", numbers)), hunan, "polars")


@every_engine
def test_keys_of_two_types_are_refused(name: str, hunan: Policy, some: Population) -> None:
    numbers = [int(key[1:]) for key in some.people.column("household").to_pylist()]
    people = with_column(some.people, "household", numbers, pa.int64())
    (found,) = refused(people, some.households, hunan, some.local, name)
    assert (found.path, found.given, found.rule) == ("people.household", "Int64", "same_keys")


@every_engine
def test_codes_that_nobody_knows_are_refused(name: str, hunan: Policy, some: Population) -> None:
    codes = ["LIMB", "deaf", *some.people.column("disability_kind").to_pylist()[2:]]
    people = with_column(some.people, "disability_kind", codes)
    (found,) = refused(people, some.households, hunan, some.local, name)
    assert (found.path, found.rule) == ("people.disability_kind", "known_codes")
    assert found.given == "2 invalid, such as LIMB, deaf"


@every_engine
def test_a_grade_needs_a_kind(name: str, hunan: Policy, some: Population) -> None:
    kinds = [None, "none", *["limb"] * (some.people.num_rows - 2)]
    people = with_column(some.people, "disability_kind", kinds)
    people = with_column(people, "disability_grade", [3] * people.num_rows)
    (found,) = refused(people, some.households, hunan, some.local, name)
    assert (found.path, found.rule) == ("people.disability_grade", "grade_needs_kind")
    assert found.given == "2 invalid, such as H0000001/H0000001-1, H0000001/H0000001-2"


@pytest.mark.parametrize("name", ["polars", "pandas", "pyarrow"])
def test_values_that_no_record_may_hold_are_refused(name: str, hunan: Policy, some: Population) -> None:
    costs = [Decimal("-0.01"), *some.people.column("in_scope_cost").to_pylist()[1:]]
    people = with_column(some.people, "in_scope_cost", costs)
    (found,) = refused(people, some.households, hunan, some.local, name)
    assert found.path == "in_scope_cost"
    floats = [None if cost is None else float(cost) for cost in some.people.column("in_scope_cost").to_pylist()]
    people = with_column(some.people, "in_scope_cost", floats, pa.float64())
    (found,) = refused(people, some.households, hunan, some.local, name)
    assert found.path == "in_scope_cost"


@every_engine
def test_figures_of_another_year_or_county_are_refused(name: str, hunan: Policy, some: Population) -> None:
    other_year = changed(some.local, year=2021)
    for local in (other_year, [other_year]):
        (found,) = refused(some.people, some.households, hunan, local, name)
        assert (found.path, found.given) == ("local", "those of 2021")
    other_county = changed(some.local, county="elsewhere")
    (found,) = refused(some.people, some.households, hunan, other_county, name)
    assert found.path == "local"
    assert str(some.local.county) in found.given


def test_figures_given_twice_or_of_no_county_are_refused(hunan: Policy, some: Population) -> None:
    for several in ([some.local, some.local], [some.local, changed(some.local, county=None)]):
        (found,) = refused(some.people, some.households, hunan, several, "polars")
        assert found.path == "local"
    assert refused(some.people, some.households, hunan, [], "polars")


@every_engine
def test_a_table_of_figures_has_each_county_once_and_all_columns(name: str, hunan: Policy, some: Population) -> None:
    def given(local: pa.Table) -> list[str]:
        people, households, figures = tables(name, some.people, some.households, local)
        with pytest.raises(InvalidInput) as caught:
            frames.assess(people, households, hunan, figures, on=ON)
        return [item.path for item in caught.value.mismatches]

    local = table_of_figures([some.local, changed(some.local, county="other")])
    assert given(pa.concat_tables([local, local.slice(1, 1)])) == ["local.county"]
    assert given(with_column(local, "county", [None, "other"])) == ["local.county"]
    assert given(local.drop_columns(["county", "day_count"])) == ["local.county", "local.day_count"]
    assert given(local.drop_columns(["year"])) == ["local.year"]


@every_engine
def test_a_table_of_figures_is_of_the_year_asked_for(name: str, hunan: Policy, some: Population) -> None:
    local = table_of_figures([some.local, changed(some.local, county="other")])
    for years, those in (([2022, 2021], "those of 2021"), ([None, 2023], "those of 2023, no year")):
        figures = with_column(local, "year", years)
        with pytest.raises(InvalidInput) as caught:
            assessed(tables(name, some.people, some.households), hunan, engine(name)(figures))
        (found,) = caught.value.mismatches
        assert (found.path, found.expected, found.given) == ("local.year", "figures of 2022", those)


@every_engine
def test_figures_of_one_county_are_not_given_to_a_household_of_which_none_is_named(
    name: str, hunan: Policy, some: Population
) -> None:
    one = by_county(some, [some.local.county, None])
    (found,) = refused(one.people, one.households, hunan, some.local, name)
    assert found.path == "households.county"
    assert str(some.local.county) in found.expected
    # Nor are figures of no named county given to households of several.
    two = by_county(some, [some.local.county, "other"])
    (found,) = refused(two.people, two.households, hunan, changed(some.local, county=None), name)
    assert (found.path, found.given) == ("local", "households in 'made-up-county', 'other'")


def test_a_table_that_names_no_county_is_of_the_county_of_the_figures(hunan: Policy, some: Population) -> None:
    without = some.households.drop_columns(["county"])
    found = [assessed((some.people, households), hunan, some.local) for households in (some.households, without)]
    one, other = (item.people.to_pylist() for item in found)
    assert one == other


@every_engine
def test_columns_of_a_loan_that_cannot_both_be_true_are_refused(name: str, hunan: Policy, some: Population) -> None:
    for part, whole, values in (
        ("loan_overdue_days", "loan_days", (300, 60)),
        ("loans_outstanding", "loan_highest_balance", (Decimal("30000.01"), Decimal("30000.00"))),
    ):
        households = some.households
        for column, value in zip((part, whole), values, strict=True):
            changed_to = households.column(column).to_pylist()
            changed_to[0] = value
            households = with_column(households, column, changed_to)
        people, rows = tables(name, some.people, households)
        with pytest.raises(Exception, match=f"{part}.*at most {whole}"):
            unsorted_rows(frames.assess(people, rows, hunan, some.local, on=ON).households)


def test_a_day_that_the_policy_does_not_hold_on_is_refused(hunan: Policy, some: Population) -> None:
    local = changed(some.local, year=2031)
    (found,) = refused(some.people, some.households, hunan, local, "polars", date(2031, 1, 1))
    assert found.path == "policy"
    (found,) = refused(some.people, some.households, hunan, local, "polars", datetime(2022, 6, 1))  # noqa: DTZ001
    assert found.path == "on"


def test_names_of_results_must_be_free(hunan: Policy, some: Population) -> None:
    people = some.people.append_column("serious_illness__due", pa.nulls(some.people.num_rows))
    (found,) = refused(people, some.households, hunan, some.local, "polars")
    assert found.path == "serious_illness__due"


# -- the population itself -------------------------------------------------------------------------------------


def test_a_population_is_the_same_for_the_same_seed_on_every_backend() -> None:
    made = sample_population(500, seed=3, backend="pyarrow")
    assert made.people.equals(sample_population(500, seed=3, backend="pyarrow").people)
    assert not made.people.equals(sample_population(500, seed=4, backend="pyarrow").people)
    for backend in ("polars", "pandas"):
        other = sample_population(500, seed=3, backend=backend)
        assert unsorted_rows(other.people) == made.people.to_pylist()
        assert unsorted_rows(other.households) == made.households.to_pylist()
        assert other.local == made.local


def test_a_population_has_been_drawn_alike_everywhere() -> None:
    made = sample_population(50, seed=2022, backend="pyarrow", missing=10)
    rows = [*made.people.to_pylist(), *made.households.to_pylist()]
    text = repr([sorted(row.items()) for row in rows])  # by name: in which order columns stand is not drawn
    assert sha256(text.encode()).hexdigest()[:16] == "b6c006b698c056b3"


def test_all_facts_of_all_are_recorded_where_none_is_to_be_missing() -> None:
    made = sample_population(3000, seed=5, backend="pyarrow", missing=0)
    partly = {
        *("disability_grade", *(name for name in made.people.column_names if name.startswith("income_"))),
        *("per_capita_net_income", "business_costs", "family_income", "employment_cost", "allowance_grant"),
        *("raised_by_employment", "months_above_standard", "allowance_borderline", "rigid_spending", "exempt_income"),
        "contribution",
        *(name for name in LOANS.values() if name != "loans_outstanding"),
        "years_since_exit",
        *(name for name in OF_MOVES if name != "to_move"),
    }
    for table in (made.people, made.households):
        for name in table.column_names:
            assert (table.column(name).null_count > 0) is (name in partly), name
    sizes = made.people.group_by("household").aggregate([("id", "count")]).column("id_count").to_pylist()
    assert min(sizes) == 1
    assert max(sizes) == 8
    assert 2.7 < made.people.num_rows / made.households.num_rows < 3.2
    everything_lost = sample_population(50, missing=100, backend="pyarrow")
    assert everything_lost.people.column("insured").null_count == everything_lost.people.num_rows


def test_the_facts_of_a_population_agree_with_one_another() -> None:
    made = sample_population(3000, seed=6, backend="pyarrow", missing=0)
    for row in made.households.to_pylist():
        assert (row["years_since_exit"] is not None) is row["exited"]
        assert row["once_registered_poor"] is (row["exited"] or row["registered_poor"])
        assert not (row["exited"] and row["registered_poor"])
    people = made.people.to_pylist()
    for row in people:
        assert 0 <= row["age"] <= 100
        child = row["age"] <= 17
        assert child or not (row["sick_or_disabled_child"] or row["orphan"])
        for disease in Disease:
            has = row[f"diagnosed_{disease.value}"]
            assert not has or child is disease.value.startswith("childhood_") or disease.value in OF_ANY_AGE
        assert row["sex"] == "female" or not row["diagnosed_cervical_cancer"]
    lacking = sample_population(3000, seed=6, backend="pyarrow", missing=20).people
    diagnosed = [lacking.column(f"diagnosed_{disease.value}").is_null() for disease in Disease]
    assert diagnosed[0].to_pylist().count(True) > 1000
    assert all(column == diagnosed[0] for column in diagnosed)


OF_ANY_AGE: Final = ("other", "tuberculosis", "severe_mental_disorder")


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ({"households": 0}, "households"),
        ({"households": True}, "households"),
        ({"households": 5, "missing": 101}, "missing"),
        ({"households": 5, "seed": "1"}, "seed"),
        ({"households": 5, "backend": "duckdb"}, "backend"),
        ({"households": 5, "money": "dollars"}, "money"),
    ],
)
def test_what_no_population_can_be_made_of_is_refused(arguments: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        sample_population(**arguments)
    assert [item.path for item in caught.value.mismatches] == [path]
