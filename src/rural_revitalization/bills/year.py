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
up by what was really paid. After a reversal (冲销) of a bill of the same amounts the year is what it would be without
both. A reversal of a bill of an earlier year gives back what that bill was paid, and uses up nothing of this year's
deductible and caps. A negative bill that has the amounts of no other corrects an earlier bill of the year that is
larger in every part: the year is what it would be with the corrected bill. Without such a bill, nobody recorded what it
takes back, and what it gives back is anything up to its own cost. Where bills under other classes come into question
too, the range is that over all of them. A year's totals are the sum over its bills, and may be below zero; what is due
of the year (`so_far`) counts nothing that is given back of earlier years.

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

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property, partial, reduce
from typing import Any

import attrs

from .. import fields
from ..algebra import ZERO, Amount, Truth, Unknown, exact_arithmetic, maximum, minimum, rest_of, sum_of, when
from ..catalogue import DECLARED, LAYERS
from ..errors import HIDDEN, InvalidInput, Mismatch, OutsidePeriod, check_kinds
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
from .reversals import NOT_RECORDED, Apart, Interpretation, less, out_of_scope, standing, steps_of


@fields.worksheet_class
class SettledBill:
    """One bill settled (单笔结算); amounts in yuan, negative where the bill reverses another.

    `without` are the layers on the stretch of unchanged classes before the bill, or None where it begins the stretch
    or no cost was left in scope before it; `within` those including it. `basic` is the worksheet of basic insurance
    where its payment was not recorded: an estimate by the county's share, on which nothing here is based. `worksheet`
    is the bill's own. `origin_open` where it is open what a negative bill takes back, or what that was paid.
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
    origin_open: bool = fields.kept()

    @property
    def unrecorded(self) -> tuple[str, ...]:
        """What the bill does not record, by name: what is meant where its sheet lacks "bills"."""
        return tuple(name for name in (*AMOUNTS, "in_county_inpatient") if getattr(self.bill, name) is None)


@attrs.frozen(kw_only=True)
class SoFar:
    """The year so far (本年累计): payments of serious-illness insurance, medical and tilted assistance, in yuan.

    `stretches` are the layers up to the end of each period of unchanged classes; there is one where the classes did not
    change. Where it is open what a reversal takes back, they are those of all ways to read it. `in_all` is what each
    layer owes of the year.
    """

    stretches: tuple[Layers, ...]
    in_all: tuple[Amount, ...]

    @property
    def layers(self) -> Layers:
        """The layers of the last stretch: of the whole year where the classes did not change."""
        return self.stretches[-1]

    def paid(self, rule: AnyRule) -> Amount:
        """What a layer owes on the year's bills, in yuan: nothing that it gives back of earlier years."""
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
    """Totals of a year's bills (年度合计); amounts in yuan, below zero where bills of earlier years are reversed."""

    bills: int = fields.count("bills", zh="结算笔数")
    total: Amount = fields.money("total cost", zh="医疗总费用", low=None)
    in_scope: Amount = fields.money("in-scope cost", zh="政策范围内费用", low=None)
    basic_paid: Amount = fields.money("paid by basic insurance", zh="基本医保支付", low=None)
    serious_illness_paid: Amount = fields.money("paid by serious-illness insurance", zh="大病保险支付", low=None)
    assistance_paid: Amount = fields.money("paid by medical assistance", zh="医疗救助支付", low=None)
    tilted_paid: Amount = fields.money("paid by tilted assistance", zh="倾斜救助支付", low=None)
    own_payment: Amount = fields.money("left to the patient", zh="个人负担金额", low=None, answer=True)


@attrs.frozen
class _Placed:
    """A bill in its place in the year: the layers of its stretch before it, and with it."""

    bill: MedicalBill
    without: Layers | None
    within: Layers
    begins: bool


@attrs.frozen
class _Step:
    """What a bill adds to the year: the layers before it and with it, what they pay and what is left in scope."""

    without: Layers | None
    within: Layers
    paid: list[Amount]
    origin_open: bool = False


@attrs.frozen(kw_only=True, slots=False)
class Year:
    """The bills of a person (个人年度医疗费用) in the year of the local figures, up to `until` where it is given.

    `policy` gives the jurisdiction, the overlay and whether national practice applies; each bill is settled under the
    figures in force on its day. `earlier` are local figures of earlier years: where bills of these years are reversed,
    what they were paid is worked out by them. Raises `InvalidInput` where bills were not recorded, or the person is not
    a member of the household; its methods raise `OutsidePeriod` for a bill on a day that no document covers.
    """

    person: Person
    household: Household
    local: LocalFigures
    policy: Policy
    until: date | None = None
    earlier: Sequence[LocalFigures] = ()
    _days: dict[date, Day] = attrs.field(factory=dict, init=False, eq=False, repr=False)
    _placings: dict[tuple[MedicalBill, ...], tuple[_Placed, ...]] = attrs.field(
        factory=dict, init=False, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        kinds = {"person": (self.person, Person), "household": (self.household, Household)}
        figures = {"local": (self.local, LocalFigures), "policy": (self.policy, Policy)}
        before = {f"earlier[{at}]": (item, LocalFigures) for at, item in enumerate(self.earlier)}
        check_kinds("Year", **kinds, **figures, **before, until=(self.until, date, None))
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
        return partial(Year, **given, policy=self.policy, until=self.until, earlier=self.earlier), ()

    def bills(self) -> tuple[SettledBill, ...]:
        """The settled bills, in order of day."""
        return tuple(self._settled())

    def layers(self, on: date, cost: Amount) -> Layers:
        """The three layers for a year's cost left by basic insurance, in yuan, under the classes of one day."""
        return Layers(self._day(on), cost)

    def so_far(self, on: date) -> SoFar:
        """The three layers on the year's bills so far; without bills, under the classes of the day `on`."""
        way, *others = self._ways
        placed = self._places(way.bills)
        paid = _any_of([self._due_in(one) for one in self._ways])
        stretches = [*self._stretches_in(way)] or [self.layers(on, ZERO)]
        if len(stretches) == 1 and placed and not (others or way.of_unknown_origin or self.local.caps_by_care):
            # With the whole year under the classes of its last bill, its cost alone decides: narrower than by what was
            # paid.
            cost = when(self._insured, stretches[0].cost, ZERO)
            stretches = [self.layers(placed[-1].bill.settled_on, cost)]
            paid = [*stretches[0].paid]
        # Who is entitled in any of the ways may be.
        stretches = [*(layers for one in others for layers in self._stretches_in(one)), *stretches]
        return SoFar(stretches=tuple(stretches), in_all=tuple(paid))

    def _stretches_in(self, way: Interpretation) -> list[Layers]:
        """The layers at the end of each stretch; where the ways are lost, under the classes of each bill's day."""
        if way.lost:
            return [self.layers(item.bill.settled_on, ZERO) for item in way.apart]
        return _stretches(self._places(way.bills))

    def _due_in(self, way: Interpretation) -> list[Amount]:
        """What the layers owe of the year in one way to read the bills: nothing of bills of earlier years."""
        *paid, _ = self._paid_on(self._places(way.bills))
        for bill in way.of_unknown_origin:
            back = when(self._insured, when(NOT_RECORDED, self._left_by_basic(bill), ZERO), ZERO)
            paid = [sum_of([amount, back]) for amount in paid]
        return [maximum(amount, ZERO) for amount in paid]

    def totals(self) -> YearTotals:
        """The year's payments, and the amount left to the patient: the sum over its bills."""
        total, in_scope, *paid, own = self._in_all_ways
        return YearTotals(bills=len(self._taken), total=total, in_scope=in_scope, **_by_fact(paid), own_payment=own)

    @cached_property
    def _in_all_ways(self) -> list[Amount]:
        """The totals in all ways to read the bills, as ranges: in order of the fields of `YearTotals`."""
        return _any_of([self._totals_in(way) for way in self._ways])

    def _totals_in(self, way: Interpretation) -> list[Amount]:
        """The totals of the bills that stand, and of those apart from them."""
        total, in_scope, beyond, basic = (
            sum_of(self.person.disputed(bill, of(bill)) for bill in way.bills)
            for of in (_whole, _in_scope, out_of_scope, self._basic_paid)
        )
        *paid, left = self._paid_on(self._places(way.bills))
        # The one is narrower where a class is open, the other where it is open what is in scope.
        own = narrowed(sum_of([beyond, left]), reduce(rest_of, (basic, *paid), total))
        apart = map(self._totals_apart, way.apart)
        return [sum_of(amounts) for amounts in zip([total, in_scope, basic, *paid, own], *apart, strict=True)]

    def _totals_apart(self, item: Apart) -> list[Amount]:
        """The same of a bill that is apart from the year's cost."""
        total, in_scope, beyond, basic = (
            self.person.disputed(item.bill, of(item.bill)) for of in (_whole, _in_scope, out_of_scope, self._basic_paid)
        )
        *paid, left = self._paid_apart(item)
        own = narrowed(sum_of([beyond, left]), reduce(less, (basic, *paid), total))
        return [total, in_scope, basic, *paid, own]

    # -- bills in their place -----------------------------------------------------------------------------

    @cached_property
    def _taken(self) -> tuple[MedicalBill, ...]:
        """The bills of the year, in order."""
        taken = [bill for bill in self.person.bills or () if self._is_taken(bill)]
        return tuple(sorted(taken, key=_in_order))

    def _is_taken(self, bill: MedicalBill) -> bool:
        return bill.settled_on.year == self.local.year and (self.until is None or bill.settled_on <= self.until)

    @cached_property
    def _steps(self) -> tuple[tuple[tuple[Interpretation, Interpretation], ...], ...]:
        """For each bill in order, the ways to read the bills so far, each with the one before that it follows."""
        before = (bill for bill in self.person.bills or () if bill.settled_on.year < self.local.year)
        earlier = standing(sorted(before, key=_in_order))
        return steps_of(self._taken, earlier, self._in_one)

    @property
    def _ways(self) -> tuple[Interpretation, ...]:
        """The ways to read all bills of the year, of which there is one at least."""
        return tuple(dict.fromkeys(after for _, after in self._steps[-1])) if self._steps else (Interpretation(),)

    def _in_one(self, one: MedicalBill, other: MedicalBill) -> bool:
        """Whether two bills in a row are certainly settled under the same classes and figures."""
        day, alike = self._day(one.settled_on), not self.local.caps_by_care or one.care is other.care is not None
        return alike and day is self._day(other.settled_on) and not day.turning

    def _places(self, bills: tuple[MedicalBill, ...]) -> tuple[_Placed, ...]:
        """Bills in their place, worked out once."""
        if bills not in self._placings:
            self._placings[bills] = tuple(self._placed(bills))
        return self._placings[bills]

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
        """Each bill settled at its own time, before later ones are taken back."""
        if not any(bill.is_reversal for bill in self._taken):
            yield from (self._sheet(placed.bill, [self._added(placed)]) for placed in self._places(self._taken))
            return
        for bill, steps in zip(self._taken, self._steps, strict=True):
            yield self._sheet(bill, [self._step(bill, *step) for step in steps])

    def _step(self, bill: MedicalBill, before: Interpretation, after: Interpretation) -> _Step:
        if len(after.apart) > len(before.apart):
            within, item = self._last(after.bills, bill.settled_on), after.apart[-1]
            paid = self._paid_lost(after) if after.lost and bill.is_reversal else self._paid_apart(item)
            return _Step(None, within, paid, origin_open=not self._known(item))
        placed = self._places(after.bills)
        if len(after.bills) > len(before.bills):
            return self._added(placed[-1])
        # What a bill that is taken back takes with it is what the year loses by it.
        paid = [*map(less, self._paid_on(placed), self._paid_on(self._places(before.bills)))]
        within = self._last(after.bills, bill.settled_on)
        return _Step(self._last(before.bills, bill.settled_on), within, paid)

    def _paid_lost(self, way: Interpretation) -> list[Amount]:
        """What a layer may lose or gain by a negative bill where there are too many ways to be told apart, in yuan."""
        most = sum_of(self._left_by_basic(item.bill) for item in way.apart if not item.bill.is_reversal)
        return [when(NOT_RECORDED, when(NOT_RECORDED, most, ZERO), _taken_back(most))] * (len(LAYERS) + 1)

    def _last(self, bills: tuple[MedicalBill, ...], on: date) -> Layers:
        """The layers up to the last of the bills; without any, under the classes of a day."""
        placed = self._places(bills)
        return placed[-1].within if placed else self.layers(on, ZERO)

    def _added(self, placed: _Placed) -> _Step:
        """A bill that is added to the year's cost."""
        cost = self._left_by_basic(placed.bill)
        grown, left = _grown(placed.without, placed.within, cost)
        paid = [when(self._insured, amount, ZERO) for amount in grown]
        return _Step(placed.without, placed.within, [*paid, when(self._insured, left, cost)])

    def _sheet(self, bill: MedicalBill, steps: Sequence[_Step]) -> SettledBill:
        """The sheet of a bill, by the steps that it may be."""
        *grown, left = _any_of([step.paid for step in steps])
        paid = _by_fact([self._basic_paid(bill), *grown])
        rule, case = _settling_rule(), self._day(bill.settled_on).case.of_bill(bill)
        worksheet = rule.compute(rule.facts.of(case, **paid), self._terms(rule, bill.settled_on))
        own = narrowed(rule.line(worksheet), sum_of([out_of_scope(bill), left]))
        return SettledBill(
            bill=bill,
            person=self.person.id,
            basic=self._estimate(bill),
            without=steps[0].without,
            within=steps[0].within,
            worksheet=attrs.evolve(worksheet, **{rule.answer: own}),
            origin_open=bill.is_reversal and (len(steps) > 1 or steps[0].origin_open),
            settled_on=bill.settled_on,
            total=_whole(bill),
            in_scope=_in_scope(bill),
            **paid,
            own_payment=own,
        )

    def _estimate(self, bill: MedicalBill) -> Any:
        """What basic insurance would pay by the county's share, where its payment was not recorded; else None."""
        if bill.basic_insurance_paid is not None:
            return None
        rule = paying_rules()[0]
        return rule.worked(self._day(bill.settled_on).case.of_bill(bill.unsigned), self._terms(rule, bill.settled_on))

    # -- what is paid --------------------------------------------------------------------------------------

    def _paid_on(self, placed: Sequence[_Placed]) -> list[Amount]:
        """The payments of the layers over bills, and the in-scope cost they leave."""
        if not placed:
            return [ZERO] * (len(LAYERS) + 1)
        *paid, left = placed[-1].within.in_all
        cost = sum_of(layers.cost for layers in _stretches(placed))
        return [*(when(self._insured, amount, ZERO) for amount in paid), when(self._insured, left, cost)]

    def _paid_apart(self, item: Apart) -> list[Amount]:
        """The same of a bill that is apart from the year's cost."""
        settled = self._settled_before(item)
        if settled:
            return _any_of([[_taken_back(amount) for amount in _layers_of(sheet)] for sheet in settled])
        cost = self._left_by_basic(item.bill)
        anything = when(self._insured, when(NOT_RECORDED, cost, ZERO), ZERO)
        return [*(anything for _ in LAYERS), when(self._insured, anything, cost)]

    def _known(self, item: Apart) -> bool:
        """Whether it is known what a bill apart takes back, and what that was paid."""
        return len(self._settled_before(item)) == 1

    def _settled_before(self, item: Apart) -> list[SettledBill]:
        """How the bill of an earlier year was settled that an item takes back; one of several that are alike."""
        for figures in self.earlier:
            if item.of is not None and figures.year == item.of.settled_on.year:
                year = attrs.evolve(self, local=figures, until=None)
                with suppress(OutsidePeriod):
                    return [sheet for sheet in year.bills() if sheet.bill == item.of]
        return []

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
        return when(self._insured, when(NOT_RECORDED, bill.in_scope_part(bill.settled_on), ZERO), ZERO)

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


def _taken_back(amount: Amount) -> Amount:
    return less(ZERO, amount)


def _any_of(ways: Sequence[list[Amount]]) -> list[Amount]:
    """Amounts in order that are those of any of the ways."""
    return [reduce(partial(when, NOT_RECORDED), amounts) for amounts in zip(*ways, strict=True)]


def _layers_of(sheet: SettledBill) -> list[Amount]:
    """What the layers paid of a bill, and the in-scope cost they left."""
    _, *paid = (getattr(sheet, name) for name in paid_facts())
    return [*paid, less(sheet.own_payment, out_of_scope(sheet.bill))]


def _in_order(bill: MedicalBill) -> tuple[Any, ...]:
    """By day, reversals last and what takes back the most first, so that a correction comes after a full reversal."""
    amounts = ((amount is None, amount) for amount in bill.amounts) if bill.is_reversal else ()
    return bill.settled_on, bill.is_reversal, tuple(amounts)


def _whole(bill: MedicalBill) -> Amount:
    """The bill's total, in yuan."""
    return bill.whole(bill.settled_on)


def _in_scope(bill: MedicalBill) -> Amount:
    """What of a bill is in scope, in yuan."""
    return bill.in_scope_part(bill.settled_on)
