"""Disability subsidies (残疾人两项补贴): one for living, in difficulty; one for nursing, of the severely disabled.

Whom: people with a disability. The living subsidy (困难残疾人生活补贴) is for those in difficulty, the nursing subsidy
(重度残疾人护理补贴) for the severely disabled; who meets both has both. Amounts are local, in yuan per month.

Readings: Hunan's plans name both subsidies and leave the rest to the national rules, by which in difficulty are those
on the allowance. Hunan's plan since 2021 widens both moderately (适度扩大政策覆盖面) and does not say to whom: the
national rules name people with a low income for the one, an intellectual or mental disability that is not severe for
the other. Whoever is supported in extreme poverty has neither, and a child paid as an orphan no living subsidy.

Limitations: others whom a locality takes in, and who draws nursing benefits of work-injury insurance, are not followed.
Nor is whether a severely disabled person needs long-term care (需要长期照护), which the national rules ask for the
nursing subsidy, or whether somebody chose a higher allowance of the same kind (择高申领): the amounts may then be more
than is due. The national rules of the years up to 2020 are in no pack: what rests on them is not stated there.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import disability_subsidies as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(severely_disabled=True, minimum_living_allowance=True, extreme_poverty=False, orphan=False,
...                    living_standard=80, nursing_standard=90)
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.living, worksheet.nursing, worksheet.subsidies
(Decimal('80.00'), Decimal('90.00'), Decimal('170.00'))
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, ZERO, Amount, Truth, exact_arithmetic, not_, otherwise, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import MoneyFact, TruthFact
from ...models import LocalFigures, Person
from ..form import Heading, Rule

_A_MONTH: Final = "yuan per person and month"


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person with a disability (残疾人) for the two subsidies."""

    disabled: TruthFact = drawn(cases.disabled)
    severely_disabled: TruthFact = drawn(cases.severely_disabled)
    intellectual_or_mental: TruthFact = drawn(cases.intellectual_or_mental)
    minimum_living_allowance: TruthFact = drawn(Person.minimum_living_allowance)
    low_income: TruthFact = drawn(Person.low_income)
    extreme_poverty: TruthFact = drawn(Person.extreme_poverty)
    orphan: TruthFact = drawn(cases.orphan)
    living_standard: MoneyFact = drawn(LocalFigures.disabled_living_subsidy)
    nursing_standard: MoneyFact = drawn(LocalFigures.disabled_nursing_subsidy)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Which subsidies there are, who is in difficulty, to whom they are widened, and who is left out."""

    living_paid: TruthFact = fields.truth("a living subsidy is paid", zh="落实困难残疾人生活补贴")
    nursing_paid: TruthFact = fields.truth("a nursing subsidy is paid", zh="落实重度残疾人护理补贴")
    of_allowance: TruthFact = fields.truth(
        "people on the allowance are in difficulty", zh="低保家庭中的残疾人属于困难残疾人"
    )
    low_income_too: TruthFact = fields.truth(
        "people with a low income are in difficulty too", zh="生活补贴扩大到低收入残疾人", may_be_unset=True
    )
    mental_too: TruthFact = fields.truth(
        "any intellectual or mental disability is nursed too",
        zh="护理补贴扩大到非重度智力、精神残疾人",
        may_be_unset=True,
    )
    not_in_extreme_poverty: TruthFact = fields.truth(
        "nobody supported in extreme poverty has them", zh="纳入特困供养的不享受"
    )
    not_of_orphans: TruthFact = fields.truth(
        "no child paid as an orphan has the living subsidy", zh="享受孤儿基本生活保障的不享受生活补贴"
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of the two disability subsidies; amounts in yuan per month."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    in_difficulty: Truth = fields.truth("in difficulty", zh="困难残疾人", reading="difficulty_by_national_rules")
    living_due: Truth = fields.truth("living subsidy due", zh="享受生活补贴")
    nursing_due: Truth = fields.truth("nursing subsidy due", zh="享受护理补贴")
    eligible: Truth = fields.truth("has one or both", zh="享受一项或两项")
    living: Amount = fields.money("living subsidy", zh="困难残疾人生活补贴", answer=True, unit=_A_MONTH)
    nursing: Amount = fields.money("nursing subsidy", zh="重度残疾人护理补贴", answer=True, unit=_A_MONTH)
    subsidies: Amount = fields.money("both together", zh="两项补贴合计", answer=True, unit=_A_MONTH)


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out the two subsidies (两项补贴) of one person, or of a column of people."""
    may_have = not_(facts.extreme_poverty & terms.not_in_extreme_poverty)
    on_allowance = facts.minimum_living_allowance & terms.of_allowance
    in_difficulty = on_allowance | (facts.low_income & otherwise(terms.low_income_too, NO))
    disabled = facts.disabled | facts.severely_disabled
    to_be_nursed = facts.severely_disabled | (facts.intellectual_or_mental & otherwise(terms.mental_too, NO))
    for_living = terms.living_paid & disabled & in_difficulty & not_(facts.orphan & terms.not_of_orphans)
    for_nursing = terms.nursing_paid & to_be_nursed
    living = when(for_living & may_have, facts.living_standard, ZERO)
    nursing = when(for_nursing & may_have, facts.nursing_standard, ZERO)
    return Worksheet(
        facts=facts,
        terms=terms,
        in_difficulty=in_difficulty,
        living_due=for_living & may_have,
        nursing_due=for_nursing & may_have,
        eligible=(for_living | for_nursing) & may_have,
        living=living,
        nursing=nursing,
        subsidies=living + nursing,
    )


RULE: Final = Rule(
    label="disability subsidies",
    zh="残疾人两项补贴",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.subsidies,
    unit="yuan per month",
    applies=lambda case: case[cases.disabled] | case[cases.severely_disabled],
    needs=(Person.disability_kind,),
    where=Worksheet.eligible,
    said_with={
        Worksheet.in_difficulty: (Terms.of_allowance, Terms.low_income_too),
        Worksheet.living_due: (Terms.living_paid, Terms.of_allowance),
        Worksheet.nursing_due: (Terms.nursing_paid,),
        Worksheet.eligible: (Terms.living_paid, Terms.nursing_paid),
    },
    heading=Heading("disability subsidies a month", "残疾人两项补贴/月"),
)
