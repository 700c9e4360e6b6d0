"""The entries of a loan's account (贷款台账记录): the one description that records and ledgers share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from .. import fields
from ..algebra.exact import EXACT, ZERO
from ..errors import raise_if_any
from ..fields.annotations import DayRecord, RequiredDay, RequiredMoney, RequiredRate
from .cross_field import in_order


class Entry:
    """One entry of a loan's account (台账记录): a `Drawing`, `Repayment`, `RateChange` or `Overdue` spell."""

    __slots__ = ()


class Booking(Entry, ABC):
    """An entry that changes the balance (本金变动): a `Drawing` or a `Repayment`."""

    __slots__ = ()
    on: RequiredDay

    @property
    @abstractmethod
    def change(self) -> Decimal:
        """What it adds to the balance, in yuan."""


@fields.model_class
class Drawing(Booking):
    """Principal drawn on a day (发放); it bears interest from that day on."""

    on: RequiredDay = fields.day("drawn on", zh="发放日期", required=True)
    drawn: RequiredMoney = fields.money("amount drawn", zh="发放金额", required=True)

    @property
    def change(self) -> Decimal:
        """What it adds to the balance, in yuan."""
        return self.drawn


@fields.model_class
class Repayment(Booking):
    """Principal repaid on a day (归还本金); it bears no interest from that day on."""

    on: RequiredDay = fields.day("repaid on", zh="还款日期", required=True)
    repaid: RequiredMoney = fields.money("principal repaid", zh="归还本金金额", required=True)

    @property
    def change(self) -> Decimal:
        """What it adds to the balance, in yuan: a negative amount."""
        return EXACT.minus(self.repaid)


@fields.model_class
class RateChange(Entry):
    """The annual rate from a day on (利率变动); also used for the first rate."""

    on: RequiredDay = fields.day("in force from", zh="利率执行日期", required=True)
    annual_rate: RequiredRate = fields.rate("annual rate", zh="年利率", required=True)


@fields.model_class
class Overdue(Entry):
    """A spell overdue (逾期), first and last day included; ongoing without `until`."""

    since: RequiredDay = fields.day("first day overdue", zh="逾期起始日期", required=True)
    until: DayRecord = fields.day("last day overdue", zh="逾期截止日期")

    def __attrs_post_init__(self) -> None:
        raise_if_any(in_order("since", self.since, "until", self.until), "Overdue")


ENTRIES: Final[dict[str, type[Entry]]] = {
    "drawn": Drawing,
    "repaid": Repayment,
    "annual_rate": RateChange,
    "since": Overdue,
}
"""The class of an entry by the field that only it has: what tells entries apart in JSON."""


def in_order_of_booking(bookings: Iterable[Booking]) -> list[Booking]:
    """Sort bookings by day, drawings before repayments of the same day."""
    return sorted(bookings, key=lambda booking: (booking.on, isinstance(booking, Repayment)))


def balances(bookings: Iterable[Booking]) -> dict[date, Decimal]:
    """Return the balance at the end of each day with a booking, in yuan, in order of days."""
    balance, found = ZERO, dict[date, Decimal]()
    for booking in in_order_of_booking(bookings):
        balance = found[booking.on] = EXACT.add(balance, booking.change)
    return found
