"""A diagnosis (确诊疾病): a disease that a person was found to have, and since when."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..fields.annotations import DayRecord, RequiredDay
from .checks import in_order, raise_if_any
from .enums import Disease


@fields.model_class
class Diagnosis:
    """One disease that a person was found to have (确诊疾病); without `until` the person has it still.

    The children's diseases (儿童...) are codes of their own, since no document says up to which age they are: who
    records the diagnosis says whether it is one.
    """

    disease: Disease | None = fields.choice("disease", zh="病种", of=Disease, required=True)
    since: RequiredDay = fields.day("diagnosed on", zh="确诊日期", required=True)
    until: DayRecord = fields.day("last day", zh="治愈日期")

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), "Diagnosis")

    def covers(self, on: date) -> bool:
        """Whether the person has the disease on a day."""
        return self.since <= on and (self.until is None or on <= self.until)
