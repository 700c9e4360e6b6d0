"""Serious-illness insurance (大病保险): its payment on a year's in-scope cost, with the tilt (倾斜) for the poor.

Whom: everyone insured; the tilt is for people in extreme poverty, recipients of the minimum living allowance and
people who returned to or fell into poverty. It halves the deductible, raises the rate by five percentage points and
lifts the ceiling. Amounts are yuan per person and year. `in_scope_cost` is what remains of the year's in-scope cost
(政策范围内费用) after basic insurance has paid, never the whole bill.

Readings: the cut applies to the local deductible, rounded at both steps; five per cent means percentage points, on
every band; tilts do not add up; Hunan leaves the exact deductible and rate to its cities, whose overlays replace them.
The plan for 2016 to 2020 also tilts the insurance to the poor (贫困人口) and lowers their deductible step by step,
raises the rate for people in special difficulty (特殊困难人口), and lowers the deductible for sick or disabled children
(病残儿童), the severely disabled and others in special difficulty (等特殊困难人群), all without a figure: their tilt is
unknown and reported as not stated. Nor does it define special difficulty or sick or disabled children: both are
recorded. What a locality states for them is no figure for the poor, and the other way round. Guizhou's third
class is people prone to fall into poverty (易致贫返贫人口): those of monitored households, since the plan says that
monitoring finds them (第四章第二节), and those recorded as returned to poverty. Guizhou grants a tilt without a figure.

Limitations: while it is unknown whether the ceiling is lifted, the ceiling, and facts whose effect it hides, may be
reported missing although they make no difference.

>>> from datetime import date
>>> from rural_revitalization import NO_CEILING, load_policy
>>> from rural_revitalization.rules.medical import serious_illness as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(in_scope_cost=90000, area_disposable_income=32000, ceiling=NO_CEILING,
...                    extreme_poverty=False, returned_to_poverty=False)
>>> rule.compute(facts, terms).reimbursement
Unknown(Decimal('44400.00'), Decimal('53300.00'), {'minimum_living_allowance'})
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import (
    NO,
    NO_CEILING,
    NO_SHARE,
    ONE,
    ZERO,
    Amount,
    Rate,
    Truth,
    band_rate,
    banded,
    exact_arithmetic,
    is_set,
    maximum,
    minimum,
    otherwise,
    share,
    when,
)
from ...cases import CaseFacts, drawn
from ...fields.annotations import CeilingFact, MoneyFact, RateFact, ScheduleFact, TruthFact
from ...models import Household, LocalFigures, Person
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a person for serious-illness insurance (大病保险)."""

    in_scope_cost: MoneyFact = drawn(cases.cost_after_basic)
    area_disposable_income: MoneyFact = drawn(
        LocalFigures.area_disposable_income,
        "local per-capita disposable income of the year before",
        zh="当地上年居民人均可支配收入",
    )
    ceiling: CeilingFact = drawn(LocalFigures.serious_illness_ceiling, "local ceiling", zh="大病保险封顶线")
    extreme_poverty: TruthFact = drawn(Person.extreme_poverty)
    minimum_living_allowance: TruthFact = drawn(Person.minimum_living_allowance)
    returned_to_poverty: TruthFact = drawn(Person.returned_to_poverty)
    severely_disabled: TruthFact = drawn(cases.severely_disabled)
    sick_or_disabled_child: TruthFact = drawn(Person.sick_or_disabled_child)
    special_difficulty: TruthFact = drawn(Person.special_difficulty)
    poor: TruthFact = drawn(cases.poor)
    monitored: TruthFact = drawn(Household.monitored, "in a monitored household")


@fields.terms_class
class Terms(fields.StatedTerms):
    """The figures of serious-illness insurance from documents.

    `rate` is one share, or the bands of a locality that pays by bands. `allowance_deductible_cut` is the cut of
    allowance recipients where it is one of their own, otherwise theirs is that of all who are tilted. `prone_tilted`
    says whether people prone to poverty have the tilt of those who returned to it. `poor_deductible_cut` and
    `poor_rate_uplift` are the tilt of the poor, `special_deductible_cut` and `special_rate_uplift` that of special
    classes, which a document may grant without a figure and a locality states.
    """

    deductible_share: RateFact = fields.rate("deductible as a share of local income", zh="起付线占当地居民收入比例")
    rate: ScheduleFact = fields.schedule("reimbursed share above the deductible", zh="支付比例")
    deductible_cut: RateFact = fields.rate("cut of the deductible for tilted people", zh="起付线降低比例")
    allowance_deductible_cut: RateFact = fields.rate(
        "cut of the deductible for allowance recipients, where it is one of its own",
        zh="低保对象起付线降低比例",
        may_be_unset=True,
    )
    rate_uplift: RateFact = fields.rate("uplift of the rate for tilted people", zh="报销比例提高")
    ceiling_lifted: TruthFact = fields.truth("no ceiling for tilted people", zh="取消封顶线")
    prone_tilted: TruthFact = fields.truth(
        "tilts payment to people prone to poverty too", zh="对易致贫返贫人口倾斜支付", may_be_unset=True
    )
    poor_deductible_cut: RateFact = fields.rate(
        "cut of the deductible for the poor", zh="贫困人口起付线降低比例", may_be_unset=True
    )
    poor_rate_uplift: RateFact = fields.rate(
        "uplift of the rate for the poor", zh="贫困人口报销比例提高", may_be_unset=True
    )
    special_deductible_cut: RateFact = fields.rate(
        "cut of the deductible for people in special difficulty, the severely disabled and sick or disabled children",
        zh="病残儿童、重度残疾人等特殊困难人群起付线降低比例",
        may_be_unset=True,
    )
    special_rate_uplift: RateFact = fields.rate(
        "uplift of the rate for people in special difficulty", zh="特殊困难人口报销比例提高", may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of serious-illness insurance; amounts in yuan per person and year."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    tilted: Truth = fields.truth("has the tilt", zh="享受倾斜")
    without_ceiling: Truth = fields.truth("has no ceiling", zh="不设封顶线")
    deductible: Amount = fields.money("deductible", zh="起付线", reading="cut_of_local_deductible")
    above_deductible: Amount = fields.money("cost above the deductible", zh="起付线以上费用")
    rate: Rate = fields.rate("rate on the last yuan", zh="支付比例", reading="percentage_points")
    reimbursement: Amount = fields.money(
        "reimbursement", zh="大病保险报销金额", answer=True, unit="yuan per year", reading="tilts_do_not_add_up"
    )
    own_payment: Amount = fields.money(
        "left to pay", zh="个人负担金额", answer=True, unit="yuan per year", reading="rest_after_rounding"
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Work out what serious-illness insurance (大病保险) reimburses one person, or a column of people."""
    returned = facts.returned_to_poverty | (facts.monitored & otherwise(terms.prone_tilted, NO))
    others = facts.extreme_poverty | returned
    tilted = facts.minimum_living_allowance | others
    # Of the allowance a document may state a cut of its own; a person in another class too has the larger one.
    of_allowance = maximum(
        otherwise(terms.allowance_deductible_cut, terms.deductible_cut),
        when(others & is_set(terms.allowance_deductible_cut), terms.deductible_cut, NO_SHARE),
    )
    special = facts.severely_disabled | facts.sick_or_disabled_child | facts.special_difficulty
    poor_tilted = facts.poor & (is_set(terms.poor_deductible_cut) | is_set(terms.poor_rate_uplift))
    special_cut = special & is_set(terms.special_deductible_cut)
    special_uplift = facts.special_difficulty & is_set(terms.special_rate_uplift)
    cut = maximum(
        when(facts.minimum_living_allowance, of_allowance, when(others, terms.deductible_cut, NO_SHARE)),
        maximum(
            when(special, otherwise(terms.special_deductible_cut, NO_SHARE), NO_SHARE),
            when(facts.poor, otherwise(terms.poor_deductible_cut, NO_SHARE), NO_SHARE),
        ),
    )
    deductible = share(share(facts.area_disposable_income, terms.deductible_share), ONE - cut)
    uplift = maximum(
        when(tilted, terms.rate_uplift, NO_SHARE),
        maximum(
            when(facts.special_difficulty, otherwise(terms.special_rate_uplift, NO_SHARE), NO_SHARE),
            when(facts.poor, otherwise(terms.poor_rate_uplift, NO_SHARE), NO_SHARE),
        ),
    )
    without_ceiling = tilted & terms.ceiling_lifted
    band = band_rate(facts.in_scope_cost, deductible, terms.rate)
    reimbursement, own_payment = banded(
        facts.in_scope_cost,
        deductible,
        terms.rate,
        uplift=uplift,
        ceiling=when(without_ceiling, NO_CEILING, facts.ceiling),
    )
    return Worksheet(
        facts=facts,
        terms=terms,
        tilted=tilted | poor_tilted | special_cut | special_uplift,
        without_ceiling=without_ceiling,
        deductible=deductible,
        above_deductible=maximum(facts.in_scope_cost - deductible, ZERO),
        rate=minimum(band + uplift, ONE),
        reimbursement=reimbursement,
        own_payment=own_payment,
    )


RULE: Final = Rule(
    label="serious-illness insurance",
    zh="大病保险",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="person",
    pays=Worksheet.reimbursement,
    applies=lambda case: case[Person.has_bills],
    to=lambda case: case[Person.insured],
    takes=Facts.in_scope_cost,
    leaves=Worksheet.own_payment,
    capped_by=Facts.ceiling,
    lifts=Worksheet.without_ceiling,
    heading=Heading("serious illness", "大病保险", head="illness"),
    register={
        "hunan-2021/serious-illness/local-discretion": (Worksheet.deductible, Worksheet.rate),
        "yiyang-2021/serious-illness/tilt-restate": (Worksheet.tilted,),
    },
    said_with={
        Worksheet.tilted: (
            Terms.deductible_cut,
            Terms.allowance_deductible_cut,
            Terms.poor_rate_uplift,
            Terms.special_rate_uplift,
        )
    },
)
