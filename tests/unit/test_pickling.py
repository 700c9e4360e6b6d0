"""What a program keeps or sends to another process is pickled and copied, and stays what it was."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest

from rural_revitalization import (
    JURISDICTIONS,
    NO_CEILING,
    RULES,
    Assessment,
    Household,
    InvalidInput,
    LocalFigures,
    MedicalBill,
    OutsidePeriod,
    Person,
    SmallLoan,
    assess,
    catalogue,
    coverage,
    load_policy,
)
from rural_revitalization.algebra import UNSET, Unknown
from rural_revitalization.bills.year import Year
from rural_revitalization.cases import has_labour_capacity
from rural_revitalization.fields import comparable, specs

ON: Final = date(2022, 6, 1)
AGAIN: Final[tuple[Callable[[Any], Any], ...]] = (
    lambda thing: pickle.loads(pickle.dumps(thing)),  # noqa: S301 - made here
    copy.deepcopy,
    copy.copy,
)


def assessed(policy: str) -> Assessment:
    person = Person(id="H-1", name="张三", insured=True, bills=[MedicalBill(settled_on=ON, total=100)])
    household = Household(id="H", members=[person], loans=[SmallLoan(lent_on=ON, principal=50000)])
    return assess(household, load_policy(policy, on=ON), LocalFigures(year=2022))


@pytest.mark.parametrize("again", AGAIN)
@pytest.mark.parametrize(
    "only_one",
    [Household.land_registered, has_labour_capacity, NO_CEILING, UNSET, *catalogue.DECLARED.values()],
    ids=lambda thing: getattr(thing, "name", None) or type(thing).__name__,
)
def test_of_what_there_is_one_no_second_is_made(only_one: Any, again: Callable[[Any], Any]) -> None:
    assert again(only_one) is only_one
    assert again([only_one])[0] is only_one


@pytest.mark.parametrize("again", AGAIN)
@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_policies_terms_and_assessments_stay_what_they_are(jurisdiction: str, again: Callable[[Any], Any]) -> None:
    policy, assessment = load_policy(jurisdiction, on=ON), assessed(jurisdiction)
    assert again(policy) == policy
    assert list(again(policy).figures()) == list(policy.figures())
    assert again(assessment) == assessment
    for rule in RULES:
        terms = policy.terms(rule)
        assert again(terms) == terms
        assert again(terms).cited == terms.cited


@pytest.mark.parametrize("again", AGAIN)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__.rsplit(".", 1)[-1])
def test_facts_and_worksheets_of_every_rule_stay_what_they_are(rule: Any, again: Callable[[Any], Any]) -> None:
    worksheet = rule.compute(rule.Facts(), load_policy("hunan", on=ON).terms(rule))
    for part in (worksheet, worksheet.facts):
        twin = again(part)
        for name in specs(type(part)):
            assert comparable(getattr(twin, name)) == comparable(getattr(part, name))


@pytest.mark.parametrize("again", AGAIN)
def test_so_do_the_catalogue_its_coverage_and_a_year_of_bills(again: Callable[[Any], Any]) -> None:
    for found in (JURISDICTIONS, coverage(), catalogue.DECLARED, catalogue.ENTITLEMENTS):
        assert again(found) == found
    inputs = assessed("hunan").inputs
    person, household = inputs.household.people[0], inputs.household
    year = Year(person=person, household=household, local=inputs.local, policy=inputs.policy)
    settled = year.bills()
    assert again(year) == year
    assert again(year).bills() == settled
    assert again(settled) == settled
    unknown: Unknown[Any] = Unknown(False, True, {"orphan"})
    assert comparable(again(unknown)) == comparable(unknown)


@pytest.mark.parametrize("again", AGAIN)
def test_errors_keep_their_data(again: Callable[[Any], Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        Household(id="H", members=[], monitord=[])  # type: ignore[call-arg]
    twin = again(refused.value)
    assert (str(twin), twin.about) == (str(refused.value), "Household")
    assert twin.mismatches[0].suggestions == ("monitored",)
    with pytest.raises(OutsidePeriod) as outside:
        load_policy("hunan", on=date(1999, 1, 1))
    assert again(outside.value).periods == outside.value.periods


def test_a_repr_of_an_assessment_or_a_policy_is_short_and_says_whose_and_when() -> None:
    assessment = assessed("hunan")
    said = repr(assessment)
    assert said.startswith("<Assessment of household 'H' on 2022-06-01: ")
    assert f"{len(assessment.missing)} missing" in said
    assert len(said) < 200
    policy = repr(load_policy("yiyang", on=ON))
    assert policy.startswith("Policy('yiyang', on=2022-06-01")
    assert "yiyang-14fyp-2021" in policy
    assert len(policy) < 200
