"""What would change a right to help does, of the household itself too, and nothing nearer would."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from help_drawings import LONG_AGO, cases, every_predicate, facts_of, may_record, recorded, ways
from rural_revitalization import AllowanceSpell, Diagnosis, DisabilityKind, Household, LocalFigures, Person, Spell
from rural_revitalization.assessment.alternatives import Alternative, Otherwise, alternatives
from rural_revitalization.assessment.making import entitled
from rural_revitalization.assessment.nearest_of_help import SearchOfHelp, lacks_records
from rural_revitalization.cases import Case
from rural_revitalization.entitlements.entitlement import Entitlement
from rural_revitalization.fields import comparable, specs

# Each example tries every way to record each fact.
thorough = settings(
    max_examples=max(1, (settings.default or settings()).max_examples // 10),
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
DECLARED = {name: spec for model in (LocalFigures, Household, Person) for name, spec in specs(model).items()}


def stands(row: Entitlement, case: Case) -> Any:
    """The answer, None where the document leaves it open, "lacking" where a record is."""
    outcome = entitled(row, case).outcome
    return outcome if isinstance(outcome, bool) else "lacking" if lacks_records(outcome) else None


def as_recorded(case: Case, changed: Otherwise) -> dict[str, Any] | None:
    """How a fact of a case is recorded to be otherwise; None for one that follows from a list of records."""
    name, after, spec = changed.fact, changed.after, DECLARED.get(changed.fact)
    if name in ("age", "age_at_school_start"):
        return older(case, changed.distance)
    of_any_member = spec is not None and (spec.kind.name, changed.spec.kind.name) == ("choice", "truth")
    listed = spec is not None and spec.of in (Spell, AllowanceSpell, Diagnosis)
    if spec is None or of_any_member or not (listed or spec.kind.name in ("truth", "choice", "count")):
        return None
    if name == "disability_kind":
        return {name: after} | ({"disability_grade": None} if after is DisabilityKind.NONE else {})
    if name == "diagnoses":
        return {name: tuple(Diagnosis(disease=disease, since=LONG_AGO) for disease in sorted(after))}
    if not listed:
        return {name: after}
    gone = (Spell(since=LONG_AGO, until=date(2014, 1, 2)),) if name == "registered_poor" else ()
    return {name: (Spell(since=LONG_AGO),) if after else gone}


def older(case: Case, years: int) -> dict[str, Any]:
    """Somebody born so many years earlier."""
    person: Any = case.person
    return {"birth_date": date(person.birth_date.year - years, 1, 1)}


def of_the_subject(row: Entitlement, search: SearchOfHelp) -> dict[str, Any]:
    """The facts of which the row reads one thing alone, by record, of the subject itself."""
    count = Counter(name.record for name in search.names)
    return {
        name.record: name
        for name in search.names
        if count[name.record] == 1 and (row.about == "person" or name.about != "household" or name.name in DECLARED)
    }


@every_predicate
@thorough
@given(data=st.data())
def test_a_single_change_turns_the_household_itself_and_nothing_nearer_does(
    row: Entitlement, data: st.DataObject
) -> None:
    case = data.draw(cases(row))
    search = SearchOfHelp(row, case)
    assume(not lacks_records(search.now))
    now, found = stands(row, case), list(alternatives(search, "", search.singles()))
    for alternative in found:
        (changed,) = alternative.facts
        said = as_recorded(case, changed)
        if said is not None:
            then = entitled(row, recorded(case, said)).outcome
            assert comparable(then) == comparable(alternative.answer)
            assert stands(row, recorded(case, said)) not in (now, "lacking")
        if changed.fact.startswith("age"):
            for years in range(1, abs(changed.distance)):
                nearer = older(case, years if changed.distance > 0 else -years)
                assert stands(row, recorded(case, nearer)) in (now, "lacking")
    nothing_recorded_otherwise_is_left_out(row, case, found)


def nothing_recorded_otherwise_is_left_out(row: Entitlement, case: Case, found: list[Alternative]) -> None:
    search = SearchOfHelp(row, case)
    now, told = stands(row, case), {alternative.facts[0].fact for alternative in found}
    single = of_the_subject(row, search)
    for fact in facts_of(row):
        model = next(model for model in (case.person, case.household, case.local) if fact in specs(type(model)))
        if fact not in single or getattr(model, fact) is None:
            continue
        if single[fact].spec.kind.name == "text":
            continue  # that a household lived elsewhere is not supposed
        for value in ways(case.on)[fact]:
            if value is not None and may_record(case, {fact: value}):
                turned = stands(row, recorded(case, {fact: value})) not in (now, "lacking")
                assert not turned or single[fact].name in told, (fact, value)


@every_predicate
@thorough
@given(data=st.data())
def test_of_a_pair_neither_fact_changes_the_answer_alone(row: Entitlement, data: st.DataObject) -> None:
    case = data.draw(cases(row))
    search = SearchOfHelp(row, case)
    if lacks_records(search.now) or list(search.singles()):
        return  # of some rows every answer turns with a single fact
    seen = set[Any]()
    for facts in search.pairs():
        changed = [name for name in search.names if facts[name] is not search.start[name]]
        assert len(changed) == 2
        assert search.differs(facts)
        for name in changed:
            assert not search.differs(search.put(search.start, name, facts[name]))
        (told,) = alternatives(search, "", [facts])
        key = tuple((item.fact, item.spec.label, comparable(item.after)) for item in told.facts)
        assert key not in seen
        seen.add(key)
        said = [as_recorded(case, item) for item in told.facts]
        if None not in said:
            other = recorded(case, {key: value for item in said if item for key, value in item.items()})
            assert comparable(entitled(row, other).outcome) == comparable(told.answer)
