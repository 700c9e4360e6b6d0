"""Vocational training (职业技能培训): courses that a person takes, and the certificate each led to."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from .. import fields
from ..algebra import Number, Unknown
from ..fields.annotations import ChoiceRecord, DayRecord, RequiredDay
from .enums import Certificate
from .lasting import Lasting
from .periods import day_after


@fields.model_class
class Training(Lasting):
    """One course of vocational training (培训记录) from its first to its last day; without `until` it goes on.

    `certificate` is the vocational qualification it led to, which counts from the day after the last on.
    """

    since: RequiredDay = fields.day("training since", zh="培训开始日期", required=True)
    until: DayRecord = fields.day("last day of training", zh="培训结束日期")
    certificate: ChoiceRecord[Certificate] = fields.choice(
        "vocational qualification earned", zh="取得的职业资格证书", of=Certificate
    )

    def certified_months(self, on: date) -> Number:
        """The full months of a course, over before a date, that led to an initial or intermediate certificate, or 0.

        From none to all of them where it is not recorded what the course led to; any number where a certificate shows
        that it is over and its last day is not recorded.
        """
        if self.until is None and self.certificate in Certificate.basic() and self.since <= on:
            return Unknown(0, None, {"trainings"})
        if self.until is None or self.until >= on or self.certificate not in (None, *Certificate.basic()):
            return 0
        span = relativedelta(day_after(self.until), self.since)
        months = 12 * span.years + span.months
        return months if self.certificate is not None or not months else Unknown(0, months, {"trainings"})
