"""Drinking water secured (饮水安全有保障): whether a household's water shows what the plans say must not occur.

Whom: rural households whose sources of water are recorded. A village, or several, without water, and water severely
above the limits, are what must not occur: with either, drinking water is not secured. Without them it may still not be:
the plans do not say what makes it safe.

Units: none.

Readings: the last test of each source in use counts. An outage of one household, or a short supply that comes with the
season, is not that of a whole village.

Limitations: what makes water safe beyond that is not stated; an overlay may set that nothing more is asked. How often
water is to be tested is a duty of authorities.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.guarantees import drinking_water as rule
>>> terms = load_policy("hunan", on=date(2022, 6, 1)).terms(rule)
>>> rule.compute(rule.Facts(cut_off=True), terms).water_secured
False
>>> rule.compute(rule.Facts(cut_off=False, polluted=False), terms).water_secured
Unknown(False, True, {'drinking_water.nothing_more_asked'})
"""

from __future__ import annotations

from typing import Final

from ... import fields
from ...algebra import Truth, exact_arithmetic, if_stated, not_
from ...cases import CaseFacts, drawn, recorded
from ...fields.annotations import TruthFact
from ...models import Household
from ..form import Heading, Rule


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household's drinking water (饮水安全)."""

    cut_off: TruthFact = drawn(Household.water_cut_off)
    polluted: TruthFact = drawn(Household.water_polluted)


@fields.terms_class
class Terms(fields.StatedTerms):
    """What documents say must not occur, and whether nothing more is asked of safe water."""

    faults_named: TruthFact = fields.truth(
        "a village without water and severe pollution must not occur", zh="防止整村连片停水断水和严重水质超标"
    )
    nothing_more_asked: TruthFact = fields.truth("nothing more is asked of safe water", zh="无上述问题即为饮水安全")


@fields.worksheet_class
class Worksheet:
    """The worksheet of drinking water: the two faults, and the guarantee."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    supplied: Truth = fields.truth("no village without water", zh="无整村连片停水断水")
    within_limits: Truth = fields.truth(
        "not severely above the limits", zh="无严重水质超标", reading="last_test_counts"
    )
    water_secured: Truth = fields.truth(
        "drinking water safe and secured", zh="饮水安全有保障", answer=True, criteria=("supplied", "within_limits")
    )


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide, as far as it is stated, whether a household's drinking water is secured (饮水安全有保障)."""
    supplied = not_(facts.cut_off)
    within_limits = not_(facts.polluted)
    return Worksheet(
        facts=facts,
        terms=terms,
        supplied=supplied,
        within_limits=within_limits,
        water_secured=if_stated(terms.faults_named, supplied & within_limits & terms.nothing_more_asked),
    )


RULE: Final = Rule(
    label="water secured",
    zh="饮水安全保障",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.water_secured,
    applies=lambda case: recorded(case[Household.water_cut_off] | case[Household.water_polluted]),
    needs=(Household.water_cut_off,),
    stated=Terms.faults_named,
    heading=Heading("water secured", "饮水安全有保障"),
    completes={Household.water_secured: Worksheet.water_secured},
)
