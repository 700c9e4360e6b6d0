"""What the layers have really paid so far in a year (本年已支付), which uses up their caps. Amounts are yuan."""

from __future__ import annotations

from collections.abc import Mapping
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
        """What is used for one kind of care, at most with all that was of a kind not recorded."""
        known, of_any = self.by_care.get(care, OfCare()), self.by_care.get(None)
        if care is None or of_any is None:
            return known
        paid, denied = (when(Unknown(False, True, {"bills"}), amount, ZERO) for amount in (of_any.paid, of_any.denied))
        return OfCare(paid=sum_of((known.paid, paid)), denied=sum_of((known.denied, denied)))

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


UNUSED: Final = (Used(),) * len(LAYERS)
"""Each layer at the start of a year."""
