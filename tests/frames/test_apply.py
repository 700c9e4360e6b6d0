"""What `apply` takes and refuses: names, types, units, bounds, and what was said to be complete."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from typing import Any, Final

import pytest

pytest.importorskip("narwhals")
pytest.importorskip("polars")
pytest.importorskip("pyarrow")

import polars as pl
import pyarrow as pa

from engines import QUICK, engine, rows_of, runs_here
from rural_revitalization import InvalidInput, RuralRevitalizationError, frames, load_policy
from rural_revitalization.errors import Mismatch
from rural_revitalization.fields import specs
from rural_revitalization.rules.credit import small_loan
from rural_revitalization.rules.livelihood import household_relocation
from rural_revitalization.rules.medical import contribution_subsidy, serious_illness, settlement
from rural_revitalization.rules.monitoring import net_income

TERMS: Final = load_policy("hunan", on=date(2022, 6, 1)).terms(serious_illness)
CLASSES: Final = [name for name, spec in specs(serious_illness.Facts).items() if spec.kind.name == "truth"]


def table(**columns: Any) -> Any:
    """Two people of made-up figures: 90,000 and 10,000 yuan in scope, the local income 32,000, nobody tilted."""
    usual: dict[str, Any] = {
        "row_number": [0, 1],
        "in_scope_cost": [Decimal("90000.00"), Decimal("10000.00")],
        "area_disposable_income": [Decimal("32000.00"), Decimal("32000.00")],
        "ceiling": pl.Series([None, None], dtype=pl.Decimal(18, 2)),
        "no_ceiling": [True, True],
        **{name: [False, False] for name in CLASSES},
    }
    return pl.DataFrame({name: column for name, column in (usual | columns).items() if column is not None})


def refused(frame: Any, **options: Any) -> tuple[Mismatch, ...]:
    """What was wrong, where a table is refused."""
    with pytest.raises(InvalidInput) as raised:
        frames.apply(serious_illness, frame, TERMS, **options)
    return raised.value.mismatches


def reimbursed(frame: Any, **options: Any) -> list[Any]:
    """The reimbursement of each row."""
    found = frames.apply(serious_illness, frame, TERMS, lines=["reimbursement"], **options)
    return [row["serious_illness__reimbursement"] for row in rows_of(found)]


LARGEST: Final = Decimal("1000000000.00")
# 60% of what 90,000 has above half of 32,000: (90,000 - 16,000) x 0.60
PAID: Final = [Decimal("44400.00"), Decimal("0.00")]


@pytest.mark.parametrize("name", QUICK)
def test_every_engine_gives_back_its_own_kind_of_table_with_the_rows_in_order(name: str) -> None:
    frame = engine(name)(table().to_arrow())
    found = frames.apply(serious_illness, frame, TERMS)
    assert type(found) is type(frame)
    assert [row["row_number"] for row in rows_of(found)] == [0, 1]
    assert reimbursed(frame) == PAID


def test_lines_and_prefix_choose_what_is_written_and_how_it_is_called() -> None:
    found = frames.apply(serious_illness, table(), TERMS, lines=["reimbursement"], prefix="illness", bounds=True)
    assert found.columns[-3:] == [
        "illness__reimbursement",
        "illness__reimbursement__low",
        "illness__reimbursement__high",
    ]
    assert "illness__deductible" not in found.columns
    assert [item.path for item in refused(table(), lines=["payment"])] == ["lines"]


def test_columns_are_found_by_the_names_they_are_given() -> None:
    renamed = table().rename({"in_scope_cost": "费用"})
    assert reimbursed(renamed, columns={"in_scope_cost": "费用"}) == PAID
    (wrong,) = refused(table(), columns={"costs": "费用"})
    assert (wrong.path, wrong.rule) == ("columns.costs", "serious_illness")


@pytest.mark.parametrize("name", QUICK)
def test_names_with_quotation_marks_are_names_like_any_other(name: str) -> None:
    odd = """the "cost" of '22"""
    renamed, columns = table().rename({"in_scope_cost": odd}), {"in_scope_cost": odd}
    assert reimbursed(engine(name)(renamed.to_arrow()), columns=columns) == PAID
    negative = renamed.with_columns(**{odd: pl.Series([Decimal("-0.01"), Decimal("0.00")], dtype=pl.Decimal(18, 2))})
    with pytest.raises(Exception, match=r"the .{0,3}cost"):
        reimbursed(engine(name)(negative.to_arrow()), columns=columns)


def test_a_missing_column_is_an_error_that_names_rule_column_type_and_unit() -> None:
    (wrong,) = refused(table(in_scope_cost=None))
    assert (wrong.path, wrong.rule) == ("in_scope_cost", "serious_illness")
    assert "decimal" in wrong.expected
    assert "yuan" in wrong.expected
    assert reimbursed(table(in_scope_cost=None), absent="unknown") == [None, None]


def test_all_that_is_wrong_with_names_and_types_is_said_at_once() -> None:
    wrong = refused(table(in_scope_cost=[9e4, 1e4], extreme_poverty=[0, 1], area_disposable_income=None))
    assert {item.path for item in wrong} == {"in_scope_cost", "extreme_poverty", "area_disposable_income"}
    assert "floating point" in next(item.expected for item in wrong if item.path == "in_scope_cost")


def test_whole_numbers_need_a_unit() -> None:
    fen = table(
        in_scope_cost=[9_000_000, 1_000_000],
        area_disposable_income=[3_200_000, 3_200_000],
        ceiling=pl.Series([None, None], dtype=pl.Int64),
    )
    assert {item.path for item in refused(fen)} == {"in_scope_cost", "area_disposable_income", "ceiling"}
    assert reimbursed(fen, money="fen") == [4_440_000, 0]
    yuan = fen.with_columns(pl.col("in_scope_cost", "area_disposable_income") // 100)
    assert reimbursed(yuan, money="yuan") == PAID
    assert [item.path for item in refused(fen, money="jiao")] == ["money"]


@pytest.mark.parametrize("money", [None, "fen", "yuan"])
@pytest.mark.parametrize(
    "areas", [[100, 101], [Decimal("100.00"), Decimal("100.01")], [Decimal("100.0"), Decimal("100.1")]]
)
def test_an_area_is_in_square_metres_whatever_the_unit_of_money(areas: list[Any], money: Any) -> None:
    # hunan-13fyp-2017 四（二）: four people have at most 4 x 25 = 100 square metres
    homes = pl.DataFrame({"once_registered": [True, True], "members": [4, 4], "floor_area": areas})
    terms = load_policy("hunan", on=date(2018, 6, 1)).terms(household_relocation)
    found = frames.apply(
        household_relocation, homes, terms, lines=["permitted_area", "area_permitted"], money=money, absent="unknown"
    )
    assert found.get_column("household_relocation__area_permitted").to_list() == [True, False]
    assert found.get_column("household_relocation__permitted_area").to_list() == [Decimal("100.00")] * 2


@pytest.mark.parametrize("cost", [Decimal("-0.01"), Decimal("1000000000.01"), Decimal("1.005")])
def test_a_value_that_no_fact_may_have_is_an_error_with_counts_and_examples(cost: Decimal) -> None:
    (wrong,) = refused(table(in_scope_cost=[cost, Decimal("0.00")]))
    assert wrong.path == "in_scope_cost"
    assert "in 1 row(s)" in wrong.given
    assert str(cost) in wrong.given


@pytest.mark.parametrize("name", ["polars-lazy", "duckdb", pytest.param("pyspark", marks=runs_here("pyspark"))])
@pytest.mark.parametrize("cost", [Decimal("-0.01"), Decimal("1000000000.01"), Decimal("1.005")])
def test_a_lazy_table_stops_the_engine_where_it_holds_such_a_value(name: str, cost: Decimal) -> None:
    frame = engine(name)(table(in_scope_cost=[cost, Decimal("0.000")]).to_arrow())
    with pytest.raises(Exception, match="column in_scope_cost: expected yuan"):
        reimbursed(frame)


def test_a_value_too_large_for_the_engine_to_read_is_an_error_too() -> None:
    huge = pl.Series([Decimal(10) ** 20, Decimal(0)], dtype=pl.Decimal(38, 2))
    (wrong,) = refused(table(in_scope_cost=huge))
    assert wrong.path == "in_scope_cost"


@pytest.mark.parametrize("fact", ["in_scope_cost", "minimum_living_allowance"])
@pytest.mark.parametrize(
    "name", ["polars", "polars-lazy", "duckdb", pytest.param("pyspark", marks=runs_here("pyspark"))]
)
def test_what_is_said_to_be_complete_and_is_not_is_refused(name: str, fact: str) -> None:
    typed: dict[str, Any] = {"in_scope_cost": pl.Decimal(18, 2), "minimum_living_allowance": pl.Boolean}
    frame = table(**{fact: pl.Series([None, None], dtype=typed[fact])})
    with pytest.raises(Exception, match=r"complete|nulls"):
        reimbursed(engine(name)(frame.to_arrow()), complete=[fact])
    with pytest.raises(InvalidInput):
        reimbursed(engine(name)(frame.to_arrow()), complete=["costs"])


@pytest.mark.parametrize("ceiling", [None, pl.Series([None, None]), pl.Series([None, None], dtype=pl.Decimal(18, 2))])
def test_no_ceiling_is_told_by_a_column_of_its_own(ceiling: Any) -> None:
    assert reimbursed(table(ceiling=ceiling), absent="unknown") == PAID
    unrecorded = table(ceiling=ceiling, no_ceiling=[None, None])
    assert reimbursed(unrecorded, absent="unknown") == [None, Decimal("0.00")]


def test_a_ceiling_that_is_recorded_stands() -> None:
    assert reimbursed(table(ceiling=[Decimal("30000.00"), None])) == [Decimal("30000.00"), Decimal("0.00")]


def test_a_name_that_the_table_has_already_is_not_written_over() -> None:
    (wrong,) = refused(table(serious_illness__reimbursement=[1, 2]))
    assert wrong.path == "serious_illness__reimbursement"


def test_amounts_at_the_limit_are_exact_and_beyond_it_an_error_never_a_wrapped_number() -> None:
    facts = {name: [LARGEST] for name in ("wage", "business", "property", "transfer")}
    frame = pl.DataFrame(facts | {"business_costs": [Decimal("0.00")], "members": [1]})
    found = frames.apply(net_income, frame, net_income.Terms())
    assert found["net_income__net_income"].to_list() == [Decimal("4000000000.00")]
    rates = {"annual_rate": [Decimal("1.000000")], "days": [1_000_000], "day_count": [360], "overdue_days": [0]}
    owed = {name: [Decimal("1000000000.00")] for name in ("outstanding", "bearing")}
    loan = pl.DataFrame(owed | {"requested": [Decimal("0.00")]} | rates)
    worked = frames.apply(small_loan, loan, small_loan.Terms(), absent="unknown")
    # 1,000,000,000 x 1,000,000 / 360 = 2,777,777,777,777.777...
    assert worked["small_loan__interest"].to_list() == [Decimal("2777777777777.78")]


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("dtype", [pl.Int64(), pl.Decimal(18, 0)])
def test_a_number_of_yuan_of_which_the_fen_do_not_fit_is_refused(name: str, dtype: Any) -> None:
    # A hundred times this is 84 past 2**64.
    yuan = pl.Series([184_467_440_737_095_517, 0]).cast(dtype)
    frame = engine(name)(table(in_scope_cost=yuan).to_arrow())
    with pytest.raises(Exception, match="in_scope_cost: "):
        reimbursed(frame, money="yuan")


def test_pandas_keeps_its_index() -> None:
    pandas = pytest.importorskip("pandas")
    frame = engine("pandas")(table().to_arrow()).set_axis(["second", "first"], axis=0)
    found = frames.apply(serious_illness, frame, TERMS)
    assert list(found.index) == ["second", "first"]
    assert found.loc["second", "serious_illness__reimbursement"] == PAID[0]
    assert isinstance(found, pandas.DataFrame)


def test_nobody_else_is_taken_for_a_table() -> None:
    with pytest.raises(TypeError):
        frames.apply(serious_illness, [1, 2], TERMS)


def test_schema_says_what_is_read_and_written() -> None:
    fields = {field.name: field for field in frames.schema(serious_illness)}
    cost, paid = fields["in_scope_cost"], fields["serious_illness__reimbursement"]
    assert (cost.use, cost.type, cost.unit, cost.least) == (frames.ColumnUse.READ, "decimal", "yuan", Decimal("0.00"))
    assert (paid.use, paid.unit_zh) == (frames.ColumnUse.WRITTEN, "元/年")
    assert fields["no_ceiling"].type == "boolean"
    found = frames.apply(serious_illness, table(), TERMS)
    assert {field.name for field in fields.values()} <= set(found.columns)


def test_a_template_has_each_column_of_several_rules_once() -> None:
    names = [field.name for field in frames.template([serious_illness, contribution_subsidy])]
    assert len(names) == len(set(names))
    assert {"in_scope_cost", "contribution"} <= set(names)


def test_missing_names_the_facts_of_each_row_in_order() -> None:
    # Half of half of 32,000 is 8,000: whoever has costs of no more is paid nothing, in any class.
    costs = [Decimal("90000.00"), Decimal("8000.00")]
    frame = table(in_scope_cost=costs, extreme_poverty=[None, None], minimum_living_allowance=[None, False])
    found = frames.missing(serious_illness, frame, TERMS)
    assert found["serious_illness__missing"].to_list() == ["extreme_poverty, minimum_living_allowance", ""]
    with pytest.raises(RuralRevitalizationError):
        frames.missing(serious_illness, frame, TERMS, of="payment")


@runs_here("pyspark")
def test_spark_without_ansi_mode_is_refused() -> None:
    frame = engine("pyspark")(table().to_arrow())
    frame.sparkSession.conf.set("spark.sql.ansi.enabled", "false")
    try:
        (wrong,) = refused(frame)
        assert wrong.path == "spark.sql.ansi.enabled"
    finally:
        frame.sparkSession.conf.set("spark.sql.ansi.enabled", "true")


# -- decimals of every width ----------------------------------------------------------------------------------

SUBSIDISED: Final = load_policy("hunan", on=date(2022, 6, 1)).terms(contribution_subsidy)
WIDTHS: Final = [
    *((3, 0), (3, 2), (4, 4), (9, 9), (18, 0), (18, 2), (18, 4), (18, 6), (18, 8), (18, 12), (18, 18), (19, 8)),
    *((28, 6), (28, 10), (38, 0), (38, 2), (38, 10), (38, 18), (38, 30), (38, 37), (38, 38)),
]
FITTING: Final = ("0", "0.01", "0.5", "1", "380.25", "2000000", "999999999.99", "1000000000")
NOT_FITTING: Final = ("0.001", "0.1234", "380.0000000001", "1000000000.01", "10000000000", "1E+17", "1E+25", "1E+37")
READING: Final = Context(prec=100)


def of_width(amounts: tuple[str, ...], width: int, places: int) -> list[Decimal]:
    """Those amounts that a column of so many digits and places can hold."""
    read = [READING.quantize(Decimal(text), Decimal(1).scaleb(-places)) for text in amounts]
    return [
        found
        for found, text in zip(read, amounts, strict=True)
        if found == Decimal(text) and len(found.as_tuple().digits) <= width
    ]


def orphans(amounts: list[Decimal], kind: pa.DataType) -> pa.Table:
    rows = range(len(amounts))
    return pa.table({"row_number": rows, "contribution": pa.array(amounts, kind), "orphan": [True for _ in rows]})


@pytest.mark.parametrize("name", QUICK)
def test_decimals_of_every_width_are_read_exactly_or_refused_with_their_column(name: str) -> None:
    for width, places in WIDTHS:
        kind, take = pa.decimal128(width, places), engine(name)
        fine = of_width(FITTING, width, places)
        found = frames.apply(contribution_subsidy, take(orphans(fine, kind)), SUBSIDISED, absent="unknown")
        assert [row["contribution_subsidy__subsidy"] for row in rows_of(found)] == fine, (width, places)
        for amount in of_width(NOT_FITTING, width, places):
            # An eager table is refused; a lazy one stops its engine, whose error says which column it is.
            with pytest.raises(
                InvalidInput if name in ("polars", "pandas", "pyarrow") else Exception, match="contribution"
            ):
                rows_of(frames.apply(contribution_subsidy, take(orphans([amount], kind)), SUBSIDISED, absent="unknown"))


@pytest.mark.parametrize("name", ["pandas", "pyarrow"])
def test_types_that_cannot_be_read_are_refused_and_not_taken_for_nothing(name: str) -> None:
    for kind in (pa.decimal256(50, 2), pa.month_day_nano_interval()):
        given = engine(name)(pa.table({"contribution": pa.nulls(1, kind), "orphan": [True]}))
        with pytest.raises(InvalidInput, match="contribution: expected a type that can be read"):
            frames.apply(contribution_subsidy, given, SUBSIDISED, absent="unknown")


def test_so_are_those_of_duckdb() -> None:
    given = engine("duckdb")(pa.table({"orphan": [True]})).project("orphan, uuid() AS contribution")
    with pytest.raises(InvalidInput, match="contribution: expected a type that can be read"):
        frames.apply(contribution_subsidy, given, SUBSIDISED, absent="unknown")


# -- parts of a whole -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUICK)
def test_parts_that_are_more_than_their_whole_are_refused_and_reversals_are_not(name: str) -> None:
    terms = load_policy("hunan", on=date(2022, 6, 1)).terms(settlement)

    def left(*bills: tuple[str, str, str]) -> list[Any]:
        facts = ("in_scope", "basic_paid", "tilted_paid")
        columns = {fact: [Decimal(bill[at]) for bill in bills] for at, fact in enumerate(facts)}
        columns["total"] = columns["in_scope"]
        nothing = dict.fromkeys(("serious_illness_paid", "assistance_paid"), [Decimal(0)] * len(bills))
        kind = pa.decimal128(18, 2)
        made = {fact: pa.array(amounts, kind) for fact, amounts in (columns | nothing).items()}
        given = engine(name)(pa.table({"row_number": range(len(bills))} | made))
        found = frames.apply(settlement, given, terms, absent="unknown", lines=["own_payment"])
        return [row["settlement__own_payment"] for row in rows_of(found)]

    # 5,000 - 4,000 - 1,000; of a reversal of 5,000 the year took back 4,000 and 1,500: 500 more than it was.
    assert left(("5000", "4000", "1000"), ("-5000", "-4000", "-1500")) == [Decimal("0.00"), Decimal("500.00")]
    refused_with = InvalidInput if name in ("polars", "pandas", "pyarrow") else Exception
    with pytest.raises(refused_with, match=r"basic_paid.*at most in_scope all together"):
        left(("5000", "4000", "1000"), ("5000", "4000", "1000.01"))
    with pytest.raises(refused_with, match="basic_paid"):
        left(("5000", "6100", "-1100"))


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("in_scope", [None, pa.array([None], pa.decimal128(18, 2))])
def test_where_the_part_between_is_null_or_has_no_column_its_own_parts_count(name: str, in_scope: Any) -> None:
    def left(paid: str) -> Any:
        amounts = {"total": "5500", "basic_paid": "4000", "tilted_paid": paid}
        amounts |= dict.fromkeys(("serious_illness_paid", "assistance_paid"), "0")
        made = {fact: pa.array([Decimal(amount)], pa.decimal128(18, 2)) for fact, amount in amounts.items()}
        given = pa.table({"row_number": [0]} | made | ({} if in_scope is None else {"in_scope": in_scope}))
        terms = load_policy("hunan", on=date(2022, 6, 1)).terms(settlement)
        found = frames.apply(settlement, engine(name)(given), terms, absent="unknown", lines=["own_payment"])
        return rows_of(found)[0]["settlement__own_payment"]

    assert left("1000") is None
    with pytest.raises(InvalidInput if name in ("polars", "pandas", "pyarrow") else Exception, match="at most total"):
        left("1500.01")
