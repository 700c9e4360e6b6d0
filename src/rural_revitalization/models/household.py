"""A household (农户): its people, place, income and guarantees, and what was recorded of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from .. import fields
from ..algebra import ZERO, Amount, Area, Number, Truth, Unknown, when
from ..algebra.exact import EXACT
from ..errors import Mismatch, raise_if_any
from ..fields.annotations import (
    CountRecord,
    DatedRecord,
    DayRecord,
    MoneyRecord,
    NameRecord,
    Names,
    Records,
    RequiredText,
    TextRecord,
    TruthRecord,
)
from .at_risk import AtRisk
from .contracted_land import ContractedLand
from .derived import derived
from .dwelling import Dwelling
from .enums import IncomeKind
from .housed import Housed
from .insurance import Insurance
from .loan import SmallLoan
from .loan_wanted import LoanWanted
from .periods import months_between, period
from .person import Person
from .relocation import Relocation, last_move, of_move
from .risk import Risk
from .spell import AllowanceSpell, Spell
from .support import Support
from .truths import lacking
from .unknowable import unknowable_facts, unknowable_faults
from .water_source import WaterSource
from .with_security import WithSecurity

_ANY_GRANT: Final = Unknown(ZERO, None, {"allowance_grant", "minimum_living_allowance"})
KEPT_AFTER_EXIT: Final = "entitlements.kept_after_exit"
"""How long exited households keep the benefits of the poor: a figure that no document states."""
LAST_DAY_OF_THE_REGISTER: Final = date(2020, 12, 31)
"""The end of the plan for 2016 to 2020, by which all registered poor households (建档立卡贫困户) were to exit.

Up to this day small loans are for the registered poor (hunan-13fyp-2017 专栏3); after it, who has exited did so before.
"""
UNSTATED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {KEPT_AFTER_EXIT: ("how long the exited keep the help of the poor", "脱贫后继续享受政策的期限")}
)
"""English and Chinese labels of the figures that no document states but household records depend on, by name."""


@fields.model_class
class Household(AtRisk, Housed, WithSecurity):
    """A household (农户) as one record: its people, place, income, guarantees, loans, risks and dates.

    None means not recorded; an empty list means recorded as none. Net income is in yuan per person and year and may be
    negative; `monitored` holds the spells during which the household was monitored, `registered_poor` those during
    which it was on the poverty register (建档立卡) and had not exited. `helper`, whoever is paired with it, appears in
    no `repr` and no error.

    `members` are all whom the record keeps. Members of a day are those who have joined by then and have neither left
    nor died: they are counted, paid and decided about. What somebody earned who left or died within the period of net
    income counts for it all the same, though only the members of the day share it.

    `unknowable` names the facts that were asked for and cannot be known (不详).
    """

    id: RequiredText = fields.text("record key", zh="户编号", required=True)
    members: Records[Person] = fields.records("members", zh="家庭成员", of=Person, required=True)
    county: NameRecord = fields.text("county", zh="县（市、区）")
    village: TextRecord = fields.text("village", zh="行政村")
    helper: TextRecord = fields.text("paired helper", zh="帮扶责任人", private=True)
    exited: TruthRecord = fields.truth("household that exited poverty", zh="脱贫户")
    exited_on: DayRecord = fields.day("exited on", zh="脱贫日期")
    registered_poor: DatedRecord[Spell] = fields.records("registered as poor", zh="建档立卡贫困户", of=Spell)
    monitored: DatedRecord[Spell] = fields.records("monitored", zh="防止返贫监测对象", of=Spell)
    identified_on: DayRecord = fields.day("identified on", zh="识别日期")
    per_capita_net_income: MoneyRecord = fields.money(
        "per-capita net income of the year", zh="年人均纯收入", low=None, unit="yuan per person and year"
    )
    net_income_before: MoneyRecord = fields.money(
        "per-capita net income of the year before", zh="上年人均纯收入", low=None, unit="yuan per person and year"
    )
    spending: MoneyRecord = fields.money("spending of the year", zh="家庭年支出", unit="yuan per year")
    spending_before: MoneyRecord = fields.money(
        "spending of the year before", zh="上年家庭年支出", unit="yuan per year"
    )
    months_above_line: CountRecord = fields.count(
        "months with income above the line", zh="收入高于监测线月数", unit="months"
    )
    business_costs: MoneyRecord = fields.money("costs of business", zh="生产经营性支出", unit="yuan per year")
    family_income: MoneyRecord = fields.money(
        "family income as civil affairs counts it", zh="家庭月收入", low=None, unit="yuan per month"
    )
    employment_cost: MoneyRecord = fields.money(
        "cost of employment to deduct", zh="就业成本扣减", unit="yuan per month"
    )
    rigid_spending: MoneyRecord = fields.money("rigid spending to deduct", zh="刚性支出扣减", unit="yuan per month")
    exempt_income: MoneyRecord = fields.money("income that is exempt", zh="收入豁免", unit="yuan per month")
    allowance_grant: MoneyRecord = fields.money("previous allowance grant", zh="原低保金", unit="yuan per month")
    raised_by_employment: TruthRecord = fields.truth("a member's employment raised the income", zh="因就业增收")
    months_above_standard: CountRecord = fields.count(
        "months since the income rose above the allowance standard", zh="收入超过低保标准月数", unit="months"
    )
    allowance_borderline: TruthRecord = fields.truth("borderline family", zh="低保边缘家庭")
    at_risk: TruthRecord = fields.truth("at risk of returning to or falling into poverty", zh="存在返贫致贫风险")
    shock: TruthRecord = fields.truth(
        "struck by illness, schooling cost, disaster, accident or the like", zh="因病因学因灾因意外等"
    )
    spending_large: TruthRecord = fields.truth("rigid spending large", zh="刚性支出较大")
    income_fell: TruthRecord = fields.truth("income fell sharply", zh="收入大幅缩减")
    basic_living_severely_hard: TruthRecord = fields.truth("basic living severely hard", zh="基本生活出现严重困难")
    relocated: TruthRecord = fields.truth("relocated household", zh="易地扶贫搬迁户")
    temporary_difficulty: TruthRecord = fields.truth(
        "basic living in sudden, urgent or temporary difficulty", zh="突发性、紧迫性、临时性基本生活困难"
    )
    industry_or_work_suffices: TruthRecord = fields.truth(
        "can leave poverty through industry or work", zh="能通过产业扶持和就业脱贫"
    )
    food_and_clothing_secured: TruthRecord = fields.truth("food and clothing secured", zh="不愁吃不愁穿")
    education_secured: TruthRecord = fields.truth("compulsory education secured", zh="义务教育有保障")
    medical_secured: TruthRecord = fields.truth("basic medical care secured", zh="基本医疗有保障")
    housing_secured: TruthRecord = fields.truth("housing safe and secured", zh="住房安全有保障")
    water_secured: TruthRecord = fields.truth("drinking water safe and secured", zh="饮水安全有保障")
    rigid_spending_controlled: TruthRecord = fields.truth("rigid spending under control", zh="刚性支出可控")
    income_stable: TruthRecord = fields.truth("income stably at the poverty standard", zh="收入稳定达到扶贫标准")
    stable_income_source: TruthRecord = fields.truth("stable source of income", zh="有稳定收入来源")
    housing_beyond_means: TruthRecord = fields.truth(
        "cannot make its home safe by itself", zh="依靠自身力量无法解决住房安全问题"
    )
    in_deep_poor_village: TruthRecord = fields.truth(
        "in a deep-poor village of harsh natural conditions", zh="自然条件恶劣的深度贫困村"
    )
    in_poor_village: TruthRecord = fields.truth("in a poor village of 2016 to 2020", zh="贫困村")
    can_contribute_labour: TruthRecord = fields.truth("can contribute labour to building", zh="有投劳能力")
    can_raise_funds: TruthRecord = fields.truth("can raise funds of its own for building", zh="有自筹资金能力")
    dwellings: Records[Dwelling] = fields.records("dwellings", zh="住房", of=Dwelling)
    water_sources: Records[WaterSource] = fields.records("sources of drinking water", zh="供水", of=WaterSource)
    relocations: Records[Relocation] = fields.records("relocations", zh="易地扶贫搬迁情况", of=Relocation)
    risks: Records[Risk] = fields.records("risks found", zh="返贫致贫风险", of=Risk)
    insurances: Records[Insurance] = fields.records("insurance held", zh="投保记录", of=Insurance)
    loans_wanted: Records[LoanWanted] = fields.records("loans wanted", zh="贷款需求", of=LoanWanted)
    contracted_land: Records[ContractedLand] = fields.records("contracted land", zh="承包地", of=ContractedLand)
    loans: Records[SmallLoan] = fields.records("small loans", zh="小额信贷", of=SmallLoan)
    support: Records[Support] = fields.records("support received", zh="享受帮扶", of=Support)
    unknowable: Names = unknowable_facts()

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._checks(), "Household")

    def _checks(self) -> Iterator[Mismatch]:
        if self.members == ():
            yield Mismatch("members", "at least one person", "none", rule="nobody_lives_here")
        if self.exited is False and self.exited_on is not None:
            yield Mismatch(
                "exited_on",
                "no date for a household that did not exit",
                str(self.exited_on),
                rule="exit_date_needs_exit",
            )
        seen = Counter(person.id for person in self.people)
        for at, person in enumerate(self.people):
            if seen[person.id] > 1:
                yield Mismatch(
                    f"members[{at}].id",
                    "a person who appears once",
                    "a record key that two members have",
                    rule="person_once",
                )
        yield from unknowable_faults(self)

    @property
    def people(self) -> tuple[Person, ...]:
        """All whom the record keeps, members of the day or not."""
        return self.members or ()

    def members_on(self, on: date) -> tuple[Person, ...]:
        """The members of a day (当日家庭成员): who has joined by then, and has neither left nor died."""
        return tuple(person for person in self.people if person.member_on(on))

    def earners(self, on: date, *, monitored: bool) -> tuple[Person, ...]:
        """Whose income counts for the period of net income: members of the day, and who left or died within it."""
        begins, _ = period(on, monitored=monitored)
        first = min(begins, on)
        return tuple(person for person in self.people if person.shared_since(first, on))

    @property
    def size(self) -> int:
        """The number of people whom the record keeps."""
        return len(self.people)

    @derived(fields.count, "members of the household", zh="家庭人口", record="members", unit="people", low=1)
    def household_size(self, on: date) -> Number | None:
        """The number of members of a day (家庭人口); not known where there are none.

        A range where one identity number is recorded of several, who may be one person.
        """
        members = self.members_on(on)
        return _fewer_if_one(len(members), members) if members else None

    @derived(
        fields.count,
        "members on the track of the allowance",
        zh="低保核算人口",
        record="extreme_poverty",
        unit="people",
    )
    def members_counted(self, on: date) -> Number:
        """The members whom the allowance counts: all but those in extreme poverty, who are on another track.

        Where it was recorded for nobody, the record does not keep it, and all are counted; once it is recorded for one
        of them, the others for whom it is not may or may not count.
        """
        members = self.members_on(on)
        known = [person.extreme_poverty for person in members if person.extreme_poverty is not None]
        most = len(members) - sum(any(spell.covers(on) for spell in spells) for spells in known)
        least = most - (len(members) - len(known) if known else 0)
        if least < most:
            return Unknown(max(least - recorded_twice(members), 0), most, {"extreme_poverty"})
        return _fewer_if_one(most, members)

    @derived(fields.count, "months since the allowance ended", zh="停发低保月数", record="minimum_living_allowance")
    def months_since_allowance(self, on: date) -> int | None:
        """The calendar months since the family's allowance ended (停发低保月数); 0 where none has ended."""
        if any(person.minimum_living_allowance is None for person in self.members_on(on)):
            return None
        ended = self.allowance_ended_on(on)
        return 0 if ended is None else months_between(ended, on)

    def allowance_ended_on(self, on: date) -> date | None:
        """The last day, before a date, of the last spell that may have been the family's; None if there is none."""
        return max((spell.until for spell in self._allowances(on) if spell.until and spell.until < on), default=None)

    @derived(fields.money, "previous allowance grant", zh="原低保金", record="allowance_grant", unit="yuan per month")
    def family_grant(self, on: date) -> Amount | None:
        """The family's grant (原低保金), in yuan per month; where only its spells say how much, what these say.

        Where the spells contradict each other, anything from the least to the most. Where nobody is known to receive,
        and somebody's spells were not recorded, these may be later ones, and say anything.
        """
        if self.allowance_grant is not None:
            return self.allowance_grant
        received = self._received_on(on)
        if not received and any(person.minimum_living_allowance is None for person in self.members_on(on)):
            return _ANY_GRANT
        grants = sorted({spell.grant for _, spell in self._granted(on) if spell.grant is not None})
        if len(grants) > 1:
            return Unknown(grants[0], grants[-1], {"minimum_living_allowance"})
        return next(iter(grants), None)

    def contrary_grants(self, on: date) -> tuple[int, int] | None:
        """Two members, by their places in the record, whose spells say different grants of the family; None if none do.

        What was recorded as the family's grant stands above them all.
        """
        said = [(at, spell.grant) for at, spell in self._granted(on) if spell.grant is not None]
        if self.allowance_grant is not None or not said:
            return None
        first, grant = said[0]
        return next(((first, at) for at, other in said if other != grant), None)

    def _granted(self, on: date) -> Iterator[tuple[int, AllowanceSpell]]:
        """The spells, with the places of whose they are, of a day, or of the last one on which there was any."""
        day = on if self._received_on(on) else self.allowance_ended_on(on)
        for at, person in enumerate(self.people):
            for spell in person.minimum_living_allowance or () if person.member_on(on) else ():
                if spell.alone is not True and day is not None and spell.covers(day):
                    yield at, spell

    def _received_on(self, on: date) -> bool:
        return any(spell.covers(on) for spell in self._allowances(on))

    def _allowances(self, on: date) -> Iterator[AllowanceSpell]:
        """The members' spells of the allowance that are not recorded as granted to one of them alone."""
        for person in self.members_on(on):
            yield from (spell for spell in person.minimum_living_allowance or () if spell.alone is not True)

    @derived(fields.truth, "was registered as poor before", zh="曾为建档立卡贫困户", record="registered_poor")
    def once_registered_poor(self, on: date) -> bool | None:
        """Whether the household is or was on the poverty register (建档立卡) by a date."""
        return None if self.registered_poor is None else any(spell.since <= on for spell in self.registered_poor)

    @derived(fields.truth, "day of exit reached", zh="已到脱贫日期", record="exited_on")
    def exit_reached(self, on: date) -> bool | None:
        """Whether the recorded date of exit (脱贫日期) has been reached."""
        return None if self.exited_on is None else self.exited_on <= on

    @derived(
        fields.count, "calendar years since the year of exit", zh="脱贫年数", record="exited_on", unit="calendar years"
    )
    def years_since_exit(self, on: date) -> int | None:
        """The calendar years since the year of exit (脱贫年数): 0 in that year."""
        return None if self.exited_on is None else max(on.year - self.exited_on.year, 0)

    @derived(fields.truth, "income recorded by kind", zh="已按类别登记收入", record="income")
    def income_in_parts(self, on: date) -> bool:
        """Whether the income by kind (分类收入) of anybody whose income counts was recorded."""
        return any(person.income is not None for person in self.earners(on, monitored=True))

    @derived(fields.money, "wages", zh="工资性收入", record="income", unit="yuan per year")
    def income_wage(self, on: date) -> Amount:
        """The members' wages (工资性收入), in yuan per year; at least the recorded part if incomplete."""
        return self._income_of(IncomeKind.WAGE, on)

    @derived(fields.money, "business income", zh="生产经营性收入", record="income", unit="yuan per year")
    def income_business(self, on: date) -> Amount:
        """The members' business income (生产经营性收入), in yuan per year; at least the recorded part."""
        return self._income_of(IncomeKind.BUSINESS, on)

    @derived(fields.money, "property income", zh="财产性收入", low=None, record="income", unit="yuan per year")
    def income_property(self, on: date) -> Amount:
        """The members' property income (财产性收入), in yuan per year; any amount if incomplete."""
        return self._income_of(IncomeKind.PROPERTY, on)

    @derived(fields.money, "transfers", zh="转移性收入", low=None, record="income", unit="yuan per year")
    def income_transfer(self, on: date) -> Amount:
        """The members' transfers (转移性收入), in yuan per year; any amount if incomplete."""
        return self._income_of(IncomeKind.TRANSFER, on)

    @derived(fields.truth, "taken into a plan of relocation", zh="纳入易地搬迁计划", record="relocations")
    def to_move(self, on: date) -> bool | None:
        """Whether it had been taken into a plan of relocation by a date (易地扶贫搬迁), moved since or not."""
        return None if self.relocations is None else last_move(self, on) is not None

    left_harsh_nature = of_move(
        lambda move: move.harsh_nature, "harsh natural conditions where it is to leave", zh="自然条件严酷"
    )
    left_poor_living = of_move(
        lambda move: move.poor_living, "bad conditions of living where it is to leave", zh="生存条件恶劣"
    )
    left_undeveloped = of_move(
        lambda move: move.undeveloped,
        "conditions of development seriously wanting where it is to leave",
        zh="发展条件严重欠缺",
    )
    agreed_to_move = of_move(lambda move: move.agreed, "agreed to move", zh="自愿搬迁")
    borrowed_to_enlarge = of_move(
        lambda move: move.borrowed_to_enlarge, "borrowed to enlarge the new home", zh="自行举债扩大住房面积"
    )
    in_settlement = of_move(lambda move: move.in_settlement, "moved into a settlement", zh="集中安置")
    in_urban_settlement = of_move(lambda move: move.urban, "the settlement is urban", zh="城镇安置点")
    in_small_settlement = of_move(lambda move: move.small, "the settlement is small", zh="小型安置点")

    @derived(fields.area, "floor area of the new home", zh="安置住房建筑面积", record="relocations")
    def new_floor_area(self, on: date) -> Area | None:
        """The floor area of its new home, in square metres (安置住房建筑面积)."""
        move = last_move(self, on)
        return None if move is None else move.floor_area

    @derived(fields.truth, "has small loans", zh="有小额信贷", record="loans")
    def has_loans(self, _on: date) -> bool | None:
        """Whether the household has small loans (小额信贷), outstanding or repaid."""
        return None if self.loans is None else bool(self.loans)

    def loans_of_year(self, on: date) -> tuple[SmallLoan, ...]:
        """Return the small loans (小额信贷) of which a balance may be outstanding, or was in the year of a date."""
        return tuple(loan for loan in self.loans or () if not loan.is_over(on))

    def _income_of(self, kind: IncomeKind, on: date) -> Amount:
        new, reviewed = (self.earners(on, monitored=monitored) for monitored in (False, True))
        if new == reviewed:
            return _income_among(new, kind)
        return when(self._monitored(on), _income_among(reviewed, kind), _income_among(new, kind))

    def _monitored(self, on: date) -> Truth:
        return lacking("monitored") if self.monitored is None else any(spell.covers(on) for spell in self.monitored)


def _income_among(people: Iterable[Person], kind: IncomeKind) -> Amount:
    """What people earned of one kind; at least what is recorded of it, where that is not all."""
    known, whole = ZERO, True
    for person in people:
        whole = whole and person.income is not None
        for income in person.income or ():
            if income.kind is kind:
                whole = whole and income.amount is not None
                known = EXACT.add(known, income.amount or ZERO)
    return known if whole else Unknown(None if kind.may_be_negative else known, None, {"income"})


def recorded_twice(people: Iterable[Person]) -> int:
    """How many people bear an identity number that somebody before them bears too."""
    numbers = [person.identity_number for person in people if person.identity_number is not None]
    return len(numbers) - len(set(numbers))


def _fewer_if_one(count: int, people: Iterable[Person]) -> Number:
    """A count of people, or a range down to what it is if those of one identity number are one person."""
    least = max(count - recorded_twice(people), 0)
    return count if least == count else Unknown(least, count, {"identity_number"})
