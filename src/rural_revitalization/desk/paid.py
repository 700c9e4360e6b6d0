"""What was paid (发放记录): its record, the programmes that pay, and what comes of holding it against what was due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from .. import fields
from ..algebra import ZERO, Amount, Truth, not_
from ..assessment import Period
from ..catalogue import DECLARED
from ..errors import Mismatch, raise_if_any
from ..fields.annotations import RequiredDay, RequiredMoney, RequiredText, TextRecord
from ..readonly import ReadOnly
from ..rules.form import AnyRule

PROGRAMMES: Final[Mapping[str, AnyRule]] = ReadOnly({rule.name: rule for rule in DECLARED.values() if rule.pays})
"""The programmes that pay (补助项目): the rules whose answer is a payment, by name."""


def period_of(programme: str) -> Period:
    """How often a programme pays; raises `KeyError` for a name of none."""
    return Period.of(PROGRAMMES[programme].unit)


def period_opening(day: date, of: Period) -> date | None:
    """The first day of the month or year of a day; None for what is paid once, whenever that is."""
    return {Period.MONTH: day.replace(day=1), Period.YEAR: day.replace(month=1, day=1), Period.ONCE: None}[of]


class PaymentOutcome(StrEnum):
    """What comes of holding what was paid against what was due (核对结果): 足额, 少发, 多发, 不应发, 待定."""

    AS_DUE = "as_due"
    UNDER = "under"
    OVER = "over"
    NOT_DUE = "not_due"
    UNDETERMINED = "undetermined"


def outcomes(paid: Amount, due: Amount) -> Mapping[PaymentOutcome, Truth]:
    """Return the truth of each outcome; the first that certainly holds is the one, and without any it is open.

    What was paid is held against the whole range of what was due, in records and in tables alike.
    """
    under, over = paid < due, paid > due
    return {
        PaymentOutcome.NOT_DUE: over & not_(due > ZERO),
        PaymentOutcome.OVER: over,
        PaymentOutcome.UNDER: under,
        PaymentOutcome.AS_DUE: not_(under) & not_(over),
    }


@fields.model_class
class Paid:
    """One payment that was made (发放记录) under a programme, for a month or, by any of its days, for a year.

    `programme` is the name of a rule that pays, such as "minimum_living". `person` is the record key of whom it was
    paid for; a programme of the household has none, or it does not count. `amount` is in yuan; what was paid back is
    negative. Raises `InvalidInput` for a name that is no programme, and for one of people without a person.
    """

    programme: RequiredText = fields.text("programme", zh="补助项目", required=True)
    person: TextRecord = fields.text("person", zh="人员编号")
    month: RequiredDay = fields.day("paid for the month of", zh="所属月份", required=True)
    amount: RequiredMoney = fields.money("amount paid", zh="发放金额", low=None, required=True)

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._faults(), "Paid")

    def _faults(self) -> Iterator[Mismatch]:
        if self.programme not in PROGRAMMES:
            yield Mismatch.of_name("programme", self.programme, PROGRAMMES, "a programme that pays: {}")
        elif self.person is None and is_personal(self.programme):
            expected = f"the key of a person, since {self.programme} is paid per person"
            yield Mismatch("person", expected, "nothing", rule="paid_per_person")


def is_personal(programme: str) -> bool:
    """Whether a programme is paid per person, and not to the household."""
    return PROGRAMMES[programme].about == "person"
