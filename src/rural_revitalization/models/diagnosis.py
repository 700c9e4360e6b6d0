"""A diagnosis (确诊疾病): a disease and the dates on which a person has it."""

from __future__ import annotations

from .. import fields
from ..fields.annotations import DayRecord, RequiredDay
from .enums import Disease
from .lasting import Lasting


@fields.model_class
class Diagnosis(Lasting):
    """One diagnosed disease (确诊疾病); without `until` it is ongoing.

    Children's diseases (儿童...) have codes of their own, since no document states an age limit: whoever records the
    diagnosis decides.
    """

    disease: Disease | None = fields.choice("disease", zh="病种", of=Disease, required=True)
    since: RequiredDay = fields.day("diagnosed on", zh="确诊日期", required=True)
    until: DayRecord = fields.day("last day", zh="治愈日期")
