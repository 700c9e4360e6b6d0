"""What a layer pays over a stretch of bills (同一身份区间) that follows others settled under other classes, or caps.

Whom: offices that check a year in which a person's classes changed, or in which care of several kinds has caps of its
own. A ceiling or cap of the year is used up by what was really paid, whichever class it was paid under. Amounts are
yuan per person and year.

Readings: a class gained or lost changes the terms of later bills, and not what earlier ones were paid. What the layer
would pay on the year's cost with the stretch, less what it would pay on the cost before it, both under the classes of
the stretch and without a cap, is paid as far as the caps leave room.

>>> from rural_revitalization import NO_CEILING
>>> from rural_revitalization.bills.used_caps import Facts, Terms, compute
>>> facts = Facts(cost_before=6000, added_cost=10000, on_cost_before=2400, on_cost=6400, cap=5000, paid_before=4800,
...               care_cap=NO_CEILING, paid_before_of_care=0)
>>> compute(facts, Terms()).paid
Decimal('200.00')
"""

from __future__ import annotations

from .. import fields
from ..algebra import ZERO, Amount, exact_arithmetic, maximum, minimum
from ..fields.annotations import CeilingFact, MoneyFact


@fields.facts_class
class Facts:
    """The facts of a layer over a stretch: cost and payment before it, and what the layer would pay."""

    cost_before: MoneyFact = fields.money("cost of the year before", zh="此前年度费用")
    added_cost: MoneyFact = fields.money("cost of the stretch", zh="本区间费用", low=None)
    on_cost_before: MoneyFact = fields.money("would be paid on the cost before, without a cap", zh="按此前费用应付")
    on_cost: MoneyFact = fields.money("would be paid on the cost so far, without a cap", zh="按累计费用应付")
    cap: CeilingFact = fields.ceiling("cap of the year", zh="年度限额")
    paid_before: MoneyFact = fields.money("really paid before in the year", zh="本年此前实付")
    care_cap: CeilingFact = fields.ceiling("cap of the year for this kind of care", zh="该类别年度限额")
    paid_before_of_care: MoneyFact = fields.money(
        "really paid before in the year for this kind of care", zh="该类别本年此前实付"
    )


@fields.terms_class
class Terms(fields.StatedTerms):
    """Empty: the figures are those of the layer."""


@fields.worksheet_class
class Stretch:
    """The worksheet of a layer over a stretch; amounts in yuan."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    added_payment: Amount = fields.money("would be paid on the stretch, without a cap", zh="本区间应付", low=None)
    paid: Amount = fields.money(
        "paid on the stretch", zh="本区间实付", low=None, answer=True, reading="caps_by_what_was_paid"
    )
    left: Amount = fields.money("left by the layer", zh="本区间余额", low=None, answer=True)


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Stretch:
    """Work out what a layer pays over a stretch (区间实付)."""
    added_payment = facts.on_cost - facts.on_cost_before
    # Not the lesser of the payment and the room: a cap of "none" leaves room that is no amount.
    in_year = minimum(facts.paid_before + added_payment, facts.cap) - facts.paid_before
    of_care = minimum(facts.paid_before_of_care + added_payment, facts.care_cap) - facts.paid_before_of_care
    # More is paid on more cost, and given back on less, but never more than was paid.
    least = maximum(minimum(facts.added_cost, ZERO), ZERO - facts.paid_before)
    most = maximum(facts.added_cost, ZERO)
    paid = maximum(minimum(minimum(minimum(in_year, of_care), added_payment), most), minimum(least, ZERO))
    return Stretch(
        facts=facts,
        terms=terms,
        added_payment=added_payment,
        paid=paid,
        left=minimum(maximum(facts.added_cost - paid, minimum(facts.added_cost, ZERO)), most),
    )
