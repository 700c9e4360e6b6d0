"""How many questions it takes: asked in the order of `next_questions`, and in order of declaration; and how long.

Both ask only for what is missing when the question is put, of all members in one go, until every answer is settled.
Run `python -m benchmarks.asking [households [whole]]`: so many households are asked about risk elimination, and so many
of them about the whole assessment. The times are those of the first questions to a household of five, and of what to
ask of a township of 340, of whom only births, sexes and incomes are known.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from time import perf_counter
from typing import Any, Final

import attrs

from rural_revitalization import (
    Household,
    Income,
    IncomeKind,
    LocalFigures,
    Person,
    Risk,
    RiskKind,
    RiskState,
    Spell,
    assess,
    load_policy,
    next_questions,
    questions_over,
)
from rural_revitalization.assessment import Question
from rural_revitalization.fields import Spec, specs

__all__ = ["average_questions"]

ON: Final = date(2022, 6, 30)
POLICY: Final = load_policy("hunan", on=ON)
FIGURES: Final[dict[str, Any]] = {
    "monitoring_line": 7500,
    "allowance_standard": 500,
    "area_disposable_income": 19000,
    "insurance_contribution": 350,
    "serious_illness_ceiling": 300000,
    "medical_assistance_cap": 50000,
    "tilted_assistance_cap": 30000,
    "elderly_age": 60,
    "oldest_minor_age": 17,
    "severe_disability_grade": 2,
    "severe_mental_disability_grade": 3,
    "poor_area": True,
}
LOCAL: Final = LocalFigures(year=ON.year, **FIGURES, sources=dict.fromkeys(FIGURES, "made up"))
USUAL: Final = frozenset(
    {"insured", "pension_insured", "supporter_able", "source_of_living", "stable_income_source", "income_stable"}
)
"""The truths that mostly hold, beside those that end in `secured` or `controlled`; the others mostly do not."""
CHILDREN: Final = frozenset({"orphan", "de_facto_unattended_child", "sick_or_disabled_child", "left_behind"})
RARE: Final = 0.06
MOSTLY: Final = 0.92
MONITORED: Final = 0.5
STILL_OPEN: Final = 0.5

Order = Callable[[Sequence[Question]], Question]
DECLARED: Final = [*specs(Household), *specs(Person)]


def by_what_settles_most(questions: Sequence[Question]) -> Question:
    """The first of `next_questions`."""
    return questions[0]


def by_declaration(questions: Sequence[Question]) -> Question:
    """The question whose fact is declared first: of households, then of people."""
    return min(questions, key=lambda question: DECLARED.index(question.fact))


ORDERS: Final[dict[str, Order]] = {"what settles most": by_what_settles_most, "declaration": by_declaration}


def average_questions(households: int, of: str | None, *, seed: int = 17) -> dict[str, float]:
    """The average number of questions until all answers are settled, by order."""
    chance = Random(seed)  # noqa: S311 - draws households, no secrets
    drawn = [_household(chance, at) for at in range(households)]
    return {name: sum(_asked(full, order, of) for full in drawn) / households for name, order in ORDERS.items()}


def _asked(full: Household, order: Order, of: str | None) -> int:
    """How many questions are asked about a household of which only the members and their incomes are known."""
    known: Any = _begun(full)
    put = set[str]()
    while True:
        found = assess(known, POLICY, LOCAL, on=ON, only=None if of is None else {of})
        questions = [
            question for question in next_questions(found, of) if question.place != "local" and question.fact not in put
        ]
        if not questions:
            return len(put)
        question = order(questions)
        put.add(question.fact)
        if question.place == "household":
            known = attrs.evolve(known, **{question.fact: getattr(full, question.fact)})
            continue
        said = {item.id: getattr(item, question.fact) for item in full.people}
        known = attrs.evolve(
            known,
            members=[
                attrs.evolve(item, **{question.fact: said[item.id]}) if item.id in question.people else item
                for item in known.people
            ],
        )


def _begun(full: Household) -> Household:
    """A household of which only the members and their incomes are known."""
    members = [Person(id=item.id, birth_date=item.birth_date, sex=item.sex, income=item.income) for item in full.people]
    return Household(id=full.id, members=members)


# -- how long it takes ----------------------------------------------------------------------------------------------

ROUNDS: Final = 7
FIVE: Final = 5
TOWNSHIP: Final = 340


def times_of_questions(township: int = TOWNSHIP, *, seed: int = 17) -> dict[str, float]:
    """The least seconds that each step takes, of several rounds."""
    chance = Random(seed)  # noqa: S311 - draws households, no secrets
    homes = [_begun(_household(chance, at)) for at in range(township)]
    five = next(home for home in homes if len(home.people) == FIVE)
    found = [assess(home, POLICY, LOCAL, on=ON) for home in homes]
    steps: dict[str, Callable[[], Any]] = {
        "a household of five, assessed and its first questions": lambda: next_questions(
            assess(five, POLICY, LOCAL, on=ON)
        ),
        f"the questions of a township of {township}, assessed before": lambda: questions_over(found),
        f"a township of {township}, assessed": lambda: [assess(home, POLICY, LOCAL, on=ON) for home in homes],
    }
    return {name: min(_seconds(step) for _ in range(ROUNDS)) for name, step in steps.items()}


def _seconds(step: Callable[[], Any]) -> float:
    begun = perf_counter()
    step()
    return perf_counter() - begun


# -- households of which everything is known ------------------------------------------------------------------------


def _household(chance: Random, at: int) -> Household:
    adults, children = chance.randint(1, 3), chance.randint(0, 2)
    born = [chance.randint(1942, 1998) for _ in range(adults)] + [chance.randint(2006, 2019) for _ in range(children)]
    members = [_person(chance, f"{at}-{place}", year) for place, year in enumerate(born)]
    facts = {name: _value(chance, name, spec) for name, spec in specs(Household).items() if name not in _OWN}
    spells = [Spell(since=date(2021, 8, 1))] if chance.random() < MONITORED else []
    facts |= {"monitored": spells, "identified_on": date(2021, 8, 1), "risks": [_risk(chance)] if spells else []}
    return Household(id=str(at), members=members, **facts)


def _risk(chance: Random) -> Risk:
    """The risk for which a household is monitored, open or removed by measures."""
    state = RiskState.OPEN if chance.random() < STILL_OPEN else RiskState.RESOLVED
    settled_on = None if state is RiskState.OPEN else date(2022, 5, 1)
    return Risk(kind=RiskKind.ILLNESS, found_on=date(2021, 8, 1), state=state, settled_on=settled_on)


_OWN: Final = frozenset(
    {"id", "members", "county", "village", "exited_on", "monitored", "identified_on", "per_capita_net_income"}
)
_NAMED: Final = frozenset({"id", "name", "identity_number", "birth_date", "joined_on", "left_on", "died_on", "income"})


def _person(chance: Random, key: str, year: int) -> Person:
    facts = {name: _value(chance, name, spec) for name, spec in specs(Person).items() if name not in _NAMED}
    if year < ON.year - 18:
        facts |= dict.fromkeys(CHILDREN, ())
    if facts["disability_kind"] in (None, "none"):
        facts |= {"disability_kind": "none", "disability_grade": None, "severely_disabled": ()}
    if facts["extreme_poverty"]:
        facts["minimum_living_allowance"] = ()
    wages = [Income(kind=IncomeKind.WAGE, amount=chance.randrange(0, 40000, 100))] if year < ON.year - 18 else []
    return Person(id=key, birth_date=date(year, chance.randint(1, 12), 1), income=wages, **facts)


def _value(chance: Random, name: str, spec: Spec) -> Any:
    """A value of a fact: rarely the one that stands out."""
    often = name in USUAL or name.endswith(("secured", "controlled"))
    holds = chance.random() < (MOSTLY if often else RARE)
    kind = spec.kind.name
    if kind == "truth":
        return holds
    if kind == "records":
        return [spec.of(since=date(2021, 3, 1))] if holds and issubclass(spec.of, Spell) else []
    if kind == "choice":
        return chance.choice(list(spec.of)) if name == "sex" or holds else _ordinary(spec)
    if kind == "count":
        return chance.randint(spec.low or 0, 12 if spec.high is None else spec.high)
    return chance.randrange(0, 12000, 100) if kind == "money" else None


def _ordinary(spec: Spec) -> Any:
    """The option that most people are of."""
    values = {str(option.value): option for option in spec.of}
    return values.get("full") or values.get("none") or next(iter(values.values()))


def main(households: int, whole: int) -> None:
    """Print the averages and the ratio of the two orders, then the times."""
    for of, count in (("risk_elimination", households), (None, whole)):
        found = average_questions(count, of)
        first, second = found.values()
        said = ", ".join(f"in order of {name} {average:.2f}" for name, average in found.items())
        about = of or "the whole assessment"
        print(f"{about}, {count} households: {said} questions on average ({second / first:.2f} : 1)")  # noqa: T201
    for name, seconds in times_of_questions().items():
        print(f"{name}: {seconds * 1000:,.1f} ms")  # noqa: T201


if __name__ == "__main__":
    main(*(int(sys.argv[at]) if len(sys.argv) > at else count for at, count in ((1, 1000), (2, 100))))
