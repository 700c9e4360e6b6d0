"""Relocation (易地扶贫搬迁): what is recorded of a household's move, as it was planned and carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from .. import fields
from ..algebra import Truth
from ..fields.annotations import AreaRecord, ChoiceRecord, RequiredDay, TruthFact, TruthRecord
from .derived import DerivedFact, derived
from .enums import ResettlementMode, SettlementKind, SettlementSize


@fields.model_class
class Relocation:
    """A household's relocation (易地扶贫搬迁), from the day on which it was taken into the plan.

    The three conditions are those of the place it is to leave. `floor_area` is that of its new home in square metres,
    and `borrowed_to_enlarge` says whether it borrowed by itself for more of it. `kind` and `size` are those of the
    settlement, where its homes stand together.
    """

    planned_on: RequiredDay = fields.day("taken into the plan on", zh="纳入搬迁计划日期", required=True)
    harsh_nature: TruthRecord = fields.truth("harsh natural conditions", zh="自然条件严酷")
    poor_living: TruthRecord = fields.truth("bad conditions of living", zh="生存条件恶劣")
    undeveloped: TruthRecord = fields.truth("conditions of development seriously wanting", zh="发展条件严重欠缺")
    agreed: TruthRecord = fields.truth("agreed to move", zh="自愿搬迁")
    floor_area: AreaRecord = fields.area("floor area of the new home", zh="安置住房建筑面积")
    borrowed_to_enlarge: TruthRecord = fields.truth("borrowed to enlarge the new home", zh="自行举债扩大住房面积")
    mode: ChoiceRecord[ResettlementMode] = fields.choice("mode of resettlement", zh="安置方式", of=ResettlementMode)
    kind: ChoiceRecord[SettlementKind] = fields.choice("kind of settlement", zh="安置点类别", of=SettlementKind)
    size: ChoiceRecord[SettlementSize] = fields.choice("size of the settlement", zh="安置点规模", of=SettlementSize)

    @property
    def in_settlement(self) -> bool | None:
        """Whether the new home stands in a settlement (集中安置), not among other homes; None if not recorded."""
        return None if self.mode is None else self.mode is ResettlementMode.CONCENTRATED

    @property
    def urban(self) -> bool | None:
        """Whether the settlement is an urban one (城镇安置点); None if not recorded."""
        return None if self.kind is None else self.kind is SettlementKind.URBAN

    @property
    def small(self) -> bool | None:
        """Whether the settlement is small (小型安置点), neither large nor medium; None if not recorded."""
        return None if self.size is None else self.size is SettlementSize.SMALL


def last_move(household: Any, on: date) -> Relocation | None:
    """The relocation of a household that was planned last by a date; None if there is none, or none is recorded."""
    planned = (move for move in household.relocations or () if move.planned_on <= on)
    return max(planned, key=lambda move: move.planned_on, default=None)


def of_move(read: Callable[[Relocation], bool | None], label: str, *, zh: str) -> DerivedFact[Truth, TruthFact]:
    """Declare a truth of a household: what `read` says of its last relocation."""

    def find(household: Any, on: date) -> Truth | None:
        move = last_move(household, on)
        return None if move is None else read(move)

    return derived(fields.truth, label, zh=zh, record="relocations")(find)
