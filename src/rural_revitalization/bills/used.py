"""What the layers have really paid so far in a year (本年已支付), which uses up their caps. Amounts are yuan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial, reduce
from typing import Final, TypeAlias

import attrs

from ..algebra import ZERO, Amount, Unknown, sum_of, when
from ..catalogue import LAYERS
from ..fields import comparable
from ..models import CareKind
from ..readonly import ReadOnly

Care: TypeAlias = CareKind | None


@attrs.frozen
class OfCare:
    """What a layer paid in the year for one kind of care, and what its caps denied, in yuan."""

    paid: Amount = attrs.field(default=ZERO, eq=comparable)
    denied: Amount = attrs.field(default=ZERO, eq=comparable)


@attrs.frozen
class Used:
    """What a layer has really paid in the year: on which cost, how much it left, and for each kind of care, in yuan."""

    cost: Amount = attrs.field(default=ZERO, eq=comparable)
    paid: Amount = attrs.field(default=ZERO, eq=comparable)
    left: Amount = attrs.field(default=ZERO, eq=comparable)
    by_care: Mapping[Care, OfCare] = attrs.field(default=ReadOnly({}), eq=lambda by_care: frozenset(by_care.items()))

    def of_care(self, care: Care) -> OfCare:
        """What is used for one kind of care, or for either where None; at most with all of a kind not recorded."""
        known = [self.by_care.get(kind, OfCare()) for kind in (CareKind if care is None else (care,))]
        of_any = self.by_care.get(None, OfCare())
        return OfCare(
            paid=sum_of((_any_of([kind.paid for kind in known]), _any_of([of_any.paid, ZERO]))),
            denied=sum_of((_any_of([kind.denied for kind in known]), _any_of([of_any.denied, ZERO]))),
        )

    @property
    def of_all_care(self) -> OfCare:
        """What is used where no kind of care has a cap of its own, and so none is told apart."""
        return self.by_care.get(None, OfCare())

    def more(self, care: Care, *, cost: Amount, paid: Amount, in_year: Amount, left: Amount, denied: Amount) -> Used:
        """What is used after care of one kind, or of any kind where None.

        Of that care are the cost, what was paid and what was left; `in_year` is what was paid in all by then, `denied`
        what caps denied.
        """
        of_care = OfCare(paid=sum_of((self.by_care.get(care, OfCare()).paid, paid)), denied=denied)
        return Used(
            cost=sum_of((self.cost, cost)),
            paid=in_year,
            left=sum_of((self.left, left)),
            by_care=ReadOnly({**self.by_care, care: of_care}),
        )


def _any_of(amounts: Iterable[Amount]) -> Amount:
    """Any of the amounts, for want of the kind of care."""
    return reduce(partial(when, Unknown(False, True, {"bills"})), amounts)


UNUSED: Final = (Used(),) * len(LAYERS)
"""Each layer at the start of a year."""
