"""A rule over a table: its facts read from columns, its worksheet written beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal

from attrs import frozen

from ..citing import needed_facts
from ..errors import InvalidInput, Mismatch, shown
from ..fields import specs
from ..fields.protocols import RuleModule
from .columns.operands import MoneyUnit
from .columns.stages import MARK, Stages
from .reading import FactReading
from .tables import Table, table_of
from .writing import ResultColumns


def apply(
    rule: RuleModule[Any, Any, Any],
    frame: Any,
    terms: Any,
    *,
    columns: Mapping[str, str] | None = None,
    prefix: str | None = None,
    money: MoneyUnit | None = None,
    absent: Literal["error", "unknown"] = "error",
    complete: Collection[str] | None = None,
    bounds: bool = False,
    lines: Collection[str] | None = None,
) -> Any:
    """Apply a rule to every row of a table (逐行计算) and return the table with the worksheet's columns added.

    `frame` is an eager or lazy table of any engine that Narwhals knows, and stays one of that kind; rows keep their
    order. Each fact is read from the column of its name, or of the name that `columns` gives it; null is not recorded.
    Decimals are yuan; whole numbers need `money`, "fen" or "yuan", and floating point is refused. Beside a ceiling a
    truth column `no_ceiling` says where there is none. A fact without a column is unknown on every
    row. Where under the terms given an answer can depend on it, or a line that `lines` names, that is an error, unless
    `absent="unknown"`.

    The results are named `rule__field`, or with `prefix` instead of the rule's name: truths, counts, decimal yuan
    (fen where `money` is "fen") and decimal shares, null where not determined. `bounds` adds what an amount or a rate
    lies between, `__low` and `__high`, where null is unbounded. `lines` names the fields wanted, where not all are.

    The rows of an eager table are looked at first: for nulls, since complete columns cost less, and for values no fact
    may have. Of a lazy table `complete` names the facts that have no nulls; the engine itself raises an error where it
    meets what it should not. Amounts may come to a thousand million yuan, and beyond it nothing is worked out.

    Raises `InvalidInput` with all that is wrong with names, types and values.
    """
    check_words(money, absent)
    wanted = _chosen(rule, lines)
    needed = needed_facts(rule, terms, lines) if absent == "error" else ()
    working = _Working.of(rule, frame, columns, money, needed, complete, tracks=False)
    results = ResultColumns(working.stages, fen=money == "fen", bounds=bounds)
    results.worksheet(prefix or name_of(rule), working.worksheet(rule, terms), lines=wanted)
    return working.written(results)


def missing(
    rule: RuleModule[Any, Any, Any],
    frame: Any,
    terms: Any,
    *,
    of: str | None = None,
    columns: Mapping[str, str] | None = None,
    prefix: str | None = None,
    money: MoneyUnit | None = None,
    absent: Literal["error", "unknown"] = "error",
    complete: Collection[str] | None = None,
) -> Any:
    """Name for every row the facts that keep the answers open (待登记事项), in one column added to the table.

    `rule__missing` lists the facts by name, in order of declaration, separated by commas, then the figures that no
    document in force states, as `rule.term`; it is empty where all is known. `of` asks for one field of the worksheet
    instead of all answers. Everything else is as for `apply`.

    Raises `InvalidInput` as `apply` does, and where there is no such field.
    """
    check_words(money, absent)
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


def name_of(rule: RuleModule[Any, Any, Any]) -> str:
    """The name of a rule, which its columns begin with."""
    return rule.__name__.rsplit(".", 1)[-1]


def _chosen(rule: RuleModule[Any, Any, Any], lines: Collection[str] | None, path: str = "lines") -> Collection[str]:
    """The requested fields of a worksheet."""
    declared = specs(rule.Worksheet)
    if lines is None:
        return tuple(declared)
    wrong = [Mismatch(path, f"one of {', '.join(declared)}", shown(name)) for name in lines if name not in declared]
    if wrong:
        raise InvalidInput(wrong, about=name_of(rule))
    return lines


def _order(rule: RuleModule[Any, Any, Any]) -> list[str]:
    """Facts in order of declaration, then figures."""
    terms = [f"{name_of(rule)}.{name}" for name in specs(rule.Terms)]
    return [*specs(rule.Facts), *terms]


@frozen
class _Working:
    """A rule being worked out over a table."""

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
        """The facts of a rule read from a table."""
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

    def worksheet(self, rule: RuleModule[Any, Any, Any], terms: Any) -> Any:
        """The worksheet, each line a column, or one value for all rows."""
        return rule.compute(rule.Facts(**self.operands), terms)

    def written(self, results: ResultColumns) -> Any:
        """The input table with the result columns added."""
        check_names(self.table, results.columns)
        return self.table.with_results(self.worked_on, self.stages, results.columns)


def check_names(table: Table, results: Mapping[str, str]) -> None:
    """Raise `InvalidInput` where a table already has columns with the names to be written."""
    taken = [name for name in table.types() if name in results or name.startswith(MARK)]
    if taken:
        wrong = [Mismatch(name, "a name that is free for a result", "a column of the table") for name in taken]
        raise InvalidInput(wrong, about="apply")


def check_words(money: str | None, absent: str) -> None:
    """Raise `InvalidInput` for options that are not among the accepted words."""
    wrong = []
    if money not in (None, "fen", "yuan"):
        wrong.append(Mismatch("money", '"fen" or "yuan"', shown(money)))
    if absent not in ("error", "unknown"):
        wrong.append(Mismatch("absent", '"error" or "unknown"', shown(absent)))
    if wrong:
        raise InvalidInput(wrong, about="apply")
