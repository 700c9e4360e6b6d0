"""Apply a rule to a table: read its facts from columns, add its worksheet as columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal, TypeVar

from attrs import frozen

from ..algebra import exact_arithmetic
from ..citing import needed_facts
from ..errors import InvalidInput, Mismatch, discreet
from ..fields import figure_of, specs
from ..fields.protocols import RuleModule
from .columns.operands import MoneyUnit
from .columns.stages import Stages
from .options import check_options, name_of
from .reading import FactReading
from .user_tables import Table, check_names, table_of
from .writing import ResultColumns

T = TypeVar("T")


@discreet
@exact_arithmetic
def apply(
    rule: RuleModule[Any, T, Any],
    frame: Any,
    terms: T,
    *,
    columns: Mapping[str, str] | None = None,
    prefix: str | None = None,
    money: MoneyUnit | None = None,
    absent: Literal["error", "unknown"] = "error",
    complete: Collection[str] | None = None,
    bounds: bool = False,
    lines: Collection[str] | None = None,
) -> Any:
    """Compute a rule for every row of a table (逐行计算) and return the table with the worksheet's columns added.

    `frame` is an eager or lazy table of any engine that Narwhals supports; the result is of the same kind, its rows in
    the same order. Each fact is read from the column of its name, or of the name that `columns` gives it; null means
    not recorded. Decimal amounts are yuan; integer amounts need `money`, "fen" or "yuan"; floating point is rejected.
    For a ceiling, a boolean column `no_ceiling` marks the rows without one. A fact without a column is unknown on every
    row; if an answer, or a line in `lines`, can depend on it under `terms`, that is an error unless `absent="unknown"`.

    The results are named `rule__field`, or with `prefix` instead of the rule's name: booleans, counts, decimal yuan
    (fen where `money` is "fen") and decimal shares, null where not determined. `bounds` adds the bounds of each amount
    and rate, `__low` and `__high`, where null means unbounded. `lines` restricts the results to the fields it names.

    The rows of an eager table are inspected first: for nulls, since columns without nulls cost less to compute, and for
    invalid values. Of a lazy table, `complete` names the facts without nulls, and the engine raises its own error when
    it meets an invalid value. Amounts may be at most 1,000,000,000 yuan; larger ones are rejected. So are rows on which
    the parts of a whole are more than it, as `Facts` refuse them of a single case.

    Raises `InvalidInput` with all invalid arguments, names, types and values.
    """
    texts = {"lines": lines, "complete": complete}
    check_options(rule, terms, money=money, absent=absent, columns=columns, prefix=prefix, texts=texts)
    wanted = _chosen(rule, lines)
    needed = needed_facts(rule, terms, lines) if absent == "error" else ()
    working = _Working.of(rule, frame, columns, money, needed, complete, tracks=False)
    results = ResultColumns(working.stages, fen=money == "fen", bounds=bounds)
    results.worksheet(prefix or name_of(rule), working.worksheet(rule, terms), lines=wanted)
    return working.written(results)


@discreet
@exact_arithmetic
def missing(
    rule: RuleModule[Any, T, Any],
    frame: Any,
    terms: T,
    *,
    of: str | None = None,
    columns: Mapping[str, str] | None = None,
    prefix: str | None = None,
    money: MoneyUnit | None = None,
    absent: Literal["error", "unknown"] = "error",
    complete: Collection[str] | None = None,
) -> Any:
    """Name the facts that leave a row's answers undetermined (待登记事项), in one column added to the table.

    `rule__missing` lists these facts by name, in order of declaration, separated by commas, then the figures that no
    document in force states, as `rule.term`; it is empty where nothing is missing. `of` asks about one field of the
    worksheet instead of all answers. The other arguments are as for `apply`.

    Raises `InvalidInput` as `apply` does, and if `of` is not a field of the worksheet.
    """
    texts = {"of": None if of is None else [of], "complete": complete}
    check_options(rule, terms, money=money, absent=absent, columns=columns, prefix=prefix, texts=texts)
    declared = specs(rule.Worksheet)
    _chosen(rule, [] if of is None else [of], path="of")
    asked = [of] if of is not None else [name for name, spec in declared.items() if spec.answer]
    needed = needed_facts(rule, terms, asked) if absent == "error" else ()
    working = _Working.of(rule, frame, columns, money, needed, complete, tracks=True)
    worksheet = working.worksheet(rule, terms)
    results = ResultColumns(working.stages, fen=money == "fen", bounds=False)
    values = [getattr(worksheet, name) for name in asked]
    results.missing(f"{prefix or name_of(rule)}__missing", values, _order(rule))
    return working.written(results)


def _chosen(rule: RuleModule[Any, Any, Any], lines: Collection[str] | None, path: str = "lines") -> Collection[str]:
    """The requested fields of a worksheet."""
    declared = specs(rule.Worksheet)
    if lines is None:
        return tuple(declared)
    wrong = [Mismatch.of_name(path, name, declared) for name in lines if name not in declared]
    if wrong:
        raise InvalidInput(wrong, about=name_of(rule))
    return lines


def _order(rule: RuleModule[Any, Any, Any]) -> list[str]:
    """The names of facts in order of declaration, then of figures."""
    terms = [figure_of(name_of(rule), name, spec) for name, spec in specs(rule.Terms).items()]
    return [*specs(rule.Facts), *terms]


@frozen
class _Working:
    """A rule being applied to a table."""

    table: Table
    worked_on: Any
    stages: Stages
    operands: Mapping[str, Any]

    @classmethod
    def of(
        cls,
        rule: RuleModule[Any, Any, Any],
        frame: Any,
        columns: Mapping[str, str] | None,
        money: MoneyUnit | None,
        needed: Collection[str],
        complete: Collection[str] | None,
        *,
        tracks: bool,
    ) -> _Working:
        """Read the facts of a rule from a table."""
        table = table_of(frame)
        stages = Stages(table.exact_division, tracks=tracks)
        reading = FactReading(
            about=name_of(rule),
            declared=specs(rule.Facts),
            table=table,
            stages=stages,
            names=columns or {},
            money=money,
            needed=needed,
            complete=complete or (),
        )
        read = reading.columns()
        worked_on = table.worked_on(read.values())
        return cls(table, worked_on, stages, reading.operands(read, worked_on))

    def worksheet(self, rule: RuleModule[Any, T, Any], terms: T) -> Any:
        """Compute the worksheet; each line is a column, or one value for all rows."""
        return rule.compute(rule.Facts(**self.operands), terms)

    def written(self, results: ResultColumns) -> Any:
        """The input table with the result columns added."""
        check_names(self.table, results.columns)
        return self.table.with_results(self.worked_on, self.stages, results.columns)
