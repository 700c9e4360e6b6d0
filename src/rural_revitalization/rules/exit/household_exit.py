"""Household exit (贫困户脱贫): whether a registered poor household may be crossed off the register, up to 2020.

Whom: registered poor households (建档立卡贫困户), as a whole. All criteria must hold: net income stably at or above the
poverty standard; a stable source of income; food and clothing, compulsory education, basic medical care and safe
housing secured. There is no number to be reached: an exit that holds in numbers only, or not at all, is none.

Units: net income and standard in yuan per person and year. No document states the standard: it is a local figure.

Readings: at the standard is enough (达到或超过): the household's net income is held against the standard times its
members, before any rounding. How long income must have been stable is not stated: whether it is, is recorded. Drinking
water is not among the guarantees of that plan. Who exits keeps the help of the poor for a period whose length is not
stated. Who returns to poverty is entered again: a new spell of the register begins.

Limitations: what makes each guarantee, and which income counts, is not defined by the plan.

>>> from datetime import date
>>> from rural_revitalization import blockers, load_policy
>>> from rural_revitalization.rules.exit import household_exit as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> facts = rule.Facts(household_net_income=11999, members=4, poverty_standard=3000)
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.may_exit, blockers(worksheet)
(False, ('income_reached',))
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import Amount, Truth, exact_arithmetic, if_stated, per_head, times
from ...cases import Case, CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, TruthFact
from ...models import Household, LocalFigures
from ...models.household import LAST_DAY_OF_THE_REGISTER
from ...wording.worded import Words
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household for its exit from poverty (脱贫)."""

    household_net_income: MoneyFact = drawn(cases.household_net_income)
    members: CountFact = drawn(Household.household_size, "members who share income and spending", zh="共享收支人口")
    poverty_standard: MoneyFact = drawn(LocalFigures.poverty_standard)
    income_stable: TruthFact = drawn(Household.income_stable)
    stable_income_source: TruthFact = drawn(Household.stable_income_source)
    food_and_clothing_secured: TruthFact = drawn(Household.food_and_clothing_secured)
    education_secured: TruthFact = drawn(Household.education_secured)
    medical_secured: TruthFact = drawn(Household.medical_secured)
    housing_secured: TruthFact = drawn(Household.housing_secured)


@fields.terms_class
class Terms(fields.StatedTerms):
    """What the plan for 2016 to 2020 asks for, and what it grants after the exit."""

    criteria: TruthFact = fields.truth("criteria of exit are stated", zh="明确脱贫标准")
    help_continues: TruthFact = fields.truth("the exited keep the help of the poor for a time", zh="脱贫不脱政策")


@fields.worksheet_class
class Worksheet:
    """The worksheet of household exit: the criteria, the decision, and what follows."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    per_capita_net_income: Amount = fields.money(
        "per-capita net income", zh="家庭人均纯收入", low=None, unit="yuan per person and year"
    )
    income_reached: Truth = fields.truth(
        "income stably at or above the standard", zh="人均纯收入稳定达到或超过扶贫标准", reading="at_the_standard"
    )
    source_stable: Truth = fields.truth("stable source of income", zh="有稳定收入来源")
    assured: Truth = fields.truth("two assurances and three guarantees", zh="实现“两不愁、三保障”")
    may_exit: Truth = fields.truth(
        "may be crossed off the register",
        zh="可脱贫销号",
        answer=True,
        criteria=("income_reached", "source_stable", "assured"),
    )
    help_goes_on: Truth = fields.truth("help goes on after the exit", zh="脱贫后继续享受扶贫政策")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a registered poor household may exit (贫困户脱贫)."""
    reached = facts.household_net_income >= times(facts.poverty_standard, facts.members)
    income_reached = reached & facts.income_stable
    assured = facts.food_and_clothing_secured & facts.education_secured & facts.medical_secured & facts.housing_secured
    may_exit = if_stated(terms.criteria, income_reached & facts.stable_income_source & assured)
    return Worksheet(
        facts=facts,
        terms=terms,
        per_capita_net_income=per_head(facts.household_net_income, facts.members),
        income_reached=income_reached,
        source_stable=facts.stable_income_source,
        assured=assured,
        may_exit=may_exit,
        help_goes_on=may_exit & terms.help_continues,
    )


def _on_the_register(case: Case) -> Truth:
    """Whether the household is registered as poor, on a day up to the end of the register."""
    return case[Household.registered_poor] if case.on <= LAST_DAY_OF_THE_REGISTER else False


RULE: Final = Rule(
    label="exit from poverty",
    zh="脱贫退出",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.may_exit,
    applies=_on_the_register,
    to=_on_the_register,
    needs=(Household.registered_poor,),
    stated=Terms.criteria,
    heading=Heading("exit from poverty", "脱贫退出", because=Words("does not exit because of", "未能脱贫的原因")),
    register={
        "hunan-2017/household-exit/income": (Worksheet.income_reached,),
        "hunan-2017/household-exit/stable-income-source": (Worksheet.source_stable,),
        "hunan-2017/household-exit/two-worries-three-guarantees": (Worksheet.assured,),
    },
)
