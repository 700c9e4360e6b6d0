"""Temporary relief of a family (临时救助): of basic living in sudden, urgent or temporary difficulty.

Whom: families whose basic living a sudden event, an accident, a major illness or the like has brought into temporary
severe difficulty; from 2016 to 2020 the poor in sudden, urgent or temporary difficulty. Yiyang takes in all whose basic
living is temporarily in difficulty. Relief of a patient whose bills stay heavy after the layers is said by the
settlement of the bill, under the same figures.

Readings: the causes are those of a sudden shock (因病因学因灾因意外等), since both lists are open. That the difficulty
is temporary, and that it is severe, is recorded: no document says when it is. Of Yiyang's two sentences the wider
counts, which asks for no cause and no severity. Yiyang's township relieves first from its reserve fund (先行救助), of
whom the plan grants relief.

Limitations: no document states an amount, how often relief is given, or what the township's fund may give.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.allowance import relief_in_difficulty as rule
>>> terms = load_policy("yiyang", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(shock=True, temporary_difficulty=True, basic_living_severely_hard=True)
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.relieved, worksheet.township_first
(True, True)
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, Truth, exact_arithmetic, if_stated, otherwise
from ...cases import CaseFacts, drawn, given
from ...fields.annotations import TruthFact
from ...models import Household
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a family for temporary relief (临时救助)."""

    shock: TruthFact = drawn(Household.shock)
    temporary_difficulty: TruthFact = drawn(Household.temporary_difficulty)
    basic_living_severely_hard: TruthFact = drawn(Household.basic_living_severely_hard)
    poor: TruthFact = drawn(cases.poor)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whom the documents relieve: for causes, the poor, or all in difficulty; and whether the township relieves first.

    The figure of relief for causes is that of the settlement of bills.
    """

    relief: TruthFact = fields.truth("temporary relief is given", zh="实施临时救助")
    hardship_relief: TruthFact = fields.truth(
        "temporary relief of basic living in severe difficulty for a cause, such as major illness",
        zh="因突发事件、意外伤害、重大疾病等基本生活暂时出现严重困难的给予临时救助",
        figure="settlement.hardship_relief",
        may_be_unset=True,
    )
    of_the_poor: TruthFact = fields.truth(
        "sudden, urgent or temporary difficulty of the poor is relieved",
        zh="遭遇突发性、紧迫性、临时性基本生活困难的贫困家庭给予过渡性保障",
        may_be_unset=True,
    )
    of_all_in_difficulty: TruthFact = fields.truth(
        "temporary difficulty of basic living is relieved, whatever its cause",
        zh="对基本生活暂时陷入困境的及时纳入临时救助",
        may_be_unset=True,
    )
    reserve_fund_first: TruthFact = fields.truth(
        "the township relieves first", zh="乡镇（街道）备用金先行救助", may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of temporary relief: the ways to it, who relieves first, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    severely_hard_for_a_cause: Truth = fields.truth(
        "in temporary severe difficulty for a cause", zh="因突发事件等基本生活暂时严重困难"
    )
    poor_in_difficulty: Truth = fields.truth("poor, and in difficulty", zh="贫困家庭遭遇临时性困难")
    in_difficulty: Truth = fields.truth(
        "in temporary difficulty, which is enough", zh="基本生活暂时陷入困境", reading="wider_sentence_of_relief"
    )
    township_first: Truth = fields.truth("the township relieves first", zh="乡镇（街道）先行救助")
    relieved: Truth = fields.truth(
        "is given temporary relief",
        zh="给予临时救助",
        answer=True,
        criteria=("severely_hard_for_a_cause", "poor_in_difficulty", "in_difficulty"),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a family is given temporary relief (临时救助)."""
    hard_for_a_cause = facts.shock & facts.basic_living_severely_hard
    for_causes = hard_for_a_cause & otherwise(terms.hardship_relief, NO)
    of_the_poor = facts.poor & otherwise(terms.of_the_poor, NO)
    of_all = otherwise(terms.of_all_in_difficulty, NO)
    relieved = if_stated(terms.relief, facts.temporary_difficulty & (for_causes | of_the_poor | of_all))
    return Worksheet(
        facts=facts,
        terms=terms,
        severely_hard_for_a_cause=if_stated(terms.relief, facts.temporary_difficulty & for_causes),
        poor_in_difficulty=if_stated(terms.relief, facts.temporary_difficulty & of_the_poor),
        in_difficulty=if_stated(terms.relief, facts.temporary_difficulty & of_all),
        township_first=relieved & otherwise(terms.reserve_fund_first, NO),
        relieved=relieved,
    )


RULE: Final = Rule(
    label="temporary relief",
    zh="临时救助",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.relieved,
    applies=lambda case: given(case[Household.temporary_difficulty], True),
    needs=(Household.temporary_difficulty,),
    stated=Terms.relief,
    said_with={Worksheet.relieved: (Terms.relief,), Worksheet.township_first: (Terms.reserve_fund_first,)},
)
