"""Villages (村), as the registers list them."""

from __future__ import annotations

from .. import fields
from ..fields.annotations import CountRecord, MoneyRecord, RequiredText, TextRecord, TruthRecord
from .enums import VillageClass


@fields.model_class
class Village:
    """An administrative village (行政村), as a register lists it; collective income in yuan per year.

    Which classes a village or county is in, `places.Place` says.
    """

    code: RequiredText = fields.text("code", zh="行政区划代码", required=True)
    county: TextRecord = fields.text("county", zh="县（市、区）")
    name: TextRecord = fields.text("name", zh="村名")
    village_class: VillageClass | None = fields.choice("class", zh="村类别", of=VillageClass)
    exited: TruthRecord = fields.truth("village that exited poverty", zh="脱贫村")
    households: CountRecord = fields.count("households", zh="户数", unit="households")
    population: CountRecord = fields.count("population", zh="人口数", unit="people")
    collective_income: MoneyRecord = fields.money("collective income", zh="村集体经济收入", unit="yuan per year")
