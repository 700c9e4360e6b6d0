"""A table during an assessment: its columns as operands, the stages computed from them, the results to write.

People and households are one level each. Payments and decisions are written in the same way on both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import narwhals as nw
from attrs import evolve, field, frozen

from ...algebra import ZERO, when
from ...assessment import Status
from ...assessment.result import open_amount
from ...cases.origins import RecordKind
from ...catalogue import DECLARED, figure_names
from ...entitlements.entitlement import Entitlement
from ...fields import Spec
from ...models import LocalFigures
from ...models.household import UNSTATED
from ...policy import Policy
from ...rules.form import AnyRule
from ..columns import ends
from ..columns.column import NumberColumn, TruthColumn, lifted
from ..columns.column_names import MARK
from ..columns.expressions import LARGEST, Truths, Wholes
from ..columns.formulas import col
from ..columns.operands import MoneyUnit
from ..columns.stages import Stages
from ..reading import FactReading
from ..user_tables import Table
from ..writing import ALWAYS, ResultColumns, open_facts
from .column_case import ChoiceColumn, ColumnCase
from .linked import CODES, CODES_OF_ENTITLEMENTS, LOCAL, NAMES, OF_ANY_MEMBER

ROW: Final = f"{MARK}row"
"""The row index that keeps the order of an eager table."""
SKIPPED: Final = "skipped"
_TYPES: Final[Mapping[str, Any]] = {
    "decimal": nw.Decimal(18, 2),
    "integer": nw.Int64(),
    "boolean": nw.Boolean(),
    "text": nw.String(),
}


@frozen
class Setting:
    """The policy, the day and the options of an assessment: what it works out, and which help it asks for."""

    policy: Policy
    on: date
    money: MoneyUnit | None = field(default=None, kw_only=True)
    bounds: bool = field(default=False, kw_only=True)
    facts: bool = field(default=False, kw_only=True)
    unknowable: bool = field(default=False, kw_only=True)
    rules: Collection[AnyRule] = field(default=tuple(DECLARED.values()), kw_only=True)
    grants: Collection[Entitlement] = field(default=(), kw_only=True)

    def rules_about(self, *kinds: str) -> Iterator[AnyRule]:
        """The rules about the given kinds of record whose answer is a finding."""
        return (rule for rule in self.rules if rule.about in kinds and rule.finds)

    def grants_about(self, kind: str) -> Iterator[Entitlement]:
        """The help for the given kind of record."""
        return (item for item in self.grants if item.about == kind)

    def worked(self, rule: AnyRule, case: ColumnCase, left: Any = None) -> Any:
        """Compute the worksheet of a rule over the rows of a case; `left` is what the previous layer left to pay."""
        return rule.worked(case, self.policy.terms(rule.module), left)


@frozen
class TableLevel:
    """A table being assessed; `held` are its columns as operands, by the name of the fact.

    `unknowable` are, by fact, the columns that are true where it cannot be known.
    """

    setting: Setting
    frame: Any
    stages: Stages
    held: Mapping[str, Any]
    results: ResultColumns
    unknowable: Mapping[str, str] = {}

    @property
    def working(self) -> Any:
        """The frame to compute on."""
        return running(self.frame)

    def case(self, about: RecordKind, figures: LocalFigures | None, **held: Mapping[str, Any]) -> ColumnCase:
        """The rows as a case about one kind of record, with the level's own columns; `held` are those of others."""
        nobody: Any = None
        own = {about: self.held} | held
        return ColumnCase(
            about=about, household=nobody, local=figures or nobody, on=self.setting.on, stages=self.stages, held=own
        )

    def stage_of(self, operand: TruthColumn | NumberColumn | ChoiceColumn) -> str:
        """The stage that holds an operand as integers or booleans, or the column of names, null where not known."""
        if isinstance(operand, ChoiceColumn):
            return operand.column
        part = operand.held if isinstance(operand, TruthColumn) else operand.high
        return self.stages.name(Wholes.nothing() if part is None else part)

    def said(self, rule: AnyRule, case: ColumnCase, worksheet: Any) -> NumberColumn | None:
        """Write the results of a rule for a case, and return the amount due if the rule pays."""
        begins, skips = (as_truth(self.stages, found).held.certain() for found in rule.standing(case))
        if rule.pays:
            return self._payment(rule, worksheet, rule.entitled(case, worksheet), begins, skips)
        if rule.decides:
            self._decision(rule, worksheet, rule.decided(case, worksheet), begins)
        return None

    def _payment(self, rule: AnyRule, worksheet: Any, entitled: Any, where: Truths, skipped: Truths) -> NumberColumn:
        """Write a payment, and return the amount due.

        It is 0 on rows not entitled or that the rule does not apply to, and without upper bound on those it skips.
        """
        due = when(entitled, rule.line(worksheet), ZERO)
        self.results.worksheet(rule.name, worksheet, where=where)
        self.results.line(f"{rule.name}__due", due, rule.answer_spec, where=where)
        self.results.text(f"{rule.name}__status", self._statuses(due, entitled, where, skipped))
        self.missing(rule.name, due, where=where)
        begun, lacks = (TruthColumn(self.stages, self.stages.keep(rows), {}) for rows in (where, skipped))
        otherwise_due = when(lacks, open_amount(rule), ZERO) if rule.needs else ZERO
        found = lifted(self.stages, when(begun, due, otherwise_due))
        assert isinstance(found, NumberColumn), "what is due is an amount"
        return found

    def _decision(self, rule: AnyRule, worksheet: Any, outcome: Any, where: Truths) -> None:
        """Write a decision: its criteria, the outcome, and the criteria that block it."""
        found = as_truth(self.stages, rule.line(worksheet))
        decided = as_truth(self.stages, outcome)
        self.results.worksheet(rule.name, worksheet, where=where)
        outcomes = {"yes": decided.held, "no": ~decided.held}
        self.results.text(
            f"{rule.name}__outcome",
            {word: where & rows.certain() for word, rows in outcomes.items()} | {"undetermined": where},
        )
        refused = (~found.held).certain() & (~decided.held).certain()
        criteria = {
            criterion: refused & (~as_truth(self.stages, getattr(worksheet, criterion)).held).certain()
            for criterion in rule.answer_spec.criteria
        }
        self.results.listed(f"{rule.name}__blockers", criteria, where=where)
        self.missing(rule.name, decided, where=where)

    def missing(self, name: str, value: Any, figures: Iterable[str] = (), *, where: Truths = ALWAYS) -> None:
        """Name what an answer lacks, where that is asked for, and beside it what of that cannot be known."""
        if not self.setting.facts:
            return
        order = self.order(figures)
        self.results.missing(f"{name}__missing", [value], order, where=where)
        if self.setting.unknowable:
            flags = open_facts(self.stages, [value])
            marked = ((fact, flags[fact]) for fact in order if fact in flags and fact in self.unknowable)
            for_good = {fact: rows & Truths(col(self.unknowable[fact])) for fact, rows in marked}
            self.results.listed(f"{name}__unknowable", for_good, where=where)

    def conflicts(self, found: Mapping[str, Any]) -> None:
        """Name the recorded facts that contradict each other on a row, where missing facts are asked for."""
        if self.setting.facts:
            rows = {words: as_truth(self.stages, truth).held for words, truth in found.items()}
            self.results.listed("conflicts", rows)

    def _statuses(self, due: Any, eligible: Any, where: Truths, skipped: Truths) -> dict[str, Truths]:
        """The statuses of a payment, of which the first that holds applies."""
        amount, right = lifted(self.stages, due), as_truth(self.stages, eligible)
        is_open = amount.open | right.open
        found = open_facts(self.stages, [due, eligible])
        # A figure that no document states has a dot in its name; it may be one of another rule that this one builds on.
        recordable = [rows for fact, rows in found.items() if "." not in fact]
        only_figures = is_open if len(recordable) < len(found) else ends.NO
        for rows in recordable:
            only_figures = only_figures & ~rows
        return {
            Status.NOT_ELIGIBLE.value: where & (~right.held).certain(),
            Status.NOT_STATED.value: where & only_figures,
            Status.NOT_DETERMINED.value: where & is_open,
            Status.DUE.value: where,
            SKIPPED: skipped,
        }

    def order(self, figures: Iterable[str] = ()) -> list[str]:
        """The order of what may be missing: codes, names, facts of the level, county figures, figures not stated."""
        return list(
            dict.fromkeys(
                (*CODES, *CODES_OF_ENTITLEMENTS, *NAMES, *self.held, *OF_ANY_MEMBER, *LOCAL, *_FIGURES, *figures)
            )
        )

    def run(self, *more: str) -> Any:
        """The table with all results to write, and further stages."""
        return self.stages.run(self.working, (*self.results.columns.values(), *more))


_FIGURES: Final = (*figure_names(), *UNSTATED)
"""Figures that documents may not state: those of rules, and those that a household's record depends on."""


def opened(
    setting: Setting,
    frame: Any,
    declared: Mapping[str, Spec],
    *,
    about: str,
    label: str,
    names: Mapping[str, str] = {},
    unknowable: Mapping[str, str] = {},
) -> TableLevel:
    """Create the level of a table, with an operand for every column declared."""
    table = Table(frame, None)
    # Always track missing facts: the status not_stated depends on whether anything but figures is missing.
    stages = Stages(table.exact_division, tracks=True, by_name=setting.facts, label=label)
    reading = FactReading(
        about=about,
        declared=declared,
        table=table,
        stages=stages,
        names=names,
        money=setting.money,
        needed=tuple(declared),
    )
    read = reading.columns()
    held = reading.operands(read, running(frame))
    results = ResultColumns(stages, fen=setting.money == "fen", bounds=setting.bounds)
    return TableLevel(setting, frame, stages, held, results, unknowable)


def between(stages: Stages, low: str, high: str, fact: str, *, signed: bool = False, scale: int = 2) -> NumberColumn:
    """An amount in fen between two columns: the second is null where unbounded, of a `signed` one the first too.

    With a `scale` of 0 it is a count.
    """
    least = Wholes(col(low), -LARGEST if signed else 0, LARGEST, nullable=signed)
    most = evolve(least, held=col(high), nullable=True)
    number = NumberColumn(stages, scale, least, most, {})
    return evolve(number, facts={stages.called(fact): number.open}) if stages.tracks else number


def running(frame: Any) -> Any:
    """The frame to compute on: Polars lazily, so that common subexpressions are computed once."""
    return frame.lazy() if isinstance(frame, nw.DataFrame) and frame.implementation.is_polars() else frame


def settled(given: Any, found: Any) -> Any:
    """Materialise the results where the input table was in memory, since they are read more than once."""
    return found.collect() if isinstance(given, nw.DataFrame) and isinstance(found, nw.LazyFrame) else found


def with_absent(frame: Any, columns: Mapping[str, str]) -> Any:
    """Add a column of nulls, of the type given, for each that is absent or of unknown type."""
    there = frame.collect_schema()
    lacking = {
        name: nw.lit(None, dtype=_TYPES[kind])
        for name, kind in columns.items()
        if name not in there or there[name] == nw.Unknown
    }
    return frame.with_columns(**lacking) if lacking else frame


def as_truth(stages: Stages, value: Any) -> TruthColumn:
    """Convert a truth to a column."""
    found = lifted(stages, value)
    assert isinstance(found, TruthColumn), "a truth is expected here"
    return found
