"""A water source (供水): where a household's drinking water comes from, its tests and its outages."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..algebra import Truth, Unknown
from ..fields.annotations import ChoiceRecord, DayRecord, Records, RequiredDay, TruthRecord
from .enums import WaterSupply
from .lasting import Lasting
from .spell import Spell

_OPEN: Truth = Unknown(False, True, {"water_sources"})


@fields.model_class
class WaterTest:
    """One test of the water's quality (饮水水质检测)."""

    on: RequiredDay = fields.day("tested on", zh="检测日期", required=True)
    severe_excess: TruthRecord = fields.truth("severely above the limits", zh="严重水质超标")


@fields.model_class
class Outage(Spell):
    """A period without water (停水断水); `whole_village` says whether all of the village, or several, had none."""

    whole_village: TruthRecord = fields.truth("of the whole village or several", zh="整村连片")


@fields.model_class
class WaterSource(Lasting):
    """A source of a household's drinking water (供水); without `until` it is in use to this day."""

    since: RequiredDay = fields.day("in use since", zh="启用日期", required=True)
    until: DayRecord = fields.day("last day in use", zh="停用日期")
    supply: ChoiceRecord[WaterSupply] = fields.choice("kind of supply", zh="供水方式", of=WaterSupply)
    tests: Records[WaterTest] = fields.records("tests of quality", zh="水质检测", of=WaterTest)
    outages: Records[Outage] = fields.records("outages", zh="停水断水", of=Outage)

    def cut_off(self, on: date) -> Truth:
        """Whether the whole village, or several, had no water on a date."""
        if self.outages is None:
            return _OPEN
        found: Truth = False
        for outage in self.outages:
            if outage.covers(on):
                found = found | (_OPEN if outage.whole_village is None else outage.whole_village)
        return found

    def severely_polluted(self, on: date) -> Truth:
        """Whether its last test by a date found it severely above the limits; open without a test."""
        done = [test for test in self.tests or () if test.on <= on]
        last = max(done, key=lambda test: test.on, default=None)
        return _OPEN if last is None or last.severe_excess is None else last.severe_excess
