"""Payments of many households held against what was due (批量发放核对), row by row, as `desk.reconcile` does of one.

A payment and what was due are rows of one kind: they are put below one another, and added up by household, person,
programme and period.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import narwhals as nw

from ..algebra import exact_arithmetic
from ..assessment import Period
from ..desk.paid import PROGRAMMES, Paid, PaymentOutcome, is_personal, outcomes, period_of
from ..errors import InvalidInput, Mismatch, check_kinds, counted, discreet, quoted, raise_if_any
from ..fields import Spec, money, specs
from ..fields.makers import declared_by
from .columns.column import NumberColumn
from .columns.column_names import MARK, safe
from .columns.expressions import LARGEST, Truths, Wholes
from .columns.formulas import col, select
from .columns.operands import MoneyUnit
from .columns.stages import Stages
from .options import check_texts
from .population.assessing import AssessedTables
from .population.levels import as_truth, between, running, settled
from .population.linked import rows_of
from .reading import FactReading
from .user_tables import Table, table_of
from .writing import ResultColumns

_ABOUT: Final = "reconcile"
_KEYS: Final = ("household", "person", "programme", "month")
_ROW: Final = ("household", "person", "programme", "since")
_AMOUNT: Final[Spec] = specs(Paid)["amount"]
_DUE: Final[Spec] = declared_by(money("amount due", zh="应发金额"))
_PAID, _LOW, _HIGH, _OPEN, _TIMES = (f"{MARK}{name}" for name in ("paid", "low", "high", "open", "times"))
_SUMS: Final = (_PAID, _LOW, _HIGH, _OPEN, _TIMES)
"""What is added up: what was paid, was due at least and at most, has no upper bound, and is due by how many rows."""
_MOST: Final = LARGEST // 4


@discreet
@exact_arithmetic
def reconcile(paid: Any, due: Any, *, money: MoneyUnit | None = None) -> Any:
    """Hold payments against what was due (批量发放核对), by household, person, programme and month or year.

    `paid` has a row for each payment: `household`, `person` (null for the household), `programme` (the name of a rule
    that pays), `month` (a date within it) and `amount`; several for one month are added up. `due` has a row for each
    person or household, programme and month: the same keys, and `low` and `high`, what is due at least and at most; a
    null `high` has no bound. `due` of this package makes it of assessed tables; one without a row is owed nothing. Both
    are tables of one engine; integer amounts need `money`, "fen" or "yuan", as for `apply`.

    The result is a table of the engine, sorted by its keys: `household`, `person`, `programme`, `since` (the first day
    of the month or year, null for what is paid once), `paid`, `due`, `difference` (paid beyond what was due), both null
    where open, with their bounds `__low` and `__high`, and the `outcome`: as_due, under, over, not_due or undetermined.
    Where nothing was paid and nothing was due there is no row.

    Raises `InvalidInput` for columns that are lacking or cannot be read, keys that are null, names that are no
    programme, less due at most than at least, what is due given twice, and payments for months and programmes of which
    `due` has no row at all.
    """
    given = {"paid": table_of(paid), "due": table_of(due)}
    _check_columns(given)
    read = {name: settled(table.given, _read(name, table, money)) for name, table in given.items()}
    raise_if_any((item for name, rows in read.items() for item in _bad_keys(name, rows)), _ABOUT)
    raise_if_any(_crossed(read["due"]), _ABOUT)
    rows = {name: settled(given[name].given, _by_period(running(table))) for name, table in read.items()}
    raise_if_any(_beyond(rows), _ABOUT)
    parts = nw.concat([running(rows["paid"]), running(rows["due"])], how="vertical")
    added_up = parts.group_by(*_ROW).agg(*(nw.col(name).sum() for name in _SUMS))
    sums = settled(given["paid"].given, added_up)
    raise_if_any(_twice(sums), _ABOUT)
    there = sums.filter((nw.col(_PAID) != 0) | (nw.col(_LOW) != 0) | (nw.col(_HIGH) != 0) | (nw.col(_OPEN) != 0))
    return _native(given["paid"], _told(there, fen=money == "fen"))


def _crossed(due: Any) -> Iterator[Mismatch]:
    """Yield a mismatch for each programme of which less is due at most than at least."""
    crossed = due.filter(nw.col("high") < nw.col("low")).group_by("programme").agg(nw.len().alias("rows"))
    for programme, count in rows_of(crossed):
        yield Mismatch("due.high", "at least low", f"less on {counted(count, 'row')} of {programme}")


def _told(sums: Any, *, fen: bool) -> Any:
    """The keys with what was paid, what was due, and what comes of it."""
    whole = {name: nw.col(name).cast(nw.Int64) for name in (_PAID, _LOW)}
    high = nw.when(nw.col(_OPEN) == 0).then(nw.col(_HIGH).cast(nw.Int64))
    table = running(sums.select(*_ROW, high.alias(_HIGH), **whole))
    stages = Stages(Table(table, None).exact_division, label="r")
    number = Wholes(col(_PAID), -_MOST, _MOST)
    paid = NumberColumn(stages, 2, number, number, {}, one=True)
    due = between(stages, _LOW, _HIGH, "due")
    results = ResultColumns(stages, fen=fen, bounds=False)
    results.line("paid", paid, _AMOUNT)
    ranges = ResultColumns(stages, fen=fen, bounds=True, columns=results.columns)
    ranges.line("due", due, _AMOUNT)
    ranges.line("difference", paid - due, _AMOUNT)
    found = outcomes(paid, due)
    results.text("outcome", _held(stages, found), otherwise=PaymentOutcome.UNDETERMINED.value)
    run = stages.run(table, results.columns.values(), (*_ROW, _PAID, _LOW, _HIGH))
    return select(run, _ROW, {name: col(stage) for name, stage in results.columns.items()})


def _held(stages: Stages, found: Mapping[PaymentOutcome, Any]) -> dict[str, Truths]:
    return {outcome.value: as_truth(stages, truth).held for outcome, truth in found.items()}


def _native(given: Table, found: Any) -> Any:
    native = settled(given.given, found).sort(*_ROW).to_native()
    if given.eager and given.given.implementation.is_pandas_like():
        pandas = nw.get_native_namespace(given.native)
        return native.to_pandas(types_mapper=pandas.ArrowDtype)
    return native


# -- reading ------------------------------------------------------------------------------------------------------


def _check_columns(given: Mapping[str, Table]) -> None:
    """Raise `InvalidInput` for keys that are lacking or of another type, and for tables of two engines."""
    wrong = [item.under(f"{name}.") for name, table in given.items() for item in _wrong_keys(table)]
    paid, due = given.values()
    if (paid.given.implementation, paid.eager) != (due.given.implementation, due.eager):
        wrong.append(Mismatch("due", f"a table of the engine of paid, {type(paid.native)}", str(type(due.native))))
    raise_if_any(wrong, _ABOUT)


def _wrong_keys(table: Table) -> Iterator[Mismatch]:
    types = table.types()
    yield from table.written_otherwise(_KEYS)
    for name in _KEYS:
        expected = "a column of dates" if name == "month" else "a column of text"
        if name not in types:
            yield Mismatch(name, expected, "no such column")
        elif types[name] == nw.Unknown or str(types[name]) == "Null":
            continue  # nothing but nulls, which a household's programmes have for a person
        elif types[name] != (nw.Date if name == "month" else nw.String):
            yield Mismatch(name, expected, str(types[name]))


def _read(name: str, table: Table, unit: MoneyUnit | None) -> Any:
    """The keys of a table, as they are, and its amounts in fen under the names of what is added up."""
    declared = {"amount": _AMOUNT} if name == "paid" else {"low": _DUE, "high": _DUE}
    stages = Stages(table.exact_division, label=name[0])
    reading = FactReading(about=name, declared=declared, table=table, stages=stages, money=unit, needed=tuple(declared))
    read = reading.columns()
    worked_on = table.worked_on([*_KEYS, *read.values()])
    operands = reading.operands(read, worked_on)
    held = {fact: stages.name(_or_null(number.high)) for fact, number in operands.items()}
    run = stages.run(worked_on, held.values(), _KEYS)
    keys = {key: nw.col(safe(key)).cast(nw.Date if key == "month" else nw.String) for key in _KEYS}
    return run.select(**keys, **{fact: nw.col(stage) for fact, stage in held.items()})


def _or_null(high: Any) -> Wholes:
    return Wholes.nothing() if high is None else high


def _by_period(rows: Any) -> Any:
    """The rows by household, person, programme and the first day of the period, each with all that is added up."""
    paying = {period: [name for name in PROGRAMMES if period_of(name) is period] for period in Period}
    month, programme = nw.col("month"), nw.col("programme")
    of_month = nw.when(programme.is_in(paying[Period.MONTH])).then(month.dt.truncate("1mo").cast(nw.Date))
    since = (
        nw.when(programme.is_in(paying[Period.YEAR])).then(month.dt.truncate("1y").cast(nw.Date)).otherwise(of_month)
    )
    personal = nw.when(programme.is_in([name for name in PROGRAMMES if is_personal(name)])).then(nw.col("person"))
    nothing = nw.lit(0).cast(nw.Int64)
    if "amount" in rows.collect_schema().names():
        amounts = {_PAID: nw.col("amount")} | dict.fromkeys((_LOW, _HIGH, _OPEN, _TIMES), nothing)
    else:
        high = nw.col("high")
        no_bound = nw.when(high.is_null()).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
        low = nw.col("low").fill_null(0)
        once = nw.lit(1).cast(nw.Int64)
        amounts = {_PAID: nothing, _LOW: low, _HIGH: high.fill_null(0), _OPEN: no_bound, _TIMES: once}
    keys = {"household": nw.col("household"), "person": personal, "programme": programme, "since": since}
    return rows.select(**keys, **amounts)


# -- checks -------------------------------------------------------------------------------------------------------


def _bad_keys(name: str, rows: Any) -> Iterator[Mismatch]:
    """Yield the mismatches of keys and amounts that are null, and of names that are no programme."""
    asked = ["household", "month", *(["amount"] if name == "paid" else [])]
    nulls = {f"no_{column}": nw.col(column).is_null().cast(nw.Int64) for column in (*asked, "person")}
    flagged = rows.select("programme", **nulls).group_by("programme")
    counts = rows_of(flagged.agg(nw.len().alias("rows"), *(nw.col(name).sum() for name in nulls)))
    for at, column in enumerate(asked, start=2):
        lacking = sum(row[at] for row in counts)
        if lacking:
            yield Mismatch(f"{name}.{column}", "a value on every row", f"nulls on {counted(lacking, 'row')}")
    for programme, count, *others in counts:
        if programme not in PROGRAMMES:
            expected = f"a programme that pays: {', '.join(PROGRAMMES)}"
            yield Mismatch(f"{name}.programme", expected, f"{quoted(programme)} on {counted(count, 'row')}")
        elif is_personal(programme) and others[-1]:
            expected = f"the key of a person, since {programme} is paid per person"
            yield Mismatch(f"{name}.person", expected, f"nulls on {counted(others[-1], 'row')}")


def _beyond(rows: Mapping[str, Any]) -> Iterator[Mismatch]:
    """Yield a mismatch for each programme and period that was paid and that what is due says nothing about."""
    counts = {
        name: {(row[0], row[1]): row[2] for row in rows_of(table.group_by("programme", "since").agg(nw.len()))}
        for name, table in rows.items()
    }
    for (programme, since), count in counts["paid"].items():
        if (programme, since) not in counts["due"]:
            expected = "a programme and month that due has rows of"
            yield Mismatch("paid", expected, f"{programme}, {since}, on {counted(count, 'row')}")


def _twice(sums: Any) -> Iterator[Mismatch]:
    """Yield a mismatch where something is due by several rows, of which either could be the right one."""
    repeated = sums.filter(nw.col(_TIMES) > 1).group_by("programme", "since").agg(nw.len().alias("rows"))
    for programme, since, count in rows_of(repeated):
        yield Mismatch("due", "one row for each payee, programme and period", f"{programme}, {since}: {count:,} twice")


# -- what assessed tables say is due ------------------------------------------------------------------------------


@discreet
def due(assessed: AssessedTables, *, programmes: Collection[str] | None = None) -> Any:
    """List what is due by assessed tables (应发清单), as `reconcile` reads it: a row for each payee and programme.

    What was due on the day of the assessment counts for its month, and its year. Assess with `bounds=True` to have
    ranges; without, anything from 0 on may be due where an amount is null. A rule that does not apply leaves nothing
    due; one that was skipped leaves anything from 0 on. `programmes` names those to list, or else all.

    Raises `InvalidInput` for names that are no programme, or of which the tables hold no results.
    """
    check_kinds("due", assessed=(assessed, AssessedTables))
    check_texts({"programmes": programmes})
    frames = {True: nw.from_native(assessed.people), False: nw.from_native(assessed.households)}
    columns = {personal: frozenset(frame.collect_schema().names()) for personal, frame in frames.items()}
    wanted = tuple(PROGRAMMES if programmes is None else dict.fromkeys(programmes))
    wrong = [Mismatch.of_name("programmes", name, PROGRAMMES) for name in wanted if name not in PROGRAMMES]
    raise_if_any(wrong, "due")
    there = [name for name in wanted if f"{name}__due" in columns[is_personal(name)]]
    if len(there) < len(wanted) and (programmes is not None or not there):
        lacking = ", ".join(name for name in wanted if name not in there)
        raise InvalidInput([Mismatch("assessed", f"results of {lacking}", "no such columns")], about="due")
    parts = [_due_of(frames[is_personal(name)], name, assessed.on, columns[is_personal(name)]) for name in there]
    return nw.concat(parts, how="vertical").to_native()


def _due_of(frame: Any, programme: str, on: date, columns: Collection[str]) -> Any:
    """What is due under one programme, a row for each person or household."""
    amount, status = f"{programme}__due", nw.col(f"{programme}__status")
    kind = frame.collect_schema()[amount]
    nothing = nw.lit(0 if kind.is_integer() else Decimal("0.00"), dtype=kind)
    low, high = (f"{amount}{end}" if f"{amount}{end}" in columns else amount for end in ("__low", "__high"))
    personal = is_personal(programme)
    return frame.select(
        household=nw.col("household" if personal else "id").cast(nw.String),
        person=(nw.col("id") if personal else nw.lit(None)).cast(nw.String),
        programme=nw.lit(programme).cast(nw.String),
        month=nw.lit(on).cast(nw.Date),
        low=nw.when(nw.col(low).is_null()).then(nothing).otherwise(nw.col(low)),
        high=nw.when(status.is_null()).then(nothing).otherwise(nw.col(high)),
    )
