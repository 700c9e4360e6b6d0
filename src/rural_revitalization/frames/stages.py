"""A worksheet over a table is worked out in stages: each result becomes a column, which the next stage reads.

Without stages a formula that is read twice would be written twice, and a rule's last line would be as long as the rule
is deep, doubled at every step. What is read once needs no column: it is written where it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, TypeVar

from attrs import define, evolve, field

from .expressions import Truths, Wholes
from .formulas import Formula, col, select

__all__ = ["FACT", "FIGURE", "MARK", "Stages"]

E = TypeVar("E", Wholes, Truths)

MARK: Final = "__rural_revitalization_"
"""How the columns of stages begin; no table of a user's has such columns."""
FACT: Final = "fact"
FIGURE: Final = ".figure"
"""What is missing, where it is not followed by name: something to record, or a figure that no document states."""
_DEEPEST: Final = 16
"""How many operations are written one within the other: engines go through them by recursion."""


@define
class Stages:
    """What is to be worked out, stage by stage; `tracks` says whether missing facts are followed, and `by_name` how.

    Where one table passes through several, `label` keeps their columns apart. `exact` is the size up to which the
    engine divides whole numbers exactly.
    """

    exact: int
    tracks: bool = False
    by_name: bool = True
    label: str = ""
    _steps: dict[str, Formula] = field(factory=dict)
    _apart: set[str] = field(factory=set)

    def called(self, fact: str) -> str:
        """What a missing fact is followed as: by its name, or only as a fact or a figure, which takes fewer columns."""
        return fact if self.by_name else FIGURE if "." in fact else FACT

    def keep(self, part: E, *, apart: bool = False) -> E:
        """The same as a column of its own, unless it is one already or the same on every row.

        It is written where it is read if that is once only, unless it is to be worked out `apart`, whoever reads it.
        """
        if part.fixed or part.plain:
            return part
        name = self.name(part)
        if apart:
            self._apart.add(name)
        return evolve(part, held=col(name))

    def name(self, part: Truths | Wholes) -> str:
        """The column that a result is kept in."""
        name = f"{MARK}{self.label}{len(self._steps)}"
        self._steps[name] = part.formula
        return name

    def run(self, frame: Any, wanted: Iterable[str]) -> Any:
        """The frame with its own columns and those that are wanted, with what they are made from on the way."""
        wanted = set(wanted)
        needed = self._needed(wanted)
        within = self._within(needed, wanted)
        reads = {name: self._reads(name, within) for name in needed if name not in within}
        stages = _stages(reads)
        last = _last_read(reads, stages, wanted)
        own = frame.collect_schema().names()
        for stage in range(1 + max(stages.values(), default=-1)):
            alive = [name for name in reads if stages[name] < stage <= last[name]]
            new = {name: self._steps[name] for name in reads if stages[name] == stage}
            frame = select(frame, (*own, *alive), new, within)
        return frame

    def _needed(self, wanted: Iterable[str]) -> list[str]:
        """The steps behind the columns that are wanted; what nobody reads is not worked out."""
        reached, waiting = set[str](), [name for name in wanted if name in self._steps]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(read for read in self._steps[name].reads if read in self._steps)
        return [name for name in self._steps if name in reached]

    def _within(self, needed: list[str], wanted: Collection[str]) -> dict[str, Formula]:
        """The steps that are written where they are read."""
        read = Counter(name for reader in needed for name in self._steps[reader].reads)
        depths, within = dict[str, int](), dict[str, Formula]()
        for name in needed:
            formula = self._steps[name]
            depths[name] = formula.depth + max((depths[part] for part in formula.reads if part in within), default=0)
            if read[name] == 1 and depths[name] <= _DEEPEST and name not in wanted and name not in self._apart:
                within[name] = formula
        return within

    def _reads(self, name: str, within: Mapping[str, Formula]) -> frozenset[str]:
        """The steps that one reads, by way of those written within it."""
        steps = (read for read in self._steps[name].reads if read in self._steps)
        return frozenset[str]().union(*(self._reads(read, within) if read in within else (read,) for read in steps))


def _stages(reads: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The stage of each step: the first after those of the steps it reads, which come before it."""
    stages = dict[str, int]()
    for name, steps in reads.items():
        stages[name] = 1 + max((stages[step] for step in steps), default=-1)
    return stages


def _last_read(
    reads: Mapping[str, Iterable[str]], stages: Mapping[str, int], wanted: Collection[str]
) -> dict[str, int]:
    """The stage after which a column may go."""
    last = dict.fromkeys(reads, 0)
    for name, steps in reads.items():
        for step in steps:
            last[step] = max(last[step], stages[name])
    return last | dict.fromkeys(last.keys() & wanted, len(reads))
