"""Renovation of dangerous homes (农村危房改造): whether a household without a safe home is in its scope.

Whom: households of whose home something is recorded, and not that it is safe. In Hunan those of five key groups:
monitored; on the allowance; with somebody in extreme poverty who lives at home; borderline; other households that
exited poverty, never had help for their housing and cannot make it safe by themselves. Guizhou's are low-income
families; the plan for 2016 to 2020 has poor households.

Units: intensity of earthquakes in degrees.

Readings: who had a subsidy for renovation before is in scope again only where a natural disaster made the home
dangerous; that subsidy then bars the fifth group no more than the others. In Yiyang a home that is in disaster
rebuilding is not renovated too. Homes of the key groups are made safe against earthquakes where the intensity to be
built for is 7; below it they are not, and above it the plans say nothing. The plan for 2016 to 2020 helps two first:
who lives in a deep-poor village of harsh natural conditions, and who has neither labour nor funds to contribute.

Limitations: the subsidy has no figure. Guizhou's further groups (等重点对象), and what it says of a second subsidy, are
not stated.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.guarantees import housing_renovation as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(housing_secured=False, monitored=True, subsidised_before=False, seismic_intensity=7)
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.in_scope, worksheet.seismic_retrofit
(True, True)
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, Truth, exact_arithmetic, if_stated, not_, otherwise, when
from ...cases import Case, CaseFacts, certainly, drawn, recorded
from ...fields.annotations import CountFact, TruthFact
from ...models import Household, LocalFigures
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household for the renovation of its home (农村危房改造)."""

    housing_secured: TruthFact = drawn(Household.housing_secured)
    monitored: TruthFact = drawn(Household.monitored)
    receives_allowance: TruthFact = drawn(cases.receives_allowance)
    scattered_extreme_poverty: TruthFact = drawn(cases.scattered_extreme_poverty)
    allowance_borderline: TruthFact = drawn(Household.allowance_borderline)
    exited: TruthFact = drawn(cases.exited)
    helped_otherwise: TruthFact = drawn(Household.housing_helped_otherwise)
    beyond_means: TruthFact = drawn(Household.housing_beyond_means)
    low_income: TruthFact = drawn(cases.low_income)
    poor: TruthFact = drawn(cases.poor)
    subsidised_before: TruthFact = drawn(Household.renovation_subsidised)
    endangered_by_disaster: TruthFact = drawn(Household.endangered_by_disaster)
    in_disaster_rebuilding: TruthFact = drawn(Household.in_disaster_rebuilding)
    seismic_intensity: CountFact = drawn(LocalFigures.seismic_intensity)
    in_deep_poor_village: TruthFact = drawn(Household.in_deep_poor_village)
    can_contribute_labour: TruthFact = drawn(Household.can_contribute_labour)
    can_raise_funds: TruthFact = drawn(Household.can_raise_funds)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Whose homes the documents have renovated, what bars a household, and what else they provide for."""

    key_groups: TruthFact = fields.truth("the five key groups are covered", zh="五类重点对象纳入")
    low_income_covered: TruthFact = fields.truth(
        "low-income families are covered", zh="农村低收入家庭纳入", may_be_unset=True
    )
    poor_covered: TruthFact = fields.truth("poor households are covered", zh="贫困户纳入", may_be_unset=True)
    again_only_after_disaster: TruthFact = fields.truth(
        "who was subsidised before is covered again only after a disaster",
        zh="已享受补助的，因自然灾害转危方可再次纳入",
    )
    rebuilding_excludes: TruthFact = fields.truth(
        "a home in disaster rebuilding is not renovated too", zh="已纳入恢复重建的不得重复享受", may_be_unset=True
    )
    retrofit_intensity: CountFact = fields.count(
        "intensity at which homes are made safe against earthquakes",
        zh="抗震改造的设防烈度",
        unit="degrees",
        low=1,
        high=12,
    )
    retrofit_above: TruthFact = fields.truth(
        "homes are made safe against earthquakes at higher intensities too", zh="更高设防烈度地区实施抗震改造"
    )
    neediest_first: TruthFact = fields.truth(
        "deep-poor villages and the neediest are helped first", zh="优先帮扶", may_be_unset=True
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of renovation: whose home, what bars it, the decision; then what else the plans provide for."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    unsafe: Truth = fields.truth("lives in no safe home", zh="住房不安全")
    key_group: Truth = fields.truth("in a group that is covered", zh="属于重点对象")
    not_helped_already: Truth = fields.truth(
        "not subsidised before, or endangered by a disaster since", zh="未享受过补助，或因自然灾害转危"
    )
    not_in_rebuilding: Truth = fields.truth("not in disaster rebuilding", zh="未纳入恢复重建补助")
    in_scope: Truth = fields.truth(
        "in the scope of renovation",
        zh="纳入农村危房改造",
        answer=True,
        criteria=("unsafe", "key_group", "not_helped_already", "not_in_rebuilding"),
    )
    seismic_retrofit: Truth = fields.truth(
        "home to be made safe against earthquakes", zh="纳入农房抗震改造", reading="intensity_as_stated"
    )
    helped_first: Truth = fields.truth("helped before others", zh="优先帮扶", reading="either_comes_first")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a household's home is renovated (农村危房改造), or made safe against earthquakes."""
    four = facts.monitored | facts.receives_allowance | facts.scattered_extreme_poverty | facts.allowance_borderline
    left_alone = facts.exited & not_(facts.helped_otherwise) & facts.beyond_means
    of_others = (otherwise(terms.low_income_covered, NO) & facts.low_income) | (
        otherwise(terms.poor_covered, NO) & facts.poor
    )
    unsafe = not_(facts.housing_secured)
    again = facts.endangered_by_disaster | not_(terms.again_only_after_disaster)
    not_helped_already = not_(facts.subsidised_before) | again
    key_group = if_stated(terms.key_groups, four | (left_alone & not_helped_already)) | of_others
    not_in_rebuilding = not_(otherwise(terms.rebuilding_excludes, NO) & facts.in_disaster_rebuilding)
    # Help already had bars the fifth group as it bars the others: asked once.
    covered = if_stated(terms.key_groups, four | left_alone) | of_others
    in_scope = unsafe & covered & not_helped_already & not_in_rebuilding
    at_intensity = when(
        facts.seismic_intensity > terms.retrofit_intensity,
        terms.retrofit_above,
        facts.seismic_intensity >= terms.retrofit_intensity,
    )
    neediest = facts.in_deep_poor_village | (not_(facts.can_contribute_labour) & not_(facts.can_raise_funds))
    return Worksheet(
        facts=facts,
        terms=terms,
        unsafe=unsafe,
        key_group=key_group,
        not_helped_already=not_helped_already,
        not_in_rebuilding=not_in_rebuilding,
        in_scope=in_scope,
        seismic_retrofit=key_group & at_intensity,
        helped_first=in_scope & otherwise(terms.neediest_first, NO) & neediest,
    )


def _not_known_safe(case: Case) -> Truth:
    """Whether something is recorded of the home, and not that it is safe; never unknown."""
    secured = case[Household.housing_secured]
    of_dwellings = (
        recorded(case[Household.housed_safely])
        | recorded(case[Household.endangered_by_disaster])
        | recorded(case[Household.renovation_subsidised])
    )
    return (recorded(secured) | of_dwellings) & not_(certainly(secured))


RULE: Final = Rule(
    label="renovate the home",
    zh="农村危房改造",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.in_scope,
    applies=_not_known_safe,
    heading=Heading("renovate the home", "农村危房改造"),
    register={"guizhou-2021/housing/dynamic-safety": (Worksheet.key_group,)},
    said_with={Worksheet.unsafe: (Terms.key_groups,)},
)
"""The household is in the scope of renovation where the decision holds."""
