"""A person's year of medical bills (年度医疗费用台账): each bill settled through the layers in turn, by date.

Whom: counters that settle in one stop (一站式结算), and offices that check them. Amounts are yuan.

The deductible, bands, thresholds and ceilings are annual, so what a layer pays on a bill depends on the bills before
it. Bills are ordered by settlement day, those of one day as given, reversals last. A bill's payment is the year's
payment with it less the year's payment without it: serious-illness insurance pays on all in-scope cost so far, medical
assistance on what that leaves, tilted assistance on what is left then. Both years are worked out with the classes and
the figures of the bill's own day.

Each layer rounds the year, not the bill, so a year's payments do not depend on how its cost is divided into bills, nor
on the order of bills of one day.

References: hunan-14fyp-2021 第二章第二节二; yiyang-14fyp-2021 第二章第二节二; guizhou-14fyp-2021 第四章第五节;
hunan-13fyp-2017 六（二） and 专栏12（一）（五）（七）: as for the rules of the layers.

Readings: the payment of basic insurance is taken as recorded; where it is not, it is anything up to the in-scope cost,
since the county's share is an average and nobody's entitlement. Only enrolled people are paid. A class that begins or
ends within the year counts for the bills from that day on, and changes nothing paid before; ceilings and caps are used
up by what was really paid. After a reversal (冲销) of a bill, the latest of the same amounts, the year is what it
would be without both; a negative bill that reverses no other in full is settled as cost that was taken back, under the
classes of its own day.

Limitations: where facts are missing, a bill's payment is a correct range that may be wider than necessary, since the
year with the bill and the year without it depend on the same facts. The year's totals are narrower than the sum of the
bills. A class of which nothing was recorded may have begun or ended between any two bills.

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

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, partial, reduce
from typing import Any, Final

import attrs

from .. import fields
from ..algebra import ZERO, Amount, Truth, Unknown, exact_arithmetic, maximum, minimum, rest_of, sum_of, when
from ..catalogue import DECLARED, LAYERS
from ..errors import HIDDEN, InvalidInput, Mismatch, check_kinds
from ..fields import specs
from ..models import Household, LocalFigures, MedicalBill, Person
from ..models.bill import AMOUNTS
from ..policy import Policy
from ..policy.load import policy_on
from ..rules.form import AnyRule
from .courses import Courses
from .day import Day
from .layers import Layers
from .ranges import narrowed

_NOT_RECORDED: Final = Unknown(False, True, {"bills"})


@fields.worksheet_class
class SettledBill:
    """One bill settled (单笔结算); amounts in yuan, negative where the bill reverses another.

    `without` are the layers on the stretch of unchanged classes before the bill, or None where it begins the stretch
    or no cost was left in scope before it; `within` those including it. `basic` is the worksheet of basic insurance
    where its payment was not recorded: an estimate by the county's share, on which nothing here is based. `worksheet`
    is the bill's own.
    """

    bill: MedicalBill = fields.kept()
    person: str = fields.kept()
    basic: Any = fields.kept()
    without: Layers | None = fields.kept()
    within: Layers = fields.kept()
    worksheet: Any = fields.kept()
    settled_on: date = fields.day("settled on", zh="结算日期")
    total: Amount = fields.money("total cost", zh="医疗总费用", low=None)
    in_scope: Amount = fields.money("in-scope cost", zh="政策范围内费用", low=None)
    basic_paid: Amount = fields.money("paid by basic insurance", zh="基本医保支付", low=None)
    serious_illness_paid: Amount = fields.money("paid by serious-illness insurance", zh="大病保险支付", low=None)
    assistance_paid: Amount = fields.money("paid by medical assistance", zh="医疗救助支付", low=None)
    tilted_paid: Amount = fields.money("paid by tilted assistance", zh="倾斜救助支付", low=None)
    own_payment: Amount = fields.money("left to the patient", zh="个人负担金额", low=None, answer=True)

    @property
    def unrecorded(self) -> tuple[str, ...]:
        """What the bill does not record, by name: what is meant where its sheet lacks "bills"."""
        return tuple(name for name in (*AMOUNTS, "in_county_inpatient") if getattr(self.bill, name) is None)


@attrs.frozen(kw_only=True)
class SoFar:
    """The year so far (本年累计): payments of serious-illness insurance, medical and tilted assistance, in yuan.

    `stretches` are the layers up to the end of each period of unchanged classes; there is one where the classes did not
    change. `in_all` is what each layer paid.
    """

    stretches: tuple[Layers, ...]
    in_all: tuple[Amount, ...]

    @property
    def layers(self) -> Layers:
        """The layers of the last stretch: of the whole year where the classes did not change."""
        return self.stretches[-1]

    def paid(self, rule: AnyRule) -> Amount:
        """The payment of a layer on the year's bills, in yuan."""
        if len(self.stretches) == 1 and self.layers.part(rule).stretch is None:
            amount: Amount = rule.line(self.layers[rule.name])
            return amount
        return self.in_all[LAYERS.index(rule)]

    def worksheets(self, rule: AnyRule) -> tuple[Any, ...]:
        """The worksheet of a layer at the end of each stretch."""
        return tuple(layers[rule.name] for layers in self.stretches)

    def parts(self, rule: AnyRule) -> tuple[Any, ...]:
        """All worksheets that explain the payment of a layer: of each stretch the layer's, and what the caps left."""
        parts = (layers.part(rule) for layers in self.stretches)
        return tuple(sheet for part in parts for sheet in (part.worksheet, part.stretch) if sheet is not None)


@fields.worksheet_class
class YearTotals:
    """Totals of a year's bills (年度合计); amounts in yuan."""

    bills: int = fields.count("bills", zh="结算笔数")
    total: Amount = fields.money("total cost", zh="医疗总费用")
    in_scope: Amount = fields.money("in-scope cost", zh="政策范围内费用")
    basic_paid: Amount = fields.money("paid by basic insurance", zh="基本医保支付")
    serious_illness_paid: Amount = fields.money("paid by serious-illness insurance", zh="大病保险支付")
    assistance_paid: Amount = fields.money("paid by medical assistance", zh="医疗救助支付")
    tilted_paid: Amount = fields.money("paid by tilted assistance", zh="倾斜救助支付")
    own_payment: Amount = fields.money("left to the patient", zh="个人负担金额", answer=True)


@attrs.frozen
class _Placed:
    """A bill in its place in the year: the layers of its stretch before it, and with it."""

    bill: MedicalBill
    without: Layers | None
    within: Layers
    begins: bool


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
        kinds = {"person": (self.person, Person), "household": (self.household, Household)}
        figures = {"local": (self.local, LocalFigures), "policy": (self.policy, Policy)}
        check_kinds("Year", **kinds, **figures, until=(self.until, date, None))
        wrong = []
        if self.person.bills is None:
            wrong.append(Mismatch("person.bills", "the bills of the year, or an empty list", "nothing"))
        if not any(member is self.person or member == self.person for member in self.household.people):
            wrong.append(Mismatch("person", "a member of the household", HIDDEN))
        if wrong:
            raise InvalidInput(wrong, about="Year")

    def __reduce__(self) -> tuple[Any, ...]:
        """Copied and pickled without what was worked out so far."""
        given: dict[str, Any] = {"person": self.person, "household": self.household, "local": self.local}
        return partial(Year, **given, policy=self.policy, until=self.until), ()

    def bills(self) -> tuple[SettledBill, ...]:
        """The settled bills, in order of day."""
        return tuple(self._settled())

    def layers(self, on: date, cost: Amount) -> Layers:
        """The three layers for a year's cost left by basic insurance, in yuan, under the classes of one day."""
        return Layers(self._day(on), cost)

    def so_far(self, on: date) -> SoFar:
        """The three layers on the year's bills so far; without bills, under the classes of the day `on`."""
        stretches = tuple(_stretches(self._standing))
        *paid, _ = self._in_all(self._standing)
        if not stretches:
            stretches = (self.layers(on, ZERO),)
        elif len(stretches) == 1 and not self.local.caps_by_care:
            # With the whole year under the classes of its last bill, its cost alone decides: narrower than by what was
            # paid.
            cost = when(self._insured, stretches[0].cost, ZERO)
            stretches = (self.layers(self._standing[-1].bill.settled_on, cost),)
        return SoFar(stretches=stretches, in_all=tuple(paid))

    def totals(self) -> YearTotals:
        """The year's payments, and the amount left to the patient."""
        bills = self._taken
        *paid, left = self._in_all(self._standing)
        total, basic = self._added_up(bills, _whole), self._added_up(bills, self._basic_paid)
        return YearTotals(
            bills=len(bills),
            total=total,
            in_scope=self._added_up(bills, lambda bill: bill.in_scope_part(bill.settled_on)),
            **_by_fact([basic, *paid]),
            # The one is narrower where a class is open, the other where it is open what is in scope.
            own_payment=narrowed(
                sum_of([self._added_up(bills, _out_of_scope), left]), reduce(rest_of, (basic, *paid), total)
            ),
        )

    def _added_up(self, bills: Iterable[MedicalBill], amount: Callable[[MedicalBill], Amount]) -> Amount:
        """The sum of an amount of the year's bills, of which reversals take back no more than there was."""
        return maximum(sum_of(self.person.disputed(bill, amount(bill)) for bill in bills), ZERO)

    # -- bills in their place -----------------------------------------------------------------------------

    @cached_property
    def _taken(self) -> tuple[MedicalBill, ...]:
        """The bills of the year, in order."""
        taken = [bill for bill in self.person.bills or () if self._is_taken(bill)]
        return tuple(sorted(taken, key=lambda bill: (bill.settled_on, bill.is_reversal)))

    def _is_taken(self, bill: MedicalBill) -> bool:
        return bill.settled_on.year == self.local.year and (self.until is None or bill.settled_on <= self.until)

    @cached_property
    def _standing(self) -> tuple[_Placed, ...]:
        """The bills that no other reverses, in their place."""
        return tuple(self._placed(_without_reversed(self._taken)))

    def _placed(self, bills: Iterable[MedicalBill]) -> Iterator[_Placed]:
        """Each bill with the layers of its stretch: of bills in a row under the same classes, figures and caps."""
        layers: Layers | None = None
        before: Courses | None = None
        cost: Amount = ZERO
        earlier: Amount = ZERO
        for bill in bills:
            day, care = self._day(bill.settled_on), bill.care if self.local.caps_by_care else None
            begins = layers is None or layers.end_before(day, care)
            if begins and layers is not None:
                before, earlier = layers.courses, sum_of((earlier, cost))
            if begins:
                cost, layers = ZERO, None
            without = layers if isinstance(cost, Unknown) or cost else None
            cost = maximum(sum_of((cost, self._left_by_basic(bill))), ZERO - earlier)
            layers = Layers(day, cost, before, care)
            yield _Placed(bill, without, layers, begins)

    def _settled(self) -> Iterator[SettledBill]:
        """Each bill settled: most as they stand, those that are reversed, and reversals, at their own time."""
        if not any(bill.is_reversal for bill in self._taken):
            yield from map(self._bill, self._standing)
            return
        for at, bill in enumerate(self._taken, start=1):
            if _reversed_by(bill, _without_reversed(self._taken[: at - 1])) is None:
                *_, own = self._placed(_without_reversed(self._taken[:at]))
                yield self._bill(own)
            else:
                yield self._reversal(bill, self._taken[:at])

    def _bill(self, placed: _Placed) -> SettledBill:
        bill = placed.bill
        grown, _ = _grown(placed.without, placed.within, self._left_by_basic(bill))
        return self._sheet(bill, placed.without, placed.within, grown)

    def _reversal(self, bill: MedicalBill, so_far: tuple[MedicalBill, ...]) -> SettledBill:
        """A bill that takes back another: what the year loses by it."""
        before, after = ([*self._placed(_without_reversed(bills))] for bills in (so_far[:-1], so_far))
        within = after[-1].within if after else self.layers(bill.settled_on, ZERO)
        paid = _difference(self._in_all(before), self._in_all(after))
        return self._sheet(bill, before[-1].within, within, paid[:-1])

    def _sheet(self, bill: MedicalBill, without: Layers | None, within: Layers, grown: Iterable[Amount]) -> SettledBill:
        """The sheet of a bill, of which the layers pay what they have `grown` by."""
        paid = _by_fact([self._basic_paid(bill), *(when(self._insured, amount, ZERO) for amount in grown)])
        rule, case = _settling_rule(), self._day(bill.settled_on).case.of_bill(bill)
        worksheet = rule.compute(rule.facts.of(case, **paid), self._terms(rule, bill.settled_on))
        return SettledBill(
            bill=bill,
            person=self.person.id,
            basic=self._estimate(bill),
            without=without,
            within=within,
            worksheet=worksheet,
            settled_on=bill.settled_on,
            total=_whole(bill),
            in_scope=bill.in_scope_part(bill.settled_on),
            **paid,
            own_payment=rule.line(worksheet),
        )

    def _estimate(self, bill: MedicalBill) -> Any:
        """What basic insurance would pay by the county's share, where its payment was not recorded; else None."""
        if bill.basic_insurance_paid is not None:
            return None
        rule = paying_rules()[0]
        return rule.worked(self._day(bill.settled_on).case.of_bill(bill.unsigned), self._terms(rule, bill.settled_on))

    # -- what is paid --------------------------------------------------------------------------------------

    def _in_all(self, placed: Sequence[_Placed]) -> list[Amount]:
        """The payments of the layers over bills, and the in-scope cost they leave."""
        if not placed:
            return [ZERO] * (len(LAYERS) + 1)
        *paid, left = placed[-1].within.in_all
        cost = sum_of(layers.cost for layers in _stretches(placed))
        return [*(when(self._insured, amount, ZERO) for amount in paid), when(self._insured, left, cost)]

    def _left_by_basic(self, bill: MedicalBill) -> Amount:
        """The in-scope cost that basic insurance left, all of it to those who are not enrolled."""
        after = bill.in_scope_after_basic(bill.settled_on)
        if bill.basic_insurance_paid is None:
            after = when(self._insured, after, bill.in_scope_part(bill.settled_on))
        return self.person.disputed(bill, after)

    def _basic_paid(self, bill: MedicalBill) -> Amount:
        """What basic insurance paid of a bill, in yuan: as recorded, or to the enrolled at most the in-scope cost."""
        if bill.basic_insurance_paid is not None:
            return self.person.disputed(bill, bill.basic_insurance_paid)
        return when(self._insured, when(_NOT_RECORDED, bill.in_scope_part(bill.settled_on), ZERO), ZERO)

    @property
    def _insured(self) -> Truth:
        insured = self.person.insured
        return Unknown(False, True, {"insured"}) if insured is None else insured

    def _day(self, on: date) -> Day:
        if on not in self._days:
            known: dict[str, Any] = {"person": self.person, "household": self.household, "local": self.local}
            told_on = self.until or date(self.local.year, 12, 31)
            found = Day(**known, policy=policy_on(self.policy, on), on=on, told_on=max(on, told_on))
            self._days[on] = next((day for day in self._days.values() if day == found), found)
        return self._days[on]

    def _terms(self, rule: AnyRule, day: date) -> Any:
        return policy_on(self.policy, day).terms(rule.module)


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


# -- reversals --------------------------------------------------------------------------------------------


def _without_reversed(bills: Iterable[MedicalBill]) -> list[MedicalBill]:
    """The bills that stand: without those reversed by a later one, and without their reversals."""
    standing: list[MedicalBill] = []
    for bill in bills:
        at = _reversed_by(bill, standing)
        if at is None:
            standing.append(bill)
        else:
            del standing[at]
    return standing


def _reversed_by(bill: MedicalBill, standing: list[MedicalBill]) -> int | None:
    """The place of the latest standing bill that a bill reverses; None where it reverses none."""
    places = range(len(standing) - 1, -1, -1) if bill.is_reversal else ()
    return next((at for at in places if bill.reverses(standing[at])), None)


# -- sums and differences ---------------------------------------------------------------------------------


def _stretches(placed: Iterable[_Placed]) -> list[Layers]:
    """The layers at the end of each stretch."""
    found: list[Layers] = []
    for item in placed:
        if item.begins:
            found.append(item.within)
        else:
            found[-1] = item.within
    return found


@exact_arithmetic
def _grown(without: Layers | None, within: Layers, cost: Amount) -> tuple[list[Amount], Amount]:
    """The growth of each layer's payment, at most the cost that reached it, and the cost left by the last."""
    nothing = (ZERO,) * len(LAYERS)
    paid_before, left_before = (without.paid, without.left) if without else (nothing, nothing)
    paid = []
    for at in range(len(LAYERS)):
        paid.append(_growth(paid_before[at], within.paid[at], cost))
        cost = _growth(left_before[at], within.left[at], cost)
    return paid, cost


def _growth(before: Amount, after: Amount, cost: Amount) -> Amount:
    """The growth of an amount, between zero and the growth of the cost."""
    return minimum(maximum(after - before, minimum(cost, ZERO)), maximum(cost, ZERO))


@exact_arithmetic
def _difference(before: list[Amount], after: list[Amount]) -> list[Amount]:
    return [now - then for then, now in zip(before, after, strict=True)]


def _whole(bill: MedicalBill) -> Amount:
    """The bill's total, in yuan."""
    return bill.whole(bill.settled_on)


@exact_arithmetic
def _out_of_scope(bill: MedicalBill) -> Amount:
    """What of a bill is out of scope, in yuan."""
    of = bill.unsigned
    beyond = rest_of(_whole(of), of.in_scope_part(of.settled_on))
    return ZERO - beyond if bill.is_reversal else beyond
