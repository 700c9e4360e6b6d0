"""Grants to enterprises (创业平台和企业人才补助): to start-up incubators, returnees' parks, and firms that hire talent.

Whom: start-up incubators certified as demonstration bases (创业孵化示范基地, Guizhou); parks for returning migrant
workers in poor areas certified as provincial demonstration bases (农民工返乡创业园, Hunan up to 2020); agricultural
leading enterprises of provincial or higher level, and firms of strategic emerging industries, that hire high-level
talent in urgent need (高层次急需紧缺人才, Yiyang). Amounts are yuan: the first two are paid once, the last each year.

Readings: an incubator certified at both levels has the grant of the higher one. A grant is paid once (一次性): what was
granted before counts against it. An amount below the national grant is one for the provincial level: whether that
counts against the national grant is not stated. The subsidy for talent goes by grade (分级给予): the grade's amount is
recorded, and no more than the highest is paid for a talent and year.

Limitations: no record holds enterprises: the facts are given, and the rule is computed by itself. Hunan's award of a
park has no amount. Yiyang's programme for talent is of 2018 to 2022, and its plan goes on with it.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.livelihood import enterprise_grants as rule
>>> terms = load_policy("guizhou", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(national_incubator=True, granted_before=0), terms).incubator_grant
Decimal('1000000.00')
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import ZERO, Amount, exact_arithmetic, is_set, minimum, not_, otherwise, rest_of, when
from ...cases import CaseFacts
from ...fields.annotations import MoneyFact, TruthFact
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about an incubator, a park or a firm (创业平台、企业)."""

    national_incubator: TruthFact = fields.truth(
        "incubator certified at national level", zh="认定为国家级创业孵化示范基地"
    )
    provincial_incubator: TruthFact = fields.truth(
        "incubator certified at provincial level", zh="认定为省级创业孵化示范基地"
    )
    granted_before: MoneyFact = fields.money("granted to the incubator before", zh="已获一次性补助")
    provincial_park: TruthFact = fields.truth(
        "returnees' park certified as provincial demonstration base", zh="认定为省级示范基地的农民工返乡创业园"
    )
    in_poor_area: TruthFact = fields.truth("lies in a poor area", zh="位于贫困地区")
    hires_for_named_industry: TruthFact = fields.truth(
        "leading enterprise, or firm of a strategic emerging industry",
        zh="省级以上农业产业化龙头企业或战略性新兴产业企业",
    )
    talent_grade_amount: MoneyFact = fields.money(
        "amount of the talent's grade", zh="引进人才分级补贴标准", unit="yuan per year"
    )


@fields.terms_class
class Terms(fields.StatedTerms):
    """What is granted for each kind; whether a provincial grant counts against a national one."""

    national_amount: MoneyFact = fields.money(
        "grant of a national incubator", zh="国家级创业孵化示范基地一次性补助", may_be_unset=True
    )
    provincial_amount: MoneyFact = fields.money(
        "grant of a provincial incubator", zh="省级创业孵化示范基地一次性补助", may_be_unset=True
    )
    earlier_deducted: TruthFact = fields.truth(
        "a provincial grant is deducted from the national one", zh="晋升国家级的，扣除已获省级补助"
    )
    park_amount: MoneyFact = fields.money("award of a park", zh="返乡创业园一次性奖励", may_be_unset=True)
    talent_cap: MoneyFact = fields.money(
        "highest subsidy for a talent", zh="人才补贴最高标准", unit="yuan per year", may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of grants to enterprises; in yuan, that for talent a year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    of_level: Amount = fields.money(
        "grant of the highest level certified", zh="按最高认定级别的补助", only_if="of_level"
    )
    incubator_grant: Amount = fields.money("grant of an incubator", zh="创业孵化示范基地补助", answer=True)
    park_award: Amount = fields.money("award of a park", zh="返乡创业园奖励", answer=True)
    talent_subsidy: Amount = fields.money(
        "subsidy for a talent", zh="高层次急需紧缺人才补贴", answer=True, unit="yuan per year"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the grants (补助) of one enterprise, or of a column of enterprises."""
    of_province = when(facts.provincial_incubator, otherwise(terms.provincial_amount, ZERO), ZERO)
    of_nation = otherwise(terms.national_amount, ZERO)
    of_level = when(facts.national_incubator, of_nation, of_province)
    for_province = facts.national_incubator & (facts.granted_before < of_nation)
    deducted = when(for_province & not_(terms.earlier_deducted), ZERO, facts.granted_before)
    graded = minimum(facts.talent_grade_amount, otherwise(terms.talent_cap, ZERO))
    awarded = facts.provincial_park & facts.in_poor_area
    return Worksheet(
        facts=facts,
        terms=terms,
        of_level=of_level,
        incubator_grant=rest_of(of_level, deducted),
        park_award=when(awarded, otherwise(terms.park_amount, ZERO), ZERO),
        talent_subsidy=when(facts.hires_for_named_industry & is_set(terms.talent_cap), graded, ZERO),
    )


RULE: Final = Rule(
    label="grants to enterprises",
    zh="创业平台和企业人才补助",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="enterprise",
    works_out=Worksheet.incubator_grant,
)
