"""A dwelling (住房): where a household lives, how safe it is, and the help received for it."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..algebra import Truth, Unknown
from ..fields.annotations import ChoiceRecord, DayRecord, MoneyRecord, Records, RequiredDay, TruthRecord
from .enums import DwellingGrade, HousingHelpKind, HousingMeans
from .lasting import Lasting

_OPEN: Truth = Unknown(False, True, {"dwellings"})


@fields.model_class
class HousingHelp:
    """Help received for a dwelling (住房保障支持): its kind and the day it was granted; the amount in yuan, if any."""

    kind: HousingHelpKind | None = fields.choice("kind of help", zh="支持类别", of=HousingHelpKind, required=True)
    on: RequiredDay = fields.day("granted on", zh="享受日期", required=True)
    amount: MoneyRecord = fields.money("amount", zh="金额")


@fields.model_class
class Dwelling(Lasting):
    """A home of a household, in one condition (住房情况); without `until` it lives there to this day.

    `grade` is that of the last appraisal (鉴定等级), and `endangered_by_disaster` says whether a natural disaster made
    it dangerous. Where either changes, a new entry begins. `means` says how the household came by it.
    """

    since: RequiredDay = fields.day("lived in, in this condition, since", zh="起始日期", required=True)
    until: DayRecord = fields.day("last day", zh="截止日期")
    grade: ChoiceRecord[DwellingGrade] = fields.choice("grade of safety", zh="住房安全等级", of=DwellingGrade)
    means: ChoiceRecord[HousingMeans] = fields.choice("how it was come by", zh="住房保障方式", of=HousingMeans)
    endangered_by_disaster: TruthRecord = fields.truth("made dangerous by a natural disaster", zh="因自然灾害转危")
    help: Records[HousingHelp] = fields.records("help received for it", zh="享受住房保障支持", of=HousingHelp)

    @property
    def safe(self) -> Truth:
        """Whether it is safe: of grade A or B (农村住房安全性鉴定); those of grade C and D are dangerous."""
        return _OPEN if self.grade is None else self.grade in (DwellingGrade.A, DwellingGrade.B)

    @property
    def endangered(self) -> Truth:
        """Whether a natural disaster made it dangerous."""
        return _OPEN if self.endangered_by_disaster is None else self.endangered_by_disaster

    def helped(self, on: date, *kinds: HousingHelpKind) -> Truth:
        """Whether help of some of the kinds had been granted for it by a date."""
        if self.help is None:
            return _OPEN
        return any(item.on <= on and item.kind in kinds for item in self.help)
