"""A worksheet over a table is worked out in stages: each result becomes a column, which the next stage reads.

Without stages an expression that is read twice would be written twice, and a rule's last line would be as long as the
rule is deep, doubled at every step.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeVar

import narwhals as nw
from attrs import define, evolve, field, frozen

from .expressions import Truths, Wholes

__all__ = ["FACT", "FIGURE", "MARK", "Stages"]

E = TypeVar("E", Wholes, Truths)

MARK: Final = "__rural_revitalization_"
"""How the columns of stages begin; no table of a user's has such columns."""
FACT: Final = "fact"
FIGURE: Final = ".figure"
"""What is missing, where it is not followed by name: something to record, or a figure that no document states."""


@frozen(eq=False)
class _Step:
    expr: nw.Expr
    reads: frozenset[str]
    stage: int


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
    _steps: dict[str, _Step] = field(factory=dict)

    def called(self, fact: str) -> str:
        """What a missing fact is followed as: by its name, or only as a fact or a figure, which takes fewer columns."""
        return fact if self.by_name else FIGURE if "." in fact else FACT

    def keep(self, part: E) -> E:
        """The same as a column of its own, unless it is one already or the same on every row."""
        if part.fixed or part.plain:
            return part
        name = self.name(part)
        return evolve(part, held=nw.col(name), reads=frozenset((name,)), plain=True)

    def _step(self, part: Truths | Wholes) -> _Step:
        stages = [self._steps[read].stage for read in part.reads if read in self._steps]
        return _Step(part.expr, part.reads, 1 + max(stages, default=-1))

    def name(self, part: Truths | Wholes) -> str:
        """The column that a result is kept in."""
        name = f"{MARK}{self.label}{len(self._steps)}"
        self._steps[name] = self._step(part)
        return name

    def run(self, frame: Any, wanted: Iterable[str]) -> Any:
        """The frame with its own columns and those that are wanted, with what they are made from on the way."""
        needed = self._needed(wanted)
        last_read = self._last_read(needed, wanted)
        own = frame.collect_schema().names()
        alive = list[str]()
        for stage in range(1 + max((self._steps[name].stage for name in needed), default=-1)):
            new = {name: self._steps[name].expr for name in needed if self._steps[name].stage == stage}
            alive = [name for name in alive if last_read[name] >= stage]
            frame = frame.select(nw.col(*own, *alive), **new)
            alive.extend(new)
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

    def _last_read(self, needed: list[str], wanted: Iterable[str]) -> dict[str, int]:
        """The stage after which a column may go."""
        last = dict.fromkeys(needed, 0)
        for name in needed:
            for read in self._steps[name].reads & last.keys():
                last[read] = max(last[read], self._steps[name].stage)
        return last | dict.fromkeys(last.keys() & set(wanted), len(self._steps))
