"""One worker per household (一户一人以上就业): whether a household is to be helped until a member works.

Whom: rural households of whose members it is recorded whether they work, or, of relocated ones, whether they have a
stable source of income. From 2021 on Hunan has somebody at work in
every exited or monitored household with labour, and somebody in stable work in every relocated one with labour that
wants it; Yiyang somebody in stable work in every relocated exited and every monitored household with labour; Guizhou in
every relocated one with labour. In 2022 no relocated exited household in Hunan may be without any work (零就业). From
2016 to 2020 every registered relocated household was to have an industry or a stable source of income.

Units: none.

Readings: a household that is or was registered as poor is a registered one (建档立卡); an industry is a business that a
member runs. In Yiyang's sentence 搬迁 is read with the exited alone: monitored households count, relocated or not. Any
work counts, farming and a business too, where a document does not ask for stable work. Guizhou's text
asks for work and its box for stable work: stable work it is. A household with labour has a member with labour capacity,
in full or in part; a zero-employment household (零就业家庭) is one with labour of whom nobody works.

Limitations: no document says how many months of work are stable: it is recorded. Who helps, and how, is left to rows of
entitlements and to duties.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.livelihood import one_worker as rule
>>> terms = load_policy("hunan", on=date(2021, 6, 1)).terms(rule)
>>> family = {"exited": True, "monitored": False, "relocated": False, "has_labour": True}
>>> rule.compute(rule.Facts(**family, somebody_works=False), terms).to_be_helped
True
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, Truth, exact_arithmetic, not_, otherwise
from ...cases import Case, CaseFacts, certainly, drawn, recorded
from ...fields.annotations import TruthFact
from ...models import Household
from ..form import Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household's work (家庭就业)."""

    exited: TruthFact = drawn(cases.exited)
    monitored: TruthFact = drawn(Household.monitored)
    relocated: TruthFact = drawn(cases.relocated)
    once_registered: TruthFact = drawn(Household.once_registered_poor, "is or was registered as poor", zh="建档立卡户")
    has_labour: TruthFact = drawn(cases.has_labour_capacity)
    willing: TruthFact = drawn(cases.somebody_able_and_willing)
    somebody_works: TruthFact = drawn(cases.somebody_works)
    somebody_works_stably: TruthFact = drawn(cases.somebody_works_stably)
    somebody_in_business: TruthFact = drawn(cases.somebody_in_business)
    stable_income_source: TruthFact = drawn(Household.stable_income_source)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Which households are to have a worker, and of which a stable one, by the documents that say so."""

    of_exited_and_monitored: TruthFact = fields.truth(
        "somebody works in each exited or monitored household with labour",
        zh="有劳动力的脱贫家庭和防止返贫监测户至少有1人就业",
        may_be_unset=True,
    )
    stable_of_relocated: TruthFact = fields.truth(
        "somebody works stably in each relocated household with labour",
        zh="有劳动力搬迁家庭一户一人以上稳定就业",
        may_be_unset=True,
    )
    willing_alone: TruthFact = fields.truth(
        "of relocated households, in those alone that want to work", zh="限有就业意愿的搬迁家庭", may_be_unset=True
    )
    stable_of_monitored: TruthFact = fields.truth(
        "somebody works stably in each relocated exited and each monitored household with labour",
        zh="有劳动力的搬迁已脱贫家庭和防止返贫监测户至少一人稳定就业",
        may_be_unset=True,
    )
    none_without_work: TruthFact = fields.truth(
        "no relocated exited household is without any work", zh="动态解决搬迁脱贫家庭零就业", may_be_unset=True
    )
    income_of_relocated: TruthFact = fields.truth(
        "each registered relocated household has an industry or a stable source of income",
        zh="每个建档立卡搬迁户都有脱贫致富产业或稳定收入来源",
        may_be_unset=True,
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of one worker per household: what falls short, line by line, then the decision."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    no_worker: Truth = fields.truth(
        "is to have somebody at work, and has nobody", zh="应有人就业而无人就业", reading="any_work_counts"
    )
    zero_employment: Truth = fields.truth(
        "relocated and exited, and nobody works", zh="搬迁脱贫家庭零就业", reading="any_work_counts"
    )
    no_stable_worker: Truth = fields.truth(
        "is to have somebody in stable work, and has nobody",
        zh="应有人稳定就业而无人稳定就业",
        reading="monitored_relocated_or_not",
    )
    no_stable_income: Truth = fields.truth(
        "is to have an industry or a stable income, and has none", zh="应有产业或稳定收入来源而没有"
    )
    to_be_helped: Truth = fields.truth(
        "to be helped to work or a stable income",
        zh="应帮扶就业增收",
        answer=True,
        criteria=("no_worker", "zero_employment", "no_stable_worker", "no_stable_income"),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a household is to be helped until a member works (一户一人以上就业)."""
    of_all = otherwise(terms.of_exited_and_monitored, NO)
    of_relocated_exited = otherwise(terms.none_without_work, NO)
    stably_if_wanted = otherwise(terms.stable_of_relocated, NO)
    stably = otherwise(terms.stable_of_monitored, NO)
    wanted = facts.willing | not_(otherwise(terms.willing_alone, NO))
    relocated_exited = facts.relocated & facts.exited
    nobody_works = not_(facts.somebody_works)
    nobody_works_stably = not_(facts.somebody_works_stably)
    # Each fact is named once, so that one which another document's sentence makes pointless is not asked for.
    to_work = (facts.exited & (of_all | (facts.relocated & of_relocated_exited))) | (facts.monitored & of_all)
    of_relocated = facts.relocated & ((wanted & stably_if_wanted) | (facts.exited & stably))
    to_work_stably = of_relocated | (facts.monitored & stably)
    provided_for = facts.stable_income_source | facts.somebody_in_business
    without_income = facts.once_registered & facts.relocated & not_(provided_for)
    no_stable_income = without_income & otherwise(terms.income_of_relocated, NO)
    without_work = facts.has_labour & ((nobody_works & to_work) | (nobody_works_stably & to_work_stably))
    return Worksheet(
        facts=facts,
        terms=terms,
        no_worker=facts.has_labour & nobody_works & (facts.exited | facts.monitored) & of_all,
        zero_employment=facts.has_labour & nobody_works & relocated_exited & of_relocated_exited,
        no_stable_worker=facts.has_labour & nobody_works_stably & to_work_stably,
        no_stable_income=no_stable_income,
        to_be_helped=without_work | no_stable_income,
    )


def _income_recorded(case: Case) -> Truth:
    """Whether it is recorded of a relocated household if it has a stable source of income; never unknown."""
    return certainly(case[cases.relocated]) & recorded(case[Household.stable_income_source])


RULE: Final = Rule(
    label="one worker per household",
    zh="一户一人以上就业",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.to_be_helped,
    applies=lambda case: case[cases.work_recorded] | _income_recorded(case),
    needs=(cases.somebody_works, Household.stable_income_source),
    said_with={
        Worksheet.no_worker: (Terms.of_exited_and_monitored,),
        Worksheet.zero_employment: (Terms.none_without_work,),
        Worksheet.no_stable_worker: (Terms.stable_of_relocated, Terms.stable_of_monitored),
        Worksheet.no_stable_income: (Terms.income_of_relocated,),
        Worksheet.to_be_helped: (
            Terms.of_exited_and_monitored,
            Terms.none_without_work,
            Terms.stable_of_relocated,
            Terms.stable_of_monitored,
            Terms.income_of_relocated,
        ),
    },
)
"""The household is to be helped where the decision holds."""
