"""The laws of the sets of facts that settle an answer: they are those that trying every filling finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from types import MappingProxyType
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import Assessment, Household, LocalFigures, Person, Spell, assess, load_policy, settling_sets
from rural_revitalization.assessment.hitting import smallest_sets
from rural_revitalization.models import DisabilityKind

ON = date(2022, 6, 1)
POLICY = load_policy("hunan", on=ON)
NAMES = "abcdef"
Facts = Mapping[str, Any]
_FIGURES: dict[str, Any] = {
    "monitoring_line": 7500,
    "insurance_contribution": 380,
    "severe_disability_grade": 2,
    "severe_mental_disability_grade": 3,
}
LOCAL = LocalFigures(year=2022, **_FIGURES, sources=dict.fromkeys(_FIGURES, "made up"))


def by_force(
    fillings: Sequence[Facts], answers: Sequence[Any], *, certain: bool, needing: Facts = MappingProxyType({})
) -> set[frozenset[str]]:
    """The smallest sets by trying every set with every filling, given the answer to each.

    `needing` names what must be recorded for a fact to be recorded at all.
    """
    names = sorted({name for filling in fillings for name in filling})

    def enough(chosen: tuple[str, ...]) -> bool:
        if any(fact in chosen and needed in names and needed not in chosen for fact, needed in needing.items()):
            return False
        groups: dict[tuple[Any, ...], set[Any]] = {}
        for filling, answer in zip(fillings, answers, strict=True):
            groups.setdefault(tuple(filling.get(name) for name in chosen), set()).add(answer)
        return (all if certain else any)(len(group) == 1 for group in groups.values())

    found = list[frozenset[str]]()
    for size in range(len(names) + 1):
        found += [
            frozenset(chosen)
            for chosen in combinations(names, size)
            if not any(part <= frozenset(chosen) for part in found) and enough(chosen)
        ]
    return set(found)


def said(assessment: Assessment, of: str, person: str | None, *, certain: bool) -> set[frozenset[str]]:
    """The smallest sets as the library says."""
    found = settling_sets(assessment, of, person, certain=certain, most=1000, tries=10**5)
    assert found.complete
    assert all(item.exact for item in found.sets)
    return {frozenset(fact.fact for fact in item.facts) for item in found.sets}


# -- truths of a household ------------------------------------------------------------------------------------------

RISKS = ("at_risk", "shock", "income_fell", "spending_large", "basic_living_severely_hard")


@given(
    st.dictionaries(st.sampled_from(RISKS), st.booleans(), max_size=3),
    st.sampled_from([7000, 8000, 20000]),
    st.booleans(),
)
def test_identification_is_settled_by_the_sets_that_trying_all_finds(known: Facts, income: int, certain: bool) -> None:
    def assessed(**facts: bool) -> Assessment:
        family: dict[str, Any] = {"monitored": [], "per_capita_net_income": income, **known, **facts}
        return assess(Household(id="1", members=[Person(id="1-1")], **family), POLICY, LOCAL, only={"identification"})

    lacking = [name for name in RISKS if name not in known]
    fillings = [dict(zip(lacking, values, strict=True)) for values in product((False, True), repeat=len(lacking))]
    answers = [assessed(**filling).decisions[0].outcome for filling in fillings]
    if len(set(answers)) > 1:
        assert said(assessed(), "identification", None, certain=certain) == by_force(fillings, answers, certain=certain)


# -- facts of which some are asked for only once others are known ---------------------------------------------------


def disabilities() -> Iterator[Facts]:
    """All that a record can say of somebody's disability, and of a class that is granted the same help.

    But for several disabilities of a grade that is severe of some kinds alone: then the kind is still open.
    """
    for kind, grade, poor in product(DisabilityKind, (None, 1, 2, 3, 4), ((), (Spell(since=ON),))):
        named = (kind, grade) != (DisabilityKind.MULTIPLE, 3)
        if named and (kind is DisabilityKind.NONE) == (grade is None):
            yield {"disability_kind": kind, "disability_grade": grade, "extreme_poverty": poor}


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "disability_kind": st.sampled_from(sorted({*DisabilityKind} - {DisabilityKind.MULTIPLE})),
            "extreme_poverty": st.sampled_from([(), (Spell(since=ON),)]),
            "orphan": st.sampled_from([(), (Spell(since=ON),)]),
        },
    ),
    st.booleans(),
)
def test_facts_that_come_up_later_are_counted(known: Facts, certain: bool) -> None:
    nothing = dict.fromkeys(
        ("orphan", "de_facto_unattended_child", "minimum_living_allowance", "low_income", "returned_to_poverty"), ()
    )

    def assessed(facts: Facts) -> Assessment:
        person: Any = {"insured": True, "birth_date": date(1970, 1, 1)} | nothing | dict(known) | dict(facts)
        family = Household(id="1", members=[Person(id="1-1", **person)], monitored=[])
        return assess(family, POLICY, LOCAL, only={"contribution_subsidy"})

    agreeing = [item for item in disabilities() if all(item.get(name, value) == value for name, value in known.items())]
    fillings = [{name: value for name, value in item.items() if name not in known} for item in agreeing]
    answers = [assessed(filling).payments[0].amount for filling in fillings]
    if len(set(answers)) > 1:
        found = said(assessed({}), "contribution_subsidy", "1-1", certain=certain)
        needing = {"disability_grade": "disability_kind"}
        assert found == by_force(fillings, answers, certain=certain, needing=needing)


# -- what is found does what is said --------------------------------------------------------------------------------


@given(st.sampled_from(["risk_elimination", "identification"]), st.data())
def test_the_values_that_are_named_settle_the_answer_and_those_of_no_part_do(of: str, data: st.DataObject) -> None:
    monitored = [Spell(since=date(2021, 8, 1))] if of == "risk_elimination" else []
    family = Household(id="1", members=[Person(id="1-1"), Person(id="1-2")], monitored=monitored)
    found = assess(family, POLICY, LOCAL, only={of})
    item = data.draw(st.sampled_from(settling_sets(found, of, certain=False).sets))
    values = {(fact.fact, fact.person): value for fact, value in zip(item.facts, item.values, strict=True)}
    for part in (values, *({key: values[key] for key in values if key != left_out} for left_out in values)):
        decided = assess(_recorded(family, part), POLICY, LOCAL, only={of}).decision(of)
        assert decided is not None
        assert isinstance(decided.outcome, bool) == (part is values)
    assert decided is not None
    whole = assess(_recorded(family, values), POLICY, LOCAL, only={of}).decision(of)
    assert whole is not None
    assert whole.outcome is item.answer


def _recorded(family: Any, values: Mapping[tuple[str, str | None], Any]) -> Household:
    members = [
        attrs.evolve(member, **{fact: value for (fact, person), value in values.items() if person == member.id})
        for member in family.people
    ]
    found: Household = attrs.evolve(
        family, members=members, **{fact: at for (fact, who), at in values.items() if not who}
    )
    return found


@given(st.lists(st.frozensets(st.sampled_from(NAMES), min_size=1), max_size=6))
def test_the_smallest_sets_hold_something_of_each_list(lists: list[frozenset[str]]) -> None:
    subsets = [frozenset(chosen) for size in range(len(NAMES) + 1) for chosen in combinations(NAMES, size)]
    enough = [chosen for chosen in subsets if all(chosen & one for one in lists)]
    smallest = [chosen for chosen in enough if not any(other < chosen for other in enough)]
    found = list(smallest_sets(lambda had: next((one for one in lists if not one & had), None)))
    assert sorted(map(len, found)) == [len(chosen) for chosen in found]
    assert len(found) == len(set(found))
    assert set(found) == set(smallest)
