"""What the homes and the water of a household say of it on a day (住房和饮水情况)."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..algebra import Truth
from ..fields.annotations import Records
from .derived import derived
from .dwelling import Dwelling
from .enums import HousingHelpKind
from .truths import any_holds
from .water_source import WaterSource


class Housed:
    """The facts derived from the homes that a household lives in, and from where it draws water."""

    __slots__ = ()
    dwellings: Records[Dwelling]
    water_sources: Records[WaterSource]

    @derived(fields.truth, "lives in a safe home", zh="住房安全", record="dwellings")
    def housed_safely(self, on: date) -> Truth | None:
        """Whether a home that the household lives in on a date is safe (住房安全); false for who has none."""
        return None if self.dwellings is None else any_holds(home.safe for home in self._homes(on))

    @derived(fields.truth, "home made dangerous by a natural disaster", zh="住房因自然灾害转危", record="dwellings")
    def endangered_by_disaster(self, on: date) -> Truth | None:
        """Whether a natural disaster made a home dangerous that it lives in on a date (因自然灾害转危)."""
        return None if self.dwellings is None else any_holds(home.endangered for home in self._homes(on))

    @derived(
        fields.truth,
        "has had other help for its housing than a renovation subsidy",
        zh="享受过危房改造补助以外的农村住房保障政策支持",
        record="dwellings",
    )
    def housing_helped_otherwise(self, on: date) -> Truth | None:
        """Whether it had had help for a home by a date, other than a renovation subsidy (农村住房保障政策支持)."""
        return self._helped(on, *(kind for kind in HousingHelpKind if kind is not HousingHelpKind.RENOVATION))

    @derived(fields.truth, "has had a renovation subsidy", zh="享受过农村危房改造补助", record="dwellings")
    def renovation_subsidised(self, on: date) -> Truth | None:
        """Whether it had had a subsidy for the renovation of a dangerous home by a date (农村危房改造补助资金)."""
        return self._helped(on, HousingHelpKind.RENOVATION)

    @derived(fields.truth, "home in disaster rebuilding", zh="已纳入因灾倒损农房恢复重建补助", record="dwellings")
    def in_disaster_rebuilding(self, on: date) -> Truth | None:
        """Whether a home of a date is among those rebuilt with help after a disaster (因灾倒损农房恢复重建)."""
        if self.dwellings is None:
            return None
        return any_holds(home.helped(on, HousingHelpKind.DISASTER_REBUILDING) for home in self._homes(on))

    def _homes(self, on: date) -> list[Dwelling]:
        return [home for home in self.dwellings or () if home.covers(on)]

    def _helped(self, on: date, *kinds: HousingHelpKind) -> Truth | None:
        return None if self.dwellings is None else any_holds(home.helped(on, *kinds) for home in self.dwellings)

    @derived(fields.truth, "village without drinking water", zh="整村连片停水断水", record="water_sources")
    def water_cut_off(self, on: date) -> Truth | None:
        """Whether the household's whole village, or several, had no water on a date (整村连片停水断水)."""
        return None if self.water_sources is None else any_holds(source.cut_off(on) for source in self._waters(on))

    @derived(fields.truth, "drinking water severely polluted", zh="严重水质超标", record="water_sources")
    def water_polluted(self, on: date) -> Truth | None:
        """Whether the last test of its drinking water by a date found it severely above the limits (严重水质超标)."""
        if self.water_sources is None:
            return None
        return any_holds(source.severely_polluted(on) for source in self._waters(on))

    def _waters(self, on: date) -> list[WaterSource]:
        return [source for source in self.water_sources or () if source.covers(on)]
