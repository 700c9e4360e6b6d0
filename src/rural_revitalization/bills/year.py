"""A person's year of medical bills (年度医疗费用台账): each bill settled through the layers in turn, by date.

Whom: counters that settle in one stop (一站式结算), and offices that check them. Amounts are yuan.

The deductible, bands, thresholds and ceilings are annual, so what a layer pays on a bill depends on the bills before
it. Bills are ordered by settlement day, those of one day as given. A bill's payment is the year's payment with it less
the year's payment without it: serious-illness insurance pays on all in-scope cost so far, medical assistance on what
that leaves, tilted assistance on what is left then. Both years are worked out with the classes and the figures of the
bill's own day.

Each layer rounds the year, not the bill, so a year's payments do not depend on how its cost is divided into bills, nor
on the order of bills of one day. Basic insurance, where it is worked out here and not recorded, rounds every bill:
dividing such cost into n bills changes the year by at most n x 0.005 yuan. `roundings` is n.

References: hunan-14fyp-2021 第二章第二节二; yiyang-14fyp-2021 第二章第二节二; guizhou-14fyp-2021 第四章第五节;
hunan-13fyp-2017 六（二） and 专栏12（一）（五）（七）: as for the rules of the layers.

Readings: the payment of basic insurance is taken as recorded; where it is not, the county's share applies to inpatient
care in the county. Only enrolled people are paid. A class that begins or ends within the year counts for the bills from
that day on, and changes nothing paid before.

Limitations: where facts are missing, a bill's payment is a correct range that may be wider than necessary, since the
year with the bill and the year without it depend on the same facts. The year's totals are narrower than the sum of the
bills.

>>> from datetime import date
>>> from rural_revitalization import NO_CEILING, Household, LocalFigures, MedicalBill, Person, Spell, load_policy
>>> from rural_revitalization.bills.year import Year
>>> always = [Spell(since=date(2020, 1, 1))]
>>> person = Person(id="1-1", insured=True, extreme_poverty=[], returned_to_poverty=[], gravely_ill=False,
...                 minimum_living_allowance=always, bills=[
...     MedicalBill(settled_on=date(2022, 3, 1), total=30000, in_scope=28000, basic_insurance_paid=19000),
...     MedicalBill(settled_on=date(2022, 9, 1), total=50000, in_scope=48000, basic_insurance_paid=34000)])
>>> local = LocalFigures(year=2022, area_disposable_income=32000, serious_illness_ceiling=NO_CEILING,
...     sources={"area_disposable_income": "made up", "serious_illness_ceiling": "made up"})
>>> year = Year(person=person, household=Household(id="1", members=[person]), local=local,
...             policy=load_policy("hunan", on=date(2022, 6, 1)))
>>> [bill.serious_illness_paid for bill in year.bills()]
[Decimal('650.00'), Decimal('9100.00')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Any

import attrs

from .. import fields
from ..algebra import ZERO, Amount, Truth, Unknown, exact_arithmetic, maximum, minimum, sum_of, when
from ..cases import Case
from ..catalogue import DECLARED, LAYERS
from ..errors import InvalidInput, Mismatch
from ..fields import specs
from ..models import Household, LocalFigures, MedicalBill, Person
from ..policy import Policy
from ..policy.load import policy_on
from ..rules.form import AnyRule
from .layers import Day, Layers


@fields.worksheet_class
class SettledBill:
    """One bill settled (单笔结算); amounts in yuan.

    `without` are the year's layers before the bill, or None where no cost was left in scope before it; `within` those
    including it. `basic` is the worksheet of basic insurance, or None where its payment was recorded; `worksheet` is
    the bill's own.
    """

    bill: MedicalBill = fields.kept()
    person: str = fields.kept()
    basic: Any = fields.kept()
    without: Layers | None = fields.kept()
    within: Layers = fields.kept()
    worksheet: Any = fields.kept()
    settled_on: date = fields.day("settled on", zh="结算日期")
    total: Amount = fields.money("total cost", zh="医疗总费用")
    in_scope: Amount = fields.money("in-scope cost", zh="政策范围内费用")
    basic_paid: Amount = fields.money("paid by basic insurance", zh="基本医保支付")
    serious_illness_paid: Amount = fields.money("paid by serious-illness insurance", zh="大病保险支付")
    assistance_paid: Amount = fields.money("paid by medical assistance", zh="医疗救助支付")
    tilted_paid: Amount = fields.money("paid by tilted assistance", zh="倾斜救助支付")
    own_payment: Amount = fields.money("left to the patient", zh="个人负担金额", answer=True)


@attrs.frozen(kw_only=True)
class SoFar:
    """The year so far (本年累计): payments of serious-illness insurance, medical and tilted assistance, in yuan.

    `layers` are the worksheets of the whole cost under the classes of the last bill's day. Where classes changed
    between two bills, the payment is a sum over the bills that no single worksheet shows: `stretches` holds, for each
    period of unchanged classes, its payments and the layers of the year up to its end.
    """

    layers: Layers
    stretches: tuple[tuple[tuple[Amount, ...], Layers], ...] = ()

    def paid(self, rule: AnyRule) -> Amount:
        """The payment of a layer on the year's bills, in yuan."""
        if not self.stretches:
            amount: Amount = rule.line(self.layers[rule.name])
            return amount
        return sum_of(paid[LAYERS.index(rule)] for paid, _ in self.stretches)

    def worksheets(self, rule: AnyRule) -> tuple[Any, ...]:
        """The worksheets of a layer up to the end of each stretch, or the one for the whole year."""
        return tuple(ends[rule.name] for _, ends in self.stretches) or (self.layers[rule.name],)


@fields.worksheet_class
class YearTotals:
    """Totals of a year's bills (年度合计); amounts in yuan. `roundings` counts the roundings by basic insurance."""

    bills: int = fields.count("bills", zh="结算笔数")
    total: Amount = fields.money("total cost", zh="医疗总费用")
    in_scope: Amount = fields.money("in-scope cost", zh="政策范围内费用")
    basic_paid: Amount = fields.money("paid by basic insurance", zh="基本医保支付")
    serious_illness_paid: Amount = fields.money("paid by serious-illness insurance", zh="大病保险支付")
    assistance_paid: Amount = fields.money("paid by medical assistance", zh="医疗救助支付")
    tilted_paid: Amount = fields.money("paid by tilted assistance", zh="倾斜救助支付")
    own_payment: Amount = fields.money("left to the patient", zh="个人负担金额", answer=True)
    roundings: int = fields.count("times rounded by basic insurance", zh="基本医保四舍五入次数")


@attrs.frozen
class _Booked:
    """A bill in order: what basic insurance paid and left, and the year's cost before and after it."""

    bill: MedicalBill
    basic: Any
    basic_paid: Amount
    left: Amount
    without: Amount
    within: Amount


@attrs.frozen(kw_only=True, slots=False)
class Year:
    """The bills of a person (个人年度医疗费用) in the year of the local figures, up to `until` where it is given.

    `policy` gives the jurisdiction, the overlay and whether national practice applies; each bill is settled under the
    figures in force on its day. Raises `InvalidInput` where bills were not recorded, or the person is not a member of
    the household; its methods raise `OutsidePeriod` for a bill on a day that no document covers.
    """

    person: Person
    household: Household
    local: LocalFigures
    policy: Policy
    until: date | None = None
    _days: dict[date, Day] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        wrong = []
        if self.person.bills is None:
            wrong.append(Mismatch("person.bills", "the bills of the year, or an empty list", "nothing"))
        if not any(member is self.person or member == self.person for member in self.household.people):
            wrong.append(Mismatch("person", f"a member of household {self.household.id}", self.person.id))
        if wrong:
            raise InvalidInput(wrong, about="Year")

    def bills(self) -> tuple[SettledBill, ...]:
        """The settled bills, in order of day."""
        return tuple(self._settled(booked) for booked in self._booked)

    def layers(self, on: date, cost: Amount) -> Layers:
        """The three layers for a cost left by basic insurance, in yuan, under the classes and figures of a day."""
        return self._day(on).layers(cost)

    def so_far(self, on: date) -> SoFar:
        """The three layers on the year's bills so far; without bills, under the classes of the day `on`."""
        day, cost = (self._booked[-1].bill.settled_on, self._booked[-1].within) if self._booked else (on, ZERO)
        whole = self.layers(day, when(self._insured, cost, ZERO))
        stretches = list(self._stretches())
        if len(stretches) < 2:
            return SoFar(layers=whole)
        return SoFar(
            layers=whole,
            stretches=tuple((self._grown(*stretch), self.layers(stretch[0], stretch[2])) for stretch in stretches),
        )

    def totals(self) -> YearTotals:
        """The year's payments, and the amount left to the patient."""
        booked = self._booked
        grown = [self._grown(*stretch) for stretch in self._stretches()]
        *paid, left = ([part[at] for part in grown] for at in range(len(LAYERS) + 1))
        bills = [item.bill for item in booked]
        out_of_scope = sum_of(bill.out_of_scope_part(bill.settled_on) for bill in bills)
        return YearTotals(
            bills=len(bills),
            total=sum_of(_total(bill) for bill in bills),
            in_scope=sum_of(bill.in_scope_part(bill.settled_on) for bill in bills),
            **_by_fact([sum_of(item.basic_paid for item in booked), *map(sum_of, paid)]),
            own_payment=sum_of([out_of_scope, *left]),
            roundings=sum(item.basic is not None for item in booked),
        )

    @cached_property
    def _booked(self) -> tuple[_Booked, ...]:
        taken = [bill for bill in self.person.bills or () if self._is_taken(bill)]
        return tuple(self._in_place(sorted(taken, key=lambda bill: bill.settled_on)))

    def _is_taken(self, bill: MedicalBill) -> bool:
        return bill.settled_on.year == self.local.year and (self.until is None or bill.settled_on <= self.until)

    def _in_place(self, bills: Iterable[MedicalBill]) -> Iterator[_Booked]:
        reached: Amount = ZERO
        for bill in bills:
            basic, paid, left = self._basic(bill)
            without, reached = reached, sum_of((reached, left))
            yield _Booked(bill, basic, paid, left, without, reached)

    def _basic(self, bill: MedicalBill) -> tuple[Any, Amount, Amount]:
        """Basic insurance on a bill: the worksheet (None if recorded), the payment, and the in-scope cost left."""
        day = bill.settled_on
        if bill.basic_insurance_paid is not None:
            return None, bill.basic_insurance_paid, bill.in_scope_after_basic(day)
        rule, case = paying_rules()[0], self._case(bill)
        worksheet = rule.worked(case, self._terms(rule, day))
        entitled = rule.entitled(case, worksheet)
        paid: Amount = when(entitled, rule.line(worksheet), ZERO)
        return worksheet, paid, when(entitled, worksheet.own_payment, bill.in_scope_part(day))

    def _settled(self, booked: _Booked) -> SettledBill:
        day = booked.bill.settled_on
        without, within = self._so_far(day, booked.without), self.layers(day, booked.within)
        grown, _ = _grown(without, within, booked.left)
        paid = _by_fact([booked.basic_paid, *(when(self._insured, amount, ZERO) for amount in grown)])
        rule = _settling_rule()
        facts = rule.facts.of(self._case(booked.bill), **paid)
        worksheet = rule.compute(facts, self._terms(rule, day))
        return SettledBill(
            bill=booked.bill,
            person=self.person.id,
            basic=booked.basic,
            without=without,
            within=within,
            worksheet=worksheet,
            settled_on=day,
            total=_total(booked.bill),
            in_scope=facts.in_scope,
            **paid,
            own_payment=rule.line(worksheet),
        )

    def _case(self, bill: MedicalBill) -> Case:
        """A bill as a case on its own day."""
        return self._day(bill.settled_on).case.of_bill(bill)

    @property
    def _insured(self) -> Truth:
        insured = self.person.insured
        return Unknown(False, True, {"insured"}) if insured is None else insured

    def _so_far(self, day: date, cost: Amount) -> Layers | None:
        """The layers for a cost; None for zero cost."""
        return None if isinstance(cost, Decimal) and not cost else self.layers(day, cost)

    def _day(self, on: date) -> Day:
        if on not in self._days:
            policy = policy_on(self.policy, on)
            found = Day(person=self.person, household=self.household, local=self.local, policy=policy, on=on)
            self._days[on] = next((day for day in self._days.values() if day == found), found)
        return self._days[on]

    def _terms(self, rule: AnyRule, day: date) -> Any:
        return policy_on(self.policy, day).terms(rule.module)

    def _stretches(self) -> Iterator[tuple[date, Amount, Amount]]:
        """Yield first day, cost before and cost at the end of each stretch with the same classes and figures."""
        days = [self._day(item.bill.settled_on) for item in self._booked]
        ends = [at for at, (one, other) in enumerate(pairwise(days), start=1) if one != other]
        for first, after in pairwise([0, *ends, len(days)] if days else []):
            begin = self._booked[first]
            yield begin.bill.settled_on, begin.without, self._booked[after - 1].within

    @exact_arithmetic
    def _grown(self, day: date, before: Amount, after: Amount) -> tuple[Amount, ...]:
        """The payments of the three layers over a stretch, and the in-scope cost they leave."""
        most = maximum(after - before, ZERO)  # both may be unknown, and a year's cost only grows
        paid, left = _grown(self._so_far(day, before), self.layers(day, after), most)
        return (*(when(self._insured, amount, ZERO) for amount in paid), when(self._insured, left, most))


def paying_rules() -> tuple[AnyRule, ...]:
    """The rules that pay on a bill, in order: basic insurance, then the layers."""
    basic = next(rule for rule in DECLARED.values() if MedicalBill.basic_insurance_paid in rule.completes)
    return basic, *LAYERS


def _settling_rule() -> AnyRule:
    """The rule that settles a bill."""
    return next(rule for rule in DECLARED.values() if rule.about == "bill" and rule.works_out)


def paid_facts() -> tuple[str, ...]:
    """The facts of a settlement that no record has: the payment of each paying rule, in order."""
    rule = _settling_rule()
    return tuple(name for name in specs(rule.facts) if name not in rule.origins)


def _by_fact(paid: Iterable[Amount]) -> dict[str, Amount]:
    return dict(zip(paid_facts(), paid, strict=True))


@exact_arithmetic
def _grown(without: Layers | None, within: Layers, most: Amount) -> tuple[list[Amount], Amount]:
    """The growth of each layer's payment, at most the cost that reached it, and the cost left by the last."""
    nothing = (ZERO,) * len(within.paid)
    paid_before, left_before = (without.paid, without.left) if without else (nothing, nothing)
    paid = []
    for at in range(len(within.paid)):
        paid.append(_growth(paid_before[at], within.paid[at], most))
        most = _growth(left_before[at], within.left[at], most)
    return paid, most


def _growth(before: Amount, after: Amount, most: Amount) -> Amount:
    """The growth of an amount, between zero and the growth `most` of the cost."""
    return minimum(maximum(after - before, ZERO), most)


def _total(bill: MedicalBill) -> Amount:
    """The bill's total, in yuan; where not recorded, unknown but at least the recorded in-scope cost."""
    return Unknown(bill.in_scope or ZERO, None, {"bills"}) if bill.total is None else bill.total
