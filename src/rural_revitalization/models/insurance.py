"""Insurance (保险) that a household holds, beside that of its people for illness and age."""

from __future__ import annotations

from .. import fields
from ..fields.annotations import DayRecord, RequiredDay
from .enums import InsuranceKind
from .lasting import Lasting


@fields.model_class
class Insurance(Lasting):
    """A policy of insurance that a household holds (投保记录); without `until` it covers it to this day."""

    kind: InsuranceKind | None = fields.choice("kind of insurance", zh="险种", of=InsuranceKind, required=True)
    since: RequiredDay = fields.day("covered since", zh="保险起期", required=True)
    until: DayRecord = fields.day("last day of cover", zh="保险止期")
