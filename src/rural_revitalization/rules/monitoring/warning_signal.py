"""Early warning (预警): whether what is watched of a household gives a signal, and what set it off.

Whom: all rural households in Hunan and Yiyang; Guizhou's plan watches the monitored, and does not say whom else.
Watched are how income and spending change, food and clothing, the three guarantees, and drinking water. A signal says
that somebody should look: whether the household is then monitored is decided by identification. In Yiyang the
monitored, and whose income falls or spending rises suddenly (收入骤减、支出骤增), are watched more closely.

Units: incomes in yuan per person and year, spending in yuan per year.

Readings: income falls suddenly where it was found to; it falls, or spending rises, suddenly where it is beyond the
county's share of the year before; a change of just that share is none. The monitored stand for the two classes that
Yiyang's sentence names (脱贫不稳定户、边缘易致贫户). Incomes are compared as those of all members of the day. Income
cannot fall from nothing or less.

Limitations: no document says how large a change must be: the two shares are local figures, of at most four decimal
places. Who reports a signal, and how, is the procedure of monitoring.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.monitoring import warning_signal as rule
>>> terms = load_policy("yiyang", on=date(2022, 6, 1)).terms(rule)
>>> facts = rule.Facts(spending=45000, spending_before=30000, spending_rise_watched="0.4", housing_secured=True)
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.signal, worksheet.spending_rises, worksheet.housing_wanting
(True, True, False)
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import (
    NO,
    ONE,
    ZERO,
    Truth,
    above_share,
    below_share,
    exact_arithmetic,
    if_stated,
    not_,
    otherwise,
    times,
)
from ...cases import Case, CaseFacts, certainly, drawn, recorded
from ...fields.annotations import CountFact, MoneyFact, RateFact, TruthFact
from ...models import Household, LocalFigures
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household that are watched (监测指标)."""

    household_net_income: MoneyFact = drawn(cases.household_net_income)
    net_income_before: MoneyFact = drawn(Household.net_income_before)
    members: CountFact = drawn(Household.household_size)
    income_fall_watched: RateFact = drawn(LocalFigures.income_fall_watched)
    income_fell: TruthFact = drawn(Household.income_fell)
    spending: MoneyFact = drawn(Household.spending)
    spending_before: MoneyFact = drawn(Household.spending_before)
    spending_rise_watched: RateFact = drawn(LocalFigures.spending_rise_watched)
    food_and_clothing_secured: TruthFact = drawn(Household.food_and_clothing_secured)
    education_secured: TruthFact = drawn(Household.education_secured)
    medical_secured: TruthFact = drawn(Household.medical_secured)
    housing_secured: TruthFact = drawn(Household.housing_secured)
    water_secured: TruthFact = drawn(Household.water_secured)
    monitored: TruthFact = drawn(Household.monitored)


@fields.terms_class
class Terms(fields.StatedTerms):
    """What documents have watched; how large a change must be is local."""

    watched: TruthFact = fields.truth(
        "income, spending, guarantees and drinking water are watched", zh="重点监测收支、“两不愁三保障”及饮水安全"
    )
    of_all: TruthFact = fields.truth("all rural people are watched", zh="监测面向所有农村人口")
    sudden_change: TruthFact = fields.truth(
        "the monitored and who suffers a sudden change are watched more closely",
        zh="对监测户及收入骤减或支出骤增户加强监测",
        may_be_unset=True,
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of early warning: each thing that may set off a signal, and the signal."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    income_falls: Truth = fields.truth("income falls suddenly", zh="收入骤减", reading="beyond_the_local_share")
    spending_rises: Truth = fields.truth("spending rises suddenly", zh="支出骤增", reading="beyond_the_local_share")
    food_or_clothing_wanting: Truth = fields.truth("food or clothing wanting", zh="“两不愁”未落实")
    education_wanting: Truth = fields.truth("compulsory education not secured", zh="义务教育未保障")
    medical_wanting: Truth = fields.truth("basic medical care not secured", zh="基本医疗未保障")
    housing_wanting: Truth = fields.truth("housing not safe", zh="住房安全未保障")
    water_wanting: Truth = fields.truth("drinking water not safe", zh="饮水安全未保障")
    watched_closely: Truth = fields.truth("watched more closely", zh="加强监测")
    signal: Truth = fields.truth(
        "signal to look into",
        zh="应核查的预警信号",
        answer=True,
        criteria=(
            "income_falls",
            "spending_rises",
            "food_or_clothing_wanting",
            "education_wanting",
            "medical_wanting",
            "housing_wanting",
            "water_wanting",
        ),
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether what is watched of a household gives a signal (预警)."""
    before = times(facts.net_income_before, facts.members)
    kept = ONE - facts.income_fall_watched
    below = below_share(facts.household_net_income, before, kept)
    # Of an income of nothing or less it does not matter how many share it.
    gone = (facts.household_net_income < ZERO) | ((facts.household_net_income <= ZERO) & (kept > ZERO))
    falls = facts.income_fell | ((facts.net_income_before > ZERO) & (gone | below))
    rises = above_share(facts.spending, facts.spending_before, ONE + facts.spending_rise_watched)
    food = not_(facts.food_and_clothing_secured)
    education = not_(facts.education_secured)
    medical = not_(facts.medical_secured)
    housing = not_(facts.housing_secured)
    water = not_(facts.water_secured)
    found = falls | rises | food | education | medical | housing | water
    return Worksheet(
        facts=facts,
        terms=terms,
        income_falls=falls,
        spending_rises=rises,
        food_or_clothing_wanting=food,
        education_wanting=education,
        medical_wanting=medical,
        housing_wanting=housing,
        water_wanting=water,
        watched_closely=otherwise(terms.sudden_change, NO) & (facts.monitored | falls | rises),
        signal=if_stated(terms.watched, (facts.monitored | terms.of_all) & found),
    )


_GUARANTEES: Final = (
    Household.food_and_clothing_secured,
    Household.education_secured,
    Household.medical_secured,
    Household.housing_secured,
    Household.water_secured,
)


def _worth_a_look(case: Case) -> Truth:
    """Whether the year before is recorded, or something watched is known to be wanting; never unknown."""
    found = recorded(case[Household.net_income_before]) | recorded(case[Household.spending_before])
    found = found | certainly(case[Household.income_fell])
    for guarantee in _GUARANTEES:
        found = found | certainly(not_(case[guarantee]))
    return found


_WANTING: Final = (
    Worksheet.food_or_clothing_wanting,
    Worksheet.education_wanting,
    Worksheet.medical_wanting,
    Worksheet.housing_wanting,
    Worksheet.water_wanting,
)

RULE: Final = Rule(
    label="early warning",
    zh="防止返贫预警",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.signal,
    applies=_worth_a_look,
    stated=Terms.watched,
    heading=Heading("early warning", "防止返贫预警"),
    said_with=dict.fromkeys(_WANTING, (Terms.watched,)),
)
"""A signal is given where the decision holds."""
