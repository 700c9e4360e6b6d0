"""Who qualifies for help granted without a figure: a list of those who have a right to it, and who may have one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, Literal

import narwhals as nw
from attrs import frozen

from ...algebra import exact_arithmetic
from ...catalogue import ENTITLEMENTS, in_force, of_these_in_force
from ...entitlements.entitlement import Entitlement
from ...errors import InvalidInput, Mismatch, close_to, discreet, heading, quoted, raise_if_any
from ...fields import Spec, specs
from ...models import LocalFigures, Person
from ...policy import Policy
from ..columns.column_names import MARK, safe
from ..columns.formulas import col, select, text
from ..options import check_day, check_texts, check_words
from ..reading import column_of, column_type
from ..user_tables import Table, table_of
from ..writing import ResultColumns, open_facts
from .aggregates import members_by_household
from .asking import AskedColumns, asked_of
from .column_case import ColumnCase
from .county_figures import Figures, figures_of
from .levels import ROW, Setting, TableLevel, as_truth, settled, with_absent
from .linked import CODES, CODES_OF_ENTITLEMENTS, DIAGNOSES, HOUSEHOLDS, LOCAL, NAMES, PEOPLE, check_codes, check_links
from .rule_columns import open_households, open_people, told

_CODES: Final = {**CODES, **CODES_OF_ENTITLEMENTS}
OF_PEOPLE: Final[Mapping[str, Spec]] = {**{name: specs(Person)[name] for name in _CODES}, **PEOPLE, **DIAGNOSES}
"""The facts of a person, codes and diagnoses included, by column."""
OF_HOUSEHOLDS: Final[Mapping[str, Spec]] = {**NAMES, **HOUSEHOLDS}
"""The facts of a household, the name of its county included, by column."""
_KEYS: Final = {"people": ("household", "id"), "households": ("id",)}
_TEXTS: Final = (nw.String, nw.Categorical, nw.Enum)
_NAME: Final = "who_qualifies"
_LINK: Final = f"{MARK}link"
_AT: Final = f"{MARK}document"
_RESULTS: Final = ("household", "person", "document", "outcome", "to_record", "not_stated")


@discreet
@exact_arithmetic
def who_qualifies(
    name: str | Entitlement,
    people: Any,
    households: Any,
    policy: Policy,
    local: Any = None,
    *,
    on: date | None = None,
    absent: Literal["error", "unknown"] = "error",
    keep: Collection[str] = (),
) -> Any:
    """List who has a right to a help without a figure, and who may have one (享受对象名单), over two linked tables.

    `name` is that of the help, such as "cataract_treatment"; the documents in force that grant it are each asked. A row
    of your own is asked by itself. The tables and the county's figures are as for `assess`, of which only those columns
    are read, and asked for, that decide who this help is for; `local` may be left out where it asks for no figure of
    the county.

    The result is a table of the same engine, with a row for each person or household and document: `household`,
    `person` (null for help to households), the `document`, the `outcome` (yes or undetermined), and what would decide
    it: `to_record`, the facts to record, and `not_stated`, what only the document leaves open, by name and separated by
    commas. Who certainly has no right to it is left out. `keep` names further columns to carry along, of the table that
    the help is for. Rows keep the order of an eager table.

    With `absent="unknown"` a column that is absent is unknown on every row.

    Raises `InvalidInput` for a name that no document in force grants, for columns that are lacking, and in all cases
    where `assess` raises it.
    """
    with _in_its_name():
        check_words(None, absent, policy)
        day = policy.on if on is None else on
        check_day(policy, day)
        check_texts({"keep": keep})
        grants = _granted(name, policy, day)
        setting = Setting(policy, day, facts=True, rules=(), grants=grants)
        return _Listing.of(setting, people, households, local, absent, tuple(keep)).found()


def _granted(name: Any, policy: Policy, on: date) -> tuple[Entitlement, ...]:
    """The rows in force of a name, or the row given; raises `InvalidInput` with the closest names if there are none."""
    if isinstance(name, Entitlement):
        return _in_force(name, policy, on)
    there = in_force(policy, on)
    found = tuple(item for item in there if item.name == name)
    if not found:
        names = sorted({item.name for item in there})
        given, once = quoted(name), [item for item in ENTITLEMENTS if item.name == name]
        spans = ", ".join(f"{item.source.document} from {item.since} to {item.until}" for item in once)
        given += f", granted by {spans}" if once else ""
        expected = f"help that a document in force on {on} grants: one of {', '.join(names)}"
        raise InvalidInput([Mismatch("name", expected, given, suggestions=close_to(name, names))])
    return found


def _in_force(row: Entitlement, policy: Policy, on: date) -> tuple[Entitlement, ...]:
    found = tuple(of_these_in_force([row], policy, on))
    if not found:
        given = f"{row.name}, granted by {row.source.document} from {row.since} to {row.until}"
        raise InvalidInput([Mismatch("name", f"help that a document of the policy grants on {on}", given)])
    return found


@contextmanager
def _in_its_name() -> Iterator[None]:
    """Let errors say that they are about `who_qualifies`, not about the assessment it shares its tables with."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(error.mismatches, about=_NAME) from None


@frozen
class _Listing:
    """The tables read, and what is asked of them."""

    setting: Setting
    asked: AskedColumns
    given: Table
    people: Any
    households: Any
    figures: Figures
    keep: tuple[str, ...]

    @classmethod
    def of(
        cls, setting: Setting, people: Any, households: Any, local: Any, absent: str, keep: tuple[str, ...]
    ) -> _Listing:
        """Read both tables, and check that they match."""
        asked = asked_of((), setting.grants)
        several = bool(asked.local) and not (local is None or isinstance(local, LocalFigures))
        given = {"people": table_of(people), "households": table_of(households)}
        about = _table_about(setting)
        of_households = asked.households | ({"county"} if several else set())
        wanted = {
            "people": {column: spec for column, spec in OF_PEOPLE.items() if column in asked.people},
            "households": {column: spec for column, spec in OF_HOUSEHOLDS.items() if column in of_households},
        }
        kept = {table: keep if table == about else () for table in given}
        wrong = [item for table in given for item in _faults(given[table], table, wanted[table], kept[table], absent)]
        wrong += _faults_of_local(asked.local, local, absent)
        if wrong:
            raise InvalidInput(wrong)
        person_rows, household_rows = (_rows(given[table], table, wanted[table], kept[table]) for table in given)
        read = {"people": (person_rows, asked.people), "households": (household_rows, asked.households)}
        raise_if_any((item for name, rows in read.items() for item in _not_text(name, *rows, wanted[name])), _NAME)
        check_links(person_rows, household_rows)
        check_codes(person_rows, {column: codes for column, codes in _CODES.items() if column in asked.people})
        figures = Figures(LocalFigures(year=setting.on.year))
        if asked.local and local is not None:
            needed = asked.local if absent == "error" else ()
            named = "county" in household_rows.collect_schema()
            figures = figures_of(local, setting.on, household_rows, named=named, needed=needed)
        return cls(setting, asked, given[about], person_rows, household_rows, figures, keep)

    def found(self) -> Any:
        """The list, as a table of the engine that was given."""
        level, case = self._opened()
        keys = {"household": "id"} if case.about == "household" else {"household": "household", "person": "id"}
        written = [_written(level, case, item) for item in self.setting.grants]
        worked_out = level.stages.run(level.working, [stage for results in written for stage in results.values()])
        parts = []
        for at, (item, results) in enumerate(zip(self.setting.grants, written, strict=True)):
            rows = worked_out.filter(~nw.col(results["outcome"]).is_null())
            columns = {
                **{column: col(keys[column]) if column in keys else text(None) for column in _RESULTS[:2]},
                "document": text(item.source.document),
                **{column: col(stage) for column, stage in results.items()},
                **{column: col(safe(column)) for column in self.keep},
            }
            ordered = {ROW: col(ROW)} if self.given.eager else {}
            parts.append(select(rows, (), columns | ordered).with_columns(nw.lit(at).alias(_AT)))
        return self._native(parts)

    def _opened(self) -> tuple[TableLevel, ColumnCase]:
        """The table that the help is for, as a case; people with what they need of their household."""
        setting, figures = self.setting, self.figures
        joined = figures.joined_to(self.households)
        if self.asked.members:
            members = settled(self.people, members_by_household(setting, self.people))
            joined = joined.join(members, left_on="id", right_on="household", how="left")
        level, case = open_households(setting, joined, figures)
        if _table_about(setting) == "households":
            return level, case
        passed_on = told(level, case) | figures.passed_on(level.frame)
        if not passed_on:
            return open_people(setting, self.people, figures)
        found = settled(self.households, level.run(*passed_on.values()))
        own = found.select(nw.col("id").alias(_LINK), **{column: nw.col(at) for column, at in passed_on.items()})
        return open_people(setting, self.people.join(own, left_on="household", right_on=_LINK, how="left"), figures)

    def _native(self, parts: list[Any]) -> Any:
        """The parts as one table, in the order of the rows given."""
        found = parts[0] if len(parts) == 1 else nw.concat(parts, how="vertical")
        if not self.given.eager:
            return found.drop(_AT).to_native()
        native = settled(self.given.given, found).sort(ROW, _AT).drop(ROW, _AT).to_native()
        if not self.given.given.implementation.is_pandas_like():
            return native
        pandas = nw.get_native_namespace(self.given.native)
        return native.to_pandas(types_mapper=pandas.ArrowDtype)


def _written(level: TableLevel, case: ColumnCase, item: Entitlement) -> dict[str, str]:
    """The stages that hold the outcome of a help, null where there is no right to it, and what would decide it."""
    results = ResultColumns(level.stages, fen=False, bounds=False)
    outcome = as_truth(level.stages, item.to(case))
    results.text("outcome", {"yes": outcome.held, "undetermined": outcome.open})
    flags = open_facts(level.stages, [outcome])
    order = [fact for fact in level.order(left.name for left in item.leaves_open) if fact in flags]
    results.listed("to_record", {fact: flags[fact] for fact in order if "." not in fact})
    results.listed("not_stated", {fact: flags[fact] for fact in order if "." in fact})
    return results.columns


def _table_about(setting: Setting) -> str:
    """The table that the help is for; all rows of a name are about the same kind of record."""
    return "people" if {item.about for item in setting.grants} == {"person"} else "households"


# -- the tables read ------------------------------------------------------------------------------------------


def _faults(
    table: Table, name: str, facts: Mapping[str, Spec], keep: Collection[str], absent: str
) -> Iterator[Mismatch]:
    """Yield what keeps a table from being read: columns that it lacks, cannot be read or are named like results."""
    types, keys = table.types(), _KEYS[name]
    for item in (*table.written_otherwise([*keys, *facts, *keep]), *table.unreadable(facts)):
        yield item.under(f"{name}.")
    for key in keys:
        if key not in types:
            yield Mismatch(f"{name}.{key}", "a column of record keys", "no such column")
    for fact, spec in facts.items():
        if fact not in types and absent == "error":
            yield Mismatch(f"{name}.{fact}", column_of(spec), "no such column", suggestions=_likely(fact, types))
    for column in keep:
        if column not in types:
            path, likely = f"keep.{quoted(column)}", _likely(column, types)
            yield Mismatch(path, f"a column of {name}", "no such column", suggestions=likely)
        elif column in _RESULTS:
            yield Mismatch(f"keep.{column}", "no column of this name, since a result has it", "one in the table")


def _not_text(name: str, rows: Any, asked: Collection[str], facts: Mapping[str, Spec]) -> Iterator[Mismatch]:
    """Yield a mismatch for each column of codes or names that is asked for and holds no text."""
    types = rows.collect_schema()
    for fact in facts:
        if fact in asked and column_type(facts[fact]) == "text" and not isinstance(types[fact], _TEXTS):
            yield Mismatch(f"{name}.{fact}", column_of(facts[fact]), str(types[fact]))


def _likely(name: str, headers: Iterable[Any]) -> Iterator[str]:
    """The headers that a name may stand for; hidden where one may be a number of somebody."""
    return map(heading, close_to(name, map(str, headers)))


def _faults_of_local(asked: Collection[str], local: Any, absent: str) -> Iterator[Mismatch]:
    if local is None and absent == "error":
        for figure in sorted(asked):
            yield Mismatch(
                f"local.{figure}", f"figures of the county: {LOCAL[figure].label} ({LOCAL[figure].zh})", "None"
            )


def _rows(table: Table, name: str, facts: Mapping[str, Spec], keep: Collection[str]) -> Any:
    """The columns asked for of a table, of nulls where absent, with a row index if it is eager."""
    there = [column for column in dict.fromkeys((*_KEYS[name], *facts, *keep)) if column in table.types()]
    read = table.worked_on(there).select(*map(safe, there))
    if table.eager:
        read = (read.collect() if isinstance(read, nw.LazyFrame) else read).with_row_index(ROW)
    return with_absent(read, {fact: column_type(spec) for fact, spec in facts.items()})
