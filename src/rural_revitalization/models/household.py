"""A household (农户), its risks and the support it received."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import sub
from types import MappingProxyType
from typing import Any, Final

from .. import fields
from ..algebra import ZERO, Amount, Number, Truth, Unknown, exact_arithmetic, not_, per_head, sum_of
from ..algebra.exact import EXACT
from ..errors import Mismatch
from ..fields.annotations import (
    CountRecord,
    DayRecord,
    MoneyRecord,
    Records,
    RequiredDay,
    RequiredText,
    TextRecord,
    TruthRecord,
)
from .checks import in_order, raise_if_any
from .enums import IncomeKind, LabourCapacity, RiskKind, RiskState, SupportKind
from .loan import SmallLoan
from .person import Person
from .recorded import held, recorded
from .spell import Spell

__all__ = ["KEPT_AFTER_EXIT", "UNSTATED", "Household", "Risk", "Support"]

KEPT_AFTER_EXIT: Final = "entitlements.kept_after_exit"
"""How long the exited keep the help of the poor: a figure that no document states."""
UNSTATED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {KEPT_AFTER_EXIT: ("how long the exited keep the help of the poor", "脱贫后继续享受政策的期限")}
)
"""What no document states and a household's record turns on, by name: what it is called in English and Chinese."""


@fields.model_class
class Risk:
    """A risk found at a household (返贫致贫风险) and what became of it."""

    kind: RiskKind | None = fields.choice("kind of risk", zh="风险类别", of=RiskKind)
    found_on: RequiredDay = fields.day("found on", zh="发现日期", required=True)
    state: RiskState | None = fields.choice("state", zh="风险状态", of=RiskState)
    settled_on: DayRecord = fields.day("settled on", zh="消除日期")

    def __attrs_post_init__(self) -> None:
        checks = [*in_order("found_on", self.found_on, "settled_on", self.settled_on)]
        if self.state is RiskState.OPEN and self.settled_on is not None:
            checks.append(
                Mismatch(
                    "settled_on", "nothing while the risk is open", str(self.settled_on), rule="open_is_not_settled"
                )
            )
        raise_if_any(checks, "Risk")

    def state_is(self, on: date, state: RiskState) -> Truth:
        """Whether the risk was in a state on a day: what was settled later was open until then."""
        if self.settled_on is not None and self.settled_on > on:
            return state is RiskState.OPEN
        return _open("risks") if self.state is None else self.state is state


@fields.model_class
class Support:
    """Support a household received (帮扶措施); the amount in yuan where it is money."""

    kind: SupportKind | None = fields.choice("kind of support", zh="措施类别", of=SupportKind, required=True)
    received_on: DayRecord = fields.day("received on", zh="享受日期")
    amount: MoneyRecord = fields.money("amount", zh="金额")


@fields.model_class
class Household:
    """A household (农户) as one record: its people, place, income, guarantees, loans, risks and dates.

    None is not recorded; an empty list is recorded as none. Net income is yuan per person and year and may be
    negative; `monitored` holds the spells during which the household was a monitored one, `registered_poor` those
    during which it was on the poverty register (建档立卡) and had not exited.
    """

    id: RequiredText = fields.text("record key", zh="户编号", required=True)
    members: Records[Person] = fields.records("members", zh="家庭成员", of=Person, required=True)
    county: TextRecord = fields.text("county", zh="县（市、区）")
    village: TextRecord = fields.text("village", zh="行政村")
    exited: TruthRecord = fields.truth("household that exited poverty", zh="脱贫户")
    exited_on: DayRecord = fields.day("exited on", zh="脱贫日期")
    registered_poor: Records[Spell] = fields.records("registered as poor", zh="建档立卡贫困户", of=Spell)
    monitored: Records[Spell] = fields.records("monitored", zh="防止返贫监测对象", of=Spell)
    identified_on: DayRecord = fields.day("identified on", zh="识别日期")
    per_capita_net_income: MoneyRecord = fields.money(
        "per-capita net income of the year",
        zh="年人均纯收入",
        low=None,
        unit="yuan per person and year",
        unit_zh="元/人·年",
    )
    months_above_line: CountRecord = fields.count(
        "months with income above the line", zh="收入高于监测线月数", unit="months", unit_zh="个月"
    )
    business_costs: MoneyRecord = fields.money(
        "costs of business", zh="生产经营性支出", unit="yuan per year", unit_zh="元/年"
    )
    family_income: MoneyRecord = fields.money(
        "family income as civil affairs counts it", zh="家庭月收入", low=None, unit="yuan per month", unit_zh="元/月"
    )
    employment_cost: MoneyRecord = fields.money(
        "cost of employment to deduct", zh="就业成本扣减", unit="yuan per month", unit_zh="元/月"
    )
    allowance_grant: MoneyRecord = fields.money("grant so far", zh="原低保金", unit="yuan per month", unit_zh="元/月")
    raised_by_employment: TruthRecord = fields.truth("a member's employment raised the income", zh="因就业增收")
    months_above_standard: CountRecord = fields.count(
        "months since the income rose above the allowance standard",
        zh="收入超过低保标准月数",
        unit="months",
        unit_zh="个月",
    )
    allowance_borderline: TruthRecord = fields.truth("borderline family", zh="低保边缘家庭")
    at_risk: TruthRecord = fields.truth("at risk of returning to or falling into poverty", zh="存在返贫致贫风险")
    shock: TruthRecord = fields.truth(
        "struck by illness, schooling cost, disaster, accident or the like", zh="因病因学因灾因意外等"
    )
    spending_large: TruthRecord = fields.truth("rigid spending large", zh="刚性支出较大")
    income_fell: TruthRecord = fields.truth("income fell sharply", zh="收入大幅缩减")
    basic_living_severely_hard: TruthRecord = fields.truth("basic living severely hard", zh="基本生活出现严重困难")
    food_and_clothing_secured: TruthRecord = fields.truth("food and clothing secured", zh="不愁吃不愁穿")
    education_secured: TruthRecord = fields.truth("compulsory education secured", zh="义务教育有保障")
    medical_secured: TruthRecord = fields.truth("basic medical care secured", zh="基本医疗有保障")
    housing_secured: TruthRecord = fields.truth("housing safe and secured", zh="住房安全有保障")
    water_secured: TruthRecord = fields.truth("drinking water safe and secured", zh="饮水安全有保障")
    rigid_spending_controlled: TruthRecord = fields.truth("rigid spending under control", zh="刚性支出可控")
    risks: Records[Risk] = fields.records("risks found", zh="返贫致贫风险", of=Risk)
    loans: Records[SmallLoan] = fields.records("small loans", zh="小额信贷", of=SmallLoan)
    support: Records[Support] = fields.records("support received", zh="享受帮扶", of=Support)

    def __attrs_post_init__(self) -> None:
        raise_if_any(self._checks(), "Household")

    def _checks(self) -> Iterator[Mismatch]:
        if self.members == ():
            yield Mismatch("members", "at least one person", "none", rule="nobody_lives_here")
        if self.exited is False and self.exited_on is not None:
            yield Mismatch(
                "exited_on",
                "nothing for a household that did not exit",
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

    @property
    def people(self) -> tuple[Person, ...]:
        """The members."""
        return self.members or ()

    @property
    def size(self) -> int:
        """How many members there are."""
        return len(self.people)

    def monitored_on(self, on: date) -> Truth:
        """Whether the household is a monitored one on a day."""
        return held(self, "monitored", on)

    def poor_on(self, on: date) -> Truth:
        """Whether the members count as poor people (贫困人口) on a day: while registered; once exited it is open.

        hunan-13fyp-2017 十一（三）: the exited keep the help of the poor for a prescribed period (规定的期限内), and no
        document says how long it is.
        """
        poor = held(self, "registered_poor", on)
        if poor is False and any(spell.since <= on for spell in self.registered_poor or ()):
            return Unknown(False, True, {KEPT_AFTER_EXIT})
        return poor

    def exited_by(self, on: date) -> Truth:
        """Whether the household had exited poverty (脱贫) by a day."""
        if self.exited_on is not None:
            return self.exited_on <= on
        exited: Truth = recorded(self, "exited")
        return exited

    def years_since_exit(self, on: date) -> Number:
        """The calendar years since the year of exit: 0 in that year; open where the day of exit was not recorded."""
        return Unknown(0, None, {"exited_on"}) if self.exited_on is None else max(on.year - self.exited_on.year, 0)

    def has_labour_capacity(self) -> Truth:
        """Whether any member has full or partial labour capacity (劳动能力)."""
        return _any(
            _open("labour_capacity")
            if person.labour_capacity is None
            else person.labour_capacity is not LabourCapacity.NONE
            for person in self.people
        )

    def receives_allowance_on(self, on: date) -> Truth:
        """Whether any member receives the minimum living allowance (低保) on a day."""
        return _any(person.belongs("minimum_living_allowance", on) for person in self.people)

    def allowance_income(self) -> Amount:
        """Per-capita income as the allowance counts it, in yuan per month: less the cost of employment."""
        income: Amount = recorded(self, "family_income")
        return per_head(exact_arithmetic(sub)(income, recorded(self, "employment_cost")), self.size)

    def running_loans(self) -> tuple[SmallLoan, ...]:
        """The small loans (小额信贷) that are not known to be repaid."""
        return tuple(loan for loan in self.loans or () if loan.outstanding != 0)

    def loans_outstanding(self) -> Amount:
        """The balance outstanding of all small loans, in yuan; where not recorded in full, a range."""
        return _loans_unrecorded() if self.loans is None else sum_of(loan.balance() for loan in self.running_loans())

    def of_every_loan(self, name: str) -> Any:
        """A field that all running loans have the same, such as their annual rate; otherwise it is open."""
        found = {getattr(loan, name) for loan in self.running_loans()}
        (value,) = found if len(found) == 1 else (None,)
        return fields.specs(SmallLoan)[name].unknown("loans") if value is None else value

    def loan_days(self, year: int) -> Number:
        """The days of a year within the terms of all running loans; open where they differ."""
        whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        return _alike([loan.days_in_year(year) for loan in self.running_loans()], whole)

    def loan_overdue_days(self, on: date) -> Number:
        """The days overdue within the terms of all running loans; open where they differ."""
        return _alike([loan.overdue_days_in_term(on) for loan in self.running_loans()], None)

    def income_of(self, kind: IncomeKind) -> Amount:
        """The members' income of one kind, in yuan per year; at least what is recorded, where not all is."""
        known, whole = ZERO, True
        for person in self.people:
            whole = whole and person.income is not None
            for income in person.income or ():
                if income.kind is kind:
                    whole = whole and income.amount is not None
                    known = EXACT.add(known, income.amount or ZERO)
        return known if whole else Unknown(known, None, {"income"})

    def risks_resolved(self, on: date) -> Truth:
        """Whether measures had removed every risk by a day, save those found after identification and gone since."""
        if self.risks is None:
            return _open("risks")
        return _all(
            risk.state_is(on, RiskState.RESOLVED) | (self._is_new(risk) & not_(risk.state_is(on, RiskState.OPEN)))
            for risk in self._found_by(on)
        )

    def risk_vanished(self, on: date) -> Truth:
        """Whether no risk was open on a day, and some had gone by itself."""
        if self.risks is None:
            return _open("risks")
        risks = self._found_by(on)
        none_open = _all(not_(risk.state_is(on, RiskState.OPEN)) for risk in risks)
        return none_open & _any(risk.state_is(on, RiskState.VANISHED) for risk in risks)

    def new_risk(self, on: date) -> Truth:
        """Whether a risk found after identification was still open on a day."""
        if self.risks is None:
            return _open("risks")
        return _any(self._is_new(risk) & risk.state_is(on, RiskState.OPEN) for risk in self._found_by(on))

    def _found_by(self, on: date) -> list[Risk]:
        return [risk for risk in self.risks or () if risk.found_on <= on]

    def _is_new(self, risk: Risk) -> Truth:
        return _open("identified_on") if self.identified_on is None else risk.found_on > self.identified_on


def _all(truths: Iterable[Truth]) -> Truth:
    result: Truth = True
    for truth in truths:
        result = result & truth
    return result


def _any(truths: Iterable[Truth]) -> Truth:
    result: Truth = False
    for truth in truths:
        result = result | truth
    return result


def _open(fact: str) -> Truth:
    return Unknown(False, True, {fact})


def _alike(days: list[Number], most: int | None) -> Number:
    """What is the same of all loans, or open; of none, none."""
    if len(days) < 2:
        return days[0] if days else 0
    same = all(type(item) is int for item in days) and len(set(days)) == 1
    return days[0] if same else Unknown(0, most, {"loans"})


def _loans_unrecorded() -> Amount:
    return Unknown(ZERO, None, {"loans"})
