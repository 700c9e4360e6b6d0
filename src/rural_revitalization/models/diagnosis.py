"""A diagnosis (确诊疾病): a disease and the dates on which a person has it."""

from __future__ import annotations

from datetime import date

from .. import fields
from ..errors import raise_if_any
from ..fields.annotations import DayRecord, RequiredDay
from .checks import in_order
from .enums import Disease


@fields.model_class
class Diagnosis:
    """One diagnosed disease (确诊疾病); without `until` it is ongoing.

    Children's diseases (儿童...) have codes of their own, since no document states an age limit: whoever records the
    diagnosis decides.
    """

    disease: Disease | None = fields.choice("disease", zh="病种", of=Disease, required=True)
    since: RequiredDay = fields.day("diagnosed on", zh="确诊日期", required=True)
    until: DayRecord = fields.day("last day", zh="治愈日期")

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), "Diagnosis")

    def covers(self, on: date) -> bool:
        """Test whether the person has the disease on a date."""
        return self.since <= on and (self.until is None or on <= self.until)
