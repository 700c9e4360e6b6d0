"""Contribution subsidy (参保资助): help with a person's contribution to residents' medical insurance.

Whom: people enrolled in residents' basic medical insurance who belong to a class the documents name. The full rate is
for people in extreme poverty, the severely disabled, orphans and de facto unattended children; the partial rate for
recipients of the minimum living allowance, people civil affairs monitors as low-income, and members of monitored
households. The plan for 2016 to 2020 subsidises the poor (贫困人口) and no other class, and Yiyang's continues to help
those who exited (脱贫人口), both without stating a share. Amounts are yuan per person and year.

Readings: a person in several classes gets the most favourable one, once; the classes of the full rate come before those
of the partial rate, also where a locality's sums are less for the former. Classes are those of the case's day: in
`assess` the day of the assessment; `Facts.of` takes a case of another day, such as that of the contribution. Where a
document does not name its classes, an overlay states their share as `unnamed_rate`. Yiyang states a share of 50% for
allowance recipients in one section and a fixed sum (定额资助) in another: the share is its stated figure, and a fixed
sum, which only localities state, replaces the share of its class. Sums by tier hold each from its contribution on;
below the first, the class has its one sum or, without one, its share. Help for the exited follows a local schedule of
shares, by calendar years since the year of exit; the last share holds for all later years. The amount left to pay is
the contribution less the rounded subsidy. Adults are neither orphans nor unattended children, and orphans are no
unattended children, unless they are recorded so. Guizhou states neither classes nor shares: a person in none of the
classes here may be in one that it subsidises.

Limitations: fixed sums can be set for the classes of the full and of the partial rate, and for no others. Where sums
are by tier and the contribution is not recorded, ranges hold, and may be wide.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.medical import contribution_subsidy as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(contribution=320, orphan=True, monitored=True), terms).subsidy
Decimal('320.00')
"""

from __future__ import annotations

from typing import Any, Final

from ... import cases, fields
from ...algebra import (
    NO,
    NO_SHARE,
    NOTHING,
    Amount,
    Rate,
    Truth,
    by_rank,
    exact_arithmetic,
    is_set,
    maximum,
    not_,
    otherwise,
    stepped,
    when,
)
from ...cases import CaseFacts, drawn
from ...fields.annotations import CountFact, MoneyFact, RateFact, SharesFact, SumsFact, TruthFact
from ...models import Household, Person
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person for the contribution subsidy (参保资助)."""

    contribution: MoneyFact = drawn(cases.contribution)
    extreme_poverty: TruthFact = drawn(Person.extreme_poverty)
    severely_disabled: TruthFact = drawn(cases.severely_disabled)
    orphan: TruthFact = drawn(cases.orphan)
    de_facto_unattended_child: TruthFact = drawn(cases.de_facto_unattended_child)
    minimum_living_allowance: TruthFact = drawn(Person.minimum_living_allowance)
    low_income: TruthFact = drawn(Person.low_income)
    monitored: TruthFact = drawn(Household.monitored, "in a monitored household")
    poor: TruthFact = drawn(cases.poor)
    exited: TruthFact = drawn(cases.exited)
    years_since_exit: CountFact = drawn(Household.years_since_exit)


_IN_YUAN: Final[dict[str, Any]] = {"unit": "yuan per year", "may_be_unset": True}


def _sum(whom: str, zh: str) -> Any:
    """Declare the fixed sum of a class, in yuan per year."""
    return fields.money(f"fixed sum for {whom}", zh=f"{zh}定额资助", **_IN_YUAN)


def _sums(whom: str, zh: str) -> Any:
    """Declare the fixed sums of a class by tier of the contribution, in yuan per year."""
    return fields.sums(f"fixed sums by tier for {whom}", zh=f"{zh}分档定额资助", **_IN_YUAN)


@fields.terms_class
class Terms(fields.StatedTerms):
    """The figures of the contribution subsidy from documents, and those a locality may set in addition.

    Rates are shares of the individual contribution. With `poor_only` the classes of the rates are not subsidised.
    Groups that a document subsidises without stating a share have their own figure, granted but not stated: the poor,
    the exited, and, where the document does not name its classes, people in none of them. `exited_shares` are the
    shares of the exited from the year of exit on. A fixed sum, in yuan per year, replaces the rate of its class;
    `..._sums` give one for each tier of the contribution, with the contribution from which it holds.
    """

    full_rate: RateFact = fields.rate("share paid for the fully subsidised classes", zh="全额资助比例")
    partial_rate: RateFact = fields.rate("share paid for the partly subsidised classes", zh="定比资助比例")
    poor_only: TruthFact = fields.truth(
        "subsidises the poor and no other class", zh="仅资助贫困人口", may_be_unset=True
    )
    poor_rate: RateFact = fields.rate("share paid for the poor", zh="贫困人口资助比例", may_be_unset=True)
    exited_shares: SharesFact = fields.shares(
        "shares of the exited by year", zh="脱贫人口逐年资助比例", may_be_unset=True
    )
    unnamed_rate: RateFact = fields.rate(
        "share paid for classes that are not named", zh="未列明对象资助比例", may_be_unset=True
    )
    extreme_poverty_sum: MoneyFact = _sum("people in extreme poverty", "特困人员")
    extreme_poverty_sums: SumsFact = _sums("people in extreme poverty", "特困人员")
    severely_disabled_sum: MoneyFact = _sum("the severely disabled", "重度残疾人")
    severely_disabled_sums: SumsFact = _sums("the severely disabled", "重度残疾人")
    orphan_sum: MoneyFact = _sum("orphans", "孤儿")
    orphan_sums: SumsFact = _sums("orphans", "孤儿")
    unattended_child_sum: MoneyFact = _sum("de facto unattended children", "事实无人抚养儿童")
    unattended_child_sums: SumsFact = _sums("de facto unattended children", "事实无人抚养儿童")
    allowance_sum: MoneyFact = _sum("allowance recipients", "低保对象")
    allowance_sums: SumsFact = _sums("allowance recipients", "低保对象")
    low_income_sum: MoneyFact = _sum("the low-income", "农村低收入人口")
    low_income_sums: SumsFact = _sums("the low-income", "农村低收入人口")
    monitored_sum: MoneyFact = _sum("monitored households", "监测对象")
    monitored_sums: SumsFact = _sums("monitored households", "监测对象")


@fields.worksheet_class
class Worksheet:
    """The worksheet of the contribution subsidy; amounts in yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    eligible: Truth = fields.truth("belongs to a subsidised class", zh="属于资助对象", reading="class_on_the_day")
    rate: Rate = fields.rate("subsidised share", zh="资助比例", reading="highest_class_once", only_if="rate")
    fixed_sum: Amount = fields.money("fixed sum", zh="定额资助标准", unit="yuan per year", only_if="fixed_sum")
    subsidy: Amount = fields.money("contribution subsidy", zh="参保资助金额", answer=True, unit="yuan per year")
    own_payment: Amount = fields.money(
        "left to pay", zh="个人实缴金额", answer=True, unit="yuan per year", reading="rest_after_rounding"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the contribution subsidy (参保资助) of one person, or of a column of people."""
    named = not_(otherwise(terms.poor_only, NO))
    full = facts.extreme_poverty | facts.severely_disabled | facts.orphan | facts.de_facto_unattended_child
    partial = facts.minimum_living_allowance | facts.low_income | facts.monitored
    others = (facts.poor & is_set(terms.poor_rate)) | (facts.exited & is_set(terms.exited_shares))
    of_poor = when(facts.poor, otherwise(terms.poor_rate, NO_SHARE), NO_SHARE)
    of_exited = when(facts.exited, stepped(facts.years_since_exit, otherwise(terms.exited_shares, NOTHING)), NO_SHARE)
    of_unnamed = otherwise(terms.unnamed_rate, NO_SHARE)
    rate, fixed_sum, subsidy, own_payment = by_rank(
        facts.contribution,
        (
            terms.full_rate,
            (named & facts.extreme_poverty, terms.extreme_poverty_sum, terms.extreme_poverty_sums),
            (named & facts.severely_disabled, terms.severely_disabled_sum, terms.severely_disabled_sums),
            (named & facts.orphan, terms.orphan_sum, terms.orphan_sums),
            (named & facts.de_facto_unattended_child, terms.unattended_child_sum, terms.unattended_child_sums),
        ),
        (
            terms.partial_rate,
            (named & facts.minimum_living_allowance, terms.allowance_sum, terms.allowance_sums),
            (named & facts.low_income, terms.low_income_sum, terms.low_income_sums),
            (named & facts.monitored, terms.monitored_sum, terms.monitored_sums),
        ),
        least=maximum(maximum(of_poor, of_exited), of_unnamed),
    )
    return Worksheet(
        facts=facts,
        terms=terms,
        eligible=(named & (full | partial)) | others | (of_unnamed > NO_SHARE),
        rate=rate,
        fixed_sum=fixed_sum,
        subsidy=subsidy,
        own_payment=own_payment,
    )


RULE: Final = Rule(
    label="contribution subsidy",
    zh="参保资助",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.subsidy,
    to=lambda case: case[Person.insured],
    where=Worksheet.eligible,
    heading=Heading("contribution subsidy", "参保资助", head="contribution"),
    register={
        "hunan-2021/medical/contribution-subsidy-overlap": (Worksheet.rate,),
        "guizhou-2021/medical-insurance/contribution-policy": (Worksheet.eligible,),
    },
    said_with={
        Worksheet.eligible: (
            Terms.full_rate,
            Terms.partial_rate,
            Terms.poor_only,
            Terms.poor_rate,
            Terms.exited_shares,
            Terms.unnamed_rate,
        )
    },
)
