"""Compute a worksheet over a table in stages: each result becomes a column, which the next stage reads.

Without stages a formula that is read twice would be written out twice, and the last line of a rule would double in
length at every step. A result that is read only once needs no column: it is inlined where it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from attrs import define, evolve, field, frozen

from .column_names import MARK
from .expressions import Truths, Wholes
from .formulas import Formula, col, in_stages, when

E = TypeVar("E", Wholes, Truths)

FACT: Final = "fact"
FIGURE: Final = ".figure"
"""Keys of what is missing, if not tracked by name: a fact to record, or a figure that no document states."""
_DEEPEST: Final = 16
"""The deepest nesting of operations: engines walk through them by recursion."""


@define
class Stages:
    """Expressions to compute, stage by stage; with `tracks`, missing facts are tracked, with `by_name` each by itself.

    If one table passes through several `Stages`, `label` keeps their columns apart. `exact` is the size up to which the
    engine divides integers exactly.
    """

    exact: int
    tracks: bool = False
    by_name: bool = True
    label: str = ""
    _steps: dict[str, Formula] = field(factory=dict)
    _apart: set[str] = field(factory=set)
    _guards: dict[str, str] = field(factory=dict)

    def called(self, fact: str) -> str:
        """The key that tracks a missing fact: its name, or only `FACT` or `FIGURE`, which takes fewer columns."""
        return fact if self.by_name else FIGURE if "." in fact else FACT

    def keep(self, part: E, *, apart: bool = False) -> E:
        """Return the expression as a column of its own, unless it is one already or the same on every row.

        A column that is read only once is inlined where it is read, unless it must be computed `apart`.
        """
        if part.fixed or part.plain:
            return part
        name = self.name(part)
        if apart:
            self._apart.add(name)
        return evolve(part, held=col(name))

    def name(self, part: Truths | Wholes) -> str:
        """Store a result, and return the name of its column."""
        return self._named(part.formula)

    def guard(self, columns: Iterable[str], stop: Formula) -> None:
        """Evaluate `stop` before any result made of these columns: the engine fails on the rows that it refuses."""
        name = self._named(stop)
        self._apart.add(name)
        self._guards |= dict.fromkeys(columns, name)

    def run(self, frame: Any, wanted: Iterable[str], own: Collection[str] | None = None) -> Any:
        """Return the frame with its own columns and those wanted, computed stage by stage.

        Pass the names of its `own` columns if known: on a long plan it takes long to ask for them.
        """
        wanted = frozenset(wanted)
        order = _Order.of(self._guarded(wanted), wanted, self._apart)
        own = frame.collect_schema().names() if own is None else own
        return in_stages(frame, (((*own, *alive), new) for alive, new in order.stages()), order.within)

    def _named(self, formula: Formula) -> str:
        name = f"{MARK}{self.label}{len(self._steps)}"
        self._steps[name] = formula
        return name

    def _guarded(self, wanted: frozenset[str]) -> dict[str, Formula]:
        """The steps, with guards put before the wanted results that read guarded columns."""
        if not self._guards:
            return self._steps
        guards = dict[str, frozenset[str]]()
        for name, formula in self._steps.items():
            read = formula.reads
            own = (self._guards[column] for column in read if column in self._guards)
            guards[name] = frozenset(own).union(*(guards[step] for step in read if step in guards))
        return self._steps | {name: self._before(self._steps[name], guards[name]) for name in guards.keys() & wanted}

    def _before(self, formula: Formula, guards: Iterable[str]) -> Formula:
        for guard in guards:
            formula = when(col(guard).is_null(), formula)
        return formula


@frozen
class _Order:
    """The order in which steps are computed: the names of those `needed`, and those inlined, `within` their readers."""

    steps: Mapping[str, Formula]
    wanted: frozenset[str]
    needed: list[str]
    within: Mapping[str, Formula]

    @classmethod
    def of(cls, steps: Mapping[str, Formula], wanted: frozenset[str], apart: Collection[str]) -> _Order:
        """Order the steps that the wanted ones depend on; steps that nothing reads are left out."""
        needed = _needed(steps, wanted)
        read = Counter(name for reader in needed for name in steps[reader].reads)
        depths, within = dict[str, int](), dict[str, Formula]()
        for name in needed:
            formula = steps[name]
            depths[name] = formula.depth + max((depths[part] for part in formula.reads if part in within), default=0)
            if read[name] == 1 and depths[name] <= _DEEPEST and name not in wanted and name not in apart:
                within[name] = formula
        return cls(steps, wanted, needed, within)

    def stages(self) -> Iterator[tuple[list[str], dict[str, Formula]]]:
        """Yield, for each stage, the columns of earlier stages that are still read, and the new ones."""
        reads = {name: self._reads(name) for name in self.needed if name not in self.within}
        stages = dict[str, int]()
        last = {name: len(reads) if name in self.wanted else 0 for name in reads}
        for name, steps in reads.items():
            stages[name] = 1 + max((stages[step] for step in steps), default=-1)
            for step in steps:
                last[step] = max(last[step], stages[name])
        for stage in range(1 + max(stages.values(), default=-1)):
            alive = [name for name in reads if stages[name] < stage <= last[name]]
            yield alive, {name: self.steps[name] for name in reads if stages[name] == stage}

    def _reads(self, name: str) -> frozenset[str]:
        """The steps that a step reads, directly or through those inlined in it."""
        steps = (read for read in self.steps[name].reads if read in self.steps)
        return frozenset[str]().union(*(self._reads(read) if read in self.within else (read,) for read in steps))


def _needed(steps: Mapping[str, Formula], wanted: Iterable[str]) -> list[str]:
    reached, waiting = set[str](), [name for name in wanted if name in steps]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(read for read in steps[name].reads if read in steps)
    return [name for name in steps if name in reached]
