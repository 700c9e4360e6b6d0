"""What the negative bills of a year take back (冲销对应的原单据).

A reversal (冲销) says no more than its amounts. It takes back a recorded bill of the same amounts, of the year or of an
earlier one. One that has the amounts of no bill corrects a bill of the year that is larger in every part; without such
a bill, nobody recorded what it takes back. Where bills under other classes come into question as well, or amounts are
not recorded, each is a way to read it, and what is paid is the range over all ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import attrs

from ..algebra import ZERO, Amount, Truth, Unknown, exact_arithmetic, rest_of, sum_of, when
from ..algebra.exact import EXACT
from ..fields import evolve_unchecked
from ..models import MedicalBill
from ..models.bill import AMOUNTS

NOT_RECORDED: Final = Unknown(False, True, {"bills"})
MOST_WAYS: Final = 8
"""How many ways are told apart; where there are more, what the layers pay on each bill is open."""

Bills: TypeAlias = tuple[MedicalBill, ...]
InOne: TypeAlias = Callable[[MedicalBill, MedicalBill], bool]
"""Whether two bills in a row are settled under the same classes and figures: it is all the same which is taken back."""


@attrs.frozen
class Apart:
    """A bill apart from the year's cost: it takes back what is not of the year, such as `of`, a bill of an earlier one.

    Nobody recorded what it takes back where `of` is None.
    """

    bill: MedicalBill
    of: MedicalBill | None = None


@attrs.frozen
class Interpretation:
    """One way to read the negative bills so far (冲销的一种可能).

    `bills` are those of the year that stand, in order, `earlier` those of earlier years. `lost` where there are too
    many ways to be told apart: then all bills are apart.
    """

    bills: Bills = ()
    earlier: Bills = ()
    apart: tuple[Apart, ...] = ()
    lost: bool = False

    @property
    def of_unknown_origin(self) -> Bills:
        """The bills apart of which nobody recorded what they take back."""
        return tuple(item.bill for item in self.apart if item.of is None)

    def after(self, bill: MedicalBill, in_one: InOne) -> Iterator[Interpretation]:
        """The ways to read a further bill."""
        if self.lost:
            yield self._apart(bill)
        elif bill.is_reversal:
            yield from self._after_reversal(bill, in_one)
        else:
            yield self._with(bill)

    def _after_reversal(self, bill: MedicalBill, in_one: InOne) -> Iterator[Interpretation]:
        here, before = (
            [at for at, of in enumerate(bills) if _may_reverse(bill, of)] for bills in (self.bills, self.earlier)
        )
        for at in self._last_of_each(here, in_one, lambda one, other: one.amounts == other.amounts):
            yield attrs.evolve(self, bills=_without(self.bills, at))
        for at in before:
            of = self.earlier[at]
            yield attrs.evolve(self, earlier=_without(self.earlier, at), apart=(*self.apart, Apart(bill, of)))
        if not any(map(bill.reverses, (*(self.bills[at] for at in here), *(self.earlier[at] for at in before)))):
            yield from self._after_correction(bill, in_one)

    def _after_correction(self, bill: MedicalBill, in_one: InOne) -> Iterator[Interpretation]:
        corrects = [_corrects(bill, of) for of in self.bills]
        places = [at for at, holds in enumerate(corrects) if holds is not False]
        for at in self._last_of_each(places, in_one, lambda *pair: all(None not in of.amounts for of in pair)):
            corrected = _sum(self.bills[at], bill)
            yield attrs.evolve(self, bills=(*self.bills[:at], corrected, *self.bills[at + 1 :]))
        if not any(holds is True for holds in corrects):
            yield self._apart(bill)

    def _last_of_each(self, places: list[int], in_one: InOne, alike: InOne) -> Iterator[int]:
        """The last place of each row of bills that are alike and settled in one, the latest first."""
        found: list[int] = []
        for at in reversed(places):
            later = (last for last in found if alike(self.bills[at], self.bills[last]))
            if not any(all(in_one(*pair) for pair in pairwise(self.bills[at : last + 1])) for last in later):
                found.append(at)
                yield at

    def _with(self, bill: MedicalBill) -> Interpretation:
        return attrs.evolve(self, bills=(*self.bills, bill))

    def _apart(self, bill: MedicalBill) -> Interpretation:
        return attrs.evolve(self, apart=(*self.apart, Apart(bill)))


def standing(bills: Iterable[MedicalBill]) -> Bills:
    """The bills that stand of years of which nothing else is asked: each reversal takes back the latest it can."""
    way = Interpretation()
    for bill in bills:
        way = next(way.after(bill, lambda _one, _other: True))
    return way.bills


def steps_of(
    bills: Sequence[MedicalBill], earlier: Bills, in_one: InOne
) -> tuple[tuple[tuple[Interpretation, Interpretation], ...], ...]:
    """For each bill in order, the ways to read the bills so far, each with the one before that it follows."""
    found: list[tuple[tuple[Interpretation, Interpretation], ...]] = []
    ways: tuple[Interpretation, ...] = (Interpretation(earlier=earlier),)
    for number, bill in enumerate(bills):
        steps = tuple((way, after) for way in ways for after in way.after(bill, in_one))
        ways = tuple(dict.fromkeys(after for _, after in steps))
        if len(ways) > MOST_WAYS:
            lost = Interpretation(apart=tuple(map(Apart, bills[:number])), lost=True)
            ways = (*lost.after(bill, in_one),)
            steps = ((lost, ways[0]),)
        found.append(steps)
    return tuple(found)


def out_of_scope(bill: MedicalBill) -> Amount:
    """What of a bill is out of scope, in yuan: below zero of a reversal."""
    of = bill.unsigned
    beyond = rest_of(of.whole(of.settled_on), of.in_scope_part(of.settled_on))
    return less(ZERO, beyond) if bill.is_reversal else beyond


def _may_reverse(bill: MedicalBill, of: MedicalBill) -> bool:
    """Whether a negative bill takes back another in full, or may for all that is recorded of both."""
    return not of.is_reversal and _may_be_of(bill, of) and all(map(_may_be_one, bill.unsigned.amounts, of.amounts))


def _may_be_of(bill: MedicalBill, of: MedicalBill) -> bool:
    return _may_be_one(bill.care, of.care) and _may_be_one(bill.scheme, of.scheme)


def _may_be_one(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _corrects(bill: MedicalBill, of: MedicalBill) -> Truth:
    """Whether a negative bill may correct another, which is at least as large in every part, and of its kind."""
    if not _may_be_of(bill, of):
        return False
    found: Truth = (bill.care in (None, of.care) and bill.scheme in (None, of.scheme)) or NOT_RECORDED
    for part in (out_of_scope, _left_by_basic, _paid_by_basic, _not_paid_by_basic):
        found = found & (sum_of([part(of), part(bill)]) >= ZERO)
    return found


def _left_by_basic(bill: MedicalBill) -> Amount:
    return bill.in_scope_after_basic(bill.settled_on)


def _paid_by_basic(bill: MedicalBill) -> Amount:
    if bill.basic_insurance_paid is not None:
        return bill.basic_insurance_paid
    return when(NOT_RECORDED, bill.in_scope_part(bill.settled_on), ZERO)


def _not_paid_by_basic(bill: MedicalBill) -> Amount:
    return less(bill.whole(bill.settled_on), _paid_by_basic(bill))


def _sum(bill: MedicalBill, correction: MedicalBill) -> MedicalBill:
    """A bill as corrected; an amount that either does not record is not recorded."""
    pairs = zip(AMOUNTS, zip(bill.amounts, correction.amounts, strict=True), strict=True)
    return evolve_unchecked(
        bill, **{name: None if of is None or back is None else EXACT.add(of, back) for name, (of, back) in pairs}
    )


def _without(bills: Bills, at: int) -> Bills:
    return (*bills[:at], *bills[at + 1 :])


@exact_arithmetic
def less(amount: Amount, other: Amount) -> Amount:
    """The difference of two amounts, in yuan."""
    return amount - other
