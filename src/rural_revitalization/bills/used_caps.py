"""What a layer pays over a stretch of bills (同一身份区间) that follows others settled under other classes, or caps.

Whom: offices that check a year in which a person's classes changed, or in which care of several kinds has caps of its
own. A ceiling or cap of the year is used up by what was really paid, whichever class it was paid under. Amounts are
yuan per person and year.

Readings: a class gained or lost changes the terms of later bills, and not what earlier ones were paid. What the layer
would pay on the year's cost with the stretch, less what it would pay on the cost before it, both under the classes of
the stretch and without a cap, is paid as far as the caps leave room. What a bill with negative amounts takes back comes
first out of what the caps had denied, then out of what was paid.

>>> from rural_revitalization import NO_CEILING
>>> from rural_revitalization.bills.used_caps import Facts, Terms, compute
>>> facts = Facts(cost_before=6000, added_cost=10000, on_cost_before=2400, on_cost=6400, cap=5000, paid_before=4800,
...               denied_before=0, care_cap=NO_CEILING, paid_before_of_care=0)
>>> compute(facts, Terms()).paid
Decimal('200.00')
"""

from __future__ import annotations

from .. import fields
from ..algebra import NO_CEILING, ZERO, Amount, Ceiling, NoCeiling, exact_arithmetic, maximum, minimum
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
    denied_before: MoneyFact = fields.money("denied by caps before in the year", zh="本年此前因限额未付")
    care_cap: CeilingFact = fields.ceiling("cap of the year for this kind of care", zh="该类别年度限额")
    paid_before_of_care: MoneyFact = fields.money(
        "really paid before in the year for this kind of care", zh="该类别本年此前实付"
    )


@fields.terms_class
class Terms(fields.StatedTerms):
    """Empty: the figures are those of the layer."""


@fields.worksheet_class
class LayerStretch:
    """The worksheet of a layer over a stretch; amounts in yuan."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    added_payment: Amount = fields.money("would be paid on the stretch, without a cap", zh="本区间应付", low=None)
    paid: Amount = fields.money(
        "paid on the stretch", zh="本次实付", low=None, answer=True, reading="caps_by_what_was_paid"
    )
    paid_in_year: Amount = fields.money("paid in the year so far", zh="本年累计实付")
    left: Amount = fields.money("left by the layer", zh="本区间余额", low=None, answer=True)
    denied: Amount = fields.money("denied by caps in the year so far", zh="本年累计因限额未付")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> LayerStretch:
    """Work out what a layer pays over a stretch (区间实付)."""
    added_payment = facts.on_cost - facts.on_cost_before
    # No more is paid than the cost, and no more given back than was paid.
    most, least = maximum(facts.added_cost, ZERO), minimum(facts.added_cost, ZERO)
    more, less = minimum(maximum(added_payment, ZERO), most), maximum(minimum(added_payment, ZERO), least)
    rooms = _room(facts.cap, facts.paid_before), _room(facts.care_cap, facts.paid_before_of_care)
    # Less cost takes away first what the caps denied, then what was paid.
    remaining = facts.denied_before + less
    given_back = minimum(remaining, ZERO)
    paid = minimum(minimum(more, rooms[0]), rooms[1])
    # The sum is capped, and not the rest by what is left: narrower where it is not known what was paid before.
    in_year = maximum(minimum(facts.paid_before + minimum(more, rooms[1]), facts.cap), facts.paid_before)
    paid = maximum(paid + given_back, ZERO - facts.paid_before)
    return LayerStretch(
        facts=facts,
        terms=terms,
        added_payment=added_payment,
        paid=paid,
        paid_in_year=maximum(in_year + given_back, ZERO),
        left=minimum(maximum(facts.added_cost - paid, least), most),
        denied=maximum(remaining, ZERO) + maximum(_beyond(more, rooms[0]), _beyond(more, rooms[1])),
    )


def _room(cap: Ceiling, paid: Amount) -> Ceiling:
    """What a cap leaves, in yuan, once something was paid."""
    return NO_CEILING if isinstance(cap, NoCeiling) else maximum(cap - paid, ZERO)


def _beyond(amount: Amount, room: Ceiling) -> Amount:
    """The part of an amount, in yuan, that a cap has no room for."""
    return ZERO if isinstance(room, NoCeiling) else maximum(amount - room, ZERO)
